"""Marches: units that went the same way on one day are one column.

A fight on the way, or a withdrawal after an advance, ends one march and begins another.
"""

from __future__ import annotations

from itertools import pairwise

from sim.report.chronicle.daybook import Day, Row
from sim.report.chronicle.happening import Happening
from sim.state.events import EventKind as Kind

#: Orders by what a reader sees of them.
MANNER = {"withdraw": "withdraw", "attack": "attack", "raid": "raid", "infiltrate": "infiltrate"}


def marches(day: Day, told: set[int]) -> list[Happening]:
    """Gather the marches of a day; withdrawals that the rules name as such are told with them."""
    rows = day.of(Kind.MOVED, Kind.WITHDREW)
    told.update(row.index for row in rows)
    legs: dict[int, list[Row]] = {}
    for row in rows:
        legs.setdefault(row.unit, []).append(row)
    columns: dict[tuple[int, str, str, str, Kind], list[Happening]] = {}
    fights = _fights(day)
    for unit, own in legs.items():
        for part in _parts(own, fights.get(unit, [])):
            leg = _leg(day, unit, part)
            key = (leg.side, leg.verb, day.anchor(leg.origin), day.anchor(leg.hexes[0]) if leg.hexes else "", leg.kind)
            columns.setdefault(key, []).append(leg)
    return [_column(day, parts) for parts in columns.values()]


def _fights(day: Day) -> dict[int, list[int]]:
    """Return the impulses in which each unit fought."""
    found: dict[int, list[int]] = {}
    for row in day.of(Kind.FOUGHT):
        for unit in (row.unit, row.other):
            found.setdefault(unit, []).append(row.impulse)
    return found


def _parts(rows: list[Row], fights: list[int]) -> list[list[Row]]:
    """Cut a unit's steps of a day where it fought between two of them, or turned from marching to withdrawing."""
    parts = [[rows[0]]]
    for before, row in pairwise(rows):
        if row.kind is before.kind and not any(before.impulse <= fight < row.impulse for fight in fights):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _leg(day: Day, unit: int, rows: list[Row]) -> Happening:
    """Follow one unit from where it stood before its first step to where it stood after its last."""
    witness, first, last = day.witness, rows[0].impulse, rows[-1].impulse
    origin, goal = witness.where(min(first, witness.impulses), unit), witness.where(witness.sample(last), unit)
    goal = goal if goal >= 0 else rows[-1].hexagon
    kind = Kind.WITHDREW if any(row.kind is Kind.WITHDREW for row in rows) else Kind.MOVED
    word = MANNER.get(witness.verb(witness.sample(last), unit), "march")
    km = day.whereabouts.between(origin, goal) if origin >= 0 and goal >= 0 else 0.0
    return Happening(
        kind, rows[0].side, first, last, units=(unit,), hexes=(goal,) if goal >= 0 else (), origin=origin,
        verb="withdraw" if kind is Kind.WITHDREW else word, km=km, rows=tuple(row.index for row in rows),
    )  # fmt: skip


def _column(day: Day, legs: list[Happening]) -> Happening:
    """Join legs; the column is told by the leg that went farthest."""
    head = max(legs, key=lambda leg: leg.km)
    return Happening(
        head.kind, head.side, min(leg.first for leg in legs), max(leg.last for leg in legs),
        units=tuple(unit for leg in legs for unit in leg.units), count=len(legs), origin=head.origin, verb=head.verb,
        hexes=tuple(dict.fromkeys([*head.hexes, *(h for leg in legs for h in leg.hexes)])),
        km=head.km, rows=tuple(sorted(row for leg in legs for row in leg.rows)),
    )  # fmt: skip
