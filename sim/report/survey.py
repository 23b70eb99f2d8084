"""What many worlds came to: who was ahead, what it cost, when towns fell, which facts held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.columns import Ints
from sim.facts.fact import Facts
from sim.play.course import Run
from sim.report.fidelity.grading import Grade, grade
from sim.report.fidelity.many import together
from sim.rules.victory import points, winners
from sim.scenario.scenario import Scenario

HELD = 75
"""Percent of a town's blocks with which it counts as taken."""
PERCENTILES = (5, 50, 95)

Spread = tuple[int, int, int]
"""The 5th, 50th and 95th percentile of the worlds, each the value of one world."""


@dataclass(frozen=True)
class Fall:
    """A town that a side took which it did not have: in how many worlds, and when for the first time."""

    town: str
    side: str
    share: float
    dates: tuple[str, str, str]


@dataclass(frozen=True)
class Survey:
    """The outcome of W worlds."""

    worlds: int
    ahead: dict[str, float]  # share of the worlds, by side and `draw`
    points: dict[str, Spread]
    killed: dict[str, Spread]
    falls: tuple[Fall, ...]
    grade: Grade

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "worlds": self.worlds, "ahead": self.ahead, "points": self.points, "killed": self.killed,
            "falls": [vars(fall) for fall in self.falls],
            "fidelity": {"mean": self.grade.mean, "firm_mean": float(self.grade.firm_shares.mean())},
            "facts": self.grade.hold_rate,
        }  # fmt: skip


def survey(runs: Iterable[Run], facts: Facts) -> Survey:
    """Put the outcome of batches of worlds together; there is at least one."""
    grades, gained, ahead, killed, taken = [], [], [], [], []
    for run in runs:
        scenario = run.scenario
        grades.append(grade(run.trace, facts))
        gained.append(points(scenario, run.state))
        ahead.append(winners(scenario, run.state)[0])
        sides = range(len(scenario.sides))
        mine = [run.state.killed[:, scenario.forces.side == side].sum(axis=1, dtype=np.int64) for side in sides]
        killed.append(np.stack(mine, axis=1))
        taken.append(_taken(run))
    every, winner = np.concatenate(gained), np.concatenate(ahead)
    rates = {name: float((winner == side).mean()) for side, name in enumerate(scenario.sides)}
    return Survey(
        winner.size, rates | {"draw": float((winner < 0).mean())}, _by_side(scenario, every),
        _by_side(scenario, np.concatenate(killed)), _falls(scenario, np.concatenate(taken)), together(grades),
    )  # fmt: skip


def _by_side(scenario: Scenario, values: Ints) -> dict[str, Spread]:
    return {name: _spread(values[:, side]) for side, name in enumerate(scenario.sides)}


def _spread(values: Ints) -> Spread:
    low, middle, high = (int(found) for found in np.percentile(values, PERCENTILES, method="nearest"))
    return low, middle, high


def _taken(run: Run) -> Ints:
    """Return the first impulse at which each side holds each town, (W, C, S): -1 for never, or from the start."""
    blocks = run.trace.blocks.astype(np.int64) * 100 // np.maximum(run.scenario.towns.blocks[:, None], 1)
    held = blocks >= HELD  # (N, W, C, S)
    first = np.argmax(held, axis=0)
    found: Ints = np.where(held.any(axis=0) & ~held[0], first, -1)
    return found


def _falls(scenario: Scenario, taken: Ints) -> tuple[Fall, ...]:
    found = []
    for town, name in enumerate(scenario.towns.ids):
        for side, word in enumerate(scenario.sides):
            impulses = taken[:, town, side]
            impulses = impulses[impulses >= 0]
            if impulses.size:
                low, middle, high = (f"{scenario.clock.time_of(one):%Y-%m-%d}" for one in _spread(impulses))
                found.append(Fall(name, word, impulses.size / len(taken), (low, middle, high)))
    return tuple(found)
