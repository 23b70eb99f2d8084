"""Reach: what is foretold of a march is what the rules make of it, and what can be ordered is what is not refused."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from casebook import placed, scenario_of

from sim.orders.order import Order, hex_name, hex_named, orders_of, together
from sim.rules import command
from sim.rules.legal import refusal
from sim.rules.moment import Moment
from sim.rules.reach import NEVER, Bar, Reach, reach, within
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.scenario.hexmap import TERRAIN
from sim.scenario.scenario import Scenario
from sim.state.kinds import Status
from sim.state.observation import Observation, observe
from sim.state.setup import setup
from sim.state.state import State

NAMES = ("dawn-3", "day-of-wrath")
GOALS = 12


def led(scenario: Scenario) -> list[int]:
    """Return the units of the sides that can be led."""
    return [unit for unit, side in enumerate(scenario.forces.side.tolist()) if scenario.playable[side]]


def seen_by(scenario: Scenario, state: State, unit: int) -> Observation:
    return observe(scenario, state, int(scenario.forces.side[unit]))


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_ordered_is_what_is_not_refused(name: str) -> None:
    scenario = load(name)
    state, count = setup(scenario, [1]), scenario.map.grid.count
    barred = np.flatnonzero(np.isin(scenario.map.terrain[:-1], (TERRAIN.index("water"), TERRAIN.index("off"))))
    abroad = np.flatnonzero(scenario.map.country[:-1] != scenario.map.country[state.position[0, 0]])
    sample = [*range(11, count, count // 14), *barred[:: max(barred.size // 3, 1)].tolist(), *abroad[::300].tolist()]
    for unit in led(scenario):
        seen = seen_by(scenario, state, unit)
        found = reach(scenario, seen, unit)
        for goal in sample:
            refused = refusal(scenario, seen, Order(scenario.forces.ids[unit], "move", hex_name(scenario, goal)))
            assert bool(found.orderable[goal]) == (not refused), (scenario.forces.ids[unit], hex_name(scenario, goal))
            if refused:
                assert found.why_not(goal) == refused
            else:
                assert bool(found.this_turn[goal]) == (not found.why_not(goal))


@pytest.mark.parametrize("name", NAMES)
def test_the_way_is_that_of_the_tables_of_movement(name: str) -> None:
    scenario = load(name)
    state = setup(scenario, [1])
    for unit in led(scenario)[::3]:
        found = reach(scenario, seen_by(scenario, state, unit), unit)
        goals = np.flatnonzero(found.orderable)
        for goal in goals[:: max(len(goals) // 6, 1)].tolist():
            kind = scenario.forces.mobility[unit] * 8 + state.permits[0, scenario.forces.formation[unit]]
            (slot,) = scenario.routes.slots(np.array([goal]), np.array([kind])).tolist()
            here, way = int(state.position[0, unit]), []
            while here != goal:
                here = int(scenario.routes.onward[slot, here])
                way.append(here)
            stages = found.way(goal)
            assert [stage.hex for stage in stages] == way
            assert sum(stage.minutes for stage in stages) == found.minutes[goal]


def alone(scenario: Scenario, unit: int, worlds: int) -> State:
    """Return the beginning of a scenario as if nobody but one unit were there."""
    state = setup(scenario, range(1, worlds + 1))
    status = np.where(np.arange(scenario.forces.count) == unit, state.status, int(Status.WAITING))
    position = np.where(status == Status.WAITING, scenario.map.grid.count, state.position)
    return replace(state, status=status, position=position)


@pytest.mark.parametrize("name", NAMES)
def test_who_marches_alone_comes_where_it_was_foretold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each world is another goal: half of them within the turn's reach, half beyond it."""
    monkeypatch.setattr(command, "readiness", lambda moment: np.full_like(moment.state.fit, 16))
    scenario, told, there = load(name), 0, 0
    per_turn = scenario.clock.impulses_per_turn
    for unit in led(scenario):
        state = alone(scenario, unit, GOALS)
        side = scenario.sides[int(scenario.forces.side[unit])]
        found = reach(scenario, seen_by(scenario, state, unit), unit)
        if found.refused:
            continue
        near, far = np.flatnonzero(found.this_turn), np.flatnonzero(found.orderable & ~found.this_turn)
        goals = [int(part[k * 7919 % part.size]) for k in range(1, GOALS) for part in (near, far) if part.size][:GOALS]
        orders = [
            orders_of(scenario, [(side, Order(side, "lead", "own")),
                                 (side, Order(scenario.forces.ids[unit], "move", hex_name(scenario, goal)))], world)
            for world, goal in enumerate(goals)
        ]  # fmt: skip
        acted = np.ones(GOALS, dtype=bool)

        def watch(_: State, moment: Moment, unit: int = unit, acted: np.ndarray = acted) -> None:
            acted &= moment.acts[:, unit]

        after, _ = step(scenario, state, together(orders), watch)
        for world, goal in enumerate(goals):
            if not acted[world]:  # an event has come between: nobody could foresee it
                continue
            assert after.position[world, unit] == found.stands(goal, per_turn), (unit, hex_name(scenario, goal))
            assert (after.position[world, unit] == goal) == bool(found.this_turn[goal])
            there += bool(found.this_turn[goal])
            told += 1
    assert told > there > 20


