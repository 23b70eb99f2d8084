"""The tree of an ending: plain values under stable names, all of it as JSON, nothing but it on the page.

Dates are local time, `2017-11-09` or `2017-11-09T16:00`; sides, places, units and events are ids; turns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sim.report.chronicle.citing import Citation
from sim.report.chronicle.telling import Entry


@dataclass(frozen=True)
class Camp:
    """A side: its id, its short name in running text, its full name, who led it, whether it competes."""

    id: str
    short: str
    name: str
    commander: str
    playable: bool


@dataclass(frozen=True)
class Result:
    """Who came out ahead and by which rule.  `final` is False while the record ends before the scenario does.

    `winner` is a side or `draw`;
    `words` say it in a sentence; `points` are what each side earned, `possible` what it could have earned.
    """

    winner: str
    level: str | None
    rule: str
    sentence: str
    words: str
    points: Mapping[str, int]
    possible: Mapping[str, int]
    final: bool


@dataclass(frozen=True)
class Goal:
    """An objective: what it was worth, when it was judged, and how it stood then.

    `standing` is earned, missed, or open where the record ends before it is due; `earned` the time from which it was
    earned, or empty; `stood` says each part of its condition as it was then (or is, where it is open); `wanting` are
    the parts that were not met, as the author of the scenario wrote them.
    """

    id: str
    title: str
    side: str
    points: int
    due: str
    any_time: bool
    standing: str
    turn: int
    earned: str
    stood: tuple[str, ...]
    wanting: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Cost:
    """What a stretch of time cost: people of each side, and civilians expected to have been killed."""

    killed: Mapping[str, int]
    wounded: Mapping[str, int]
    captured: Mapping[str, int]
    civilians_expected: int


@dataclass(frozen=True)
class DayEnd:
    """A day: its turns, what it cost and had cost by then, and who held what at its end.

    `places` gives the side that holds each inhabited place, or None; `blocks` the blocks of each town by side.
    """

    date: str
    turns: tuple[int, int]
    cost: Cost
    so_far: Cost
    places: Mapping[str, str | None]
    blocks: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Claim:
    """A statement of a document held against this world; `standing` is met, missed or not reached."""

    id: str
    document: str
    lines: str
    confidence: str
    claimed_by: str
    statement: str
    expected: str
    observed: str
    standing: str


@dataclass(frozen=True)
class Source:
    """A document that is cited."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True)
class Dealt:
    """The people of one side whom dice could have hit, against those whom they did hit.

    `expected` and `spread` (a standard deviation) are people.  `percentile`: of all ways in which the same dice could
    have fallen, the percentage that would have hit fewer, and half of those that would have hit as many; None where
    nobody could have been hit.  Above 50 is bad luck for the side.
    """

    side: str
    throws: int
    expected: float
    actual: int
    spread: float
    percentile: float | None


@dataclass(frozen=True)
class Fire:
    """One kind of fire on one side: what its dice were expected to hit, and what they did."""

    side: str
    kind: str
    throws: int
    expected: float
    actual: int


@dataclass(frozen=True)
class Luck:
    """The luck ledger: of the whole record by side, by kind of fire, and turn by turn (sides that were fired at)."""

    method: str
    sides: tuple[Dealt, ...]
    kinds: tuple[Fire, ...]
    turns: Mapping[int, tuple[Dealt, ...]]


@dataclass(frozen=True)
class Departure:
    """Where the course left history; see `sim.play.deviation`.  `title` is that of an event, empty for an order."""

    turn: int
    kind: str
    id: str
    title: str
    what: str
    condition: str


@dataclass(frozen=True)
class TurnEnd:
    """A turn: when it began and ended, its digest, how many orders each side gave, its cost, and what happened.

    `blocks` as in `DayEnd`, at its end.
    """

    number: int
    begins: str
    ends: str
    digest: str
    orders: Mapping[str, int]
    cost: Cost
    blocks: Mapping[str, Mapping[str, int]]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Ending:
    """Everything that a report, or the last screen of a game, says of one world."""

    scenario: str
    title: str
    codename: str
    summary: str
    seed: int
    rules: str
    digest: str
    begins: str
    ends: str
    turns_of: int
    camps: tuple[Camp, ...]
    result: Result
    objectives: tuple[Goal, ...]
    total: Cost
    days: tuple[DayEnd, ...]
    towns: Mapping[str, int]  # blocks of each town
    luck: Luck
    claims: tuple[Claim, ...]
    documents: tuple[Source, ...]
    deviations: tuple[Departure, ...]
    turns: tuple[TurnEnd, ...]
    names: Mapping[str, str]  # id of a place or document to what a reader calls it

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        tree: dict[str, Any] = _plain(self)
        return tree


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.as_json()
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
