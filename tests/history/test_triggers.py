"""Events matter: without the one that history turned on, the historical run stands worse against the documents.

(a) 2017 without the feigned withdrawal from Abu Kamal; (b) 2016 without the withdrawal of air support.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from sim.facts.load import load_facts
from sim.play.run import run
from sim.report.fidelity import WorldGrade, grade
from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.scenario import Scenario
from sim.scenario.stamp import stamp

CANONICAL = 1
"""The seed that a replay takes where none is given."""


def without(scenario: Scenario, event: str) -> Scenario:
    """Return the scenario without one of its events, and with a digest of its own.

    Events that ask whether it has fired go on asking: the trigger stays and can never be due.
    """
    never = next(trigger for trigger in scenario.triggers if trigger.id == event)
    silent = replace(never, effects=())
    kept = tuple(silent if trigger is never else trigger for trigger in scenario.triggers)
    return stamped(replace(scenario, triggers=kept))


def stamped(scenario: Scenario) -> Scenario:
    return replace(scenario, digest=stamp(scenario))


@lru_cache(maxsize=4)
def graded(name: str, left_out: str = "") -> WorldGrade:
    """Return the grade of the canonical world of a scenario's historical run, with all events or without one."""
    scenario = load(name)
    if left_out:
        scenario = without(scenario, left_out)
    return grade(run(scenario, [CANONICAL]).trace, load_facts()).for_world(0)


def missed(name: str, left_out: str) -> list[str]:
    """Return the facts that hold with all events and do not hold without this one."""
    held = {row.id for row in graded(name).rows if row.holds}
    return sorted(row.id for row in graded(name, left_out).rows if row.id in held and not row.holds)
