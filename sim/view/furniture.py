"""What stands round a map: its frame in steps of kilometres, the bar that says how far that is, and north."""

from __future__ import annotations

import pygame

from sim.view.camera import Camera
from sim.view.look import Look
from sim.view.type import BODY, HEADING, SMALL

LENGTHS = (1, 2, 5, 10, 20, 50, 100)
"""Kilometres that the bar may stand for."""
WIDEST = 150
FRAME = 5
"""Pixels between the two lines of the frame."""


def bar_km(camera: Camera, look: Look) -> int:
    """Return the kilometres of the longest bar there is room for."""
    room = look.px(WIDEST)
    return max((km for km in LENGTHS if km * 1000 * camera.scale <= room), default=LENGTHS[0])


def draw_frame(pane: pygame.Surface, sheet: pygame.Rect, camera: Camera, look: Look) -> list[pygame.Rect]:
    """Draw the frame of the map: two lines, and between them every other step of the bar in ink; return its sides."""
    text, between = look.palette.text, look.px(FRAME)
    pygame.draw.rect(pane, look.palette.paper, sheet.inflate(2 * between, 2 * between), between)
    step = bar_km(camera, look) * 1000 * camera.scale
    inside = pane.get_rect()
    for edge in (sheet.top - between, sheet.bottom):
        for k in range(0, int(sheet.width / step) + 1, 2):
            left = sheet.left + k * step
            piece = pygame.Rect(round(left), edge, round(min(step, sheet.right - left)), between)
            pygame.draw.rect(pane, text, piece.clip(inside))
    for edge in (sheet.left - between, sheet.right):
        for k in range(0, int(sheet.height / step) + 1, 2):
            top = sheet.bottom - (k + 1) * step
            piece = pygame.Rect(edge, round(max(top, sheet.top)), between, 0)
            piece.height = round(sheet.bottom - k * step) - piece.top
            pygame.draw.rect(pane, text, piece.clip(inside))
    pygame.draw.rect(pane, text, sheet.inflate(2, 2), 1)
    outer = sheet.inflate(2 * between + 2, 2 * between + 2)
    pygame.draw.rect(pane, text, outer, 1)
    across, down = (outer.width, between + 1), (between + 1, outer.height)
    return [pygame.Rect(outer.topleft, across), pygame.Rect((outer.left, outer.bottom - between - 1), across),
            pygame.Rect(outer.topleft, down), pygame.Rect((outer.right - between - 1, outer.top), down)]  # fmt: skip


def plaque(pane: pygame.Surface, box: pygame.Rect, look: Look) -> None:
    """Lay a piece of paper on the map, to be written on."""
    pygame.draw.rect(pane, look.palette.paper, box, border_radius=4)
    pygame.draw.rect(pane, look.palette.grid, box, 1, border_radius=4)


def draw_scale(pane: pygame.Surface, camera: Camera, look: Look) -> pygame.Rect:
    """Draw the bar of kilometres and the arrow to the north in the lower left corner; return where."""
    km = bar_km(camera, look)
    long = round(km * 1000 * camera.scale)
    label = look.line(f"{km} km", SMALL)
    box = pygame.Rect(0, 0, long + label.get_width() + look.px(52), look.px(30))
    box.bottomleft = look.px(10), pane.get_height() - look.px(10)
    plaque(pane, box, look)
    _draw_north(pane, box.left + look.px(15), box.centery, look)
    left, high = box.left + look.px(30), look.px(5)
    for k in range(4):
        ends = left + long * k // 4, left + long * (k + 1) // 4
        piece = pygame.Rect(ends[0], box.centery - high // 2, ends[1] - ends[0], high)
        pygame.draw.rect(pane, look.palette.text if k % 2 == 0 else look.palette.paper, piece)
    pygame.draw.rect(pane, look.palette.text, (left, box.centery - high // 2, long, high), 1)
    pane.blit(label, label.get_rect(midleft=(left + long + look.px(8), box.centery)))
    return box


def _draw_north(pane: pygame.Surface, x: int, y: int, look: Look) -> None:
    tall, half, text = look.px(9), look.px(4), look.palette.text
    letter = look.line("N", 9, style="strong")
    top = y - tall - look.px(1)
    pane.blit(letter, letter.get_rect(midbottom=(x, y + tall + look.px(4))))
    pygame.draw.polygon(pane, text, [(x, top), (x - half, top + tall), (x, top + tall - look.px(2))])
    pygame.draw.aalines(pane, text, True, [(x, top), (x - half, top + tall), (x, top + tall - look.px(2)),
                                           (x + half, top + tall)])  # fmt: skip


def fitted(look: Look, text: str, room: int) -> pygame.Surface:
    """Return a title in the largest type in which it fits into a width in pixels; too long a one is cut short."""
    sizes = [look.line(text, size, style="serif") for size in (HEADING, BODY, SMALL)]
    fitting = next((one for one in sizes if one.get_width() <= room), None)
    if fitting is not None:
        return fitting
    short = next((text[:end] for end in range(len(text), 0, -1)
                  if look.line(f"{text[:end]}…", SMALL, style="serif").get_width() <= room), "")  # fmt: skip
    return look.line(f"{short}…", SMALL, style="serif")
