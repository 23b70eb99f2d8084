"""What it costs to go from hex to hex: minutes by mobility class and by the set of countries one may enter."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints
from sim.base.paths import FAR
from sim.scenario.hexmap import TERRAIN, HexMap
from sim.scenario.ruleset import MOBILITIES, Ruleset

PERMIT_SETS = 8
"""Bit sets of three countries: movement class = mobility * 8 + permits."""


def passage(hexmap: HexMap, ruleset: Ruleset) -> Ints:
    """Return minutes (M * 8, H+1, 6) to leave each hex in each direction; FAR where one may not or cannot go."""
    ground = hexmap.terrain.astype(np.int64)
    onto = hexmap.grid.neighbours  # (H+1, 6)
    barred = np.isin(ground[onto], (TERRAIN.index("water"), TERRAIN.index("off")))
    barred |= hexmap.river & ~hexmap.ferry
    tables = []
    for mobility in range(len(MOBILITIES)):
        by_road = ruleset.road[mobility][hexmap.road.astype(np.int64)]
        per_km = np.where(hexmap.road > 0, by_road, ruleset.minutes[mobility][ground[onto]])
        cost = per_km * hexmap.hex_metres // 1000 + np.where(hexmap.river, ruleset.ferry[mobility], 0)
        cost = np.where(barred, FAR, np.maximum(cost, 1))
        for permits in range(PERMIT_SETS):
            allowed = (permits >> hexmap.country[onto].astype(np.int64)) & 1
            tables.append(np.where(allowed > 0, cost, FAR))
    return np.stack(tables)
