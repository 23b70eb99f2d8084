"""The predicates that are asked of a scenario alone: its forces, commanders, ground, calendar and aims."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from sim.base.clock import parse_time
from sim.facts.predicate_base import Bounded, Check, Name, Selecting, Side, Text, titled

Sector = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW"]


class OfScenario(Check):
    """A predicate that needs no record."""

    over: ClassVar[Literal["record", "scenario"]] = "scenario"


class Force(OfScenario, Selecting, Bounded):
    """Full strength of the selection, reinforcements included."""

    predicate: Literal["force"]

    def words(self) -> str:
        return f"the order of battle gives {self.who()} {self.bounds('fighters')}"


class HasForce(OfScenario):
    """The side's order of battle has a formation or unit of that name."""

    predicate: Literal["has_force"]
    side: Side = Field(description="the side")
    name: Text = Field(description="name or id of the formation or unit")

    def words(self) -> str:
        return f"{self.side}'s order of battle has {self.name}"


class Commander(OfScenario):
    """The side lists a commander of that name."""

    predicate: Literal["commander"]
    side: Side = Field(description="the side")
    name: Text = Field(description="the commander's name")

    def words(self) -> str:
        return f"{self.side} lists {self.name} as a commander"


class Aircraft(OfScenario, Bounded):
    """An air package has so many aircraft."""

    predicate: Literal["aircraft"]
    package: Name = Field(description="the air package")

    def words(self) -> str:
        return f"{self.package} has {self.bounds('aircraft')}"


class HasAir(OfScenario):
    """The side has an air package."""

    predicate: Literal["has_air"]
    side: Side = Field(description="the side")
    package: Name = Field(description="the air package")

    def words(self) -> str:
        return f"{self.side} has the air package {self.package}"


class Ground(OfScenario, Bounded):
    """Great-circle kilometres between two places of the geography."""

    predicate: Literal["ground"]
    from_place: Name = Field(description="one place")
    to_place: Name = Field(description="the other place")

    def words(self) -> str:
        return f"{titled(self.from_place)} to {titled(self.to_place)} is {self.bounds('km')}"


class Bank(OfScenario):
    """A place lies on a bank of the Euphrates."""

    predicate: Literal["bank"]
    place: Name = Field(description="the place")
    bank: Literal["right", "left"] = Field(description="right: south-western; left: north-eastern")

    def words(self) -> str:
        return f"{titled(self.place)} lies on the {self.bank} bank of the Euphrates"


class Country(OfScenario):
    """A place lies in a country."""

    predicate: Literal["country"]
    place: Name = Field(description="the place")
    country: Literal["SY", "IQ", "JO"] = Field(description="two-letter code of the country")

    def words(self) -> str:
        return f"{titled(self.place)} lies in {self.country}"


class HasPlace(OfScenario):
    """The scenario's map has the place, with a hex of its own."""

    predicate: Literal["has_place"]
    place: Name = Field(description="the place")

    def words(self) -> str:
        return f"{titled(self.place)} is on the map"


class Direction(OfScenario):
    """From one place, another lies in a sector of the compass."""

    predicate: Literal["direction"]
    from_place: Name = Field(description="where one stands")
    to_place: Name = Field(description="where one looks")
    sector: Sector = Field(description="the point of the compass")
    tolerance_degrees: float = Field(
        45, gt=0, le=90, description="how far off the bearing may be, either way"
    )

    def words(self) -> str:
        return f"{titled(self.to_place)} lies {self.sector} of {titled(self.from_place)}"


class Calendar(OfScenario):
    """The scenario starts or ends at a time (a bare day: within that day), or lasts so many days."""

    predicate: Literal["clock"]
    starts: Text | None = Field(None, description="day or time of the start")
    ends: Text | None = Field(None, description="day or time of the end; a bare day is the last day played")
    days: int | None = Field(None, ge=1, le=1000, description="length in whole days")

    @model_validator(mode="after")
    def _asks_something(self) -> Calendar:
        if self.starts is None and self.ends is None and self.days is None:
            raise ValueError("give 'starts', 'ends' or 'days'")
        for moment in (self.starts, self.ends):
            if moment is not None:
                parse_time(moment)
        return self

    def words(self) -> str:
        parts = ((self.starts, "starts"), (self.ends, "ends"))
        told = [f"{word} {moment}" for moment, word in parts if moment is not None]
        if self.days is not None:
            told.append(f"lasts {self.days} days")
        return f"the scenario {' and '.join(told)}"


class Codename(OfScenario):
    """The operation bears a code name."""

    predicate: Literal["codename"]
    text: Text = Field(description="the code name")

    def words(self) -> str:
        return f"the operation is called {self.text}"


class Objective(OfScenario):
    """A place is an objective of a side."""

    predicate: Literal["objective"]
    side: Side = Field(description="the side")
    place: Name = Field(description="the place")

    def words(self) -> str:
        return f"{titled(self.place)} is an objective of {self.side}"


class Supported(OfScenario):
    """A side is backed by another actor, or fights as its ally."""

    predicate: Literal["supported"]
    side: Side = Field(description="the side")
    by: Name = Field(description="the backer or ally")

    def words(self) -> str:
        return f"{self.side} is backed by {titled(self.by)}"


ScenarioPredicate = (
    Force | HasForce | Commander | Aircraft | HasAir | Ground | Bank | Country | HasPlace | Direction
    | Calendar | Codename | Objective | Supported
)  # fmt: skip
