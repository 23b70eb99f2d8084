"""Courses of lines over the map in metres, the river along its hex sides: for the printed sheet and the window."""

from __future__ import annotations

import numpy as np

from sim.report.mapsheet import ink
from sim.report.mapsheet.ink import Floats
from sim.scenario.geography import Line
from sim.scenario.hexmap import HexMap


def on_plane(hexmap: HexMap, line: Line) -> Floats:
    """A line in metres, (P, 2)."""
    lat, lon = zip(*line.points, strict=True)
    return np.stack(hexmap.projection.forward(lat, lon), axis=1)


def river_sides(hexmap: HexMap) -> Floats:
    """(E, 2, 2) metres: the hex sides along which the river runs, each once."""
    h, d = np.nonzero(hexmap.river[:-1])
    once = h < hexmap.grid.neighbours[h, d]
    h, d = h[once], d[once]
    shapes = ink.corners(hexmap)
    return np.stack((shapes[h, d], shapes[h, (d + 1) % 6]), axis=1)


def chains(sides: Floats) -> list[Floats]:
    """Sides joined end to end; the river is one such chain."""
    ends: dict[tuple[int, int], list[int]] = {}
    keys = [[(round(float(x) / 10), round(float(y) / 10)) for x, y in side] for side in sides]
    for i, pair in enumerate(keys):
        for key in pair:
            ends.setdefault(key, []).append(i)
    spots = {key: sides[i][keys[i].index(key)] for key, members in ends.items() for i in members}
    left, chains = set(range(len(sides))), []
    starts = [key for key, members in ends.items() if len(members) == 1]
    for start in starts:
        here, chain = start, [spots[start]]
        while step := [i for i in ends[here] if i in left]:
            left.discard(step[0])
            here = keys[step[0]][1 - keys[step[0]].index(here)]
            chain.append(spots[here])
        if len(chain) > 1:
            chains.append(np.array(chain))
    return chains


def rounded(chain: Floats) -> Floats:
    """A chain with its corners cut twice (Chaikin): it looks like water and keeps to its hex sides."""
    for _ in range(2):
        a, b = chain[:-1], chain[1:]
        cut = np.stack((a * 0.75 + b * 0.25, a * 0.25 + b * 0.75), axis=1).reshape(-1, 2)
        chain = np.concatenate((chain[:1], cut, chain[-1:]))
    return chain
