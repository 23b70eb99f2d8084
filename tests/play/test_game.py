"""A game as a person plays it: plan, change one's mind, resolve; and the record of it."""

from __future__ import annotations

import pytest

from sim.errors import Illegal
from sim.play.doctrine.staff import Doctrine
from sim.play.game import Game
from sim.play.run import run
from sim.record.verify import verify
from sim.scenario.compile import load


@pytest.fixture
def game() -> Game:
    return Game(load("dawn-3"), 341, "government", since=16)


def test_the_past_of_a_game_is_history(game: Game) -> None:
    whole = run(load("dawn-3"), [341], turns=16)
    assert game.turn == 16
    assert game.state.digests == whole.digests[-1]


def test_orders_are_planned_replaced_and_undone(game: Game) -> None:
    game.give("hezbollah attack abu_kamal")
    game.give("hezbollah hold")
    game.give("desert-army attack abu_kamal")
    assert [str(order) for order in game.planned] == ["hezbollah hold", "desert-army attack abu_kamal"]
    assert game.undo() == "desert-army attack abu_kamal"
    assert "desert-army-1" in game.idle()
    assert "hezbollah-1" not in game.idle()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("isil-town hold", "does not belong"), ("hezbollah attack al_qaim", "border"),
        ("hezbollah hide", "no tunnels"),
        ("government lead history", "already"), ("syrian-air lift hezbollah-1 to abu_kamal", "no helicopters"),
        ("hezbollah fight raiders", "cannot fight as raiders"), ("tiger-forces storm mahkan", "no verb"),
        ("guards-124 attack mahkan", "not arrived"),
    ],
)  # fmt: skip
def test_a_refused_order_changes_nothing_and_says_why(game: Game, line: str, words: str) -> None:
    digest = game.state.digests
    with pytest.raises(Illegal, match=words):
        game.give(line)
    assert game.planned == []
    assert game.state.digests == digest


def test_a_turn_is_resolved_with_the_orders_and_the_record_verifies(game: Game) -> None:
    game.give("hezbollah hold")
    game.resolve()
    assert game.planned == []
    assert game.turn == 17
    said = game.said()[16]
    assert ("government", "government lead own") in said
    assert ("government", "hezbollah hold") in said
    record = game.record()
    assert dict(record.header.commanders)["government"] == "person"
    assert verify(record, game.scenario).same


def test_an_attack_is_foretold_from_what_is_known(game: Game) -> None:
    found = game.expect("hezbollah", "abu_kamal")
    assert found is not None
    assert found.odds < 0
    assert game.expect("hezbollah-1", "line-45") is None
    with pytest.raises(Illegal):
        game.expect("hezbollah", "al_qaim")


def test_a_game_against_doctrine_goes_to_its_end() -> None:
    scenario = load("day-of-wrath")
    game = Game(scenario, 5, "opposition", {"isil": Doctrine()})
    while not game.over:
        game.resolve()
    assert game.turn == scenario.clock.turns
    assert verify(game.record(), scenario).same
