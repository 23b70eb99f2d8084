"""Where a course leaves history: orders that are void, events that do not come, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from sim.play.adapting import Adapting
from sim.play.course import Course, Run
from sim.play.doctrine.staff import Doctrine
from sim.play.past import Past
from sim.play.run import run
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.state.kinds import Status
from sim.state.observation import observe
from sim.state.setup import setup


@lru_cache(maxsize=2)
def taken_over() -> Run:
    """Return 2017 with ISIL led by doctrine from 8 November."""
    return run(load("dawn-3"), [341], {"isil": Doctrine()}, since=16)


def test_history_has_no_deviations() -> None:
    assert run(load("dawn-3"), [341], turns=3).deviations == ()


def test_what_came_otherwise_names_its_turn_and_condition() -> None:
    found = taken_over().deviations
    assert all(one.turn > 16 for one in found)
    assert {one.kind for one in found} == {"order", "event"}
    for one in found:
        if one.kind == "order":
            assert "doctrine leads" in one.what
            assert one.condition
        elif "did not come" in one.what:
            assert one.condition


def test_an_order_is_void_when_its_troops_are_gone() -> None:
    scenario, past = load("dawn-3"), Past(load("dawn-3"), [1])
    side = scenario.sides.index("government")
    state = setup(scenario, [1])
    units = scenario.formation_units(scenario.formations.ids.index("hezbollah"))
    gone = state.copy()
    gone.status[:, units], gone.position[:, units] = int(Status.GONE), scenario.map.grid.count
    commander = Adapting(past)
    orders = commander.decide(scenario, observe(scenario, gone, side))
    assert [one.condition for one in commander.deviations] == ["hezbollah is there"]
    assert not np.isin(orders.ground[:, 1], units).any()
    assert Adapting(Past(scenario, [1])).decide(scenario, observe(scenario, state, side)).lines


def test_an_order_is_void_when_its_goal_is_in_other_hands() -> None:
    scenario, past = load("dawn-3"), Past(load("dawn-3"), [1])
    side = scenario.sides.index("government")
    state = setup(scenario, [1]).copy()
    station = scenario.place("t2_station")
    later = replace(past.at(2), seeds=state.seeds).copy()
    later.believed[:, side, station] = side
    commander = Adapting(past)
    commander.decide(scenario, observe(scenario, later, side))
    assert any("t2_station is held by the enemy" in one.condition for one in commander.deviations)


def test_a_world_adrift_does_not_disturb_the_others() -> None:
    scenario = load("dawn-3")
    many = run(scenario, [341, 342], {"isil": Doctrine()}, since=16, turns=30)
    assert any(one.world == 0 and one.kind == "order" for one in many.deviations)
    for k, seed in enumerate((341, 342)):
        alone = run(scenario, [seed], {"isil": Doctrine()}, since=16, turns=30)
        assert [digests[0] for digests in alone.digests] == [digests[k] for digests in many.digests]


def test_what_history_has_given_up_it_does_not_take_back() -> None:
    done = run(load("dawn-3"), range(341, 349), {"isil": Doctrine()}, since=16, turns=38)
    handed = [
        [line for turn in done.said(world) for _, line in turn if " lead " in line] for world in range(8)
    ]  # fmt: skip
    assert all(len(lines) == len(set(lines)) and "isil lead own" in lines for lines in handed)
    assert any("government lead own" in lines for lines in handed)


def test_who_has_lost_the_thread_plans_for_himself() -> None:
    """Once most of a side's formations are adrift, events order nothing for it any more."""
    done = taken_over()
    side = done.scenario.sides.index("isil")
    assert done.state.scripted[0, side] == 0
    assert step(done.scenario, setup(done.scenario, [1]), done.orders[0])[0].scripted.all()


def test_orders_of_history_are_not_given_reasons_of_doctrine() -> None:
    scenario = load("dawn-3")
    course = Course(scenario, [341], {"isil": Doctrine()}, since=16)
    while course.turn < 24:
        course.advance()
    adrift = {one.what.split("doctrine leads ")[1].split()[0] for one in course.deviations() if one.kind == "order"}
    forces, ids = scenario.forces, scenario.formations.ids
    reasoned = [line.split()[0] for turn in course.turns for side, line in turn.orders
                if side == "government" and "#" in line]  # fmt: skip
    assert reasoned
    assert {ids[int(forces.formation[forces.ids.index(unit)])] for unit in reasoned} <= adrift
