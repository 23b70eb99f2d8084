"""`scenario.yaml`: the frame of an operation: clock, map, sides, first control, objectives and victory."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.base.clock import Clock, parse_time, parse_until
from sim.scenario.schema_base import (
    Citable,
    Country,
    FactIds,
    Id,
    Line,
    Moment,
    Part,
    PlaceId,
    QuestionId,
    SideId,
    Text,
    one_of,
)
from sim.scenario.schema_conditions import Condition

_METRES_A_DEGREE = 111_000
_MOST_HEXES = 20_000

Latitude = Annotated[float, Field(ge=-85, le=85, description="decimal degrees north")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="decimal degrees east")]


class ClockPart(Citable):
    """When the operation begins, how long it lasts, and how time is cut."""

    start: Annotated[Moment, Field(description="the first moment, local time")]
    turns: Annotated[int, Field(ge=1, le=400, description="how many turns are played")]
    turn_hours: Annotated[int, Field(ge=1, le=168, description="hours between two plans")]
    impulse_hours: Annotated[int, Field(ge=1, le=24, description="hours resolved at a time; divides turn_hours")]

    dawn: Annotated[int, Field(ge=3, le=9, description="the hour at which it grows light")] = 6
    dusk: Annotated[int, Field(ge=15, le=22, description="the hour at which it grows dark")] = 18

    @model_validator(mode="after")
    def _impulses_fill_the_turn(self) -> ClockPart:
        if self.turn_hours % self.impulse_hours:
            raise ValueError(
                f"has turns of {self.turn_hours} h and impulses of {self.impulse_hours} h; "
                "let impulse_hours divide turn_hours"
            )
        return self

    @property
    def clock(self) -> Clock:
        """Return the calendar."""
        return Clock(
            parse_time(self.start), self.turns, self.turn_hours, self.impulse_hours, self.dawn, self.dusk
        )


class Town(Citable):
    """A place that is fought over by blocks."""

    place: PlaceId
    blocks: Annotated[int, Field(ge=1, le=100, description="parts of the town, each held by one side")]
    tunnels: Annotated[int, Field(ge=0, le=5000, description="people who can hide below")] = 0


class Point(Citable):
    """A place that the geography lacks."""

    id: Id
    name: Line
    lat: Latitude
    lon: Longitude


class MapPart(Part):
    """The box of the map in decimal degrees, the size of a hex, and the places that get their own hex."""

    south: Latitude
    north: Latitude
    west: Longitude
    east: Longitude
    hex_metres: Annotated[int, Field(ge=500, le=20_000, description="between opposite sides of a hex")]
    places: Annotated[tuple[Id, ...], Field(min_length=1, description="ids of assets/geography/places.yaml")]
    towns: tuple[Town, ...] = ()
    points: Annotated[tuple[Point, ...], Field(description="each gets its own hex too")] = ()

    @model_validator(mode="after")
    def _is_a_box(self) -> MapPart:
        if self.south >= self.north:
            raise ValueError(f"has south {self.south} and north {self.north}; south must be the smaller")
        if self.west >= self.east:
            raise ValueError(f"has west {self.west} and east {self.east}; west must be the smaller")
        rows = (self.north - self.south) * _METRES_A_DEGREE / self.hex_metres
        columns = (self.east - self.west) * _METRES_A_DEGREE / self.hex_metres
        if rows * columns > _MOST_HEXES:
            raise ValueError(f"has more than {_MOST_HEXES:,} hexes; use larger hexes or a smaller box")
        return self

    @property
    def all_places(self) -> tuple[str, ...]:
        """Return the ids of all places that get a hex: those of the geography, then the points."""
        return (*self.places, *(point.id for point in self.points))


class Backer(Citable):
    """Who stands behind a side."""

    name: Line


class Side(Citable):
    """A party to the operation."""

    id: Id
    name: Line
    friends: Annotated[tuple[SideId, ...], Field(description="sides that share ground and supply with it")] = ()
    backers: tuple[Backer, ...] = ()
    player: Annotated[bool, Field(description="can be played by a person")] = True


class Along(Part):
    """The line through some places, in order."""

    places: Annotated[tuple[PlaceId, ...], Field(min_length=2)]
    km: Annotated[int, Field(ge=0, le=500, description="as far as this from the line")]


class ControlRule(Citable):
    """Ground that a side holds at the start; later rules overrule earlier ones."""

    side: SideId
    everything: Annotated[Literal[True] | None, Field(description="the whole map")] = None
    country: Country | None = None
    place: PlaceId | None = None
    km: Annotated[int | None, Field(ge=0, le=500, description="with place: as far as this from it")] = None
    bank: Annotated[Literal["right", "left"] | None, Field(description="of the Euphrates")] = None
    along: Along | None = None

    @model_validator(mode="after")
    def _one_area(self) -> ControlRule:
        one_of(self, "everything", "country", "place", "bank", "along")
        if (self.place is None) != (self.km is None):
            raise ValueError("'place' and 'km' go together; write place: ID and km: N (0: its own hex)")
        return self


class ObjectivePart(Citable):
    """Something a side gets points for."""

    id: Id
    side: SideId
    title: Line
    when: Annotated[Condition, Field(description="what must hold")]
    by: Annotated[Moment | None, Field(description="at any time until then; a bare day: its end")] = None
    at: Annotated[Moment | None, Field(description="at that time; a bare day: its end")] = None
    points: Annotated[int, Field(ge=1, le=1000, description="what it is worth")]

    @model_validator(mode="after")
    def _one_time(self) -> ObjectivePart:
        one_of(self, "by", "at")
        return self

    @property
    def moment(self) -> datetime:
        """Return when it is judged, or until when it may come true."""
        return parse_until(self.by or self.at or "")


class Level(Part):
    """A name for a result."""

    name: Line
    at_least: Annotated[int, Field(ge=0, le=100_000, description="points")]


class Victory(Part):
    """How a side's points are called, from the least to the best."""

    side: SideId
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]


class Stand(Part):
    """A question on which the documents differ, and where the scenario stands."""

    question: Annotated[QuestionId, Field(description="id of a contested question of the seeds")]
    note: Text


class ScenarioSheet(Part):
    """`scenario.yaml`."""

    id: Id
    title: Line
    summary: Text
    codename: Annotated[Line | None, Field(description="what the operation was called")] = None
    cites: Annotated[FactIds, Field(description="facts on which title, summary and codename rest")]
    clock: ClockPart
    map: MapPart
    ruleset: Annotated[Id, Field(description="name of a file in scenarios/rulesets/")]
    sides: Annotated[tuple[Side, ...], Field(min_length=2, max_length=8)]
    hostile: Annotated[
        tuple[Annotated[tuple[SideId, ...], Field(min_length=2, max_length=2)], ...],
        Field(min_length=1, description="pairs of sides that fight each other"),
    ]
    control: Annotated[tuple[ControlRule, ...], Field(min_length=1)]
    objectives: Annotated[tuple[ObjectivePart, ...], Field(min_length=1)]
    victory: Annotated[tuple[Victory, ...], Field(min_length=1)]
    contested: tuple[Stand, ...] = ()
