"""Least-cost fields over a hex grid: how many minutes to a goal from everywhere, and which way to go next.

    routes = Routes(grid, costs)          # costs (M, H+1, 6): minutes to leave a hex in each direction, per class
    slot = routes.slots(goals, classes)   # numbers of fields, made when first asked for and kept
    routes.minutes[slot, hexes]           # minutes still to go
    routes.onward[slot, hexes]            # the next hex on the way
    routes.way(start, goal, kind)         # all of them, from end to end
    routes.leads(start, goal, kind)       # whether there is a way at all; makes no field

Units never invalidate a field: whoever is blocked looks at the six neighbours himself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid

FAR = 1 << 28


def field(grid: Grid, cost: Ints, goal: int) -> Ints:
    """Return the least minutes (H+1,) from each hex to `goal`; FAR where there is no way.

    `cost[h, d]` is what it takes to leave hex h in direction d.  A wave that re-opens only the hexes it improved.
    """
    opposite = np.array([(d + 3) % 6 for d in range(6)])
    return _wave(grid, goal, lambda front: cost[grid.neighbours[front], opposite])


@dataclass(frozen=True)
class Ways:
    """The least-time way from one hex to every other, the very ones on which the fields lead."""

    minutes: Ints  # (H+1,) FAR where there is no way
    before: Ints  # (H+1,) the hex before on the way; the sentinel for the start and where there is no way
    order: tuple[int, ...]  # hexes that can be reached, each after the one before it


def ways_from(grid: Grid, cost: Ints, start: int, limit: int = FAR) -> Ways:
    """Return the ways from `start` to everywhere that is no more than `limit` minutes away; `cost` as in `field`.

    Of ways that take equally long, a field's is the one whose first turning has the lowest direction; a search that
    goes deep along the edges of least time, lowest direction first, comes to each hex on that way first.
    """
    minutes = _wave(grid, start, lambda front: cost[front], limit)
    tight = (minutes[:, None] + cost == minutes[grid.neighbours]) & (minutes < FAR)[:, None] & (cost < FAR)
    tight[grid.count] = False
    edges: list[list[int]] = [[] for _ in range(grid.count)]
    for here, onward in zip(*(rows.tolist() for rows in _edges(grid, tight)), strict=True):
        edges[here].append(onward)
    before = [grid.count] * (grid.count + 1)
    order, met, stack = [], [False] * (grid.count + 1), [(start, grid.count)]
    while stack:
        here, last = stack.pop()
        if met[here]:
            continue
        met[here], before[here] = True, last
        order.append(here)
        stack += [(onward, here) for onward in reversed(edges[here]) if not met[onward]]
    return Ways(minutes, np.array(before, dtype=np.int64), tuple(order))


def _edges(grid: Grid, marked: Flags) -> tuple[Ints, Ints]:
    """Return the hexes between which marked steps (H+1, 6) lead, by hex and direction."""
    here, direction = np.nonzero(marked)
    return here, grid.neighbours[here, direction]


def _wave(grid: Grid, start: int, prices: Callable[[Ints], Ints], limit: int = FAR) -> Ints:
    """Spread from a hex to at most `limit` minutes; `prices` of hexes (F,) are those to each neighbour, (F, 6)."""
    minutes: Ints = np.full(grid.count + 1, FAR, dtype=np.int64)
    minutes[start] = 0
    front: Ints = np.array([start], dtype=np.int64)
    while front.size:
        met = grid.neighbours[front].ravel()
        offered = (minutes[front][:, None] + prices(front)).ravel()
        better = (offered < minutes[met]) & (offered <= limit)
        met, offered = met[better], offered[better]
        np.minimum.at(minutes, met, offered)
        mark = np.zeros(grid.count + 1, dtype=np.bool_)
        mark[met] = True
        mark[grid.count] = False
        front = np.flatnonzero(mark)
    minutes[grid.count] = FAR
    return minutes


class Routes:
    """All fields that were ever asked for, by goal and movement class."""

    def __init__(self, grid: Grid, costs: Ints) -> None:
        self.grid = grid
        self.costs = costs  # (M, H+1, 6)
        self._kept: Ints = np.zeros((2, 16, grid.count + 1), dtype=np.int64)  # with room for fields to come
        self.minutes: Ints = self._kept[0, :0]  # (K, H+1)
        self.onward: Ints = self._kept[1, :0]  # (K, H+1)
        self._from: dict[tuple[int, int], Flags] = {}  # hexes to which there is a way, by class and start
        self._slot: Ints = np.full((len(costs), grid.count + 1), -1, dtype=np.int64)

    def slots(self, goals: Ints, classes: Ints) -> Ints:
        """Return the field number for each (goal, class), same shape as both; makes those that are missing."""
        slots = self._slot[classes, goals]
        missing = slots < 0
        if missing.any():
            keys = np.unique(classes[missing] * (self.grid.count + 1) + goals[missing])
            self._keep([divmod(key, self.grid.count + 1) for key in keys.tolist()])
            slots = self._slot[classes, goals]
        return slots

    def way(self, start: int, goal: int, kind: int) -> tuple[int, ...]:
        """Return the hexes on which a movement class goes, both ends included; empty where there is no way."""
        slot = int(self.slots(np.array([goal]), np.array([kind]))[0])
        if self.minutes[slot, start] >= FAR:
            return ()
        onward, way = self.onward[slot], [start]
        while way[-1] != goal:
            way.append(int(onward[way[-1]]))
        return tuple(way)

    def leads(self, start: int, goal: int, kind: int) -> bool:
        """Say whether a movement class comes from a hex to another: by the field of the goal, if it is there."""
        slot = int(self._slot[kind, goal])
        if slot >= 0:
            return bool(self.minutes[slot, start] < FAR)
        if (kind, start) not in self._from:
            cost = self.costs[kind]
            self._from[kind, start] = _wave(self.grid, start, lambda front: cost[front]) < FAR
        return bool(self._from[kind, start][goal])

    def _keep(self, wanted: list[tuple[int, int]]) -> None:
        """Make the fields of some (class, goal) and add them to the tables, which double when they are full."""
        first = len(self.minutes)
        count = first + len(wanted)
        if count > self._kept.shape[1]:
            larger = np.zeros((2, max(2 * self._kept.shape[1], count), self.grid.count + 1), dtype=np.int64)
            larger[:, :first] = self._kept[:, :first]
            self._kept = larger
        for slot, (moving, goal) in enumerate(wanted, start=first):
            self._kept[:, slot] = self._made(moving, goal)
            self._slot[moving, goal] = slot
        self.minutes, self.onward = self._kept[:, :count]

    def _made(self, moving: int, goal: int) -> tuple[Ints, Ints]:
        cost = self.costs[moving]
        minutes = field(self.grid, cost, goal)
        through = cost + minutes[self.grid.neighbours]  # (H+1, 6)
        best = np.argmin(through, axis=1)
        onward = self.grid.neighbours[np.arange(len(best)), best]
        onward[minutes >= FAR] = self.grid.count
        onward[goal] = goal
        return minutes, onward
