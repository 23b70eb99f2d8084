"""Conditions: one explicit tree of a closed list of leaves, tested at the start of an impulse."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from sim.base.clock import parse_time, parse_until
from sim.scenario.schema_base import (
    EventId,
    FormationId,
    Moment,
    Part,
    PlaceId,
    SideId,
    UnitId,
    keys_of,
    one_of,
)

Percent = Annotated[int, Field(ge=0, le=100, description="percent")]
Hours = Annotated[int, Field(ge=1, le=10_000, description="hours")]

# -------------------------------------------------------------------------------------------------- leaves


class TimeLeaf(Part):
    """The clock has reached `from` (and not yet `until`)."""

    since: Annotated[Moment, Field(alias="from", description="from this time on; a bare day begins at 00:00")]
    until: Annotated[Moment | None, Field(description="until this time; a bare day ends at 24:00")] = None

    @property
    def start(self) -> datetime:
        """Return the first moment."""
        return parse_time(self.since)

    @property
    def end(self) -> datetime | None:
        """Return the moment at which it stops, or None."""
        return None if self.until is None else parse_until(self.until)


class EveryLeaf(Part):
    """True for one impulse every so many hours, counted from the start of the scenario."""

    hours: Annotated[Hours, Field(description="the period")]
    phase: Annotated[int, Field(ge=0, le=10_000, description="hours after the start of the first time")] = 0


class HoldsLeaf(Part):
    """A side controls a place; in a town it may be asked for a share of the blocks."""

    side: SideId
    place: PlaceId
    min_share: Annotated[Percent | None, Field(description="percent of the blocks, at least (75 if not said)")] = None
    max_share: Annotated[Percent | None, Field(description="percent of the blocks, at most")] = None


class NearLeaf(Part):
    """Units of a side or a formation stand within some distance of a place."""

    side: SideId | None = None
    formation: FormationId | None = None
    place: PlaceId
    km: Annotated[int, Field(ge=0, le=1000, description="kilometres from the place, at most")]
    strength: Annotated[int, Field(ge=1, le=100_000, description="fit people there, at least")] = 1

    @model_validator(mode="after")
    def _one_force(self) -> NearLeaf:
        one_of(self, "side", "formation")
        return self


class LossesLeaf(Part):
    """A side or a formation has lost so many people, or such a share of its strength, since the start."""

    side: SideId | None = None
    formation: FormationId | None = None
    percent: Annotated[Percent | None, Field(description="percent of establishment, at least")] = None
    number: Annotated[int | None, Field(ge=1, le=100_000, description="people, at least")] = None

    @model_validator(mode="after")
    def _one_force_one_measure(self) -> LossesLeaf:
        one_of(self, "side", "formation")
        one_of(self, "percent", "number")
        return self


class CohesionLeaf(Part):
    """The mean cohesion of a formation has sunk to a level."""

    formation: FormationId
    at_most: Percent


class SupplyLeaf(Part):
    """A formation has at most so many days of supply left."""

    formation: FormationId
    at_most_days: Annotated[int, Field(ge=0, le=30, description="days of supply in hand")]


class AlertLeaf(Part):
    """Units have reached an alert level: 0 unaware, 1 routine, 2 alert, 3 stand-to."""

    place: Annotated[PlaceId | None, Field(description="any unit near this place")] = None
    formation: FormationId | None = None
    side: Annotated[SideId | None, Field(description="with a place: only units of this side")] = None
    at_least: Annotated[int, Field(ge=0, le=3, description="the level")]

    @model_validator(mode="after")
    def _one_subject(self) -> AlertLeaf:
        one_of(self, "place", "formation")
        return self


class SeenLeaf(Part):
    """A side knows where a unit of a formation is."""

    formation: FormationId
    by: Annotated[SideId, Field(description="the side that sees")]


class ArrivedLeaf(Part):
    """A unit of a formation stands at a place."""

    formation: FormationId
    place: PlaceId


class FiredLeaf(Part):
    """Another event has fired, perhaps some hours ago."""

    event: EventId
    hours: Annotated[int, Field(ge=0, le=10_000, description="hours since it fired, at least")] = 0


class ChanceLeaf(Part):
    """A die with sixteen faces, drawn once for each event and impulse."""

    of_16: Annotated[int, Field(ge=1, le=15, description="true with this many sixteenths")]


class LinkedLeaf(Part):
    """A chain of hexes held by a side and its friends joins two places."""

    side: SideId
    from_place: PlaceId
    to_place: PlaceId
    by_road: Annotated[bool, Field(description="only along roads; else over any ground")] = False


class CutOffLeaf(Part):
    """No unit of a formation has a way to supply."""

    formation: FormationId


class RelaxedLeaf(Part):
    """A side holds a town, sees no enemy there and has let its guard down."""

    side: SideId
    place: PlaceId


class LostUnitLeaf(Part):
    """A unit has been destroyed, has dispersed or has surrendered."""

    unit: UnitId


# ---------------------------------------------------------------------------------------------------- trees


def _one_condition(schema: dict[str, Any]) -> None:
    keys = [key for key in schema["properties"] if key not in ("at_least", "of")]
    schema["oneOf"] = [{"required": [key]} for key in keys] + [{"required": ["at_least", "of"]}]


class Condition(Part):
    """One node of a condition tree: `all`, `any`, `not`, `at_least` with `of`, or one leaf."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, json_schema_extra=_one_condition)

    all_: Annotated[tuple[Condition, ...] | None, Field(alias="all", min_length=1, description="each holds")] = None
    any_: Annotated[tuple[Condition, ...] | None, Field(alias="any", min_length=1, description="one holds")] = None
    not_: Annotated[Condition | None, Field(alias="not", description="it does not hold")] = None
    at_least: Annotated[int | None, Field(ge=1, le=100, description="how many of `of` must hold")] = None
    of: Annotated[tuple[Condition, ...] | None, Field(min_length=1, description="conditions that are counted")] = None
    time: TimeLeaf | None = None
    every: EveryLeaf | None = None
    holds: HoldsLeaf | None = None
    near: NearLeaf | None = None
    losses: LossesLeaf | None = None
    cohesion: CohesionLeaf | None = None
    supply: SupplyLeaf | None = None
    alert: AlertLeaf | None = None
    seen: SeenLeaf | None = None
    arrived: ArrivedLeaf | None = None
    fired: FiredLeaf | None = None
    chance: ChanceLeaf | None = None
    linked: LinkedLeaf | None = None
    cut_off: CutOffLeaf | None = None
    relaxed: RelaxedLeaf | None = None
    lost_unit: LostUnitLeaf | None = None

    @model_validator(mode="after")
    def _one_node(self) -> Condition:
        named = [key for key in keys_of(self) if key != "at_least"]
        if not named and self.at_least is None:
            raise ValueError("is an empty condition; write one of all, any, not, at_least, or a leaf such as time")
        if len(named) > 1:
            listed = " and ".join(f"'{key}'" for key in named)
            raise ValueError(f"has {listed} side by side; join them under all: or any:")
        if (self.at_least is None) != (self.of is None):
            raise ValueError("'at_least' and 'of' go together; write {at_least: 2, of: [conditions]}")
        if self.at_least is not None and self.of is not None and self.at_least > len(self.of):
            raise ValueError(f"asks for {self.at_least} of {len(self.of)} conditions; it can never hold")
        return self

    @cached_property
    def kind(self) -> str:
        """Return the key of this node as written: `all`, `any`, `not`, `of`, or the name of the leaf."""
        return next(key for key in keys_of(self) if key != "at_least")

    @property
    def children(self) -> tuple[Condition, ...]:
        """Return the conditions below this node; none below a leaf."""
        if self.not_ is not None:
            return (self.not_,)
        return self.all_ or self.any_ or self.of or ()

    @property
    def leaf(self) -> Any:
        """Return the leaf of this node; None for `all`, `any`, `not` and `of`."""
        return None if self.children else getattr(self, self.kind)
