"""Options: how things look, what is asked, and every key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.view.keys import ACTIONS, Keys, chord
from sim.view.look import PALETTES, SCALES
from sim.view.screens.sheet import Sheet
from sim.view.sound import VOLUMES
from sim.view.type import BODY, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

LOOK, PLAY, KEYS = "look", "play", "keys"
TABS = ((LOOK, "How it looks"), (PLAY, "How it plays"), (KEYS, "Keys"))
YES_NO = (("yes", "yes"), ("no", "no"))
SWITCHES = (
    ("still", "Reduced motion: nothing moves by itself", LOOK),
    ("follow", "The map goes to where something happens", PLAY),
    ("ask_idle", "Ask before a turn with idle units is resolved", PLAY),
)
ROW, KEY_ROW, LABEL = 38, 34, 330
"""Pixels from row to row, from key to key, and of what stands before a row at most."""


class Options(Sheet):
    """What a person can set; kept at once."""

    heading = "Options"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._waits, self._said, self._page, self._pages = "", "", 0, 1
        self.tab = LOOK
        self._labels: list[tuple[pygame.Rect, str]] = []

    def fill(self, body: pygame.Rect) -> None:
        """Put the tabs, and a row for each setting of the one that is open."""
        self._labels, look, settings = [], self.look, self.app.settings
        self.tabs(pygame.Rect(*body.topleft, body.width, look.px(30)), TABS, self.tab, self.open)
        self._down = body.top + look.px(44)
        if self.tab == KEYS:
            self._keys(body)
            return
        if self.tab == LOOK:
            palettes = [(one.id, one.title) for one in PALETTES.values()]
            self._row(body, "Palette", palettes, settings.palette, lambda name: self.app.set(palette=name))
            scales = [(str(scale), f"{scale} %") for scale in SCALES]
            self._row(body, "Size of texts and controls", scales, str(settings.scale), self._scale)
        for name, words, tab in SWITCHES:
            if tab == self.tab:
                now = "yes" if getattr(settings, name) else "no"
                self._row(body, words, YES_NO, now, partial(self._switch, name))
        if self.tab == PLAY:
            volumes = [(name, name) for name in VOLUMES]
            self._row(body, "Sound (never needed)", volumes, settings.sound, self._volume)

    def open(self, tab: str) -> None:
        """Open a tab."""
        self.tab, self._waits, self._said = tab, "", ""
        self.form.let_go()
        self.arrange()

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the pages of the keys."""
        if self.tab != KEYS:
            return
        box = pygame.Rect(foot.left, foot.top, self.look.px(150), foot.height)
        self.form.button(box, f"More keys ({self._page + 1} of {self._pages})", self._turn_page)
        self.form.button(box.move(box.width + self.look.px(8), 0), "Keys as at first", self._reset)

    def heard(self, event: pygame.event.Event) -> bool:
        """Take the key that is being waited for."""
        if not self._waits or event.key in (pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL):
            return False
        action, self._waits = self._waits, ""
        pressed = chord(event)
        self._said = "" if pressed == "escape" else self.app.keys.change(action, pressed)
        self.app.set()
        return True

    def options(self) -> None:
        """Go back: they are open already."""
        self.app.back()

    def draw(self, target: pygame.Surface) -> None:
        """Draw the sheet and what each row is."""
        super().draw(target)
        for room, words in self._labels:
            self._draw_label(target, room, words)
        said = self._said or self.app.notice or ("Press the new key; Esc leaves it as it was." if self._waits else "")
        if said:
            picture = self.look.line(said, BODY, self.look.palette.warning)
            target.blit(picture, picture.get_rect(midright=(self.foot.right, self.foot.centery)))

    def _draw_label(self, target: pygame.Surface, room: pygame.Rect, words: str) -> None:
        """Write what a row is: smaller, and in two lines, where it is too long for one."""
        size = BODY if self.look.line(words, BODY).get_width() <= room.width else SMALL
        pictures = [self.look.line(piece, size) for piece in self.look.wrapped(words, size, room.width)]
        down = room.centery - sum(picture.get_height() for picture in pictures) // 2
        for picture in pictures:
            target.blit(picture, (room.left, down))
            down += picture.get_height()

    def _row(
        self, body: pygame.Rect, words: str, options: Sequence[tuple[str, str]], chosen: str,
        do: Callable[[str], object],
    ) -> None:  # fmt: skip
        look, high = self.look, self.look.px(30)
        label = min(look.px(LABEL), body.width * 2 // 5)
        box = pygame.Rect(body.left + label, self._down, look.px(110) * len(options), high)
        if box.right <= body.right:
            self.form.choice(box, options, chosen, do)
        else:
            self.tabs(pygame.Rect(*box.topleft, body.right - box.left, high), options, chosen, do)
        self._labels.append((pygame.Rect(body.left, self._down, label - look.px(8), high), words))
        self._down += look.px(ROW)

    def _keys(self, body: pygame.Rect) -> None:
        """Put a button for each key of the page, in two columns."""
        look, half = self.look, body.width // 2
        rows = max((body.bottom - self._down) // look.px(KEY_ROW), 1)
        self._pages = -(-len(ACTIONS) // (2 * rows))
        self._page %= self._pages
        for k, action in enumerate(ACTIONS[self._page * 2 * rows : (self._page + 1) * 2 * rows]):
            left, top = body.left + (k % 2) * half, self._down + (k // 2) * look.px(KEY_ROW)
            shown = "…" if action.id == self._waits else self.app.keys.shown(action.id)
            box = pygame.Rect(left, top, min(look.px(110), half * 2 // 5), look.px(28))
            self.form.button(box, shown, partial(self._wait, action.id), tip=f"change the key: {action.words}")
            room = pygame.Rect(box.right + look.px(8), top, left + half - box.right - look.px(16), box.height)
            self._labels.append((room, action.words))

    def _switch(self, name: str, said: str) -> None:
        self.app.set(**{name: said == "yes"})

    def _scale(self, said: str) -> None:
        self.app.set(scale=int(said))

    def _volume(self, said: str) -> None:
        self.app.set(sound=said)
        self.app.tone("planned")

    def _wait(self, action: str) -> None:
        self._waits, self._said = action, ""
        self.form.let_go()
        self.arrange()

    def _turn_page(self) -> None:
        self._page += 1
        self.arrange()

    def _reset(self) -> None:
        self.app.keys = Keys()
        self.app.set()
