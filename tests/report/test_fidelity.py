"""Every predicate is seen to hold and to fail: in most tests world 0 is as the check says, world 1 is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.base.hexes import Grid
from sim.facts import predicate_record, predicate_scenario
from sim.facts.fact import Fact, Facts, Question, Source
from sim.report.fidelity import grading as fidelity
from sim.report.fidelity.connection import Flood, boards
from sim.report.fidelity.grading import grade

GREEN_RED = [True, False]


# -------------------------------------------------------------------------------- ground


def test_holds_a_hex(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    story.control[:, 1, t2] = 1
    story.control[:, 0, t2] = 0
    assert story.holds("holds", side="government", place="t2_station") == GREEN_RED
    assert story.holds("holds", side="isil", place="t2_station") == [False, True]


def test_holds_a_town_by_three_quarters(story: Any) -> None:
    story.blocks[10:, 0, 0] = [15, 5, 0]
    story.blocks[10:, 1, 0] = [14, 6, 0]
    assert story.holds("holds", side="government", place="abu_kamal") == GREEN_RED
    assert story.holds("holds", side="government", place="abu_kamal", min_share=70) == [True, True]
    assert story.holds("holds", sides=["government", "iraq"], place="abu_kamal") == GREEN_RED


def test_modes(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    story.control[7:10, 0, t2] = 0  # some states of 24 October
    story.control[7:13, 1, t2] = 0  # all of them
    ask = {"side": "government", "place": "t2_station", "on": "2017-10-24"}
    assert story.holds("holds", **ask, mode="sometime") == [True, True]
    assert story.holds("holds", **ask, mode="throughout") == [False, True]
    assert story.holds("holds", **ask, mode="at_end") == [False, True]
    assert story.holds("holds", **ask | {"on": "2017-10-25"}) == [False, False]


def test_a_window_of_times(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    story.control[3, 0, t2] = 0  # after the impulse 08:00 to 12:00
    story.control[4, 1, t2] = 0
    ask = {"side": "government", "place": "t2_station"}
    assert story.holds("holds", **ask, since="2017-10-23T08:00", until="2017-10-23T12:00") == GREEN_RED
    assert story.holds("holds", **ask, until="2017-10-23T12:00") == GREEN_RED
    assert story.holds("holds", **ask, since="2017-10-23T12:00") == [False, True]


def test_share(story: Any) -> None:
    story.blocks[12, 0, 0] = [12, 8, 0]
    story.blocks[12, 1, 0] = [10, 10, 0]
    assert story.holds("share", side="isil", place="abu_kamal", low=35, high=45) == GREEN_RED


def test_taken_and_lost(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    story.control[:, :, t2] = 1
    story.control[15:, 0, t2] = 0
    assert story.holds("taken", side="government", place="t2_station", on="2017-10-25") == GREEN_RED
    assert story.holds("lost", side="isil", place="t2_station", on="2017-10-25") == GREEN_RED
    assert story.holds("taken", side="government", place="t2_station", on="2017-10-26") == [False, False]
    finding = story.judge("taken", side="government", place="t2_station", on="2017-10-26")
    assert finding.observed == ("held before", "never held")


def test_changes(story: Any) -> None:
    story.blocks[5:8, 0, 0] = [15, 5, 0]
    story.blocks[8, 0, 0] = [10, 10, 0]  # nobody holds more than half: the last holder counts
    story.blocks[9:12, 0, 0] = [15, 5, 0]
    story.blocks[15:, 0, 0] = [20, 0, 0]
    story.blocks[15:, 1, 0] = [20, 0, 0]
    assert story.holds("changes", place="abu_kamal", low=3, high=3) == GREEN_RED
    assert story.holds("changes", place="abu_kamal", high=1) == [False, True]


def test_changes_of_a_hex(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    story.control[:, :, t2] = 1
    story.control[8:12, 0, t2] = -1
    story.control[12:, 0, t2] = 0
    assert story.holds("changes", place="t2_station", low=1, high=1) == GREEN_RED


def test_surrounded(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    around = story.scene.grid.neighbours[t2]
    story.control[:, 0, around[:3]] = 0
    story.control[:, 1, around[:2]] = 0
    ask = {"by": "government", "place": "t2_station", "arcs": 3}
    assert story.holds("surrounded", **ask) == GREEN_RED
    story.control[:, 1, around[3]] = 2  # a friend's hex counts
    assert story.holds("surrounded", **ask) == [True, True]


def test_surrounded_by_domination(story: Any) -> None:
    t2 = story.scene.place_hex["t2_station"]
    around = story.scene.grid.neighbours[t2]
    story.position[:, :, 0] = around[0]  # dominates its own hex and the two beside it
    assert story.holds("surrounded", by="government", place="t2_station", arcs=3) == [True, True]
    story.position[:, 1, 2] = around[1]  # an enemy stands in one of them
    assert story.holds("surrounded", by="government", place="t2_station", arcs=3) == GREEN_RED
    story.fit[:, 0, 0] = 0
    assert story.holds("surrounded", by="government", place="t2_station", arcs=1) == [False, True]


def test_linked(story: Any) -> None:
    row = [story.hex(col, 6) for col in range(3, 17)]
    story.control[20:, :, row] = 0
    story.control[20:, 0, story.hex(8, 6)] = 2  # a friend joins the chain
    story.control[20:, 1, story.hex(8, 6)] = 1
    ask = {"side": "government", "from_place": "t2_station", "to_place": "al_qaim"}
    assert story.holds("linked", **ask) == GREEN_RED
    assert story.holds("linked", **ask, mode="at_end") == GREEN_RED
    assert story.holds("linked", **ask, mode="throughout") == [False, False]
    assert story.holds("linked", **ask, on="2017-10-23") == [False, False]
    assert story.judge("linked", **ask).observed == ("joined 2017-10-27 00:00", "not joined")


def ring_around(story: Any, world: int, gap: bool) -> None:
    """The enemy holds a ring of radius 3 around Abu Kamal, perhaps with a gap towards the west."""
    centre = story.scene.place_hex["abu_kamal"]
    ring = story.scene.grid.ring(centre, 3)
    story.control[:, world, ring] = 0
    if gap:
        story.control[:, world, story.hex(7, 6)] = -1


def test_pocket(story: Any) -> None:
    story.position[:, :, 2] = story.hex(11, 6)
    ring_around(story, 0, gap=False)
    ring_around(story, 1, gap=True)
    ask = {"side": "isil", "places": ["abu_kamal"]}
    assert story.holds("pocket", **ask) == GREEN_RED
    assert story.holds("pocket", **ask, closed=False) == [False, True]
    assert story.holds("pocket", **ask, mode="throughout", on="2017-10-24") == GREEN_RED


def test_pocket_needs_somebody_in_it(story: Any) -> None:
    ring_around(story, 0, gap=False)
    ring_around(story, 1, gap=False)
    story.position[:, 0, 2] = story.hex(11, 6)
    assert story.holds("pocket", side="isil", places=["abu_kamal"]) == GREEN_RED


def test_pocket_gap_shut_by_an_enemy_beside_it(story: Any) -> None:
    story.position[:, :, 2] = story.hex(11, 6)
    ring_around(story, 0, gap=True)
    ring_around(story, 1, gap=True)
    story.position[:, 0, 0] = story.hex(6, 6)
    assert story.holds("pocket", side="isil", places=["abu_kamal"]) == GREEN_RED


def test_pocket_shut_by_the_river(new_story: Any) -> None:
    grid = new_story().scene.grid
    river = np.zeros((grid.count + 1, 6), dtype=bool)
    gap = grid.index(7, 6)
    river[gap] = True
    for direction, other in enumerate(grid.neighbours[gap]):
        river[other, (direction + 3) % 6] = True
    story = new_story(river=river)
    story.position[:, :, 2] = story.hex(11, 6)
    ring_around(story, 0, gap=True)
    ring_around(story, 1, gap=True)
    story.control[:, 1, story.hex(13, 6)] = -1
    assert story.holds("pocket", side="isil", places=["abu_kamal"]) == GREEN_RED


def test_flood_agrees_with_a_plain_search() -> None:
    grid = Grid(9, 7)
    for bits in range(40):
        open_hexes = (np.arange(grid.count) * 7919 + bits * 104729) % 11 > 3
        board = boards(open_hexes[None])[0]
        seen, todo = set(), [h for h in (0,) if open_hexes[h]]
        while todo:
            here = todo.pop()
            seen.add(here)
            beside = [int(h) for h in grid.neighbours[here] if h != grid.count and open_hexes[h]]
            todo += [h for h in beside if h not in seen]
        assert Flood(grid).reach(1, board) == sum(1 << h for h in seen)


# -------------------------------------------------------------------------------- units


def test_distance_is_straight_between_centres(story: Any) -> None:
    story.position[:, 0, 0] = story.hex(10, 2)  # four rows north: 2500 * sqrt(12) metres
    story.position[:, 1, 0] = story.hex(14, 6)  # four hexes east: 10 km
    ask = {"side": "government", "place": "abu_kamal"}
    assert story.holds("distance", **ask, low=8.6, high=8.7) == GREEN_RED
    assert story.holds("distance", **ask, low=10, high=10) == [False, True]
    assert story.holds("distance", formations=["pmf"], place="abu_kamal", low=0) == [False, False]


def test_a_gap_is_measured_between_the_nearest_of_two_groups(story: Any) -> None:
    first, second = story.scene.units[0], story.scene.units[2]
    story.position[:, :, 0], story.position[:, :, 2] = story.hex(10, 6), story.hex(14, 6)  # four hexes: 10 km
    story.position[:, 1, 2] = story.hex(18, 6)
    assert story.holds("gap", units=[first], to_units=[second], low=9, high=11) == GREEN_RED
    story.fit[:, 0, 2] = 0
    assert story.holds("gap", units=[first], to_units=[second], low=0) == [False, True]


@pytest.mark.parametrize("off", [-1, 240])
def test_near_and_absent(story: Any, off: int) -> None:
    story.position[:, :, 2:4] = off
    story.position[10:, 0, 2] = story.hex(12, 6)
    ask = {"formations": ["isil-town"], "place": "abu_kamal", "km": 5}
    assert story.holds("near", **ask) == GREEN_RED
    assert story.holds("absent", **ask, mode="at_end") == [False, True]
    assert story.holds("absent", **ask, mode="throughout") == [False, True]
    assert story.holds("near", units=["isil-2"], place="abu_kamal", km=5) == [False, False]
    story.fit[:, 0, 2] = 0
    assert story.holds("near", **ask) == [False, False]


def test_losses(story: Any) -> None:
    story.killed[8:, 0, 2:4] = [30, 12]
    story.killed[3:, 1, 2:4] = [30, 12]
    story.wounded[9:, 0, 2] = 50
    ask = {"side": "isil", "on": "2017-10-24"}
    assert story.holds("losses", **ask, kinds=["killed"], low=28, high=63) == GREEN_RED
    assert story.holds("losses", **ask, kinds=["killed", "wounded"], low=92, high=92) == GREEN_RED
    assert story.holds("losses", side="isil", kinds=["killed"], low=42, high=None) == [True, True]
    assert story.holds("losses", formations=["pmf"], kinds=["killed"], high=0) == [True, True]


def test_strength(story: Any) -> None:
    story.position[:, 0, :2] = 5
    story.position[:, 1, 0] = 5
    assert story.holds("strength", formations=["tiger-forces"], low=430, high=470) == GREEN_RED


def test_alert(story: Any) -> None:
    story.position[:, :, 2] = story.hex(12, 6)
    story.position[:, :, 3] = story.hex(0, 0)
    story.alert[10:, 0, 2] = 2
    story.alert[10:, 1, 3] = 3  # too far away to count
    assert story.holds("alert", side="isil", place="abu_kamal", level=2) == GREEN_RED


def test_ordered(story: Any) -> None:
    story.position[:, :, 0] = 5
    story.verb[8:12, :, 0] = 2
    story.goal[8:12, 0, 0] = story.scene.grid.neighbours[story.scene.place_hex["abu_kamal"]][0]
    story.goal[8:12, 1, 0] = story.hex(0, 0)
    ask = {"formation": "tiger-forces", "verb": "attack"}
    assert story.holds("ordered", **ask, place="abu_kamal") == GREEN_RED
    assert story.holds("ordered", **ask) == [True, True]
    assert story.holds("ordered", **ask, on="2017-10-26") == [False, False]


# -------------------------------------------------------------------------------- what happened


def test_event(story: Any) -> None:
    here = story.scene.place_hex["abu_kamal"]
    story.tell(7, 0, "car_bomb", 2, here)
    story.tell(8, 0, "car_bomb", 3, here)
    story.tell(7, 1, "car_bomb", 2, story.hex(0, 0))
    story.tell(20, 1, "car_bomb", 2, here)
    ask = {"kind": "car_bomb", "side": "isil", "on": "2017-10-24"}
    assert story.holds("event", **ask, place="abu_kamal") == GREEN_RED
    assert story.holds("event", **ask, at_least=2) == GREEN_RED
    assert story.holds("event", **ask, at_least=0, at_most=1) == [False, True]
    assert story.holds("event", **ask, place="abu_kamal", within_km=100) == [True, True]
    assert story.holds("event", **ask | {"side": "government"}) == [False, False]
    assert story.holds("event", kind="car_bomb", units=["isil-2"]) == GREEN_RED
    assert story.holds("event", kind="rockets") == [False, False]


def test_event_without_a_place_is_near_no_place(story: Any) -> None:
    story.tell(3, 0, "alerted", 2, -1)
    story.tell(3, 0, "blacked_out", -1, 240)
    assert story.holds("event", kind="alerted", place="abu_kamal", within_km=1000) == [False, False]
    assert story.holds("event", kind="blacked_out", formations=["isil-town"]) == [False, False]
    assert story.holds("event", kind="blacked_out") == GREEN_RED


def test_trigger(story: Any) -> None:
    story.fired[:, 0] = [20, 3]
    ask = {"id": "t2-riposte", "since": "2017-10-26", "until": "2017-10-26"}
    assert story.holds("trigger", **ask) == GREEN_RED
    assert story.holds("trigger", **ask, fired=False) == [False, True]


def test_sorties(story: Any) -> None:
    story.sorties[7:9, 0, 0] = 3
    story.sorties[7:9, 1, 1] = 3
    ask = {"low": 6, "high": 6, "on": "2017-10-24"}
    assert story.holds("sorties", packages=["russian-bombers"], **ask) == GREEN_RED
    assert story.holds("sorties", side="government", **ask) == [True, True]
    assert story.holds("sorties", side="government", low=6, on="2017-10-25") == [False, False]


def test_civilians(story: Any) -> None:
    story.civilians[20:, 0] = 269
    assert story.holds("civilians", low=180, high=400) == GREEN_RED
    assert story.holds("civilians", low=180, on="2017-10-24") == [False, False]


def test_result(story: Any) -> None:
    story.winner[0], story.level[0] = 0, 1
    assert story.holds("result", winner="government") == GREEN_RED
    assert story.holds("result", winner="government", level="decisive") == GREEN_RED
    assert story.holds("result", winner="government", level="marginal") == [False, False]
    assert story.holds("result", winner="draw") == [False, True]


# -------------------------------------------------------------------------------- the scenario alone


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            {"predicate": "force", "formations": ["tiger-forces"], "low": 450, "high": 450},
            {"low": 451, "high": 500},
        ),
        ({"predicate": "has_force", "side": "government", "name": "liwa al quds"}, {"side": "isil"}),
        ({"predicate": "has_force", "side": "iraq", "name": "PMF"}, {"name": "PMFs"}),
        ({"predicate": "has_force", "side": "isil", "name": "isil-1"}, {"name": "tiger-1"}),
        (
            {"predicate": "commander", "side": "government", "name": "Suheil al-Hassan"},
            {"name": "Qasem Soleimani"},
        ),
        ({"predicate": "aircraft", "package": "russian-bombers", "low": 6, "high": 6}, {"low": 7, "high": 7}),
        ({"predicate": "has_air", "side": "government", "package": "syrian-air"}, {"side": "isil"}),
        (
            {"predicate": "ground", "from_place": "abu_kamal", "to_place": "al_qaim", "low": 18, "high": 20},
            {"high": 18.1},
        ),
        ({"predicate": "bank", "place": "abu_kamal", "bank": "right"}, {"bank": "left"}),
        ({"predicate": "country", "place": "al_qaim", "country": "IQ"}, {"country": "SY"}),
        ({"predicate": "has_place", "place": "t2_station"}, {"place": "deir_ez_zor"}),
        (
            {"predicate": "direction", "from_place": "abu_kamal", "to_place": "deir_ez_zor", "sector": "NW"},
            {"sector": "SE"},
        ),
        (
            {"predicate": "direction", "from_place": "deir_ez_zor", "to_place": "abu_kamal", "sector": "SE"},
            {"sector": "N"},
        ),
        ({"predicate": "clock", "starts": "2017-10-23"}, {"starts": "2017-10-13"}),
        ({"predicate": "clock", "starts": "2017-10-23T00:00"}, {"starts": "2017-10-23T04:00"}),
        ({"predicate": "clock", "ends": "2017-10-26"}, {"ends": "2017-10-27"}),
        ({"predicate": "clock", "ends": "2017-10-27T00:00"}, {"ends": "2017-10-26T20:00"}),
        ({"predicate": "clock", "days": 4}, {"days": 5}),
        ({"predicate": "codename", "text": "dawn 3"}, {"text": "dawn 2"}),
        ({"predicate": "objective", "side": "government", "place": "abu_kamal"}, {"place": "al_qaim"}),
        ({"predicate": "supported", "side": "government", "by": "russia"}, {"by": "iran"}),
    ],
    ids=lambda keys: str(keys.get("predicate", "")),
)
def test_scenario_predicates(story: Any, good: dict[str, Any], bad: dict[str, Any]) -> None:
    assert story.judge(good).holds.tolist() == [True, True]
    assert story.judge(good | bad).holds.tolist() == [False, False]


# -------------------------------------------------------------------------------- strangers, and the grade


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"predicate": "holds", "side": "government", "place": "mayadin"}, "mayadin"),
        ({"predicate": "holds", "side": "opposition", "place": "t2_station"}, "opposition"),
        ({"predicate": "near", "formations": ["nobody"], "place": "t2_station", "km": 5}, "nobody"),
        ({"predicate": "trigger", "id": "no-such"}, "no-such"),
        ({"predicate": "ordered", "formation": "pmf", "verb": "raid"}, "raid"),
        ({"predicate": "force", "units": ["no-one"], "low": 0}, "no-one"),
        ({"predicate": "bank", "place": "mayadin", "bank": "right"}, "mayadin"),
        ({"predicate": "holds", "side": "isil", "place": "t2_station", "on": "2016-06-28"}, "calendar"),
    ],
)
def test_strangers_do_not_hold_and_are_named(story: Any, keys: dict[str, Any], word: str) -> None:
    finding = story.judge(keys)
    assert finding.holds.tolist() == [False, False]
    assert finding.reached
    assert word in finding.observed[0]


def test_a_record_that_ends_early_is_not_graded_beyond(new_story: Any) -> None:
    story = new_story(samples=7)  # one day of four
    story.control[:, :, story.scene.place_hex["t2_station"]] = 0
    ask = {"side": "government", "place": "t2_station"}
    assert story.judge("holds", **ask, on="2017-10-23").holds.all()
    late = story.judge("holds", **ask, on="2017-10-24")
    assert not late.reached
    assert not late.holds.any()
    assert not story.judge("holds", **ask).reached


def test_every_predicate_has_a_judge() -> None:
    for union, judges in (
        (predicate_record.RecordPredicate, fidelity._OVER_RECORD),
        (predicate_scenario.ScenarioPredicate, fidelity._OVER_SCENARIO),
    ):
        assert set(union.__args__) == set(judges)


def fact(name: str, confidence: Any, check: Any, scenario: str = "dawn-3") -> Fact:
    return Fact(
        name,
        "000",
        ((66, 66),),
        None,
        (scenario,),
        (),
        (),
        "control",
        None,
        "",
        f"statement of {name}",
        "somebody",
        confidence,
        (),
        check,
        "" if check else "no reason",
    )


def test_grade(story: Any) -> None:
    story.control[:, 0, story.scene.place_hex["t2_station"]] = 0
    held = predicate_record.Holds(predicate="holds", side="government", place="t2_station")
    place = predicate_scenario.HasPlace(predicate="has_place", place="t2_station")
    never = predicate_record.Trigger(predicate="trigger", id="qaim-falls")
    facts = Facts(
        (Source("000", "a title", "news report", "somebody", "0" * 64, 100),),
        (
            fact("a", "firm", held),
            fact("b", "firm", place),
            fact("c", "contested", never),
            fact("d", "firm", None),
            fact("e", "firm", place, scenario="day-of-wrath"),
        ),
        (Question("q", "000", "which?", ("a", "c", "d"), "a", "because"),),
    )
    result = grade(story.trace(), facts)
    assert [row.id for row in result.rows] == ["a", "b", "c"]
    assert result.checkable == 3
    assert result.hold_rate == {"a": 0.5, "b": 1.0, "c": 0.0}
    assert result.shares.tolist() == [2 / 3, 1 / 3]
    assert result.firm_shares.tolist() == [1.0, 0.5]
    assert (result.mean, result.least, result.most) == (0.5, 1 / 3, 2 / 3)
    assert result.questions[0].variants == (("a", 0.5), ("c", 0.0), ("d", None))
    first = result.for_world(0)
    assert (first.checkable, first.held, first.share) == (3, 2, 2 / 3)
    assert (first.firm.checkable, first.firm.held, first.firm.share) == (2, 2, 1.0)
    plain = first.as_json()
    assert plain["rows"][0]["id"] == "a"
    assert plain["rows"][0]["lines"] == "66"
    assert plain["rows"][0]["holds"] is True
    assert plain["firm"] == {"checkable": 2, "held": 2, "share": 1.0}


def test_a_trace_of_wrong_shape_is_refused(story: Any) -> None:
    story.control = story.control[:, :, :-1]
    with pytest.raises(ValueError, match="control"):
        story.trace()
