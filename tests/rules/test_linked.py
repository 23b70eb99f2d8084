"""A chain of held ground joins two places if a plain search, hex by hex, comes from one to the other."""

from __future__ import annotations

from random import Random

import pytest
from casebook import moment_of, placed, scenario_of

from sim.rules.conditions import linked
from sim.rules.moment import Moment


def found(moment: Moment, world: int, side: int, start: int, by_road: bool) -> set[int]:
    """Return the hexes that are joined to one in a world."""
    hexmap, control = moment.scenario.map, moment.state.control[world].tolist()
    held = {h for h, holder in enumerate(control) if holder >= 0 and moment.scenario.friend[side, holder]}
    met, left = set(), [start] if start in held else []
    while left:
        here = left.pop()
        met.add(here)
        for direction, beside in enumerate(hexmap.grid.neighbours[here].tolist()):
            passable = hexmap.road[here, direction] > 0 if by_road else hexmap.bank[here] == hexmap.bank[beside]
            if passable and beside in held and beside not in met:
                left.append(beside)
    return met


@pytest.mark.parametrize("by_road", [False, True])
def test_a_chain_is_found_where_there_is_one(by_road: bool) -> None:
    case = {"units": {}, "worlds": 4}
    scenario = scenario_of(case)
    state, dice, count = placed(scenario, case), Random(7), scenario.map.grid.count
    on_roads = [h for h in range(count) if scenario.map.road[h].any()]
    joined = 0
    for share in (0.05, 0.2, 0.4) * 8:
        for world in range(state.worlds):
            state.control[world, :count] = [
                dice.randrange(-1, len(scenario.sides)) if dice.random() < share else 0 for _ in range(count)
            ]
        moment = moment_of(scenario, state)
        start, *goals = (dice.choice(on_roads if by_road else range(count)) for _ in range(6))
        plain = [found(moment, world, 0, start, by_road) for world in range(state.worlds)]
        for goal in goals:
            told = linked(moment, 0, start, goal, by_road).tolist()
            assert told == [goal in hexes for hexes in plain]
            joined += sum(told)
    assert 50 < joined < 400
