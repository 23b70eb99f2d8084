"""The margin of a printed map: title, legend, scale, north, credits; beside the map or below it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from sim.report.mapsheet import ink
from sim.scenario.geography import Geography
from sim.scenario.hexmap import HexMap

PAD = 30
BESIDE, BELOW = 300, 158
LINE = 19
SMALLEST = (480, 360)
#: Draws the sample of a legend entry at x, y.
Sample = Callable[[Axes, float, float], None]


@dataclass(frozen=True)
class Layout:
    """Pixels: the whole sheet, the map and the margin as left, bottom, width, height."""

    size: tuple[int, int]
    map_box: tuple[float, float, float, float]
    margin_box: tuple[float, float, float, float]
    beside: bool

    def share(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box as shares of the sheet, which is how a figure wants it."""
        width, height = self.size
        return box[0] / width, box[1] / height, box[2] / width, box[3] / height


def plan(size: tuple[int, int], aspect: float) -> Layout:
    """Put the margin where the map (width over height) comes out larger. ValueError for a sheet too small to read."""
    width, height = size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        least = f"at least {SMALLEST[0]} by {SMALLEST[1]}"
        raise ValueError(f"a sheet of {width} by {height} pixels is too small: {least}")
    beside = min(width - BESIDE - 2 * PAD, (height - 2 * PAD) * aspect)
    below = min(width - 2 * PAD, (height - BELOW - 2 * PAD) * aspect)
    if beside >= below:
        tall = beside / aspect
        base = (height - tall) / 2
        left = PAD + (width - BESIDE - 2 * PAD - beside) / 2
        return Layout(size, (left, base, beside, tall), (width - BESIDE, base, BESIDE - PAD, tall), True)
    tall = below / aspect
    left = (width - below) / 2
    base = height - PAD - tall
    return Layout(size, (left, base, below, tall), (left, 12, below, base - PAD - 8), False)


@dataclass(frozen=True)
class Entry:
    """One line of the legend: a name and what draws its sample at x, y."""

    name: str
    sample: Sample


