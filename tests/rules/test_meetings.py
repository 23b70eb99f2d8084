"""Rule 5.4 with more than two parties: whoever enters an empty hex together, opponents never both get it."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from sim.rules.moment import moment_of
from sim.rules.movement import settle_meetings
from sim.scenario.compile import load
from sim.state.setup import setup


@pytest.mark.parametrize("sides", sorted(permutations(("government", "government", "isil", "iraq", "sdf"), 4)))
def test_opponents_never_share_a_hex(sides: tuple[str, ...]) -> None:
    scenario = load("dawn-3")
    worlds = 32
    moment = moment_of(scenario, setup(scenario, range(worlds)))
    world = np.repeat(np.arange(worlds), len(sides))
    side = np.tile([scenario.sides.index(name) for name in sides], worlds)
    won = settle_meetings(moment, world, side, np.full(world.size, scenario.place("t2_station"), dtype=np.int64))
    for one in range(worlds):
        there = side[(world == one) & won]
        assert there.size
        assert not scenario.hostile[there[:, None], there].any()
