"""A way by several stops: each leg has to be possible, each stop is passed in turn, and the reach foretells it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from practice import field

from sim.orders.notation import parse_order
from sim.orders.order import Order, Orders, hex_name, hex_named, orders_of, together
from sim.rules import command
from sim.rules.legal import refusal
from sim.rules.moment import Moment
from sim.rules.reach import NEVER, reach
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.kinds import Status, Verb
from sim.state.observation import Observation, observe
from sim.state.setup import setup
from sim.state.state import MOST_STOPS, State

WAYS = 16


def told(scenario: Scenario, line: str, side: str = "red") -> Orders:
    return orders_of(scenario, [(side, parse_order(line))])


def placed(scenario: Scenario, unit: str, name: str) -> State:
    """Return the practice field with one unit on it."""
    state, row = setup(scenario, [1]), scenario.forces.ids.index(unit)
    state.position[:, row] = state.goal[:, row] = hex_named(scenario, name)
    state.status[:, row] = Status.ACTIVE
    return state


def red(scenario: Scenario, state: State) -> Observation:
    return observe(scenario, state, scenario.sides.index("red"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("red-1 move @22,3 via @24,3 @24,5 @22,5", ""),
        ("red-1 move @22,3 via OFF @24,3", "red-1 may not cross a border on the way to OFF"),
        ("red-1 move @22,3 via @24,3 OFF", "red-1 may not cross a border on the way from @24,3 to OFF"),
        ("red-1 move @22,3 via @24,3 @24,5 OFF", "red-1 may not cross a border on the way from @24,5 to OFF"),
        ("red-1 move OFF via @24,3 @24,5", "red-1 may not cross a border on the way from @24,5 to OFF"),
        ("red-1 move @22,3 via @24,3 mill MILL", "MILL is where mill is"),
        ("red-1 move MILL via @24,3 mill", "MILL is where mill is"),
        ("red-1 move @22,3 via @24,3 atlantis", "'atlantis' is not a place"),
    ],
)
def test_every_leg_is_looked_at_and_the_one_that_fails_is_named(line: str, why: str) -> None:
    scenario = field(4, "day")
    seen, grid = red(scenario, placed(scenario, "red-1", "@20,3")), scenario.map.grid
    off = int(np.flatnonzero(~reach(scenario, seen, scenario.forces.ids.index("red-1")).orderable[:-1])[0])
    for word, h in (("OFF", off), ("MILL", hex_named(scenario, "mill"))):
        name = f"@{grid.column(h)},{grid.row(h)}"
        line, why = line.replace(word, name), why.replace(word, name)
    found = refusal(scenario, seen, parse_order(line))
    assert why in found
    assert bool(found) == bool(why)


def test_stops_are_passed_one_an_impulse_and_the_rest_move_up() -> None:
    scenario = field(4, "day")
    row, stops = scenario.forces.ids.index("red-1"), ["@22,3", "@22,5", "@20,5"]
    hexes = [hex_named(scenario, stop) for stop in stops]
    state = placed(scenario, "red-1", "@20,3")
    state, _ = step(scenario, state, told(scenario, f"red-1 move @20,3 via {' '.join(stops)}"))
    assert state.stops(0, row) == hexes
    assert not state.staying[0, row]
    state, _ = step(scenario, state, Orders.none())
    assert state.position[0, row] == hexes[1]
    assert state.stops(0, row) == hexes[1:]
    for _ in range(5):
        state, _ = step(scenario, state, Orders.none())
    assert state.stops(0, row) == []
    assert state.staying[0, row]
    assert (state.via[0, row] == scenario.map.grid.count).all()


def test_the_same_stop_several_times_in_a_row_is_passed_at_once() -> None:
    scenario = field(4, "day")
    row, here = scenario.forces.ids.index("red-1"), hex_named(scenario, "@22,3")
    state = placed(scenario, "red-1", "@22,3")
    state.goal[:, row], state.verb[:, row] = hex_named(scenario, "@26,3"), int(Verb.MOVE)
    state.via[0, row] = [here] * MOST_STOPS
    state, _ = step(scenario, state, Orders.none())
    assert state.stops(0, row) == []
    assert hex_name(scenario, int(state.position[0, row])) == "@26,3"


def test_whoever_is_told_to_stay_has_no_stop_ahead() -> None:
    scenario = field(4, "day")
    row = scenario.forces.ids.index("red-1")
    state, _ = step(scenario, placed(scenario, "red-1", "@20,3"), told(scenario, "red-1 move @30,3 via @22,3 @24,3"))
    assert len(state.stops(0, row)) == 2
    state, _ = step(scenario, state, told(scenario, "red-1 hold"))
    assert state.staying[0, row]
    assert state.stops(0, row) == []


def test_whoever_is_tied_to_his_base_has_no_stop_ahead() -> None:
    scenario = field(4, "day")
    formations = replace(scenario.formations, tied=np.ones_like(scenario.formations.tied))
    scenario = replace(scenario, formations=formations)
    row = scenario.forces.ids.index("red-1")
    state, _ = step(scenario, placed(scenario, "red-1", "@20,3"), told(scenario, "red-1 move @30,3 via @22,3 @24,3"))
    assert state.staying[0, row]
    assert state.stops(0, row) == []


def test_of_an_enemy_no_stop_is_known() -> None:
    scenario = field(4, "day")
    row = scenario.forces.ids.index("red-1")
    state, _ = step(scenario, placed(scenario, "red-1", "@20,3"), told(scenario, "red-1 move @30,3 via @22,3 @24,3"))
    assert len(red(scenario, state).picture.stops(0, row)) == 2
    assert observe(scenario, state, scenario.sides.index("blue")).picture.stops(0, row) == []


def test_the_reach_by_several_stops_is_what_the_march_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "readiness", lambda moment: np.full_like(moment.state.fit, 16))
    scenario, seen_there = load("dawn-3"), 0
    for unit in np.flatnonzero(scenario.forces.start != scenario.map.grid.count).tolist()[::9]:
        side = int(scenario.forces.side[unit])
        state = setup(scenario, range(1, WAYS + 1))
        state.status[:] = np.where(np.arange(scenario.forces.count) == unit, state.status, int(Status.WAITING))
        state.position[:] = np.where(state.status == Status.ACTIVE, state.position, scenario.map.grid.count)
        seen = observe(scenario, state, side)
        plain = reach(scenario, seen, unit)
        near = np.flatnonzero(plain.impulses <= 1)
        if plain.refused or near.size < 8 or not scenario.playable[side]:
            continue
        ways = [[int(near[(k + 1) * prime % near.size]) for prime in (7919, 104729, 1299709, 15485863)]
                for k in range(WAYS)]  # fmt: skip
        ways = [way for way in ways if len(set(way)) == len(way)]
        name, camp = scenario.forces.ids[unit], scenario.sides[side]
        orders = []
        for world, way in enumerate(ways):
            *stops, goal = (hex_name(scenario, h) for h in way)
            order = Order(name, "move", goal, tuple(stops))
            orders.append(orders_of(scenario, [(camp, Order(camp, "lead", "own")), (camp, order)], world))
        stood: list[np.ndarray] = []
        acted = np.ones(WAYS, dtype=bool)

        def watch(
            working: State, moment: Moment, unit: int = unit, stood: list[np.ndarray] = stood,
            acted: np.ndarray = acted,
        ) -> None:  # fmt: skip
            stood.append(working.position[:, unit].copy())
            acted &= moment.acts[:, unit]

        step(scenario, state, together(orders), watch)
        for world, (*stops, goal) in enumerate(ways):
            found = reach(scenario, seen, unit, stops=stops)
            assert found.stops == tuple(stop for stop in stops if stop != seen.picture.position[world, unit])
            passed = iter(stage.hex for stage in found.way(goal))
            assert all(stop in passed for stop in found.stops)
            assert sum(stage.minutes for stage in found.way(goal)) == found.minutes[goal]
            if acted[world]:
                for impulse, where in enumerate(stood, 1):
                    assert where[world] == found.stands(goal, impulse), (name, world, impulse)
                seen_there += any(found.stands(goal, k) == stops[1] for k in range(1, len(stood) + 1))
            assert found.impulses[goal] > 1 or found.impulses[goal] == NEVER
    assert seen_there > 20


def test_why_not_names_the_leg_that_fails() -> None:
    scenario = load("dawn-3")
    state = setup(scenario, [1])
    unit = int(np.flatnonzero(scenario.forces.start != scenario.map.grid.count)[0])
    seen = observe(scenario, state, int(scenario.forces.side[unit]))
    plain = reach(scenario, seen, unit)
    near = np.flatnonzero(plain.this_turn & (plain.impulses > 0))[:2].tolist()
    lost = int(np.flatnonzero(~plain.orderable[:-1])[0])
    found = reach(scenario, seen, unit, stops=near)
    assert f"from {hex_name(scenario, near[1])} to {hex_name(scenario, lost)}" in found.why_not(lost)
    barred = reach(scenario, seen, unit, stops=(near[0], lost))
    assert f"from {hex_name(scenario, near[0])} to {hex_name(scenario, lost)}" in barred.why_not(near[1])
