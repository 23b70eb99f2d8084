"""Promise P4, proved on shuffled states: no event writes an outcome.

Every trigger of every shipped scenario is made to carry out its effects on states of a real run whose columns have been
shuffled among the units.  Whatever changes must be in `WRITES`, and people come and go at the edge of the map alone.
A second test sabotages an effect and sees that the first one notices.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from casebook import moment_of

from sim.orders.order import orders_of
from sim.play.history import historical
from sim.rules import effects, triggers
from sim.rules.effects import EFFECTS, WRITES, apply
from sim.rules.moment import Moment
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.scenario import Scenario
from sim.scenario.schema_events import Effect
from sim.state.kinds import Posture, Status
from sim.state.setup import setup
from sim.state.state import COLUMNS, State

SCENARIOS = available()
TURNS, WORLDS, SHUFFLES = 16, 3, 2
OUTCOMES = ("control", "blocks", "killed", "wounded", "captured", "cohesion", "fatigue", "scored", "civilians", "mines")


@lru_cache(maxsize=4)
def states(name: str) -> tuple[State, ...]:
    """Return states of a real run, at impulses spread over its turns."""
    scenario = load(name)
    state, kept = setup(scenario, range(WORLDS)), []

    def watch(working: State, moment: Moment) -> None:
        if moment.impulse % 17 == 3:
            kept.append(working.copy())

    for turn in range(min(TURNS, scenario.clock.turns)):
        said = [order for side in range(len(scenario.sides)) for order in historical(scenario, side, turn)]
        state, _ = step(scenario, state, orders_of(scenario, said), watch)
    return tuple(kept)


def shuffled(scenario: Scenario, state: State, seed: int) -> State:
    """Return a lawful state in which everything that a unit is has been dealt out anew among the units."""
    dice = np.random.default_rng(seed)
    out = state.copy()
    units, nowhere = state.fit.shape[1], scenario.map.grid.count
    places = np.array([*scenario.place_hex.tolist(), *scenario.formations.rear.tolist()])
    for name in COLUMNS:
        column = getattr(out, name)
        if column.ndim >= 2 and column.shape[1] == units:
            column[:] = column[:, dice.permutation(units)]
    out.status[:] = dice.integers(0, 4, out.status.shape)
    outside = (out.status == Status.WAITING) | (out.status == Status.GONE)
    out.position[:] = np.where(outside, nowhere, dice.choice(places, out.position.shape))
    out.fit[:] = np.where(out.status == Status.GONE, 0, dice.integers(1, 400, out.fit.shape))
    return out


def breaches(scenario: Scenario, before: State, after: State, where: np.ndarray) -> list[str]:
    """Say what an event must not have done between two states; `where` (W,) are the worlds in which it fired."""
    told = [
        f"{name} was written" for name in COLUMNS
        if name not in WRITES and not np.array_equal(getattr(before, name), getattr(after, name))
    ]  # fmt: skip
    still = ~where
    told += [
        f"{name} was written where the event did not fire" for name in COLUMNS
        if not np.array_equal(getattr(before, name)[still], getattr(after, name)[still])
    ]  # fmt: skip
    entered = (before.status == Status.WAITING) & (after.status == Status.ACTIVE)
    woken = (before.status == Status.DORMANT) & (after.status == Status.ACTIVE)
    home = np.stack((scenario.formations.rear, scenario.formations.depot))[:, scenario.forces.formation]  # (2, U)
    at_home = (before.position[None] == home[:, None]).any(axis=0)
    recalled = (before.status == Status.ACTIVE) & (after.status == Status.GONE) & at_home
    if ((before.status != after.status) & ~(entered | woken | recalled)).any():
        told.append("a unit was taken away, or brought back, from where it stood")
    if ((before.position != after.position) & ~(entered | recalled)).any():
        told.append("a unit on the map was moved")
    if (after.position[recalled] != scenario.map.grid.count).any():
        told.append("a recalled unit is still on the map")
    if (((before.fit != after.fit) | (before.left != after.left)) & ~recalled).any():
        told.append("fighters were made or lost")
    if ((before.fit + before.left) != (after.fit + after.left)).any():
        told.append("people were made or lost")
    if ((before.posture != after.posture) & ((before.posture == Posture.ROUT) | (after.posture == Posture.HIDE))).any():
        told.append("a routed unit was rallied, or a unit was put below ground")
    return told + _intruders(scenario, before, after, entered)


def _intruders(scenario: Scenario, before: State, after: State, entered: np.ndarray) -> list[str]:
    """Say which newcomers came in where hostile troops stood before them."""
    told = []
    for world, unit in zip(*np.nonzero(entered), strict=True):
        hostile = scenario.hostile[scenario.forces.side[unit]][scenario.forces.side]
        if (hostile & before.above[world] & (before.position[world] == after.position[world, unit])).any():
            told.append(f"{scenario.forces.ids[unit]} came in among the enemy")
    return told


def found(name: str) -> list[str]:
    """Carry out each trigger's effects on all the shuffled states; return the breaches, each with its trigger."""
    scenario, told = load(name), []
    for number, state in enumerate(states(name)):
        for seed in range(SHUFFLES):
            before = shuffled(scenario, state, 100 * number + seed)
            where = np.arange(before.worlds) % 3 != number % 3
            for trigger in scenario.triggers:
                moment = moment_of(scenario, before.copy())
                for effect in trigger.effects:
                    assert isinstance(effect, Effect)
                    apply(moment, effect, where)
                told += [f"{trigger.id}: {fault}" for fault in breaches(scenario, before, moment.state, where)]
    return told


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_event_writes_an_outcome(name: str) -> None:
    assert load(name).triggers
    assert len(states(name)) >= 2
    assert found(name) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_whole_look_at_the_events_writes_no_outcome(name: str) -> None:
    """The same of `triggers.resolve`, late arrivals included; it may also remember what fired."""
    scenario = load(name)
    for number, state in enumerate(states(name)):
        before = shuffled(scenario, state, number)
        before.fired[:] = np.where(before.fired < 0, number % 2 - 1, before.fired)
        moment = moment_of(scenario, before.copy())
        triggers.resolve(moment)
        for column in ("fired", "latch"):
            getattr(moment.state, column)[:] = getattr(before, column)
        assert breaches(scenario, before, moment.state, np.ones(before.worlds, dtype=bool)) == []


