"""How the window looks: a palette, a scale for everything that is read, and whether things may move.

A palette is chosen whole.  Every one of them is held by a test against simulated colour-blindness.
"""

from __future__ import annotations

import pygame

from sim.view import type as faces
from sim.view.palettes import PALETTES, PRINTED, TINT_LEAST, TINT_MOST, Palette
from sim.view.patterns import CLASSES, Pattern, side_pattern

__all__ = ["PALETTES", "PRINTED", "SCALES", "Look", "Palette"]

SCALES = (100, 125, 150, 175, 200)
"""Percent at which texts and controls can be shown."""


LOW = 520
"""Pixels of a window beneath which what is shown gets what room there is: margins and spare buttons go."""


class Look:
    """What every part of the window draws with; changed in one place, seen everywhere."""

    def __init__(self, palette: str = PRINTED.id, scale: int = 100, still: bool = False) -> None:
        self.palette = PALETTES.get(palette, PRINTED)
        self.scale = scale
        self.still = still  # nothing moves by itself that need not

    def like(self, other: Look) -> bool:
        """Say whether everything is drawn alike."""
        return (self.palette, self.scale, self.still) == (other.palette, other.scale, other.still)

    @property
    def ratio(self) -> float:
        """Return how many pixels stand for one."""
        return self.scale / 100

    def px(self, pixels: float) -> int:
        """Return a length in pixels at this scale."""
        return round(pixels * self.scale / 100)

    def low(self, height: int) -> bool:
        """Say whether a window of a height in pixels has little room at this scale."""
        return height < self.px(LOW)

    def side(self, name: str, row: int) -> str:
        """Return the ink of a side."""
        return self.palette.sides.get(name) or self.palette.spare[row % len(self.palette.spare)]

    def tint(self, name: str, row: int) -> pygame.Color:
        """Return the ink of a side, so thin that the ground it holds is seen through it; the greyer, the thinner."""
        ink = pygame.Color(self.side(name, row))
        chroma = max(ink.r, ink.g, ink.b) - min(ink.r, ink.g, ink.b)
        ink.a = min(TINT_LEAST + chroma // 6, TINT_MOST)
        return ink

    def pattern(self, name: str, row: int) -> Pattern:
        """Return the pattern of a side."""
        return side_pattern(name, row)

    def overlay(self, name: str) -> tuple[str, Pattern]:
        """Return ink and pattern of a class of an overlay, "threat.2"."""
        return self.palette.overlays[name], CLASSES[name]

    def line(self, text: str, size: int, colour: str = "", style: str = "plain") -> pygame.Surface:
        """Return one line of text as a picture; `size` before scaling."""
        return faces.line(text, self.px(size), colour or self.palette.text, style)

    def haloed(self, text: str, size: int, colour: str = "", style: str = "plain") -> pygame.Surface:
        """Return a line of text with a rim of paper, to be read on any ground."""
        return faces.haloed(text, self.px(size), colour or self.palette.text, self.palette.paper, style)

    def wrapped(self, text: str, size: int, width: int, style: str = "plain") -> tuple[str, ...]:
        """Break a text into lines of at most `width` pixels of the screen."""
        return faces.wrapped(text, self.px(size), width, style)
