"""Taking command: which side, from which day, against whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.play.course import Known
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
        look, scenario = self.look, self.opened.scenario
        top = body.top + look.px(92)
        self.form.choice(pygame.Rect(body.left, top, body.width, look.px(32)), OPPONENTS, self.opponent, self._choose)
        top += look.px(110)
        for name, title, may in zip(scenario.sides, scenario.side_names, scenario.playable, strict=True):
            if may:
                box = pygame.Rect(body.left, top, body.width, look.px(44))
                self.form.button(box, f"Lead {title}", partial(self._begin, name), loud=True)
                top += look.px(52)

    def draw(self, target: pygame.Surface) -> None:
        """Say from which day, and who the opponent is."""
        super().draw(target)
        look, clock = self.look, self.opened.scenario.clock
        moment = clock.time_of(self.turn * clock.impulses_per_turn)
        left, top = self.page.left + look.px(24), self.page.top + look.px(66)
        lines = [f"{self.opened.scenario.title}, world {self.seed}",
                 f"from {moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}, turn {self.turn + 1} of {clock.turns}"]
        for row, text in enumerate(lines):
            target.blit(look.line(text, HEADING, style="serif"), (left, top + row * look.px(24)))
        target.blit(look.line("The other side is led by", BODY, style="strong"), (left, top + look.px(64)))
        for row, text in enumerate(look.wrapped(WHO[self.opponent], BODY, self.page.width - look.px(48))):
            target.blit(look.line(text, BODY, look.palette.slanted), (left, top + look.px(134 + 19 * row)))

    def _choose(self, name: str) -> None:
        self.opponent = name
        self.arrange()

    def _begin(self, side: str) -> None:
        from sim.view.screens.opening import bring, taking_over

        coming = taking_over(self.app, self.opened, self.seed, side, self.opponent, self.turn, self.known)
        bring(self.app, coming, self.app.replace)
