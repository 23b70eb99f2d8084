"""What takes its time is done in slices, with a bar that says how far it has come; the window is alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.view.screen import Screen
from sim.view.type import HEADING

SLICE = 60
"""Milliseconds of work between two frames."""


class Progress(Screen):
    """Turns are played one after the other; a kind of it says which, and what is shown then."""

    @property
    def title(self) -> str:
        """Return what is being played."""
        raise NotImplementedError

    @property
    def come(self) -> tuple[int, int]:
        """Return how many turns have been played, and how many there are to play."""
        raise NotImplementedError

    def work(self, enough: Callable[[], bool]) -> bool:
        """Play turns until `enough` says after one to pause; True when all have been played."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Show what was waited for."""

    def advance(self, milliseconds: int) -> bool:
        """Work on for a moment."""
        began = pygame.time.get_ticks()
        if self.work(lambda: pygame.time.get_ticks() - began > SLICE):
            self.arrive()
        return True

    def draw(self, target: pygame.Surface) -> None:
        """Say how far it has come."""
        super().draw(target)
        (turn, turns), look, middle = self.come, self.look, target.get_rect().center
        for row, text in enumerate((self.title, f"turn {turn} of {turns}")):
            picture = look.line(text, HEADING, style="serif")
            target.blit(picture, picture.get_rect(center=(middle[0], middle[1] + look.px(30) * (row - 1))))
        wide = look.px(320)
        bar = pygame.Rect(middle[0] - wide // 2, middle[1] + look.px(30), wide, look.px(6))
        pygame.draw.rect(target, look.palette.grid, bar, border_radius=3)
        pygame.draw.rect(target, look.palette.accent, (*bar.topleft, wide * turn // max(turns, 1), bar.height),
                         border_radius=3)  # fmt: skip
