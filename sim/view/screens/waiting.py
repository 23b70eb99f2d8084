"""Waiting for a piece of work that tells how far it has come; what hinders it is said, and Esc leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic

import pygame

from sim.base.piecemeal import Piecemeal, Result
from sim.errors import AbuKamalError
from sim.view.screen import Screen
from sim.view.screens.progress import Progress
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App


class Waiting(Progress, Generic[Result]):
    """Does some work of `turns` turns, then puts in its place the screen that `then` makes of what came of it."""

    def __init__(
        self, app: App, title: str, work: Piecemeal[Result], turns: int, then: Callable[[Result], Screen]
    ) -> None:
        super().__init__(app)
        self._title, self._turns, self._done, self.fault = title, turns, 0, ""
        self._work, self._then = work, then
        self._came: list[Result] = []

    @property
    def title(self) -> str:
        """Return what is being done."""
        return self._title

    @property
    def come(self) -> tuple[int, int]:
        """Return how many turns have been gone through, and how many there are."""
        return self._done, self._turns

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
        """Work on for a moment, unless something hinders it."""
        return not self.fault and super().advance(milliseconds)

    def work(self, enough: Callable[[], bool]) -> bool:
        """Do the work until `enough` says to pause."""
        try:
            while not enough():
                self._done = next(self._work)
        except StopIteration as end:
            self._came.append(end.value)
            return True
        except AbuKamalError as error:
            self.fault = str(error)
        return False

    def arrive(self) -> None:
        """Show what came of it."""
        self.app.replace(self._then(*self._came))

    def draw(self, target: pygame.Surface) -> None:
        """Say how far it has come, or why it cannot be done."""
        super().draw(target)
        rows = self.look.wrapped(self.fault, BODY, target.get_width() - self.look.px(80))
        for row, text in enumerate(rows):
            picture = self.look.line(text, BODY, self.look.palette.warning)
            down = target.get_rect().centery + self.look.px(64 + 20 * row)
            target.blit(picture, picture.get_rect(midtop=(target.get_rect().centerx, down)))
