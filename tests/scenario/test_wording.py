"""Conditions in one line: as written, and in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.schema_conditions import Condition
from sim.scenario.wording import _LEAVES, as_written, in_words


def condition(tree: dict[str, Any]) -> Condition:
    return Condition.model_validate_json(json.dumps(tree))


CASES = [
    ({"time": {"from": "2017-11-01"}}, "time {from: 2017-11-01}", "it is 2017-11-01 or later"),
    ({"not": {"cut_off": {"formation": "pmf"}}}, "not cut_off {formation: pmf}",
     "it is not so that no way of supply to pmf is open"),
    ({"any": [{"chance": {"of_16": 3}}, {"lost_unit": {"unit": "pmf-1"}}]},
     "any [chance {of_16: 3}, lost_unit {unit: pmf-1}]", "a die of sixteen shows 3 or less or pmf-1 is lost"),
    ({"at_least": 1, "of": [{"chance": {"of_16": 3}}]}, "1 of [chance {of_16: 3}]",
     "at least 1 of these: a die of sixteen shows 3 or less"),
    ({"holds": {"side": "isil", "place": "al_qaim", "min_share": 50}},
     "holds {side: isil, place: al_qaim, min_share: 50}",
     "50 percent or more of al_qaim is held by isil"),
    ({"near": {"formation": "pmf", "place": "al_hiri", "km": 4}}, "near {formation: pmf, place: al_hiri, km: 4}",
     "somebody of pmf is within 4 km of al_hiri"),
    ({"linked": {"side": "isil", "from_place": "a", "to_place": "b", "by_road": True}},
     "linked {side: isil, from_place: a, to_place: b, by_road: True}", "a and b are linked by roads of isil"),
    ({"fired": {"event": "alarm", "hours": 2}}, "fired {event: alarm, hours: 2}",
     "the event alarm has come, 2 hours ago or more"),
    ({"losses": {"side": "isil", "percent": 34}}, "losses {side: isil, percent: 34}",
     "34 percent or more of isil are lost"),
    ({"alert": {"place": "abu_kamal", "side": "isil", "at_least": 2}},
     "alert {place: abu_kamal, side: isil, at_least: 2}",
     "somebody of isil near abu_kamal is at alert level 2 of 3 or more"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "written", "words"), CASES)
def test_a_condition_in_one_line(tree: dict[str, Any], written: str, words: str) -> None:
    found = condition(tree)
    assert (as_written(found), in_words(found)) == (written, words)


def test_names_stand_for_ids() -> None:
    found = condition({"holds": {"side": "isil", "place": "al_qaim"}})
    assert in_words(found, str.upper) == "AL_QAIM is held by ISIL"


def test_every_leaf_has_words() -> None:
    assert set(_LEAVES) == set(Condition.model_fields) - {"all_", "any_", "not_", "at_least", "of"}


@pytest.mark.parametrize("name", available())
def test_every_condition_of_a_scenario_can_be_said(name: str) -> None:
    scenario = load(name)
    for asked in (*scenario.triggers, *scenario.objectives):
        assert isinstance(asked.when, Condition)
        assert not set("{}[]_") & set(in_words(asked.when, lambda word: word.replace("_", " ")))
