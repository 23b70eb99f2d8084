"""What the doctrine commander thinks of: every kind of task is given somewhere, with a reason a reader understands."""

from __future__ import annotations

import functools
import re

import pytest

from sim.play.course import Course
from sim.play.doctrine.levels import LEVELS
from sim.play.doctrine.staff import Doctrine
from sim.scenario.compile import load

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
