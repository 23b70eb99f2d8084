"""Checks of the order of battle: who comes when, from where, and with what."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.document import Loc
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.schema_events import Air, Release
from sim.scenario.schema_forces import Formation, Unit
from sim.scenario.walk import parts_of


def _units(scope: Scope) -> Iterator[tuple[Loc, Formation, Unit]]:
    for f, formation in enumerate(scope.files.forces.formations):
        for u, unit in enumerate(formation.units):
            yield ("formations", f, "units", u), formation, unit


def check_arrivals(scope: Scope) -> Iterator[Problem]:
    """A unit starts at a place, or an event brings it and some place is named for that."""
    for loc, _, unit in _units(scope):
        if unit.at is not None and unit.arrives is not None:
            message = f"{quoted(unit.id)} starts at {unit.at} and also arrives at {unit.arrives.place}"
            yield scope.problem("forces", (*loc, "arrives"), message, "keep one: at or arrives")
        elif unit.at is None and unit.id not in scope.reinforced:
            message = f"{quoted(unit.id)} has no place and no event brings it: it never takes part"
            yield scope.problem("forces", loc, message, "write at: PLACE, or add an event that reinforces it")
        elif unit.at is None and scope.entry(unit) is None:
            message = f"{quoted(unit.id)} is brought by an event, but nobody says where"
            yield scope.problem("forces", loc, message, "write arrives: {place: PLACE}, or at: in the effect")


def check_dormant(scope: Scope) -> Iterator[Problem]:
    """A dormant unit lies somewhere, and some event wakes it."""
    released = {
        unit.id
        for _, effect in parts_of(scope.files.events, Release)
        for unit in scope.units_named(effect.units, effect.formation)
    }
    for loc, _, unit in _units(scope):
        if unit.dormant and unit.at is None:
            message = f"{quoted(unit.id)} is dormant, but nowhere"
            yield scope.problem("forces", (*loc, "dormant"), message, "write at: PLACE")
        elif unit.dormant and unit.id not in released:
            message = f"{quoted(unit.id)} is dormant and no event releases it"
            yield scope.problem("forces", (*loc, "dormant"), message, "add an event that does", "warning")


def check_strengths(scope: Scope) -> Iterator[Problem]:
    """A unit has between 1 and 2,000 people."""
    for loc, _, unit in _units(scope):
        strength = unit.strength.number
        if strength == 0:
            message = f"{quoted(unit.id)} has nobody in it"
            yield scope.problem("forces", (*loc, "strength"), message, "give it people, or leave it out")
        elif strength > 2000:
            message = f"{quoted(unit.id)} has {strength} people, too many to move and fight as one"
            yield scope.problem("forces", (*loc, "strength"), message, "split it into units of 60 to 500")


def check_borders(scope: Scope) -> Iterator[Problem]:
    """Nobody starts or comes in where it may not be."""
    for loc, formation, unit in _units(scope):
        entry = scope.entry(unit)
        lands = scope.countries(entry) if entry else frozenset()
        if lands and not lands & scope.permits(formation):
            where = "/".join(sorted(lands))
            message = f"{quoted(unit.id)} stands at {entry} in {where}, which {quoted(formation.id)} may not enter"
            remedy = f"add {sorted(lands)[0]} to its permits, or move it"
            yield scope.problem("forces", (*loc, "at") if unit.at else loc, message, remedy)


def check_bases(scope: Scope) -> Iterator[Problem]:
    """A formation retreats and draws supply where it may be."""
    for index, formation in enumerate(scope.files.forces.formations):
        for key, name in (("depot", formation.depot), ("rear", formation.rear)):
            lands = scope.countries(name)
            if lands and not lands & scope.permits(formation):
                where = "/".join(sorted(lands))
                message = f"the {key} {quoted(name)} lies in {where}, which the formation may not enter"
                remedy = f"add {where} to its permits, or name another place"
                yield scope.problem("forces", ("formations", index, key), message, remedy, "warning")


def check_air(scope: Scope) -> Iterator[Problem]:
    """Air packages can do what they are for."""
    changed = {effect.package for _, effect in parts_of(scope.files.events, Air)}
    for index, package in enumerate(scope.files.forces.air):
        loc: Loc = ("air", index)
        if package.kind == "helicopter" and package.capacity is None:
            message = f"{quoted(package.id)} has helicopters but no capacity"
            yield scope.problem("forces", loc, message, "add capacity: people it lifts at a time")
        if package.kind != "helicopter" and package.capacity is not None:
            message = f"{quoted(package.id)} is a {package.kind} package and lifts nobody"
            yield scope.problem("forces", (*loc, "capacity"), message, "take capacity away")
        idle = not package.active or package.sorties_per_day.number == 0
        if idle and package.id not in changed:
            message = f"{quoted(package.id)} flies nothing at the start, and no event changes that"
            yield scope.problem("forces", loc, message, "add an event with air:, or set it active", "warning")
