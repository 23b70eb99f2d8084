"""The luck ledger: what the dice gave, held against everything that they could have given.

Each throw is held against the fight as it stood when it was thrown: who was in it, and under what fire, is the work
of commanders and of earlier luck, and is not weighed here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.columns import Ints
from sim.record.fortune import KINDS, WHOLE, Throws
from sim.report.ending.tree import Dealt, Fire, Luck

METHOD = (
    "Every throw for casualties (fire, aircraft, rockets, car bombs, mines) is held against the sixteen faces of its "
    "die and the lot that rounds to whole people, in the fight as it stood when it was thrown. The chances of all "
    "throws are folded together exactly; nothing is sampled. Percentile: of all ways in which the same dice could have "
    "fallen, the percentage that would have hit fewer of this side, and half of those that would have hit as many. "
    "Not thrown for, and not counted here: losses in pursuit, captives, those who surrender, drivers of car bombs."
)
_BITS = 44  # of a folded chance: 44 + 14 bits of one throw stay below 63


class Folded:
    """The chances of a sum of independent throws, as integers of 2^44; `low` is the least sum kept."""

    def __init__(self) -> None:
        self.low = 0
        self.chances: Ints = np.array([1 << _BITS], dtype=np.int64)

    def add(self, chances: Ints) -> None:
        """Fold one throw in; chances of 2^14."""
        folded = np.convolve(self.chances, chances) >> 14
        some = np.flatnonzero(folded)
        self.low += int(some[0])
        self.chances = folded[some[0] : some[-1] + 1]

    def percentile(self, actual: int) -> float:
        """Return the percentage of sums below the actual one, and half of those that equal it."""
        at, whole = actual - self.low, int(self.chances.sum(dtype=np.int64))
        below = int(self.chances[: max(at, 0)].sum(dtype=np.int64))
        same = int(self.chances[at]) if 0 <= at < self.chances.size else 0
        return round((2 * below + same) * 50 / whole, 1)


def luck(throws: Throws, sides: tuple[str, ...], impulses_per_turn: int) -> Luck:
    """Return the ledger of one world's throws."""
    turns = throws.impulse // impulses_per_turn
    by_turn = {}
    for turn in np.unique(turns).tolist():
        dealt = tuple(_dealt(throws.where(turns == turn), sides))
        by_turn[int(turn) + 1] = dealt
    every = {one.side: one for one in _dealt(throws, sides)}
    whole = tuple(every.get(side, Dealt(side, 0, 0.0, 0, 0.0, None)) for side in sides)
    return Luck(METHOD, whole, tuple(_by_kind(throws, sides)), by_turn)


def _dealt(throws: Throws, sides: tuple[str, ...]) -> Iterator[Dealt]:
    """Yield the luck of each side that was thrown at."""
    for side, name in enumerate(sides):
        own = throws.where(throws.side == side)
        if own.people.size:
            yield _of(name, own)


def _of(side: str, own: Throws) -> Dealt:
    expected, square = own.expected, own.square
    variance = int((square * WHOLE - expected * expected).sum(dtype=np.int64))  # of 2^28; a throw hits few people
    mean, actual = int(expected.sum(dtype=np.int64)) / WHOLE, int(own.people.sum(dtype=np.int64))
    folded = Folded()
    for row in range(own.people.size):
        folded.add(own.chances(row))
    return Dealt(
        side, own.people.size, round(mean, 2), actual, round((variance / (WHOLE * WHOLE)) ** 0.5, 2),
        folded.percentile(actual) if variance else None,
    )  # fmt: skip


def _by_kind(throws: Throws, sides: tuple[str, ...]) -> Iterator[Fire]:
    for side, name in enumerate(sides):
        for row, kind in enumerate(KINDS):
            own = throws.where((throws.side == side) & (throws.kind == row))
            if own.people.size:
                mean = round(int(own.expected.sum(dtype=np.int64)) / WHOLE, 2)
                yield Fire(name, kind, own.people.size, mean, int(own.people.sum(dtype=np.int64)))
