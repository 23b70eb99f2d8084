"""Going on with a record: every turn is lived again and compared, and what comes after is as if nothing had been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from sim.errors import Spoiled
from sim.orders.notation import parse_order
from sim.play.chance import Chance
from sim.play.commander import Commander
from sim.play.doctrine.staff import Doctrine
from sim.play.game import Game
from sim.play.planning import RESOLVED
from sim.play.roster import commander_named, since_of
from sim.play.run import record_of, run
from sim.record.record import Record, Turn
from sim.record.verify import verify
from sim.rules.legal import refusal
from sim.scenario.compile import load

RAID = "day-of-wrath"
OTHERS: dict[str, Callable[[], dict[str, Commander]]] = {
    "history": dict, "doctrine": lambda: {"isil": Doctrine("bold")}, "chance": lambda: {"isil": Chance()},
}  # fmt: skip


def lead(game: Game, turns: int) -> Game:
    """Play some turns with an order in every second one."""
    for _ in range(turns):
        if game.turn % 2 == 0 and game.idle():
            game.give(f"{game.idle()[0]} dig")
        game.resolve()
    return game


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("since", [0, 3])
def test_a_game_goes_on_as_if_it_had_not_been_broken_off(others: str, since: int) -> None:
    scenario = load(RAID)
    whole = lead(Game(scenario, 4, "opposition", OTHERS[others](), since), 7)
    broken = lead(Game(scenario, 4, "opposition", OTHERS[others](), since), 4).record()
    kept: list[Turn] = []
    again = Game.resume(scenario, broken, keep=kept.append)
    assert (again.turn, again.since, kept) == (since + 4, since, [])
    assert again.cannot_undo == RESOLVED
    lead(again, 3)
    assert again.record() == whole.record()
    assert kept == list(whole.record().turns[since + 4 :])
    assert again.deviations() == whole.deviations()


def test_a_game_of_which_no_turn_was_resolved_goes_on() -> None:
    scenario = load(RAID)
    broken = Game(scenario, 4, "isil", since=5).record()
    again = Game.resume(scenario, broken)
    assert (again.turn, again.since) == (5, 5)
    assert lead(again, 2).record() == lead(Game(scenario, 4, "isil", since=5), 2).record()


def test_the_first_turn_that_differs_is_named() -> None:
    scenario = load(RAID)
    record = lead(Game(scenario, 4, "isil", since=2), 4).record()
    for number in (2, 5):
        turns = [*record.turns]
        turns[number - 1] = replace(turns[number - 1], digest="0f" * 16)
        with pytest.raises(Spoiled, match=f"turn {number} of the record comes out differently"):
            Game.resume(scenario, replace(record, turns=tuple(turns)))


def test_a_way_by_several_stops_is_gone_on_with() -> None:
    scenario = load(RAID)
    game = Game(scenario, 3, "isil")
    unit, places = next(
        (name, places) for name in game.idle() for places in permutations(scenario.places[:6], 3)
        if not refusal(scenario, game.seen, parse_order(f"{name} move {places[2]} via {places[0]} {places[1]}"))
    )  # fmt: skip
    game.give(f"{unit} move {places[2]} via {places[0]} {places[1]}")
    game.resolve()
    again = Game.resume(scenario, game.record())
    row = scenario.forces.ids.index(unit)
    assert again.state.digests == game.state.digests
    assert again.state.stops(0, row) == game.state.stops(0, row) != []
    assert f"{unit} move {places[2]} via {places[0]} {places[1]}" in [line for _, line in game.record().turns[0].orders]


def test_another_order_is_another_course() -> None:
    scenario = load(RAID)
    record = lead(Game(scenario, 4, "isil"), 4).record()
    turns = [replace(turn, orders=turn.orders[:1]) for turn in record.turns]
    with pytest.raises(Spoiled, match="turn 1 of the record comes out differently"):
        Game.resume(scenario, replace(record, turns=tuple(turns)))


def headed(record: Record, **header: object) -> Record:
    return replace(record, header=replace(record.header, **header))


def test_what_cannot_be_gone_on_with_says_why() -> None:
    scenario = load(RAID)
    record = lead(Game(scenario, 4, "isil"), 1).record()
    film = record_of(run(scenario, [4], turns=1))
    cases = (
        (film, "nobody leads a side"),
        (headed(record, commanders=(("opposition", "file:orders.txt"), ("isil", "person"))), "file:orders.txt"),
        (headed(record, rules="0"), "version 0 of the rules; these are version"),
        (headed(record, scenario_digest="ab" * 16), f"{'ab' * 16}, here it is {scenario.digest}"),
    )
    for broken, words in cases:
        with pytest.raises(Spoiled, match=words):
            Game.resume(scenario, broken)
    with pytest.raises(Spoiled, match="begin anew: abukamal play day-of-wrath --side isil --seed 4"):
        Game.resume(scenario, headed(record, rules="0"))


@pytest.mark.parametrize("who", ["doctrine", "doctrine:cautious", "doctrine:bold", "chance"])
def test_a_name_makes_its_commander(who: str) -> None:
    found = commander_named(who)
    assert found is not None
    assert found.name == who


@pytest.mark.parametrize("who", ["history", "person", "file:x", "doctrine:", "doctrine:mad", ""])
def test_other_names_make_none(who: str) -> None:
    assert commander_named(who) is None


def test_a_record_may_be_lived_on_by_somebody_else() -> None:
    """Turns of another game first, as they were written; then a person and commanders who were not there before."""
    scenario = load(RAID)
    parent = lead(Game(scenario, 4, "opposition", {"isil": Doctrine()}), 6).record()
    child = Game(scenario, 4, "isil", {"opposition": Chance()}, written=parent.turns[:3])
    assert child.since == child.turn == 3
    lead(child, 3)
    record = child.record()
    assert record.turns[:3] == parent.turns[:3]
    assert record.turns[3] != parent.turns[3]
    assert since_of(record, "isil") == 3
    assert verify(record, scenario).same
    assert lead(Game.resume(scenario, record), 2).record() == lead(child, 2).record()
    same = Game(scenario, 4, "opposition", {"isil": Doctrine()}, written=parent.turns[:3])
    assert since_of(lead(same, 1).record(), "opposition") == 3
