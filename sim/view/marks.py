"""The marks on counters: the pattern of a side, the sign of a posture, the badge of want; shapes, not colours."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from sim.state.kinds import Posture

Pair = tuple[float, float]

PATTERNS = ("plain", "slash", "bars", "dots", "checks", "staves", "rungs")
"""Fillings of the band by which a side is known without colour."""
SIDE_PATTERN = {"government": "plain", "isil": "slash", "iraq": "bars", "opposition": "dots", "coalition": "staves",
                "sdf": "checks"}  # fmt: skip


def patterns_of(sides: Sequence[str]) -> tuple[str, ...]:
    """Return the pattern of each side, no two alike; a side not listed takes one of those that are free."""
    spare = [one for one in PATTERNS if one not in {SIDE_PATTERN.get(name) for name in sides}]
    return tuple(
        SIDE_PATTERN[name] if name in SIDE_PATTERN else spare.pop(0) if spare else PATTERNS[row % len(PATTERNS)]
        for row, name in enumerate(sides)
    )


def draw_pattern(target: pygame.Surface, box: pygame.Rect, pattern: str, dark: str, light: str) -> None:
    """Fill a band with the pattern of a side, in two colours."""
    band = pygame.Surface(box.size, pygame.SRCALPHA)
    band.fill(dark if pattern in ("plain", "rungs", "staves") else light)
    step = max(box.width // 2, 3)
    _FILLINGS.get(pattern, _plain)(band, step, light if pattern in ("rungs", "staves") else dark)
    target.blit(band, box)


def _plain(band: pygame.Surface, step: int, colour: str) -> None:
    """Leave the band as it is."""


def _slash(band: pygame.Surface, step: int, colour: str) -> None:
    wide, tall = band.get_size()
    for start in range(-wide, tall + wide, 2 * step):
        corners = ((0, start + wide), (0, start + wide + step), (wide, start + step), (wide, start))
        pygame.draw.polygon(band, colour, corners)


def _bars(band: pygame.Surface, step: int, colour: str) -> None:
    for down in range(0, band.get_height(), 2 * step):
        band.fill(colour, (0, down, band.get_width(), step))


def _rungs(band: pygame.Surface, step: int, colour: str) -> None:
    for down in range(step, band.get_height(), 3 * step):
        band.fill(colour, (0, down, band.get_width(), max(step // 2, 1)))


def _dots(band: pygame.Surface, step: int, colour: str) -> None:
    wide, tall = band.get_size()
    for down in range(step, tall + step, 2 * step + 1):
        pygame.draw.circle(band, colour, (wide / 2, down), max(wide / 2.7, 2))


def _checks(band: pygame.Surface, step: int, colour: str) -> None:
    for row, down in enumerate(range(0, band.get_height(), step)):
        band.fill(colour, (step * (row % 2), down, step, step))


def _staves(band: pygame.Surface, step: int, colour: str) -> None:
    thick = max(band.get_width() // 3, 1)
    band.fill(colour, ((band.get_width() - thick) // 2, 0, thick, band.get_height()))


_FILLINGS = {"slash": _slash, "bars": _bars, "rungs": _rungs, "dots": _dots,
             "checks": _checks, "staves": _staves}  # fmt: skip


# ------------------------------------------------------------------------------------------------ posture

_CHEVRON: tuple[Pair, ...] = ((0.0, 0.1), (0.5, 0.5), (0.0, 0.9))
_LINES: dict[Posture, tuple[tuple[Pair, ...], ...]] = {
    Posture.REST: (((0.3, 0.15), (0.3, 0.85)), ((0.7, 0.15), (0.7, 0.85))),
    Posture.MARCH: (tuple((x + 0.25, y) for x, y in _CHEVRON),),
    Posture.ADVANCE: (_CHEVRON, tuple((x + 0.45, y) for x, y in _CHEVRON)),
    Posture.DEFEND: (((0.08, 0.85), (0.08, 0.3), (0.92, 0.3), (0.92, 0.85)),),
    Posture.WITHDRAW: (tuple((0.75 - x, y) for x, y in _CHEVRON),),
    Posture.ROUT: (tuple((0.5 - x, y) for x, y in _CHEVRON), tuple((0.95 - x, y) for x, y in _CHEVRON),
                   ((0.1, 0.98), (0.95, 0.02))),
}  # fmt: skip
_AREAS: dict[Posture, tuple[tuple[Pair, ...], ...]] = {
    Posture.ASSAULT: (((0.0, 0.34), (0.45, 0.34), (0.45, 0.04), (1.0, 0.5), (0.45, 0.96), (0.45, 0.66), (0.0, 0.66)),),
    Posture.AMBUSH: (((0.0, 0.12), (0.48, 0.5), (0.0, 0.88)), ((1.0, 0.12), (0.52, 0.5), (1.0, 0.88))),
}
_WORKS: tuple[Pair, ...] = (
    (0.0, 0.9), (0.0, 0.2), (0.22, 0.2), (0.22, 0.45), (0.39, 0.45), (0.39, 0.2), (0.61, 0.2), (0.61, 0.45),
    (0.78, 0.45), (0.78, 0.2), (1.0, 0.2), (1.0, 0.9),
)  # fmt: skip
"""A wall with teeth, for who has dug in."""


def draw_posture(target: pygame.Surface, box: pygame.Rect, posture: Posture, dug: int, ink: str) -> None:
    """Draw what a unit does: chevrons on the move, an arrow in an assault, a parapet, with teeth if dug in."""
    weight = max(round(box.width / 5.5), 2)
    if posture == Posture.DEFEND and dug > 0:
        pygame.draw.polygon(target, ink, _placed(_WORKS, box))
        return
    if posture == Posture.HIDE:
        for across, down in ((0.5, 0.1), (0.85, 0.3), (0.85, 0.7), (0.5, 0.9), (0.15, 0.7), (0.15, 0.3)):
            centre = _placed(((across, down),), box)[0]
            pygame.draw.circle(target, ink, centre, max(box.width / 9, 1.2))
        return
    for area in _AREAS.get(posture, ()):
        pygame.draw.polygon(target, ink, _placed(area, box))
    for course in _LINES.get(posture, ()):
        pygame.draw.lines(target, ink, False, _placed(course, box), weight)


def draw_want(target: pygame.Surface, centre: Pair, radius: float, cut: bool, ground: str, ink: str) -> None:
    """Draw the badge of a unit that is out of supplies (a stroke and a dot) or cut off from them (a bar across)."""
    pygame.draw.aacircle(target, ink, centre, radius)
    pygame.draw.aacircle(target, ground, centre, radius - max(radius / 5, 1))
    x, y = centre
    weight = max(round(radius / 3), 2)
    if cut:
        pygame.draw.line(target, ink, (x - radius * 0.5, y), (x + radius * 0.5, y), weight)
        return
    pygame.draw.line(target, ink, (x, y - radius * 0.55), (x, y + radius * 0.1), weight)
    pygame.draw.line(target, ink, (x, y + radius * 0.4), (x, y + radius * 0.55), weight)


def _placed(points: Sequence[Pair], box: pygame.Rect) -> list[Pair]:
    return [(box.left + x * (box.width - 1), box.top + y * (box.height - 1)) for x, y in points]
