"""From the rows of a day to its happenings: one fight, one march, one bombardment instead of many rows each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from sim.report.chronicle.battles import battles, takings
from sim.report.chronicle.daybook import Day, Row, merged
from sim.report.chronicle.happening import Happening, Outcome
from sim.report.chronicle.marches import marches
from sim.state.events import EventKind as Kind

#: Told once a day and side, wherever it happened.
ALL_OVER = {Kind.ALERTED, Kind.DUG_IN, Kind.BLACKED_OUT, Kind.ROCKETS, Kind.AIR_STRIKE, Kind.CUT_OFF, Kind.REJOINED}
#: Told once for each.
SINGLE = {Kind.MESSAGE, Kind.LIFTED, Kind.SURRENDERED}


def gather(day: Day) -> list[Happening]:
    """Return what happened on a day, in order of time.  Every row of the day is part of one happening, or is the
    other side's account of one.
    """
    told: set[int] = set()
    found = _ambushes(day, told)
    found += battles(day, told)
    found += takings(day, told)
    found += marches(day, told)
    rest = [row for row in day.rows if row.index not in told]
    found += [_rounded(day, merged(rows)) for rows in _grouped(rest, _key(day))]
    return sorted(found, key=lambda happening: (happening.first, happening.kind, happening.rows))


def _key(day: Day) -> Callable[[Row], Hashable]:
    def key(row: Row) -> Hashable:
        if row.kind in SINGLE:
            return row.kind, row.index
        if row.kind in ALL_OVER:
            return row.kind, row.side
        if row.kind is Kind.CROSSED_BORDER:
            return row.kind, row.side, day.whereabouts.country(day.witness.where(row.impulse, row.unit))
        return row.kind, row.side, day.anchor(row.hexagon)

    return key


def _grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[list[Row]]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def _rounded(day: Day, happening: Happening) -> Happening:
    """Add what rows alone do not say: whence and how a border was crossed, how many sorties were flown."""
    if happening.kind is Kind.CROSSED_BORDER and happening.units:
        unit = happening.units[0]
        verb = day.witness.verb(day.witness.sample(happening.first), unit)
        return replace(happening, origin=day.witness.where(happening.first, unit), verb=verb)
    if happening.kind is Kind.AIR_STRIKE:
        packages = [row for row in happening.others if row < len(day.scenario.packages.ids)]
        flown = sum(day.witness.sorties(package, day.first, day.end) for package in packages)
        return replace(happening, count=max(flown, happening.count))
    return happening


def _ambushes(day: Day, told: set[int]) -> list[Happening]:
    """Gather ambushes with what they cost those who were caught."""
    found = []
    for rows in _grouped(day.of(Kind.AMBUSHED), _key(day)):
        plain = merged(rows)
        hurt = day.witness.hurt(plain.others, plain.first, plain.first)
        told.update(plain.rows)
        outcome = Outcome(hurt=tuple((side, people) for side, people in sorted(hurt.items()) if people))
        found.append(replace(plain, amount=sum(hurt.values()), outcome=outcome))
    return found
