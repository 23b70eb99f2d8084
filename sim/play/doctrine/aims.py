"""What a side wants: how much each place is worth to it, read from the objectives of both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.base.columns import Ints
from sim.scenario.passage import PERMIT_SETS
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_conditions import Condition

NAMED, HOME = 2, 4
"""Worth of any inhabited place, and of one's own rear and depots; an objective counts with its points."""
DEAR = 20
"""A place worth this much is not given up lightly, and worth a risk."""
DENY_SHARE = 4
"""What an enemy's objective is worth to us: its points divided by this."""
PATIENCE_HOURS = 240
"""An objective that falls due within these ten days weighs half as much again."""


@dataclass(frozen=True)
class Aim:
    """One objective's claim on one place, until it has been judged."""

    place: int  # column among the places
    points: int
    until: int  # impulse


class Aims:
    """The worth of every place of a scenario to one side."""

    def __init__(self, scenario: Scenario, side: int) -> None:
        self.scenario, self.side = scenario, side
        self.hexes = scenario.place_hex  # (P,)
        self._claims = tuple(self._claimed())
        base = np.full(self.hexes.size, NAMED, dtype=np.int64)
        known = {name for name in scenario.places if scenario.map.place_hex[name] in scenario.inhabited}
        base[[name not in known for name in scenario.places]] = 0
        own = scenario.formations.side == side
        home = np.concatenate((scenario.formations.rear[own], scenario.formations.depot[own]))
        base[np.isin(self.hexes, home)] = HOME
        self._base = base

    def worth(self, impulse: int) -> Ints:
        """Return what each place is worth now, (P,)."""
        total = self._base.copy()
        soon = PATIENCE_HOURS // self.scenario.clock.impulse_hours
        for claim in self._claims:
            if claim.until >= impulse:
                total[claim.place] += claim.points + (claim.points // 2 if claim.until - impulse < soon else 0)
        return total

    def _claimed(self) -> Iterator[Aim]:
        for objective in self.scenario.objectives:
            if not isinstance(objective.when, Condition):
                continue
            if objective.side == self.side:
                points = objective.points
            elif self.scenario.playable[self.side] and self.scenario.playable[objective.side]:
                points = objective.points // DENY_SHARE
            else:
                continue  # third parties have aims of their own, and leave those of others to them
            yield from self._of(objective, objective.when, points)

    def _of(self, objective: Objective, condition: Condition, points: int) -> Iterator[Aim]:
        """Share an objective's points among the places that its condition names."""
        if condition.not_ is not None and condition.not_.linked is not None:
            link = condition.not_.linked
            yield from self._apart(objective, link.from_place, link.to_place, points)
        elif condition.not_ is not None:
            yield from self._of(objective, condition.not_, points)
        elif condition.children:
            for child in condition.children:
                yield from self._of(objective, child, points // len(condition.children))
        elif condition.holds is not None:
            yield Aim(self._column(condition.holds.place), points, objective.impulse)
        elif condition.linked is not None:
            between = self._between(condition.linked.from_place, condition.linked.to_place)
            for place in between:
                yield Aim(place, max(points // len(between), 1), objective.impulse)
        elif condition.near is not None:
            yield Aim(self._column(condition.near.place), points, objective.impulse)

    def _apart(self, objective: Objective, start: str, goal: str, points: int) -> Iterator[Aim]:
        """To keep two places apart it is enough to hold one of them, or one between: that which one's own side has, or
        any.
        """
        ends = [place for place in (start, goal) if self._has(objective.side, place)]
        for place in ends:
            yield Aim(self._column(place), points // len(ends), objective.impulse)
        if not ends:
            for column in self._between(start, goal):
                yield Aim(column, points // 2, objective.impulse)

    def _has(self, side: int, place: str) -> bool:
        holder = int(self.scenario.control[self.scenario.place(place)])
        return holder >= 0 and bool(self.scenario.friend[side, holder])

    def _column(self, place: str) -> int:
        return self.scenario.places.index(place)

    def _between(self, start: str, goal: str) -> list[int]:
        """Return the places on the quickest way between two, both ends included."""
        scenario = self.scenario
        here, there = scenario.place(start), scenario.place(goal)
        way = set(scenario.routes.way(here, there, PERMIT_SETS - 1)) or {here}
        return [column for column, h in enumerate(self.hexes.tolist()) if h in way]
