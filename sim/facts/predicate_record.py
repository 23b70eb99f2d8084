"""The predicates asked of a record: what was held, where units were, what was lost, what happened."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.facts.predicate_base import Bounded, Name, Names, Sampled, Selecting, Side, Sided, Windowed, titled

EventName = Literal[
    "moved", "fought", "took", "lost", "withdrew", "retreated", "routed", "surrendered", "ambushed",
    "surprised", "infiltrated", "emerged", "car_bomb", "rockets", "air_strike", "bomber_strike", "lifted",
    "dug_in", "cleared", "crossed_border", "repulsed", "cut_off", "rejoined", "raided", "captured_stocks",
    "arrived", "released", "alerted", "blacked_out", "dispersed", "destroyed", "message",
]  # fmt: skip
VerbName = Literal[
    "move", "attack", "hold", "dig", "withdraw", "raid", "ambush", "screen", "infiltrate", "clear", "hide",
    "rest",
]  # fmt: skip
Loss = Literal["killed", "wounded", "captured"]
MinShare = Annotated[
    float, Field(gt=0, le=100, description="percent of the town's blocks that counts as holding the town")
]
HELD_SHARE = 75.0


class Holds(Sampled, Sided):
    """A side controls a place: its hex, or three quarters (or `min_share`) of a town's blocks."""

    predicate: Literal["holds"]
    place: Name = Field(description="the place held")
    min_share: MinShare = HELD_SHARE

    def words(self) -> str:
        return f"{' and '.join(self.all_sides)} holds {titled(self.place)}{_share(self.min_share)}"


class Share(Sampled, Sided, Bounded):
    """A side holds so many percent of a town's blocks (a place without blocks counts as 0 or 100)."""

    predicate: Literal["share"]
    place: Name = Field(description="the town")

    def words(self) -> str:
        return f"{' and '.join(self.all_sides)} holds {self.bounds('%')} of {titled(self.place)}"


class Taken(Windowed, Sided):
    """A side does not hold a place when the window opens, and holds it at some time within."""

    predicate: Literal["taken"]
    place: Name = Field(description="the place taken")
    min_share: MinShare = HELD_SHARE

    def words(self) -> str:
        return f"{' and '.join(self.all_sides)} takes {titled(self.place)}{_share(self.min_share)}"


class Lost(Windowed, Sided):
    """A side holds a place when the window opens, and does not hold it at some time within."""

    predicate: Literal["lost"]
    place: Name = Field(description="the place lost")
    min_share: MinShare = HELD_SHARE

    def words(self) -> str:
        return f"{' and '.join(self.all_sides)} loses {titled(self.place)}{_share(self.min_share)}"


class Changes(Windowed, Bounded):
    """How often the holder of a place (of more than half of a town) changes within the window."""

    predicate: Literal["changes"]
    place: Name = Field(description="the place that changes hands")

    def words(self) -> str:
        return f"{titled(self.place)} changes hands {self.bounds('times')}"


class Distance(Sampled, Selecting, Bounded):
    """Straight-line kilometres from a place to the nearest living unit of the selection."""

    predicate: Literal["distance"]
    place: Name = Field(description="the place measured from")

    def words(self) -> str:
        return f"nearest of {self.who()} is {self.bounds('km')} from {titled(self.place)}"


class Gap(Sampled, Bounded):
    """Straight-line kilometres between the two nearest living units of two groups."""

    predicate: Literal["gap"]
    units: Annotated[Names, Field(min_length=1)] = Field(description="units of the one group")
    to_units: Annotated[Names, Field(min_length=1)] = Field(description="units of the other")

    def words(self) -> str:
        return f"{self.bounds('km')} part {_list(self.units)} from {_list(self.to_units)}"


class Near(Sampled, Selecting):
    """At least one living unit of the selection is within so many kilometres of a place."""

    predicate: Literal["near"]
    place: Name = Field(description="the place")
    km: float = Field(ge=0, le=1000, description="kilometres between hex centres; 0 is the place's own hex")

    def words(self) -> str:
        return f"some of {self.who()} within {self.km:g} km of {titled(self.place)}"


class Absent(Sampled, Selecting):
    """No living unit of the selection is within so many kilometres of a place."""

    predicate: Literal["absent"]
    place: Name = Field(description="the place")
    km: float = Field(ge=0, le=1000, description="kilometres between hex centres; 0 is the place's own hex")

    def words(self) -> str:
        return f"none of {self.who()} within {self.km:g} km of {titled(self.place)}"


class Surrounded(Sampled):
    """At least `arcs` of the six hexes around a place are held or dominated by a side."""

    predicate: Literal["surrounded"]
    by: Side = Field(description="the side that surrounds; its friends count with it")
    place: Name = Field(description="the place surrounded")
    arcs: int = Field(ge=1, le=6, description="how many of the six neighbouring hexes")

    def words(self) -> str:
        return f"{self.by} holds or dominates {self.arcs} of the six hexes around {titled(self.place)}"


class Pocket(Sampled, Sided):
    """The side's units in or near the places have no way out over ground (or, `closed: false`, have one)."""

    predicate: Literal["pocket"]
    places: Annotated[Names, Field(min_length=1)] = Field(description="the places that mark the pocket")
    closed: bool = Field(True, description="true: no way out; false: a way out")

    def words(self) -> str:
        state = "closed" if self.closed else "open"
        return f"pocket of {' and '.join(self.all_sides)} around {_list(self.places)} is {state}"


