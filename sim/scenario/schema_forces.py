"""`forces.yaml`: formations with their units and commanders, and air packages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema_base import (
    Citable,
    Country,
    DoctrineId,
    Id,
    Line,
    Part,
    PlaceId,
    Quantity,
    SideId,
    TypeId,
)
from sim.scenario.schema_events import PostureName


class Commander(Citable):
    """A person who led a formation, and how well orders travel under him."""

    name: Line
    rating: Annotated[int, Field(ge=-2, le=3, description="sixteenths added to the chance to act on orders")] = 0


class Arrival(Part):
    """Where a unit that waits off the map comes in."""

    place: PlaceId


class Unit(Citable):
    """A body of 20 to 500 people that moves and fights as one."""

    id: Id
    name: Line
    type: Annotated[TypeId, Field(description="a unit type of the ruleset")]
    strength: Annotated[Quantity, Field(description="people at the start")]
    at: Annotated[PlaceId | None, Field(description="its place at the start; null: it waits off the map")] = None
    posture: Annotated[PostureName | None, Field(description="at the start")] = None
    entrenched: Annotated[int, Field(ge=0, le=4, description="trenches and berms at the start")] = 0
    car_bombs: Annotated[Quantity | None, Field(description="suicide vehicles in hand")] = None
    hidden: Annotated[bool, Field(description="below ground or among people at the start")] = False
    dormant: Annotated[bool, Field(description="asleep until an event releases it")] = False
    arrives: Annotated[Arrival | None, Field(description="where reinforcement brings it")] = None


class Formation(Citable):
    """Units under one plan, one depot and one commander."""

    id: Id
    name: Line
    side: SideId
    commander: Annotated[Commander | None, Field(description="whose rating counts")] = None
    commanders: Annotated[tuple[Commander, ...], Field(description="others whom the documents name")] = ()
    depot: Annotated[PlaceId, Field(description="the place from which it is supplied")]
    rear: Annotated[PlaceId, Field(description="the place towards which it retreats")]
    doctrine: Annotated[DoctrineId, Field(description="a doctrine of the ruleset")]
    coalition_mix: Annotated[bool, Field(description="of several armies: orders travel slowly")] = False
    keeps_base: Annotated[bool, Field(description="a garrison that no order takes away from where it stands")] = False
    permits: Annotated[tuple[Country, ...], Field(description="countries it may enter: SY, IQ, JO")]
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]


class AirPackage(Citable):
    """Aircraft that are given to an operation, with the sorties they can fly."""

    id: Id
    name: Line
    side: SideId
    kind: Annotated[Literal["strike", "bomber", "helicopter"], Field(description="what the aircraft do")]
    aircraft: Annotated[Quantity | None, Field(description="aircraft in the package")] = None
    sorties_per_day: Annotated[Quantity, Field(description="at the start; events may change it")]
    guided: Annotated[bool, Field(description="guided weapons")] = False
    controllers: Annotated[bool, Field(description="air controllers with the troops")] = False
    active: Annotated[bool, Field(description="flies from the start")] = True
    capacity: Annotated[Quantity | None, Field(description="people a helicopter package lifts at a time")] = None


class ForcesSheet(Part):
    """`forces.yaml`: the order of battle."""

    formations: Annotated[tuple[Formation, ...], Field(min_length=1)]
    air: tuple[AirPackage, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Return all units in order of formation and then of writing."""
        return tuple(unit for formation in self.formations for unit in formation.units)
