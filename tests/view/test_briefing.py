"""The briefing says what a side is to do and with what, and hands over the command."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.briefed import doubts, forces, objectives, situation
from sim.view.screens.briefing import TABS, Briefing
from sim.view.screens.table import Table
from sim.view.screens.watch import Making

Press = Callable[..., bool]
NAMES = ("day-of-wrath", "dawn-3")


@pytest.fixture
def app(desk: App) -> App:
    """Return the window that keys go to."""
    return desk


@pytest.fixture
def briefing(app: App) -> Briefing:
    """Return the briefing of the raid, shown in a window."""
    found = Briefing(app, opened("day-of-wrath"))
    app.show(found)
    app.draw()
    return found


def tab_to(screen: Briefing, press: Press, words: str) -> None:
    """Go to a control by Tab alone."""
    for _ in screen.form.words:
        press("tab")
        if screen.form.focused is not None and screen.form.focused[1] == words:
            return
    raise AssertionError(words)


@pytest.mark.parametrize("name", NAMES)
def test_each_objective_says_who_what_where_by_when_and_how_it_stands(desk: App, name: str) -> None:
    found = opened(name)
    pointed: list[object] = []
    rows = list(objectives(found, desk.look, pointed.append))
    goals = [row for row in rows if row.do is not None]
    assert [row.lines[0].text for row in goals] == [
        goal.title for side in range(len(found.scenario.sides)) for goal in found.scenario.objectives
        if goal.side == side
    ]  # fmt: skip
    assert all("20" in row.lines[1].text and row.lines[2].text.startswith("at the start: ") for row in goals)
    for row in goals:
        row.do and row.do()
    assert len(pointed) == len(goals)


def test_the_start_of_the_raid_is_told_as_it_is(desk: App) -> None:
    rows = {row.lines[0].text: row for row in objectives(opened("day-of-wrath"), desk.look, lambda hexes: None)}
    assert rows["Hold half of Abu Kamal at the end"].lines[2].text == "at the start: not so (0 of 50 %)"
    assert rows["Hold Abu Kamal throughout"].lines[2].text == "at the start: so (100 of 75 %)"
    assert rows["Hold half of Abu Kamal at the end"].lines[1].text == "to be so at the end of 29 June 2016"


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_and_every_contested_question_is_in_it(desk: App, name: str) -> None:
    found = opened(name)
    told = " ".join(line.text for row in forces(found, desk.look, lambda ids: None) for line in row.lines)
    assert all(unit in told for unit in found.scenario.forces.names)
    assert not any(f"; {place.id}" in told for place in found.extra)
    rows = list(doubts(found, lambda ids: None))
    asked = [row for row in rows if row.cells]
    assert len(asked) == len(found.files.scenario.contested)
    assert all(sum(cell[0].text.startswith("* ") for cell in row.cells) == 1 for row in asked)
    assert all(any("[00" in line.text for line in cell) for row in asked for cell in row.cells)
    told = " ".join(line.text for row in situation(found, desk.look, lambda ids: None) for line in row.lines)
    assert all(side in told for side in found.scenario.side_names)


def test_an_objective_points_at_its_place_by_keyboard_alone(briefing: Briefing, press: Press) -> None:
    tab_to(briefing, press, "Objectives")
    press("return")
    assert briefing.tab == "objectives"
    assert briefing.form.focused == (1, "Objectives")
    briefing.form.let_go()
    press("down")
    press("return")
    assert briefing.small.marked == (briefing.found.scenario.place("abu_kamal"),)
    briefing.app.draw()


@pytest.mark.parametrize("tab", [name for name, _ in TABS])
@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1366, 768), 200)])
def test_every_tab_is_drawn_and_read_to_its_end(
    briefing: Briefing, press: Press, tab: str, size: tuple[int, int], scale: int
) -> None:
    briefing.app.set(scale=scale)
    briefing._open(tab)
    press("end")
    briefing.app.draw()
    assert briefing.rows.scroll == max(briefing.rows.height - briefing.rows.box.height, 0)
    assert briefing.rows.box.height > 60


def test_it_hands_over_side_opponent_and_world(
    briefing: Briefing, type_in: Callable[[App, str], None], press: Press
) -> None:
    briefing.form.press("Bold")
    tab_to(briefing, press, "number")
    press("end")
    type_in(briefing.app, "7")
    briefing.form.press("Lead ISIL")
    table = briefing.app.top
    assert isinstance(table, Table)
    assert (table.title, table.game.turn) == ("Islamic State of Iraq and the Levant, world 17", 0)
    assert dict(table.game.header().commanders)["opposition"] == "doctrine:bold"
    briefing.app.back()


def test_a_world_that_is_no_number_is_refused_in_words(
    briefing: Briefing, type_in: Callable[[App, str], None], press: Press
) -> None:
    tab_to(briefing, press, "number")
    type_in(briefing.app, "x")
    assert briefing.seed is None
    assert "whole number" in briefing._wrong
    briefing.app.draw()
    briefing.form.press("Lead ISIL")
    assert briefing.app.top is briefing


def test_it_leads_to_the_film(briefing: Briefing) -> None:
    briefing.form.press("Watch history")
    assert isinstance(briefing.app.top, Making)
