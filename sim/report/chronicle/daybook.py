"""A day laid open for telling: its rows of events, the witness of its states, and the names of its places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.report.chronicle.happening import Happening
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.chronicle.witness import Witness
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind as Kind
from sim.state.events import Events


@dataclass(frozen=True)
class Row:
    """One row of events; `index` is its place among the day's."""

    index: int
    impulse: int
    kind: Kind
    side: int
    unit: int
    other: int
    hexagon: int
    amount: int


@dataclass(frozen=True)
class Day:
    """Impulses `first` (inclusive) to `end` (exclusive) of one world, and everything one asks to tell of them."""

    scenario: Scenario
    witness: Witness
    whereabouts: Whereabouts
    first: int
    end: int
    rows: tuple[Row, ...]

    def camp(self, side: int) -> int:
        """Return the least of a side and its friends: who fights side by side is told together."""
        return int(self.scenario.friend[side].argmax()) if side >= 0 else -1

    def anchor(self, hexagon: int) -> str:
        """Return the named place by which a hex is known."""
        return self.whereabouts.anchor(hexagon) or ""

    def of(self, *kinds: Kind) -> list[Row]:
        """Return the rows of some kinds, in order of time."""
        return [row for row in self.rows if row.kind in kinds]


def rows_of(events: Events) -> tuple[Row, ...]:
    """Read columns as rows."""
    columns = (
        events.impulse, events.kind, events.side, events.unit, events.other, events.hexagon, events.amount,
    )  # fmt: skip
    table = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(Row(index, impulse, Kind(kind), *rest) for index, (impulse, kind, *rest) in enumerate(table))


def merged(rows: Iterable[Row]) -> Happening:
    """Make one happening of some rows of one kind and side."""
    rows = list(rows)
    return Happening(
        rows[0].kind, rows[0].side, rows[0].impulse, rows[-1].impulse,
        units=unique(row.unit for row in rows), others=unique(row.other for row in rows),
        hexes=tuple(row.hexagon for row in rows if row.hexagon >= 0),
        amount=sum(row.amount for row in rows), count=len(rows), rows=tuple(row.index for row in rows),
    )  # fmt: skip


def unique(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the indices among some numbers (-1 is none), each once, in their order."""
    return tuple(number for number in dict.fromkeys(numbers) if number >= 0)
