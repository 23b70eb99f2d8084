"""Checks of ids: each is given once, and whatever names something names a thing that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.base.document import Loc
from sim.base.mismatch import nearest, nearest_or_list
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.walk import Reference, references

Named = tuple[str, Loc, str]  # sheet, place, id


def check_ids(scope: Scope) -> Iterator[Problem]:
    """Every id is given once; formations, units and air packages share one set of names (orders use them)."""
    for what, entries in _namespaces(scope):
        first: dict[str, int] = {}
        for sheet, loc, name in entries:
            if name in first:
                remedy = f"the first is on line {first[name]}; give this one another id"
                yield scope.problem(sheet, loc, f"the {what} {quoted(name)} is given twice", remedy)
            first.setdefault(name, scope.files.documents[sheet].mark(loc)[0])


def _namespaces(scope: Scope) -> Iterator[tuple[str, Iterable[Named]]]:
    scenario, chart = scope.files.scenario, scope.files.scenario.map
    history, events = scope.files.history, scope.files.events
    yield "side", _listed("scenario", ("sides",), "id", scenario.sides)
    yield "town", _listed("scenario", ("map", "towns"), "place", chart.towns)
    yield "objective", _listed("scenario", ("objectives",), "id", scenario.objectives)
    yield "side", _listed("scenario", ("victory",), "side", scenario.victory)
    yield "question", _listed("scenario", ("contested",), "question", scenario.contested)
    yield "order", _listed("history", ("orders",), "id", history.orders)
    yield "event", _listed("events", ("events",), "id", events.events)
    yield "name", _forces(scope)
    places: list[Named] = [("scenario", ("map", "places", n), name) for n, name in enumerate(chart.places)]
    yield "place", [*places, *_listed("scenario", ("map", "points"), "id", chart.points)]


def _listed(sheet: str, loc: Loc, key: str, entries: Iterable[object]) -> list[Named]:
    return [(sheet, (*loc, index, key), getattr(entry, key)) for index, entry in enumerate(entries)]


def _forces(scope: Scope) -> list[Named]:
    forces = scope.files.forces
    named = _listed("forces", ("formations",), "id", forces.formations)
    for index, formation in enumerate(forces.formations):
        named += _listed("forces", ("formations", index, "units"), "id", formation.units)
    return named + _listed("forces", ("air",), "id", forces.air)


def check_references(scope: Scope) -> Iterator[Problem]:
    """Sides, formations, units, packages, events, unit types, doctrines and questions exist."""
    for sheet, reference in _references(scope):
        known = scope.known.get(reference.kind)
        if known is not None and reference.kind != "fact" and reference.name not in known:
            message = f"there is no {reference.kind} {quoted(reference.name)}"
            yield scope.problem(sheet, reference.loc, message, _remedy(reference, known))


def _remedy(reference: Reference, known: Iterable[str]) -> str:
    return nearest_or_list(reference.name, known, f"{reference.kind}s")


def check_citations(scope: Scope) -> Iterator[Problem]:
    """Every cited fact is in the seeds."""
    known = scope.known["fact"]
    for sheet, reference in _references(scope):
        if reference.kind == "fact" and reference.name not in known:
            remedy = nearest(reference.name, known) or "abukamal facts lists the facts of a scenario"
            yield scope.problem(sheet, reference.loc, f"cites the unknown fact {quoted(reference.name)}", remedy)


def check_places(scope: Scope) -> Iterator[Problem]:
    """Every place exists and has a hex on this map."""
    chart = scope.files.scenario.map
    for index, name in enumerate(chart.places):
        if name not in scope.geography.places:
            remedy = nearest(name, scope.geography.places) or "take one of the geography, or add it to map.points"
            yield scope.problem("scenario", ("map", "places", index), f"there is no place {quoted(name)}", remedy)
    for index, point in enumerate(chart.points):
        if point.id in scope.geography.places:
            message = f"the point {quoted(point.id)} has the id of a place of the geography"
            yield scope.problem("scenario", ("map", "points", index, "id"), message, "list it under map.places")
    on_map = {*chart.all_places}
    for sheet, reference in _references(scope):
        if reference.kind == "place" and reference.name not in on_map:
            yield _not_on_map(scope, sheet, reference.loc, reference.name)


def _not_on_map(scope: Scope, sheet: str, loc: Loc, name: str) -> Problem:
    if name in scope.geography.places:
        return scope.problem(sheet, loc, f"{quoted(name)} has no hex on this map", "add it to map.places")
    remedy = nearest(name, scope.files.scenario.map.all_places) or nearest(name, scope.geography.places)
    remedy = remedy or "add it to map.points with its position"
    return scope.problem(sheet, loc, f"there is no place {quoted(name)}", remedy)


def check_stands(scope: Scope) -> Iterator[Problem]:
    """A scenario that cites an unusual answer to a contested question says so under `contested`."""
    taken = {stand.question for stand in scope.files.scenario.contested}
    unusual = {
        variant: question
        for question in scope.facts.questions
        for variant in question.variants
        if variant != question.default and question.id not in taken
    }
    for sheet, reference in _references(scope):
        question = unusual.get(reference.name) if reference.kind == "fact" else None
        if question is not None:
            message = f"{quoted(reference.name)} is not the default answer to the question {quoted(question.id)}"
            remedy = f"add it to contested in scenario.yaml, or cite {question.default}"
            yield scope.problem(sheet, reference.loc, message, remedy, "warning")


def _references(scope: Scope) -> Iterator[tuple[str, Reference]]:
    for sheet, part in scope.sheets:
        for reference in references(part):
            yield sheet, reference
