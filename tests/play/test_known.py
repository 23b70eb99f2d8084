"""What is known of history's own course is taken over instead of played again, if it is the same to the last bit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.play.course import Course, Known
from sim.play.doctrine.staff import Doctrine
from sim.play.game import Game
from sim.play.past import Past
from sim.rules.moment import Moment
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.state import State

SINCE, SEED = 4, 7


def played(scenario: Scenario, seed: int = SEED, led: bool = False) -> Known:
    """Play some turns and keep every state."""
    states: list[State] = []

    def watch(state: State, moment: Moment) -> None:
        states.append(replace(state.copy(), impulse=moment.impulse + 1))

    course = Course(scenario, [seed], {"isil": Doctrine()} if led else None, watch=watch)
    states.append(course.state)
    for _ in range(SINCE):
        course.advance()
    return Known(course, states)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("day-of-wrath")


def begun(scenario: Scenario, known: Known | None, seed: int = SEED) -> Game:
    game = Game(scenario, seed, "opposition", {"isil": Doctrine()}, SINCE, known=known)
    game.resolve()
    return game


def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often a turn is resolved by a course."""
    import sim.play.course as course

    made: list[int] = []
    inner = course.step

    def step(*arguments):  # type: ignore[no-untyped-def]
        made.append(1)
        return inner(*arguments)

    monkeypatch.setattr(course, "step", step)
    return made


def test_it_is_taken_over(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    known = played(scenario)
    made = steps(monkeypatch)
    game = begun(scenario, known)
    assert len(made) == 1
    assert game.record() == begun(scenario, None).record()
    assert game.deviations() == begun(scenario, None).deviations()


@pytest.mark.parametrize("fault", ["state", "led", "world", "scenario"])
def test_what_differs_is_played(scenario: Scenario, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    other = replace(scenario) if fault == "scenario" else scenario
    known = played(other, SEED + 1 if fault == "world" else SEED, fault == "led")
    if fault == "state":
        for state in known.states:
            state.fit[0, 0] += 1
    made = steps(monkeypatch)
    game = begun(scenario, known)
    assert len(made) == SINCE + 1
    assert game.record() == begun(scenario, None).record()


def test_what_is_not_known_yet_is_played(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    known = played(scenario)
    made = steps(monkeypatch)
    Game(scenario, SEED, "opposition", since=SINCE + 2, known=known)
    assert len(made) == 2


def test_history_is_played_once_for_all_who_ask_after_the_same_worlds(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sim.play.past as past

    made: list[int] = []
    inner = past.step

    def step(*arguments):  # type: ignore[no-untyped-def]
        made.append(1)
        return inner(*arguments)

    monkeypatch.setattr(past, "step", step)
    monkeypatch.setattr(past, "_PLAYED", [])
    asked = [Past(scenario, [SEED, 8]) for _ in range(2)]
    states = [one.at(turn) for turn in (2, 3, 5) for one in asked]
    assert len(made) == 5
    assert [state.digests for state in states[::2]] == [state.digests for state in states[1::2]]
    assert Past(scenario, [SEED]).at(5).digests == (states[-1].digests[0],)
    assert Past(replace(scenario), [SEED]).at(5).digests == (states[-1].digests[0],)
    assert len(made) == 15


def test_room_is_made_for_the_latest_and_a_study_is_not_kept(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sim.play.past as past

    monkeypatch.setattr(past, "_PLAYED", [])
    monkeypatch.setattr(past, "WORLDS", 2)
    for seed in (1, 2, 3, 2):
        Past(scenario, [seed]).at(1)
    assert [seeds for _, seeds, _ in past._PLAYED] == [(3,), (2,)]
    assert Past(scenario, [1, 2, 3]).at(2).digests[1] == Past(scenario, [2]).at(2).digests[0]
    assert [seeds for _, seeds, _ in past._PLAYED] == [(3,), (2,)]
