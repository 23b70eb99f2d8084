"""The table shows where a unit can go: what it offers is what the rules admit, and what it draws is how they march."""

from __future__ import annotations

import time

import numpy as np
import pygame
import pytest

from sim.base.paths import FAR
from sim.orders.order import Order, hex_name
from sim.rules.legal import refusal
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.rules.reach import Bar
from sim.view.app import App
from sim.view.opened import opened
from sim.view.plan import bent
from sim.view.screens.opening import taken_over
from sim.view.screens.sources import Sources, about_unit
from sim.view.screens.table import Table

TABLES = [("day-of-wrath", "opposition", 1, 1), ("day-of-wrath", "isil", 1, 1), ("dawn-3", "government", 16, 6)]


def table_of(app: App, name: str, side: str, turn: int) -> Table:
    table = taken_over(app, opened(name), 283, side, "doctrine", turn)
    app.show(table)
    return table


@pytest.mark.parametrize(("name", "side", "turn", "every"), TABLES)
def test_the_hexes_offered_are_those_that_are_not_refused(
    app: App, name: str, side: str, turn: int, every: int
) -> None:
    table = table_of(app, name, side, turn)
    scenario, seen = table.scenario, table.game.seen
    kinds = movement_class(moment_of(scenario, seen.picture))[0]
    goals = np.arange(0, scenario.map.grid.count, 89)
    for unit in table.hand.units[::every]:
        scenario.routes.slots(goals, np.full(len(goals), kinds[unit]))  # all at once: one by one they take long
        table.hand.unit = unit
        found = table.guide.found
        assert found is not None
        offered = found.orderable[goals].tolist()
        for goal, able in zip(goals.tolist(), offered, strict=True):
            order = Order(scenario.forces.ids[unit], "move", hex_name(scenario, goal))
            assert able == (not refusal(scenario, seen, order)), (unit, goal)


@pytest.mark.parametrize(("name", "side", "turn", "every"), TABLES)
def test_the_way_that_is_drawn_is_the_one_on_which_it_marches(
    app: App, name: str, side: str, turn: int, every: int
) -> None:
    table = table_of(app, name, side, turn)
    routes, kinds = table.scenario.routes, movement_class(moment_of(table.scenario, table.game.seen.picture))[0]
    for unit in table.hand.units[::every]:
        table.choose(unit)
        table.arm("move")
        found = table.guide.found
        assert found is not None
        for goal in np.flatnonzero(found.orderable)[::1501].tolist():
            table.hand.aim = goal
            slot, way = routes.slots(np.array([goal]), np.array([kinds[unit]]))[0], [table.hand.start]
            while way[-1] != goal:
                way.append(int(routes.onward[slot, way[-1]]))
            assert table.guide.ways == (tuple(way),)
            assert [stage.hex for stage in found.way(goal)] == way[1:]
        table.hand.put_down()


def test_the_plan_s_arrows_go_along_the_hexes(app: App) -> None:
    table = table_of(app, "day-of-wrath", "opposition", 1)
    unit = table.hand.units[0]
    table.choose(unit)
    found = table.guide.found
    assert found is not None
    goal = int(np.flatnonzero(found.orderable)[-1])
    table._send(goal)
    app.draw()
    arrow = next(one for one in table.arrows.arrows if one.planned)
    assert arrow.way == (table.hand.start, *(stage.hex for stage in found.way(goal)))
    steps = table.scenario.map.grid.distance(np.array(arrow.way[:-1]), np.array(arrow.way[1:]))
    assert (steps == 1).all()
    line = bent(table.map.ground.centres[list(arrow.way)])
    away = np.hypot(*(line[:, None] - table.map.ground.centres[list(arrow.way)][None]).T).min(axis=0)
    assert away.max() <= table.scenario.map.hex_metres * 0.51


