"""Predicates about units: where they are, how many, how alert, under what orders, and what they lost."""

from __future__ import annotations

import numpy as np

from sim.facts.predicate_record import Absent, Alert, Distance, Gap, Losses, Near, Ordered, Strength
from sim.report.fidelity.evidence import (
    NOWHERE,
    Evidence,
    Metres,
    Verdict,
    bounded,
    chunks,
    index,
    kilometres,
    over_window,
    ranges,
)

#: Units this near to a place answer for the alert there, metres.
ALERT_REACH = 15_000


def distance(evidence: Evidence, check: Distance) -> Verdict:
    """Judge how far the nearest unit is."""
    span = evidence.span(check.window)
    metres = evidence.nearest(evidence.selection(check), evidence.place(check.place), span)
    inside = bounded(check, metres, 1000) & (metres < NOWHERE)
    return over_window(check.mode, inside), _approach(metres)


def gap(evidence: Evidence, check: Gap) -> Verdict:
    """Judge how far two groups are apart at their nearest."""
    span = evidence.span(check.window)
    names = evidence.stage.units
    one, other = (
        np.array([index(names, name, "unit") for name in group]) for group in (check.units, check.to_units)
    )
    metres = np.full((span.states, evidence.trace.worlds), NOWHERE, dtype=np.int32)
    for part, rows in chunks(span):
        here, alive = evidence.living(part, one)
        for unit in other:
            there, lives = evidence.living(part, np.array([unit]))
            apart = np.where(alive & lives, evidence.metres_between(here, there), NOWHERE)
            metres[rows] = np.minimum(metres[rows], apart.min(axis=2, initial=NOWHERE))
    return over_window(check.mode, bounded(check, metres, 1000) & (metres < NOWHERE)), _approach(metres)


def near(evidence: Evidence, check: Near) -> Verdict:
    """Judge whether a unit is near."""
    span = evidence.span(check.window)
    metres = evidence.nearest(evidence.selection(check), evidence.place(check.place), span)
    return over_window(check.mode, metres <= check.km * 1000), _approach(metres)


def absent(evidence: Evidence, check: Absent) -> Verdict:
    """Judge whether nobody is near."""
    span = evidence.span(check.window)
    metres = evidence.nearest(evidence.selection(check), evidence.place(check.place), span)
    return over_window(check.mode, metres > check.km * 1000), _approach(metres)


def losses(evidence: Evidence, check: Losses) -> Verdict:
    """Add up losses within the window."""
    span = evidence.span(check.window)
    units = evidence.selection(check)
    total = np.zeros(evidence.trace.worlds, dtype=np.int64)
    for kind in sorted(set(check.kinds)):
        column = getattr(evidence.trace, kind)
        total += column[span.last][:, units].sum(axis=1, dtype=np.int64)
        total -= column[span.first][:, units].sum(axis=1, dtype=np.int64)
    return bounded(check, total), tuple(f"{count} {', '.join(check.kinds)}" for count in total.tolist())


def strength(evidence: Evidence, check: Strength) -> Verdict:
    """Count fit fighters on the map."""
    span = evidence.span(check.window)
    units = evidence.selection(check)
    fighters = np.zeros((span.states, evidence.trace.worlds), dtype=np.int64)
    for part, rows in chunks(span):
        _, alive = evidence.living(part, units)
        fighters[rows] = (evidence.trace.fit[part][..., units] * alive).sum(axis=2, dtype=np.int64)
    return over_window(check.mode, bounded(check, fighters)), ranges(fighters, "fighters")


def alert(evidence: Evidence, check: Alert) -> Verdict:
    """Judge the highest alert level near a place."""
    span = evidence.span(check.window)
    units = evidence.side_units(evidence.sides(check.all_sides))
    reach = evidence.metres_from(evidence.place(check.place)) <= ALERT_REACH
    levels = np.full((span.states, evidence.trace.worlds), -1, dtype=np.int64)
    for part, rows in chunks(span):
        position, alive = evidence.living(part, units)
        there = alive & reach[position]
        levels[rows] = np.where(there, evidence.trace.alert[part][..., units], -1).max(axis=2, initial=-1)
    return over_window(check.mode, levels >= check.level), ranges(levels, "alert")


def ordered(evidence: Evidence, check: Ordered) -> Verdict:
    """Judge whether an order is in force."""
    span = evidence.span(check.window)
    stage = evidence.stage
    formation = index(stage.formations, check.formation, "formation")
    units = np.flatnonzero(np.asarray(stage.unit_formation) == formation)
    verb = index(stage.verbs, check.verb, "order")
    aim = np.ones(stage.grid.count + 1, dtype=np.bool_)
    if check.place is not None:
        hexagon = evidence.place(check.place)
        aim[:] = False
        aim[[hexagon, *stage.grid.neighbours[hexagon].tolist()]] = True
        aim[-1] = False
    given = np.zeros((span.states, evidence.trace.worlds), dtype=np.int64)
    for part, rows in chunks(span):
        _, alive = evidence.living(part, units)
        goal = evidence.trace.goal[part][..., units].astype(np.int64)
        given[rows] = (alive & (evidence.trace.verb[part][..., units] == verb) & aim[goal]).sum(axis=2)
    return over_window(check.mode, given > 0), ranges(given, "units so ordered")


def _approach(metres: Metres) -> tuple[str, ...]:
    """Write how near the nearest came, and where it was at the end, one text a world."""
    rows = zip(metres.min(axis=0).tolist(), metres.max(axis=0).tolist(), metres[-1].tolist(), strict=True)
    return tuple(
        kilometres(low) if low == high else f"{kilometres(low)} at the nearest, {kilometres(end)} at the end"
        for low, high, end in rows
    )