def _takes_ground(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    moment.state.control[where, 5] = 1 - moment.state.control[where, 5]


def _kills(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    moment.state.killed[where, 0] += 1
    moment.state.fit[where, 0] -= 1


def _moves(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    state = moment.state
    state.position[where] = np.where(state.on_map[where], 7, state.position[where])


def _reinforces_from_nothing(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    moment.state.fit[where, 0] += 50


def _removes(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    state = moment.state
    here = where[:, None] & state.on_map
    state.left[here] += state.fit[here]
    state.fit[here] = 0
    state.status[here] = Status.GONE
    state.position[here] = moment.nowhere


def _hides(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    moment.state.posture[where] = Posture.HIDE


def _reaches_other_worlds(moment: Moment, effect: Effect, where: np.ndarray) -> None:
    moment.state.alert[:] = (moment.state.alert + 1) % 4


SABOTAGE = (_takes_ground, _kills, _moves, _reinforces_from_nothing, _removes, _hides, _reaches_other_worlds)


@pytest.mark.parametrize("sabotage", SABOTAGE, ids=lambda sabotage: sabotage.__name__.strip("_"))
def test_a_sabotaged_effect_is_noticed(
    sabotage: Callable[[Moment, Effect, np.ndarray], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = SCENARIOS[0]
    effect = load(name).triggers[0].effects[0]
    assert isinstance(effect, Effect)
    monkeypatch.setitem(effects.EFFECTS, effect.kind, sabotage)
    assert found(name) != []


def test_the_list_is_closed_and_names_no_outcome() -> None:
    assert set(EFFECTS) == set(Effect.model_fields)
    assert set(COLUMNS) >= WRITES
    assert not WRITES & set(OUTCOMES)
