"""Text that is written down a column, line by line, and remembers what was written where."""

from __future__ import annotations

import pygame

from sim.view.look import Look
from sim.view.type import BODY

PAD, LEAD = 16, 5


class Column:
    """Writes into a box of the window; `down` is where the next line begins."""

    def __init__(self, target: pygame.Surface, box: pygame.Rect, look: Look, scroll: int = 0) -> None:
        self.target, self.box, self.look = target, box, look
        self.left, self.right = box.left + look.px(PAD), box.right - look.px(PAD)
        self.down = box.top + look.px(12) - scroll
        self.end = target.get_height()  # a line that does not stand whole above it is left out

    def write(
        self, text: str, size: int = BODY, style: str = "plain", colour: str = "", indent: int = 0, room: int = 0
    ) -> pygame.Rect:
        """Write a text, broken where it is too long for the column or for `room`; return where it stands."""
        left, top = self.left + self.look.px(indent), self.down
        for piece in self.look.wrapped(text, size, (room or self.right - left), style):
            picture = self.look.line(piece, size, colour, style)
            if self.down + picture.get_height() <= self.end:
                self.target.blit(picture, (left, self.down))
            self.down += self.look.px(size + LEAD)
        return pygame.Rect(self.box.left, top, self.box.width, self.down - top)

    def pair(self, text: str, figure: str, colour: str = "", swatch: str = "", strong: bool = False) -> pygame.Rect:
        """Write a name on the left and a figure on the right, with a patch of colour before them if there is one."""
        look, top = self.look, self.down
        number = look.line(figure, BODY, colour, "strong" if strong else "plain")
        self.target.blit(number, number.get_rect(topright=(self.right, top)))
        indent = 0
        if swatch:
            patch = pygame.Rect(self.left, top + look.px(3), look.px(10), look.px(10))
            pygame.draw.rect(self.target, swatch, patch, border_radius=2)
            indent = 18
        room = self.right - self.left - look.px(indent) - number.get_width() - look.px(10)
        self.write(text, colour=colour, indent=indent, room=room, style="strong" if strong else "plain")
        return pygame.Rect(self.box.left, top, self.box.width, self.down - top)

    def gap(self, pixels: int = 8) -> None:
        """Leave some room."""
        self.down += self.look.px(pixels)

    def rule(self) -> None:
        """Draw a line across."""
        self.gap(4)
        pygame.draw.line(self.target, self.look.palette.grid, (self.left, self.down), (self.right, self.down))
        self.gap(8)


def draw_hint(target: pygame.Surface, look: Look, rows: list[tuple[str, str]], pixel: tuple[int, int]) -> None:
    """Lay a small box with lines of text, (text, style), beside a pixel, inside the window."""
    pieces = [(part, style) for text, style in rows for part in look.wrapped(text, 11, look.px(330), style)]
    pictures = [look.line(part, 11, "", style) for part, style in pieces]
    wide = max((picture.get_width() for picture in pictures), default=0)
    high = look.px(17)
    box = pygame.Rect(0, 0, wide + look.px(20), high * len(pictures) + look.px(12))
    box.midbottom = (pixel[0], pixel[1] - look.px(14))
    if box.top < 0:
        box.midtop = (pixel[0], pixel[1] + look.px(22))
    box.clamp_ip(target.get_rect())
    pygame.draw.rect(target, look.palette.paper, box, border_radius=5)
    pygame.draw.rect(target, look.palette.faint, box, 1, border_radius=5)
    for row, picture in enumerate(pictures):
        target.blit(picture, (box.left + look.px(10), box.top + look.px(6) + high * row))
