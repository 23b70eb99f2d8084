"""Charts in the look of the window: what they say by colour they say by patterns and words as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pygame

from sim.report.ending.series import Fortune, Toll, Town
from sim.view.look import Look
from sim.view.patterns import Pattern, patch
from sim.view.type import SMALL

HIGH = 118
"""Pixels of a chart at a scale of one hundred."""
_LEFT, _FOOT, _TOP = 44, 20, 8
_STEPS = (1, 2, 5)
_TINT = 84
WOUNDED = Pattern("rising", 5)
Fill = tuple[str, Pattern | None]
"""An ink, and the pattern drawn in it; None for the ink alone, an empty ink for nothing but an outline."""


@dataclass(frozen=True)
class Key:
    """What the fillings of a chart mean: (side, row of the side, word); none stand for the key of losses."""

    sides: tuple[tuple[str, int, str], ...] = ()

    def high(self, look: Look, wide: int) -> int:
        """Return the height of its lines."""
        return look.px(20) * (1 + max((line for line, _, _, _ in self._placed(look, wide)), default=0))

    def draw(self, target: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Draw a patch and a word for each."""
        for line, left, fill, word in self._placed(look, box.width):
            sample = pygame.Rect(box.left + left, box.top + look.px(20 * line + 3), look.px(24), look.px(13))
            _fill(target, sample, sample, fill, look)
            target.blit(look.line(word, SMALL), (sample.right + look.px(6), sample.top))

    def _placed(self, look: Look, wide: int) -> list[tuple[int, int, Fill, str]]:
        fills = [(side_fill(look, side, row), word) for side, row, word in self.sides] or toll_fills(look.palette.text)
        found, line, left = [], 0, 0
        for fill, word in fills:
            takes = look.px(24 + 6 + 18) + look.line(word, SMALL).get_width()
            if left and left + takes > wide:
                line, left = line + 1, 0
            found.append((line, left, fill, word))
            left += takes
        return found


