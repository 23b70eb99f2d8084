"""The first screen: the scenarios as cards, and the ways to everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.base.content import content_root
from sim.base.document import read_document, validate
from sim.errors import AbuKamalError
from sim.scenario.load import available
from sim.scenario.schema import ScenarioSheet
from sim.view.column import Column
from sim.view.screen import Screen
from sim.view.screens.saved import Load, Saved, newest, resume, saved_games, why_none
from sim.view.type import BODY, HEADING, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

NARROWEST, WIDEST, TALL, MARGIN = 280, 640, 1.2, 16
PICTURE, LEAST_PICTURE = 0.62, 60
"""The largest share of its own width that a map is high; the least that it is shown at."""
ABOUT = (
    "Two operations against one town on the Euphrates, as four documents tell of them.",
    "Real people died in these operations; losses are counted as losses.",
)


@dataclass
class Card:
    """A scenario in the menu; `fault` says why it cannot be opened."""

    name: str
    sheet: ScenarioSheet | None = None
    fault: str = ""
    opened: bool = False  # everything of it was read and compiled
    questions: tuple[str, ...] = ()  # what is contested
    picture: pygame.Surface | None = None
    box: pygame.Rect | None = None
    frame: pygame.Rect | None = None  # where its map lies; None where there is no room for one
    detail: int = 1  # how much is written: 2 with the summary, 0 in small letters


def card_of(name: str) -> Card:
    """Read the frame of a shipped scenario; the rest is read once the window is seen."""
    try:
        path = content_root() / "scenarios" / name / "scenario.yaml"
        return Card(name, validate(read_document(path), ScenarioSheet))
    except (AbuKamalError, OSError) as error:
        return Card(name, fault=_first_line(error))


class Menu(Screen):
    """Cards beside each other, a page of them where they are many; below them the other ways."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.cards = [card_of(name) for name in available()]
        self.page = 0
        self.games: list[Saved] = []
        self._seen = False  # the first frame was drawn: what takes long may begin

    # ------------------------------------------------------------------------------------------ laying out

    def build(self, room: pygame.Rect) -> None:
        """Put the cards and the buttons."""
        look, self.games = self.look, saved_games(self.app.folder)
        margin, foot = look.px(MARGIN), look.px(34)
        self._head = pygame.Rect(margin, look.px(12), room.width - 2 * margin, look.px(50))
        self._foot = pygame.Rect(margin, room.bottom - foot - margin, room.width - 2 * margin, foot)
        tops = self._head.bottom + look.px(6)
        low = self._foot.top - margin // 2 - (look.px(44) if self._offers else 0)
        self._place_cards(pygame.Rect(margin, tops, room.width - 2 * margin, low - tops))
        if self._offers:
            self._offer(pygame.Rect(margin, low + look.px(6), room.width - 2 * margin, look.px(34)))
        self._fill_foot()

    def _place_cards(self, room: pygame.Rect) -> None:
        look = self.look
        gap = look.px(MARGIN)
        fit = max((room.width + gap) // (look.px(NARROWEST) + gap), 1)
        self._pages = -(-len(self.cards) // fit)
        self.page = min(self.page, self._pages - 1)
        shown = self.cards[self.page * fit : (self.page + 1) * fit]
        wide = min((room.width + gap) // max(len(shown), 1) - gap, look.px(WIDEST))
        tall = min(room.height, round(wide * TALL))
        top = room.top + (room.height - tall) // 2
        left = room.left + (room.width - (wide + gap) * len(shown) + gap) // 2
        for card in self.cards:
            card.box = None
        for row, card in enumerate(shown):
            card.box = pygame.Rect(left + row * (wide + gap), top, wide, tall)
            self._fill_card(card, card.box)
        if any(card.frame is None for card in shown):  # all have a map, or none
            for card in shown:
                card.frame = card.picture = None

    def _fill_card(self, card: Card, box: pygame.Rect) -> None:
        """Put a card's buttons, and give its map what the text leaves."""
        look, pad = self.look, self.look.px(12)
        high = look.px(34)
        half = (box.width - 3 * pad) // 2
        spot = pygame.Rect(box.left + pad, box.bottom - pad - high, half, high)
        able, why = not card.fault, card.fault
        self.form.button(spot, "Watch history", partial(self.watch, card), able=able, loud=able,
                         tip=why or "the film of what happened, with its sources")  # fmt: skip
        self.form.button(spot.move(half + pad, 0), "Play", partial(self.brief, card), able=able,
                         tip=why or "first the briefing: what is wanted of whom, and with what")  # fmt: skip
        room = pygame.Rect(box.left + pad, box.top + pad, box.width - 2 * pad, spot.top - box.top - 2 * pad)
        for card.detail, least in ((2, room.height // 3), (1, 0), (0, 0)):
            spare = room.height - self._write(card, room, None)
            if spare >= least:
                break
        spare = min(spare - look.px(8), round(room.width * PICTURE))
        card.frame = pygame.Rect(*room.topleft, room.width, spare) if spare >= look.px(LEAST_PICTURE) else None
        if card.picture is not None and (card.frame is None or card.picture.get_size() != card.frame.size):
            card.picture = None

    def _fill_foot(self) -> None:
        look = self.look
        last = newest(self.games)
        ways: list[tuple[str, Callable[[], object], bool, str]] = [
            ("Continue", self._continue, last is not None,
             f"{last.scenario}, turn {last.turn}" if last else why_none(self.app.folder, self.games)),
            ("Load", lambda: self.app.show(Load(self.app)), True, "choose among the saved games"),
            ("Tutorial", self.tutorial, True, "six steps on the raid of June 2016"),
            ("Options", self.options, True, self.app.keys.tip("options")),
            ("Help", self.help, True, self.app.keys.tip("help")),
            ("Leave", self.app.leave, True, self.app.keys.tip("back")),
        ]  # fmt: skip
        if self._pages > 1:
            ways.insert(0, (f"More scenarios ({self.page + 1} of {self._pages})", self._turn, True, ""))
        gap = look.px(8)
        wide = min((self._foot.width + gap) // len(ways) - gap, look.px(150))
        left = self._foot.left + (self._foot.width - (wide + gap) * len(ways) + gap) // 2
        for row, (words, do, able, tip) in enumerate(ways):
            box = pygame.Rect(left + row * (wide + gap), self._foot.top, wide, self._foot.height)
            self.form.button(box, words, do, able=able, tip=tip)

    # ------------------------------------------------------------------------------------- the first start

    @property
    def _offers(self) -> bool:
        return not self.app.settings.seen_tutorial

    def _offer(self, room: pygame.Rect) -> None:
        """Offer the tutorial, once."""
        look, gap = self.look, self.look.px(8)
        wide = (look.px(150), look.px(90))
        self._words = "Here for the first time?  Six steps show the film and the orders."
        text = look.line(self._words, BODY).get_width()
        if text + sum(wide) + 2 * gap > room.width:
            self._words = "Here for the first time?"
            text = look.line(self._words, BODY).get_width()
        left = room.left + (room.width - text - sum(wide) - 2 * gap) // 2
        self._words_at = (left, room.centery)
        box = pygame.Rect(left + text + gap, room.top, wide[0], room.height)
        self.form.button(box, "Begin the tutorial", self.tutorial, loud=True)
        box = pygame.Rect(box.right + gap, room.top, wide[1], room.height)
        self.form.button(box, "Not now", self._decline, tip="it stays in the menu")

    def _decline(self) -> None:
        self.app.set(seen_tutorial=True)

    # --------------------------------------------------------------------------------------------- the ways

    def watch(self, card: Card) -> None:
        """Show the film of a scenario."""
        from sim.view.opened import opened
        from sim.view.screens.watch import Making

        if self._open(card):
            scenario = opened(card.name)
            self.app.show(Making(self.app, scenario, scenario.seed))

    def brief(self, card: Card) -> None:
        """Show the briefing of a scenario."""
        from sim.view.opened import opened
        from sim.view.screens.briefing import Briefing

        if self._open(card):
            self.app.show(Briefing(self.app, opened(card.name)))

    def tutorial(self) -> None:
        """Begin the tutorial."""
        from sim.view.screens.tutorial import begin

        self.app.set(seen_tutorial=True)
        begin(self.app)

    def _continue(self) -> None:
        last = newest(self.games)
        if last is not None:
            resume(self.app, last)

    def _turn(self) -> None:
        self.page = (self.page + 1) % self._pages
        self.arrange()

    # ---------------------------------------------------------------------------------- what takes its time

    def advance(self, milliseconds: int) -> bool:
        """Once the menu is seen, open one scenario or draw one map a frame."""
        if not self._seen:
            return False
        for card in self.cards:
            if not card.opened and not card.fault:
                self._open(card)
                self.arrange()
                return True
            if card.opened and card.picture is None and card.frame is not None and card.box is not None:
                card.picture = _map_of(card.name, card.frame.size, self)
                return True
        return False

    def _open(self, card: Card) -> bool:
        """Read everything of a scenario; say whether that went well, and on its card what did not."""
        from sim.view.opened import opened

        if card.opened or card.fault:
            return card.opened
        try:
            scenario = opened(card.name)
        except (AbuKamalError, OSError) as error:
            card.fault = _first_line(error)
            self.arrange()
            return False
        asked = {stand.question for stand in scenario.files.scenario.contested}
        card.questions = tuple(one.question for one in scenario.facts.questions if one.id in asked)
        card.opened = True
        return True

    def relook(self) -> None:
        """Draw the maps anew."""
        for card in self.cards:
            card.picture = None

    # --------------------------------------------------------------------------------------------- drawing

    def draw(self, target: pygame.Surface) -> None:
        """Draw the heading and the cards."""
        palette, look = self.look.palette, self.look
        target.fill(palette.panel)
        title = look.line("Abu Kamal", 26, style="serif")
        target.blit(title, title.get_rect(midtop=(self._head.centerx, self._head.top)))
        whole = len(look.wrapped("  ".join(ABOUT), SMALL, self._head.width, "slanted")) == 1
        picture = look.line("  ".join(ABOUT) if whole else ABOUT[1], SMALL, palette.slanted, "slanted")
        target.blit(picture, picture.get_rect(midtop=(self._head.centerx, self._head.top + look.px(34))))
        for card in self.cards:
            if card.box is not None:
                self._draw_card(target, card, card.box)
        if self._offers:
            words = look.line(self._words, BODY)
            target.blit(words, words.get_rect(midleft=self._words_at))
        if self.app.notice:
            said = look.line(self.app.notice, SMALL, palette.warning)
            target.blit(said, said.get_rect(midbottom=(self._foot.centerx, target.get_height() - look.px(1))))
        self._seen = True

    def _draw_card(self, target: pygame.Surface, card: Card, box: pygame.Rect) -> None:
        palette, pad = self.look.palette, self.look.px(12)
        pygame.draw.rect(target, palette.paper, box, border_radius=6)
        pygame.draw.rect(target, palette.grid, box, 1, border_radius=6)
        down = box.top + pad
        if card.frame is not None:
            pygame.draw.rect(target, palette.panel, card.frame)
            if card.picture is not None:
                target.blit(card.picture, card.frame)
            elif card.fault:
                words = self.look.line("cannot be opened", BODY, palette.slanted, "slanted")
                target.blit(words, words.get_rect(center=card.frame.center))
            pygame.draw.rect(target, palette.faint, card.frame, 1)
            down = card.frame.bottom + self.look.px(8)
        room = pygame.Rect(box.left + pad, down, box.width - 2 * pad, box.bottom - self.look.px(34) - 2 * pad - down)
        target.set_clip(room)
        self._write(card, room, target)
        target.set_clip(None)

    def _write(self, card: Card, room: pygame.Rect, target: pygame.Surface | None) -> int:
        """Write a card's text, as much as there is room for, or only measure it; return its height."""
        look, palette = self.look, self.look.palette
        column = Column(target or pygame.Surface((1, 1)), room, look)
        column.left, column.right, column.down, column.end = room.left, room.right, room.top, room.bottom
        if card.sheet is None:
            column.write(card.name, HEADING, "serif")
            column.write(card.fault, colour=palette.warning)
            return column.down - room.top
        self._write_heading(column, card.sheet, card.detail)
        parts = [self._write_sides, self._write_contested]
        for part in parts if card.detail else parts[::-1]:  # where little stands, what is contested stands first
            part(column, card)
        if card.fault:
            column.write(card.fault, colour=palette.warning)
        return column.down - room.top

    def _write_contested(self, column: Column, card: Card) -> None:
        """Write how much is contested, and the first of it."""
        if card.sheet is None or card.fault:
            return
        palette, count = self.look.palette, len(card.sheet.contested)
        column.write(f"{count} contested question{'' if count == 1 else 's'}", SMALL, "strong",
                     palette.confidence["contested"])  # fmt: skip
        for question in card.questions[: (0, 2, 3)[card.detail]]:
            column.write(question, SMALL, colour=palette.slanted, indent=10)

    def _write_heading(self, column: Column, sheet: ScenarioSheet, detail: int) -> None:
        """Write what a scenario is: title, dates, turns."""
        clock = sheet.clock.clock
        when = f"{span(clock.start, clock.end)}; {clock.turns} turns of {length(clock.turn_hours)}"
        column.write(sheet.title, HEADING if detail else BODY, "serif")
        column.write(when, BODY if detail else SMALL)
        column.gap(4 if detail else 0)
        if detail == 2:
            column.write(sheet.summary, SMALL)
            column.gap(6)

    def _write_sides(self, column: Column, card: Card) -> None:
        """Name the sides, and say which of them cannot be led."""
        look, detail = self.look, card.detail
        for row, side in enumerate(card.sheet.sides if card.sheet is not None else ()):
            if detail:
                ends = "" if side.player else "not led"
                column.pair(side.name, ends, look.palette.slanted, look.side(side.id, row))
                continue
            patch = pygame.Rect(column.left, column.down + look.px(3), look.px(8), look.px(8))
            pygame.draw.rect(column.target, look.side(side.id, row), patch, border_radius=2)
            column.write(side.name, SMALL, indent=14)
        column.gap(4 if detail else 0)


def span(start: datetime, end: datetime) -> str:
    """Write the days from the first moment to the last: 28 to 29 June 2016."""
    last = end - timedelta(minutes=1)
    if start.date() == last.date():
        return f"{start.day} {start:%B %Y}"
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day} to {last.day} {last:%B %Y}"
    year = "" if start.year == last.year else f" {start.year}"
    return f"{start.day} {start:%B}{year} to {last.day} {last:%B %Y}"


def length(hours: int) -> str:
    """Write the length of a turn."""
    if hours % 24:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return "a day" if hours == 24 else f"{hours // 24} days"


def _map_of(name: str, size: tuple[int, int], menu: Menu) -> pygame.Surface:
    """Draw the map of a scenario with who holds what at the start."""
    from sim.view.screens.smallmap import starting_map

    return starting_map(name, size, menu.look)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
