"""A course beside history: nothing where it is history, and every sort of difference where it is not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.play.game import Game
from sim.play.past import Past
from sim.report.difference import Aim, Front, Held, beside_history, difference
from sim.rules.victory import Standing, standings
from sim.scenario.compile import load
from sim.state.observation import observe
from sim.state.setup import setup

RAID = "day-of-wrath"


def test_history_does_not_differ_from_itself() -> None:
    scenario = load(RAID)
    state = Past(scenario, [3]).at(8)
    found = difference(scenario, state, state)
    assert (found.places, found.front, found.known_to) == ((), (), None)
    assert all(toll.here == toll.there for toll in found.losses)
    assert all(aim.here == aim.there for aim in found.objectives)
    assert "No place is held by others than in history." in list(found.lines())


def test_every_sort_of_difference_is_told() -> None:
    scenario = load("dawn-3")
    there = setup(scenario, [1])
    here = there.copy()
    isil, town = scenario.sides.index("isil"), scenario.map.place_hex["abu_kamal"]
    unit = scenario.forces.ids.index("hezbollah-1")
    here.control[0, town] = scenario.sides.index("government")
    here.killed[0, unit], here.captured[0, unit] = 7, 2
    here.scored[0, 0] = 1
    here.position[0, unit] = town
    found = difference(scenario, here, there)
    assert found.places == (Held("abu_kamal", "government", "isil"),)
    assert (found.losses[0].here, found.losses[0].there) == ((7, 0, 2), (0, 0, 0))
    goal = scenario.objectives[0]
    assert Aim(goal.id, goal.title, scenario.sides[goal.side], "earned", "not so now") in found.objectives
    near = next(one for one in found.front if one.place == "abu_kamal")
    assert isinstance(near, Front)
    assert near.here == 0 < (near.there or 0)
    text = "\n".join(found.lines())
    assert "Abu Kamal is held by the government side; in history by ISIL." in text
    assert "Losses of the government side: 7 killed, 0 wounded, 2 captured; in history 0 killed" in text
    tree = json.loads(json.dumps(found.as_json()))
    assert tree["losses"][0]["here"] == {"killed": 7, "wounded": 0, "captured": 2}
    assert tree["places"] == [{"place": "abu_kamal", "here": "government", "there": "isil"}]
    away = difference(scenario, replace(here, status=here.status * 0), there)
    assert any(one.here is None for one in away.front)
    assert "no troops are left" in "\n".join(away.lines())
    assert isil >= 0


def test_what_the_side_does_not_know_is_left_out() -> None:
    scenario = load("dawn-3")
    there = setup(scenario, [1])
    here = there.copy()
    foe, side = scenario.forces.ids.index("isil-town-1"), scenario.sides.index("government")
    here.killed[0, foe] = 9
    here.control[0, scenario.map.place_hex["abu_kamal"]] = side
    found = difference(scenario, here, there, observe(scenario, here, side))
    tolls = {toll.side: toll.here for toll in found.losses}
    assert tolls["isil"] is None
    assert tolls["government"] == (0, 0, 0)
    assert found.places == ()
    assert {aim.side for aim in found.objectives} <= {"government", "iraq"}
    assert "as far as the government side knows" in next(found.lines())
    assert "Losses of ISIL: not known" in "\n".join(found.lines())


def test_a_game_is_compared_as_far_as_it_has_come() -> None:
    scenario = load(RAID)
    game, past = Game(scenario, 3, "isil"), Past(scenario, [3])
    while not game.over:
        game.resolve()
        found = beside_history(game, past)
        assert found.known_to == (None if game.over else "isil")
    assert found.date == scenario.clock.end
    with pytest.raises(ValueError, match="impulse"):
        difference(scenario, game.state, setup(scenario, [3]))


def test_an_objective_stands_as_it_was_judged() -> None:
    scenario = load(RAID)
    state = setup(scenario, [1])
    assert set(standings(scenario, state)) <= {Standing.TRUE, Standing.FALSE}
    late = replace(state, impulse=scenario.clock.impulses + 1)
    assert set(standings(scenario, late)) == {Standing.MISSED}
    late.scored[0, 0] = 1
    assert standings(scenario, late)[0] == Standing.EARNED


@pytest.mark.parametrize(("name", "side", "turn"), [("dawn-3", "government", 16), (RAID, "isil", 8)])
def test_nothing_differs_where_command_is_taken_over(name: str, side: str, turn: int) -> None:
    found = beside_history(Game(load(name), 1, side, since=turn))
    assert all(aim.here == aim.there for aim in found.objectives)
    assert (found.places, found.front) == ((), ())
