"""What takes its time is done in slices, with a bar that says how far it has come; the window is alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.view.progress import draw_progress
from sim.view.screen import Screen

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
        turn, turns = self.come
        draw_progress(target, self.look, (self.title, f"turn {turn} of {turns}"), turn, turns)
