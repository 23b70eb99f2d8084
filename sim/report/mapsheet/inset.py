"""An inset where places crowd: which part of the map it enlarges, and which empty corner it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.base.columns import Flags, Ints
from sim.report.mapsheet import ink
from sim.report.mapsheet.ground import Extent
from sim.scenario.geography import Place
from sim.scenario.hexmap import HexMap

#: An inset is made when hexes are narrower than so many pixels and so many places lie about one of them.
NARROW, MANY, ABOUT = 20.0, 8, 6
#: The share of the map's width that the inset takes.
SHARE = 0.37


@dataclass(frozen=True)
class Inset:
    """In metres on the map: the part that is enlarged and the pane in which it is shown."""

    window: Extent
    pane: Extent

    def shows(self, hexmap: HexMap, place: Place) -> bool:
        """Whether a place lies in the part that is enlarged."""
        x, y = hexmap.centres
        h = hexmap.place_hex[place.id]
        return bool(_holds(self.window, x[h : h + 1], y[h : h + 1])[0])


def find_inset(hexmap: HexMap, places: Sequence[Place], shown: Extent, width: float) -> Inset | None:
    """The inset that a map ``width`` pixels wide needs, or None."""
    hexes = np.array([hexmap.place_hex[place.id] for place in places], dtype=np.int64)
    if len(hexes) < MANY or width * hexmap.hex_metres / (shown[2] - shown[0]) >= NARROW:
        return None
    near = hexmap.grid.distance(hexes[:, None], hexes) <= ABOUT
    crowd = near.sum(axis=1)
    if int(crowd.max()) < MANY:
        return None
    window = _window(hexmap, hexes[near[int(crowd.argmax())]], shown)
    return Inset(window, _pane(hexmap, hexes, window, shown))


def add_inset(figure: Figure, axes: Axes, inset: Inset) -> Axes:
    """Outline the window on the map, lay the pane over it; returns the pane, still empty."""
    left, bottom, right, top = inset.window
    outline = Rectangle((left, bottom), right - left, top - bottom, edgecolor=ink.INK, fill=False)
    outline.set_zorder(6.5)
    axes.add_patch(outline)
    corner = axes.transData.transform([inset.pane[:2], inset.pane[2:]])
    share = figure.transFigure.inverted().transform(corner)
    pane = figure.add_axes((*share[0], *(share[1] - share[0])), zorder=10)
    pane.set_xlim(left, right)
    pane.set_ylim(bottom, top)
    pane.set_xticks([])
    pane.set_yticks([])
    pane.set_facecolor(ink.PAPER)
    for spine in pane.spines.values():
        spine.set_color(ink.INK)
        spine.set_linewidth(1.2)
    return pane


def _holds(part: Extent, x: Ints, y: Ints) -> Flags:
    """(N,) whether points lie in a part of the map."""
    return np.asarray((x > part[0]) & (x < part[2]) & (y > part[1]) & (y < part[3]))


def _window(hexmap: HexMap, hexes: Ints, shown: Extent) -> Extent:
    """The crowd with a margin, four to three, within the map."""
    x, y = hexmap.centres
    beside, above = 3.0 * hexmap.hex_metres, 1.7 * hexmap.hex_metres
    middle_x = float(x[hexes].min() + x[hexes].max()) / 2
    middle_y = float(y[hexes].min() + y[hexes].max()) / 2
    wide = max(float(np.ptp(x[hexes])) + 2 * beside, (float(np.ptp(y[hexes])) + 2 * above) * 1.4)
    tall = wide / 1.4
    left = min(max(middle_x - wide / 2, shown[0]), shown[2] - wide)
    bottom = min(max(middle_y - tall / 2, shown[1]), shown[3] - tall)
    return left, bottom, left + wide, bottom + tall


def _pane(hexmap: HexMap, hexes: Ints, window: Extent, shown: Extent) -> Extent:
    """The corner of the map that hides fewest places."""
    x, y = hexmap.centres
    wide = (shown[2] - shown[0]) * SHARE
    tall = wide * (window[3] - window[1]) / (window[2] - window[0])
    gap = 0.012 * (shown[2] - shown[0])
    lefts = (shown[2] - wide - gap, shown[0] + gap)
    bottoms = (shown[1] + gap, shown[3] - tall - gap)
    panes = [(left, bottom, left + wide, bottom + tall) for bottom in bottoms for left in lefts]
    hidden = [int(_holds(pane, x[hexes], y[hexes]).sum()) for pane in panes]
    return panes[hidden.index(min(hidden))]
