"""A sheet of hexes laid over a box of degrees: where each hex has its centre, which hex holds a point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Ints
from sim.base.hexes import Grid
from sim.base.projection import Projection


@dataclass(frozen=True)
class Box:
    """A part of the earth between two parallels and two meridians, in degrees."""

    south: float
    north: float
    west: float
    east: float

    def __post_init__(self) -> None:
        if not (self.south < self.north and self.west < self.east):
            raise ValueError("the box has its south above its north, or its west beyond its east")

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in the box."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def centres(grid: Grid, hex_metres: int) -> tuple[Ints, Ints]:
    """Metres east and north of the middle of the sheet, for each hex centre; (H,), (H,) int64."""
    every = np.arange(grid.count, dtype=np.int64)
    row, col = every // grid.cols, every % grid.cols
    x = hex_metres * (4 * col - 2 * (grid.cols - 1) - 1 + 2 * (row % 2)) // 4
    y = (grid.rows - 1 - 2 * row) * _pitch_mm(hex_metres) // 2000
    return x, y


def hex_at(grid: Grid, hex_metres: int, x: Ints, y: Ints) -> Ints:
    """The hex nearest to each of N points in metres; the sentinel for one more than a hex off the sheet."""
    every_x, every_y = centres(grid, hex_metres)
    top = int(every_y[0])
    row = (top - y) * 1000 // _pitch_mm(hex_metres)
    best = np.full(len(x), grid.count, dtype=np.int64)
    least = np.full(len(x), hex_metres * hex_metres // 2, dtype=np.int64)
    for candidate in (row, row + 1):
        line = np.clip(candidate, 0, grid.rows - 1)
        col = np.clip((x - every_x[line * grid.cols] + hex_metres // 2) // hex_metres, 0, grid.cols - 1)
        h = line * grid.cols + col
        squared = (every_x[h] - x) ** 2 + (every_y[h] - y) ** 2
        closer = squared < least
        best[closer], least[closer] = h[closer], squared[closer]
    return best


def cover(box: Box, hex_metres: int, east: int = 0, north: int = 0) -> tuple[Projection, Grid]:
    """A plane that touches the middle of the box and a sheet of hexes that covers the box.

    The sheet can be shifted ``east`` and ``north`` by hundredths of a hex, up to one hex each.
    """
    middle = Projection((box.south + box.north) / 2, (box.west + box.east) / 2)
    lat, lon = middle.inverse(east * hex_metres / 100, north * hex_metres / 100)
    projection = Projection(round(float(lat), 5), round(float(lon), 5))
    x, y = middle.metres(
        [box.south, box.south, box.north, box.north, box.south, box.north],
        [box.west, box.east, box.west, box.east, middle.lon, middle.lon],
    )
    width, height = 2 * int(np.abs(x).max()), 2 * int(np.abs(y).max())
    return projection, Grid(width // hex_metres + 2, height * 1000 // _pitch_mm(hex_metres) + 2)


def _pitch_mm(hex_metres: int) -> int:
    """From row to row in millimetres: half the square root of three of a hex."""
    return hex_metres * 866025 // 1000
