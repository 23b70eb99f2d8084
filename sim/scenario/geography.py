"""The ground as sources describe it, in degrees: places, river, borders, roads, belt. No hexes here.

Everything carries where it comes from, how far off it may be and how sure that is; `assets/geography/` holds
the figures, `sim.scenario.hexmap` lays hexes over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from sim.base.content import content_root
from sim.base.projection import bearing_degrees, great_circle_km

#: (latitude, longitude) in degrees, WGS 84.
Point: TypeAlias = tuple[float, float]
Kind: TypeAlias = Literal[
    "airbase", "airstrip", "base", "bridge", "camp", "city", "crossing", "hamlet", "hill", "hospital",
    "oilfield", "pumping_station", "town", "village", "waypoint",
]  # fmt: skip
Bank: TypeAlias = Literal["right", "left", "both", "none"]
Country: TypeAlias = Literal["SY", "IQ", "JO"]
Grade: TypeAlias = Literal["track", "paved", "highway"]
Confidence: TypeAlias = Literal["high", "medium", "low"]


@dataclass(frozen=True, kw_only=True)
class Described:
    """Something on the ground and how well it is known: `source` names keys of sources.yaml."""

    id: str
    names: tuple[str, ...] = ()
    source: tuple[str, ...]
    error_km: float
    confidence: Confidence
    note: str = ""

    @property
    def name(self) -> str:
        """The first name, or the id where none is known."""
        return self.names[0] if self.names else self.id.replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class Place(Described):
    """A point with a name. `size` is a class of population, 0 (nobody) to 5 (over 150 thousand).

    `countries` is empty for a scenario's own point that asks for no country.
    """

    kind: Kind
    size: int
    lat: float
    lon: float
    countries: tuple[Country, ...]
    bank: Bank

    @property
    def country(self) -> str:
        """`SY`, or `SY/IQ` for a place on the border itself."""
        return "/".join(self.countries)


@dataclass(frozen=True, kw_only=True)
class Line(Described):
    """A river (downstream), a wadi, or what else is long and thin."""

    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Border(Line):
    """A border and the countries on either hand of one who walks it."""

    right: Country
    left: Country


@dataclass(frozen=True, kw_only=True)
class Road(Line):
    """A road; `stops` names the places among its points, None where a point has no name."""

    grade: Grade
    stops: tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Outline(Described):
    """A closed area; the last point joins the first. `place` names the town it belongs to."""

    points: tuple[Point, ...]
    place: str | None = None


@dataclass(frozen=True)
class Station:
    """The width of the cultivated belt on either side of the river, at one spot of its course."""

    at: Point
    right_km: float
    left_km: float


@dataclass(frozen=True, kw_only=True)
class Belt(Described):
    """The cultivated valley; widths run evenly from station to station."""

    stations: tuple[Station, ...]


@dataclass(frozen=True)
class Crossing:
    """Where the river can be crossed: `ends` is one bridge, or the two villages that face each other."""

    id: str
    kind: Literal["bridge", "ferry"]
    ends: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """A source: its title, its terms, and what was taken from it."""

    id: str
    title: str
    licence: str
    gives: str


@dataclass(frozen=True)
class Geography:
    """All of it. Mappings keep the order of the files."""

    places: Mapping[str, Place]
    river: Line
    crossings: tuple[Crossing, ...]
    borders: tuple[Border, ...]
    roads: tuple[Road, ...]
    belt: Belt
    urban: tuple[Outline, ...]
    wadis: tuple[Line, ...]
    rough: tuple[Outline, ...]
    sources: Mapping[str, Origin]
    credits: str

    def place(self, place_id: str) -> Place:
        """The place of this id; KeyError when there is none."""
        return self.places[place_id]

    def distance_km(self, a: str, b: str) -> float:
        """Kilometres over ground between two places."""
        start, end = self.places[a], self.places[b]
        return great_circle_km(start.lat, start.lon, end.lat, end.lon)

    def bearing(self, a: str, b: str) -> float:
        """Degrees, clockwise from north, in which `b` lies seen from `a`."""
        start, end = self.places[a], self.places[b]
        return bearing_degrees(start.lat, start.lon, end.lat, end.lon)


@cache
def load_geography(folder: Path | None = None) -> Geography:
    """Read `assets/geography/` (or another folder of the same files); `Unreadable` with every problem."""
    from sim.scenario.geography_files import read_geography  # pydantic is slow to import

    return read_geography(folder or content_root() / "assets" / "geography")
