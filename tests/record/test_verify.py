"""A record lives again, and says where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.base.piecemeal import finish
from sim.errors import Spoiled
from sim.play.run import record_of, run, run_many
from sim.record.record import Record, Turn
from sim.record.replay import replay, scenario_of, trace_of
from sim.record.store import read_record, write_record
from sim.record.verify import verify, verifying
from sim.scenario.compile import load


def test_a_record_replays(played: Record) -> None:
    verdict = verify(played)
    assert verdict.same
    assert verdict.turns == 3


def test_a_record_replays_from_its_file(played: Record, tmp_path: Path) -> None:
    write_record(tmp_path / "played.jsonl", played)
    record, warnings = read_record(tmp_path / "played.jsonl")
    assert (record, warnings) == (played, ())
    assert verify(record).same


def test_the_beginning_of_a_record_replays(played: Record) -> None:
    assert verify(played.cut(1)).turns == 1
    assert verify(played.cut(0)).turns == 0


@pytest.fixture(scope="module")
def week() -> Record:
    """A record long enough that every section of the rules has had something to do."""
    return record_of(run(load("dawn-3"), [5], turns=8))


@pytest.mark.parametrize("rule", ["combat", "supply", "movement", "air", "detection"])
def test_a_rule_that_does_something_else_is_found(
    week: Record, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(f"sim.rules.{rule}.resolve", lambda *_: None)
    verdict = verify(week)
    assert not verdict.same
    assert verdict.first_difference == verdict.turns + 1
    assert verdict.expected == week.turns[verdict.turns].digest != verdict.found


def test_a_number_of_a_rule_that_changed_is_found(played: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.rules import combat

    numbers = [name for name, value in vars(combat).items() if name.isupper() and type(value) is int]
    found = []
    for name in numbers:
        with monkeypatch.context() as changed:
            changed.setattr(combat, name, getattr(combat, name) * 2 + 1)
            found.append(verify(played).first_difference)
    assert any(found)


def test_other_luck_is_found(played: Record) -> None:
    assert verify(replace(played, header=replace(played.header, seed=6))).first_difference == 1


def test_a_forged_order_is_found_in_its_turn(played: Record) -> None:
    forged = Turn((*played.turns[1].orders, ("isil", "isil-t2 rest")), played.turns[1].digest)
    verdict = verify(replace(played, turns=(played.turns[0], forged, played.turns[2])))
    assert (verdict.turns, verdict.first_difference) == (1, 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rules": "0"}, "version 0 of the rules"),
        ({"scenario_digest": "00" * 16}, "another version of the scenario"),
        ({"scenario": "dawn-9"}, "not shipped"),
    ],
)
def test_other_ground_is_refused(played: Record, change: dict[str, str], words: str) -> None:
    with pytest.raises(Spoiled, match=words):
        verify(replace(played, header=replace(played.header, **change)))


@pytest.mark.parametrize("line", ["nobody hold", "hezbollah fly", "hezbollah attack nowhere", "isil-t2 hold"])
def test_an_order_that_no_rule_admits_is_refused(played: Record, line: str) -> None:
    forged = replace(played, turns=(played.turns[0], Turn((("government", line),), "00" * 16)))
    with pytest.raises(Spoiled, match="turn 2 of the record has an order that the rules refuse"):
        verify(forged)


def test_more_turns_than_the_scenario_has(played: Record) -> None:
    with pytest.raises(Spoiled, match="has 90 turns; its scenario has"):
        verify(replace(played, turns=played.turns * 30))


def test_the_film_of_a_record_is_that_of_its_run(played: Record) -> None:
    scenario = load("dawn-3")
    film, again = run(scenario, [5], turns=3).trace, trace_of(played, scenario)
    for name in ("position", "fit", "killed", "control", "blocks", "sorties", "fired"):
        assert (getattr(film, name) == getattr(again, name)).all(), name
    assert len(film.events) == len(again.events)


def test_the_film_of_a_forged_record_is_refused(played: Record) -> None:
    with pytest.raises(Spoiled, match="turn 1 comes out differently"):
        trace_of(replace(played, header=replace(played.header, seed=6)), load("dawn-3"))


def test_a_replay_gives_every_state(played: Record) -> None:
    states = [state for _, state, _ in replay(played, load("dawn-3"))]
    assert [state.digests[0].hex() for state in states] == [turn.digest for turn in played.turns]


def test_a_scenario_of_ones_own_is_found_beside_its_record(played: Record, tmp_path: Path) -> None:
    own = replace(played, header=replace(played.header, path="my-dawn"))
    folder = tmp_path / "my-dawn"
    folder.mkdir()
    source = Path(__file__).resolve().parents[2] / "scenarios" / "dawn-3"
    for file in source.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    assert verify(own, scenario_of(own, tmp_path)).same


def test_a_world_is_the_same_in_every_batch() -> None:
    scenario = load("dawn-3")
    alone = record_of(run(scenario, [3], turns=2))
    for batch in (1, 2, 3, 256):
        runs = list(run_many(scenario, range(1, 5), turns=2, batch=batch))
        worlds = [record_of(part, world) for part in runs for world in range(part.state.worlds)]
        assert [record.header.seed for record in worlds] == [1, 2, 3, 4]
        assert worlds[2] == alone


def test_progress_counts_the_turns_of_all_batches() -> None:
    told: list[tuple[int, int]] = []
    for _ in run_many(load("dawn-3"), [1, 2, 3], turns=2, batch=2, progress=lambda *count: told.append(count)):
        pass
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("change", [{"rules": "0"}, {"scenario_digest": "00" * 16}])
def test_a_record_of_another_version_is_tried_all_the_same_if_asked(played: Record, change: dict[str, str]) -> None:
    other = replace(played, header=replace(played.header, **change))
    assert finish(verifying(other, scenario_of(other), same=False)).same
    forged = replace(other, turns=(other.turns[0], replace(other.turns[1], digest="00" * 16)))
    assert finish(verifying(forged, scenario_of(other), same=False)).first_difference == 2
    with pytest.raises(Spoiled, match="has 90 turns; its scenario has"):
        finish(verifying(replace(other, turns=other.turns * 30), scenario_of(other), same=False))


def test_a_record_is_verified_a_turn_a_step(played: Record) -> None:
    assert list(verifying(played, scenario_of(played))) == [1, 2, 3]
