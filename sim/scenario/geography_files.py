"""The files of `assets/geography/`: their shape, their cross-references, and the way into `Geography`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sim.base.document import Loc, read_document, validate
from sim.base.mismatch import nearest_or_list
from sim.base.scalars import quoted
from sim.errors import Unreadable
from sim.scenario.geography import (
    Bank,
    Belt,
    Border,
    Confidence,
    Country,
    Crossing,
    Geography,
    Grade,
    Kind,
    Line,
    Origin,
    Outline,
    Place,
    Point,
    Road,
    Station,
)

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Latitude = Annotated[float, Field(ge=-89, le=89)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Spot = tuple[Latitude, Longitude]
Kilometres = Annotated[float, Field(ge=0, le=100)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Described(_Entry):
    id: Id
    names: tuple[Name, ...] = ()
    source: Annotated[tuple[Id, ...], Field(min_length=1)]
    error_km: Kilometres
    confidence: Confidence
    note: str = ""


class _Place(_Described):
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    kind: Kind
    size: Annotated[int, Field(ge=0, le=5)]
    lat: Latitude
    lon: Longitude
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    bank: Bank


class _Wadi(_Described):
    points: Annotated[tuple[Spot, ...], Field(min_length=2)]


class _River(_Described):
    downstream: Annotated[tuple[Spot, ...], Field(min_length=2)]


class _Crossing(_Entry):
    id: Id
    kind: Literal["bridge", "ferry"]
    at: Id | None = None
    between: tuple[Id, Id] | None = None
    source: Annotated[tuple[Id, ...], Field(min_length=1)]


class _Border(_Wadi):
    right: Country
    left: Country


class _Road(_Described):
    grade: Grade
    course: Annotated[tuple[Id | Spot, ...], Field(min_length=2)]


class _Outline(_Described):
    place: Id | None = None
    outline: Annotated[tuple[Spot, ...], Field(min_length=3)]


class _Station(_Entry):
    at: Spot
    right_km: Kilometres
    left_km: Kilometres


class _Belt(_Described):
    stations: Annotated[tuple[_Station, ...], Field(min_length=2)]


class _Origin(_Entry):
    id: Id
    title: Name
    licence: Name
    gives: Name


class PlacesFile(_Entry):
    """places.yaml."""

    places: tuple[_Place, ...]


class EuphratesFile(_Entry):
    """euphrates.yaml."""

    river: _River
    crossings: tuple[_Crossing, ...]


class BordersFile(_Entry):
    """borders.yaml."""

    borders: tuple[_Border, ...]


class RoadsFile(_Entry):
    """roads.yaml."""

    roads: tuple[_Road, ...]


class LandcoverFile(_Entry):
    """landcover.yaml."""

    belt: _Belt
    urban: tuple[_Outline, ...]
    wadis: tuple[_Wadi, ...]
    rough: tuple[_Outline, ...]


class SourcesFile(_Entry):
    """sources.yaml."""

    sources: tuple[_Origin, ...]
    credits: str


class _Files(NamedTuple):
    """The six files, read, each well-formed for itself."""

    places: PlacesFile
    euphrates: EuphratesFile
    borders: BordersFile
    roads: RoadsFile
    landcover: LandcoverFile
    sources: SourcesFile


def read_geography(folder: Path) -> Geography:
    """Read the six files; `Unreadable` with the problems of the first bad one, or of their references."""
    documents = {name: read_document(folder / f"{name}.yaml") for name in _Files._fields}
    files = _Files(
        places=validate(documents["places"], PlacesFile),
        euphrates=validate(documents["euphrates"], EuphratesFile),
        borders=validate(documents["borders"], BordersFile),
        roads=validate(documents["roads"], RoadsFile),
        landcover=validate(documents["landcover"], LandcoverFile),
        sources=validate(documents["sources"], SourcesFile),
    )
    problems = [
        documents[name].problem(loc, message, remedy) for name, loc, message, remedy in _loose_ends(files)
    ]
    if problems:
        raise Unreadable(problems)
    return _assemble(files)


# ------------------------------------------------------------------------------------------ cross-references

_Complaint = tuple[str, Loc, str, str]


def _loose_ends(files: _Files) -> Iterator[_Complaint]:
    """Yield (file, where, what is wrong, what to do) for each reference that leads nowhere."""
    places = [place.id for place in files.places.places]
    origins = [origin.id for origin in files.sources.sources]
    seen: set[str] = set()
    for name, loc, entry in _entries(files):
        if entry.id in seen:
            yield name, (*loc, "id"), f"{quoted(entry.id)} is described twice", "every entry needs its own id"
        seen.add(entry.id)
        for i, key in enumerate(entry.source):
            if key not in origins:
                remedy = nearest_or_list(key, origins, "sources")
                yield name, (*loc, "source", i), f"there is no source {quoted(key)}", remedy
    for name, loc, key in _mentions(files):
        if key not in places:
            yield name, loc, f"there is no place {quoted(key)}", nearest_or_list(key, places, "places")
    for i, crossing in enumerate(files.euphrates.crossings):
        bridge = crossing.kind == "bridge"
        if (crossing.at is not None, crossing.between is not None) != (bridge, not bridge):
            yield "euphrates", ("crossings", i), "a bridge has `at`, a ferry has `between`", "give that one"


def _entries(files: _Files) -> Iterator[tuple[str, Loc, _Described | _Crossing]]:
    """Yield everything that has an id and sources, with its file and its place there."""
    ground = files.landcover
    collections: tuple[tuple[str, str, Sequence[_Described | _Crossing]], ...] = (
        ("places", "places", files.places.places),
        ("euphrates", "crossings", files.euphrates.crossings),
        ("borders", "borders", files.borders.borders),
        ("roads", "roads", files.roads.roads),
        ("landcover", "urban", ground.urban),
        ("landcover", "wadis", ground.wadis),
        ("landcover", "rough", ground.rough),
    )
    yield "euphrates", ("river",), files.euphrates.river
    yield "landcover", ("belt",), ground.belt
    for name, key, rows in collections:
        for i, row in enumerate(rows):
            yield name, (key, i), row


def _mentions(files: _Files) -> Iterator[tuple[str, Loc, str]]:
    """Yield every id that should be a place."""
    for i, crossing in enumerate(files.euphrates.crossings):
        if crossing.at is not None:
            yield "euphrates", ("crossings", i, "at"), crossing.at
        for j, end in enumerate(crossing.between or ()):
            yield "euphrates", ("crossings", i, "between", j), end
    for i, road in enumerate(files.roads.roads):
        for j, stop in enumerate(road.course):
            if isinstance(stop, str):
                yield "roads", ("roads", i, "course", j), stop
    for i, outline in enumerate(files.landcover.urban):
        if outline.place is not None:
            yield "landcover", ("urban", i, "place"), outline.place


# ------------------------------------------------------------------------------------------------- assembly


def _assemble(files: _Files) -> Geography:
    places = {row.id: Place(**row.model_dump()) for row in files.places.places}
    ground = files.landcover
    return Geography(
        places=places,
        river=Line(**_renamed(files.euphrates.river, downstream="points")),
        crossings=tuple(
            Crossing(row.id, row.kind, row.between or (row.at or "",), row.source)
            for row in files.euphrates.crossings
        ),
        borders=tuple(Border(**row.model_dump()) for row in files.borders.borders),
        roads=tuple(_road(row, places) for row in files.roads.roads),
        belt=Belt(
            **ground.belt.model_dump(exclude={"stations"}),
            stations=tuple(Station(row.at, row.right_km, row.left_km) for row in ground.belt.stations),
        ),
        urban=tuple(Outline(**_renamed(row, outline="points")) for row in ground.urban),
        wadis=tuple(Line(**row.model_dump()) for row in ground.wadis),
        rough=tuple(Outline(**_renamed(row, outline="points")) for row in ground.rough),
        sources={row.id: Origin(**row.model_dump()) for row in files.sources.sources},
        credits=files.sources.credits,
    )


def _renamed(row: BaseModel, **names: str) -> dict[str, Any]:
    """The fields of a row, some under another name."""
    return {names.get(key, key): value for key, value in row.model_dump().items()}


def _road(row: _Road, places: Mapping[str, Place]) -> Road:
    """A road with its stations turned into points."""
    stops = tuple(stop if isinstance(stop, str) else None for stop in row.course)
    points: tuple[Point, ...] = tuple(
        (places[stop].lat, places[stop].lon) if isinstance(stop, str) else stop for stop in row.course
    )
    return Road(**row.model_dump(exclude={"course"}), stops=stops, points=points)
