"""Section 16. Objectives and results.

16.1 An objective is judged at its time, or earned for good at any time until then.
16.2 A side's points name its level.  Of the sides that can be played, the one with the larger share of the
     points it could have won wins; an even share is a draw.  Third parties have aims of their own and do not
     compete.
16.3 Losses and harm to civilians are counted and shown; they earn nobody anything.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from sim.base.columns import Ints
from sim.rules.conditions import holds
from sim.rules.moment import Moment, moment_of
from sim.scenario.scenario import Scenario
from sim.scenario.schema_conditions import Condition
from sim.state.state import State


def resolve(moment: Moment) -> None:
    """Judge the objectives that are due after this impulse."""
    for row, objective in enumerate(moment.scenario.objectives):
        due = moment.impulse == objective.impulse or (objective.any_time and moment.impulse < objective.impulse)
        if due and isinstance(objective.when, Condition):
            earned = holds(moment, objective.when, objective.id)
            moment.state.scored[:, row] = np.where(earned, 1, moment.state.scored[:, row])


class Standing(IntEnum):
    """How an objective stands."""

    FALSE = 0  # it is still to be judged, and its condition does not hold now
    TRUE = 1  # it is still to be judged, and its condition holds now
    MISSED = 2
    EARNED = 3


def standings(scenario: Scenario, state: State) -> list[Standing]:
    """Return how each objective stands in the first world; of the state as a side sees it, for its own ones alone."""
    moment, found = moment_of(scenario, state), []
    for row, objective in enumerate(scenario.objectives):
        assert isinstance(objective.when, Condition)
        if state.scored[0, row]:
            found.append(Standing.EARNED)
        elif state.impulse > objective.impulse:
            found.append(Standing.MISSED)
        else:
            found.append(Standing.TRUE if holds(moment, objective.when, objective.id)[0] else Standing.FALSE)
    return found


def points(scenario: Scenario, state: State) -> Ints:
    """Return each side's points, (W, S)."""
    total = np.zeros((state.worlds, len(scenario.sides)), dtype=np.int64)
    for row, objective in enumerate(scenario.objectives):
        total[:, objective.side] += state.scored[:, row] * objective.points
    return total


def winners(scenario: Scenario, state: State) -> tuple[Ints, Ints]:
    """Return the winning side of each world or -1 (W,), and the row of its level among its side's levels (W,)."""
    possible = np.zeros(len(scenario.sides), dtype=np.int64)
    for objective in scenario.objectives:
        possible[objective.side] += objective.points
    earned = points(scenario, state)
    share = np.where(scenario.playable, earned * 1000 // np.maximum(possible, 1), -1)
    best = np.argmax(share, axis=1)
    rows = np.arange(state.worlds)
    tie = (share == share[rows, best][:, None]).sum(axis=1, dtype=np.int64) > 1
    winner = np.where(tie, -1, best)
    level = np.zeros(state.worlds, dtype=np.int64)
    for world in rows.tolist():
        if winner[world] >= 0:
            steps = scenario.levels[int(winner[world])]
            reached = [k for k, (_, least) in enumerate(steps) if earned[world, winner[world]] >= least]
            level[world] = max(reached, default=0)
    return winner, level
