"""Who holds what at the start: the scenario's rules of control, later ones overruling earlier ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.base.columns import Flags, Ints
from sim.scenario.hexmap import BANKS, COUNTRIES, HexMap
from sim.scenario.schema import Along, ControlRule, ScenarioSheet


def starting_control(sheet: ScenarioSheet, hexmap: HexMap, sides: tuple[str, ...]) -> Ints:
    """Return the side that controls each hex at the start, -1 for none, (H+1,)."""
    control = np.full(hexmap.grid.count + 1, -1, dtype=np.int64)
    for rule in sheet.control:
        control[_area(rule, hexmap)] = sides.index(rule.side)
    control[hexmap.grid.count] = -1
    return control


def _area(rule: ControlRule, hexmap: HexMap) -> Flags:
    every: Flags = np.ones(hexmap.grid.count + 1, dtype=np.bool_)
    if rule.country is not None:
        every = hexmap.country == COUNTRIES.index(rule.country)
    elif rule.place is not None:
        radius = (rule.km or 0) * 1000 // hexmap.hex_metres
        every = hexmap.grid.distance(np.arange(every.size), hexmap.place_hex[rule.place]) <= radius
    elif rule.bank is not None:
        every = hexmap.bank == BANKS.index(rule.bank)
    elif rule.along is not None:
        every = _along(rule.along, hexmap)
    return every


def _along(along: Along, hexmap: HexMap) -> Flags:
    """Flag the hexes within some km of the straight lines that join places in order."""
    x, y = hexmap.centres
    near = np.zeros(hexmap.grid.count + 1, dtype=np.bool_)
    stops = [hexmap.place_hex[place] for place in along.places]
    for a, b in pairwise(stops):
        ax, ay, bx, by = int(x[a]), int(y[a]), int(x[b]), int(y[b])
        length = max((bx - ax) ** 2 + (by - ay) ** 2, 1)
        part = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) * 1024 // length, 0, 1024)
        off = (x - ax - (bx - ax) * part // 1024) ** 2 + (y - ay - (by - ay) * part // 1024) ** 2
        near[: hexmap.grid.count] |= off <= (along.km * 1000) ** 2
    return near
