"""Checks of the frame: who fights whom, what is asked of them, and how the result is called."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_clock import span
from sim.scenario.lint_scope import Scope


def check_hostility(scope: Scope) -> Iterator[Problem]:
    """Nobody is hostile to itself or to a friend, and every side has an enemy."""
    scenario = scope.files.scenario
    at_war: set[str] = set()
    seen: set[frozenset[str]] = set()
    for index, (one, other) in enumerate(scenario.hostile):
        at_war |= {one, other}
        if one == other:
            message = f"{quoted(one)} is hostile to itself"
            yield scope.problem("scenario", ("hostile", index), message, "name two sides")
        elif other in scope.friends(one):
            message = f"{quoted(one)} and {quoted(other)} are friends and hostile"
            yield scope.problem("scenario", ("hostile", index), message, "take one of the two away")
        if frozenset((one, other)) in seen:
            message = f"the pair {one}, {other} is given twice"
            yield scope.problem("scenario", ("hostile", index), message, "keep one", "warning")
        seen.add(frozenset((one, other)))
    for index, side in enumerate(scenario.sides):
        if side.id not in at_war:
            message = f"{quoted(side.id)} has no enemy"
            yield scope.problem("scenario", ("sides", index), message, "add a pair to hostile", "warning")
        if side.id in side.friends:
            message = f"{quoted(side.id)} names itself a friend"
            yield scope.problem("scenario", ("sides", index, "friends"), message, "take it off the list", "warning")


def check_forces_of_sides(scope: Scope) -> Iterator[Problem]:
    """A side that can be played has something to command."""
    forces = scope.files.forces
    commanding = {formation.side for formation in forces.formations} | {package.side for package in forces.air}
    for index, side in enumerate(scope.files.scenario.sides):
        if side.player and side.id not in commanding:
            message = f"{quoted(side.id)} can be played but has no formation"
            yield scope.problem("scenario", ("sides", index), message, "write player: false, or give it forces")


def check_objectives(scope: Scope) -> Iterator[Problem]:
    """An objective belongs to a side that fights, and its time lies within the clock."""
    scenario, clock = scope.files.scenario, scope.clock
    at_war = {side for pair in scenario.hostile for side in pair}
    known = scope.known["side"]
    for index, objective in enumerate(scenario.objectives):
        if objective.side in known and objective.side not in at_war:
            message = f"{quoted(objective.side)} is never hostile to anyone, so nobody contests this"
            yield scope.problem("scenario", ("objectives", index, "side"), message, "add a pair to hostile")
        if not clock.start < objective.moment <= clock.end:
            key = "by" if objective.by else "at"
            message = f"{objective.by or objective.at} is outside the clock"
            yield scope.problem("scenario", ("objectives", index, key), message, span(clock.start, clock.end))


def check_victory(scope: Scope) -> Iterator[Problem]:
    """Levels rise from nothing to what the objectives can give, and each side with objectives has levels."""
    scenario = scope.files.scenario
    for index, victory in enumerate(scenario.victory):
        most = sum(objective.points for objective in scenario.objectives if objective.side == victory.side)
        before = -1
        for step, level in enumerate(victory.levels):
            loc = ("victory", index, "levels", step, "at_least")
            if level.at_least <= before:
                message = f"the level {quoted(level.name)} asks for {level.at_least}, no more than the one before"
                yield scope.problem("scenario", loc, message, "put the levels in rising order")
            elif step == 0 and level.at_least != 0:
                message = f"the lowest level {quoted(level.name)} asks for {level.at_least} points"
                yield scope.problem("scenario", loc, message, "begin with a level that asks for 0")
            if level.at_least > most:
                asked = f"the level {quoted(level.name)} asks for {level.at_least} points"
                message = f"{asked}, but the objectives give {most}"
                yield scope.problem("scenario", loc, message, "lower it, or add objectives")
            before = level.at_least
    judged = {victory.side for victory in scenario.victory}
    for index, objective in enumerate(scenario.objectives):
        if objective.side not in judged:
            message = f"points for {quoted(objective.side)}, which has no victory levels"
            yield scope.problem("scenario", ("objectives", index, "side"), message, "add its levels to victory")


def check_control(scope: Scope) -> Iterator[Problem]:
    """`everything` comes first: it overrules all rules before it."""
    for index, rule in enumerate(scope.files.scenario.control):
        if rule.everything and index > 0:
            message = "overrules every rule before it"
            yield scope.problem("scenario", ("control", index), message, "put 'everything' first", "warning")
