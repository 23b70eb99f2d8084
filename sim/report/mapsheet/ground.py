"""The ground of a printed map: hexes by terrain, river, borders, roads, wadis, houses, who holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Stroke

from sim.report.mapsheet import ink
from sim.report.mapsheet.courses import chains, on_plane, river_sides, road_courses, rounded
from sim.report.mapsheet.houses import houses_of
from sim.report.mapsheet.ink import Floats
from sim.scenario.geography import Geography
from sim.scenario.hexmap import COUNTRIES, TERRAIN, HexMap

#: left, bottom, right, top in metres
Extent = tuple[float, float, float, float]
LANDS = {"SY": "SYRIA", "IQ": "IRAQ", "JO": "JORDAN"}


def extent(hexmap: HexMap) -> Extent:
    """The part of the sheet that is shown: from outermost centre to outermost centre, with straight edges."""
    x, y = hexmap.centres
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def draw_ground(axes: Axes, hexmap: HexMap, geography: Geography) -> None:
    """Hexes, stones, houses; lands beyond the border under a veil."""
    shapes = ink.corners(hexmap)
    inks = np.array([to_rgba(ink.TERRAIN_INK.get(name, ink.PAPER)) for name in TERRAIN])
    fills = inks[hexmap.terrain[:-1]]
    hexes = PolyCollection(list(shapes), facecolors=fills, edgecolors=ink.GRID, linewidths=0.4, zorder=1)
    axes.add_collection(hexes)
    abroad = hexmap.country[:-1] != COUNTRIES.index("SY")
    veil = PolyCollection(list(shapes[abroad]), facecolors=ink.VEIL, alpha=0.17, linewidths=0, zorder=1.5)
    axes.add_collection(veil)
    _draw_stones(axes, hexmap)
    _draw_houses(axes, hexmap, geography)


def _draw_stones(axes: Axes, hexmap: HexMap) -> None:
    """Short strokes on broken ground, a few dots on the steppe: texture, the same each time."""
    x, y = hexmap.centres
    every = np.arange(hexmap.grid.count)
    ticks: list[Floats] = []
    for k in range(4):
        dx = ((every * 7 + k * 37) % 23 - 11) / 30 * hexmap.hex_metres
        dy = ((every * 13 + k * 19) % 17 - 8) / 24 * hexmap.hex_metres
        rough = hexmap.terrain[:-1] == TERRAIN.index("broken")
        at = np.stack((x + dx, y + dy), axis=1)[rough]
        reach = np.array([hexmap.hex_metres * 0.07, hexmap.hex_metres * 0.05])
        ticks.extend(np.stack((at - reach, at + reach * (1, -1)), axis=1))
        if k < 2:
            steppe = (hexmap.terrain[:-1] == TERRAIN.index("desert")) & ((every + k) % 3 > 0)
            axes.plot((x + dx)[steppe], (y + dy)[steppe], ",", color="#c9b994", zorder=1.6, linestyle="none")
    axes.add_collection(LineCollection(ticks, colors="#b39f76", linewidths=0.8, zorder=1.6))


def _draw_houses(axes: Axes, hexmap: HexMap, geography: Geography) -> None:
    """Little squares, more where more people live; twenty, in rows, in a town fought over by blocks."""
    sizes = {h: geography.places[key].size for key, h in hexmap.place_hex.items() if key in geography.places}
    x, y = hexmap.centres
    houses = []
    for h in np.flatnonzero(np.isin(hexmap.terrain[:-1], [TERRAIN.index("town"), TERRAIN.index("city")])):
        blocks = bool(hexmap.terrain[h] == TERRAIN.index("city"))
        half = 0.075
        for across, up in houses_of(int(h), blocks, sizes.get(int(h), 2)):
            middle = np.array([x[h] + across * hexmap.hex_metres, y[h] + up * hexmap.hex_metres])
            reach = half * hexmap.hex_metres
            houses.append(middle + reach * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]))
    style = {"facecolors": ink.BUILDING, "edgecolors": ink.TERRAIN_INK["town"], "linewidths": 0.7}
    axes.add_collection(PolyCollection(houses, zorder=4.2, **style))  # type: ignore[arg-type]


def draw_control(axes: Axes, hexmap: HexMap, control: Mapping[str, Sequence[int]]) -> None:
    """A tint over the hexes that each side holds."""
    shapes = ink.corners(hexmap, 0.97)
    for index, (side, held) in enumerate(sorted(control.items())):
        hexes = [h for h in held if h < hexmap.grid.count]
        tint = PolyCollection(
            list(shapes[hexes]), facecolors=ink.side_ink(side, index), alpha=0.22, linewidths=0, zorder=2
        )
        axes.add_collection(tint)


# ------------------------------------------------------------------------------------------------- lines


def draw_lines(axes: Axes, hexmap: HexMap, geography: Geography) -> None:
    """Wadis, river, crossings, borders, roads; each over the one before."""
    for wadi in geography.wadis:
        course = on_plane(hexmap, wadi)
        _stroke(axes, course, ink.WADI, 1.1, 2.4, ink.WADI_DASH)
    for chain in chains(river_sides(hexmap)):
        bed = rounded(chain)
        _stroke(axes, bed, ink.WATER, 4.2, 3.0)
        _stroke(axes, bed, ink.WATER_LIGHT, 2.2, 3.1)
    _stroke(axes, on_plane(hexmap, geography.river), ink.WATER_DEEP, 0.8, 3.2)
    for ferry in _ferries(hexmap):
        _stroke(axes, ferry, ink.INK, 1.3, 3.4, ink.FERRY_DASH)
    for border in geography.borders:
        line = on_plane(hexmap, border)
        axes.plot(line[:, 0], line[:, 1], color=ink.BORDER, linewidth=5.5, alpha=0.13, zorder=2.2)
        _stroke(axes, line, ink.BORDER, 1.3, 3.5, ink.BORDER_DASH)
    _draw_roads(axes, hexmap)


def _stroke(
    axes: Axes, line: Floats, colour: str, width: float, rise: float, dash: ink.Dash = ink.SOLID
) -> None:
    axes.plot(line[:, 0], line[:, 1], color=colour, linewidth=width, linestyle=dash, zorder=rise)


def _ferries(hexmap: HexMap) -> list[Floats]:
    """A short line over the water for each crossing."""
    x, y = hexmap.centres
    h, d = np.nonzero(hexmap.ferry[:-1])
    beyond = hexmap.grid.neighbours[h, d]
    a, b = np.stack((x[h], y[h]), axis=1), np.stack((x[beyond], y[beyond]), axis=1)
    middle, reach = (a + b) / 2, (b - a) * 0.24
    return list(np.stack((middle - reach, middle + reach), axis=1))


def _draw_roads(axes: Axes, hexmap: HexMap) -> None:
    strokes = road_strokes(hexmap)
    tracks = PathCollection(
        strokes["track"], edgecolors=ink.TRACK, facecolors="none", linewidths=1.1, linestyles=[ink.TRACK_DASH]
    )
    tracks.set_zorder(2.8)
    axes.add_collection(tracks)
    for grade in ("paved", "highway"):
        casing, wide, core, narrow = ink.ROAD_INK[grade]
        for colour, width, rise in ((casing, wide, 0.0), (core, narrow, 0.05)):
            roads = PathCollection(strokes[grade], edgecolors=colour, facecolors="none", linewidths=width)
            roads.set_capstyle("round")
            roads.set_zorder(3.6 + rise)
            axes.add_collection(roads)


def road_strokes(hexmap: HexMap) -> dict[str, list[Stroke]]:
    """By grade: a bend through each hex with two roads, spokes where more meet or a place stands."""
    curve = [Stroke.MOVETO, Stroke.CURVE3, Stroke.CURVE3]
    return {
        grade: [Stroke(points, curve if len(points) == 3 else None) for points in courses]
        for grade, courses in road_courses(hexmap).items()
    }


# ------------------------------------------------------------------------------------------ lands and frame


def draw_lands(axes: Axes, hexmap: HexMap, covered: Extent | None = None) -> None:
    """The name of each country where its ground is emptiest, outside what is covered."""
    x, y = hexmap.centres
    left, bottom, right, top = extent(hexmap)
    spots = np.array(list(hexmap.place_hex.values()), dtype=np.int64)
    hidden = np.zeros(len(x), dtype=bool)
    if covered is not None:
        hidden = (x > covered[0]) & (x < covered[2]) & (y > covered[1]) & (y < covered[3])
    for index, land in enumerate(COUNTRIES):
        mine = np.flatnonzero((hexmap.country[:-1] == index) & ~hidden)
        if len(mine) < 40:
            continue
        others = np.flatnonzero((hexmap.country[:-1] != index) | hidden)
        aside = np.minimum(x[mine] - left, right - x[mine])
        room = 0.6 * np.minimum(aside, 2.0 * np.minimum(y[mine] - bottom, top - y[mine]))
        for crowd in (spots, others):
            if len(crowd):
                gap = (x[mine, None] - x[crowd]) ** 2 + ((y[mine, None] - y[crowd]) * 1.6) ** 2
                room = np.minimum(room, np.sqrt(gap.min(axis=1)))
        h = mine[int(room.argmax())]
        axes.text(
            x[h], y[h], "  ".join(LANDS[land]), color=ink.FAINT_INK, alpha=0.55, fontsize=17, ha="center",
            family="DejaVu Serif", va="center", zorder=2.6,
        )  # fmt: skip


def frame(axes: Axes, hexmap: HexMap, shown: Extent) -> None:
    """Limits, a neat line, ticks at round parallels and meridians."""
    axes.set_xlim(shown[0], shown[2])
    axes.set_ylim(shown[1], shown[3])
    axes.set_aspect("equal")
    axes.set_facecolor(ink.PAPER)
    for spine in axes.spines.values():
        spine.set_color(ink.INK)
        spine.set_linewidth(1.2)
    axes.tick_params(colors=ink.FAINT_INK, labelsize=7.5, length=4, width=0.8, direction="out", pad=2)
    axes.tick_params(top=True, right=True)
    step = 0.25 if shown[2] - shown[0] < 180_000 else 0.5
    east, north = np.linspace(shown[0], shown[2], 200), np.linspace(shown[1], shown[3], 200)
    _, lon = hexmap.projection.inverse(east, np.full(200, shown[1]))
    lat, _ = hexmap.projection.inverse(np.full(200, shown[0]), north)
    for axis, along, degrees, letter in ((axes.xaxis, east, lon, "E"), (axes.yaxis, north, lat, "N")):
        marks = np.arange(np.ceil(degrees[0] / step) * step, degrees[-1], step)
        axis.set_ticks(np.interp(marks, degrees, along), [f"{mark:g}° {letter}" for mark in marks])
    for label in axes.get_yticklabels():
        label.set_rotation(90)
        label.set_verticalalignment("center")
