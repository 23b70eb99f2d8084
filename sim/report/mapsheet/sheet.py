"""The map of a scenario as a printed sheet, a PNG made without a window, and the list of what lies on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from sim.report.mapsheet import ground as mapground
from sim.report.mapsheet import ink as mapink
from sim.report.mapsheet.inset import Inset, add_inset, find_inset
from sim.report.mapsheet.margin import draw_margin, draw_symbol, plan
from sim.report.mapsheet.names import Names
from sim.scenario.geography import Geography, Place
from sim.scenario.hexmap import HexMap

DPI = 100
#: How much larger type and symbols are in an inset.
INSET_ZOOM = 1.2


@dataclass(frozen=True)
class Counter:
    """A unit on the sheet: its hex, its side, a word or two and its fit fighters."""

    hex: int
    side: str
    text: str
    strength: int


def draw_map(
    hexmap: HexMap,
    geography: Geography,
    title: str,
    path: Path,
    control: Mapping[str, Sequence[int]] | None = None,
    counters: Sequence[Counter] | None = None,
    size: tuple[int, int] = (1600, 1100),
    subtitle: str = "",
    extra: Sequence[Place] = (),
) -> None:
    """Write the sheet as a PNG of ``size`` pixels; complete or not at all, OSError when it can't be written.

    ``control``: side -> the hexes it holds; ``counters``: units shown; ``extra``: the scenario's own places.
    """
    places = _places(hexmap, geography, extra)
    figure = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI, facecolor=mapink.PAPER)
    canvas = FigureCanvasAgg(figure)
    shown = mapground.extent(hexmap)
    layout = plan(size, (shown[2] - shown[0]) / (shown[3] - shown[1]))
    axes = figure.add_axes(layout.share(layout.map_box))
    mapground.frame(axes, hexmap, shown)
    inset = find_inset(hexmap, places, shown, layout.map_box[2])
    mapground.draw_lands(axes, hexmap, inset.pane if inset else None)
    for part in [axes] if inset is None else [axes, add_inset(figure, axes, inset)]:
        zoom = 1.0 if part is axes else INSET_ZOOM
        mapground.draw_ground(part, hexmap, geography)
        mapground.draw_control(part, hexmap, control or {})
        mapground.draw_lines(part, hexmap, geography)
        _draw_symbols(part, hexmap, places, zoom)
        covered = _draw_counters(part, hexmap, counters or ())
        named = places if inset is None else _named(hexmap, places, inset, part is not axes)
        covered += [inset.pane] if inset and part is axes else []
        Names(part, canvas, hexmap, geography, zoom).draw(named, covered)
    kinds = {place.kind for place in places}
    draw_margin(figure, layout, hexmap, geography, (title, subtitle), kinds, sorted(control or {}))
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as stream:
            figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": "abukamal"})
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def map_listing(
    scenario: str, hexmap: HexMap, geography: Geography, extra: Sequence[Place] = ()
) -> dict[str, Any]:
    """What the sheet shows, for programs: box, hex size, each place with its position and its hex."""
    box = hexmap.box
    corners = {} if box is None else {side: getattr(box, side) for side in ("south", "north", "west", "east")}
    return {
        "scenario": scenario,
        "hex_km": hexmap.hex_metres / 1000,
        "box": corners,
        "columns": hexmap.grid.cols,
        "rows": hexmap.grid.rows,
        "places": [_listed(hexmap, place) for place in _places(hexmap, geography, extra)],
    }


def _listed(hexmap: HexMap, place: Place) -> dict[str, Any]:
    h = hexmap.place_hex[place.id]
    lat, lon = hexmap.position(h)
    return {
        "id": place.id,
        "names": list(place.names),
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "hex": h,
        "column": hexmap.grid.column(h),
        "row": hexmap.grid.row(h),
        "hex_lat": round(lat, 4),
        "hex_lon": round(lon, 4),
        "bank": place.bank,
        "country": place.country,
        "source": list(place.source),
        "error_km": place.error_km,
    }


def _places(hexmap: HexMap, geography: Geography, extra: Sequence[Place]) -> list[Place]:
    """The places on the sheet, in the order of the map."""
    known = {**geography.places, **{place.id: place for place in extra}}
    return [known[key] for key in hexmap.place_hex if key in known]


def _named(hexmap: HexMap, places: Sequence[Place], inset: Inset, within: bool) -> list[Place]:
    """The places whose names stand in the inset, or on the map: there, the largest of the crowd as well."""
    crowd = [place for place in places if inset.shows(hexmap, place)]
    if within:
        return crowd
    largest = max(crowd, key=lambda place: place.size).id
    return [place for place in places if place not in crowd or place.id == largest]


def _draw_symbols(axes: Axes, hexmap: HexMap, places: Sequence[Place], zoom: float) -> None:
    x, y = hexmap.centres
    for place in places:
        if place.kind in mapink.SYMBOLS:
            h = hexmap.place_hex[place.id]
            draw_symbol(axes, float(x[h]), float(y[h]), mapink.SYMBOLS[place.kind], zoom)


def _draw_counters(axes: Axes, hexmap: HexMap, counters: Sequence[Counter]) -> list[mapground.Extent]:
    """Small cards, those of one hex fanned out, a word above the strength; returns what they cover."""
    covered = []
    x, y = hexmap.centres
    wide, tall = 1.9 * hexmap.hex_metres, 1.15 * hexmap.hex_metres
    for counter, lift in _stacked(counters):
        left = float(x[counter.hex]) - wide / 2 + lift * 0.28 * hexmap.hex_metres
        bottom = float(y[counter.hex]) - tall / 2 + lift * 0.28 * hexmap.hex_metres
        ground = mapink.side_ink(counter.side)
        card = FancyBboxPatch(
            (left, bottom), wide, tall, boxstyle=f"round,pad=0,rounding_size={tall * 0.16}", facecolor=ground,
            edgecolor=mapink.PAPER, linewidth=0.9, zorder=7 + lift * 0.01,
        )  # fmt: skip
        axes.add_patch(card)
        covered.append((left, bottom, left + wide, bottom + tall))
        for text, up, points in ((counter.text, 0.66, 5.6), (f"{counter.strength}", 0.27, 6.2)):
            axes.text(
                left + wide / 2, bottom + tall * up, text, fontsize=points, color=mapink.PAPER, ha="center",
                va="center", zorder=7.005 + lift * 0.01, clip_on=True,
            )  # fmt: skip
    return covered


def _stacked(counters: Sequence[Counter]) -> Iterator[tuple[Counter, int]]:
    """Each counter with the number of those below it in its hex."""
    below: dict[int, int] = {}
    for counter in counters:
        lift = below.get(counter.hex, 0)
        below[counter.hex] = lift + 1
        yield counter, lift
