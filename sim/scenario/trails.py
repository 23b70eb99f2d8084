"""Roads from hex to hex: each keeps to its course, calls at the hexes of its places and never swims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid, opposite
from sim.base.paths import FAR, field

#: How far from its course a road may be led, in hexes on either side.
CORRIDOR = 2


@dataclass(frozen=True, eq=False)
class Ground:
    """What a road has to respect.

    barred (H+1, 6): edges it can't cross; bank (H+1,); foreign (H+1,): hexes it should keep out of; squared
    (H+1,): squared distance of the hex centre from its course, a hundred for a hex.
    """

    grid: Grid
    barred: Flags
    bank: Ints
    foreign: Flags
    squared: Ints


def lead(ground: Ground, visited: Ints, calls: Mapping[int, int]) -> list[int]:
    """The hexes of a road, in order; it begins and ends on the bank of its places.

    ``visited`` (N,): the hex under each step along the course, all on the sheet; ``calls``: step -> hex to go
    through. ValueError when the river bars the way.
    """
    home = [ground.bank[h] for h in calls.values()] or [ground.bank[visited[len(visited) // 2]]]
    stations = dict(calls)
    for end in (0, len(visited) - 1):
        stations.setdefault(end, _ashore(ground, int(visited[end]), home))
    steps = sorted(stations)
    way = [stations[steps[0]]]
    for before, after in pairwise(steps):
        way.extend(_leg(ground, visited[before : after + 1], stations[before], stations[after]))
    return way


def _ashore(ground: Ground, h: int, home: Sequence[int]) -> int:
    """The hex nearest to ``h`` on one of the banks in ``home``."""
    there = np.flatnonzero(np.isin(ground.bank, home))
    return int(there[ground.grid.distance(there, h).argmin()])


def _leg(ground: Ground, visited: Ints, start: int, end: int) -> list[int]:
    """The hexes after ``start`` up to ``end``, close to the course."""
    grid = ground.grid
    allowed = np.zeros(grid.count + 1, dtype=bool)
    allowed[grid.around(np.append(visited, (start, end)), CORRIDOR)] = True
    into = 100 + ground.squared + np.where(ground.foreign, 400, 0)
    cost = np.where(allowed[grid.neighbours] & ~ground.barred, into[grid.neighbours], FAR)
    togo = field(grid, cost, end)
    if togo[start] >= FAR:
        raise ValueError("the river bars the way of a road")
    way, here = [], start
    while here != end:
        onward = grid.neighbours[here]
        here = int(onward[(togo[onward] + cost[here]).argmin()])
        way.append(here)
    return way


def draw(table: Ints, grid: Grid, way: Sequence[int], grade: int) -> None:
    """Enter a road into a table (H+1, 6) of grades, both ways; a better road stays."""
    for a, b in pairwise(way):
        if a != b:
            d = grid.direction(a, b)
            table[a, d] = max(int(table[a, d]), grade)
            table[b, opposite(d)] = max(int(table[b, opposite(d)]), grade)
