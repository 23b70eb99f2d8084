"""Predicates about what happened: events, triggers, sorties, civilians, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.facts.predicate_record import Civilians, Event, Result, Sorties, Trigger
from sim.report.fidelity.evidence import Evidence, Verdict, bounded, index
from sim.state.events import EVENT_KINDS, EventKind, Events

FOUGHT = int(EventKind.FOUGHT)


def event(evidence: Evidence, check: Event) -> Verdict:
    """Count events within the window."""
    span = evidence.span(check.window)
    stage = evidence.stage
    happened = evidence.trace.events.between(span.first, span.last)
    happened = happened.where(happened.kind == EVENT_KINDS.index(check.kind))
    chosen = np.ones(len(happened), dtype=np.bool_)
    if check.all_sides:
        wanted = evidence.sides(check.all_sides)
        chosen &= np.isin(happened.side, wanted) | _opposite(evidence, happened, wanted)
    if check.formations or check.units:
        selected = evidence.selection(check)
        both = (happened.kind == FOUGHT) & np.isin(happened.other, selected)
        chosen &= np.isin(happened.unit, selected) | both
    if check.place is not None:
        km = stage.hex_metres / 1000 if check.within_km is None else check.within_km
        chosen &= evidence.metres_from(evidence.place(check.place))[happened.hexagon] <= km * 1000
    counts = np.bincount(_distinct(happened.where(chosen)), minlength=evidence.trace.worlds)
    enough = counts >= check.at_least
    if check.at_most is not None:
        enough &= counts <= check.at_most
    return enough, tuple(f"{count} times" for count in counts.tolist())


def _distinct(happened: Events) -> NDArray[np.int64]:
    """Return the world of each thing that happened; a fight over one hex in one impulse counts once."""
    if not len(happened) or happened.kind[0] != FOUGHT:
        return happened.world.astype(np.int64)
    rows = np.stack((happened.world, happened.impulse, happened.hexagon))
    worlds: NDArray[np.int64] = np.unique(rows, axis=1)[0].astype(np.int64)
    return worlds


def _opposite(evidence: Evidence, happened: Events, sides: Sequence[int]) -> NDArray[np.bool_]:
    """Flag fights in which a unit of the sides was attacked: it takes two to fight."""
    attacked = np.isin(evidence.stage.unit_side[np.maximum(happened.other, 0)], sides)
    flags: NDArray[np.bool_] = (happened.kind == FOUGHT) & (happened.other >= 0) & attacked
    return flags


def trigger(evidence: Evidence, check: Trigger) -> Verdict:
    """Judge whether a trigger first fired within the window."""
    span = evidence.span(check.window)
    fired = evidence.trace.fired[:, index(evidence.stage.triggers, check.id, "trigger")]
    within = (fired >= span.first) & (fired < span.last)
    texts = tuple("not fired" if when < 0 else f"fired {evidence.moment(when)}" for when in fired.tolist())
    return within == check.fired, texts


def sorties(evidence: Evidence, check: Sorties) -> Verdict:
    """Add up sorties within the window."""
    span = evidence.span(check.window)
    stage = evidence.stage
    chosen = np.ones(len(stage.packages), dtype=np.bool_)
    if check.all_sides:
        chosen &= np.isin(stage.package_side, evidence.sides(check.all_sides))
    if check.packages:
        named = [index(stage.packages, name, "air package") for name in check.packages]
        chosen &= np.isin(np.arange(len(chosen)), named)
    flown = evidence.trace.sorties[span.inside][..., chosen].sum(axis=(0, 2), dtype=np.int64)
    return bounded(check, flown), tuple(f"{count} sorties" for count in flown.tolist())


def civilians(evidence: Evidence, check: Civilians) -> Verdict:
    """Judge the expected civilian dead at the end of the window."""
    dead = evidence.trace.civilians[evidence.span(check.window).last]
    return bounded(check, dead), tuple(f"{count} dead" for count in dead.tolist())


def result(evidence: Evidence, check: Result) -> Verdict:
    """Judge the outcome."""
    evidence.span(check.window)
    stage = evidence.stage
    wanted = -1 if check.winner == "draw" else index(stage.sides, check.winner, "side")
    good = np.asarray(evidence.trace.winner == wanted, dtype=np.bool_)
    if check.level is not None:
        good &= evidence.trace.level == index(stage.levels, check.level, "level of victory")
    rows = zip(evidence.trace.winner.tolist(), evidence.trace.level.tolist(), strict=True)
    return good, tuple(
        f"{'draw' if side < 0 else stage.sides[side]}, {_level(stage.levels, level)}" for side, level in rows
    )


def _level(levels: tuple[str, ...], level: int) -> str:
    return levels[level] if 0 <= level < len(levels) else f"level {level}"
