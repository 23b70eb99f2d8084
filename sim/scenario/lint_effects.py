"""Checks of effects: each can do what it says to whom it names."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.document import Loc
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.schema_events import Effect, Permit, Reinforce, Release


def check_reinforcements(scope: Scope) -> Iterator[Problem]:
    """Only units that wait off the map are brought onto it."""
    for loc, effect in scope.effects():
        if effect.reinforce is None:
            continue
        named = scope.units_named(effect.reinforce.units, effect.reinforce.formation)
        waiting = [unit for unit in named if unit.at is None]
        if effect.reinforce.units is None and named and not waiting:
            message = f"every unit of {quoted(str(effect.reinforce.formation))} is on the map from the start"
            yield scope.problem("events", (*loc, "reinforce"), message, "write at: null for those that come later")
        for unit in named if effect.reinforce.units is not None else ():
            if unit.at is not None:
                message = f"{quoted(unit.id)} is on the map from the start (at {unit.at})"
                yield _at_unit(scope, loc, effect.reinforce, unit.id, message, "write at: null for it in forces.yaml")


def check_releases(scope: Scope) -> Iterator[Problem]:
    """Only dormant units are woken."""
    for loc, effect in scope.effects():
        if effect.release is None:
            continue
        named = scope.units_named(effect.release.units, effect.release.formation)
        if effect.release.units is None and named and not any(unit.dormant for unit in named):
            message = f"no unit of {quoted(str(effect.release.formation))} is dormant"
            yield scope.problem("events", (*loc, "release"), message, "write dormant: true in forces.yaml")
        for unit in named if effect.release.units is not None else ():
            if not unit.dormant:
                message = f"{quoted(unit.id)} is not dormant"
                yield _at_unit(scope, loc, effect.release, unit.id, message, "write dormant: true in forces.yaml")


def _at_unit(scope: Scope, loc: Loc, body: Reinforce | Release, unit: str, message: str, remedy: str) -> Problem:
    key = "reinforce" if isinstance(body, Reinforce) else "release"
    return scope.problem("events", (*loc, key, "units", (body.units or ()).index(unit)), message, remedy)


def check_permits(scope: Scope) -> Iterator[Problem]:
    """A permit changes something."""
    for loc, effect in scope.effects():
        permit = effect.permit
        formation = scope.formation(permit.formation) if isinstance(permit, Permit) else None
        if permit is None or formation is None:
            continue
        if permit.allowed and permit.country in formation.permits:
            message = f"{quoted(formation.id)} may enter {permit.country} from the start"
            yield scope.problem("events", (*loc, "permit"), message, "take it from its permits", "warning")
        if not permit.allowed and permit.country not in scope.permits(formation):
            message = f"{quoted(formation.id)} may never enter {permit.country} anyway"
            yield scope.problem("events", (*loc, "permit"), message, "leave this effect out", "warning")


def check_doubles(scope: Scope) -> Iterator[Problem]:
    """The same effect does not stand twice in one event."""
    for index, event in enumerate(scope.files.events.events):
        seen: list[Effect] = []
        for step, effect in enumerate(event.do[:100]):
            if effect in seen:
                message = "this effect stands twice in the event"
                yield scope.problem("events", ("events", index, "do", step), message, "keep one", "warning")
            seen.append(effect)
