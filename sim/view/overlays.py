"""The overlays of the map: one or two of six, drawn in ink and pattern, with a legend as long as one is on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.state.observation import Observation
from sim.view.camera import Camera
from sim.view.furniture import plaque
from sim.view.look import Look
from sim.view.mappane import MapPane
from sim.view.opened import Opened
from sim.view.overlays_confidence import confidence
from sim.view.overlays_read import Reading, control, detection, movement, threat
from sim.view.overlays_supply import supply
from sim.view.patterns import Pattern, patch, stamp
from sim.view.strokes import Courses, stroke
from sim.view.tiles import Tiles
from sim.view.type import SMALL

NAMES = ("movement", "supply", "control", "threat", "detection", "confidence")
TOGETHER = 2
"""Overlays that can be on at once; a third takes the place of the first."""
TINT = 34
"""Alpha of the ink of a class between its strokes."""
HELD = (14, 120)
"""The same of what a side holds, and of its strokes: it covers the most ground, and another overlay may lie on it."""
WIDTH = 216
MOST = 0.6
"""Part of the height of the map that the legend may take before it says no more than what the classes are."""
ASIDE = "aside"
"""Stands for the class of a legend's line that goes on with the one above."""


def read(name: str, opened: Opened, seen: Observation, unit: int | None) -> Reading:
    """Read one overlay from what a side knows; `unit` is the chosen one."""
    scenario = opened.scenario
    if name == "movement":
        return movement(scenario, seen, unit)
    if name == "confidence":
        return confidence(opened, seen)
    return {"supply": supply, "control": control, "threat": threat, "detection": detection}[name](scenario, seen)


class Overlays:
    """Which overlays are on, and what they read of the moment that is shown."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.on: list[str] = []
        self.readings: list[Reading] = []
        self.legend = pygame.Rect(0, 0, 0, 0)
        self._corner = -1  # where the legend stands; found anew when something is put on
        self._rows: list[tuple[pygame.Surface, str]] = []
        self._read_for: tuple[object, ...] = ()
        self._pane: MapPane | None = None
        self._look: Look | None = None
        self._tiles = Tiles(self._paint, clear=True, fine=1)

    def toggle(self, name: str) -> None:
        """Put an overlay on or off; the legend goes where it covers the fewest counters."""
        if name in self.on:
            self.on.remove(name)
        else:
            self.on = [*self.on, name][-TOGETHER:]
        if not self.on:
            self.readings, self._read_for = [], ()

    def follow(
        self, moment: tuple[object, ...], seen: Callable[[], Observation], side: int, unit: int | None
    ) -> None:
        """Read what is on anew if the moment (anything that can be compared), the side or the unit is another."""
        key = (*moment, side, unit if "movement" in self.on else None, tuple(self.on))
        if key != self._read_for:
            known = seen() if self.on else None
            self.readings = [read(name, self.opened, known, unit) for name in self.on if known is not None]
            self._read_for = key
            self._tiles.forget()

    def words(self, h: int) -> list[tuple[str, str]]:
        """Return what a hint says of a hex, (text, style)."""
        rows: list[tuple[str, str]] = []
        for reading in self.readings:
            rows.append((reading.overlay.capitalize(), "strong"))
            rows += [(text, "plain") for text in reading.words(h)]
        return rows

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw what is on beneath the counters."""
        if self._pane is not at or self._look is not at.look:
            self._pane, self._look = at, at.look
            self._tiles = Tiles(self._paint, clear=True, fine=1)
        self._tiles.draw(pane, at.camera)

    @property
    def complete(self) -> bool:
        """Say whether all of it was drawn for the zoom that is shown."""
        return not self.readings or self._tiles.complete

    def _paint(self, picture: pygame.Surface, view: Camera) -> None:
        assert self._pane is not None
        at = self._pane
        picture.set_clip(at.ground.sheet(view))
        for reading in self.readings:
            _draw_hexes(picture, at, view, reading)
            for name, _ in reading.classes if reading.lines else ():
                ways = [at.ground.centres[list(way)] for of, way in reading.lines if of == name and len(way) > 1]
                for points in Courses(ways).seen(view):
                    stroke(picture, points, at.look.palette.paper, at.look.px(5))
                    stroke(picture, points, _inks(at, name)[0], at.look.px(3))
            for h in reading.crosses:
                _draw_cross(picture, at, view, h)
        picture.set_clip(None)

    def place_legend(self, at: MapPane, top: int, viewer: str) -> None:
        """Find room for what the classes mean in a corner of the map; an upper one begins at `top`."""
        look = at.look
        wide = min(look.px(WIDTH), at.box.width - look.px(16))
        self._rows = _legend_rows(self.readings, look, wide - look.px(20), viewer) if self.readings else []
        tall = _tall(self._rows, look)
        if tall > at.box.height * MOST:
            self._rows = [(picture, name) for row, (picture, name) in enumerate(self._rows) if name or row == 0]
            tall = _tall(self._rows, look)
        self.legend = pygame.Rect(0, 0, wide, tall) if self._rows else pygame.Rect(0, 0, 0, 0)
        if self._rows:
            corners = _corners(at, self.legend, top)
            if self._corner < 0:
                cards = [card.move(at.box.topleft) for card, _ in at.cards]
                self._corner = min(range(len(corners)), key=lambda row: len(corners[row].collidelistall(cards)))
            self.legend = corners[self._corner]

    def draw_legend(self, target: pygame.Surface, at: MapPane) -> None:
        """Draw what the classes mean where there was found room for it."""
        if not self._rows:
            return
        look = at.look
        plaque(target, self.legend, look)
        down = self.legend.top + look.px(6)
        for picture, name in self._rows:
            left = self.legend.left + look.px(10)
            if name == ASIDE:
                left += look.px(34)
            elif name:
                ink, pattern = _inks(at, name)
                ground = pygame.Rect(left, down, look.px(26), look.px(14))
                pygame.draw.rect(target, look.palette.terrain["desert"], ground)
                target.blit(patch(pattern, ink, ground.size, TINT, look.scale), ground)
                pygame.draw.rect(target, look.palette.faint, ground, 1)
                left += look.px(34)
            target.blit(picture, (left, down))
            down += picture.get_height() + look.px(4)


