"""Branches: the past of the parent, another future, and the parent as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import Illegal
from sim.play.branch import branch_name, check_turn, rivals
from sim.play.chance import Chance
from sim.play.course import Run
from sim.play.doctrine.staff import Doctrine
from sim.play.game import Game
from sim.play.run import record_of, run
from sim.record.record import Record
from sim.record.store import read_record, write_record
from sim.record.verify import verify
from sim.scenario.compile import load

RAID = "day-of-wrath"


@pytest.fixture(scope="session")
def free() -> Run:
    return run(load(RAID), [6], {"opposition": Doctrine(), "isil": Chance()})


@pytest.fixture(scope="session")
def parent(free: Run) -> Record:
    return record_of(free)


def test_a_branch_has_the_past_of_its_parent(parent: Record, tmp_path: Path) -> None:
    scenario, path = load(RAID), tmp_path / "parent.jsonl"
    write_record(path, parent)
    before = path.read_bytes()
    game = Game(scenario, 6, "isil", rivals(parent.header, "isil"), written=read_record(path)[0].turns[:5])
    assert game.turn == game.since == 5
    game.give(f"{game.idle()[0]} dig")
    while not game.over:
        game.resolve()
    child = game.record()
    assert child.turns[:5] == parent.turns[:5]
    assert child.turns[5].digest != parent.turns[5].digest
    assert dict(child.header.commanders) == {"opposition": "doctrine", "isil": "person", "iraq": "history"}
    assert verify(child, scenario).same
    assert path.read_bytes() == before
    assert Game.resume(scenario, child).state.digests == game.state.digests


def test_a_branch_of_history_is_a_game_from_that_date() -> None:
    scenario = load(RAID)
    film = record_of(run(scenario, [6]))
    branch, dated = Game(scenario, 6, "isil", written=film.turns[:4]), Game(scenario, 6, "isil", since=4)
    for game in (branch, dated):
        game.resolve()
        game.resolve()
    assert branch.record() == dated.record()


@pytest.mark.parametrize("turn", [-1, 16, 17])
def test_what_has_not_come_cannot_be_taken_over(parent: Record, turn: int) -> None:
    with pytest.raises(Illegal, match="in turns 1 to 16"):
        check_turn(load(RAID), parent, turn)


@pytest.mark.parametrize(
    ("name", "since", "words"),
    [("dawn-3", 16, "dawn-3 from 8 November 2017 as isil, world 3"), ("dawn-3", 0, "dawn-3 as isil, world 3"),
     (RAID, 4, "day-of-wrath from 28 June 2016 12:00 as isil, world 3")],
)  # fmt: skip
def test_a_branch_is_named_by_where_it_left(name: str, since: int, words: str) -> None:
    assert branch_name(load(name), since, "isil", 3) == words
