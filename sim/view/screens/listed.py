"""A sheet with a list on it: what the list does not take of keys and mouse goes on as on every sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.view.rows import Rows
from sim.view.screens.sheet import Sheet
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App


class Listed(Sheet):
    """A sheet whose body is, for the most part, one list."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.rows = Rows(app.look)

    def tabs(
        self, room: pygame.Rect, options: Sequence[tuple[str, str]], chosen: str, do: Callable[[str], object]
    ) -> int:
        """Put a row of buttons of which one is down, each as wide as its text asks; return where they end."""
        texts = [self.look.line(words, BODY).get_width() for _, words in options]
        gap = self.look.px(2)
        spare = (room.width - sum(texts)) // max(len(options), 1) - gap
        left = room.left
        for (name, words), text in zip(options, texts, strict=True):
            box = pygame.Rect(left, room.top, text + min(max(spare, self.look.px(4)), self.look.px(26)), room.height)
            self.form.button(box, words, partial(do, name), chosen=name == chosen)
            left = box.right + gap
        return left

    def heard(self, event: pygame.event.Event) -> bool:
        """Let arrows and Enter walk the list."""
        return self.rows.key(event, self.form.typing)

    def listen(self, event: pygame.event.Event) -> None:
        """Let the mouse have the list."""
        self.rows.listen(event)

    def draw(self, target: pygame.Surface) -> None:
        """Draw the sheet and the list."""
        super().draw(target)
        self.rows.draw(target)
