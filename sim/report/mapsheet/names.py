"""The lettering of a printed map: waters along their course, places beside their symbols."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.report.mapsheet import ground as mapground
from sim.report.mapsheet import ink as mapink
from sim.report.mapsheet.courses import on_plane, river_sides
from sim.report.mapsheet.ground import Extent
from sim.report.mapsheet.ink import Floats
from sim.report.mapsheet.labels import Label, settle
from sim.scenario.geography import Geography, Line, Place
from sim.scenario.hexmap import HexMap

HALO = [patheffects.withStroke(linewidth=2.4, foreground=mapink.PAPER, alpha=0.9)]
#: Points of type by class of population.
TYPE = {5: 12.0, 4: 11.5, 3: 9.2, 2: 8.2, 1: 7.6, 0: 7.6}


class Names:
    """The lettering of a sheet: waters along their course first, then places by weight."""

    def __init__(
        self, axes: Axes, canvas: FigureCanvasAgg, hexmap: HexMap, geography: Geography, zoom: float
    ) -> None:
        self.axes, self.canvas, self.hexmap, self.geography, self.zoom = axes, canvas, hexmap, geography, zoom
        box = axes.get_window_extent()
        self.frame = (box.x0 + 3, box.y0 + 3, box.x1 - 3, box.y1 - 3)
        self.taken: list[tuple[float, float, float, float]] = []

    def draw(self, places: Sequence[Place], covered: Sequence[Extent]) -> None:
        """Set all names, outside what is covered (metres)."""
        for part in covered:
            left, bottom, right, top = self._pixels(np.array(part).reshape(2, 2)).reshape(4)
            self.taken.append((left, bottom, right, top))
        spots = self._pixels(np.array([self._centre(place) for place in places]).reshape(-1, 2))
        self._along(self.geography.river, 12.0, mapink.WATER_DEEP, spots, 16)
        for wadi in self.geography.wadis:
            self._along(wadi, 7.8, mapink.WADI_TYPE, spots, 8)
        order = {kind: i for i, kind in enumerate(mapink.LABEL_ORDER)}
        ranked = sorted(range(len(places)), key=lambda i: (-places[i].size, order.get(places[i].kind, 99), i))
        texts = [self._text(places[i]) for i in ranked]
        labels = []
        for i, (text, style) in zip(ranked, texts, strict=True):
            width, height = self._measure(text, style)
            labels.append(Label(spots[i][0], spots[i][1], self._radius(places[i]), width, height))
        settings = settle(labels, self._lines(), np.array(self.taken).reshape(-1, 4), self.frame)
        for label, setting, (text, style) in zip(labels, settings, texts, strict=True):
            if setting is not None:
                self._set(label, setting.x, setting.y, setting.leader, text, style)

    def _text(self, place: Place) -> tuple[str, dict[str, Any]]:
        """The name as it is lettered, and how: towns upright, heavier with their size, the rest slanted."""
        style: dict[str, Any] = {"fontsize": TYPE[place.size] * self.zoom, "color": mapink.INK}
        if place.size >= 4:
            style["weight"] = "bold"
        if place.kind not in ("city", "town", "village", "hamlet"):
            style.update(style="italic", color=mapink.SLANTED_INK)
        return re.sub(r"\s*\(.*\)", "", place.name), style

    def _radius(self, place: Place) -> float:
        """Pixels that the symbol or the houses of a place take up."""
        if place.kind in mapink.SYMBOLS:
            return 5.0 * self.zoom
        a, b = self._pixels(np.array([(0.0, 0.0), (self.hexmap.hex_metres, 0.0)]))
        return float(b[0] - a[0]) * (0.26 + 0.03 * place.size)

    def _set(self, label: Label, x: float, y: float, leader: bool, text: str, style: dict[str, Any]) -> None:
        """Put one name down, with a thin line to its place when it stands off."""
        if leader:
            near_x = min(max(label.x, x), x + label.width)
            near_y = min(max(label.y, y), y + label.height)
            ends = self.axes.transData.inverted().transform([(label.x, label.y), (near_x, near_y)])
            self.axes.plot(ends[:, 0], ends[:, 1], color=mapink.INK, linewidth=0.5, alpha=0.7, zorder=5.8)
        at = self.axes.transData.inverted().transform((x, y + label.height / 2))
        self.axes.text(at[0], at[1], text, va="center", ha="left", zorder=6, path_effects=HALO, **style)

    def _centre(self, place: Place) -> tuple[int, int]:
        x, y = self.hexmap.centres
        h = self.hexmap.place_hex[place.id]
        return int(x[h]), int(y[h])

    def _pixels(self, points: Floats) -> Floats:
        return np.asarray(self.axes.transData.transform(points))

    def _measure(self, text: str, style: dict[str, Any]) -> tuple[float, float]:
        probe = self.axes.text(0, 0, text, **style)
        box = probe.get_window_extent(self.canvas.get_renderer())  # type: ignore[no-untyped-call]
        probe.remove()
        return float(box.width), float(box.height)

    def _lines(self) -> Floats:
        """Points along river, roads and borders, in pixels: better not written over."""
        strokes = mapground.road_strokes(self.hexmap)
        roads = [np.asarray(s.vertices) for grade in ("paved", "highway", "track") for s in strokes[grade]]
        sides = river_sides(self.hexmap).reshape(-1, 2)
        borders = [_dense(on_plane(self.hexmap, line)) for line in self.geography.borders]
        return self._pixels(np.concatenate([sides, *roads, *borders]))

    def _along(self, line: Line, points: float, colour: str, spots: Floats, away: float) -> None:
        """A name along a line, far from places, clear of what is taken; none where there is no room."""
        course = self._pixels(_dense(on_plane(self.hexmap, line)))
        style: dict[str, Any] = {"fontsize": points * self.zoom, "style": "italic", "color": colour}
        style["family"] = "DejaVu Serif"
        width, height = self._measure(line.name, style)
        best: tuple[float, Floats, float] | None = None
        for middle in range(0, len(course), 2):
            near = course[np.hypot(*(course - course[middle]).T) < width / 2 + 6]
            span = near[-1] - near[0]
            slope = float(np.arctan2(*(span if span[0] >= 0 else -span)[::-1]))
            at = near.mean(axis=0) + away * np.array([-np.sin(slope), np.cos(slope)])
            ends = at + np.outer((-0.5, 0.5), (width * np.cos(slope), width * np.sin(slope)))
            if not self._open(ends, height) or float(np.hypot(*span)) < width * 0.8:
                continue
            room = float(np.hypot(*(spots - at).T).min()) - 12 * abs(slope)
            if best is None or room > best[0]:
                best = (room, ends, slope)
        if best is not None:
            self._letter(line.name, best[1], height, best[2], style)

    def _open(self, ends: Floats, height: float) -> bool:
        """Whether a slanting name stays inside the frame and off the boxes that are taken."""
        for x, y in np.linspace(ends[0], ends[1], 9):
            if not (self.frame[0] + height < x < self.frame[2] - height):
                return False
            if not (self.frame[1] + height < y < self.frame[3] - height):
                return False
            if any(a - height < x < c + height and b - height < y < d + height for a, b, c, d in self.taken):
                return False
        return True

    def _letter(self, text: str, ends: Floats, height: float, slope: float, style: dict[str, Any]) -> None:
        """Write a slanting name and take its ground."""
        half = height / 2
        spine = np.linspace(ends[0], ends[1], 9)
        self.taken.extend((x - half, y - half, x + half, y + half) for x, y in spine)
        here = self.axes.transData.inverted().transform(ends.mean(axis=0))
        self.axes.text(
            here[0], here[1], text, rotation=float(np.degrees(slope)), ha="center", va="center",
            rotation_mode="anchor", zorder=5.5, path_effects=HALO, **style,
        )  # fmt: skip


def _dense(line: Floats) -> Floats:
    """Points at most a kilometre apart along a line in metres."""
    length = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    steps = np.linspace(0.0, length[-1], int(length[-1] // 1000) + 2)
    return np.stack((np.interp(steps, length, line[:, 0]), np.interp(steps, length, line[:, 1])), axis=1)
