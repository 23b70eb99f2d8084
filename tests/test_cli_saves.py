"""`abukamal play` and `saves`: what is kept, gone on with after a kill, branched off, and refused."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.entry import main
from sim.play.game import Game, Person
from sim.play.saves import plan_beside, read_plan
from sim.record.store import read_record, write_record
from sim.scenario.compile import load

ROOT = Path(__file__).resolve().parent.parent
RAID = "day-of-wrath"
Call = Callable[..., tuple[int, str, str]]
ORDERS = ("isil-garrison-2 dig", "isil-raiders-1 move sharia", "isil-garrison-2 hold")
PLAY = ("play", RAID, "--side", "isil", "--opponent", "doctrine", "--seed", "3")


class Terminal(io.StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Return a function that runs a command on some lines: (exit code, output, complaints)."""
    monkeypatch.setenv("ABUKAMAL_DATA_DIR", str(tmp_path / "own"))

    def run(*arguments: object, lines: str = "", typed: bool = False) -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", Terminal(lines) if typed else io.StringIO(lines))
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return run


def saves(call: Call, *arguments: object) -> list[dict[str, Any]]:
    code, out, _ = call("saves", "--json", *arguments)
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)["saves"]
    return found


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def test_a_killed_game_loses_nothing_that_was_said(call: Call, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    first, second, third = ORDERS
    assert call(*PLAY, "--out", whole, lines=f"{first}\ngo\n{second}\ngo\n{third}\ngo\ngo\nquit\n")[0] == 0
    command = [sys.executable, "-m", "sim.cli", *PLAY, "--out", str(broken)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT, text=True) as killed:
        assert killed.stdin is not None
        killed.stdin.write(f"{first}\ngo\n{second}\ngo\n{third}\n")
        killed.stdin.flush()
        until(lambda: read_plan(broken, 2) == [third])
        killed.kill()
    assert killed.returncode != 0
    assert len(read_record(broken)[0].turns) == 2
    code, told, complaint = call("play", "--resume", broken, lines="plan\ngo\ngo\nquit\n")
    assert (code, complaint) == (0, "")
    assert "2 turns played, 1 orders planned" in told
    assert broken.read_bytes() == whole.read_bytes()
    assert not plan_beside(broken).exists()
    assert call("verify", broken)[0] == 0


def test_a_line_that_a_kill_cut_short_is_left_out(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "game.jsonl"
    call(*PLAY, "--out", out, lines=f"{ORDERS[0]}\ngo\ngo\ngo\nquit\n")
    whole = out.read_bytes()
    out.write_bytes(whole[:-30])
    code, told, complaint = call("play", "--resume", out, lines="go\nquit\n")
    assert code == 0
    assert "cut short" in complaint
    assert "2 turns played" in told
    assert out.read_bytes() == whole


def test_who_types_is_kept_and_who_pipes_is_not(call: Call, tmp_path: Path) -> None:
    call(*PLAY, lines="go\nquit\n")
    call(*PLAY, "--no-autosave", lines="go\nquit\n", typed=True)
    assert saves(call) == []
    code, told, _ = call(*PLAY, lines=f"{ORDERS[0]}\ngo\n{ORDERS[2]}\nquit\n", typed=True)
    assert code == 0
    assert "abukamal play --resume auto-0001" in told
    (save,) = saves(call)
    assert (save["name"], save["auto"], save["turn"], save["planned"]) == ("auto-0001", True, 1, 1)
    assert (save["scenario"], save["side"], save["date"]) == (RAID, "isil", "2016-06-28T03:00")
    assert Path(save["path"]).parent == tmp_path / "own" / "saves"
    code, told, _ = call("play", "--resume", "auto-0001", lines="plan\nsave by-the-river\ngo\nquit\n", typed=True)
    assert ORDERS[2] in told
    assert {one["name"]: one["turn"] for one in saves(call)} == {"auto-0001": 2, "by-the-river": 1}
    assert saves(call, "--data-dir", tmp_path / "other") == []
    assert "There are no saves" in call("--data-dir", tmp_path / "other", "saves")[1]


def test_the_list_is_told_with_what_is_spoiled(call: Call, tmp_path: Path) -> None:
    assert "There are no saves" in call("saves")[1]
    call(*PLAY, lines="save good\nsave bad\nquit\n")
    bad = tmp_path / "own" / "saves" / "bad.jsonl"
    bad.write_bytes(bad.read_bytes().replace(b"isil", b"lisi", 1))
    code, told, _ = call("saves")
    assert code == 0
    assert "good  day-of-wrath  isil  1 of 16" in told
    assert "bad.jsonl:1: error:" in " ".join(told.split())


def test_a_record_is_taken_over(call: Call, tmp_path: Path) -> None:
    parent, child = tmp_path / "parent.jsonl", tmp_path / "child.jsonl"
    assert call("run", RAID, "--commander", "isil=chance", "--seed", "5", "--out", parent)[0] == 0
    before = parent.read_bytes()
    code, out, told = call("play", "--from", f"{parent}@5", "--side", "opposition", "--out", child, "--json",
                           lines="go\ngo\nquit\n")  # fmt: skip
    assert code == 0
    assert "28 June 2016 12:00 as opposition, world 5" in told
    assert json.loads(out)["branch"] == f"{RAID} from 28 June 2016 12:00 as opposition, world 5"
    ours, theirs = read_record(child)[0], read_record(parent)[0]
    assert ours.turns[:4] == theirs.turns[:4]
    assert ours.turns[4] != theirs.turns[4]
    assert len(ours.turns) == 6
    assert dict(ours.header.commanders) == {"opposition": "person", "isil": "chance", "iraq": "history"}
    assert parent.read_bytes() == before
    code, told, _ = call("play", "--from", f"{parent}@2016-06-28T12:00", "--side", "isil", lines="quit\n")
    assert "Left in turn 5 of 16" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--resume", "nothing"), "there is no file 'nothing'"), (("--resume", "x", RAID), "leave out a scenario"),
        (("--resume", "x", "--from", "2016-06-28"), "leave out --from"), ((RAID,), "say whom you lead: --side"),
        ((), "name a scenario"), (("--from", "@3"), "names no record"), (("--from", "PARENT@0"), "from 1"),
        (("--from", "PARENT@9", "--side", "isil"), "turn 9 cannot be taken over in this record"),
        (("--from", "PARENT@1", "--side", "isil", "--seed", "9"), "leave out --seed"),
        (("--from", "PARENT@1", "--side", "isil", "--out", "PARENT"), "left as it is"),
        (("dawn-3", "--from", "PARENT@1", "--side", "isil"), "is a record of day-of-wrath"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_a_usage_error(call: Call, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    parent = tmp_path / "parent.jsonl"
    call("run", RAID, "--until", "2016-06-28T06:00", "--out", parent)
    before = parent.read_bytes()
    code, _, complaint = call("play", *(one.replace("PARENT", str(parent)) for one in arguments))
    assert code == 2
    assert words in complaint
    assert complaint.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["parent.jsonl"]
    assert parent.read_bytes() == before


def test_what_cannot_be_gone_on_with_is_left_as_it_is(call: Call, tmp_path: Path) -> None:
    film = tmp_path / "film.jsonl"
    call("run", RAID, "--until", "2016-06-28T06:00", "--out", film)
    before = film.read_bytes()
    code, _, complaint = call("play", "--resume", film)
    assert code == 5
    assert "nobody leads a side of this record in person" in complaint
    assert film.read_bytes() == before
    film.write_bytes(before.replace(b'"rules": "1"', b'"rules": "0"'))
    code, _, complaint = call("play", "--resume", film)
    assert code == 5


def test_a_file_of_orders_cannot_be_asked_again(call: Call, tmp_path: Path) -> None:
    orders, out = tmp_path / "orders.txt", tmp_path / "game.jsonl"
    orders.write_text("", "utf-8")
    assert call("play", RAID, "--side", "isil", "--opponent", orders, "--out", out, lines="go\nquit\n")[0] == 0
    code, _, complaint = call("play", "--resume", out)
    assert code == 5
    assert "'file:orders.txt', which is not part of the record" in complaint
    assert call("play", "--from", f"{out}@2", "--side", "isil", lines="go\nquit\n")[0] == 0


def test_a_folder_that_cannot_be_written_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "own").touch()
    code, _, complaint = call(*PLAY, lines="quit\n", typed=True)
    assert code == 2
    assert complaint.startswith("abukamal: error: cannot write")


def test_a_game_of_two_people_needs_the_window(call: Call, tmp_path: Path) -> None:
    game = Game(load("day-of-wrath"), 1, "opposition", {"isil": Person()})
    game.resolve()
    path = tmp_path / "two.jsonl"
    write_record(path, game.record())
    before = path.read_bytes()
    code, _, err = call("play", "--resume", path)
    assert (code, path.read_bytes()) == (2, before)
    assert "two people" in err
    assert "needs the window" in err
    assert call("verify", path)[0] == 0
    assert call("report", path, "--out", tmp_path / "report.html")[0] == 0
    assert call("play", "--from", f"{path}@2", "--side", "isil", lines="quit\n")[0] == 0
