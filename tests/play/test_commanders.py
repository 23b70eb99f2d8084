"""Commanders: who takes over when, how they fare against each other, and that nothing depends on the batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from sim.orders.notation import parse_order
from sim.play.chance import Chance
from sim.play.commander import Commander
from sim.play.course import Course, Known, Run
from sim.play.doctrine.staff import Doctrine
from sim.play.history import History
from sim.play.run import record_of, run
from sim.record.replay import replay
from sim.record.verify import verify
from sim.rules.legal import refusal
from sim.rules.moment import Moment
from sim.rules.victory import points
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.observation import observe
from sim.state.state import State

NAMES = ("dawn-3", "day-of-wrath")
MAKERS: dict[str, Callable[[], Commander]] = {
    "doctrine": Doctrine, "cautious": lambda: Doctrine("cautious"), "bold": lambda: Doctrine("bold"), "chance": Chance,
}  # fmt: skip


@lru_cache(maxsize=1)  # the course by which both sides are measured
def blind() -> Run:
    return played("dawn-3", range(1, 17), government="chance", isil="chance")


def played(name: str, worlds: range, **who: str) -> Run:
    scenario = load(name)
    return run(scenario, worlds, {side: MAKERS[maker]() for side, maker in who.items()})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("maker", MAKERS)
def test_a_world_among_many_is_the_world_alone(name: str, maker: str) -> None:
    scenario = load(name)
    turns = min(12, scenario.clock.turns)
    many = run(scenario, range(1, 7), {side: MAKERS[maker]() for side in scenario.sides}, turns=turns)
    for k in (0, 4):
        alone = run(scenario, [k + 1], {side: MAKERS[maker]() for side in scenario.sides}, turns=turns)
        assert [digests[0] for digests in alone.digests] == [digests[k] for digests in many.digests]
        assert alone.said() == many.said(k)


def history_of(scenario: Scenario, seed: int) -> Known:
    """Play history's own course to its end, and keep every state."""
    states: list[State] = []

    def watch(state: State, moment: Moment) -> None:
        states.append(replace(state.copy(), impulse=moment.impulse + 1))

    course = Course(scenario, [seed], watch=watch)
    states.append(course.state)
    while course.turn < scenario.clock.turns:
        course.advance()
    return Known(course, states)


@pytest.mark.parametrize("name", NAMES)
def test_history_that_takes_over_from_history_changes_nothing(name: str) -> None:
    """At every turn; what comes before is known, and played to its end in the last and the first few."""
    scenario = load(name)
    known = history_of(scenario, 7)
    whole, last = known.course.run(), scenario.clock.turns - 1
    for turn in range(scenario.clock.turns):
        who = {side: History() for side in scenario.sides}
        again = Course(scenario, [7], who, turn, known=None if turn in (0, 1, 2, last) else known)
        while again.turn <= turn:
            again.advance()
        assert again.run().digests == whole.digests[: turn + 1]
    assert run(scenario, [7], since=3).digests == whole.digests == run(scenario, [7]).digests


def test_a_branch_is_history_until_it_is_not() -> None:
    scenario = load("dawn-3")
    whole = run(scenario, [7], turns=20)
    branch = run(scenario, [7], {"isil": Doctrine()}, turns=20, since=16)
    assert branch.digests[:16] == whole.digests[:16]
    assert branch.digests[16] != whole.digests[16]
    assert ("isil", "isil lead own") in branch.said()[16]


@pytest.mark.parametrize("name", NAMES)
def test_a_game_of_thinking_sides_is_a_record_like_any_other(name: str) -> None:
    scenario = load(name)
    turns = min(10, scenario.clock.turns)
    game = run(scenario, [3, 4], {side: Doctrine() for side in scenario.sides}, turns=turns)
    for world in range(2):
        record = record_of(game, world)
        assert dict(record.header.commanders) == dict.fromkeys(scenario.sides, "doctrine")
        assert verify(record, scenario).same
    *_, (_, state, _) = replay(record_of(game, 1), scenario)
    assert np.array_equal(state.position[0], game.state.position[1])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("maker", MAKERS)
def test_every_order_of_a_commander_is_legal_and_one_line(name: str, maker: str) -> None:
    scenario = load(name)
    commander = MAKERS[maker]()
    for turn in (0, 2, min(17, scenario.clock.turns - 1)):
        state = run(scenario, [5], {side: MAKERS[maker]() for side in scenario.sides}, turns=turn).state
        for side in range(len(scenario.sides)):
            seen = observe(scenario, state, side)
            for _, line in commander.decide(scenario, seen).of_world(scenario, 0):
                order = parse_order(line)
                assert str(order) == line
                assert not refusal(scenario, seen, order), line


def test_every_order_of_the_doctrine_has_its_reason() -> None:
    scenario = load("dawn-3")
    commander = Doctrine()
    seen = observe(scenario, run(scenario, [5], turns=16).state, scenario.sides.index("isil"))
    orders = commander.decide(scenario, seen)
    reasons = commander.why(scenario, 0)
    told = {scenario.forces.ids[unit] for unit in orders.ground[:, 1].tolist()}
    assert told == set(reasons)
    assert all(reasons.values())


@pytest.mark.parametrize("side", ["government", "isil"])
def test_doctrine_gains_more_than_chance(side: str) -> None:
    other = {"government": "isil", "isil": "government"}[side]
    thinking = played("dawn-3", range(1, 17), **{side: "doctrine", other: "chance"})
    column, rival = thinking.scenario.sides.index(side), thinking.scenario.sides.index(other)
    won, drawn = points(thinking.scenario, thinking.state), points(blind().scenario, blind().state)
    lead = won[:, column] - won[:, rival] - drawn[:, column] + drawn[:, rival]
    assert lead.sum() > 0
