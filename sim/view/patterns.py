"""Patterns: what a colour says is also said by strokes and dots, for whoever cannot tell the colours apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pygame


@dataclass(frozen=True)
class Pattern:
    """A kind of stroke and the pixels from one to the next; two patterns that differ look different in one ink."""

    kind: str
    gap: int


SIDES = {
    "government": Pattern("rising", 15), "isil": Pattern("crossed", 18), "iraq": Pattern("dots", 13),
    "sdf": Pattern("level", 12), "opposition": Pattern("falling", 15), "coalition": Pattern("upright", 13),
}  # fmt: skip
SPARE = (Pattern("rings", 11), Pattern("rising", 21), Pattern("falling", 21))
CLASSES = {
    "movement.1": Pattern("dots", 7), "movement.2": Pattern("dots", 11), "movement.3": Pattern("dots", 16),
    "supply.open": Pattern("rising", 8), "supply.guarded": Pattern("rising", 14), "supply.cut": Pattern("crossed", 9),
    "threat.1": Pattern("falling", 17), "threat.2": Pattern("falling", 11), "threat.3": Pattern("falling", 7),
    "detection.near": Pattern("upright", 6), "detection.middle": Pattern("upright", 10),
    "detection.far": Pattern("upright", 16),
    "confidence.firm": Pattern("rings", 8), "confidence.probable": Pattern("rings", 14),
    "confidence.contested": Pattern("crossed", 13), "confidence.assumed": Pattern("level", 5),
}  # fmt: skip
"""The pattern of each class of each overlay."""


def side_pattern(side: str, row: int) -> Pattern:
    """Return the pattern of a side."""
    return SIDES.get(side) or SPARE[row % len(SPARE)]


@lru_cache(maxsize=256)
def stamp(
    pattern: Pattern, colour: str, size: tuple[int, int], tint: int, scale: int = 100, alpha: int = 255
) -> pygame.Surface:
    """Return a hexagon of `size` pixels filled with a pattern over a tint of the same ink (alpha 0 to 255)."""
    picture = patch(pattern, colour, size, tint, scale, alpha).copy()
    mask = pygame.Surface(size, pygame.SRCALPHA)
    wide, tall = size
    high, low = tall / 4, tall * 3 / 4
    corners = [(wide / 2, 0), (wide, high), (wide, low), (wide / 2, tall), (0, low), (0, high)]
    pygame.draw.polygon(mask, "#ffffff", corners)
    picture.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return picture


@lru_cache(maxsize=256)
def patch(
    pattern: Pattern, colour: str, size: tuple[int, int], tint: int, scale: int = 100, alpha: int = 255
) -> pygame.Surface:
    """Return a rectangle filled with a pattern over a tint of the same ink; `alpha` is that of the strokes."""
    picture = pygame.Surface(size, pygame.SRCALPHA)
    ink = pygame.Color(colour)
    picture.fill((ink.r, ink.g, ink.b, tint))
    ink.a = alpha
    gap = max(round(pattern.gap * scale / 100), 3)
    _KINDS[pattern.kind](picture, ink, gap)
    return picture


def _lines(picture: pygame.Surface, ink: pygame.Color, gap: int, slant: int) -> None:
    """Draw lines that rise (1), fall (-1) or stand (0)."""
    wide, tall = picture.get_size()
    for start in range(-(tall // gap + 1) * gap if slant else gap // 2, wide + (tall if slant else 0), gap):
        ends = {1: ((start, tall), (start + tall, 0)), -1: ((start, 0), (start + tall, tall)),
                0: ((start, 0), (start, tall))}[slant]  # fmt: skip
        pygame.draw.line(picture, ink, *ends)


def _rising(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    _lines(picture, ink, gap, 1)


def _falling(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    _lines(picture, ink, gap, -1)


def _upright(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    _lines(picture, ink, gap, 0)


def _crossed(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    _lines(picture, ink, gap, 1)
    _lines(picture, ink, gap, -1)


def _level(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    for down in range(gap // 2, picture.get_height(), gap):
        pygame.draw.line(picture, ink, (0, down), (picture.get_width(), down))


def _dots(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    for row, down in enumerate(range(gap // 2, picture.get_height(), gap)):
        for across in range(gap // 2 + row % 2 * gap // 2, picture.get_width(), gap):
            pygame.draw.rect(picture, ink, (across - 1, down - 1, 2, 2))


def _rings(picture: pygame.Surface, ink: pygame.Color, gap: int) -> None:
    for row, down in enumerate(range(gap // 2, picture.get_height() + gap, gap)):
        for across in range(gap // 2 + row % 2 * gap // 2, picture.get_width() + gap, gap):
            pygame.draw.circle(picture, ink, (across, down), max(gap // 4, 2), 1)


_KINDS: dict[str, Callable[[pygame.Surface, pygame.Color, int], None]] = {
    "rising": _rising, "falling": _falling, "upright": _upright, "crossed": _crossed, "level": _level,
    "dots": _dots, "rings": _rings,
}  # fmt: skip