def _tall(rows: list[tuple[pygame.Surface, str]], look: Look) -> int:
    return sum(picture.get_height() + look.px(4) for picture, _ in rows) + look.px(10)


def _corners(at: MapPane, legend: pygame.Rect, top: int) -> list[pygame.Rect]:
    """Return where a legend may stand: right above, left above, left below."""
    edge, scale_bar = at.look.px(8), at.look.px(50)
    right, left, low = legend.copy(), legend.copy(), legend.copy()
    right.topright = at.box.right - edge, top
    left.topleft = at.box.left + edge, top
    low.bottomleft = at.box.left + edge, at.box.bottom - scale_bar
    return [right, left, low]


def _inks(at: MapPane, name: str) -> tuple[str, Pattern]:
    """Return ink and pattern of a class: a side's own, or those of the palette."""
    kind, _, which = name.partition(".")
    if kind == "side":
        side = at.scenario.sides[int(which)]
        return at.look.side(side, int(which)), at.look.pattern(side, int(which))
    return at.look.overlay(name)


def _draw_hexes(pane: pygame.Surface, at: MapPane, view: Camera, reading: Reading) -> None:
    """Stamp a hexagon of its class on each hex that has one."""
    size = stamp_size(at, view)
    seen = at.ground.seen(view)
    tint, alpha = HELD if reading.overlay == "control" else (TINT, 255)
    inks = [_inks(at, name) for name, _ in reading.classes]
    stamps = [stamp(pattern, ink, size, tint, at.look.scale, alpha) for ink, pattern in inks]
    for row, picture in enumerate(stamps):
        draw_stamps(pane, at, view, seen[reading.of[seen] == row], picture)


def stamp_size(at: MapPane, view: Camera) -> tuple[int, int]:
    """Return the pixels of a hexagon that is stamped on a hex."""
    across = at.scenario.map.hex_metres * view.scale
    return max(round(across) - 1, 3), max(round(across * 2 / np.sqrt(3)) - 1, 3)


def draw_stamps(pane: pygame.Surface, at: MapPane, view: Camera, hexes: Ints, picture: pygame.Surface) -> None:
    """Stamp a picture on each of some hexes (N,)."""
    corners = view.on_screen(at.ground.centres[hexes]) - np.array(picture.get_size()) / 2
    pane.blits([(picture, spot) for spot in np.rint(corners).tolist()], doreturn=False)


def _draw_cross(pane: pygame.Surface, at: MapPane, view: Camera, h: int) -> None:
    x, y = view.on_screen(at.ground.centres[h]).tolist()
    half = at.look.px(8)
    for ink, wide in ((at.look.palette.paper, 6), (at.look.palette.warning, 3)):
        pygame.draw.line(pane, ink, (x - half, y - half), (x + half, y + half), at.look.px(wide))
        pygame.draw.line(pane, ink, (x - half, y + half), (x + half, y - half), at.look.px(wide))


def _legend_rows(readings: list[Reading], look: Look, room: int, viewer: str) -> list[tuple[pygame.Surface, str]]:
    """Return the lines of the legend, each with the class whose patch stands before it."""
    rows: list[tuple[pygame.Surface, str]] = []
    for reading in readings:
        rows.append((look.line(reading.overlay.capitalize(), SMALL + 1, style="strong"), ""))
        notes = [reading.note] if reading.note else []
        rows += [
            (look.line(piece, SMALL, look.palette.slanted), "")
            for note in notes for piece in look.wrapped(note, SMALL, room)
        ]  # fmt: skip
        for name, means in reading.classes:
            pieces = look.wrapped(means, SMALL, room - look.px(34))
            rows += [(look.line(piece, SMALL), name if row == 0 else ASIDE) for row, piece in enumerate(pieces)]
    rows += [
        (look.line(piece, SMALL, look.palette.slanted), "") for piece in look.wrapped(f"seen by: {viewer}", SMALL, room)
    ]
    return rows
