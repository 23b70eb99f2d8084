"""The log: everything that is told of a course, to be sifted; a line leads to its moment and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.report.chronicle.naming import Naming
from sim.report.chronicle.telling import ORDERS, Entry
from sim.report.fidelity.grading import WorldGrade
from sim.report.terminal import ASSUMED, cited
from sim.view.opened import Opened
from sim.view.rows import Line, Row
from sim.view.screens.kept_log import export, turn_of
from sim.view.screens.listed import PAGE, Paged
from sim.view.screens.sources import Sources, about_entry
from sim.view.story import place_of, span_of
from sim.view.type import SMALL

if TYPE_CHECKING:
    from sim.view.app import App
    from sim.view.screens.theatre import Theatre

ALL, MAIN = "all", "main"
_TURN = re.compile(r"\bturn (\d+)\b")
KINDS = {
    "orders": (ORDERS,),
    "fights": ("fought", "ambushed", "surprised", "raided", "car_bomb", "rockets", "repulsed", "destroyed", "routed",
               "surrendered", "dispersed", "captured_stocks"),
    "ground": ("took", "lost", "cleared", "cut_off", "rejoined", "crossed_border"),
    "moves": ("moved", "withdrew", "retreated", "infiltrated", "emerged", "arrived", "released", "dug_in", "alerted",
              "blacked_out"),
    "air": ("air_strike", "bomber_strike", "lifted"),
    "events": ("message",),
}  # fmt: skip
"""What can be sifted by: every kind of entry belongs to one group."""


def visiting(theatre: Theatre) -> Callable[[Entry], None]:
    """Return what brings a screen with a map to the moment and the place of an entry."""

    def visit(entry: Entry) -> None:
        theatre.go(span_of(theatre.scenario, entry, theatre.story.samples - 1)[1])
        h = place_of(theatre.scenario, entry)
        if h is not None:
            theatre.map.visit(h)

    return visit


class Log(Paged):
    """Entries by time; `visit` is called with the one that is chosen, once the log is closed.

    With `now` the log opens at what was told last until then.
    """

    heading = "Log"
    none = "Nothing that is told fits."
    widest = 1400

    def __init__(
        self, app: App, found: Opened, entries: Sequence[Entry], visit: Callable[[Entry], object],
        now: datetime | None = None, world: WorldGrade | None = None,
    ) -> None:  # fmt: skip
        super().__init__(app)
        self.found, self.visit, self.world = found, visit, world
        self.entries = sorted(entries, key=lambda one: one.time)
        self.side, self.kind, self.depth, self.sought = ALL, ALL, MAIN, ""
        self.day: date | None = None
        self._days = sorted({entry.time.date() for entry in self.entries})
        self._rows_of = {name: row for row, name in enumerate(found.scenario.sides)}
        self._said = ""
        self._now = now

    # ------------------------------------------------------------------------------------------ laying out

    def fill(self, body: pygame.Rect) -> None:
        """Put the field, the sieves and the list."""
        look = self.look
        rest = pygame.Rect(*body.topleft, look.px(150), look.px(28))
        self.form.entry(rest, "search", self.sought, changed=self._seek)
        rest = pygame.Rect(rest.right, rest.top, body.right - rest.right, rest.height)
        days = look.px(88) + 2 * rest.height + 4
        for name, options in self._sieves():
            least, kept = self.least(options), days + look.px(8) if name == "kind" else 0  # the days beside the kinds
            rest = self._beside(body, rest, least + kept)
            wide = rest.width - kept if rest.width >= least + kept else rest.width
            room = pygame.Rect(*rest.topleft, wide, rest.height)
            left = self.tabs(room, options, getattr(self, name), partial(self._choose, name))
            rest.width, rest.left = rest.right - left, left
        rest = self._beside(body, rest, days)
        self._put_days(rest)
        top = rest.bottom + look.px(2)
        self.place(pygame.Rect(body.left, top, body.width, body.bottom - top))
        if self._now is not None:
            self._open_at(self._now)

    def _sieves(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield what can be sifted by, each with its choices."""
        yield "side", [(ALL, "all"), *zip(self.found.scenario.sides, Naming(self.found.scenario).short, strict=True)]
        if any(not entry.shown for entry in self.entries):
            yield "depth", [(MAIN, "main"), (ALL, "everything")]
        yield "kind", [(ALL, "all"), *((name, name) for name in KINDS)]

    def _beside(self, body: pygame.Rect, rest: pygame.Rect, wide: int) -> pygame.Rect:
        """Return what is left of a row behind a gap, or the next row where less than `wide` would be left."""
        gap = self.look.px(8)
        if rest.width - gap >= wide:
            return pygame.Rect(rest.left + gap, rest.top, rest.width - gap, rest.height)
        return pygame.Rect(body.left, rest.bottom + self.look.px(4), body.width, rest.height)

    def _put_days(self, room: pygame.Rect) -> None:
        """Put the choice of a day."""
        box = pygame.Rect(room.left, room.top, room.height, room.height)
        self.form.button(box, "◀", partial(self._step_day, -1), tip="the day before")
        box = pygame.Rect(box.right + 2, room.top, self.look.px(88), room.height)
        shown = "every day" if self.day is None else f"{self.day.day} {self.day:%b}"
        self.form.button(box, shown, self._every_day, tip="show every day", chosen=self.day is not None)
        box = pygame.Rect(box.right + 2, room.top, room.height, room.height)
        self.form.button(box, "▶", partial(self._step_day, 1), tip="the next day")

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the pages, the sources and the ways to keep the log."""
        left = self.page_buttons(foot)
        for words, do, tip in (
            ("Sources", self._sources, self.app.keys.tip("sources")),
            ("Text file", partial(self._export, "txt"), "write what is listed into a file"),
            ("JSON file", partial(self._export, "json"), "write what is listed into a file"),
        ):
            wide = self.look.line(words, 13).get_width() + self.look.px(16)
            self.form.button(pygame.Rect(left, foot.top, wide, foot.height), words, do, tip=tip)
            left += wide + self.look.px(6)
        self._said_at = left

    def _open_at(self, now: datetime) -> None:
        """Open the page of what was told last until a moment, and choose it."""
        told = [row for row, entry in enumerate(self.wanted()) if entry.time <= now]
        self._now = None
        if told:
            self.leaf = told[-1] // PAGE
            self.list()
            self.rows.choose(told[-1] % PAGE)

    # ---------------------------------------------------------------------------------------------- sifting

    def wanted(self) -> Sequence[Entry]:
        """Return the entries that pass the field and the sieves."""
        words = _TURN.sub(r"turn-\1.", self.sought.lower()).split()
        return [entry for entry in self.entries if self._fits(entry, words)]

    def _fits(self, entry: Entry, words: Sequence[str]) -> bool:
        if not entry.shown and self.depth == MAIN:
            return False
        if self.side not in (ALL, *entry.sides) or (self.kind != ALL and entry.kind not in KINDS[self.kind]):
            return False
        if self.day is not None and entry.time.date() != self.day:
            return False
        text = f"{entry.text} {cited(entry.cites)} turn-{turn_of(self.found.scenario.clock, entry)}.".lower()
        return all(word in text for word in words)

    def counted(self, number: int) -> str:
        """Say how many entries fit."""
        return f"{number} of {len(self.entries)} entries"

    def row(self, thing: object) -> Row:
        """Return an entry as a row."""
        assert isinstance(thing, Entry)
        when = f"{thing.time.day} {thing.time:%b %H:%M}, turn {turn_of(self.found.scenario.clock, thing)}"
        lines = [Line(f"{when}, {thing.kind.replace('_', ' ')}", "faint"), Line(thing.text)]
        if thing.cites or thing.assumed:
            lines.append(Line(cited(thing.cites) or ASSUMED, "cite"))
        first = next((name for name in thing.sides if name in self._rows_of), "")
        swatch = self.look.side(first, self._rows_of[first]) if first else ""
        return Row(tuple(lines), partial(self._visit, thing), swatch=swatch)

    def _choose(self, what: str, name: str) -> None:
        setattr(self, what, name)
        self.sift()

    def _seek(self, typed: str) -> None:
        self.sought, self.leaf = typed, 0
        self.list()  # the form stays as it is: somebody types into it

    def _step_day(self, by: int) -> None:
        if not self._days:
            return
        last = len(self._days) - 1
        if self.day is None:
            self.day = self._days[0 if by > 0 else last]
        else:
            self.day = self._days[min(max(self._days.index(self.day) + by, 0), last)]
        self.sift()

    def _every_day(self) -> None:
        self.day = None
        self.sift()

    # ------------------------------------------------------------------------------------------- from a line

    def _visit(self, entry: Entry) -> None:
        self.app.back()
        self.visit(entry)

    def _sources(self) -> None:
        """Show the sources of the chosen line, or of everything."""
        things, row = self.wanted(), self.leaf * PAGE + self.rows.chosen
        chosen = things[row] if self.rows.chosen >= 0 and row < len(things) else None
        if chosen is not None and not chosen.cites:
            self._said = "no document is cited there"
            return
        self.app.show(Sources(self.app, self.found, about_entry(chosen) if chosen else (), self.world))

    def _export(self, kind: str) -> None:
        try:
            path = export(self.app.folder, self.found.scenario, self.wanted(), kind)
            self._said = f"written to {path}"
        except OSError as error:
            self._said = f"cannot be written: {error.strerror or error}"

    def act(self, action: str) -> bool:
        """Show the sources of the chosen line; go back with the key that came here."""
        if action == "sources":
            self._sources()
        elif action == "log":
            self.app.back()
        else:
            return False
        return True

    def draw(self, target: pygame.Surface) -> None:
        """Draw the list, and where a file went."""
        super().draw(target)
        if self._said:
            words = self.look.line(self._said, SMALL, self.look.palette.warning)
            place = words.get_rect(bottomright=(self.foot.right, self.foot.top - self.look.px(1)))
            pygame.draw.rect(target, self.look.palette.paper, place.inflate(8, 0))
            target.blit(words, place)
