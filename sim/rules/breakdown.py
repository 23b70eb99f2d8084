"""Named modifiers that add up: the one account of a fight that preview, resolution, log and planner all read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Ints
from sim.base.steps import multiplier


@dataclass(frozen=True)
class Breakdown:
    """Modifiers in steps by name, each of one shape; `total` is their sum, bounded below where a rule says so."""

    modifiers: tuple[tuple[str, Ints], ...]
    floor: int = -32

    @property
    def total(self) -> Ints:
        """The sum of all modifiers in steps."""
        total = self.modifiers[0][1]
        for _, steps in self.modifiers[1:]:
            total = total + steps
        return np.maximum(total, self.floor)

    @property
    def factor(self) -> Ints:
        """The total as a multiplier in 1/1024."""
        return multiplier(self.total)

    def at(self, *index: int) -> list[tuple[str, int]]:
        """List the modifiers of one unit that are not zero, as (name, steps)."""
        return [(name, int(steps[index])) for name, steps in self.modifiers if int(steps[index])]
