"""One world of a trace, asked for what a sentence needs: who was where, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.record.trace import Trace
from sim.state.events import Events

KILLED, WOUNDED, CAPTURED = 0, 1, 2


@dataclass(frozen=True)
class Losses:
    """People of each side killed, wounded and captured, (S,) each; and the expected civilian dead."""

    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    captured: tuple[int, ...]
    civilians: int


class Witness:
    """Answers from world `world`; sample i is the state before impulse i, sample i + 1 the state after it."""

    def __init__(self, trace: Trace, world: int) -> None:
        self.trace, self.world, self.stage = trace, world, trace.scenario
        own = trace.events.world == world
        self.events: Events = trace.events.where(own)

    @property
    def impulses(self) -> int:
        """Return the number of impulses recorded."""
        return self.trace.samples - 1

    def sample(self, impulse: int) -> int:
        """Return the sample after an impulse, the last for impulses beyond the record."""
        return min(impulse + 1, self.trace.samples - 1)

    def where(self, sample: int, unit: int) -> int:
        """Return the hex of a unit, -1 off the map."""
        position = int(self.trace.position[sample, self.world, unit])
        return position if position < self.stage.grid.count else -1

    def living(self, sample: int) -> frozenset[int]:
        """Return the units on the map with somebody fit."""
        position = self.trace.position[sample, self.world]
        alive = (position >= 0) & (position < self.stage.grid.count) & (self.trace.fit[sample, self.world] > 0)
        return frozenset(np.flatnonzero(alive).tolist())

    def verb(self, sample: int, unit: int) -> str:
        """Return the word of a unit's order, empty for none."""
        row = int(self.trace.verb[sample, self.world, unit])
        return self.stage.verbs[row] if row >= 0 else ""

    def near(self, sample: int, hexagon: int, steps: int = 1) -> list[int]:
        """Return the units within some hexes of a hex."""
        grid = self.stage.grid
        position = self.trace.position[sample, self.world].astype(np.int64)
        alive = (position >= 0) & (position < grid.count)
        apart = grid.distance(np.where(alive, position, hexagon), np.full_like(position, hexagon))
        return [int(unit) for unit in np.flatnonzero(alive & (apart <= steps))]

    def hurt(self, units: Iterable[int], first: int, last: int) -> dict[int, int]:
        """Return people killed or wounded of some units from impulse `first` to `last`, by side."""
        found: dict[int, int] = {}
        start, end = min(first, self.trace.samples - 1), self.sample(last)
        for unit in units:
            side = int(self.stage.unit_side[unit])
            people = sum(
                int(column[end, self.world, unit]) - int(column[start, self.world, unit])
                for column in (self.trace.killed, self.trace.wounded)
            )
            found[side] = found.get(side, 0) + people
        return found

    def blocks(self, sample: int, town: int) -> list[int]:
        """(S,) blocks of a town held by each side."""
        return [int(count) for count in self.trace.blocks[sample, self.world, town]]

    def sorties(self, package: int, first: int, end: int) -> int:
        """Return the sorties flown in impulses `first` (inclusive) to `end` (exclusive)."""
        return int(self.trace.sorties[first + 1 : end + 1, self.world, package].sum(dtype=np.int64))

    def losses(self, first: int, end: int) -> Losses:
        """Return what was lost from sample `first` to sample `end`."""
        columns = (self.trace.killed, self.trace.wounded, self.trace.captured)
        people = [column[end, self.world].astype(np.int64) - column[first, self.world] for column in columns]
        sides = range(len(self.stage.sides))
        by_side = [tuple(int(lost[self.stage.unit_side == side].sum()) for side in sides) for lost in people]
        civilians = int(self.trace.civilians[end, self.world]) - int(self.trace.civilians[first, self.world])
        return Losses(by_side[KILLED], by_side[WOUNDED], by_side[CAPTURED], civilians)
