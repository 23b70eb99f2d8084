"""One card: a counter as a picture, in three degrees of detail, kept for as long as it is shown alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pygame

from sim.state.kinds import Posture
from sim.view.marks import draw_pattern, draw_posture, draw_want
from sim.view.symbols import UNKNOWN, inked, tall_of
from sim.view.type import line

FAR, MIDDLE, NEAR = 0, 1, 2
"""Degrees of detail: a chip with a number; the symbol and the number; everything that is known."""
SIZES = ((34, 15), (40, 37), (68, 60))
"""Width and height of a card of each degree, in pixels at a scale of 1."""
SHADE, WANT, CHOSEN = "#2b2620", "#f0b429", "#f2b233"
RIM = 0.35
"""How far the rim of a card is from the ground of its side towards the ink."""
BRIGHT = 0.42
"""Grounds brighter than this share of white carry dark type."""


@dataclass(frozen=True)
class Face:
    """All that is seen of a card; equal faces are the same picture.

    `cohesion` is in twentieths, None where it is not shown; `age` is the text of a report's age; `below` counts the
    cards under it, `units` the units it stands for; `unsure` is for what is known by report only.
    """

    detail: int
    size: tuple[int, int]
    ground: str
    paper: str
    ink: str
    pattern: str
    symbol: str
    number: str
    units: int = 1
    below: int = 0
    cohesion: int | None = None
    want: str = ""  # hungry, cut or nothing
    posture: Posture | None = None
    dug: int = 0
    age: str = ""
    unsure: bool = False
    chosen: bool = False


def put(target: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Put a card down on a place of its size."""
    room = _room(face.size)
    target.blit(picture(face), (box.left - room, box.top - room))


@lru_cache(maxsize=4096)
def picture(face: Face) -> pygame.Surface:
    """Return a card with some room around it for what stands out."""
    (wide, tall), room = face.size, _room(face.size)
    whole = pygame.Surface((wide + 2 * room, tall + 2 * room), pygame.SRCALPHA)
    box = pygame.Rect(room, room, wide, tall)
    _lie(whole, box, face)
    if face.detail == FAR:
        _chip(whole, box, face)
    else:
        _printed(whole, box, face)
    _rim(whole, box, face)
    if face.detail != FAR:
        _badges(whole, box, face)
    return whole


def _room(size: tuple[int, int]) -> int:
    return max(round(size[1] * 0.17), 9)


def lettering(face: Face) -> str:
    """Return the colour of type that reads on the ground of a card."""
    red, green, blue = pygame.Color(face.ground).normalize()[:3]
    return SHADE if 0.299 * red + 0.587 * green + 0.114 * blue > BRIGHT else face.paper


