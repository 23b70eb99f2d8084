"""A game in the window is on the disk at every moment, and is found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.play.saves import plan_beside
from sim.record.store import read_record
from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.menu import Menu
from sim.view.screens.opening import bring, taken_over, taking_up
from sim.view.screens.saved import Load, newest, saved_games
from sim.view.screens.table import Table
from tests.view.conftest import arrive


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[App]:
    app = App(tmp_path)
    app.show(Menu(app))
    yield app
    app.close()


def begin(app: App) -> Table:
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "doctrine", 2)
    app.show(table)
    return table


def test_every_turn_and_the_plan_are_on_the_disk_at_once(kept: App, tmp_path: Path) -> None:
    table = begin(kept)
    table.resolve(sure=True)
    table.go(table.campaign.now)
    table.choose(table.hand.units[0])
    table.form.press("hold")
    assert table.file is not None
    record, _ = read_record(table.file.path)
    assert len(record.turns) == 3
    left = tmp_path / "killed.jsonl"  # what a killed program leaves behind: nothing was closed
    for path, copy in ((table.file.path, left), (plan_beside(table.file.path), plan_beside(left))):
        copy.write_bytes(path.read_bytes())
    bring(kept, taking_up(kept, left), kept.show)
    arrive(kept)
    again = kept.top
    assert isinstance(again, Table)
    assert (again.game.turn, again.game.planned) == (3, table.game.planned)
    assert again.game.state.digests == table.game.state.digests
    assert [e.text for e in again.campaign.entries] == [e.text for e in table.campaign.entries]
    assert again.campaign.samples == table.campaign.samples
    again.closed()


def test_the_menu_goes_on_with_the_newest_game(kept: App) -> None:
    table = begin(kept)
    table.resolve(sure=True)
    kept.back()
    kept.top.form.press("Continue")
    arrive(kept)
    again = kept.top
    assert isinstance(again, Table)
    assert again.game.turn == 3
    assert again.title == table.title


def test_a_spoiled_file_is_listed_with_its_fault_and_the_others_load(kept: App, tmp_path: Path) -> None:
    begin(kept)
    kept.back()
    (tmp_path / "saves" / "broken.jsonl").write_text("no record\n")
    games = saved_games(tmp_path)
    assert [bool(game.fault) for game in games] == [True, False]
    assert "broken.jsonl" in games[0].fault
    kept.show(Load(kept))
    kept.draw()
    found = newest(games)
    assert found is not None
    assert found.turn == 3


def test_a_folder_that_cannot_be_written_is_told_and_the_game_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = App(tmp_path / "file")
    app.show(Menu(app))
    table = begin(app)
    assert table.file is None
    assert "cannot be kept" in app.notice
    table.resolve(sure=True)
    assert table.game.turn == 3
