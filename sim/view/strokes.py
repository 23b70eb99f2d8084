"""Lines of the map: drawn through, dashed, and left out where they are not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pygame

from sim.view.camera import Camera, Floats

Ink = str | pygame.Color
SLACK = 40
"""Pixels beyond the pane from which a thick line may still be seen."""


class Courses:
    """Lines in metres, each (P, 2), that know what they span."""

    def __init__(self, lines: Sequence[Floats]) -> None:
        self.lines = [np.asarray(line, dtype=np.float64) for line in lines]
        self._low: Floats = np.array([line.min(axis=0) for line in self.lines]).reshape(-1, 2)
        self._high: Floats = np.array([line.max(axis=0) for line in self.lines]).reshape(-1, 2)

    def seen(self, view: Camera) -> Iterator[Floats]:
        """Yield in pixels those lines of which a camera can see anything."""
        for _, points in self.numbered(view):
            yield points

    def numbered(self, view: Camera) -> Iterator[tuple[int, Floats]]:
        """Yield them with their numbers."""
        spare = np.array(view.size) / view.scale / 2 + SLACK / view.scale
        middle = np.array([view.x, view.y])
        near = (self._high >= middle - spare).all(axis=1) & (self._low <= middle + spare).all(axis=1)
        for row in np.flatnonzero(near).tolist():
            yield row, view.on_screen(self.lines[row])


def stroke(picture: pygame.Surface, points: Floats, colour: Ink, width: int) -> None:
    """Draw a line of even width: straight pieces with round joints."""
    if width < 3:
        pygame.draw.lines(picture, colour, False, points.tolist(), max(width, 1))
        return
    steps = np.diff(points, axis=0)
    lengths = np.maximum(np.hypot(*steps.T), 1e-9)[:, None]
    aside = np.stack((-steps[:, 1], steps[:, 0]), axis=1) / lengths * width / 2
    starts, ends = points[:-1], points[1:]
    pieces = np.stack((starts + aside, ends + aside, ends - aside, starts - aside), axis=1)
    wide, tall = picture.get_size()
    near = (pieces.max(axis=1) > 0).all(axis=1) & (pieces.min(axis=1) < (wide, tall)).all(axis=1)
    for piece in pieces[near].tolist():
        pygame.draw.polygon(picture, colour, piece)
    reach = picture.get_rect().inflate(2 * width, 2 * width)
    for x, y in points[1:-1].tolist() if len(points) > 2 else ():
        if reach.collidepoint(x, y):
            pygame.draw.circle(picture, colour, (x, y), width / 2)
    for x, y in (points[0].tolist(), points[-1].tolist()):
        pygame.draw.circle(picture, colour, (x, y), width / 2)


def dashed(picture: pygame.Surface, points: Floats, colour: Ink, width: int, dash: int) -> None:
    """Draw a line of dashes, as long as the gaps between them; those that are not seen are left out."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    starts = np.arange(0.0, along[-1], 2.0 * dash)
    ends = np.minimum(np.stack((starts, starts + dash)), along[-1])
    x, y = np.interp(ends, along, points[:, 0]), np.interp(ends, along, points[:, 1])
    wide, tall = picture.get_size()
    seen = (x.max(axis=0) > -width) & (x.min(axis=0) < wide + width) & (y.max(axis=0) > -width)
    for k in np.flatnonzero(seen & (y.min(axis=0) < tall + width)).tolist():
        pygame.draw.line(picture, colour, (x[0, k], y[0, k]), (x[1, k], y[1, k]), max(width, 1))
