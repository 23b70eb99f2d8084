"""Checks of time: every date lies within the scenario's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sim.base.clock import parse_until
from sim.base.document import Loc
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.schema_conditions import EveryLeaf, TimeLeaf
from sim.scenario.schema_events import Air, Weather
from sim.scenario.walk import parts_of


def check_order_dates(scope: Scope) -> Iterator[Problem]:
    """Orders of history are given while the scenario runs."""
    for index, order in enumerate(scope.files.history.orders):
        if not scope.clock.start <= order.moment < scope.clock.end:
            yield _outside(scope, "history", ("orders", index, "at"), order.at)


def check_condition_dates(scope: Scope) -> Iterator[Problem]:
    """Times in conditions lie within the clock and do not end before they begin."""
    for sheet, part in scope.sheets:
        for loc, leaf in parts_of(part, TimeLeaf):
            if not scope.clock.start <= leaf.start < scope.clock.end:
                yield _outside(scope, sheet, (*loc, "from"), leaf.since)
            elif leaf.end is not None and leaf.end <= leaf.start:
                message = f"ends ({leaf.until}) before it begins ({leaf.since})"
                yield scope.problem(sheet, (*loc, "until"), message, "it can never hold: change one of them")
            elif leaf.end is not None and leaf.end > scope.clock.end:
                yield _outside(scope, sheet, (*loc, "until"), leaf.until or "")


def check_effect_dates(scope: Scope) -> Iterator[Problem]:
    """Effects end while the scenario runs."""
    ends: list[tuple[Loc, str | None]] = []
    ends += [(loc, effect.until) for loc, effect in parts_of(scope.files.events, Air)]
    ends += [(loc, effect.until) for loc, effect in parts_of(scope.files.events, Weather)]
    for loc, until in ends:
        if until is not None and not scope.clock.start < parse_until(until) <= scope.clock.end:
            yield _outside(scope, "events", (*loc, "until"), until)


def check_periods(scope: Scope) -> Iterator[Problem]:
    """A period is a whole number of impulses, and its first time lies within the clock."""
    hours = scope.clock.impulse_hours
    for sheet, part in scope.sheets:
        for loc, leaf in parts_of(part, EveryLeaf):
            for key, value in (("hours", leaf.hours), ("phase", leaf.phase)):
                if value % hours:
                    message = f"{value} hours is not a whole number of impulses ({hours} h)"
                    yield scope.problem(sheet, (*loc, key), message, f"write {max(hours, value // hours * hours)}")
            if leaf.phase >= scope.clock.impulses * hours:
                message = f"begins {leaf.phase} hours after the start, when the scenario is over"
                yield scope.problem(sheet, (*loc, "phase"), message, "lower it")


def _outside(scope: Scope, sheet: str, loc: Loc, text: str) -> Problem:
    return scope.problem(sheet, loc, f"{text} is outside the clock", span(scope.clock.start, scope.clock.end))


def span(start: datetime, end: datetime) -> str:
    """Say when a scenario runs."""
    return f"the scenario runs from {start:%Y-%m-%dT%H:%M} to {end:%Y-%m-%dT%H:%M}"