# -------------------------------------------------------------------------- on the practice field, case by case


def foretold(units: dict[str, dict[str, object]], who: str = "red-1", verb: str = "move", **rest: object) -> Reach:
    """Return the reach of a unit on the practice field, everybody known to everybody."""
    case = {"worlds": 1, "units": units, "seen": {"red": [name for name in units if name.startswith("blue")]}, **rest}
    scenario = scenario_of(case)
    state = placed(scenario, case)
    unit = scenario.forces.ids.index(who)
    return reach(scenario, seen_by(scenario, state, unit), unit, verb)


def named(found: Reach, name: str) -> int:
    return hex_named(found.scenario, name)


def test_a_hostile_zone_ends_the_march_and_bars_the_next_step() -> None:
    found = foretold({"red-1": {"at": "@10,8"}, "blue-1": {"at": "@13,8"}})
    into, beside, past = (named(found, name) for name in ("@12,8", "@13,8", "@18,8"))
    assert found.bar[into] == Bar.NONE
    assert found.way(into)[-1].halts
    assert found.bar[beside] == Bar.HOSTILE
    assert "hostile troops are known to stand at @13,8" in found.why_not(beside)
    assert found.stands(past, 6) == named(found, "@12,9")  # along the road, and into the zone from there
    assert Bar(found.bar[past]) in (Bar.ZONE, Bar.HOSTILE)


def test_who_withdraws_leaves_a_zone_through_the_next() -> None:
    units = {"red-1": {"at": "@12,8"}, "blue-1": {"at": "@13,8"}, "blue-2": {"at": "@12,6"}}
    behind = "@12,7"
    moves, withdraws = foretold(units), foretold(units, verb="withdraw")
    assert moves.bar[named(moves, behind)] == Bar.ZONE
    assert withdraws.bar[named(withdraws, behind)] == Bar.NONE


def test_a_full_hex_is_passed_and_not_stopped_in() -> None:
    crowd = {f"red-{k}": {"at": "@11,8"} for k in range(2, 7)} | {"red-scouts": {"at": "@11,8"}}
    crowd |= {name: {"at": "@11,8"} for name in ("red-sappers", "red-armour", "red-foot", "red-guns")}
    found = foretold({"red-1": {"at": "@10,8"}, **crowd})
    full, beyond = named(found, "@11,8"), named(found, "@12,8")
    assert found.bar[full] == Bar.FULL
    assert "as many troops as it holds" in found.why_not(full)
    assert found.impulses[beyond] < NEVER
    assert found.stands(full, 6) == named(found, "@10,8")


def test_orders_that_travel_cost_an_impulse() -> None:
    at_once = foretold({"red-1": {"at": "@10,8"}}, turn_hours=24)
    mixed = foretold({"mixed-1": {"at": "@10,8"}}, "mixed-1", turn_hours=24)
    goal = named(at_once, "@11,8")
    assert mixed.impulses[goal] == at_once.impulses[goal] + 1


