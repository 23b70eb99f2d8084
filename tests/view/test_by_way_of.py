"""Stops on the way in the window: put, numbered, said, taken away and kept, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest

from sim.orders.order import hex_name, hexes_named
from sim.state.state import MOST_STOPS
from sim.view.app import App
from sim.view.column import Column
from sim.view.hexwords import place_title
from sim.view.opened import opened
from sim.view.pages import doing, order_words
from sim.view.plan import Aimed, standing
from sim.view.screens.menu import Menu
from sim.view.screens.opening import bring, taken_over, taking_up
from sim.view.screens.table import Table
from tests.view.conftest import arrive, sit_down

Press = Callable[..., bool]


@pytest.fixture
def table(app: App) -> Table:
    """Return the rebels' table with a unit that is told to move, all of its reach in sight."""
    table = sit_down(app, opponent="history")
    unit = next(one for one in table.hand.units if reach_of(table, one).size > 20)
    table.choose(unit, visit=True)
    table.form.press("move")
    app.draw()
    return table


def reach_of(table: Table, unit: int) -> np.ndarray:
    """Return the hexes that a unit comes to in the first impulse; none where it obeys nobody."""
    table.choose(unit)
    found = table.guide.found
    return np.zeros(0) if found is None or found.refused else np.flatnonzero(found.impulses == 1)


def near(table: Table, count: int) -> list[int]:
    """Return hexes beside the unit or beside one another, each another, which it can be sent to."""
    found, grid = table.guide.found, table.scenario.map.grid
    assert found is not None
    hexes = [h for h in np.flatnonzero(found.orderable & (found.impulses > 0)).tolist()
             if table.map.box.inflate(-60, -60).collidepoint(table.map.spot(h)) and not table.hand.enemies_at(h)
             and table.map.hex_at(table.map.spot(h)) == h]  # fmt: skip
    start = table.hand.start
    assert start is not None
    return sorted(hexes, key=lambda h: (int(grid.distance(np.array([h]), start)[0]), h))[:count]


def click(app: App, h: int, button: int = 1, mod: int = 0) -> None:
    """Move the mouse to a hex and press a button of it, with a key held."""
    table = app.top
    assert isinstance(table, Table)
    at = table.map.spot(h)
    pygame.key.set_mods(mod)
    app.listen([
        pygame.event.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0), pos=at, rel=(0, 0)),
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=button, pos=at),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=button, pos=at),
    ])  # fmt: skip
    pygame.key.set_mods(0)
    app.draw()


def aimed(table: Table) -> Aimed:
    return next(layer for layer in table.layers() if isinstance(layer, Aimed))


@pytest.mark.parametrize(("button", "mod"), [(1, pygame.KMOD_SHIFT), (2, 0)])
def test_stops_are_put_with_the_mouse_and_the_order_names_them_all(
    app: App, table: Table, button: int, mod: int
) -> None:
    one, two, goal = near(table, 3)
    for h in (one, two):
        click(app, h, button, mod)
    assert table.hand.stops == (one, two)
    assert aimed(table).numbers() == {one: "1", two: "2"}
    click(app, goal)
    (order,) = table.game.planned
    assert order.via == (hex_name(table.scenario, one), hex_name(table.scenario, two))
    assert order.place == hex_name(table.scenario, goal)
    assert ", then " in table.said
    assert table.hand.stops == ()
    arrow = next(arrow for arrow in table.arrows.arrows if arrow.planned)
    passed = iter(arrow.way)
    assert all(h in passed for h in (one, two, goal))


def test_stops_are_put_with_the_keyboard(app: App, table: Table, press: Press) -> None:
    table.hand.aim = table.hand.start
    press("right")
    one = table.hand.aim
    press("return", pygame.KMOD_SHIFT)
    press("right")
    two = table.hand.aim
    press("return", pygame.KMOD_SHIFT)
    assert table.hand.stops == (one, two)
    press("return", pygame.KMOD_SHIFT)
    assert table.hand.stops == (one,)
    press("return")
    (order,) = table.game.planned
    assert hexes_named(table.scenario, order.leads) == [one, two]


def test_the_last_stop_may_be_the_goal(app: App, table: Table) -> None:
    one, goal = near(table, 2)
    click(app, one, mod=pygame.KMOD_SHIFT)
    click(app, goal, mod=pygame.KMOD_SHIFT)
    click(app, goal)
    (order,) = table.game.planned
    assert hexes_named(table.scenario, order.leads) == [one, goal]


def test_a_stop_is_taken_away_where_it_is_and_with_escape(app: App, table: Table, press: Press) -> None:
    one, two = near(table, 2)
    for h in (one, two, two):
        click(app, h, mod=pygame.KMOD_SHIFT)
    assert table.hand.stops == (one,)
    click(app, two, mod=pygame.KMOD_SHIFT)
    press("escape")
    assert (table.hand.stops, table.hand.verb) == ((one,), "move")
    press("escape")
    assert (table.hand.stops, table.hand.verb) == ((), "move")
    press("escape")
    assert (table.hand.verb, table.hand.aim) == ("", None)
    assert app.top is table


