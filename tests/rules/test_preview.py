"""The preview of an attack against the rules themselves: every chance within a point of ten thousand fights."""

from __future__ import annotations

import numpy as np
import pytest
from casebook import placed, scenario_of

from sim.orders.notation import parse_order
from sim.orders.order import hex_named, orders_of
from sim.rules.preview import WHOLE, Preview, preview
from sim.rules.sequence import step
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind
from sim.state.observation import observe
from sim.state.state import State

WORLDS = 10_000
NEAR = 0.01
RED = ("red-1", "red-2")


def fight(**blue: int) -> dict[str, object]:
    """Return a case: two units in the assault on one, everybody known to everybody, nobody slow to act."""
    return {
        "worlds": WORLDS,
        "units": {
            "red-1": {"at": "@30,5", "fit": 250, "alert": 2}, "red-2": {"at": "@31,4", "fit": 200, "alert": 2},
            "blue-1": {"at": "@31,5", "fit": 150, "alert": 2, **blue},
        },
        "seen": {"red": ["blue-1"], "blue": ["red-1", "red-2"]},
    }  # fmt: skip


STUBBORN = {"formations": {"blue-main": {"doctrine": "stubborn"}, "red-main": {"doctrine": "stubborn"}}}


@pytest.mark.parametrize("blue", [{}, {"dug": 3}, {"fit": 50}], ids=["open", "trenches", "few"])
def test_losses_are_those_of_the_rules(blue: dict[str, int]) -> None:
    """Nobody gives ground here, so that what is lost is lost in the fight and not in the pursuit."""
    scenario, state, red, foe, expected = foretold(fight(**blue) | STUBBORN)
    after, fought = resolved(scenario, state)
    assert fought.mean() > 0.3
    for units, side in (([foe], expected.theirs), (red, expected.ours)):
        people = (after.killed + after.wounded - state.killed - state.wounded)[fought][:, units].sum(axis=1)
        found = np.bincount(people, minlength=side.losses.size)[: side.losses.size] / fought.sum()
        assert np.abs(np.cumsum(found) - np.cumsum(side.losses) / WHOLE).max() < NEAR + 1 / np.sqrt(fought.sum())
        assert side.losses.sum() == WHOLE
        assert abs(people.mean() - side.expected / 100) < 0.03 * people.mean() + 0.2


@pytest.mark.parametrize("blue", [{}, {"dug": 2}, {"fit": 100}], ids=["open", "trenches", "few"])
def test_giving_way_is_that_of_the_rules(blue: dict[str, int]) -> None:
    scenario, state, _, foe, expected = foretold(fight(**blue))
    after, fought = resolved(scenario, state)
    gone = (after.position[fought, foe] != state.position[fought, foe]).mean()
    assert abs(gone - expected.all_give_way[0] / WHOLE) < NEAR + 1 / np.sqrt(fought.sum())


def foretold(case: dict[str, object]) -> tuple[Scenario, State, list[int], int, Preview]:
    """Set a fight up, and foretell it: the attackers, the defender, what is expected."""
    scenario = scenario_of(case)
    state = placed(scenario, case)
    red = [scenario.forces.ids.index(name) for name in RED]
    seen = observe(scenario, state.world(0), scenario.sides.index("red"))
    expected = preview(scenario, seen, red, hex_named(scenario, "@31,5"))
    assert expected is not None
    return scenario, state, red, scenario.forces.ids.index("blue-1"), expected


def resolved(scenario: Scenario, state: State) -> tuple[State, np.ndarray]:
    """Return the state after one impulse, and the worlds in which both attacked."""
    orders = orders_of(scenario, [("red", parse_order(f"{name} attack @31,5")) for name in RED])
    after, events = step(scenario, state, orders)
    fights = events.kind == int(EventKind.FOUGHT)
    attackers = np.unique(np.stack((events.world[fights], events.unit[fights])), axis=1)
    return after, np.bincount(attackers[0], minlength=state.worlds) >= 2


def test_modifiers_add_up_to_the_odds() -> None:
    scenario, state, red, _, fresh = foretold(fight(dug=2) | {"worlds": 1})
    seen = observe(scenario, state, scenario.sides.index("red"))
    assert dict(fresh.theirs.exposure[0])["entrenchment"] == -2
    assert fresh.all_give_way[0] <= fresh.all_give_way[1]
    few, many = fresh.numbers
    assert (few.people, many.people) == (125, 174)
    assert few.odds >= fresh.odds >= many.odds
    assert few.odds > many.odds
    assert few.lost < fresh.ours.expected < many.lost
    assert all(0 <= chance <= 16 for chance in fresh.goes_in)
    alone = preview(scenario, seen, red[:1], hex_named(scenario, "@31,5"))
    assert alone is not None
    assert alone.odds < fresh.odds


def test_nothing_is_foretold_of_a_hex_without_known_enemies() -> None:
    case = fight() | {"worlds": 1, "seen": {}}
    scenario = scenario_of(case)
    state = placed(scenario, case)
    seen = observe(scenario, state, scenario.sides.index("red"))
    assert preview(scenario, seen, [scenario.forces.ids.index("red-1")], hex_named(scenario, "@31,5")) is None