def _lie(whole: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Lay a soft shadow, and the cards below."""
    pygame.draw.rect(whole, (30, 24, 16, 60), box.move(1, 2).inflate(2, 2), border_radius=3)
    under = pygame.Color(face.ground).lerp(face.ink, 0.3)
    step = max(round(box.height / 20), 2)
    for k in range(face.below, 0, -1):
        card = box.move((step + 1) * k, (step + 1) * k)
        pygame.draw.rect(whole, under, card, border_radius=2)
        pygame.draw.rect(whole, face.paper, card, 1, border_radius=2)


def _chip(whole: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Print the band of the side and a number."""
    whole.fill(face.ground, box)
    band = _band(whole, box, face)
    room = pygame.Rect(band.right + 1, box.top, box.right - band.right - 1, box.height)
    _write(whole, room, face.number, round(box.height * 0.68), face)


def _printed(whole: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Print the symbol on paper, and the number, and below it what holds the unit together."""
    whole.fill(face.ground, box)
    band = _band(whole, box, face)
    near = face.detail == NEAR
    plate = pygame.Rect(band.right + 1, box.top, box.right - band.right - 1, round(box.height * 0.63))
    whole.fill(face.paper, plate)
    wide = round(plate.width * (0.72 if near else 0.86))
    wide = min(wide, round((plate.height - 4) * wide / tall_of(wide)))
    symbol = inked(face.symbol, wide, face.ink)
    across = plate.left + (round(plate.width * 0.06) if near else (plate.width - wide) // 2)
    down = plate.top + (plate.height - symbol.get_height()) // 2
    whole.blit(symbol, (across, down))
    if face.symbol == UNKNOWN:
        mark = line("?", max(round(symbol.get_height() * 0.5), 8), face.ink, "strong")
        whole.blit(mark, mark.get_rect(center=(across + wide / 2, down + symbol.get_height() * 0.6)))
    bar = round(box.height * 0.11) if near and (face.cohesion is not None or face.unsure) else 0
    strip = pygame.Rect(plate.left, plate.bottom, plate.width, box.bottom - plate.bottom - bar)
    if near:
        _deeds(whole, plate, across + wide, face)
        strip = _age(whole, strip, face)
    _write(whole, strip, face.number, round(min(strip.height * 0.82, box.height * 0.29)), face)
    if bar:
        _cohesion(whole, pygame.Rect(plate.left + 3, strip.bottom - 1, plate.width - 6, bar - 1), face)


def _band(whole: pygame.Surface, box: pygame.Rect, face: Face) -> pygame.Rect:
    band = pygame.Rect(box.left, box.top, max(round(box.width * (0.22 if face.detail == FAR else 0.15)), 6), box.height)
    draw_pattern(whole, band, face.pattern, face.ground, face.paper)
    pygame.draw.line(whole, face.paper, band.topright, (band.right, band.bottom - 1))
    return band


def _deeds(whole: pygame.Surface, plate: pygame.Rect, left: int, face: Face) -> None:
    """Draw the sign of the posture beside the symbol."""
    if face.posture is None:
        return
    side = min(plate.right - left - 3, round(plate.height * 0.4))
    box = pygame.Rect(0, 0, side, side)
    box.midright = (plate.right - 2, plate.centery + round(plate.height * 0.14))
    draw_posture(whole, box, face.posture, face.dug, face.ink)


def _age(whole: pygame.Surface, strip: pygame.Rect, face: Face) -> pygame.Rect:
    """Write how old the report is, and return what room it leaves."""
    if not face.age:
        return strip
    text = line(face.age, max(round(strip.height * 0.55), 8), lettering(face))
    whole.blit(text, text.get_rect(midright=(strip.right - 3, strip.centery)))
    return pygame.Rect(strip.left, strip.top, strip.width - text.get_width() - 5, strip.height)


def _cohesion(whole: pygame.Surface, track: pygame.Rect, face: Face) -> None:
    """Draw a bar as long as the cohesion, or a row of dots where nobody knows it."""
    type_ink = lettering(face)
    if face.cohesion is None:
        for across in range(track.left + 1, track.right - 1, 6):
            whole.fill(type_ink, (across, track.centery, 2, 2))
        return
    pygame.draw.rect(whole, type_ink, track, 1)
    whole.fill(type_ink, (*track.topleft, max(track.width * face.cohesion // 20, 1), track.height))


def _rim(whole: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Draw the edge of the card: in dashes for what is known by report only."""
    edge = box.inflate(2, 2)
    rim = face.paper if face.unsure or face.detail == FAR else pygame.Color(face.ground).lerp(face.ink, RIM)
    pygame.draw.rect(whole, rim, edge, 1, border_radius=2)
    if face.unsure:
        for across in range(edge.left, edge.right, 7):
            length = min(4, edge.right - across)
            whole.fill(face.ink, (across, edge.top, length, 1))
            whole.fill(face.ink, (across, edge.bottom - 1, length, 1))
        for down in range(edge.top, edge.bottom, 7):
            length = min(4, edge.bottom - down)
            whole.fill(face.ink, (edge.left, down, 1, length))
            whole.fill(face.ink, (edge.right - 1, down, 1, length))
    if face.chosen:
        pygame.draw.rect(whole, face.ink, box.inflate(8, 8), 4, border_radius=4)
        pygame.draw.rect(whole, CHOSEN, box.inflate(6, 6), 3, border_radius=3)


def _badges(whole: pygame.Surface, box: pygame.Rect, face: Face) -> None:
    """Put the number of units and the sign of want on the corners."""
    if face.units > 1:
        size = max(round(box.height * (0.2 if face.detail == NEAR else 0.27)), 9)
        text = line(str(face.units), size, face.paper, "strong")
        disc = pygame.Rect(0, 0, max(text.get_width() + 5, size + 4), size + 4)
        disc.center = (box.right - 2, box.top + 2)
        pygame.draw.rect(whole, face.paper, disc.inflate(2, 2), border_radius=disc.height)
        pygame.draw.rect(whole, face.ink, disc, border_radius=disc.height)
        whole.blit(text, text.get_rect(center=disc.center))
    if face.want:
        radius = max(box.height * 0.12, 5.0)
        centre = (box.left + 2.0, box.top + 2.0)
        draw_want(whole, centre, radius, face.want == "cut", WANT, SHADE)


def _write(whole: pygame.Surface, room: pygame.Rect, text: str, size: int, face: Face) -> None:
    """Write a number into the middle of a room, smaller if it is too long."""
    size = max(size, 8)
    written = line(text, size, lettering(face), "strong")
    while written.get_width() > room.width - 1 and size > 7:
        size -= 1
        written = line(text, size, lettering(face), "strong")
    whole.blit(written, written.get_rect(center=room.center))
