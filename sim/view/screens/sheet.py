"""A sheet that lies over another screen: a heading, what it is about, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pygame

from sim.view.screen import Screen
from sim.view.type import BODY, TITLE


class Sheet(Screen):
    """A screen of text and controls; a kind of it fills `body`."""

    heading = ""
    widest = 980
    back_words = "Back"

    def build(self, room: pygame.Rect) -> None:
        """Lay out heading, body and the way back."""
        look = self.look
        margin, edge, head = (16, 16, 36) if look.low(room.height) else (48, 40, 48)
        wide = min(room.width - look.px(margin), look.px(self.widest))
        self.page = pygame.Rect(0, 0, wide, room.height - look.px(margin))
        self.page.center = room.center
        inner = self.page.inflate(-look.px(48), -look.px(edge))
        head, foot = look.px(head), look.px(48)
        self._heading_at = inner.left, inner.top - look.px(2)
        self.fill(pygame.Rect(inner.left, inner.top + head, inner.width, inner.height - head - foot))
        box = pygame.Rect(inner.left, inner.bottom - look.px(34), look.px(110), look.px(34))
        box.width = max(box.width, look.line(self.back_words, BODY).get_width() + look.px(20))
        self.form.button(box, self.back_words, self.app.back, tip=self.app.keys.tip("back"))
        self.foot = pygame.Rect(box.right + look.px(12), box.top, inner.right - box.right - look.px(12), box.height)
        self.fill_foot(self.foot)

    def fill(self, body: pygame.Rect) -> None:
        """Put what the sheet is about into its body."""

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put further buttons beside the way back."""

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

    def least(self, options: Sequence[tuple[str, str]]) -> int:
        """Return how wide a row of such buttons is at least."""
        edge, gap = self.look.px(4), self.look.px(2)
        return sum(self.look.line(words, BODY).get_width() + edge + gap for _, words in options)

    def draw(self, target: pygame.Surface) -> None:
        """Draw the sheet."""
        palette, look = self.look.palette, self.look
        target.fill(palette.panel)
        pygame.draw.rect(target, palette.paper, self.page, border_radius=6)
        pygame.draw.rect(target, palette.grid, self.page, 1, border_radius=6)
        heading = look.line(self.heading, TITLE, style="serif")
        target.blit(heading, self._heading_at)
