"""Options: how things look, what is asked, and every key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.view.keys import ACTIONS, Keys, chord
from sim.view.look import PALETTES, SCALES
from sim.view.screens.sheet import Sheet
from sim.view.sound import VOLUMES
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App

YES_NO = (("yes", "yes"), ("no", "no"))
SWITCHES = (
    ("still", "Reduced motion: nothing moves by itself"), ("follow", "The map goes to where something happens"),
    ("ask_idle", "Ask before a turn with idle units is resolved"),
)  # fmt: skip
KEYS_A_PAGE = 12


class Options(Sheet):
    """What a person can set; kept at once."""

    heading = "Options"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._waits, self._said, self._page = "", "", 0
        self._labels: list[tuple[tuple[int, int], str]] = []

    def fill(self, body: pygame.Rect) -> None:
        """Put a row for each setting, and the keys beneath."""
        self._labels, self._down = [], body.top
        settings, look = self.app.settings, self.look
        palettes = [(one.id, one.title) for one in PALETTES.values()]
        self._row(body, "Palette", palettes, settings.palette, lambda name: self.app.set(palette=name))
        scales = [(str(scale), f"{scale} %") for scale in SCALES]
        self._row(body, "Size of texts and controls", scales, str(settings.scale), self._scale)
        for name, words in SWITCHES:
            now = "yes" if getattr(settings, name) else "no"
            self._row(body, words, YES_NO, now, partial(self._switch, name))
        volumes = [(name, name) for name in VOLUMES]
        self._row(body, "Sound (never needed)", volumes, settings.sound, self._volume)
        self._down += look.px(10)
        self._keys(body)

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the pages of the keys."""
        pages = -(-len(ACTIONS) // KEYS_A_PAGE)
        box = pygame.Rect(foot.left, foot.top, self.look.px(150), foot.height)
        self.form.button(box, f"More keys ({self._page + 1} of {pages})", self._turn_page)
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
        for spot, words in self._labels:
            target.blit(self.look.line(words, BODY), spot)
        said = self._said or self.app.notice or ("Press the new key; Esc leaves it as it was." if self._waits else "")
        if said:
            picture = self.look.line(said, BODY, self.look.palette.warning)
            target.blit(picture, picture.get_rect(midright=(self.foot.right, self.foot.centery)))

    def _row(self, body, words, options, chosen, do) -> None:  # type: ignore[no-untyped-def]
        look = self.look
        left = body.left + look.px(330)
        wide = min(look.px(110) * len(options), body.right - left)
        self.form.choice(pygame.Rect(left, self._down, wide, look.px(30)), options, chosen, do)
        self._labels.append(((body.left, self._down + look.px(6)), words))
        self._down += look.px(36)

    def _keys(self, body: pygame.Rect) -> None:
        """Put a button for each key of the page, in two columns."""
        look = self.look
        half = body.width // 2
        for row, action in enumerate(ACTIONS[self._page * KEYS_A_PAGE : (self._page + 1) * KEYS_A_PAGE]):
            left = body.left + (row % 2) * half
            top = self._down + (row // 2) * look.px(34)
            shown = "…" if action.id == self._waits else self.app.keys.shown(action.id)
            box = pygame.Rect(left, top, look.px(110), look.px(28))
            self.form.button(box, shown, partial(self._wait, action.id), tip=f"change the key: {action.words}")
            self._labels.append(((left + look.px(120), top + look.px(6)), action.words))

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
        self._page = (self._page + 1) % (-(-len(ACTIONS) // KEYS_A_PAGE))
        self.arrange()

    def _reset(self) -> None:
        self.app.keys = Keys()
        self.app.set()
