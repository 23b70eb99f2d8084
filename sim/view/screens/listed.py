"""A sheet with a list on it: what the list does not take of keys and mouse goes on as on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.view.rows import Line, Row, Rows
from sim.view.screens.sheet import Sheet
from sim.view.type import BODY, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

PAGE = 50


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


class Paged(Listed):
    """A list that is too long to be laid out at once: fifty rows a page, and a line that counts them."""

    none = "Nothing fits."

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.leaf = 0
        self._counted, self._count_at = "", (0, 0)

    def wanted(self) -> Sequence[object]:
        """Return everything that is to be listed."""
        return ()

    def counted(self, number: int) -> str:
        """Say how many things are listed."""
        return str(number)

    def row(self, thing: object) -> Row:
        """Return one thing as a row."""
        raise NotImplementedError

    def place(self, body: pygame.Rect) -> None:
        """Give the line that counts and the list their place."""
        self._count_at = (body.left, body.top + self.look.px(8))
        top = body.top + self.look.px(20)
        self.rows.arrange(pygame.Rect(body.left, top, body.width, body.bottom - top), self.look)
        self.list(stay=True)

    def list(self, stay: bool = False) -> None:
        """List the page that is open, from its first row, or where it stood."""
        things = self.wanted()
        leaves = max(-(-len(things) // PAGE), 1)
        self.leaf = self.leaf % leaves
        paged = f", page {self.leaf + 1} of {leaves}" if leaves > 1 else ""
        self._counted = self.counted(len(things)) + paged
        rows = [self.row(thing) for thing in things[self.leaf * PAGE : (self.leaf + 1) * PAGE]]
        self.rows.show(rows or [Row((Line(self.none, "slanted"),))], stay=stay)

    def sift(self) -> None:
        """List anew after another choice, from the first page."""
        self.leaf = 0
        self.list()
        self.arrange()

    def turn(self, by: int) -> None:
        """Go on or back by pages; after the last comes the first."""
        self.leaf += by
        self.list()

    def page_buttons(self, foot: pygame.Rect) -> int:
        """Put the buttons of the pages; return where they end."""
        left = foot.left
        for words, by in (("Page before", -1), ("Next page", 1)):
            box = pygame.Rect(left, foot.top, self.look.line(words, BODY).get_width() + self.look.px(20), foot.height)
            self.form.button(box, words, partial(self.turn, by))
            left = box.right + self.look.px(6)
        return left

    def draw(self, target: pygame.Surface) -> None:
        """Draw the list, and how much is in it."""
        super().draw(target)
        picture = self.look.line(self._counted, SMALL, self.look.palette.slanted)
        target.blit(picture, picture.get_rect(midleft=self._count_at))
