"""`events.yaml` and `history.yaml`: effects, events, and the orders that were given.

An event fires when its `when` turns from false to true and its `if` holds.  Effects are a closed list: none
of them can say who holds ground, where a unit is, or who was lost.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from sim.base.clock import parse_time
from sim.scenario.schema_base import (
    Citable,
    Country,
    DoctrineId,
    FormationId,
    Id,
    Line,
    Moment,
    PackageId,
    Part,
    PlaceId,
    SideId,
    Text,
    UnitId,
    keys_of,
    one_of,
)
from sim.scenario.schema_conditions import Condition, Hours

PostureName = Annotated[
    Literal["march", "advance", "assault", "defend", "ambush", "hide", "rest", "withdraw"],
    Field(description="what a unit is doing"),
]
Visibility = Annotated[Literal["clear", "haze", "dust", "blind"], Field(description="how far one sees")]

# -------------------------------------------------------------------------------------------------- effects


class _UnitsOrFormation(Part):
    """Names units one by one, or all units of a formation."""

    units: Annotated[tuple[UnitId, ...] | None, Field(min_length=1)] = None
    formation: FormationId | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> _UnitsOrFormation:
        one_of(self, "units", "formation")
        return self


class Reinforce(_UnitsOrFormation):
    """Units that wait off the map arrive at a place."""

    at: Annotated[PlaceId | None, Field(description="where; if not said, where the unit's `arrives` says")] = None


class Release(_UnitsOrFormation):
    """Dormant units awake: cells, hidden reserves."""


class Recall(_UnitsOrFormation):
    """Units that stand at their rear or depot are taken off the map by their own side."""


class GiveOrder(Part):
    """A formation, a unit or an air package gets an order; it is admitted or refused like any other."""

    formation: FormationId | None = None
    unit: UnitId | None = None
    package: PackageId | None = None
    do: Annotated[Line, Field(description="a line of order notation, without its first word: attack t2_station")]

    @model_validator(mode="after")
    def _one_subject(self) -> GiveOrder:
        one_of(self, "formation", "unit", "package")
        return self

    @property
    def who(self) -> str:
        """Return the id of whoever gets the order."""
        return self.formation or self.unit or self.package or ""

    @property
    def line(self) -> str:
        """Return the whole line of order notation."""
        return f"{self.who} {self.do}"


class ChangeDoctrine(Part):
    """A formation fights by another doctrine of the ruleset."""

    formation: FormationId
    name: DoctrineId


class ChangePosture(Part):
    """A formation takes a posture."""

    formation: FormationId
    name: PostureName


class Dig(Part):
    """A formation digs in where it stands."""

    formation: FormationId


class Air(Part):
    """An air package flies another number of sorties a day."""

    package: PackageId
    sorties_per_day: Annotated[int, Field(ge=0, le=500, description="from now on")]
    until: Annotated[Moment | None, Field(description="then back to what it was")] = None
    controllers: Annotated[bool | None, Field(description="air controllers on the ground")] = None
    guided: Annotated[bool | None, Field(description="guided weapons")] = None


class AirWithdraw(Part):
    """An air package is taken away."""

    package: PackageId


class Command(Part):
    """Orders travel worse: 0 normal, 2 degraded (telephones cut), 4 broken."""

    side: SideId | None = None
    formation: FormationId | None = None
    level: Annotated[int, Field(ge=0, le=4, description="the new level")]
    hours: Hours

    @model_validator(mode="after")
    def _one_force(self) -> Command:
        one_of(self, "side", "formation")
        return self


class Alert(Part):
    """Units are warned, or lulled: 0 unaware, 1 routine, 2 alert, 3 stand-to."""

    place: PlaceId | None = None
    formation: FormationId | None = None
    side: SideId | None = None
    level: Annotated[int, Field(ge=0, le=3, description="the new level")]

    @model_validator(mode="after")
    def _one_subject(self) -> Alert:
        one_of(self, "place", "formation", "side")
        return self


class Permit(Part):
    """A formation may enter a country, or no longer."""

    formation: FormationId
    country: Country
    allowed: Annotated[bool, Field(description="true: it may from now on")]


class SupplySource(Part):
    """A place feeds a side's units, or no longer: an opened border, a ferry."""

    side: SideId
    place: PlaceId
    open: Annotated[bool, Field(description="true: it feeds them from now on")]


class Weather(Part):
    """How far one sees, and so whether aircraft fly."""

    visibility: Visibility
    until: Annotated[Moment, Field(description="then clear again")]


class Message(Part):
    """A sentence in the log, with the event's citation."""

    text: Text


def _one_effect(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [key]} for key in schema["properties"]]


class Effect(Part):
    """One effect of the closed list: exactly one key."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, json_schema_extra=_one_effect)
    beyond_the_keys: ClassVar[str] = ": effects are a closed list, and none writes an outcome"

    reinforce: Reinforce | None = None
    release: Release | None = None
    recall: Recall | None = None
    order: GiveOrder | None = None
    doctrine: ChangeDoctrine | None = None
    posture: ChangePosture | None = None
    dig: Dig | None = None
    air: Air | None = None
    air_withdraw: AirWithdraw | None = None
    command: Command | None = None
    alert: Alert | None = None
    permit: Permit | None = None
    supply_source: SupplySource | None = None
    weather: Weather | None = None
    message: Message | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Effect:
        keys = keys_of(self)
        if not keys:
            raise ValueError("is an empty effect; write one key such as reinforce, order or message")
        if len(keys) > 1:
            raise ValueError(f"has {' and '.join(keys)} in one entry; write each effect as its own '- ' entry")
        return self

    @property
    def kind(self) -> str:
        """Return the key of the effect."""
        return keys_of(self)[0]

    @property
    def body(self) -> Any:
        """Return what stands under the key."""
        return getattr(self, self.kind)


# ---------------------------------------------------------------------------------------------------- files


class Event(Citable):
    """Something that history, or another course of it, brings about."""

    id: Id
    title: Line
    when: Annotated[Condition, Field(description="fires when this turns from false to true")]
    given: Annotated[Condition | None, Field(alias="if", description="tested at that moment")] = None
    once: Annotated[bool | None, Field(description="true: fires once (so it is if nothing is said)")] = None
    repeat_hours: Annotated[Hours | None, Field(description="may fire again after so many hours")] = None
    do: Annotated[tuple[Effect, ...], Field(min_length=1, description="effects from the closed list")]
    say: Annotated[Text | None, Field(description="what the log says when it fires")] = None

    @model_validator(mode="after")
    def _once_or_again(self) -> Event:
        if self.once and self.repeat_hours is not None:
            raise ValueError("is said to fire once and to repeat; keep 'once' or 'repeat_hours'")
        if self.once is False and self.repeat_hours is None:
            raise ValueError("may fire again, but not how soon; add repeat_hours")
        return self


class EventsSheet(Part):
    """`events.yaml`: what may happen, and when."""

    events: tuple[Event, ...]


class GivenOrder(Citable):
    """An order as it was given in history."""

    id: Id
    at: Annotated[Moment, Field(description="when it was given; a bare day means 00:00")]
    by: Annotated[SideId, Field(description="the side that gave it")]
    do: Annotated[Line, Field(description="one line of order notation: isil-t2 hold t2_station")]
    unless: Annotated[Condition | None, Field(description="not given if this holds then")] = None

    @property
    def moment(self) -> datetime:
        """Return when it was given."""
        return parse_time(self.at)


class HistorySheet(Part):
    """`history.yaml`: the orders of both sides as history knows them."""

    orders: tuple[GivenOrder, ...]
