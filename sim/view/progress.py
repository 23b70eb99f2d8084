"""How far something has come that takes its time: a few lines in the middle of the window, and a bar."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from sim.view.look import Look
from sim.view.type import HEADING


def draw_progress(target: pygame.Surface, look: Look, lines: Sequence[str], done: int, total: int) -> None:
    """Write lines in the middle, and draw beneath them a bar of which `done` of `total` is full."""
    middle, down = target.get_rect().center, target.get_rect().centery - look.px(30)
    for text in lines:
        for piece in look.wrapped(text, HEADING, target.get_width() - look.px(48), "serif"):
            picture = look.line(piece, HEADING, style="serif")
            target.blit(picture, picture.get_rect(center=(middle[0], down)))
            down += look.px(30)
    wide = look.px(320)
    bar = pygame.Rect(middle[0] - wide // 2, down, wide, look.px(6))
    pygame.draw.rect(target, look.palette.grid, bar, border_radius=3)
    full = wide * min(done, total) // max(total, 1)
    pygame.draw.rect(target, look.palette.accent, (*bar.topleft, full, bar.height), border_radius=3)
