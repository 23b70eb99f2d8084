"""A sheet of hexes: indices, neighbours, distances. Integers only.

Pointy-top hexes in odd-r rows: every odd row is pushed half a hex east. Row 0 is the northernmost, a hex's
index is ``row * cols + col``. One index beyond the last, the sentinel ``count``, stands for "no hex": it is
its own neighbour, far from everything, so that arrays of hex indices never need a mask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

DIRECTIONS = ("E", "NE", "NW", "W", "SW", "SE")
#: Axial steps (q east, r south) of the six directions, in the order of `DIRECTIONS`.
STEPS = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))
#: How far away the sentinel lies, in hexes: beyond any sheet, small enough to be added and doubled.
FAR = 1_000_000


def opposite(direction: int) -> int:
    """The direction that leads back: 3 (W) for 0 (E)."""
    return (direction + 3) % 6


@dataclass(frozen=True)
class Grid:
    """A sheet of ``rows`` by ``cols`` hexes; every array is read-only and ends with the sentinel.

    ``q``, ``r``: (H+1,) int64 axial coordinates. ``neighbours``: (H+1, 6) int64, the sentinel for "off the
    sheet".
    """

    cols: int
    rows: int
    q: Indices = field(init=False, repr=False, compare=False)
    r: Indices = field(init=False, repr=False, compare=False)
    neighbours: Indices = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the columns once."""
        if self.cols < 1 or self.rows < 1:
            raise ValueError(f"a sheet needs at least one row and one column, not {self.rows} by {self.cols}")
        every = np.arange(self.count, dtype=np.int64)
        row, col = every // self.cols, every % self.cols
        far = np.array([FAR], dtype=np.int64)
        columns = {
            "q": np.concatenate((col - row // 2, far)),
            "r": np.concatenate((row, far)),
            "neighbours": _neighbours(self.cols, self.rows),
        }
        for name, column in columns.items():
            column.setflags(write=False)
            object.__setattr__(self, name, column)

    @property
    def count(self) -> int:
        """H, the number of hexes; also the index of the sentinel."""
        return self.cols * self.rows

    def index(self, col: int, row: int) -> int:
        """The hex in this column and row, the sentinel when it lies off the sheet."""
        inside = 0 <= col < self.cols and 0 <= row < self.rows
        return row * self.cols + col if inside else self.count

    def column(self, h: int) -> int:
        """The column of a hex, counted from the west."""
        return h % self.cols

    def row(self, h: int) -> int:
        """The row of a hex, counted from the north."""
        return h // self.cols

    def distance(self, a: Indices | int, b: Indices | int) -> Indices:
        """Steps between hexes; ``a`` and ``b`` broadcast. Two million or so where one is the sentinel."""
        dq, dr = self.q[a] - self.q[b], self.r[a] - self.r[b]
        return np.asarray((np.abs(dq) + np.abs(dr) + np.abs(dq + dr)) // 2, dtype=np.int64)

    def within(self, h: int, radius: int) -> Indices:
        """The hexes at most ``radius`` steps from ``h``, itself among them, in rising order."""
        return np.flatnonzero(self.distance(np.arange(self.count), h) <= radius)

    def ring(self, h: int, radius: int) -> Indices:
        """The hexes exactly ``radius`` steps from ``h`` that lie on the sheet, in rising order."""
        return np.flatnonzero(self.distance(np.arange(self.count), h) == radius)

    def around(self, hexes: Indices, radius: int) -> Indices:
        """The hexes at most ``radius`` steps from any of those given (N,), in rising order."""
        mark = np.zeros(self.count + 1, dtype=bool)
        mark[hexes] = True
        for _ in range(radius):
            mark[self.neighbours[mark]] = True
        mark[self.count] = False
        return np.flatnonzero(mark)

    def direction(self, a: int, b: int) -> int:
        """Which of the six directions leads from ``a`` to its neighbour ``b``; ValueError if none does."""
        found = np.flatnonzero(self.neighbours[a] == b)
        if not len(found) or a == self.count:
            raise ValueError(f"hexes {a} and {b} are not neighbours")
        return int(found[0])


@lru_cache(maxsize=16)
def disc(grid: Grid, radius: int) -> Indices:
    """(H+1, 1 + 3 n (n + 1)) the hexes at most ``radius`` (n) steps from each, the sentinel for "off the sheet"."""
    steps = range(-radius, radius + 1)
    offsets = [(dq, dr) for dq in steps for dr in steps if abs(dq + dr) <= radius]
    table = np.stack([_shifted(grid.cols, grid.rows, dq, dr) for dq, dr in offsets], axis=1)
    table.setflags(write=False)
    return table


def _neighbours(cols: int, rows: int) -> Indices:
    """(H+1, 6) int64; the sentinel's row is all sentinel."""
    return np.stack([_shifted(cols, rows, dq, dr) for dq, dr in STEPS], axis=1)


def _shifted(cols: int, rows: int, dq: int, dr: int) -> Indices:
    """(H+1,) the hex that lies by an axial offset from each."""
    count = cols * rows
    every = np.arange(count, dtype=np.int64)
    row, col = every // cols, every % cols
    to_row = row + dr
    to_col = col - row // 2 + dq + to_row // 2
    inside = (to_row >= 0) & (to_row < rows) & (to_col >= 0) & (to_col < cols)
    return np.append(np.where(inside, to_row * cols + to_col, count), count)
