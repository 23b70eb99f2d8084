"""The panel on the right: the date, the losses, what the chronicle tells of the day, with its sources."""

from __future__ import annotations

import pygame

from sim.report.chronicle.telling import Entry
from sim.report.mapsheet import ink
from sim.report.terminal import cited
from sim.view.counters import Stack
from sim.view.film import Film
from sim.view.type import BODY, HEADING, SMALL, TITLE, line, wrapped

WIDTH = 380
_PAD, _LEAD = 16, 5


class Panel:
    """Draws itself into a column, newest entry first, and says which entry lies under a pixel."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.column = pygame.Rect(0, 0, WIDTH, 1)
        self.scroll = 0
        self._shown: list[tuple[pygame.Rect, Entry]] = []
        self._sample = -1

    def entry_at(self, pixel: tuple[int, int]) -> Entry | None:
        """Return the entry under a pixel."""
        return next((entry for box, entry in self._shown if box.collidepoint(pixel)), None)

    def draw(self, target: pygame.Surface, sample: int, playing: bool, chosen: Stack | None) -> None:
        """Draw the column for a sample."""
        if sample != self._sample:
            self.scroll, self._sample = 0, sample
        pygame.draw.rect(target, ink.PAPER, self.column)
        pygame.draw.line(target, ink.GRID, self.column.topleft, self.column.bottomleft)
        target.set_clip(self.column)
        down = self._head(target, sample, playing)
        if chosen is not None:
            down = self._stack(target, chosen, sample, down)
        pygame.draw.line(target, ink.GRID, (self.column.left + _PAD, down), (self.column.right - _PAD, down))
        self._day(target, sample, down + 10)
        target.set_clip(None)

    def _head(self, target: pygame.Surface, sample: int, playing: bool) -> int:
        left, down = self.column.left + _PAD, self.column.top + 14
        moment = self.film.time(sample)
        down = self._text(target, f"{moment:%A %d %B %Y}", left, down, TITLE - 2, "serif")
        turn = self.film.scenario.clock.turn_of(max(sample - 1, 0)) + 1
        state = "playing" if playing else "paused"
        text = f"{moment:%H:%M}   turn {turn} of {self.film.scenario.clock.turns}   {state}"
        down = self._text(target, text, left, down, BODY, colour=ink.SLANTED_INK) + 6
        for row, (name, dead) in enumerate(self.film.killed(sample)):
            swatch = pygame.Rect(left, down + 4, 10, 10)
            pygame.draw.rect(target, ink.side_ink(self.film.scenario.sides[row], row), swatch, border_radius=2)
            number = line(f"{dead:,} killed", BODY, ink.INK)
            target.blit(number, number.get_rect(topright=(self.column.right - _PAD, down)))
            room = self.column.width - 2 * _PAD - 26 - number.get_width()
            for piece in wrapped(name, BODY, room):
                down = self._text(target, piece, left + 18, down, BODY)
        return down + 8

    def _stack(self, target: pygame.Surface, stack: Stack, sample: int, down: int) -> int:
        """Name the units of the chosen stack."""
        forces, left = self.film.scenario.forces, self.column.left + _PAD
        fit = self.film.trace.fit[sample, 0]
        down = self._text(target, self.film.scenario.side_names[stack.side], left, down, SMALL, "strong")
        for unit in stack.units:
            down = self._text(target, f"{forces.names[unit]}: {int(fit[unit])}", left, down, SMALL)
        return down + 8

    def _day(self, target: pygame.Surface, sample: int, down: int) -> None:
        self._shown = []
        room = self.column.width - 2 * _PAD
        down -= self.scroll
        for entry in reversed(self.film.told(sample)):
            top = down
            down = self._text(target, f"{entry.time:%H:%M}", self.column.left + _PAD, down, SMALL, "strong")
            for piece in wrapped(entry.text, BODY, room):
                down = self._text(target, piece, self.column.left + _PAD, down, BODY)
            source = cited(entry.cites) if entry.cites else "(assumed)" if entry.assumed else ""
            for piece in wrapped(source, SMALL, room):
                down = self._text(target, piece, self.column.left + _PAD, down, SMALL, colour=ink.WATER_DEEP)
            self._shown.append((pygame.Rect(self.column.left, top, self.column.width, down - top), entry))
            down += 10

    def _text(
        self, target: pygame.Surface, text: str, left: int, down: int, size: int, style: str = "plain",
        colour: str = ink.INK,
    ) -> int:
        """Write one line, and return where the next begins."""
        target.blit(line(text, size, colour, style), (left, down))
        return down + size + _LEAD


HINTS = (
    ("Space", "play, pause"), ("← →", "an impulse back, forth"), ("Shift ← →", "a day back, forth"),
    ("Home End", "first, last"), ("wheel, + −", "zoom at the pointer"), ("drag", "move the map"),
    ("0", "the whole map"), ("click", "a counter, an entry, the timeline"), ("F1", "this page"), ("Esc", "leave"),
)  # fmt: skip


def draw_help(target: pygame.Surface) -> None:
    """Lay the list of keys over the window."""
    box = pygame.Rect(0, 0, 460, 60 + 26 * len(HINTS))
    box.center = target.get_rect().center
    pygame.draw.rect(target, ink.PAPER, box, border_radius=8)
    pygame.draw.rect(target, ink.INK, box, 1, border_radius=8)
    heading = line("Keys", HEADING, ink.INK, "strong")
    target.blit(heading, (box.left + 24, box.top + 16))
    for row, (key, what) in enumerate(HINTS):
        down = box.top + 46 + 26 * row
        target.blit(line(key, BODY, ink.WATER_DEEP, "strong"), (box.left + 24, down))
        target.blit(line(what, BODY, ink.INK), (box.left + 170, down))
