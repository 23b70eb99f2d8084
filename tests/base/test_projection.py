"""The plane: there and back, true from the centre, nearly true elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.projection import Projection, bearing_degrees, great_circle_km

PLANE = Projection(34.625, 40.5)
LATITUDES, LONGITUDES = st.floats(33.0, 36.0), st.floats(38.0, 42.0)


@given(LATITUDES, LONGITUDES)
def test_there_and_back(lat: float, lon: float) -> None:
    back = PLANE.inverse(*PLANE.forward(lat, lon))
    assert back[0] == pytest.approx(lat, abs=1e-9)
    assert back[1] == pytest.approx(lon, abs=1e-9)


@given(LATITUDES, LONGITUDES)
def test_distance_from_the_centre_is_true(lat: float, lon: float) -> None:
    x, y = PLANE.forward(lat, lon)
    assert np.hypot(x, y) / 1000 == pytest.approx(great_circle_km(34.625, 40.5, lat, lon), abs=1e-6)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_between_two_points_errs_by_less_than_one_in_a_thousand(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    x, y = PLANE.forward([lat1, lat2], [lon1, lon2])
    true = great_circle_km(lat1, lon1, lat2, lon2)
    assert np.hypot(x[1] - x[0], y[1] - y[0]) / 1000 == pytest.approx(true, rel=1e-3, abs=1e-6)


def test_east_is_right_and_north_is_up() -> None:
    x, y = PLANE.forward([34.625, 35.0], [41.0, 40.5])
    assert x[0] > 40_000
    assert abs(y[0]) < 200
    assert abs(x[1]) < 1e-6
    assert y[1] == pytest.approx(41_698, abs=20)


def test_the_centre_is_the_origin() -> None:
    x, y = PLANE.metres(34.625, 40.5)
    assert (int(x), int(y)) == (0, 0)
    assert x.dtype == np.int64


def test_known_distances_and_bearings() -> None:
    assert great_circle_km(0, 0, 0, 90) == pytest.approx(10_007.6, abs=0.5)
    assert great_circle_km(34.4523, 40.9185, 34.4523, 40.9185) == 0
    assert bearing_degrees(0, 0, 1, 0) == pytest.approx(0)
    assert bearing_degrees(0, 0, 0, 1) == pytest.approx(90)
    assert bearing_degrees(34, 40, 33, 39.9) == pytest.approx(184.8, abs=0.2)
