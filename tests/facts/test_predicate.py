"""Predicates as a seeds author writes them: what is accepted, what is refused, how they read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.facts.predicate import Predicate, RecordPredicate, ScenarioPredicate, expected
from sim.facts.predicate_record import EventName, VerbName
from sim.state.events import EVENT_KINDS
from sim.state.kinds import Verb

READ: TypeAdapter[Any] = TypeAdapter(Predicate)


def read(**keys: Any) -> Any:
    return READ.validate_json(json.dumps({key.rstrip("_"): value for key, value in keys.items()}))


NINTH_16 = datetime(2017, 11, 9, 16)
HOLDS = {"predicate": "holds", "side": "isil", "place": "abu_kamal"}


@pytest.mark.parametrize(
    ("window", "start", "end"),
    [
        ({}, None, None),
        ({"on": "2017-11-09"}, datetime(2017, 11, 9), datetime(2017, 11, 10)),
        ({"from_": "2017-11-09", "until": "2017-11-11"}, datetime(2017, 11, 9), datetime(2017, 11, 12)),
        ({"from_": "2017-11-09T16:00", "until": "2017-11-10T04:00"}, NINTH_16, datetime(2017, 11, 10, 4)),
        ({"until": "2017-11-09T16:00"}, None, datetime(2017, 11, 9, 16)),
        ({"from_": "2017-11-09"}, datetime(2017, 11, 9), None),
    ],
)  # fmt: skip
def test_windows(window: dict[str, str], start: datetime | None, end: datetime | None) -> None:
    found = read(**HOLDS, **window).window
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "bad",
    [
        {**HOLDS, "on": "2017-11-09", "until": "2017-11-10"},
        {**HOLDS, "on": "2017-11-09T16:00"},
        {**HOLDS, "on": "9 November"},
        {**HOLDS, "on": "2017-11-31"},
        {**HOLDS, "from_": "2017-11-10", "until": "2017-11-09"},
        {**HOLDS, "from_": "2017-11-10", "until": "2017-11-10T00:00"},
        {**HOLDS, "mode": "always"},
        {**HOLDS, "place": "Abu Kamal"},
        {**HOLDS, "side": "nobody"},
        {**HOLDS, "min_share": "75"},
        {**HOLDS, "town": "abu_kamal"},
        {"predicate": "holds", "place": "abu_kamal"},
        {"predicate": "unheard-of"},
        {"side": "isil"},
        {"predicate": "share", "side": "isil", "place": "abu_kamal"},
        {"predicate": "share", "side": "isil", "place": "abu_kamal", "low": 45, "high": 35},
        {"predicate": "near", "place": "abu_kamal", "km": 5},
        {"predicate": "near", "side": "isil", "place": "abu_kamal"},
        {"predicate": "surrounded", "by": "government", "place": "t2_station", "arcs": 7},
        {"predicate": "pocket", "side": "isil", "places": []},
        {"predicate": "losses", "side": "isil", "kinds": [], "low": 1},
        {"predicate": "losses", "side": "isil", "kinds": ["missing"], "low": 1},
        {"predicate": "event", "kind": "victory"},
        {"predicate": "event", "kind": "fought", "at_least": 0},
        {"predicate": "event", "kind": "fought", "at_least": 3, "at_most": 2},
        {"predicate": "event", "kind": "fought", "within_km": 5},
        {"predicate": "ordered", "formation": "pmf", "verb": "charge"},
        {"predicate": "sorties", "low": 1},
        {"predicate": "alert", "side": "isil", "place": "abu_kamal", "level": 4},
        {"predicate": "clock"},
        {"predicate": "clock", "starts": "23 October"},
        {"predicate": "direction", "from_place": "a", "to_place": "b", "sector": "north"},
        {"predicate": "ground", "from_place": "a", "to_place": "b", "low": True},
        {"predicate": "has_place", "place": "t2_station", "on": "2017-10-26"},
    ],
)
def test_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(**bad)


def test_every_predicate_is_named_and_described() -> None:
    members = [*get_args(RecordPredicate), *get_args(ScenarioPredicate)]
    names = [get_args(member.model_fields["predicate"].annotation)[0] for member in members]
    assert len(set(names)) == len(names) == 35
    for member in members:
        assert member.__doc__
        for name, definition in member.model_fields.items():
            assert name == "predicate" or definition.description, f"{member.__name__}.{name}"


def test_words() -> None:
    check = read(predicate="losses", side="isil", kinds=["killed"], low=28, high=63, on="2017-10-24")
    assert expected(check) == "isil loses 28 to 63 killed, from 2017-10-24 00:00 until 2017-10-25 00:00"
    assert expected(read(**HOLDS)) == "isil holds abu kamal, at some time in the whole run"
    assert expected(read(predicate="has_place", place="t2_station")) == "t2 station is on the map"


def test_predicates_are_immutable() -> None:
    check = read(**HOLDS)
    with pytest.raises(ValidationError):
        check.side = "government"


def test_events_and_verbs_are_those_of_the_rules() -> None:
    assert get_args(EventName) == EVENT_KINDS
    assert sorted(get_args(VerbName)) == sorted(verb.name.lower() for verb in Verb)
