"""The game at the table is saved under a name, and loaded from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest

from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.keeping import SaveGame
from sim.view.screens.menu import Menu
from sim.view.screens.opening import taken_over
from sim.view.screens.saved import Load, saved_games
from sim.view.screens.table import Table
from tests.view.conftest import arrive

Type = Callable[[App, str], None]
SAVED = "before-the-dam"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[App]:
    """Return a window with a table above the menu, one order planned."""
    app = App(tmp_path)
    pygame.event.clear()
    app.show(Menu(app))
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "doctrine", 2)
    app.show(table)
    table.choose(table.hand.units[0])
    table.form.press("hold")
    yield app
    app.close()


def ask(app: App) -> SaveGame:
    """Press the key that saves."""
    app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_s, mod=pygame.KMOD_CTRL, unicode="\x13")])
    sheet = app.top
    assert isinstance(sheet, SaveGame)
    app.draw()
    return sheet


def save_as(app: App, name: str) -> SaveGame:
    sheet = ask(app)
    sheet._type(name)
    sheet.form.press("Save")
    app.draw()
    return sheet


def test_it_is_saved_under_a_name_and_loaded(kept: App, tmp_path: Path) -> None:
    table = kept.top
    assert isinstance(table, Table)
    save_as(kept, SAVED)
    assert kept.top is table
    assert table.said == f"Saved as {SAVED}"
    planned, digests = table.game.planned, table.game.state.digests
    table.resolve(sure=True)  # the save stays as it was
    kept.home()
    load = Load(kept)
    load._resume(next(game for game in load.games if game.name == SAVED))
    arrive(kept)
    again = kept.top
    assert isinstance(again, Table)
    assert (again.game.planned, again.game.state.digests) == (planned, digests)


def test_a_name_is_offered_that_can_be_taken(kept: App, tmp_path: Path) -> None:
    sheet = ask(kept)
    offered = sheet.name
    kept.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="\r")])
    kept.listen(pygame.event.get())
    assert isinstance(kept.top, Table)
    assert [game.name for game in saved_games(tmp_path) if game.name] == [offered]


def test_letters_go_into_the_field(kept: App, type_in: Type) -> None:
    sheet = ask(kept)
    before = sheet.name
    type_in(kept, "s1")
    assert isinstance(kept.top, SaveGame)
    assert sheet.name != before


@pytest.mark.parametrize(("name", "why"), [
    ("", "cannot be the name"), ("../up", "cannot be the name"), ("Über", "cannot be the name"),
    ("auto-0001", "autosaves"), ("x" * 61, "cannot be the name"),
])  # fmt: skip
def test_a_name_that_cannot_be_is_refused_in_words(kept: App, tmp_path: Path, name: str, why: str) -> None:
    sheet = save_as(kept, name)
    assert kept.top is sheet
    assert why in sheet.wrong
    assert [game.name for game in saved_games(tmp_path) if game.name] == []


def test_a_save_is_never_written_over(kept: App) -> None:
    save_as(kept, SAVED)
    sheet = save_as(kept, SAVED)
    assert kept.top is sheet
    assert "already" in sheet.wrong


def test_what_cannot_be_written_is_told(kept: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sim.play.saves.write_record", fails)
    sheet = save_as(kept, SAVED)
    assert "cannot be written" in sheet.wrong
    assert "Permission denied" in sheet.wrong


def test_without_a_folder_it_is_told(kept: App) -> None:
    sheet = ask(kept)
    kept.folder = None
    sheet.form.press("Save")
    assert "no folder" in sheet.wrong
