"""What the dice gave and what they could have given: every throw for casualties of a run, kept for who asks.

A watcher like the film, but a dear one: a study of many worlds goes without it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.base.columns import Ints
from sim.rules.moment import Moment
from sim.scenario.scenario import Scenario
from sim.state.state import State

KINDS = ("fire", "air", "rockets", "car bomb", "mine")
WHOLE = 1 << 14
"""Chances are counted in 16 faces times 1024 lots."""


@dataclass(frozen=True)
class Throws:
    """N throws, one unit hit each: `costs` (N, 16) in 1/1024 person by face; the other columns (N,).

    `side` and `unit` are those who were hit; `people` of them were, of `most` who were there.
    """

    world: Ints
    impulse: Ints
    side: Ints
    unit: Ints
    kind: Ints  # row of KINDS
    costs: Ints
    most: Ints
    people: Ints

    def where(self, rows: np.ndarray) -> Throws:
        """Return some throws, in their order."""
        return Throws(*(getattr(self, column.name)[rows] for column in fields(self)))

    @property
    def expected(self) -> Ints:
        """Return the mean number of people hit in 2^-14 of a person, (N,)."""
        return self._moment(1)

    @property
    def square(self) -> Ints:
        """Return the mean square of the number of people hit in 2^-14, (N,)."""
        return self._moment(2)

    def _moment(self, power: int) -> Ints:
        least, rest = self.costs >> 10, self.costs & 1023
        most = self.most[:, None]
        few, many = np.minimum(least, most) ** power, np.minimum(least + 1, most) ** power
        return np.asarray((few * (1024 - rest) + many * rest).sum(axis=1, dtype=np.int64))

    def chances(self, row: int) -> Ints:
        """Return the chance of each number of people hit in one throw, of 2^14, (most of them + 1,)."""
        costs, most = self.costs[row], int(self.most[row])
        least, rest = costs >> 10, costs & 1023
        found = np.zeros(min(int(least.max()) + 1, most) + 1, dtype=np.int64)
        np.add.at(found, np.minimum(least, most), 1024 - rest)
        np.add.at(found, np.minimum(least + 1, most), rest)
        return found


class Fortune:
    """Give `watch` to `step`; `throws` joins what was seen."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._parts: list[Throws] = []

    def watch(self, state: State, moment: Moment) -> None:
        """Keep the throws of an impulse."""
        for one in moment.throws:
            each = np.ones_like(one.world)
            self._parts.append(
                Throws(
                    one.world, each * moment.impulse, self.scenario.forces.side[one.unit], one.unit,
                    each * KINDS.index(one.kind), one.costs().T.copy(), one.most, one.people,
                )
            )  # fmt: skip

    def throws(self) -> Throws:
        """Return every throw so far, in order of time."""
        if not self._parts:
            none = np.zeros(0, dtype=np.int64)
            return Throws(none, none, none, none, none, np.zeros((0, 16), dtype=np.int64), none, none)
        return Throws(
            *(np.concatenate([getattr(part, column.name) for part in self._parts]) for column in fields(Throws))
        )
