"""Nobody peeks: whatever a side cannot see may be anything, and it sees, may order and decides the same."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from sim.orders.notation import parse_order
from sim.play.chance import Chance
from sim.play.commander import Commander
from sim.play.doctrine.staff import Doctrine
from sim.play.run import run
from sim.rules.legal import refusal
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Posture, Status, Verb
from sim.state.observation import observe
from sim.state.state import COLUMNS, State

WORLDS = 3
TURNS = {"dawn-3": (0, 3, 16, 19, 30), "day-of-wrath": (0, 5, 9, 13)}
INNER = ("cohesion", "fatigue", "stock", "minutes", "wait", "shock", "bombs", "arms", "cut", "killed", "wounded")


@lru_cache(maxsize=20)
def reached(name: str, turn: int, thinking: bool) -> State:
    """Return the state at the beginning of a turn, of history or of thinking sides."""
    scenario = load(name)
    who = {side: Doctrine() for side in scenario.sides} if thinking else None
    return run(scenario, range(1, WORLDS + 1), who, turns=turn).state


def scrambled(scenario: Scenario, state: State, side: int, seed: int) -> State:
    """Return a state in which everything is different that a side cannot see."""
    draw, out = np.random.default_rng(seed).integers, state.copy()
    friends = scenario.friend[side]
    own = friends[scenario.forces.side]
    unseen = ~own & ~((state.seen[:, :, friends].max(axis=2) > 0) & state.above)
    many = int(unseen.sum())
    out.position[unseen] = draw(0, scenario.map.grid.count, many)
    out.fit[unseen], out.status[unseen] = draw(0, 900, many), draw(0, 4, many)
    out.verb[unseen], out.dug[unseen] = draw(0, len(Verb), many), draw(0, 5, many)
    out.seen[unseen] = 0
    enemy = np.broadcast_to(~own, out.fit.shape)
    for name in INNER:
        getattr(out, name)[enemy] = draw(0, 100, int(enemy.sum()))
    out.seen[:, :, ~friends] = draw(0, 24, out.seen[:, :, ~friends].shape)
    out.doctrine[:, ~friends[scenario.formations.side]] = 0
    out.confusion[:, ~friends[scenario.formations.side]] = 3
    theirs = ~friends[scenario.packages.side]
    out.sorties[:, theirs], out.aim[:, theirs], out.mission[:, theirs] = 99, 7, int(Mission.PATROL)
    out.control[:] = draw(-1, len(scenario.sides), out.control.shape)
    others = np.arange(friends.size) != side
    out.believed[:, others] = draw(-1, len(scenario.sides), out.believed[:, others].shape)
    out.quiet[:, :, ~friends] += 5
    out.scripted[:, ~friends] = 1 - out.scripted[:, ~friends]
    out.latch[:] = draw(0, 2, out.latch.shape)
    out.fired[:, ~scenario.audience[:, side]] = 3
    out.scored[:, ~friends[[goal.side for goal in scenario.objectives]]] = 1
    out.civilians[:] += 4096
    return replace(out, digests=(b"other",) * out.worlds)


@pytest.mark.parametrize("thinking", [False, True], ids=["history", "doctrine"])
@pytest.mark.parametrize(("name", "turn"), [(name, turn) for name, turns in TURNS.items() for turn in turns])
def test_nobody_peeks(name: str, turn: int, thinking: bool) -> None:
    scenario, state = load(name), reached(name, turn, thinking)
    lines = [f"{unit} attack {scenario.places[k % len(scenario.places)]}" for k, unit in enumerate(scenario.forces.ids)]
    lines += [f"{unit} hide" for unit in scenario.forces.ids]
    lines += [f"{package} support" for package in scenario.packages.ids]
    for side in range(len(scenario.sides)):
        other = scrambled(scenario, state, side, turn * 10 + side)
        plain, strange = observe(scenario, state, side), observe(scenario, other, side)
        for column in COLUMNS:
            assert np.array_equal(getattr(plain.picture, column), getattr(strange.picture, column)), column
        assert np.array_equal(plain.age, strange.age)
        for line in lines:
            order = parse_order(line)
            assert refusal(scenario, plain, order) == refusal(scenario, strange, order), line
        commanders: list[Commander] = [Doctrine("cautious"), Doctrine(), Doctrine("bold"), Chance()]
        for commander in commanders:
            first = commander.decide(scenario, plain).tables
            again = commander.decide(scenario, strange).tables
            assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True)), commander.name


def test_a_side_knows_itself_and_whom_it_sees() -> None:
    scenario, state = load("dawn-3"), reached("dawn-3", 16, False)
    side = scenario.sides.index("government")
    seen = observe(scenario, state, side)
    own = scenario.friend[side][scenario.forces.side]
    assert np.array_equal(seen.picture.fit[:, own], state.fit[:, own])
    assert np.array_equal(seen.picture.cohesion[:, own], state.cohesion[:, own])
    reported = (state.seen[:, :, side] > 0) & state.above & ~own
    assert reported.any()
    assert np.array_equal(seen.picture.position[reported], state.position[reported])
    assert (seen.picture.fit[reported] % 50 == 0).all()
    assert (abs(seen.picture.fit - state.fit)[reported] <= 50).all()
    hidden = ~own & ~seen.known
    assert hidden.any()
    assert (seen.picture.status[hidden] == Status.WAITING).all()
    assert not seen.picture.above[hidden].any()


def test_who_is_below_ground_is_not_known() -> None:
    scenario, state = load("dawn-3"), reached("dawn-3", 16, False).copy()
    tunnels = scenario.formation_units(scenario.formations.ids.index("isil-tunnels"))
    state.posture[:, tunnels] = int(Posture.HIDE)
    state.seen[:, tunnels] = 24
    seen = observe(scenario, state, scenario.sides.index("government"))
    assert not seen.known[:, tunnels].any()


def test_the_test_can_fail() -> None:
    """Who looked at the true state would see a difference."""
    scenario, state = load("dawn-3"), reached("dawn-3", 16, False)
    side = scenario.sides.index("government")
    other = scrambled(scenario, state, side, 1)
    unseen = ~observe(scenario, state, side).known
    assert not np.array_equal(state.position[unseen], other.position[unseen])
    assert not np.array_equal(state.control, other.control)


def test_news_of_an_event_goes_to_whom_it_concerns() -> None:
    scenario = load("dawn-3")
    told = dict(zip((trigger.id for trigger in scenario.triggers), scenario.audience, strict=True))
    government, isil = scenario.sides.index("government"), scenario.sides.index("isil")
    assert told["feigned-withdrawal"][isil]
    assert not told["feigned-withdrawal"][government]
    assert told["columns-meet"][government]
    assert not told["columns-meet"][isil]
    assert told["baghdadi-report"].all()
