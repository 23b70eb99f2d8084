"""What the dice could have given is told by the very numbers that they gave."""

from __future__ import annotations

import numpy as np
import pytest

from sim.orders.order import orders_of
from sim.play.history import historical
from sim.record.fortune import KINDS, WHOLE, Fortune, Throws
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.state.setup import setup

WORLDS = 200


def thrown(name: str, worlds: int, turns: int | None = None) -> Throws:
    scenario = load(name)
    state, fortune = setup(scenario, range(1, worlds + 1)), Fortune(scenario)
    for turn in range(turns or scenario.clock.turns):
        said = [order for side in range(len(scenario.sides)) for order in historical(scenario, side, turn)]
        state, _ = step(scenario, state, orders_of(scenario, said), fortune.watch)
    return fortune.throws()


@pytest.fixture(scope="module")
def throws() -> Throws:
    return thrown("day-of-wrath", WORLDS)


def test_every_kind_of_fire_of_the_raid_is_kept(throws: Throws) -> None:
    assert {KINDS[row] for row in np.unique(throws.kind)} == {"fire", "air", "rockets", "car bomb"}
    assert (throws.people <= throws.most).all()
    assert throws.costs.shape == (throws.people.size, 16)


def test_nobody_is_hit_whom_no_face_could_have_hit(throws: Throws) -> None:
    least, most = throws.costs.min(axis=1) >> 10, -(-throws.costs.max(axis=1) >> 10)
    assert (throws.people >= np.minimum(least, throws.most)).all()
    assert (throws.people <= np.minimum(most, throws.most)).all()


def test_chances_add_up_and_give_the_mean_and_the_square(throws: Throws) -> None:
    mean, square = throws.expected, throws.square
    for row in np.argsort(-mean)[:40].tolist():
        chances = throws.chances(row)
        people = np.arange(chances.size)
        assert int(chances.sum()) == WHOLE
        assert int((chances * people).sum()) == int(mean[row])
        assert int((chances * people**2).sum()) == int(square[row])


@pytest.mark.parametrize(("name", "worlds", "turns"), [("day-of-wrath", WORLDS, None), ("dawn-3", 12, 12)])
def test_over_many_worlds_as_many_are_hit_as_expected(
    name: str, worlds: int, turns: int | None, throws: Throws
) -> None:
    found = throws if worlds == WORLDS else thrown(name, worlds, turns)
    variance = found.square / WHOLE - (found.expected / WHOLE) ** 2
    assert found.people.sum() > 500
    for side in np.unique(found.side).tolist():
        own = found.side == side
        apart = float((found.people - found.expected / WHOLE)[own].sum())
        assert abs(apart) < 4 * float(variance[own].sum()) ** 0.5


def test_a_game_without_fire_has_no_throws() -> None:
    none = Fortune(load("day-of-wrath")).throws()
    assert none.expected.size == none.world.size == 0
