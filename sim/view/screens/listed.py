"""A sheet with a list on it: what the list does not take of keys and mouse goes on as on every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.view.rows import Rows
from sim.view.screens.sheet import Sheet

if TYPE_CHECKING:
    from sim.view.app import App


class Listed(Sheet):
    """A sheet whose body is, for the most part, one list."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.rows = Rows(app.look)

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
