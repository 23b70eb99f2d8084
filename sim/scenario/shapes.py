"""Lines and outlines on the plane, in whole metres: how far, how far along, on which hand, inside or not.

Integers throughout, so that a hex lies on the same bank on every machine. Coordinates stay below a million
metres; the largest product, a dot product times a length, stays below 2^62.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

import numpy as np

from sim.base.columns import Flags, Ints

#: The hands of one who walks a line from its first point.
RIGHT, LEFT = 1, 2


@dataclass(frozen=True, eq=False)
class Nearness:
    """For N points: squared metres to the nearest spot of a line, metres along the line to it, the hand."""

    squared: Ints
    along: Ints
    hand: Ints


def nearness(line: Ints, x: Ints, y: Ints) -> Nearness:
    """Where each of N points lies by a line of P corners (P, 2), whose ends run on straight."""
    start, step = line[:-1], np.diff(line, axis=0)
    square = np.maximum((step * step).sum(axis=1), 1)
    dx, dy = x[:, None] - start[:, 0], y[:, None] - start[:, 1]
    part = np.clip(dx * step[:, 0] + dy * step[:, 1], 0, square)
    off_x, off_y = dx - step[:, 0] * part // square, dy - step[:, 1] * part // square
    squared = off_x * off_x + off_y * off_y
    segment = squared.argmin(axis=1)
    every = np.arange(len(x))
    part = part[every, segment]
    cross = step[segment, 0] * dy[every, segment] - step[segment, 1] * dx[every, segment]
    cross = _round_corners(step, segment, part >= square[segment], cross)
    lengths = np.array([isqrt(int(value)) for value in square], dtype=np.int64)
    before = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    along = before[segment] + lengths[segment] * part // square[segment]
    return Nearness(squared[every, segment], along, np.where(cross < 0, RIGHT, LEFT))


def _round_corners(step: Ints, segment: Ints, at_end: Flags, cross: Ints) -> Ints:
    """A point nearest to a corner lies outside the bend: on the right where the line turns left."""
    following = np.minimum(segment + 1, len(step) - 1)
    turn = step[segment, 0] * step[following, 1] - step[segment, 1] * step[following, 0]
    return np.where(at_end & (turn != 0), -turn, cross)


def inside(outline: Ints, x: Ints, y: Ints) -> Flags:
    """Whether each of N points lies in the outline (P, 2): an odd number of its edges lie to the east."""
    ax, ay = outline[:, 0], outline[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    spans = (ay > y[:, None]) != (by > y[:, None])
    rise = np.where(by == ay, 1, by - ay)
    crossing_x = ax + (bx - ax) * (y[:, None] - ay) // rise
    crossed = (spans & (crossing_x > x[:, None])).sum(axis=1)
    return np.asarray(crossed % 2 == 1)


def walk(line: Ints, stride: int) -> tuple[Ints, Ints]:
    """Points along a polyline, at most ``stride`` metres apart: (N, 2), and the corner before each: (N,)."""
    spots: list[Ints] = []
    corners: list[Ints] = []
    for i, (a, b) in enumerate(pairwise(line)):
        length = isqrt(int(((b - a) ** 2).sum()))
        count = max(1, -(-length // stride))
        share = np.arange(count, dtype=np.int64)[:, None]
        spots.append(a + (b - a) * share // count)
        corners.append(np.full(count, i, dtype=np.int64))
    spots.append(line[-1:])
    corners.append(np.array([len(line) - 1], dtype=np.int64))
    return np.concatenate(spots), np.concatenate(corners)
