"""Where names go on a map: next to their places, off each other, off the lines where there is room.

Greedy and repeatable: names are set in the order given, each where it disturbs least; one that can't be set
next to its place gets a thin leader, one that can't be set at all is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.report.mapsheet.ink import Floats

#: Left, bottom, right, top in pixels.
Box = tuple[float, float, float, float]
#: Directions tried, best first: right, left, upper right, lower right, upper left, lower left, above, below.
AROUND = (
    (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1), (1, 2), (1, -2), (-1, 2), (-1, -2),
)  # fmt: skip
#: Pixels between a symbol and its name, in the order in which they are tried.
GAPS = (3.0, 7.0, 12.0, 20.0, 30.0, 42.0, 58.0, 78.0)
#: From so many pixels on, a leader says whose name it is.
LEADER = 8.0


@dataclass(frozen=True)
class Label:
    """A text of so many pixels that belongs to a symbol at x, y of so many pixels' radius."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True)
class Setting:
    """The lower left corner of a label, and whether it stands so far off that it needs a leader."""

    x: float
    y: float
    leader: bool


def settle(labels: Sequence[Label], lines: Floats, taken: Floats, frame: Box) -> list[Setting | None]:
    """Set labels in order, inside ``frame``; None for a label that finds no room.

    ``lines`` (N, 2): points better left free; ``taken`` (K, 4): boxes that must stay free; all in pixels.
    """
    symbols = [(at.x - at.radius, at.y - at.radius, at.x + at.radius, at.y + at.radius) for at in labels]
    boxes = np.concatenate((taken.reshape(-1, 4), np.array(symbols).reshape(-1, 4)))
    settings: list[Setting | None] = []
    for label in labels:
        best = _best(label, lines, boxes, frame)
        settings.append(best)
        if best is not None:
            box = (best.x, best.y, best.x + label.width, best.y + label.height)
            boxes = np.concatenate((boxes, np.array([box])))
    return settings


def _best(label: Label, lines: Floats, boxes: Floats, frame: Box) -> Setting | None:
    """The spot that costs least: far from its symbol is dear, on a line is dear, on another label is out."""
    best: Setting | None = None
    least = np.inf
    for gap in GAPS:
        for rank, (right, up) in enumerate(AROUND):
            reach = label.radius + gap
            x = label.x + right * reach - (0.5 - 0.5 * np.sign(right)) * label.width
            y = label.y + up * reach * 0.6 - (0.5 - 0.5 * np.sign(up)) * label.height
            off = _off(label, x, y)
            cost = off + rank * 0.6 + (16.0 if off > LEADER else 0.0)
            if cost >= least or not _free(x, y, label, boxes, frame):
                continue
            inside = (lines[:, 0] > x - 1) & (lines[:, 0] < x + label.width + 1)
            inside &= (lines[:, 1] > y - 1) & (lines[:, 1] < y + label.height + 1)
            cost += 1.4 * float(np.count_nonzero(inside))
            if cost < least:
                best, least = Setting(x, y, off > LEADER), cost
    return best


def _off(label: Label, x: float, y: float) -> float:
    """Pixels from the edge of the symbol to the nearest spot of the label's box."""
    across = max(x - label.x, label.x - x - label.width, 0.0)
    along = max(y - label.y, label.y - y - label.height, 0.0)
    return float(np.hypot(across, along)) - label.radius


def _free(x: float, y: float, label: Label, boxes: Floats, frame: Box) -> bool:
    """Whether a label may stand there: inside the frame, off all boxes, with a pixel to spare."""
    if x < frame[0] or y < frame[1] or x + label.width > frame[2] or y + label.height > frame[3]:
        return False
    over = (boxes[:, 0] < x + label.width + 1) & (boxes[:, 2] > x - 1)
    over &= (boxes[:, 1] < y + label.height + 1) & (boxes[:, 3] > y - 1)
    return not bool(over.any())
