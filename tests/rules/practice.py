"""The practice field: a small map drawn by hand, and the scenario of `field/` laid on it.

    river      between rows 1 and 2, all along; a ferry in column 6
    border     Syria west of column 44, Iraq east of it
    road       paved, along row 9 from column 0 to column 30
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from unittest import mock

import numpy as np

from sim.base.clock import Clock
from sim.base.hexes import Grid
from sim.base.projection import Projection
from sim.scenario.compile import compile_scenario
from sim.scenario.hexmap import BANKS, COUNTRIES, ROADS, TERRAIN, HexMap
from sim.scenario.load import load_files
from sim.scenario.scenario import Scenario

FIELD = Path(__file__).parent / "field"
COLS, ROWS, BORDER, FERRY, HEX_METRES = 50, 11, 44, 6, 2500
LETTERS = {"b": "broken", "v": "valley", "t": "town", "C": "city", "a": "airbase", "w": "water"}
PLACES = {
    "red-depot": (0, 6, "."), "blue-depot": (42, 6, "."), "green-depot": (47, 6, "."), "old-town": (12, 6, "C"),
    "hamlet": (16, 4, "t"), "palms": (6, 4, "v"), "wadi": (10, 4, "b"), "airstrip": (24, 4, "a"),
    "mill": (20, 6, "."), "landing": (6, 2, "."), "post": (43, 8, "."), "crossroads": (20, 9, "."),
    "tarn": (34, 9, "w"), "gate": (45, 4, "."),
}  # fmt: skip


def drawn_map() -> HexMap:
    """Return the map of the practice field."""
    grid = Grid(COLS, ROWS)
    count = grid.count
    row, col = np.arange(count) // COLS, np.arange(count) % COLS
    terrain = np.full(count + 1, TERRAIN.index("desert"), dtype=np.int8)
    terrain[count] = TERRAIN.index("off")
    for c, r, letter in PLACES.values():
        if letter != ".":
            terrain[grid.index(c, r)] = TERRAIN.index(LETTERS[letter])
    country = np.append(np.where(col >= BORDER, COUNTRIES.index("IQ"), COUNTRIES.index("SY")), -1).astype(np.int8)
    bank = np.append(np.where(row <= 1, BANKS.index("left"), BANKS.index("right")), 0).astype(np.int8)
    around = grid.neighbours
    inside = (around != count) & (np.arange(count + 1) != count)[:, None]
    river = inside & (bank[around] != bank[:, None])
    column = np.append(col, -1)
    ferry = river & (column[:, None] == FERRY) & (column[around] == FERRY)
    road = np.zeros((count + 1, 6), dtype=np.uint8)
    for c in range(30):
        road[grid.index(c, 9), 0] = road[grid.index(c + 1, 9), 3] = ROADS.index("paved")
    place_hex = {name: grid.index(c, r) for name, (c, r, _) in PLACES.items()}
    return HexMap(grid, HEX_METRES, Projection(34.15, 40.65), terrain, country, bank, road, river, ferry, place_hex,
                  np.zeros(count + 1, dtype=np.bool_))  # fmt: skip


@lru_cache(maxsize=8)
def field(turn_hours: int = 4, start: str = "day") -> Scenario:
    """Return the practice field; `start` says whether the first impulse is the first of a day (06:00) or a night."""
    with mock.patch("sim.scenario.compile.hexmap_of", return_value=drawn_map()):
        scenario = compile_scenario(load_files(FIELD))
    clock = scenario.clock
    begin = clock.start if start == "day" else clock.start.replace(hour=18)
    return replace(scenario, clock=Clock(begin, clock.turns, turn_hours, clock.impulse_hours))