@dataclass(frozen=True)
class TollChart:
    """Killed, wounded and captured of a side, stretch by stretch, up to `most` people."""

    side: str
    toll: Toll
    labels: tuple[str, ...]
    most: int

    def high(self, look: Look, wide: int) -> int:
        """Return its height."""
        return look.px(HIGH)

    def draw(self, target: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Draw a bar for each stretch: killed below, wounded on them, captured above."""
        plot = _axes(target, box, look, (0, max(self.most, 1)), self.labels)
        kinds = (self.toll.killed, self.toll.wounded, self.toll.captured)
        fills = [fill for fill, _ in toll_fills(look.side(self.side, self.toll.row))]
        for at, people in enumerate(zip(*kinds, strict=True)):
            left, right = _stretch(plot, at, len(self.labels), gap=0.16)
            base = 0
            for count, fill in zip(people, fills, strict=True):
                top, low = (plot.bottom - plot.height * value / max(self.most, 1) for value in (base + count, base))
                base += count
                if count:
                    bar = pygame.Rect(left, round(top), right - left, max(round(low) - round(top), 1))
                    _fill(target, bar, plot, fill, look)


@dataclass(frozen=True)
class TownChart:
    """Who held how much of a town at the end of each turn; `sides` are all sides of the scenario."""

    town: Town
    labels: tuple[str, ...]
    sides: tuple[str, ...]

    def high(self, look: Look, wide: int) -> int:
        """Return its height."""
        return look.px(HIGH)

    def draw(self, target: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Draw the shares of the sides over each other, in their patterns."""
        plot = _axes(target, box, look, (0, 100), self.labels)
        for at in range(len(self.labels)):
            left, right = _stretch(plot, at, len(self.labels))
            base = 0.0
            for row, shares in self.town.held:
                top, low = (round(plot.bottom - plot.height * value / 100) for value in (base + shares[at], base))
                base += shares[at]
                if low > top:
                    bar = pygame.Rect(left, top, right - left, low - top)
                    _fill(target, bar, plot, side_fill(look, self.sides[row], row), look, outline=False)
                    pygame.draw.line(target, look.palette.paper, (left, top), (right - 1, top), look.px(2))
        pygame.draw.rect(target, look.palette.faint, plot, 1)


@dataclass(frozen=True)
class FortuneChart:
    """How many more than expected were hit of a side, turn by turn, and how far chance goes."""

    side: str
    fortune: Fortune
    labels: tuple[str, ...]

    def high(self, look: Look, wide: int) -> int:
        """Return its height."""
        return look.px(HIGH)

    def draw(self, target: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Draw the band that holds nine cases of ten, and the course in the ink of the side."""
        apart, wide = self.fortune.apart, self.fortune.wide
        most = max(max(map(abs, apart)), max(wide), 1.0)
        plot = _axes(target, box, look, (-most, most), self.labels)

        def at(turn: int, value: float) -> tuple[float, float]:
            left, right = _stretch(plot, turn, len(apart))
            return (left + right) / 2, plot.centery - value * plot.height / 2 / most

        turns = range(len(apart))
        rim = [*(at(turn, wide[turn]) for turn in turns), *(at(turn, -wide[turn]) for turn in reversed(turns))]
        if len(rim) > 2:
            pygame.draw.polygon(target, look.palette.button, rim)
            pygame.draw.aalines(target, look.palette.faint, True, rim)
        pygame.draw.line(target, look.palette.faint, (plot.left, plot.centery), (plot.right, plot.centery))
        course = [at(turn, apart[turn]) for turn in turns]
        ink = look.side(self.side, self.fortune.row)
        if len(course) > 1:
            pygame.draw.lines(target, ink, False, course, look.px(2))
        for spot in course:
            pygame.draw.circle(target, ink, spot, look.px(2.5))


def toll_fills(ink: str) -> list[tuple[Fill, str]]:
    """Return how killed, wounded and captured are drawn: full, hatched, empty."""
    return [((ink, None), "killed"), ((ink, WOUNDED), "wounded"), (("", None), "captured")]


def side_fill(look: Look, side: str, row: int) -> Fill:
    """Return how the ground of a side is drawn: its ink and its pattern."""
    return look.side(side, row), look.pattern(side, row)


def _fill(
    target: pygame.Surface, bar: pygame.Rect, plot: pygame.Rect, fill: Fill, look: Look, outline: bool = True
) -> None:
    """Fill a bar; a pattern goes on from bar to bar across the plot."""
    ink, pattern = fill
    if pattern is not None:
        pygame.draw.rect(target, look.palette.paper, bar)
        stripes = patch(pattern, ink, plot.size, 0 if pattern == WOUNDED else _TINT, look.scale)
        target.blit(stripes, bar, bar.move(-plot.left, -plot.top))
    else:
        pygame.draw.rect(target, ink or look.palette.paper, bar)
    if outline:
        pygame.draw.rect(target, ink or look.palette.text, bar, 1)


def _stretch(plot: pygame.Rect, at: int, count: int, gap: float = 0.0) -> tuple[int, int]:
    """Return where a stretch of time begins and ends across a plot; `gap` is the share that is left free."""
    one = plot.width / max(count, 1)
    left, right = plot.left + one * (at + gap / 2), plot.left + one * (at + 1 - gap / 2)
    return round(left), max(round(right), round(left) + 1)


def _axes(
    target: pygame.Surface, box: pygame.Rect, look: Look, span: tuple[float, float], labels: Sequence[str]
) -> pygame.Rect:
    """Draw lines with numbers across and dates beneath; return where the values lie, from `span[0]` to `span[1]`."""
    left, foot, top = look.px(_LEFT), look.px(_FOOT), look.px(_TOP)
    plot = pygame.Rect(box.left + left, box.top + top, max(box.width - left, 1), max(box.height - foot - top, 1))
    least, most = span
    step = _step(most - least, max(plot.height // look.px(18), 1))
    for number in range(-int(-least // step), int(most // step) + 1):
        value = number * step
        down = round(plot.bottom - plot.height * (value - least) / (most - least))
        pygame.draw.line(target, look.palette.grid, (plot.left, down), (plot.right, down))
        figure = look.line(f"{value:+,}" if least < 0 and value else f"{value:,}", SMALL, look.palette.slanted)
        target.blit(figure, figure.get_rect(midright=(plot.left - look.px(6), down)))
    _dates(target, plot, look, labels)
    return plot


def _dates(target: pygame.Surface, plot: pygame.Rect, look: Look, labels: Sequence[str]) -> None:
    """Write as many dates beneath as there is room for."""
    free = plot.left - look.px(12)
    for at, text in enumerate(labels):
        moment = datetime.fromisoformat(text)
        words = f"{moment.day} {moment:%b}" + (f" {moment:%H:%M}" if moment.hour or moment.minute else "")
        picture = look.line(words, SMALL, look.palette.slanted)
        left, right = _stretch(plot, at, len(labels))
        place = picture.get_rect(midtop=((left + right) // 2, plot.bottom + look.px(4)))
        if place.left >= free and place.right <= plot.right + look.px(8):
            target.blit(picture, place)
            pygame.draw.line(target, look.palette.faint, (place.centerx, plot.bottom), (place.centerx, place.top))
            free = place.right + look.px(14)


def _step(span: float, most: int) -> int:
    """Return a round step of which at most so many lie in a span."""
    size = 1
    while True:
        for step in _STEPS:
            if span / (step * size) <= most:
                return step * size
        size *= 10
