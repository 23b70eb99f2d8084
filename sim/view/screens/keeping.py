"""Saving: the game at the table is kept under a name of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.errors import AbuKamalError
from sim.view.screens.saved import saves_of
from sim.view.screens.sheet import Sheet
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App
    from sim.view.screens.table import Table


class SaveGame(Sheet):
    """Asks for a name; the game goes on in its own file, and the save stays as it is now."""

    heading = "Save the game"
    widest = 640

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.name, self.wrong = f"{table.scenario.id}-turn-{table.game.turn + 1}", ""

    def fill(self, body: pygame.Rect) -> None:
        """Put the field and the button."""
        look, self.body = self.look, body
        high = look.px(34)
        box = pygame.Rect(body.left, body.top + look.px(52), body.width - look.px(120), high)
        self.form.entry(box, "name", self.name, changed=self._type, done=lambda typed: self._save(), focus=True)
        beside = pygame.Rect(box.right + look.px(8), box.top, look.px(112), high)
        self.form.button(beside, "Save", self._save, loud=True, tip="save it under this name (Enter)")
        self._wrong_at = box.left, box.bottom + look.px(10)

    def draw(self, target: pygame.Surface) -> None:
        """Say what a name can be, and what was wrong with the last."""
        super().draw(target)
        look = self.look
        words = "A name of a-z, 0-9, - and _.  The save is found under Load in the menu."
        for row, text in enumerate(look.wrapped(words, BODY, self.body.width)):
            target.blit(look.line(text, BODY), (self.body.left, self.body.top + row * look.px(20)))
        for row, text in enumerate(look.wrapped(self.wrong, BODY, self.body.width)):
            picture = look.line(text, BODY, look.palette.warning)
            target.blit(picture, (self._wrong_at[0], self._wrong_at[1] + row * look.px(20)))

    def _type(self, typed: str) -> None:
        self.name, self.wrong = typed, ""

    def _save(self) -> None:
        """Save and go back, or say why not."""
        saves, table = saves_of(self.app.folder), self.table
        if saves is None:
            self.wrong = "there is no folder for saved games"
            return
        name = self.name.strip()
        try:
            saves.save(name, table.game.record(table.opened.written), table.game.plans)
        except AbuKamalError as error:
            self.wrong = str(error)
        except OSError as error:
            self.wrong = f"cannot be written in {saves.folder}: {error.strerror or error}"
        else:
            self.app.back()
            table.said = f"Saved as {name}"
