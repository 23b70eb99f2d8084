"""Casualties that dice decided, kept with what every other face would have cost: what luck can be told from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.base.columns import Ints

FACES: Ints = np.arange(16, dtype=np.int64)
Cost = Callable[[Ints], Ints]
"""From a roll of sixteen to casualties in 1/1024 person, one for each unit that is hit; the rest goes by lot."""


@dataclass(frozen=True)
class Throw:
    """N units hit by one kind of fire in one impulse.  `cost` is what the rule itself asked for the face it rolled."""

    kind: str  # fire, air, rockets, car bomb, mine
    world: Ints
    unit: Ints
    cost: Cost
    most: Ints  # people who were there to be hit
    people: Ints  # who were hit

    def costs(self) -> Ints:
        """Return what each face would have cost in 1/1024 person, (16, N)."""
        return np.broadcast_to(self.cost(FACES[:, None]), (FACES.size, self.world.size))
