"""How the window looks: a palette, a scale for everything that is read, and whether things may move.

A palette is chosen whole.  Every one of them is held by a test against simulated colour-blindness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pygame

from sim.report.mapsheet import ink
from sim.view import type as faces

SCALES = (100, 125, 150, 175, 200)
"""Percent at which texts and controls can be shown."""


@dataclass(frozen=True)
class Palette:
    """One set of inks; every colour as #rrggbb."""

    id: str
    title: str
    paper: str = ink.PAPER
    panel: str = "#f4ecda"
    text: str = ink.INK
    faint: str = ink.FAINT_INK
    slanted: str = ink.SLANTED_INK
    grid: str = ink.GRID
    accent: str = ink.WATER_DEEP
    chosen: str = "#f2b233"
    warning: str = "#9c2f2b"
    button: str = "#ece1c8"
    hovered: str = "#e2d3b1"
    terrain: Mapping[str, str] = field(default_factory=lambda: dict(ink.TERRAIN_INK))
    veil: str = ink.VEIL
    stone: str = "#b39f76"
    water: str = ink.WATER
    water_light: str = ink.WATER_LIGHT
    border: str = ink.BORDER
    wadi: str = ink.WADI
    roads: Mapping[str, tuple[str, str]] = field(
        default_factory=lambda: {grade: (dark, light) for grade, (dark, _, light, _) in ink.ROAD_INK.items()}
    )
    track: str = ink.TRACK
    building: str = ink.BUILDING
    sides: Mapping[str, str] = field(default_factory=lambda: dict(ink.SIDE_INK))
    spare: tuple[str, ...] = ink.SPARE_INK
    confidence: Mapping[str, str] = field(
        default_factory=lambda: {"firm": "#2f6690", "probable": "#8a6a1c", "contested": "#b0413e"}
    )
    night: tuple[int, int, int, int] = (28, 38, 74, 46)


PRINTED = Palette("printed", "Printed map")
PALETTES = {palette.id: palette for palette in (PRINTED,)}


class Look:
    """What every part of the window draws with; changed in one place, seen everywhere."""

    def __init__(self, palette: str = PRINTED.id, scale: int = 100, still: bool = False) -> None:
        self.palette = PALETTES.get(palette, PRINTED)
        self.scale = scale
        self.still = still  # nothing moves by itself that need not

    @property
    def ratio(self) -> float:
        """Return how many pixels stand for one."""
        return self.scale / 100

    def px(self, pixels: float) -> int:
        """Return a length in pixels at this scale."""
        return round(pixels * self.scale / 100)

    def side(self, name: str, row: int) -> str:
        """Return the ink of a side."""
        return self.palette.sides.get(name) or self.palette.spare[row % len(self.palette.spare)]

    def line(self, text: str, size: int, colour: str = "", style: str = "plain") -> pygame.Surface:
        """Return one line of text as a picture; `size` before scaling."""
        return faces.line(text, self.px(size), colour or self.palette.text, style)

    def haloed(self, text: str, size: int, colour: str = "", style: str = "plain") -> pygame.Surface:
        """Return a line of text with a rim of paper, to be read on any ground."""
        return faces.haloed(text, self.px(size), colour or self.palette.text, self.palette.paper, style)

    def wrapped(self, text: str, size: int, width: int, style: str = "plain") -> tuple[str, ...]:
        """Break a text into lines of at most `width` pixels of the screen."""
        return faces.wrapped(text, self.px(size), width, style)
