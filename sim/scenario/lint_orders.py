"""Checks of order notation, in history and in events: it can be read, and what it names exists."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from sim.base.document import Loc
from sim.base.mismatch import nearest, nearest_or_list
from sim.base.scalars import quoted
from sim.errors import AbuKamalError, Problem
from sim.scenario.lint_scope import Readable, Scope
from sim.scenario.schema_forces import AirPackage

AIR_VERBS = frozenset({"support", "strike", "interdict", "patrol", "lift"})
SHARED_VERBS = frozenset({"rest"})


def check_history(scope: Scope) -> Iterator[Problem]:
    """Orders of history can be read, and are given by the side to whom the troops belong."""
    for index, given in enumerate(scope.files.history.orders):
        loc: Loc = ("orders", index, "do")
        order = yield from _read(scope, "history", loc, given.do)
        if order is None:
            continue
        owner = _owner(scope, order.who)
        if owner and owner != given.by and {owner, given.by} <= {*scope.known["side"]}:
            message = f"{quoted(order.who)} belongs to {quoted(owner)}, not to {quoted(given.by)}"
            yield scope.problem("history", loc, message, f"write by: {owner}, or name other troops")
        if order.at:
            remedy = "write it under at:, as 2017-11-09T16:00"
            yield scope.problem("history", loc, "the time of day stands in the order", remedy)


def check_event_orders(scope: Scope) -> Iterator[Problem]:
    """Orders that events give can be read."""
    for loc, effect in scope.effects():
        if effect.order is not None:
            yield from _read(scope, "events", (*loc, "order", "do"), effect.order.line)


def _read(scope: Scope, sheet: str, loc: Loc, line: str) -> Generator[Problem, None, Readable | None]:
    """Yield what is wrong with a line; return the order, or None when it cannot be read."""
    if scope.read_order is None:
        return None
    try:
        order = scope.read_order(line)
    except (AbuKamalError, ValueError) as error:
        message, _, remedy = str(error).partition("; ")
        yield scope.problem(sheet, loc, f"not an order: {message}", remedy)
        return None
    for message, remedy in _faults(scope, order):
        yield scope.problem(sheet, loc, message, remedy)
    return order


def _faults(scope: Scope, order: Readable) -> Iterator[tuple[str, str]]:
    packages, units = scope.known["air package"], scope.known["unit"]
    troops = {*scope.known["formation"], *units}
    if order.who not in troops and order.who not in packages:
        names = {*troops, *packages}
        remedy = nearest_or_list(order.who, names, "names")
        yield f"there is no formation, unit or air package {quoted(order.who)}", remedy
    elif order.verb not in SHARED_VERBS:
        flies = order.verb in AIR_VERBS
        if flies and order.who in troops:
            yield f"{quoted(order.who)} cannot {order.verb}: it has no aircraft", "name an air package"
        if not flies and order.who in packages:
            remedy = f"the missions are: {', '.join(sorted(AIR_VERBS))}"
            yield f"{quoted(order.who)} cannot {order.verb}: it is an air package", remedy
    if order.verb == "lift":
        yield from _lift_faults(scope, order)
    for place in (order.place, *order.via):
        if place and not place.startswith("@") and place not in scope.files.scenario.map.all_places:
            known = scope.files.scenario.map.all_places
            yield (
                f"there is no place {quoted(place)} on this map",
                nearest(place, known) or "add it to map.places",
            )


def _lift_faults(scope: Scope, order: Readable) -> Iterator[tuple[str, str]]:
    units = scope.known["unit"]
    if order.cargo not in units:
        yield f"there is no unit {quoted(order.cargo)}", nearest_or_list(order.cargo, units, "units")
    package = scope.known["air package"].get(order.who)
    if isinstance(package, AirPackage) and package.kind != "helicopter":
        yield f"{quoted(order.who)} has no helicopters", "name a package of kind helicopter"


def _owner(scope: Scope, name: str) -> str | None:
    """Return the side of a formation, a unit or an air package."""
    formation = scope.formation(name) or scope.formation_of.get(name)
    if formation is not None:
        return formation.side
    package = scope.known["air package"].get(name)
    return package.side if isinstance(package, AirPackage) else None