def test_a_fifth_stop_is_refused_in_words(app: App, table: Table) -> None:
    hexes = near(table, MOST_STOPS + 1)
    for h in hexes:
        click(app, h, mod=pygame.KMOD_SHIFT)
    assert table.hand.stops == tuple(hexes[:-1])
    assert table.said == "Refused: a way has at most 4 stops"
    assert table.game.planned == []


def test_an_order_that_is_laid_down_takes_its_stops_with_it(app: App, table: Table) -> None:
    (one,) = near(table, 1)
    click(app, one, mod=pygame.KMOD_SHIFT)
    table.form.press("attack")
    assert table.hand.stops == (one,)
    table.form.press("attack")
    assert (table.hand.verb, table.hand.stops) == ("", ())
    click(app, one, button=2)
    assert table.hand.stops == ()


def test_aircraft_make_no_stops(app: App) -> None:
    table = taken_over(app, opened("dawn-3"), 1, "government", "history", 0)
    app.show(table)
    table.open("air")
    table.hand.package = table.scenario.packages.ids.index("russian-tactical")
    table.arrange()
    table.form.press("support")
    click(app, table.scenario.place("t2_station"), button=2)
    assert table.hand.stops == ()
    assert "aircraft fly straight" in table.said


def test_the_panel_says_the_way_and_the_reach_goes_by_it(
    app: App, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, goal = near(table, 3)
    plain = table.guide.found
    assert plain is not None
    for h in (one, two):
        click(app, h, mod=pygame.KMOD_SHIFT)
    found = table.guide.found
    assert found is not None
    assert found.stops == (one, two)
    assert found.impulses[goal] >= plain.impulses[goal] + 2
    table.hand.aim = goal
    texts: list[str] = []
    write = Column.write

    def note(column: Column, text: str, *rest: object, **more: object) -> object:
        texts.append(text)
        return write(column, text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Column, "write", note)
    app.draw()
    assert any("by way of" in text and ", then " in text for text in texts)


def test_the_numbers_are_drawn_on_their_hexes(app: App, table: Table) -> None:
    one, two = near(table, 2)
    pane = pygame.Surface(table.map.box.size)
    pane.fill("white")
    Aimed([], two, (one, two, one)).draw_above(pane, table.map)
    assert Aimed([], two, (one, two, one)).numbers() == {one: "1, 3", two: "2"}
    for h in (one, two):
        corners = table.map.camera.on_screen(table.map.ground.corners[h]).tolist()
        x, y = min(corners, key=lambda corner: corner[1])
        around = pane.subsurface(pygame.Rect(int(x) - 6, int(y) - 13, 12, 12))
        ink = pygame.Color(table.look.palette.text)
        assert any(around.get_at((i, j)) == ink for i in range(12) for j in range(12))


def test_what_stands_goes_on_through_the_stops_that_are_left(app: App, table: Table) -> None:
    one, two, goal = near(table, 3)
    unit, scenario = table.hand.unit, table.scenario
    assert unit is not None
    who, words = scenario.forces.ids[unit], [hex_name(scenario, h) for h in (one, two, goal)]
    table.game.give(f"{who} move {words[2]} via {words[0]} {words[1]}")
    said = [place_title(scenario, h, {}) for h in (one, two, goal)]
    assert order_words(scenario, table.game.planned[0], {}) == (
        f"{scenario.forces.names[unit]}: move to {said[2]} by way of {said[0]}, then {said[1]}"
    )
    table.game.undo()
    table.game.redo()
    assert table.game.planned[0].via == tuple(words[:2])
    table.game.clear()
    state = table.game.state
    state.via[0, unit, :2], state.goal[0, unit], state.verb[0, unit] = (one, two), table.hand.start, 0
    assert who not in table.game.idle()
    seen = table.game.seen
    arrow = next(arrow for arrow in standing(scenario, seen) if arrow.way[0] == arrow.way[-1] == table.hand.start)
    passed = iter(arrow.way)
    assert all(h in passed for h in (one, two))
    assert "by way of" in doing(scenario, seen, unit, table.names)


def test_a_plan_with_stops_is_taken_up_again(tmp_path: Path) -> None:
    app = App(tmp_path)
    app.show(Menu(app))
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "history", 1)
    app.show(table)
    unit = next(one for one in table.hand.units if reach_of(table, one).size > 20)
    table.choose(unit, visit=True)
    names = [hex_name(table.scenario, h) for h in near(table, 3)]
    line = f"{table.scenario.forces.ids[unit]} move {names[2]} via {names[0]} {names[1]}"
    table.game.give(line)
    assert table.file is not None
    path = table.file.path
    app.close()
    again = App(tmp_path)
    again.show(Menu(again))
    bring(again, taking_up(again, path), again.show)
    arrive(again)
    table = again.top
    assert isinstance(table, Table)
    assert [str(order) for order in table.game.planned] == [line]
    again.close()
