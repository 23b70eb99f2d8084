"""What is wrong with a scenario beyond its shape: one function a check, all of them listed here.

The schema has already refused unknown keys, uncited numbers, assumptions without a range and effects outside
the closed list.  These checks look at what only the files together, the facts and the map can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sim.errors import Problem, Unreadable
from sim.facts.fact import Facts
from sim.scenario import (
    lint_clock,
    lint_conditions,
    lint_effects,
    lint_forces,
    lint_map,
    lint_names,
    lint_orders,
    lint_ruleset,
    lint_sides,
)
from sim.scenario.geography import Geography
from sim.scenario.lint_scope import ReadOrder, Scope
from sim.scenario.load import ScenarioFiles, load_files

Check = Callable[[Scope], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    lint_names.check_ids,
    lint_names.check_references,
    lint_names.check_citations,
    lint_names.check_places,
    lint_names.check_stands,
    lint_map.check_box,
    lint_map.check_towns,
    lint_map.check_tunnels,
    lint_map.check_hexes,
    lint_map.check_reach,
    lint_sides.check_hostility,
    lint_sides.check_forces_of_sides,
    lint_sides.check_objectives,
    lint_sides.check_victory,
    lint_sides.check_control,
    lint_forces.check_arrivals,
    lint_forces.check_dormant,
    lint_forces.check_strengths,
    lint_forces.check_borders,
    lint_forces.check_bases,
    lint_forces.check_air,
    lint_clock.check_order_dates,
    lint_clock.check_condition_dates,
    lint_clock.check_effect_dates,
    lint_clock.check_periods,
    lint_conditions.check_leaves,
    lint_conditions.check_dead_references,
    lint_conditions.check_always,
    lint_conditions.check_contradictions,
    lint_conditions.check_windows,
    lint_conditions.check_chains,
    lint_effects.check_reinforcements,
    lint_effects.check_releases,
    lint_effects.check_permits,
    lint_effects.check_doubles,
    lint_orders.check_history,
    lint_orders.check_event_orders,
    lint_ruleset.check_constants,
    lint_ruleset.check_terrain,
    lint_ruleset.check_ruleset_name,
)

MOST_A_CHECK = 40
"""A check stops after so many complaints: nobody reads more, and a hostile file must end soon."""


def lint(
    files: ScenarioFiles,
    *,
    facts: Facts | None = None,
    geography: Geography | None = None,
    read_order: ReadOrder | None = None,
) -> list[Problem]:
    """Return everything wrong with a scenario, in order of file and line.

    Facts and geography are the shipped ones unless given.  `read_order` reads a line of order notation
    (`sim.orders.notation.parse_order`); without it lines of notation are not looked at.
    """
    from sim.facts.load import load_facts
    from sim.scenario.geography import load_geography

    scope = Scope(files, facts or load_facts(), geography or load_geography(), read_order)
    problems = {problem for check in CHECKS for problem in islice(check(scope), MOST_A_CHECK)}
    if not any(problem.level == "error" for problem in problems):
        problems.update(_unplayable(files))
    return sorted(problems)


def _unplayable(files: ScenarioFiles) -> tuple[Problem, ...]:
    """Compile the scenario: what no check foresaw shows here."""
    from sim.scenario.compile import compile_scenario

    try:
        compile_scenario(files)
    except Unreadable as error:
        return error.problems
    return ()


def problems_of(name_or_path: str | Path, read_order: ReadOrder | None = None) -> list[Problem]:
    """Return everything wrong with the scenario of a name or at a path: shape first, then sense."""
    try:
        return lint(load_files(name_or_path), read_order=read_order)
    except Unreadable as error:
        return list(error.problems)
