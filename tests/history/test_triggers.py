"""Events matter: without the one that history turned on, the historical run stands worse against the documents.

(a) 2017 without the feigned withdrawal from Abu Kamal; (b) 2016 without the withdrawal of air support.  No grade is
pinned: calibration moves them.  What is held is that the event earns facts beyond the bare fact that it happened.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from sim.facts.load import load_facts
from sim.facts.predicate_record import Trigger as TriggerFired
from sim.play.run import run
from sim.report.fidelity.film_seed import film_seed
from sim.report.fidelity.grading import WorldGrade, grade
from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.scenario import Scenario
from sim.scenario.schema_conditions import Condition
from sim.scenario.stamp import stamp

NEVER = Condition.model_validate({"time": {"from": "2999-01-01"}}, strict=True)
TURNED_ON = (("dawn-3", "feigned-withdrawal"), ("day-of-wrath", "air-support-withdrawn"))


def without(scenario: Scenario, event: str) -> Scenario:
    """Return the scenario without one of its events, under a digest of its own.

    Its row stays, since others ask whether it has fired; it waits for a day that does not come.
    """
    assert event in [trigger.id for trigger in scenario.triggers]
    kept = tuple(replace(each, when=NEVER) if each.id == event else each for each in scenario.triggers)
    altered = replace(scenario, triggers=kept)
    return replace(altered, digest=stamp(altered))


def mean_grade(scenario: Scenario) -> float:
    """Return the mean grade of worlds that nobody chose: the film's world was chosen for its grade."""
    return grade(run(scenario, range(1, 9)).trace, load_facts()).mean


@lru_cache(maxsize=8)
def graded(name: str, left_out: str = "") -> WorldGrade:
    """Return the grade of the film's world under history's orders, with all events or without one."""
    scenario = without(load(name), left_out) if left_out else load(name)
    return grade(run(scenario, [film_seed(name)]).trace, load_facts()).for_world(0)


def held(name: str, event: str, left_out: str = "") -> set[str]:
    """Return the facts that hold, those apart that ask for nothing but that the event itself fired."""
    facts = load_facts().for_scenario(name)
    bare = {fact.id for fact in facts if isinstance(fact.check, TriggerFired) and fact.check.id == event}
    return {row.id for row in graded(name, left_out).rows if row.reached and row.holds} - bare


@pytest.mark.parametrize(("name", "event"), TURNED_ON)
def test_without_the_event_history_fits_worse(name: str, event: str) -> None:
    if name not in available():
        pytest.skip(f"{name} is not among the scenarios")
    whole, altered = held(name, event), held(name, event, event)
    assert len(altered) < len(whole), f"without {event} {len(altered)} facts hold, with it {len(whole)}"
    assert graded(name, event).share < graded(name).share
    assert whole - altered, "no fact depends on the event"


@pytest.mark.parametrize(("name", "event"), TURNED_ON)
def test_without_the_event_worlds_that_nobody_chose_fit_worse(name: str, event: str) -> None:
    if name not in available():
        pytest.skip(f"{name} is not among the scenarios")
    assert mean_grade(without(load(name), event)) < mean_grade(load(name))


@pytest.mark.parametrize(("name", "event"), TURNED_ON)
def test_the_altered_scenario_is_another(name: str, event: str) -> None:
    if name not in available():
        pytest.skip(f"{name} is not among the scenarios")
    scenario = load(name)
    altered = without(scenario, event)
    assert altered.digest != scenario.digest
    assert scenario.digest == stamp(scenario)
