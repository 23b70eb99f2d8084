"""Taking command: which side, from which day, against whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pygame

from sim.play.course import Known
from sim.report.chronicle.naming import Naming
from sim.view.opened import Opened
from sim.view.screens.sheet import Sheet
from sim.view.type import BODY, HEADING

if TYPE_CHECKING:
    from sim.view.app import App

OPPONENTS = (
    ("history", "History"), ("doctrine:cautious", "Cautious"), ("doctrine", "Competent"), ("doctrine:bold", "Bold"),
    ("person", "Another person"),
)  # fmt: skip
WHO = {
    "history": "The other side follows its orders of history while they make sense; then a staff takes over.",
    "doctrine:cautious": "A computer staff that asks for good odds and risks little.",
    "doctrine": "A computer staff that plays by its doctrine, with no more knowledge than you have of it.",
    "doctrine:bold": "A computer staff that takes risks and uses every means it has.",
    "person": "Two people take turns at this screen; a curtain between them hides what the other sees and plans.",
}


class TakeCommand(Sheet):
    """Asks for a side and an opponent; the original course is left as it is."""

    heading = "Take command"
    widest = 760

    def __init__(self, app: App, opened: Opened, seed: int, turn: int | None, known: Known | None = None) -> None:
        super().__init__(app)
        self.opened, self.seed, self.known = opened, seed, known
        self.turn = 0 if turn is None else turn
        self.opponent = "history"

    def fill(self, body: pygame.Rect) -> None:
        """Put the choice of opponent and a button for each side."""
        look, scenario, self._body = self.look, self.opened.scenario, body
        sides = np.flatnonzero(scenario.playable).tolist()
        self._cramped = body.top + look.px(202 + 52 * len(sides)) > body.bottom
        top = body.top + look.px(64 if self._cramped else 92)
        self.tabs(pygame.Rect(body.left, top, body.width, look.px(32)), OPPONENTS, self.opponent, self._choose)
        top += look.px(110)
        for row in [] if self._cramped else sides:
            box = pygame.Rect(body.left, top, body.width, look.px(44))
            self.form.button(box, f"Lead {scenario.side_names[row]}", self._leading(row), loud=True)
            top += look.px(52)

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the sides beside the way back where there is no room for them above."""
        scenario, left = self.opened.scenario, foot.left
        for row in np.flatnonzero(scenario.playable).tolist() if self._cramped else []:
            words = f"Lead {Naming(scenario).camp(row).text}"
            wide = self.look.line(words, BODY).get_width() + self.look.px(14)
            self.form.button(pygame.Rect(left, foot.top, wide, foot.height), words, self._leading(row), loud=True)
            left += wide + self.look.px(6)

    def _leading(self, row: int) -> Callable[[], None]:
        return partial(self._begin, self.opened.scenario.sides[row])

    def draw(self, target: pygame.Surface) -> None:
        """Say from which day, and who the opponent is."""
        super().draw(target)
        look, clock = self.look, self.opened.scenario.clock
        moment = clock.time_of(self.turn * clock.impulses_per_turn)
        left, top = self._body.left, self._body.top - look.px(2)
        lines = [f"{self.opened.scenario.title}, world {self.seed}",
                 f"from {moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}, turn {self.turn + 1} of {clock.turns}"]
        for row, text in enumerate(lines):
            target.blit(look.line(text, HEADING, style="serif"), (left, top + row * look.px(24)))
        if not self._cramped:
            target.blit(look.line("The other side is led by", BODY, style="strong"), (left, top + look.px(64)))
        down = top + look.px(106 if self._cramped else 134)
        for row, text in enumerate(look.wrapped(WHO[self.opponent], BODY, self.page.width - look.px(48))):
            target.blit(look.line(text, BODY, look.palette.slanted), (left, down + look.px(19 * row)))

    def _choose(self, name: str) -> None:
        self.opponent = name
        self.arrange()

    def _begin(self, side: str) -> None:
        from sim.view.screens.opening import bring, taking_over

        coming = taking_over(self.app, self.opened, self.seed, side, self.opponent, self.turn, self.known)
        bring(self.app, coming, self.app.replace)