@pytest.mark.parametrize(
    ("unit", "who", "words"),
    [({"at": "@10,8", "posture": "rout"}, "red-1", "running"), ({"at": "@10,8"}, "red-base-1", "keeps its base"),
     ({"at": "@10,8", "alert": 0}, "red-1", "unaware")],
)  # fmt: skip
def test_who_obeys_nobody_goes_nowhere(unit: dict[str, object], who: str, words: str) -> None:
    found = foretold({who: unit}, who)
    goal = named(found, "@11,8")
    assert words in found.why_not(goal)
    assert not found.this_turn[goal]


def test_the_far_side_of_a_border_is_refused_by_its_rule() -> None:
    found = foretold({"red-1": {"at": "@40,5"}})
    assert "may not cross a border" in found.why_not(named(found, "@46,5"))
    assert found.way(named(found, "@46,5")) == ()


def test_a_unit_off_the_map_reaches_nothing() -> None:
    found = foretold({"red-2": {"at": "@10,8"}})
    assert "has not arrived" in found.why_not(named(found, "@11,8"))
    assert not found.orderable.any()


def test_other_verbs_are_not_foretold() -> None:
    with pytest.raises(ValueError, match="move and withdraw"):
        foretold({"red-1": {"at": "@10,8"}}, verb="attack")


def test_a_reach_is_drawn_in_a_moment() -> None:
    for name in NAMES:
        scenario = load(name)
        state = setup(scenario, [1])
        spent = []
        for unit in led(scenario):
            seen = seen_by(scenario, state, unit)
            began = time.perf_counter()
            reach(scenario, seen, unit)
            spent.append(time.perf_counter() - began)
        assert sorted(spent)[len(spent) // 2] < 0.1


def test_the_reach_of_many_is_that_of_each_as_far_as_the_time_goes() -> None:
    scenario = load("dawn-3")
    state, steps = setup(scenario, [1]), 2
    for side in range(len(scenario.sides)):
        seen = observe(scenario, state, side)
        own = [unit for unit in led(scenario) if scenario.forces.side[unit] == side and state.on_map[0, unit]]
        for found in within(scenario, seen, own, steps):
            alone_ = reach(scenario, seen, found.unit)
            if alone_.refused or scenario.formations.mixed[scenario.forces.formation[found.unit]]:
                continue
            near = alone_.impulses <= steps
            assert np.array_equal(found.impulses <= steps, near)
            assert np.array_equal(found.minutes[near], alone_.minutes[near])
            assert (found.minutes[found.minutes < NEVER] <= 60 * steps * scenario.clock.impulse_hours).all()


def test_a_march_halts_at_its_stop_and_goes_on_in_the_next_impulse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "readiness", lambda moment: np.full_like(moment.state.fit, 16))
    scenario, told = load("dawn-3"), 0
    for unit in led(scenario)[::4]:
        state = alone(scenario, unit, GOALS)
        seen = seen_by(scenario, state, unit)
        plain = reach(scenario, seen, unit)
        if plain.refused:
            continue
        side, near = scenario.sides[int(scenario.forces.side[unit])], np.flatnonzero(plain.this_turn)
        stops = [int(near[k * 7919 % near.size]) for k in range(1, GOALS + 1)]
        goals = [int(near[k * 104729 % near.size]) for k in range(1, GOALS + 1)]
        orders = [
            orders_of(scenario, [(side, Order(side, "lead", "own")),
                                 (side, Order(scenario.forces.ids[unit], "move", hex_name(scenario, goal),
                                              (hex_name(scenario, stop),)))], world)
            for world, (stop, goal) in enumerate(zip(stops, goals, strict=True))
        ]  # fmt: skip
        acted = np.ones(GOALS, dtype=bool)

        def watch(_: State, moment: Moment, unit: int = unit, acted: np.ndarray = acted) -> None:
            acted &= moment.acts[:, unit]

        after, _ = step(scenario, state, together(orders), watch)
        for world, (stop, goal) in enumerate(zip(stops, goals, strict=True)):
            found = reach(scenario, seen, unit, stops=(stop,))
            if acted[world]:
                assert after.position[world, unit] == found.stands(goal, scenario.clock.impulses_per_turn)
                told += 1
            assert [stage.hex for stage in found.way(goal)][: len(plain.way(stop))] == [
                stage.hex for stage in plain.way(stop)
            ]
            assert sum(stage.minutes for stage in found.way(goal)) == found.minutes[goal]
    assert told > 20
