"""A hex of its own for each place: all places together are moved as little as possible.

The least sum of squared moves is found by the Hungarian method (Kuhn 1955, in the form with potentials); with
equal costs the earlier place and the lower hex win. The sheet itself is laid in several ways, a fraction of a
hex apart, and the one on which distances agree best with the ground is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid
from sim.base.projection import Projection
from sim.scenario.banks import edges
from sim.scenario.geography import Geography, Place
from sim.scenario.sheet import Box, centres, cover, hex_at
from sim.scenario.survey import COUNTRIES, Survey

BANKS = ("none", "right", "left")
#: The price of a hex that may not be taken; so far below 2^62 that sums stay exact.
BARRED = 1 << 40
#: How far a place may be moved, in hundredths of a hex; further, and the hexes are too large for the places.
REACH = 160
#: What the wrong bank or the wrong country costs, as if the place were moved so many hundredths of a hex.
WRONG_SIDE = 60
#: The ways in which the sheet is laid: shifts east and north, in hundredths of a hex.
SHIFTS = tuple((east, north) for north in (0, 22, 43, 65) for east in (0, 17, 33, 50, 67, 83))


@dataclass(frozen=True, eq=False)
class Sites:
    """A sheet and the hexes of its places."""

    projection: Projection
    grid: Grid
    hexes: dict[str, int]


def site(geography: Geography, box: Box, hex_metres: int, places: Sequence[Place]) -> Sites:
    """Lay the sheet so that its places fit best. ValueError when a place finds no hex however it is laid."""
    best: tuple[int, int] | None = None
    complaint = ""
    for east, north in SHIFTS:
        projection, grid = cover(box, hex_metres, east, north)
        try:
            found = _Trial(Survey(geography, projection), grid, hex_metres, places)
            hexes = found.hexes()
        except ValueError as error:
            complaint = complaint or str(error)
            continue
        misfit = found.misfit(hexes)
        if best is None or misfit < best:
            best = misfit
            sites = Sites(projection, grid, {p.id: int(h) for p, h in zip(places, hexes, strict=True)})
    if best is None:
        raise ValueError(complaint)
    return sites


class _Trial:
    """One way to lay the sheet."""

    def __init__(self, survey: Survey, grid: Grid, hex_metres: int, places: Sequence[Place]) -> None:
        self.survey, self.grid, self.hex_metres, self.places = survey, grid, hex_metres, places
        self.spots = survey.plane([(place.lat, place.lon) for place in places])
        self.x, self.y = centres(grid, hex_metres)
        nearest = hex_at(grid, hex_metres, self.spots[:, 0], self.spots[:, 1])
        self.near = grid.around(nearest, 2)

    def hexes(self) -> Ints:
        """(N,) the hex of each place."""
        squared = (self.spots[:, :1] - self.x[self.near]) ** 2 + (self.spots[:, 1:] - self.y[self.near]) ** 2
        barred = (squared > (REACH * self.hex_metres // 100) ** 2) | self._unfit()
        for place, row in zip(self.places, barred, strict=True):
            if row.all():
                raise ValueError(f"{place.id!r} finds no hex of {self.hex_metres} m near it")
        return np.asarray(self.near[assign(np.where(barred, BARRED, squared + self._fines()))])

    def _unfit(self) -> Flags:
        """(N, M) a bridge needs a hex beside the river."""
        bank = np.zeros(self.grid.count + 1, dtype=np.int64)
        shown = self.grid.around(self.near, 1)
        bank[shown] = self.survey.by_river(self.x[shown], self.y[shown]).hand
        self.bank = bank[self.near]
        ashore = ~edges(self.grid, bank)[self.near].any(axis=1)
        return np.array([ashore if place.bank == "both" else np.zeros_like(ashore) for place in self.places])

    def _fines(self) -> Ints:
        """(N, M) what a hex costs on top for the wrong bank or the wrong country, in square metres."""
        country = self.survey.country(self.x[self.near], self.y[self.near])
        fines = np.zeros((len(self.places), len(self.near)), dtype=np.int64)
        for i, place in enumerate(self.places):
            if place.countries:
                fines[i] += country != COUNTRIES.index(place.countries[0])
            if place.bank in BANKS[1:]:
                fines[i] += self.bank != BANKS.index(place.bank)
        return fines * (self.hex_metres * WRONG_SIDE // 100) ** 2

    def misfit(self, hexes: Ints) -> tuple[int, int]:
        """Metres by which distances on the map pass an error of one hex, then the sum of squared moves."""
        sited = np.stack((self.x[hexes], self.y[hexes]), axis=1)
        wrong = np.abs(_apart(sited) - _apart(self.spots))
        return int(np.maximum(wrong - self.hex_metres, 0).sum()), int(((sited - self.spots) ** 2).sum())


def _apart(points: Ints) -> Ints:
    """(N, N) metres between points (N, 2); rounded down, the same on every machine."""
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return np.asarray(np.sqrt(squared).astype(np.int64))


def assign(costs: Ints) -> Ints:
    """For N rows the columns to take, one each, at the least total cost; ``costs`` is (N, M), N <= M.

    A row that can only have a barred column raises ValueError.
    """
    rows, cols = costs.shape
    if rows > cols:
        raise ValueError(f"{rows} places and only {cols} hexes")
    row_price, col_price = np.zeros(rows, dtype=np.int64), np.zeros(cols, dtype=np.int64)
    owner = np.full(cols, -1, dtype=np.int64)
    for row in range(rows):
        _place(row, costs, row_price, col_price, owner)
    taken = np.full(rows, -1, dtype=np.int64)
    taken[owner[owner >= 0]] = np.flatnonzero(owner >= 0)
    if (costs[np.arange(rows), taken] >= BARRED).any():
        raise ValueError("a place finds no free hex near it")
    return taken


def _place(row: int, costs: Ints, row_price: Ints, col_price: Ints, owner: Ints) -> None:
    """Give one more row a column along the cheapest chain of exchanges (Dijkstra on reduced costs)."""
    cols = costs.shape[1]
    reach = np.full(cols, np.iinfo(np.int64).max // 4, dtype=np.int64)
    before = np.full(cols, -1, dtype=np.int64)
    done = np.zeros(cols, dtype=bool)
    chain_rows, chain_cols = [row], []
    current, paid, column = row, 0, -1
    while True:
        offer = paid + costs[current] - row_price[current] - col_price
        better = ~done & (offer < reach)
        reach[better], before[better] = offer[better], column
        column = int(np.where(done, np.iinfo(np.int64).max, reach).argmin())
        paid, done[column] = int(reach[column]), True
        chain_cols.append(column)
        if owner[column] < 0:
            break
        current = int(owner[column])
        chain_rows.append(current)
    for taken_row, column_before in zip(chain_rows[1:], chain_cols[:-1], strict=True):
        row_price[taken_row] += paid - reach[column_before]
        col_price[column_before] -= paid - reach[column_before]
    row_price[row] += paid
    while column >= 0:
        previous = int(before[column])
        owner[column] = owner[previous] if previous >= 0 else row
        column = previous
