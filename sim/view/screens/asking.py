"""Questions that are asked before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from sim.view.screens.sheet import Sheet
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App
    from sim.view.screens.table import Table


class IdleUnits(Sheet):
    """Nothing is planned and units stand without an order: resolve all the same?"""

    heading = "Resolve the turn?"
    widest = 640

    def __init__(self, app: App, table: Table, idle: Sequence[str]) -> None:
        super().__init__(app)
        self.table, self.idle = table, idle

    def fill(self, body: pygame.Rect) -> None:
        """Put the answers."""
        self.body, look = body, self.look
        top = body.bottom - look.px(132)
        for row, (text, do) in enumerate((
            ("Resolve", self._resolve), ("Resolve, and do not ask again", self._never),
            ("Show the first of them", self._show),
        )):  # fmt: skip
            box = pygame.Rect(body.left, top + row * look.px(44), body.width, look.px(38))
            self.form.button(box, text, do, loud=row == 0)

    def draw(self, target: pygame.Surface) -> None:
        """Say how many there are, and who."""
        super().draw(target)
        look, forces = self.look, self.table.scenario.forces
        words = f"Nothing is planned, and {len(self.idle)} units stand without an order:"
        names = ", ".join(forces.names[forces.ids.index(name)] for name in self.idle)
        rows = [*look.wrapped(words, BODY, self.body.width, "strong"), *look.wrapped(names, BODY, self.body.width)]
        most = max((self.body.height - look.px(150)) // look.px(20), 1)
        shown = rows if len(rows) <= most else [*rows[: most - 1], "…"]
        for row, text in enumerate(shown):
            style = "strong" if row == 0 else "plain"
            target.blit(look.line(text, BODY, "", style), (self.body.left, self.body.top + row * look.px(20)))

    def act(self, action: str) -> bool:
        """Enter and the key that resolves answer yes."""
        if action in ("give", "resolve"):
            self._resolve()
            return True
        return False

    def _resolve(self) -> None:
        self.app.back()
        self.table.resolve(sure=True)

    def _never(self) -> None:
        self.app.set(ask_idle=False)
        self._resolve()

    def _show(self) -> None:
        self.app.back()
        self.table.choose(self.table.scenario.forces.ids.index(self.idle[0]), visit=True)
