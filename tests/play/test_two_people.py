"""Two people lead at one screen: one course, two plans, and neither knows the other's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.errors import Illegal
from sim.play.game import Game, Person
from sim.play.planning import RESOLVED
from sim.play.saves import GameFile, Saves, plan_beside, read_plan
from sim.record.record import Record, Turn
from sim.record.store import read_record
from sim.record.verify import verify
from sim.scenario.compile import load

RAID, SIDES = "day-of-wrath", ("opposition", "isil")


def both(since: int = 0, **more: object) -> tuple[Game, Game]:
    """Return the seats of a game."""
    game = Game(load(RAID), 4, SIDES[0], {SIDES[1]: Person()}, since, **more)  # type: ignore[arg-type]
    return game, game.seat(SIDES[1])


def lead(seats: tuple[Game, Game], turns: int) -> None:
    """Play some turns with an order from each seat in every second one."""
    for _ in range(turns):
        for game in seats:
            if game.turn % 2 == 0 and game.idle():
                game.give(f"{game.idle()[0]} dig")
        seats[0].resolve()


def test_both_plan_and_one_resolves() -> None:
    one, other = both()
    one.give(f"{one.idle()[0]} dig")
    other.give(f"{other.idle()[0]} hold")
    given = {SIDES[0]: str(one.planned[0]), SIDES[1]: str(other.planned[0])}
    other.resolve()
    assert (one.turn, other.turn) == (1, 1)
    assert (one.planned, other.planned) == ([], [])
    assert (one.cannot_undo, other.cannot_undo) == (RESOLVED, RESOLVED)
    for side, line in given.items():
        assert (side, line) in one.said()[0]


def test_a_seat_orders_its_own_side_alone() -> None:
    one, other = both()
    with pytest.raises(Illegal):
        other.give(f"{one.idle()[0]} dig")
    assert one.people == other.people == tuple(sorted(SIDES, key=load(RAID).sides.index))


def _before(game: Game) -> list[object]:
    """Return everything that a seat has before it."""
    picture = game.seen.picture
    columns = [getattr(picture, name) for name in ("position", "fit", "verb", "goal", "control", "posture")]
    return [game.planned, game.idle(), game.cannot_undo, game.cannot_redo, *(column.tobytes() for column in columns)]


@pytest.mark.parametrize("seed", range(5))
def test_what_one_plans_changes_nothing_before_the_other(seed: int) -> None:
    one, other = both(since=2)
    one.give(f"{one.idle()[0]} dig")
    before = _before(one)
    dice = np.random.default_rng(seed)
    for _ in range(12):
        step = int(dice.integers(5))
        if step < 2:
            units = other.idle() or [other.planned[0].who]
            other.give(f"{units[int(dice.integers(len(units)))]} {('dig', 'hold', 'rest')[int(dice.integers(3))]}")
        elif step == 2:
            other.clear()
        else:
            other.undo() if step == 3 else other.redo()
        assert _before(one) == before


@pytest.mark.parametrize("since", [0, 3])
def test_a_game_of_two_goes_on_as_if_it_had_not_been_broken_off(since: int) -> None:
    whole, broken = both(since), both(since)
    lead(whole, 6)
    lead(broken, 3)
    kept: list[Turn] = []
    one = Game.resume(load(RAID), broken[0].record(), keep=kept.append)
    assert (one.turn, one.since, one.people) == (since + 3, since, whole[0].people)
    lead((one.seat(SIDES[0]), one.seat(SIDES[1])), 3)
    assert one.record() == whole[0].record()
    assert kept == list(whole[0].record().turns[since + 3 :])
    assert verify(one.record(), load(RAID)).same


def test_the_header_names_two_persons() -> None:
    assert [who for side, who in both()[0].header().commanders if side in SIDES] == ["person", "person"]


def test_turns_are_caught_up_one_at_a_time() -> None:
    at_once = both(since=4)[0]
    slow = Game(load(RAID), 4, SIDES[0], {SIDES[1]: Person()}, 4, waiting=True)
    assert (slow.turn, slow.due) == (0, 4)
    turns = []
    while not slow.catch_up(lambda: True):
        turns.append(slow.turn)
    assert turns == [1, 2, 3, 4]
    assert slow.record() == at_once.record()
    assert slow.catch_up()


def test_a_record_is_lived_again_one_turn_at_a_time() -> None:
    seats = both(since=2)
    lead(seats, 2)
    kept: list[Turn] = []
    slow = Game.resume(load(RAID), seats[0].record(), keep=kept.append, waiting=True)
    assert (slow.turn, slow.due) == (0, 4)
    assert not slow.catch_up(lambda: slow.turn == 3)
    assert slow.turn == 3
    assert slow.catch_up()
    assert (slow.record(), kept) == (seats[0].record(), [])
    slow.resolve()
    assert len(kept) == 1


def test_the_plan_file_says_which_side_planned_what(tmp_path: Path) -> None:
    path = tmp_path / "auto-0001.jsonl"
    with GameFile.create(path, both()[0].header()) as file:
        one, other = both(keep=file.keep, note=file.note)
        mine, theirs = f"{one.idle()[0]} dig", f"{other.idle()[0]} hold"
        one.give(mine)
        other.give(theirs)
        people = {SIDES[0]: [mine], SIDES[1]: [theirs]}
        assert {side: read_plan(path, 0, side) for side in SIDES} == people
        assert sorted(read_plan(path, 0)) == sorted([mine, theirs])
        other.clear()
        assert {side: read_plan(path, 0, side) for side in SIDES} == {SIDES[0]: [mine], SIDES[1]: []}
        one.resolve()
        assert not plan_beside(path).exists()
    assert len(read_record(path)[0].turns) == 1


def test_a_save_lists_both_and_keeps_both_plans(tmp_path: Path) -> None:
    one, other = both()
    one.give(f"{one.idle()[0]} dig")
    other.give(f"{other.idle()[0]} hold")
    saves = Saves(tmp_path)
    path = saves.save("two", one.record(), other.plans)
    (save,) = saves.listed()
    assert (save.side, save.planned, save.fault, save.led) == (" and ".join(one.people), 2, "", 0)
    assert read_plan(path, 0, SIDES[1]) == [str(other.planned[0])]


def test_a_branch_off_a_game_of_two_can_be_led_by_one() -> None:
    from sim.play.branch import rivals

    seats = both()
    lead(seats, 3)
    record: Record = seats[0].record()
    game = Game(load(RAID), record.header.seed, "isil", rivals(record.header, "isil"), written=record.turns[:2])
    assert game.people == ("isil",)
    assert game.said() == tuple(turn.orders for turn in record.turns[:2])
