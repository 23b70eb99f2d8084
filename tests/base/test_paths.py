"""Ways: the fields of least time against a plain Dijkstra, on sheets with walls, fords and dear ground."""

from __future__ import annotations

import heapq
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.hexes import Grid
from sim.base.paths import FAR, Routes, field, ways_from

STEADY = settings(derandomize=True, deadline=None, max_examples=40, database=None)
GRID = Grid(9, 7)


def dijkstra(grid: Grid, cost: np.ndarray, goal: int) -> np.ndarray:
    """Minutes from everywhere to the goal, one hex at a time."""
    minutes = [FAR] * (grid.count + 1)
    minutes[goal] = 0
    queue = [(0, goal)]
    while queue:
        far, here = heapq.heappop(queue)
        if far > minutes[here]:
            continue
        for direction in range(6):
            before = int(grid.neighbours[here, direction])
            if before == grid.count:
                continue
            offered = far + int(cost[before, (direction + 3) % 6])
            if offered < minutes[before]:
                minutes[before] = offered
                heapq.heappush(queue, (offered, before))
    return np.array(minutes)


@st.composite
def sheets(draw: st.DrawFn) -> np.ndarray:
    """Costs (H+1, 6) with walls (one way or both) and free steps never cheaper than a minute."""
    numbers = draw(st.lists(st.sampled_from([1, 2, 7, 20, 90, 600, FAR]), min_size=40, max_size=40))
    cycle = np.resize(np.array(numbers, dtype=np.int64), (GRID.count + 1) * 6).reshape(-1, 6)
    return np.where(GRID.neighbours == GRID.count, FAR, cycle)


@STEADY
@given(sheets(), st.integers(min_value=0, max_value=GRID.count - 1))
def test_a_field_is_what_dijkstra_finds(cost: np.ndarray, goal: int) -> None:
    assert field(GRID, cost, goal).tolist() == dijkstra(GRID, cost, goal).tolist()


@STEADY
@given(sheets(), st.integers(min_value=0, max_value=GRID.count - 1))
def test_the_next_hex_leads_there_in_that_time(cost: np.ndarray, goal: int) -> None:
    routes = Routes(GRID, cost[None])
    (slot,) = routes.slots(np.array([goal]), np.array([0])).tolist()
    for start in range(GRID.count):
        if routes.minutes[slot, start] >= FAR:
            assert routes.onward[slot, start] == GRID.count
            continue
        here, spent = start, 0
        while here != goal:
            onward = int(routes.onward[slot, here])
            spent += int(cost[here, GRID.direction(here, onward)])
            here = onward
        assert spent == routes.minutes[slot, start]


def test_fields_are_made_once() -> None:
    cost = np.where(GRID.neighbours == GRID.count, FAR, 5)
    routes = Routes(GRID, np.stack((cost, cost * 2)))
    goals, classes = np.array([3, 3, 8, 3]), np.array([0, 1, 0, 0])
    slots = routes.slots(goals, classes)
    assert slots[0] == slots[3]
    assert len(set(slots.tolist())) == 3 == len(routes.minutes)
    assert (routes.slots(goals, classes) == slots).all()
    assert len(routes.minutes) == 3


@pytest.mark.parametrize("goal", [0, 31, GRID.count - 1])
def test_on_even_ground_time_is_distance(goal: int) -> None:
    cost = np.where(GRID.neighbours == GRID.count, FAR, 4)
    every = np.arange(GRID.count)
    assert (field(GRID, cost, goal)[:-1] == 4 * GRID.distance(every, goal)).all()


@STEADY
@given(sheets(), st.integers(min_value=0, max_value=GRID.count - 1))
def test_the_ways_from_a_hex_are_those_of_the_fields(cost: np.ndarray, start: int) -> None:
    routes, ways = Routes(GRID, cost[None]), ways_from(GRID, cost, start)
    for goal in range(GRID.count):
        (slot,) = routes.slots(np.array([goal]), np.array([0])).tolist()
        assert ways.minutes[goal] == routes.minutes[slot, start]
        assert (goal in ways.order) == (ways.minutes[goal] < FAR)
        way = [goal] if goal in ways.order else []
        while way and way[0] != start:
            way.insert(0, int(ways.before[way[0]]))
        assert all(routes.onward[slot, here] == onward for here, onward in pairwise(way))


@STEADY
@given(sheets(), st.integers(min_value=0, max_value=GRID.count - 1))
def test_there_is_a_way_where_a_field_has_one_and_no_field_is_made_for_it(cost: np.ndarray, start: int) -> None:
    """With more fields than there was room for at first: the tables grow and keep what they have."""
    asked, fields = Routes(GRID, cost[None]), Routes(GRID, cost[None])
    for goal in range(GRID.count + 1):
        (slot,) = fields.slots(np.array([goal]), np.array([0])).tolist()
        there = bool(fields.minutes[slot, start] < FAR)
        assert asked.leads(start, goal, 0) == fields.leads(start, goal, 0) == there
    assert len(asked.minutes) == 0
    assert len(fields.minutes) == len(fields.onward) == GRID.count + 1
    for goal in range(GRID.count):
        assert fields.minutes[goal].tolist() == field(GRID, cost, goal).tolist()
