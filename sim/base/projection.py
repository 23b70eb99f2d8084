"""Latitude and longitude to metres on a plane and back: azimuthal equidistant about a centre.

True distance and direction from the centre; within 150 km of it the scale errs by less than one part in
ten thousand. Floats live here and in the map compiler alone: what the rules read is rounded to whole metres.
Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), spherical formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Mean radius of the earth (IUGG), in metres.
EARTH_METRES = 6_371_009.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Projection:
    """The plane that touches the earth at ``lat``, ``lon`` (degrees)."""

    lat: float
    lon: float

    def forward(self, lat: ArrayLike, lon: ArrayLike) -> tuple[Floats, Floats]:
        """Degrees to metres east and north of the centre; shapes broadcast."""
        phi, turn = np.radians(lat), np.radians(lon) - radians(self.lon)
        sin0, cos0 = sin(radians(self.lat)), cos(radians(self.lat))
        east = np.cos(phi) * np.sin(turn)
        north = cos0 * np.sin(phi) - sin0 * np.cos(phi) * np.cos(turn)
        reach = np.arctan2(np.hypot(east, north), sin0 * np.sin(phi) + cos0 * np.cos(phi) * np.cos(turn))
        scale = EARTH_METRES / np.sinc(reach / np.pi)  # reach / sin(reach), and 1 at the centre
        return np.asarray(east * scale), np.asarray(north * scale)

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Metres east and north of the centre to degrees; shapes broadcast."""
        east, north = np.asarray(x) / EARTH_METRES, np.asarray(y) / EARTH_METRES
        reach, sin0, cos0 = np.hypot(east, north), sin(radians(self.lat)), cos(radians(self.lat))
        part = np.sinc(reach / np.pi)  # sin(reach) / reach, and 1 at the centre
        lat = np.arcsin(np.cos(reach) * sin0 + north * part * cos0)
        turn = np.arctan2(east * part, cos0 * np.cos(reach) - north * part * sin0)
        return np.asarray(np.degrees(lat)), np.asarray(self.lon + np.degrees(turn))

    def metres(self, lat: ArrayLike, lon: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`forward`, rounded to whole metres: what the map compiler computes with."""
        x, y = self.forward(lat, lon)
        return np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres over ground between two points in degrees (haversine)."""
    phi1, phi2, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    chord = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(turn / 2) ** 2
    return 2 * EARTH_METRES / 1000 * asin(min(1.0, sqrt(chord)))


def bearing_degrees(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The direction in which the second point lies, seen from the first: 0 north, 90 east, below 360."""
    phi1, phi2, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    east = sin(turn) * cos(phi2)
    north = cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(turn)
    return degrees(atan2(east, north)) % 360.0
