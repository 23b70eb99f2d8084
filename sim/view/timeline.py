"""The timeline: days, a tick for each cited moment in the ink of its confidence, the dead as two curves, the cursor."""

from __future__ import annotations

import numpy as np
import pygame

from sim.report.mapsheet import ink
from sim.view.film import TICK, Film, Mark
from sim.view.type import SMALL, line

HEIGHT = 84
_EDGE = 16
_REACH = 4


class Timeline:
    """Draws itself into a strip, and says which sample lies under a pixel."""

    def __init__(self, film: Film) -> None:
        self.film = film
        side = film.scenario.forces.side
        killed = film.trace.killed[:, 0].astype(np.int64)
        leading = np.flatnonzero(film.scenario.playable).tolist()
        self._curves = [(row, killed[:, side == row].sum(axis=1)) for row in leading]
        self.strip = pygame.Rect(0, 0, 1, HEIGHT)

    def sample_at(self, across: int) -> int:
        """Return the sample under a pixel of the window."""
        room = max(self.strip.width - 2 * _EDGE, 1)
        share = min(max((across - self.strip.left - _EDGE) / room, 0.0), 1.0)
        return round(share * (self.film.samples - 1))

    def mark_at(self, pixel: tuple[int, int]) -> Mark | None:
        """Return the cited moment under a pixel."""
        if not self.strip.collidepoint(pixel):
            return None
        near = [mark for mark in self.film.marks if abs(self._across(mark.sample) - pixel[0]) <= _REACH]
        return min(near, key=lambda mark: abs(self._across(mark.sample) - pixel[0]), default=None)

    def draw(self, target: pygame.Surface, sample: int) -> None:
        """Draw the strip at the bottom of the window."""
        strip = self.strip
        pygame.draw.rect(target, "#f4ecda", strip)
        pygame.draw.line(target, ink.GRID, strip.topleft, strip.topright)
        base, top = strip.bottom - 22, strip.top + 8
        self._draw_days(target, base)
        most = max((int(curve[-1]) for _, curve in self._curves), default=1) or 1
        for row, curve in self._curves:
            points = [
                (self._across(at), base - (base - top - 14) * int(curve[at]) / most)
                for at in range(0, self.film.samples, max(self.film.samples // 200, 1))
            ]
            colour = ink.side_ink(self.film.scenario.sides[row], row)
            pygame.draw.aalines(target, colour, False, points)
        for mark in self.film.marks:
            across = self._across(mark.sample)
            pygame.draw.line(target, TICK[mark.confidence], (across, top), (across, top + 9), 2)
        cursor = self._across(sample)
        pygame.draw.line(target, ink.INK, (cursor, top - 4), (cursor, base + 4), 2)
        pygame.draw.polygon(target, ink.INK, [(cursor - 5, top - 6), (cursor + 5, top - 6), (cursor, top)])

    def _draw_days(self, target: pygame.Surface, base: int) -> None:
        clock = self.film.scenario.clock
        pygame.draw.line(target, ink.FAINT_INK, (self._across(0), base), (self._across(self.film.samples - 1), base))
        last = -1000.0
        for sample in range(self.film.samples):
            moment = clock.time_of(sample)
            if moment.hour or moment.minute:
                continue
            across = self._across(sample)
            pygame.draw.line(target, ink.FAINT_INK, (across, base), (across, base + 4))
            if across - last >= 64:
                label = line(f"{moment:%d %b}".lstrip("0"), SMALL, ink.SLANTED_INK)
                target.blit(label, label.get_rect(midtop=(round(across), base + 5)))
                last = across

    def _across(self, sample: int) -> float:
        room = self.strip.width - 2 * _EDGE
        return self.strip.left + _EDGE + room * sample / max(self.film.samples - 1, 1)