def draw_margin(
    figure: Figure,
    layout: Layout,
    hexmap: HexMap,
    geography: Geography,
    title: tuple[str, str],
    kinds: Iterable[str],
    sides: Sequence[str],
) -> None:
    """All but the map. ``title`` and the line below it; the ``kinds`` of places and ``sides`` on the map."""
    axes = figure.add_axes(layout.share(layout.margin_box))
    width, height = layout.margin_box[2:]
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.axis("off")
    entries = [*_ground_entries(), *_line_entries(), *_place_entries(set(kinds)), *_side_entries(sides)]
    metre = layout.map_box[2] / (hexmap.hex_metres * (hexmap.grid.cols - 0.5))
    facts = (
        f"{hexmap.hex_metres / 1000:g} km a hex, {hexmap.grid.cols} by {hexmap.grid.rows} hexes",
        f"azimuthal equidistant, {hexmap.projection.lat:.2f}° N {hexmap.projection.lon:.2f}° E",
    )
    if layout.beside:
        top = _title(axes, 0, height, title, facts, 20)
        bottom = _credits(axes, 0, 0, geography.credits, 52)
        _scale(axes, 8, bottom + 26, metre)
        _north(axes, width - 26, bottom + 22)
        spacing = min(24.0, (top - 22 - bottom - 70) / len(entries))
        _columns(axes, entries, (0, top - 22), width, len(entries), spacing)
        return
    _title(axes, 0, height, title, facts, 28)
    _credits(axes, 0, 0, geography.credits, 66)
    columns = -(-len(entries) // int((height - 6) // LINE))
    rows = -(-len(entries) // columns)
    _columns(axes, entries, (380, height - 12), (width - 380 - 190) / columns, rows, LINE)
    _scale(axes, width - 190, 26, metre)
    _north(axes, width - 24, 60)


def _title(
    axes: Axes, x: float, y: float, title: tuple[str, str], facts: Sequence[str], letters: int
) -> float:
    """Title, a line below, the facts of the sheet; returns where it ends."""
    for line in textwrap.wrap(title[0], letters) or [""]:
        axes.text(x, y, line, fontsize=17, family="DejaVu Serif", weight="bold", color=ink.INK, va="top")
        y -= 27
    for line in textwrap.wrap(title[1], int(letters * 2.1)):
        style = {"fontsize": 9.5, "family": "DejaVu Serif", "style": "italic", "color": ink.INK}
        axes.text(x, y - 2, line, style, va="top")
        y -= 17
    for line in facts:
        axes.text(x, y - 6, line, fontsize=7.8, color=ink.FAINT_INK, va="top")
        y -= 14
    return y - 8


def _credits(axes: Axes, x: float, y: float, text: str, letters: int) -> float:
    """Who made what the sheet stands on; returns where it begins."""
    lines = textwrap.wrap(text.strip(), letters)
    for i, line in enumerate(lines):
        up = y + (len(lines) - 1 - i) * 11
        axes.text(x, up, line, fontsize=6.6, color=ink.FAINT_INK, va="bottom")
    return y + len(lines) * 11


def _columns(
    axes: Axes, entries: Sequence[Entry], top: tuple[float, float], width: float, rows: int, spacing: float
) -> None:
    """The legend, `rows` entries a column."""
    for i, entry in enumerate(entries):
        left, up = top[0] + (i // rows) * width, top[1] - (i % rows) * spacing
        entry.sample(axes, left + 15, up)
        axes.text(left + 38, up, entry.name, fontsize=8.4, color=ink.INK, va="center")


def _scale(axes: Axes, x: float, y: float, metre: float) -> None:
    """A bar of alternating lengths; `metre` is pixels a metre."""
    step = next(km for km in (5, 10, 20, 50, 100) if km * 1000 * metre >= 36)
    for i in range(3):
        fill = ink.INK if i % 2 == 0 else ink.PAPER
        left = x + i * step * 1000 * metre
        axes.add_patch(
            Rectangle((left, y), step * 1000 * metre, 5, facecolor=fill, edgecolor=ink.INK, linewidth=0.8)
        )
    for i in range(4):
        tail = " km" if i == 3 else ""
        left = x + i * step * 1000 * metre
        axes.text(left, y + 9, f"{i * step}{tail}", fontsize=7.5, color=ink.INK, ha="center")


def _north(axes: Axes, x: float, y: float) -> None:
    left = [(x, y + 34), (x - 7, y), (x, y + 8)]
    right = [(x, y + 34), (x + 7, y), (x, y + 8)]
    axes.add_patch(Polygon(left, facecolor=ink.INK, edgecolor=ink.INK, linewidth=0.8))
    axes.add_patch(Polygon(right, facecolor=ink.PAPER, edgecolor=ink.INK, linewidth=0.8))
    axes.text(x, y + 38, "N", fontsize=10, family="DejaVu Serif", color=ink.INK, ha="center", va="bottom")


# ------------------------------------------------------------------------------------------- the legend


def _ground_entries() -> list[Entry]:
    names = {
        "desert": "stony steppe",
        "broken": "broken ground",
        "valley": "cultivated valley",
        "town": "town, village",
        "city": "town fought over by blocks",
    }
    return [Entry(name, _hexagon(terrain)) for terrain, name in names.items()]


def _hexagon(terrain: str) -> Sample:
    few = ((-2.5, 2.0), (2.5, 2.5), (0.0, -3.0))
    many = tuple((i * 4.0, j * 4.0) for i in (-1, 0, 1) for j in (-1, 0, 1))
    houses = few if terrain == "town" else many if terrain == "city" else ()

    def sample(axes: Axes, x: float, y: float) -> None:
        turn = np.radians(-30.0 + 60.0 * np.arange(6))
        shape = np.stack((x + 9 * np.cos(turn), y + 9 * np.sin(turn)), axis=1)
        fill = ink.TERRAIN_INK[terrain]
        axes.add_patch(Polygon(list(shape), facecolor=fill, edgecolor="#b8a98a", linewidth=0.7))
        for dx, dy in houses:
            axes.add_patch(Rectangle((x + dx - 1.4, y + dy - 1.4), 2.8, 2.8, color=ink.BUILDING, linewidth=0))

    return sample


def _line_entries() -> list[Entry]:
    high, paved = ink.ROAD_INK["highway"], ink.ROAD_INK["paved"]
    return [
        Entry("Euphrates, along hex sides", _stroke((ink.WATER, 4.2), (ink.WATER_LIGHT, 2.2))),
        Entry("its course as mapped", _stroke((ink.WATER_DEEP, 0.8))),
        Entry("ferry or bridge site", _stroke((ink.INK, 1.3), dash=ink.FERRY_DASH)),
        Entry("highway", _stroke(high[:2], high[2:])),
        Entry("paved road", _stroke(paved[:2], paved[2:])),
        Entry("track", _stroke((ink.TRACK, 1.1), dash=ink.TRACK_DASH)),
        Entry("wadi", _stroke((ink.WADI, 1.1), dash=ink.WADI_DASH)),
        Entry("border", _stroke((ink.BORDER, 1.3), dash=ink.BORDER_DASH)),
    ]


def _stroke(*layers: tuple[str, float], dash: ink.Dash = ink.SOLID) -> Sample:
    def sample(axes: Axes, x: float, y: float) -> None:
        for colour, width in layers:
            axes.plot([x - 14, x + 14], [y, y], color=colour, linewidth=width, linestyle=dash)

    return sample


def _place_entries(kinds: set[str]) -> list[Entry]:
    return [Entry(name, _mark(ink.SYMBOLS[kind])) for kind, name in ink.LEGEND_KINDS if kind in kinds]


def _mark(symbol: ink.Symbol) -> Sample:
    def sample(axes: Axes, x: float, y: float) -> None:
        draw_symbol(axes, x, y, symbol)

    return sample


def draw_symbol(axes: Axes, x: float, y: float, symbol: ink.Symbol, zoom: float = 1.0) -> None:
    """A mark of the map, here, on the map or, larger, in an inset."""
    face = symbol.colour if symbol.filled else ink.PAPER
    lined = symbol.marker in "+x"
    axes.plot(
        [x], [y], symbol.marker, markersize=symbol.size * zoom, markerfacecolor=face, zorder=5,
        markeredgecolor=symbol.colour if lined or not symbol.filled else ink.PAPER,
        markeredgewidth=1.5 if lined else 1.2 if not symbol.filled else 0.8,
    )  # fmt: skip


def _side_entries(sides: Sequence[str]) -> list[Entry]:
    def tint(colour: str) -> Sample:
        def sample(axes: Axes, x: float, y: float) -> None:
            axes.add_patch(Rectangle((x - 11, y - 6), 22, 12, facecolor=colour, alpha=0.4, linewidth=0))

        return sample

    return [Entry(f"held by {side}", tint(ink.side_ink(side, i))) for i, side in enumerate(sorted(sides))]
