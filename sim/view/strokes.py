"""Lines of the map: drawn through, dashed, and left out where they are not seen."""

from __future__ import annotations

import numpy as np
import pygame

from sim.view.camera import Camera, Floats

Ink = str | pygame.Color
SLACK = 40
"""Pixels beyond the pane from which a thick line may still be seen."""


class Course:
    """A line in metres, (P, 2), that knows what it spans."""

    def __init__(self, points: Floats) -> None:
        self.points = np.asarray(points, dtype=np.float64)
        self._low, self._high = self.points.min(axis=0), self.points.max(axis=0)

    def touches(self, view: Camera) -> bool:
        """Say whether a camera can see any of it."""
        spare = np.array(view.size) / view.scale / 2 + SLACK / view.scale
        middle = np.array([view.x, view.y])
        return bool((self._high >= middle - spare).all() and (self._low <= middle + spare).all())


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
    for x, y in points.tolist():
        if reach.collidepoint(x, y):
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
