"""What happened, as columns of integers: one row a thing, of all worlds, in order of time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int32]


class EventKind(IntEnum):
    """Every kind of thing that can happen.  The numbers belong to the rules' version: append, never reorder.

    `amount` counts, by kind: fighters (fought, routed, surrendered, ambushed, car_bomb, rockets, air_strike,
    bomber_strike, lifted, arrived, destroyed), blocks of a town or 1 for a hex (took, lost), the new level
    (alerted), people captured with their weapons (captured_stocks); else 0.
    """

    MOVED = 0
    FOUGHT = 1
    TOOK = 2
    LOST = 3
    WITHDREW = 4
    RETREATED = 5
    ROUTED = 6
    SURRENDERED = 7
    AMBUSHED = 8
    SURPRISED = 9
    INFILTRATED = 10
    EMERGED = 11
    CAR_BOMB = 12
    ROCKETS = 13
    AIR_STRIKE = 14
    BOMBER_STRIKE = 15
    LIFTED = 16
    DUG_IN = 17
    CLEARED = 18
    CROSSED_BORDER = 19
    REPULSED = 20
    CUT_OFF = 21
    REJOINED = 22
    RAIDED = 23
    CAPTURED_STOCKS = 24
    ARRIVED = 25
    RELEASED = 26
    ALERTED = 27
    BLACKED_OUT = 28
    DISPERSED = 29
    DESTROYED = 30
    MESSAGE = 31

    @property
    def word(self) -> str:
        """Return the name that facts and files use: `car_bomb`."""
        return self.name.lower()


EVENT_KINDS: tuple[str, ...] = tuple(kind.word for kind in EventKind)


@dataclass(frozen=True)
class Events:
    """Columns of int32, all (N,), sorted by impulse and then by the order in which things happened.

    `side` is the side that acts or, for lost, repulsed, retreated, routed, surrendered, surprised, cut_off
    and destroyed, the side it happens to; `unit` is its unit, `other` the unit on the other end, `hexagon`
    where (for repulsed the hex attacked in vain); -1 for none.
    """

    world: Column
    impulse: Column
    kind: Column
    side: Column
    unit: Column
    other: Column
    hexagon: Column
    amount: Column

    def __post_init__(self) -> None:
        lengths = {getattr(self, column.name).shape for column in fields(self)}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1:
            raise ValueError(f"the columns of events differ in shape: {sorted(lengths)}")
        if len(self) > 1 and bool((self.impulse[1:] < self.impulse[:-1]).any()):
            raise ValueError("the events are not in order of impulse")

    def __len__(self) -> int:
        return int(self.world.shape[0])

    @classmethod
    def none(cls) -> Events:
        """Return no events."""
        return cls(*(np.zeros(0, np.int32) for _ in fields(cls)))

    def between(self, first: int, end: int) -> Events:
        """Return the events of impulses `first` (inclusive) to `end` (exclusive)."""
        low, high = np.searchsorted(self.impulse, [first, end])
        return self.where(slice(int(low), int(high)))

    def where(self, rows: slice | NDArray[np.bool_] | NDArray[np.int64]) -> Events:
        """Return some rows, in their order."""
        return Events(*(getattr(self, column.name)[rows] for column in fields(self)))
