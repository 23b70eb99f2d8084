"""The symbols of `assets/counters`: which picture stands for a unit type, inked and sized for a counter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import pygame

from sim.base.content import content_root
from sim.base.document import read_document, validate
from sim.scenario.schema_base import Id, Part

UNKNOWN = "unknown"
"""The symbol of what no report describes, and of a type that the list leaves out."""
VIEW_BOX, FRAME, LINE = 256, 150, 9
"""Of the files: sides of the view box, width of the frame and of its line, all in units of the drawing."""
PART = (46, 34, 164, 150)
"""Left, top, width, height of what is drawn on: the frame, its line and the echelon above."""
THINNEST, THICKEST = 1.6, 2.6
"""Pixels of a frame's line."""


class SymbolSheet(Part):
    """`assets/counters/symbols.yaml`: names of pictures by unit type and by kind of aircraft."""

    units: dict[Id, Id]
    aircraft: dict[Id, Id]


@cache
def symbol_sheet() -> SymbolSheet:
    """Return what the shipped list says."""
    return validate(read_document(_folder() / "symbols.yaml"), SymbolSheet)


def symbol_of(kind: str, of: str = "units") -> str:
    """Return the symbol of a unit type, or `of` "aircraft" that of a kind of aircraft; `unknown` if not listed."""
    listed: Mapping[str, str] = getattr(symbol_sheet(), of)
    return listed.get(kind, UNKNOWN)


def symbol_file(symbol: str) -> Path:
    """Return where the drawing of a symbol lies."""
    return _folder() / f"{symbol}.svg"


def tall_of(wide: int) -> int:
    """Return the pixels of height of the picture of a symbol that is so many pixels wide."""
    return round(wide * PART[3] / PART[2])


@lru_cache(maxsize=512)
def inked(symbol: str, wide: int, ink: str) -> pygame.Surface:
    """Return a symbol with its echelon as a picture `wide` pixels wide, in one ink on nothing.

    It is drawn at this size, not stretched, with lines that neither vanish nor clot.
    """
    unit = wide / PART[2]  # pixels
    weight = min(max(LINE * unit, THINNEST), THICKEST) / (LINE * unit)
    side = round(VIEW_BOX * unit)
    whole = pygame.image.load_sized_svg(BytesIO(_weighted(symbol, weight).encode()), (side, side))
    picture = pygame.Surface((wide, tall_of(wide)), pygame.SRCALPHA)
    picture.blit(whole, (-round(PART[0] * unit), -round(PART[1] * unit)))
    picture.fill(ink, special_flags=pygame.BLEND_RGB_MAX)
    return picture


def _weighted(symbol: str, weight: float) -> str:
    """Return the drawing with its lines so many times as thick."""
    return re.sub(r'stroke-width="(\d+)"', lambda found: f'stroke-width="{int(found[1]) * weight:.2f}"', _text(symbol))


@cache
def _text(symbol: str) -> str:
    return symbol_file(symbol).read_text(encoding="utf-8")


def _folder() -> Path:
    return content_root() / "assets" / "counters"
