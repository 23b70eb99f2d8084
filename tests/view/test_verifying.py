"""A saved game is verified in the window: as written, changed, spoiled, of another version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from sim.play.course import header_for
from sim.play.game import Person
from sim.play.run import record_of, run
from sim.record.record import Record
from sim.record.store import write_record
from sim.rules.sequence import RULES_VERSION
from sim.scenario.compile import load
from sim.view.app import App
from sim.view.screens.menu import Menu
from sim.view.screens.saved import Load
from sim.view.screens.verified import Verified
from tests.view.conftest import arrive

RAID = load("day-of-wrath")


@pytest.fixture(scope="module")
def record() -> Record:
    played = record_of(run(RAID, [7], turns=3))
    return replace(played, header=header_for(RAID, 7, {"opposition": Person()}))


@pytest.fixture
def desk_with_saves(tmp_path: Path) -> Iterator[App]:
    (tmp_path / "saves").mkdir()
    app = App(tmp_path)
    app.show(Menu(app))
    yield app
    app.close()


def verified(app: App, press: str = "Verify") -> list[str]:
    """Verify the one game that is listed; return what the window says of it."""
    app.show(Load(app))
    app.draw()
    if press:
        app.top.form.press(press)
    else:
        app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="")])
    arrive(app)
    assert isinstance(app.top, Verified)
    app.draw()
    return [text for text, _ in app.top.said]


def test_a_game_as_it_was_written(desk_with_saves: App, tmp_path: Path, record: Record) -> None:
    write_record(tmp_path / "saves" / "game.jsonl", record)
    assert verified(desk_with_saves) == ["All 3 turns as written."]


def test_the_first_turn_that_differs(desk_with_saves: App, tmp_path: Path, record: Record) -> None:
    forged = replace(record.turns[2], digest="ab" * 16)
    write_record(tmp_path / "saves" / "game.jsonl", replace(record, turns=(*record.turns[:2], forged)))
    said = verified(desk_with_saves)
    assert said[0] == "Turn 3 is the first that comes out differently. The 2 turns before it are as written."
    assert "ab" * 16 in said[1]
    assert record.turns[2].digest in said[1]


def test_a_corrupt_file_says_why(desk_with_saves: App, tmp_path: Path, record: Record) -> None:
    path = tmp_path / "saves" / "game.jsonl"
    write_record(path, record)
    path.write_bytes(path.read_bytes().replace(b'"turn": 2', b'"turn": 5'))
    for press in ("Verify", ""):
        said = verified(desk_with_saves, press)
        assert said[0] == "It cannot be replayed."
        assert f"{path}:3" in said[1]


@pytest.mark.parametrize(
    ("change", "both"),
    [({"rules": "0.9"}, ("version 0.9 of the rules", f"version {RULES_VERSION}")),
     ({"scenario_digest": "cd" * 16}, ("cd" * 16, RAID.digest))],
)  # fmt: skip
def test_another_version_states_both_and_is_tried_all_the_same(
    desk_with_saves: App, tmp_path: Path, record: Record, change: dict[str, str], both: tuple[str, str]
) -> None:
    write_record(tmp_path / "saves" / "game.jsonl", replace(record, header=replace(record.header, **change)))
    load_screen = Load(desk_with_saves)
    assert all(word in load_screen.games[0].fault for word in both)
    said = verified(desk_with_saves, "")
    assert said[0] == "All 3 turns as written."
    assert all(word in said[-1] for word in both)


def test_leaving_in_the_middle_leaves(desk_with_saves: App, tmp_path: Path, record: Record) -> None:
    write_record(tmp_path / "saves" / "game.jsonl", record)
    app = desk_with_saves
    app.show(Load(app))
    listed = app.top
    listed.form.press("Verify")
    app.draw()
    app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")])
    assert app.top is listed
