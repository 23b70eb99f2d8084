"""Where the little squares of houses stand in a hex, in widths of a hex from its centre."""

from __future__ import annotations

from collections.abc import Iterator

COUNTS = (2, 3, 5, 8, 11, 13)
"""Houses by the size of a place, 0 to 5."""


def houses_of(h: int, blocks: bool, size: int) -> Iterator[tuple[float, float]]:
    """Yield spots: twenty in rows in a town fought over by blocks, else the more, the more people live there."""
    return _rows() if blocks else _scatter(h, COUNTS[size])


def _rows() -> Iterator[tuple[float, float]]:
    for row in range(4):
        for column in range(5):
            yield (column - 2) * 0.17, (row - 1.5) * 0.18


def _scatter(h: int, count: int) -> Iterator[tuple[float, float]]:
    """Spots on a lattice, the nearest to the centre first, pushed about a little by the hex's number."""
    lattice = [(i, j) for i in range(-2, 3) for j in range(-2, 3)]
    lattice.sort(key=lambda spot: (spot[0] ** 2 + spot[1] ** 2) * 8 + (spot[0] * 5 + spot[1] * 3 + h) % 7)
    for i, j in lattice[:count]:
        yield i * 0.175 + (j % 2) * 0.03, j * 0.17 + (i % 2) * 0.03
