"""Courses of lines over the map in metres, the river along its hex sides: for the printed sheet and the window."""

from __future__ import annotations

import numpy as np

from sim.report.mapsheet import ink
from sim.report.mapsheet.ink import Floats
from sim.scenario.geography import Line
from sim.scenario.hexmap import ROADS, HexMap


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


def road_courses(hexmap: HexMap) -> dict[str, list[Floats]]:
    """Return by grade, in metres: three points of a bend where two roads of a grade meet, else two of a spoke."""
    x, y = hexmap.centres
    turn = np.radians(60.0 * np.arange(6))
    spoke = np.stack((np.cos(turn), np.sin(turn)), axis=1) * hexmap.hex_metres / 2
    found: dict[str, list[Floats]] = {grade: [] for grade in ROADS}
    occupied = set(hexmap.place_hex.values())
    for h in np.flatnonzero(hexmap.road[:-1].any(axis=1)):
        middle = np.array([x[h], y[h]], dtype=float)
        exits = np.flatnonzero(hexmap.road[h])
        grades = [ROADS[hexmap.road[h, d]] for d in exits]
        if len(exits) == 2 and grades[0] == grades[1] and int(h) not in occupied:
            found[grades[0]].append(np.array([middle + spoke[exits[0]], middle, middle + spoke[exits[1]]]))
            continue
        for d, grade in zip(exits, grades, strict=True):
            found[grade].append(np.array([middle + spoke[d], middle]))
    return found


def rounded(chain: Floats) -> Floats:
    """A chain with its corners cut twice (Chaikin): it looks like water and keeps to its hex sides."""
    for _ in range(2):
        a, b = chain[:-1], chain[1:]
        cut = np.stack((a * 0.75 + b * 0.25, a * 0.25 + b * 0.75), axis=1).reshape(-1, 2)
        chain = np.concatenate((chain[:1], cut, chain[-1:]))
    return chain
