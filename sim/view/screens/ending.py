"""The end screen: how a game or a film went, what it cost, what was luck, and what the documents say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from sim.base.durable import write_whole
from sim.record.record import Record
from sim.report.chronicle.spelling import Spelling
from sim.report.ending.making import ending_by_steps
from sim.report.ending.tree import Claim, Departure, Ending, TurnEnd
from sim.report.ending.words import STANDINGS
from sim.report.plain import json_text
from sim.view.endrows import EndRows
from sim.view.opened import Opened
from sim.view.rows import Line, Row
from sim.view.screens.kept_log import free_name
from sim.view.screens.listed import PAGE, Paged
from sim.view.screens.sources import Sources
from sim.view.screens.waiting import Waiting
from sim.view.type import BODY, SMALL

if TYPE_CHECKING:
    from sim.view.app import App
    from sim.view.screens.theatre import Theatre

TABS = (
    ("result", "Result"), ("losses", "Losses and ground"), ("luck", "Luck"), ("documents", "Documents"),
    ("turns", "Turns"), ("departures", "Departures"),
)  # fmt: skip
ALL, CONTESTED = "all", "contested"
KINDS = {"html": "Export page", "json": "Export figures"}


class Aftermath:
    """How what a screen with a map shows went: reckoned when it is first asked for, then kept."""

    def __init__(self, theatre: Theatre, back: str) -> None:
        self.theatre, self.back = theatre, back
        self._ending: Ending | None = None

    def show(self, record: Record, tab: str = TABS[0][0]) -> None:
        """Show how a record of what is shown went, once that is known."""
        theatre = self.theatre
        theatre.playing = False
        if self._ending is not None:
            theatre.app.show(self._screen(tab, self._ending))
            return
        work = ending_by_steps(record, theatre.scenario, theatre.opened.facts)
        theatre.app.show(
            Waiting(theatre.app, "How it went: everything is lived again", work, len(record.turns),
                    partial(self._screen, tab))
        )  # fmt: skip

    def _screen(self, tab: str, ending: Ending) -> HowItWent:
        self._ending = ending
        return HowItWent(self.theatre.app, self.theatre.opened, ending, self._visit, tab, self.back)

    def _visit(self, turn: int) -> None:
        """Go to the first impulse of a turn."""
        per_turn = self.theatre.scenario.clock.impulses_per_turn
        self.theatre.app.back()
        self.theatre.go((turn - 1) * per_turn + 1)


class HowItWent(Paged):
    """The pages of an ending; `visit` leaves for a turn on the map."""

    heading = "How it went"
    none = "Nothing of the kind."
    widest = 1400

    def __init__(
        self, app: App, found: Opened, ending: Ending, visit: Callable[[int], object], tab: str = TABS[0][0],
        back: str = "Back",
    ) -> None:  # fmt: skip
        super().__init__(app)
        self.found, self.ending, self.tab, self.back_words = found, ending, tab, back
        self.standing, self.said = ALL, ""
        self.texts = EndRows(ending, found.facts, visit, Spelling(found.scenario))
        self._writes, self._drawn = "", False

    # ------------------------------------------------------------------------------------------ laying out

    def fill(self, body: pygame.Rect) -> None:
        """Put the tabs, the sieve of the documents and the list."""
        look, high = self.look, self.look.px(28)
        self.tabs(pygame.Rect(body.left, body.top, body.width, high), TABS, self.tab, self.open)
        top = body.top + high + look.px(4)
        if self.tab == "documents":
            self._sieve(pygame.Rect(body.left, top, body.width, high))
            top += high + look.px(2)
        self.place(pygame.Rect(body.left, top, body.width, body.bottom - top))

    def _sieve(self, room: pygame.Rect) -> None:
        """Put the choice of statements, and the pages of a long list."""
        counts = {word: sum(claim.standing == word for claim in self.ending.claims) for word in STANDINGS}
        contested = sum(claim.confidence == CONTESTED for claim in self.ending.claims)
        options = [(ALL, "all"), *((word, f"{word} {count}") for word, count in counts.items() if count),
                   *([(CONTESTED, f"{CONTESTED} {contested}")] if contested else [])]  # fmt: skip
        ends = self.tabs(pygame.Rect(room.left, room.top, room.width * 3 // 4, room.height), options, self.standing,
                         self.only)  # fmt: skip
        if len(self.wanted()) > PAGE:
            left = ends + self.look.px(8)
            for words, by, tip in (("◀", -1, "the page before"), ("▶", 1, "the next page")):
                box = pygame.Rect(left, room.top, self.look.px(34), room.height)
                self.form.button(box, words, partial(self.turn, by), tip=tip)
                left = box.right + 2

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put what can be kept, and the way to the menu."""
        look, left = self.look, foot.left
        for kind, words in KINDS.items():
            box = pygame.Rect(left, foot.top, look.line(words, BODY).get_width() + look.px(20), foot.height)
            tip = f"write what abukamal report writes, as {kind.upper()}, to {self.folder}"
            self.form.button(box, words, partial(self.export, kind), tip=tip)
            left = box.right + look.px(6)
        box = pygame.Rect(0, foot.top, look.line("Menu", BODY).get_width() + look.px(24), foot.height)
        box.right = foot.right
        self.form.button(box, "Menu", self.app.home, tip="leave for the menu")

    def open(self, tab: str) -> None:
        """Open a tab from its first row."""
        self.tab, self.leaf = tab, 0
        self.rows.scroll, self.rows.chosen = 0, -1
        self.arrange()

    def only(self, standing: str) -> None:
        """List statements that stand in one way."""
        self.standing = standing
        self.sift()

    # ---------------------------------------------------------------------------------------------- listing

    def list(self, stay: bool = False) -> None:
        """List a page of statements, or all of anything else."""
        if self.tab == "documents":
            super().list(stay)
            return
        things = self.wanted()
        self._counted = self.counted(len(things))
        self.rows.show([self.row(thing) for thing in things] or [Row((Line(self.none, "slanted"),))], stay=stay)

    def wanted(self) -> Sequence[object]:
        """Return what the open tab lists."""
        if self.tab == "documents":
            ranked = sorted(self.ending.claims, key=lambda claim: STANDINGS.index(claim.standing))
            return [claim for claim in ranked if self.standing in (ALL, claim.standing, claim.confidence)]
        if self.tab == "turns":
            return self.ending.turns
        if self.tab == "departures":
            return self.ending.deviations
        pages = {"result": self.texts.result, "losses": self.texts.losses, "luck": self.texts.luck}
        return list(pages[self.tab](self.look))

    def counted(self, number: int) -> str:
        """Say what the open tab holds."""
        if self.tab == "documents":
            return f"{self.texts.tally()}; {number} listed"
        if self.tab == "turns":
            return f"{number} of {self.ending.turns_of} turns; Enter goes to one on the map"
        if self.tab == "departures":
            return f"Where the course left history: {number}" if number else "The course did not leave history"
        return "Enter goes to the chosen line's turn on the map"

    def row(self, thing: object) -> Row:
        """Return one thing as a row."""
        if isinstance(thing, Claim):
            return self.texts.claim(thing, partial(self._sources, thing))
        if isinstance(thing, TurnEnd):
            return self.texts.turn(thing)
        if isinstance(thing, Departure):
            return self.texts.departure(thing)
        assert isinstance(thing, Row)
        return thing

    def _sources(self, claim: Claim) -> None:
        """Show a statement with what contradicts it."""
        self.app.show(Sources(self.app, self.found, (claim.id,)))

    def act(self, action: str) -> bool:
        """Go to the tab beside with the arrows; go back with the key that came here."""
        steps = {"step_back": -1, "step_on": 1}
        if action in steps:
            names = [name for name, _ in TABS]
            self.open(names[(names.index(self.tab) + steps[action]) % len(names)])
        elif action == "ending":
            self.app.back()
        else:
            return False
        return True

    # ---------------------------------------------------------------------------------------------- keeping

    @property
    def folder(self) -> Path:
        """Return where reports are kept."""
        return Path.cwd() if self.app.folder is None else self.app.folder / "reports"

    def export(self, kind: str) -> None:
        """Write the page or the figures to a file once the window has said so."""
        self._writes, self._drawn, self.said = kind, False, "it is being written"

    def advance(self, milliseconds: int) -> bool:
        """Write what was asked for."""
        if not self._writes:
            return False
        if self._drawn:
            kind, self._writes = self._writes, ""
            try:
                self.said = f"written to {self._write(kind)}"
            except OSError as error:
                self.said = f"cannot be written: {error.strerror or error}"
        return True

    def _write(self, kind: str) -> Path:
        from sim.report.ending.page import page

        self.folder.mkdir(parents=True, exist_ok=True)
        path = free_name(self.folder, f"report-{self.ending.scenario}-{self.ending.seed}", kind)
        text = page(self.ending) if kind == "html" else json_text(self.ending.as_json()) + "\n"
        write_whole(path, text.encode("utf-8"))
        return path

    def draw(self, target: pygame.Surface) -> None:
        """Draw the list, and say where a file went."""
        super().draw(target)
        self._drawn = True
        for row, text in enumerate(reversed(self.look.wrapped(self.said, SMALL, self.page.width - self.look.px(60)))):
            words = self.look.line(text, SMALL, self.look.palette.warning)
            place = words.get_rect(bottomright=(self.foot.right, self.foot.top - self.look.px(2 + 15 * row)))
            pygame.draw.rect(target, self.look.palette.paper, place.inflate(8, 2))
            target.blit(words, place)
