"""Waiting for something that takes seconds: it is done in slices, the window alive meanwhile, and Esc leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic

import pygame

from sim.base.piecemeal import Piecemeal, Result
from sim.errors import AbuKamalError
from sim.view.progress import draw_progress
from sim.view.screen import Screen
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App

SLICE = 60
"""Milliseconds of work between two frames."""


class Waiting(Screen, Generic[Result]):
    """Does some work of `turns` turns, then puts in its place the screen that `then` makes of what came of it."""

    def __init__(
        self, app: App, title: str, work: Piecemeal[Result], turns: int, then: Callable[[Result], Screen]
    ) -> None:
        super().__init__(app)
        self.title, self.turns, self.done, self.fault = title, turns, 0, ""
        self._work, self._then = work, then

    def build(self, room: pygame.Rect) -> None:
        """Put the way back."""
        look = self.look
        box = pygame.Rect(0, 0, look.px(110), look.px(34))
        box.midbottom = (room.centerx, room.bottom - look.px(40))
        self.form.button(box, "Back", self.app.back, tip=self.app.keys.tip("back"))

    def closed(self) -> None:
        """Leave the work as it is."""
        self._work.close()

    def advance(self, milliseconds: int) -> bool:
        """Do a slice of the work."""
        if self.fault:
            return False
        began = pygame.time.get_ticks()
        try:
            while pygame.time.get_ticks() - began <= SLICE:
                self.done = next(self._work)
        except StopIteration as end:
            self.app.replace(self._then(end.value))
        except AbuKamalError as error:
            self.fault = str(error)
        return True

    def draw(self, target: pygame.Surface) -> None:
        """Say how far it has come, or why it cannot be done."""
        super().draw(target)
        draw_progress(target, self.look, (self.title, f"turn {self.done} of {self.turns}"), self.done, self.turns)
        rows = self.look.wrapped(self.fault, BODY, target.get_width() - self.look.px(80))
        for row, text in enumerate(rows):
            picture = self.look.line(text, BODY, self.look.palette.warning)
            down = target.get_rect().centery + self.look.px(64 + 20 * row)
            target.blit(picture, picture.get_rect(midtop=(target.get_rect().centerx, down)))
