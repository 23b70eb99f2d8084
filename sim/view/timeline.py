"""The timeline: days, a tick for each cited moment in the ink of its confidence, the dead as two curves, the cursor."""

from __future__ import annotations

import pygame

from sim.view.look import Look
from sim.view.story import Mark, Story
from sim.view.type import SMALL

HEIGHT = 84
_EDGE = 16
_REACH = 4


class Timeline:
    """Draws itself into a strip, and says which sample lies under a pixel.  It is as long as the scenario."""

    def __init__(self, story: Story, look: Look) -> None:
        self.story, self.look = story, look
        clock = story.scenario.clock
        self.last = clock.turns * clock.impulses_per_turn
        self.strip = pygame.Rect(0, 0, 1, HEIGHT)
        self._curves = story.curves()
        self._drawn: tuple[tuple[object, ...], pygame.Surface] | None = None

    def sample_at(self, across: int) -> int:
        """Return the sample under a pixel of the window; none later than there is."""
        room = max(self.strip.width - 2 * _EDGE, 1)
        share = min(max((across - self.strip.left - _EDGE) / room, 0.0), 1.0)
        return min(round(share * self.last), self.story.samples - 1)

    def across(self, sample: int) -> float:
        """Return the pixel of a sample."""
        room = self.strip.width - 2 * _EDGE
        return self.strip.left + _EDGE + room * sample / max(self.last, 1)

    def mark_at(self, pixel: tuple[int, int]) -> Mark | None:
        """Return the cited moment under a pixel."""
        if not self.strip.collidepoint(pixel):
            return None
        near = [mark for mark in self.story.marks if abs(self.across(mark.sample) - pixel[0]) <= _REACH]
        return min(near, key=lambda mark: abs(self.across(mark.sample) - pixel[0]), default=None)

    def draw(self, target: pygame.Surface, sample: int) -> None:
        """Draw the strip."""
        strip, look = self.strip, self.look
        key = (strip.topleft, strip.size, look, self.story.samples)
        if self._drawn is None or self._drawn[0] != key:
            picture = pygame.Surface((strip.right, strip.bottom))
            self._draw_still(picture)
            self._drawn = key, picture.subsurface(strip).copy()
        target.blit(self._drawn[1], strip)
        base, top = strip.bottom - look.px(22), strip.top + look.px(8)
        cursor = self.across(sample)
        pygame.draw.line(target, look.palette.text, (cursor, top - 4), (cursor, base + 4), 2)
        pygame.draw.polygon(target, look.palette.text, [(cursor - 5, top - 6), (cursor + 5, top - 6), (cursor, top)])

    def _draw_still(self, target: pygame.Surface) -> None:
        """Draw all but the cursor."""
        strip, look = self.strip, self.look
        pygame.draw.rect(target, look.palette.panel, strip)
        pygame.draw.line(target, look.palette.grid, strip.topleft, strip.topright)
        base, top = strip.bottom - look.px(22), strip.top + look.px(8)
        self._draw_days(target, base)
        most = max((int(curve[-1]) for _, curve in self._curves), default=1) or 1
        for row, curve in self._curves:
            points = [
                (self.across(at), base - (base - top - look.px(14)) * int(curve[at]) / most)
                for at in range(0, self.story.samples, max(self.story.samples // 200, 1))
            ]
            if len(points) > 1:
                pygame.draw.aalines(target, look.side(self.story.scenario.sides[row], row), False, points)
        for mark in self.story.marks:
            self._draw_mark(target, mark, top)

    def _draw_mark(self, target: pygame.Surface, mark: Mark, top: int) -> None:
        """Draw a tick; the less certain, the shorter, so that it reads without colour."""
        across = self.across(mark.sample)
        length = self.look.px({"firm": 11, "probable": 8, "contested": 5}[mark.confidence])
        colour = self.look.palette.confidence[mark.confidence]
        pygame.draw.line(target, colour, (across, top), (across, top + length), 2)

    def _draw_days(self, target: pygame.Surface, base: int) -> None:
        clock, look = self.story.scenario.clock, self.look
        pygame.draw.line(target, look.palette.faint, (self.across(0), base), (self.across(self.last), base))
        last = -1000.0
        for sample in range(self.last + 1):
            moment = clock.time_of(sample)
            if moment.hour or moment.minute:
                continue
            across = self.across(sample)
            pygame.draw.line(target, look.palette.faint, (across, base), (across, base + 4))
            if across - last >= look.px(64):
                label = look.line(f"{moment:%d %b}".lstrip("0"), SMALL, look.palette.slanted)
                target.blit(label, label.get_rect(midtop=(round(across), base + 5)).clamp(self.strip.inflate(-8, 0)))
                last = across