class Linked(Sampled, Sided):
    """A chain of hexes controlled by the side or its friends joins two places."""

    predicate: Literal["linked"]
    from_place: Name = Field(description="one end")
    to_place: Name = Field(description="the other end")

    def words(self) -> str:
        ends = f"{titled(self.from_place)} to {titled(self.to_place)}"
        return f"{' and '.join(self.all_sides)} holds a chain of hexes from {ends}"


class Losses(Windowed, Selecting, Bounded):
    """Fighters of the selection lost within the window, of the kinds named."""

    predicate: Literal["losses"]
    kinds: Annotated[tuple[Loss, ...], Field(strict=False, min_length=1)] = Field(
        description="which losses are added up: killed, wounded, captured"
    )

    def words(self) -> str:
        return f"{self.who()} loses {self.bounds()} {_list(self.kinds)}"


class Strength(Sampled, Selecting, Bounded):
    """Fit fighters of the selection on the map."""

    predicate: Literal["strength"]

    def words(self) -> str:
        return f"{self.who()} has {self.bounds('fit fighters')}"


class Event(Windowed, Selecting):
    """Events of a kind happen so often within the window."""

    predicate: Literal["event"]
    kind: EventName = Field(description="what happened")
    place: Name | None = Field(None, description="only events at or near this place")
    within_km: float | None = Field(None, ge=0, le=1000, description="how near; by default one hex")
    at_least: int = Field(1, ge=0, description="how many events at least")
    at_most: int | None = Field(None, ge=0, description="how many events at most; null: no limit")

    @model_validator(mode="after")
    def _counts_are_sound(self) -> Event:
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError("'at_most' is less than 'at_least'")
        if self.at_most is None and self.at_least == 0:
            raise ValueError("at least 0 events is always true: give 'at_most' too")
        if self.within_km is not None and self.place is None:
            raise ValueError("'within_km' needs a 'place'")
        return self

    def _needs_a_selection(self) -> bool:
        return False

    def words(self) -> str:
        count = f"at least {self.at_least}" if self.at_most is None else f"{self.at_least} to {self.at_most}"
        where = "" if self.place is None else f" near {titled(self.place)}"
        return f"{count} × {titled(self.kind)}, {self.who()}{where}"


class Trigger(Windowed):
    """A historical trigger fired (or, `fired: false`, did not fire) within the window."""

    predicate: Literal["trigger"]
    id: Name = Field(description="the trigger's id in the scenario")
    fired: bool = Field(True, description="whether it fired")

    def words(self) -> str:
        return f"trigger {self.id} {'fires' if self.fired else 'does not fire'}"


class Ordered(Sampled):
    """An order of a kind is in force for some living unit of a formation, perhaps aimed at a place."""

    predicate: Literal["ordered"]
    formation: Name = Field(description="the formation under orders")
    verb: VerbName = Field(description="the kind of order")
    place: Name | None = Field(None, description="its goal: the place's hex or one next to it")

    def words(self) -> str:
        where = "" if self.place is None else f" towards {titled(self.place)}"
        return f"{self.formation} is ordered to {self.verb}{where}"


class Sorties(Windowed, Sided, Bounded):
    """Air sorties flown within the window."""

    predicate: Literal["sorties"]
    packages: Names = Field((), description="only these air packages")

    @model_validator(mode="after")
    def _names_who_flies(self) -> Sorties:
        if not self.packages and not self.all_sides:
            raise ValueError("name the 'packages' or the 'side' that flies")
        return self

    def _needs_a_side(self) -> bool:
        return False

    def words(self) -> str:
        return f"{_list(self.packages) or ' and '.join(self.all_sides)} flies {self.bounds('sorties')}"


class Alert(Sampled, Sided):
    """The side's units within 15 km of a place have reached an alert level."""

    predicate: Literal["alert"]
    place: Name = Field(description="the place")
    level: int = Field(ge=0, le=3, description="0 unaware, 1 routine, 2 alert, 3 stand-to")

    def words(self) -> str:
        return f"{' and '.join(self.all_sides)} near {titled(self.place)} is at alert {self.level} or more"


class Civilians(Windowed, Bounded):
    """Expected civilian dead, cumulative from the start of the run to the end of the window."""

    predicate: Literal["civilians"]

    def words(self) -> str:
        return f"{self.bounds('civilian dead')} by then"


class Result(Windowed):
    """Who wins, and at what level."""

    predicate: Literal["result"]
    winner: Side | Literal["draw"] = Field(description="the winning side, or draw")
    level: Name | None = Field(None, description="level of victory, as the scenario names it")

    def words(self) -> str:
        return f"{self.winner} wins{'' if self.level is None else f' ({self.level})'}"


RecordPredicate = (
    Holds | Share | Taken | Lost | Changes | Distance | Gap | Near | Absent | Surrounded | Pocket | Linked | Losses
    | Strength | Event | Trigger | Ordered | Sorties | Alert | Civilians | Result
)  # fmt: skip


def _share(share: float) -> str:
    return "" if share == HELD_SHARE else f" (at least {share:g} %)"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(titled(name) for name in names)
