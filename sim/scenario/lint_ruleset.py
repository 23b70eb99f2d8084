"""Checks of a ruleset: it has every number that the rules read, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.base.mismatch import nearest_or_list
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.ruleset import Constants

ROADS = ("track", "paved", "highway")
IMPASSABLE = ("water", "off")


def check_constants(scope: Scope) -> Iterator[Problem]:
    """Every constant of the rules is given, and nothing else is."""
    yield from _complete(scope, "constants", scope.files.ruleset.constants, Constants.names())


def check_terrain(scope: Scope) -> Iterator[Problem]:
    """Every kind of ground and of road has its numbers; water needs none."""
    from sim.scenario.hexmap import TERRAIN

    ruleset = scope.files.ruleset
    yield from _complete(scope, "roads", ruleset.roads, ROADS)
    enterable = [name for name in TERRAIN if name not in IMPASSABLE]
    yield from _complete(scope, "terrain", ruleset.terrain, enterable)
    for name, terrain in ruleset.terrain.items():
        if terrain.minutes_per_km is None:
            message = f"nobody can enter {quoted(name)}"
            yield scope.problem("ruleset", ("terrain", name), message, "add minutes_per_km")


def check_ruleset_name(scope: Scope) -> Iterator[Problem]:
    """A ruleset and a scenario are called like their file and folder."""
    path = scope.files.documents["ruleset"].path
    if scope.files.ruleset.id != path.stem:
        message = f"the ruleset {quoted(scope.files.ruleset.id)} lies in {path.name}"
        yield scope.problem("ruleset", ("id",), message, f"write id: {path.stem}, or rename the file")
    folder = scope.files.folder.resolve().name
    if scope.files.scenario.id != folder:
        message = f"the scenario {quoted(scope.files.scenario.id)} lies in the folder {quoted(folder)}"
        yield scope.problem("scenario", ("id",), message, "give both one name", "warning")


def _complete(scope: Scope, key: str, given: Iterable[str], wanted: Iterable[str]) -> Iterator[Problem]:
    names = {*given}
    for name in wanted:
        if name not in names:
            yield scope.problem("ruleset", (key,), f"lacks {quoted(name)}", f"add {name}: …")
    for name in given:
        if name not in {*wanted}:
            message = f"the rules read no {quoted(name)}"
            yield scope.problem("ruleset", (key, name), message, nearest_or_list(name, wanted, key))
