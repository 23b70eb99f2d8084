"""A folder of games: what is kept, what is listed, what goes, and what is spoiled."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sim.errors import Illegal, Spoiled
from sim.play.game import Game
from sim.play.saves import MOST_AUTOSAVES, GameFile, Saves, plan_beside, read_plan
from sim.record.record import Record
from sim.record.store import read_record, write_record
from sim.scenario.compile import load

RAID = "day-of-wrath"


def played(turns: int, seed: int = 1) -> Record:
    game = Game(load(RAID), seed, "isil")
    for _ in range(turns):
        game.resolve()
    return game.record()


@pytest.fixture(scope="session")
def begun() -> Record:
    return played(2)


def kept(saves: Saves, record: Record, second: int) -> Path:
    path = saves.begin()
    write_record(path, record)
    os.utime(path, (second, second))
    return path


def test_a_folder_that_is_not_there_has_no_saves(tmp_path: Path) -> None:
    assert Saves(tmp_path / "none").listed() == []
    assert not (tmp_path / "none").exists()


def test_saves_are_listed_newest_first(tmp_path: Path, begun: Record) -> None:
    saves = Saves(tmp_path / "games")
    old = kept(saves, begun, 1000)
    named = saves.save("before-the-dam", begun.cut(1), Game(load(RAID), 1, "isil").plans)
    os.utime(named, (2000, 2000))
    first, second = saves.listed()
    assert (first.path, first.name, first.auto) == (named, "before-the-dam", False)
    assert (second.path, second.auto, second.turn, second.turns, second.over) == (old, True, 2, 16, False)
    assert (second.scenario, second.side, second.seed) == (RAID, "isil", 1)
    assert second.date == datetime(2016, 6, 28, 6)
    assert second.as_json()["modified"] == 1000
    assert second.as_json()["date"] == "2016-06-28T06:00"
    assert not any(save.fault for save in (first, second))


def test_a_spoiled_file_is_named_and_the_others_are_listed(tmp_path: Path, begun: Record) -> None:
    saves = Saves(tmp_path)
    good = [kept(saves, begun, 1000 + k) for k in range(3)]
    good[1].write_bytes(good[1].read_bytes().replace(b"orders", b"odrers", 1))
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "empty.jsonl").touch()
    found = {save.path: save for save in saves.listed()}
    assert len(found) == 5
    assert not found[good[0]].fault
    assert not found[good[2]].fault
    assert found[good[1]].fault.startswith(f"{good[1]}:2: error: ")
    assert "is a folder" in found[tmp_path / "folder.jsonl"].fault
    assert "is empty" in found[tmp_path / "empty.jsonl"].fault


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rules": "0"}, "version 0 of the rules; these are version"),
        ({"scenario_digest": "ab" * 16}, f"its digest is {'ab' * 16}, here it is"),
        ({"scenario": "dawn-9"}, "not shipped with this version"),
        ({"path": "gone"}, "gone"),
    ],
)
def test_another_version_states_both(tmp_path: Path, begun: Record, change: dict[str, str], words: str) -> None:
    saves = Saves(tmp_path)
    kept(saves, replace(begun, header=replace(begun.header, **change)), 1000)
    (save,) = saves.listed()
    assert words in save.fault
    assert save.turn == 2
    if "rules" in change:
        assert "begin anew: abukamal play day-of-wrath --side isil --seed 1" in save.fault


def test_ten_autosaves_are_kept_and_the_least_dear_go_first(tmp_path: Path, begun: Record) -> None:
    saves = Saves(tmp_path)
    named = saves.save("auto-pilot", begun)
    paths = [kept(saves, begun, 1000 + k) for k in range(MOST_AUTOSAVES)]
    write_record(paths[6], Game(load(RAID), 1, "isil", since=3).record())
    os.utime(paths[6], (1006, 1006))
    over = played(16, seed=2)
    write_record(paths[8], over)
    os.utime(paths[8], (1008, 1008))
    gone = []
    for k in range(4):
        before = set(tmp_path.iterdir())
        new = kept(saves, begun, 2000 + k)
        assert new not in before
        gone += sorted(before - set(tmp_path.iterdir()))
        assert sum(save.auto for save in saves.listed()) == MOST_AUTOSAVES
    assert gone == [paths[6], paths[8], paths[0], paths[1]]
    assert named.exists()


def test_a_game_that_is_being_played_is_neither_removed_nor_played_twice(tmp_path: Path, begun: Record) -> None:
    saves = Saves(tmp_path)
    paths = [kept(saves, begun, 1000 + k) for k in range(MOST_AUTOSAVES)]
    before = paths[0].read_bytes()
    with GameFile.resume(paths[0])[0]:
        with pytest.raises(OSError, match="being played"):
            GameFile.resume(paths[0])
        kept(saves, begun, 2000)
        assert paths[0].exists()
        assert not paths[1].exists()
    with GameFile.resume(paths[0])[0]:
        assert paths[0].read_bytes() == before


@pytest.mark.parametrize("name", ["", "../x", "a b", "X", "-a", "a" * 61, "a/b"])
def test_a_name_is_a_plain_word(tmp_path: Path, begun: Record, name: str) -> None:
    with pytest.raises(Illegal, match="cannot be the name"):
        Saves(tmp_path).save(name, begun)


def test_a_save_is_not_written_over(tmp_path: Path, begun: Record) -> None:
    saves = Saves(tmp_path)
    path = saves.save("once", begun)
    before = path.read_bytes()
    for name in ("once", "auto-0001"):
        with pytest.raises(Illegal, match="choose another"):
            saves.save(name, begun.cut(0))
    assert path.read_bytes() == before


def test_the_plan_lies_beside_the_record_until_its_turn_is_resolved(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    scenario = load(RAID)
    with GameFile.create(path, Game(scenario, 1, "isil").header()) as file:
        game = Game(scenario, 1, "isil", keep=file.keep, note=file.note)
        first, second = game.idle()[:2]
        game.give(f"{first} dig")
        game.give(f"{second} dig")
        assert read_plan(path, 0) == [f"{first} dig", f"{second} dig"]
        assert read_plan(path, 1) == []
        game.undo()
        assert read_plan(path, 0) == [f"{first} dig"]
        game.resolve()
        assert not plan_beside(path).exists()
        game.give(f"{second} dig")
        game.drop(second)
        assert not plan_beside(path).exists()
    with GameFile.resume(path)[0] as file:
        again = Game.resume(scenario, read_record(path)[0], file.keep, file.note)
        again.resolve()
    assert read_record(path)[0] == again.record()


@pytest.mark.parametrize("text", ["", "turn 1\nisil storm\n", "turn 2\nisil hold\n", "turn 1\n\xff\n"])
def test_a_plan_that_cannot_be_read_is_no_plan(tmp_path: Path, text: str) -> None:
    path = tmp_path / "game.jsonl"
    plan_beside(path).write_bytes(text.encode("latin-1"))
    assert read_plan(path, 0) == []


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, begun: Record) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        Saves(tmp_path / "file" / "games").begin()
    with pytest.raises(Spoiled):
        GameFile.resume(tmp_path / "none.jsonl")
