"""The briefing: what is wanted of whom and with what; then the person watches, or leads a side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pygame

from sim.report.chronicle.naming import Naming
from sim.view.opened import Opened
from sim.view.rows import Row
from sim.view.screens.briefed import doubts, forces, objectives, situation
from sim.view.screens.command import OPPONENTS
from sim.view.screens.listed import Listed
from sim.view.screens.smallmap import SmallMap
from sim.view.type import BODY

if TYPE_CHECKING:
    from sim.view.app import App

TABS = (("situation", "Situation"), ("objectives", "Objectives"), ("forces", "Forces"),
        ("doubts", "Assumed and contested"))  # fmt: skip
MOST_WORLD = 2**63 - 1


class Briefing(Listed):
    """Four tabs, one of which is open, and the choice of side, opponent and world."""

    widest = 1400

    def __init__(self, app: App, found: Opened) -> None:
        super().__init__(app)
        self.found, self.heading = found, found.scenario.title
        self.tab, self.opponent, self.world = "situation", "doctrine", "1"
        self.small = SmallMap(found, app.look)
        self._labels: list[tuple[tuple[int, int], str]] = []
        self._wrong = ""

    # ------------------------------------------------------------------------------------------ laying out

    def fill(self, body: pygame.Rect) -> None:
        """Put the tabs, the open one, and the choices of a game."""
        look, high = self.look, self.look.px(30)
        self.tabs(pygame.Rect(body.left, body.top, body.width, high), TABS, self.tab, self._open)
        choices = pygame.Rect(body.left, body.bottom - high, body.width, high)
        room = pygame.Rect(body.left, body.top + high + look.px(6), body.width, 0)
        room.height = choices.top - look.px(8) - room.top
        if self.tab == "objectives":
            half = room.width * 11 // 20
            self.small.arrange(pygame.Rect(room.left + half, room.top, room.width - half, room.height))
            room.width = half - look.px(10)
        self.rows.arrange(room, look)
        self.rows.show(self._rows(), stay=True)
        self._choices(choices)

    def _choices(self, room: pygame.Rect) -> None:
        """Put the opponents and the number of the world."""
        look, down = self.look, room.centery
        left, label = room.left, look.line("Against", BODY).get_width() + look.px(10)
        self._labels = []
        if left + label + self.least(OPPONENTS) + look.px(120) <= room.right:  # else the names alone have to say it
            self._labels.append(((left, down), "Against"))
            left += label
        wide = room.right - left - look.px(120)
        box = pygame.Rect(left, room.top, wide, room.height)
        left = self.tabs(box, OPPONENTS, self.opponent, self._against) + look.px(12)
        self._labels.append(((left, down), "World"))
        left += look.line("World", BODY).get_width() + look.px(8)
        box = pygame.Rect(left, room.top, min(look.px(90), room.right - left), room.height)
        self.form.entry(box, "number", self.world, changed=self._choose_world)
        self._said_at = (box.right + look.px(12), down)

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the ways on: the film, the command of a side, the sources of a row."""
        look, left = self.look, foot.left
        scenario = self.found.scenario
        naming = Naming(scenario)
        ways = [("Watch history", self.watch, False, "the film of what happened, with its sources")]
        ways += [
            (f"Lead {naming.camp(row).text}", partial(self.lead, scenario.sides[row]), True,
             f"take command of {scenario.side_names[row]}")
            for row in np.flatnonzero(scenario.playable).tolist()
        ]  # fmt: skip
        ways.append(("Sources", self._sources, False, self.app.keys.tip("sources")))
        texts = [look.line(words, BODY).get_width() for words, *_ in ways]
        gap = look.px(6)
        spare = max((foot.width - sum(texts)) // len(ways) - gap, look.px(6))
        for (words, do, loud, tip), text in zip(ways, texts, strict=True):
            box = pygame.Rect(left, foot.top, min(text + min(spare, look.px(28)), foot.right - left), foot.height)
            self.form.button(box, words, do, loud=loud, tip=tip)
            left = box.right + gap

    def _rows(self) -> list[Row]:
        found, look = self.found, self.look
        return list({
            "situation": lambda: situation(found, look, self._ask),
            "objectives": lambda: objectives(found, look, self.small.point),
            "forces": lambda: forces(found, look, self._ask),
            "doubts": lambda: doubts(found, self._ask),
        }[self.tab]())  # fmt: skip

    def relook(self) -> None:
        """Draw the small map anew."""
        self.small.pane.relook(self.look)

    # ---------------------------------------------------------------------------------------------- choosing

    def act(self, action: str) -> bool:
        """Show the sources of the chosen row."""
        if action != "sources":
            return False
        self._sources()
        return True

    def _open(self, tab: str) -> None:
        if tab != self.tab:
            self.tab = tab
            self.rows.show(())
        self.arrange()

    def _against(self, opponent: str) -> None:
        self.opponent = opponent
        self.arrange()

    def _choose_world(self, typed: str) -> None:
        self.world = typed
        self._wrong = "" if self.seed is not None else "a world is a whole number, 0 or greater"

    @property
    def seed(self) -> int | None:
        """Return the world that is asked for; None for what is no number of one."""
        text = self.world.strip()
        return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_WORLD else None

    def watch(self) -> None:
        """Show the film."""
        from sim.view.screens.watch import Making

        self.app.show(Making(self.app, self.found, self.found.seed))

    def lead(self, side: str) -> None:
        """Take command of a side from the first turn on."""
        seed = self.seed
        if seed is None:
            return
        from sim.view.screens.opening import bring, taking_over

        bring(self.app, taking_over(self.app, self.found, seed, side, self.opponent, turn=0), self.app.show)

    def _ask(self, ids: Sequence[str]) -> None:
        from sim.view.screens.sources import Sources

        self.app.show(Sources(self.app, self.found, ids))

    def _sources(self) -> None:
        """Show the sources of the chosen row, or of everything."""
        row, ids = self.rows.chosen, list[str]()
        if self.tab == "objectives" and row >= 0:
            title = self.rows.rows[row].lines[0].text
            part = next((one for one in self.found.files.scenario.objectives if one.title == title), None)
            ids = list(part.cites or ()) if part else []
        elif row >= 0:
            do = self.rows.rows[row].do
            if do is not None:
                do()
                return
        self._ask(ids)

    # --------------------------------------------------------------------------------------------- drawing

    def draw(self, target: pygame.Surface) -> None:
        """Draw the open tab, the small map and the labels."""
        super().draw(target)
        if self.tab == "objectives":
            self.small.draw(target)
        for spot, words in self._labels:
            picture = self.look.line(words, BODY)
            target.blit(picture, picture.get_rect(midleft=spot))
        if self._wrong:
            picture = self.look.line(self._wrong, BODY, self.look.palette.warning)
            target.blit(picture, picture.get_rect(midleft=self._said_at))