def test_pointing_at_a_hex_tells_cost_arrival_and_obstacle(app: App) -> None:
    table = table_of(app, "dawn-3", "government", 16)
    met = set()
    for unit in table.hand.units[::2]:
        table.choose(unit)
        table.arm("move")
        found = table.guide.found
        assert found is not None
        if found.refused:
            continue
        near = int(np.flatnonzero(found.this_turn & (found.impulses > 0))[0])
        texts = [text for text, _ in table.guide.words(near)]
        assert "of marching by day" in texts[0]
        assert any("within this turn" in text for text in texts)
        for bar in (Bar.HOSTILE, Bar.ZONE):
            for h in np.flatnonzero(found.bar == bar)[:1].tolist():
                assert table.guide.obstacles(h)[-1] == found.bar_hex[h]
                assert any("6.3)" in text or "6.2)" in text for text, _ in table.guide.words(h))
                assert not any("@" in text for text, _ in table.guide.words(h))
                met.add(bar)
        for h in np.flatnonzero(found.minutes[:-1] >= FAR)[:1].tolist():
            assert "no way there" in table.guide.words(h)[0][0]
            assert table.guide.words(h)[1][0]
    assert met == {Bar.HOSTILE, Bar.ZONE}


def test_a_chosen_unit_shows_its_reach_at_once(app: App) -> None:
    table = table_of(app, "day-of-wrath", "opposition", 1)
    plain, spent, hexes = _picture(app), [], []
    for unit in table.hand.units:
        began = time.process_time()
        table.choose(unit)
        app.draw()
        spent.append(time.process_time() - began)
        assert table.guide.found is not None
        assert table.reachable._found is table.guide.found
        hexes.append(int(table.guide.found.this_turn.sum()))
    assert sorted(spent)[len(spent) // 2] < 0.2  # half of that on a machine of its own
    table.choose(table.hand.units[int(np.argmax(hexes))])
    shows, grid = table.guide.found, table.scenario.map.grid
    assert shows is not None
    rim = [h for h in np.flatnonzero(shows.this_turn).tolist() if not shows.this_turn[grid.neighbours[h]].all()]
    boxes = [pygame.Rect(0, 0, 20, 20).move(table.map.spot(h)).move(-10, -10) for h in rim]
    chosen, inside = _picture(app), [box for box in boxes if table.map.box.contains(box)]
    differ = [pygame.image.tobytes(chosen.subsurface(box), "RGB") != pygame.image.tobytes(plain.subsurface(box), "RGB")
              for box in inside]  # fmt: skip
    assert sum(differ) > len(inside) / 2 > 0


def test_the_unit_page_leads_to_its_formation_and_to_its_sources(app: App) -> None:
    table = table_of(app, "dawn-3", "government", 16)
    unit = next(one for one in table.hand.units if about_unit(table.opened, table.scenario.forces.ids[one]))
    table.choose(unit)
    app.draw()
    formation = table.scenario.forces.formation
    mates = [one for one in table.hand.units if formation[one] == formation[unit] and one != unit]
    assert len(table.desk.rows) == 1 + len(mates)
    table.picked(table.desk.rows[1][0].center)
    assert table.hand.unit == mates[0]
    table.choose(unit)
    table.act("sources")
    assert isinstance(app.top, Sources)
    assert set(app.top._ids) == set(about_unit(table.opened, table.scenario.forces.ids[unit]))


def test_of_an_enemy_nobody_else_of_its_formation_is_told(app: App) -> None:
    table = table_of(app, "dawn-3", "government", 16)
    seen, scenario = table.game.seen, table.scenario
    foes = scenario.hostile[seen.side][scenario.forces.side] & seen.known[0] & seen.picture.on_map[0]
    table.choose(int(np.flatnonzero(foes)[0]))
    app.draw()
    assert table.guide.found is None
    assert len(table.desk.rows) <= 1


def _picture(app: App) -> pygame.Surface:
    app.draw()
    return app.target.copy()
