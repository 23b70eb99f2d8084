"""What the doctrine commander thinks of: every kind of task is given somewhere, with a reason a reader understands."""

from __future__ import annotations

import functools
import re

import numpy as np
import pytest

from sim.play.chance import Chance
from sim.play.course import Course
from sim.play.doctrine.levels import LEVELS
from sim.play.doctrine.staff import Doctrine
from sim.play.run import run
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.scenario.compile import load
from sim.state.observation import observe
from sim.state.setup import setup

TASKS = {
    "to take": "dawn-3", "to hold": "dawn-3", "in reserve behind": "dawn-3", "guards the flank": "dawn-3",
    "keeps the line of supply open": "dawn-3", "breaks off": "dawn-3", "strikes the enemy beside it": "dawn-3",
    "cut off: makes for": "dawn-3", "below ground": "dawn-3", "comes up": "dawn-3", "a raid on": "day-of-wrath",
    "stays behind so that": "day-of-wrath", "lift": "day-of-wrath",
}  # fmt: skip


@functools.cache
def lines(name: str) -> tuple[str, ...]:
    """Return all orders of some worlds in which both sides think."""
    scenario = load(name)
    found: list[str] = []
    for seed in (1, 2, 3):
        thinking = [side for side, may in zip(scenario.sides, scenario.playable, strict=True) if may]
        course = Course(scenario, [seed], {side: Doctrine() for side in thinking})
        while course.turn < scenario.clock.turns:
            course.advance()
        found += [line for turn in course.turns for side, line in turn.orders if side in thinking]
    return tuple(found)


@pytest.mark.parametrize(("task", "name"), TASKS.items())
def test_every_kind_of_task_is_given(task: str, name: str) -> None:
    assert any(task in line for line in lines(name))


@pytest.mark.parametrize("name", ["dawn-3", "day-of-wrath"])
def test_every_order_to_troops_has_its_reason(name: str) -> None:
    units = load(name).forces.ids
    told = [line for line in lines(name) if line.split()[0] in units]
    assert told
    assert all(re.search(r"  # \w", line) for line in told)


def test_a_garrison_stays_at_its_base() -> None:
    assert not any(line.startswith("tanf-garrison") for line in lines("day-of-wrath"))


def test_the_levels_differ_in_risk_and_not_in_sight() -> None:
    cautious, competent, bold = LEVELS.values()
    assert cautious.odds > competent.odds > bold.odds
    assert cautious.guard > competent.guard > bold.guard


def test_the_road_that_feeds_a_dear_town_is_guarded_before_it_is_cut() -> None:
    scenario = load("dawn-3")
    state = run(scenario, [1, 2, 3], {"government": Chance(), "isil": Doctrine()}, turns=4).state
    mine, unit = scenario.forces.side == scenario.sides.index("isil"), scenario.forces.ids.index("isil-town-1")
    assert not state.cut[:, unit].any()
    depot = scenario.place("al_susah")
    slot = scenario.routes.slots(np.array([depot]), movement_class(moment_of(scenario, state))[0, [unit]])
    road = [scenario.place("abu_kamal")]
    while road[-1] != depot:
        road.append(int(scenario.routes.onward[slot[0], road[-1]]))
    assert len(road) > 4
    for h in road[3:]:
        fighters = np.where(mine & (state.position == h), state.fit, 0).sum(axis=1)
        assert (fighters >= scenario.ruleset.constants.guard_strength).all()


@pytest.mark.parametrize(("enemies", "spared"), [(0, True), (14, False)])
def test_a_garrison_spares_guards_for_its_road_until_it_needs_them_itself(enemies: int, spared: bool) -> None:
    scenario = load("dawn-3")
    isil, town = scenario.sides.index("isil"), scenario.place("abu_kamal")
    state = setup(scenario, [1])
    beside = np.flatnonzero(scenario.forces.side == scenario.sides.index("government"))[:enemies]
    state.position[0, beside], state.seen[0, beside, isil] = scenario.place("west-edge"), 24
    garrison = {scenario.forces.ids[unit] for unit in np.flatnonzero(state.position[0] == town)}
    staff = Doctrine()
    staff.decide(scenario, observe(scenario, state, isil))
    reasons = staff.why(scenario, 0)
    assert any("line of supply" in reasons.get(unit, "") for unit in garrison) == spared
