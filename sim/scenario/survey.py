"""What the geography says of any point of a plane: its bank, its country, how wide the valley is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.projection import Projection
from sim.scenario.banks import LEFT, RIGHT
from sim.scenario.geography import Geography, Point
from sim.scenario.shapes import Nearness, inside, nearness

COUNTRIES = ("SY", "IQ", "JO")


@dataclass(frozen=True)
class Survey:
    """A geography seen on one plane; all points (N,), (N,) are whole metres east and north of its centre."""

    geography: Geography
    projection: Projection

    def plane(self, points: Sequence[Point]) -> Ints:
        """Degrees to metres, (P, 2)."""
        x, y = self.projection.metres([lat for lat, _ in points], [lon for _, lon in points])
        return np.stack((x, y), axis=1)

    @cached_property
    def course(self) -> Ints:
        """The Euphrates, downstream, (P, 2)."""
        return self.plane(self.geography.river.points)

    def by_river(self, x: Ints, y: Ints) -> Nearness:
        """Distance from the Euphrates, how far down, and on which bank: `hand` is RIGHT or LEFT."""
        return nearness(self.course, x, y)

    def country(self, x: Ints, y: Ints) -> Ints:
        """(N,) index into `COUNTRIES`: the near side of the nearest border."""
        squared, sides = [], []
        for border in self.geography.borders:
            found = nearness(self.plane(border.points), x, y)
            right, left = COUNTRIES.index(border.right), COUNTRIES.index(border.left)
            squared.append(found.squared)
            sides.append(np.where(found.hand == RIGHT, right, left))
        return np.asarray(np.stack(sides)[np.stack(squared).argmin(axis=0), np.arange(len(x))])

    def belt_width(self, along: Ints, bank: Ints) -> Ints:
        """(N,) metres from the river to the edge of the belt, so far downstream and on that bank."""
        stations = self.geography.belt.stations
        at = self.plane([station.at for station in stations])
        reached = self.by_river(at[:, 0], at[:, 1]).along
        order = np.argsort(reached, kind="stable")
        reached = reached[order]
        right = np.array([round(station.right_km * 1000) for station in stations], dtype=np.int64)[order]
        left = np.array([round(station.left_km * 1000) for station in stations], dtype=np.int64)[order]
        after = np.clip(np.searchsorted(reached, along), 1, len(reached) - 1)
        widths = np.where(bank == LEFT, left[after], right[after])
        before = np.where(bank == LEFT, left[after - 1], right[after - 1])
        span = reached[after] - reached[after - 1]
        share = np.clip(along - reached[after - 1], 0, span)
        return np.asarray(before + (widths - before) * share // np.maximum(span, 1))

    def within(self, points: Sequence[Point], x: Ints, y: Ints) -> Flags:
        """(N,) whether each point lies inside an outline given in degrees."""
        return inside(self.plane(points), x, y)
