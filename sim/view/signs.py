"""The small signs of places that are no town: what stands there, before a name is read."""

from __future__ import annotations

import math

import pygame

from sim.report.mapsheet.ink import SYMBOLS
from sim.view.look import Look

SIDES = {"h": 6, "H": 6, "^": 3, "D": 4, "s": 4, "o": 12}
TURN = {"h": 0.0, "H": 30.0, "^": 90.0, "D": 90.0, "s": 45.0, "o": 0.0}


def draw_symbol(picture: pygame.Surface, kind: str, at: tuple[float, float], size: float, look: Look) -> None:
    """Draw the sign of a kind of place, `size` pixels across; kinds that are drawn as houses have none."""
    symbol = SYMBOLS.get(kind)
    if symbol is None:
        return
    ink, half = look.palette.text, size / 2
    thick = max(round(size / 8), 1)
    if symbol.marker in ("P", "+", "x"):
        for turn in (0, 90) if symbol.marker != "x" else (45, 135):
            east, south = math.cos(math.radians(turn)) * half, math.sin(math.radians(turn)) * half
            wide = thick * (3 if symbol.filled else 1)
            pygame.draw.line(picture, ink, (at[0] - east, at[1] - south), (at[0] + east, at[1] + south), wide)
        return
    count, first = SIDES[symbol.marker], TURN[symbol.marker]
    corners = [
        (at[0] + half * math.cos(math.radians(first + 360 * k / count)),
         at[1] - half * math.sin(math.radians(first + 360 * k / count)))
        for k in range(count)
    ]  # fmt: skip
    pygame.draw.polygon(picture, ink if symbol.filled else look.palette.paper, corners)
    pygame.draw.polygon(picture, ink, corners, thick)
