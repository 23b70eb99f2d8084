"""The curtain between two people at one screen: nothing of the map, only who comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.view.screen import Screen
from sim.view.type import BODY, HEADING

if TYPE_CHECKING:
    from sim.view.app import App

DEAF = 600
"""Milliseconds for which keys are not heard."""


class Curtain(Screen):
    """Lies over everything until the person who is named goes on; `then` is called once the curtain is gone."""

    def __init__(self, app: App, who: str, then: Callable[[], object], said: str = "") -> None:
        super().__init__(app)
        self.who, self.then, self.said = who, then, said
        self._shown = 0  # milliseconds

    def build(self, room: pygame.Rect) -> None:
        """Put the one button."""
        look = self.look
        box = pygame.Rect(0, 0, look.px(220), look.px(40))
        box.midtop = (room.centerx, room.centery + look.px(50))
        self.form.button(box, "I am here", self.lift, loud=True, tip="show the map (Enter or Space)")

    def lift(self) -> None:
        """Take the curtain away."""
        self.app.back()
        self.then()

    def heard(self, event: pygame.event.Event) -> bool:
        """Go on with Enter or Space; no other key does anything, so that nothing is shown by mistake."""
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE) and self._shown >= DEAF:
            self.lift()
        return True

    def advance(self, milliseconds: int) -> bool:
        """Hear keys after a while: the one that ended the turn before may still be held."""
        self._shown += milliseconds
        return False

    def draw(self, target: pygame.Surface) -> None:
        """Name who comes next."""
        look, palette = self.look, self.look.palette
        target.fill(palette.panel)
        middle = target.get_rect().center
        lines = (
            ("Next to command", BODY, "plain"), (self.who, 26, "serif"), (self.said, HEADING, "slanted"),
            ("Whoever is not meant looks away; then Enter.", BODY, "plain"),
        )  # fmt: skip
        down = middle[1] - look.px(110)
        for text, size, style in lines:
            for piece in look.wrapped(text, size, target.get_width() - look.px(48), style):
                picture = look.line(piece, size, "" if size > BODY else palette.slanted, style)
                target.blit(picture, picture.get_rect(midtop=(middle[0], down)))
                down += look.px(size + 12)
