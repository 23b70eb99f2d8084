"""A scenario is held against the facts' names before anybody plays it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from sim.facts.fact import Fact, Facts
from sim.facts.predicate import Predicate
from sim.report.fidelity.strangers import strangers


def facts_with(**keys: Any) -> Facts:
    check: Any = TypeAdapter(Predicate).validate_json(json.dumps(keys))
    one = Fact(
        "a", "000", ((1, 1),), None, ("dawn-3",), (), (), "control", None, "", "it", "somebody", "firm", (),
        check, "",
    )  # fmt: skip
    return Facts((), (one,), ())


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"predicate": "holds", "side": "isil", "place": "mayadin"}, "no place 'mayadin'"),
        ({"predicate": "holds", "side": "sdf", "place": "t2_station"}, "no side 'sdf'"),
        ({"predicate": "holds", "side": "isil", "place": "t2_station", "on": "2017-12-06"}, "outside"),
        ({"predicate": "pocket", "side": "isil", "places": ["t2_station", "mayadin"]}, "mayadin"),
        ({"predicate": "surrounded", "by": "sdf", "place": "t2_station", "arcs": 3}, "by: "),
        ({"predicate": "near", "formations": ["x"], "units": ["y"], "place": "t2_station", "km": 1}, "'x'"),
        ({"predicate": "ordered", "formation": "pmf", "verb": "raid"}, "no order 'raid'"),
        ({"predicate": "trigger", "id": "x"}, "no trigger 'x'"),
        ({"predicate": "sorties", "packages": ["x"], "low": 1}, "no air package 'x'"),
        ({"predicate": "aircraft", "package": "x", "low": 1}, "no air package 'x'"),
        ({"predicate": "result", "winner": "sdf"}, "no side 'sdf'"),
        ({"predicate": "result", "winner": "draw", "level": "crushing"}, "no level 'crushing'"),
        ({"predicate": "force", "formations": ["x"], "low": 1}, "no formation 'x'"),
        ({"predicate": "bank", "place": "t2_station", "bank": "right"}, "no place 't2_station'"),
    ],
)
def test_found(story: Any, keys: dict[str, Any], words: str) -> None:
    found = strangers(story.scene, facts_with(**keys))
    assert words in found[0][1]


@pytest.mark.parametrize(
    "keys",
    [
        {"predicate": "holds", "side": "isil", "place": "t2_station", "on": "2017-10-24"},
        {"predicate": "alert", "side": "isil", "place": "t2_station", "level": 2},
        {"predicate": "result", "winner": "draw", "level": "decisive"},
        {"predicate": "has_place", "place": "mayadin"},
        {"predicate": "supported", "side": "government", "by": "somebody"},
        {"predicate": "has_air", "side": "opposition", "package": "syrian-air"},
        {"predicate": "bank", "place": "deir_ez_zor", "bank": "right"},
    ],
)
def test_not_found(story: Any, keys: dict[str, Any]) -> None:
    assert strangers(story.scene, facts_with(**keys)) == ()
