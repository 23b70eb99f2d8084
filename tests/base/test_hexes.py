"""Hexes: neighbours there and back, distances, the sentinel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.hexes import DIRECTIONS, FAR, STEPS, Grid, opposite

SHEET = Grid(7, 6)


def test_corner_hexes_have_the_neighbours_of_an_odd_r_sheet() -> None:
    off = SHEET.count
    assert SHEET.neighbours[0].tolist() == [1, off, off, off, off, 7]
    assert SHEET.neighbours[7].tolist() == [8, 1, 0, off, 14, 15]
    assert SHEET.neighbours[41].tolist() == [off, off, 34, 40, off, off]


@given(st.integers(1, 9), st.integers(1, 9))
def test_neighbours_lead_back_and_lie_one_step_away(cols: int, rows: int) -> None:
    grid = Grid(cols, rows)
    for h in range(grid.count):
        for d in range(6):
            n = int(grid.neighbours[h, d])
            if n != grid.count:
                assert grid.neighbours[n, opposite(d)] == h
                assert grid.distance(h, n) == 1
                assert (grid.q[n] - grid.q[h], grid.r[n] - grid.r[h]) == STEPS[d]
                assert grid.direction(h, n) == d


def test_distance_is_the_number_of_steps() -> None:
    steps = np.full(SHEET.count, -1)
    steps[16], front = 0, [16]
    while front:
        here = front.pop(0)
        for n in SHEET.neighbours[here]:
            if n != SHEET.count and steps[n] < 0:
                steps[n] = steps[here] + 1
                front.append(int(n))
    assert np.array_equal(SHEET.distance(16, np.arange(SHEET.count)), steps)


def test_rings_make_up_the_disc() -> None:
    rings = np.concatenate([SHEET.ring(24, k) for k in range(4)])
    assert sorted(rings.tolist()) == SHEET.within(24, 3).tolist()
    assert SHEET.ring(24, 1).tolist() == sorted(SHEET.neighbours[24].tolist())
    assert SHEET.around(np.array([24]), 3).tolist() == SHEET.within(24, 3).tolist()


def test_the_sentinel_is_far_and_nobody_s_neighbour_but_its_own() -> None:
    assert (SHEET.neighbours[SHEET.count] == SHEET.count).all()
    assert SHEET.distance(0, SHEET.count) > FAR
    with pytest.raises(ValueError, match="not neighbours"):
        SHEET.direction(SHEET.count, SHEET.count)


def test_columns_are_read_only_and_wide() -> None:
    for column in (SHEET.q, SHEET.r, SHEET.neighbours):
        assert column.dtype == np.int64
        assert not column.flags.writeable
    assert len(DIRECTIONS) == 6
    assert SHEET == Grid(7, 6) != Grid(6, 7)


def test_index_column_and_row_agree() -> None:
    assert [SHEET.index(SHEET.column(h), SHEET.row(h)) for h in range(SHEET.count)] == list(range(SHEET.count))
    assert SHEET.index(7, 0) == SHEET.index(0, -1) == SHEET.count


def test_an_empty_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        Grid(0, 3)
