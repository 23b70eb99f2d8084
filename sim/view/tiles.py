"""Pictures of the map in squares, drawn once for a zoom and kept: panning only puts them elsewhere.

A new zoom shows the old picture enlarged until its squares are drawn, a few milliseconds a frame.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pygame

from sim.view.camera import Camera

SIDE = 384
"""Pixels of a square."""
FINE = 2
"""Squares are drawn this much larger and scaled down: smooth lines of any width."""
KEPT = 160
BEFORE, DURING = 0.008, 0.003
"""Seconds in which squares are drawn between two frames, and in a frame."""

Paint = Callable[[pygame.Surface, Camera], None]
Key = Callable[[Camera], bytes]


class Tiles:
    """A layer in squares.  `paint` draws what a camera sees; `key` says what it drew from, if that can change."""

    def __init__(self, paint: Paint, clear: bool = False, key: Key | None = None, fine: int = FINE) -> None:
        self._paint, self._clear, self._key, self._fine = paint, clear, key, fine
        self._made: dict[tuple[float, int, int], tuple[bytes, pygame.Surface]] = {}
        self._shown: Camera | None = None  # the view that was last complete
        self._old: tuple[Camera, pygame.Surface] | None = None
        self.complete = False

    def forget(self) -> None:
        """Throw everything away: it was drawn with another look."""
        self._made.clear()
        self._shown = self._old = None

    def prepare(self, camera: Camera, seconds: float = BEFORE) -> bool:
        """Draw what is missing of a view as far as time allows, and all that is no longer so; say if that is all."""
        stale = self._stale(camera)
        until = perf_counter() + seconds
        left = 0
        for done, (square, view, key) in enumerate(stale):
            new = (camera.scale, *square) not in self._made
            if new and done and self._shown is not None and perf_counter() > until:
                left += 1
            else:
                self._make(camera.scale, square, view, key)
        return not left

    def draw(self, target: pygame.Surface, camera: Camera, below: Paint | None = None) -> bool:
        """Put the layer on a pane; say whether it is complete.  `below` is drawn where it is not."""
        self.complete = self.prepare(camera, DURING)
        if not self.complete:
            if below is not None and not self._covers(camera):
                below(target, camera)
            self._draw_old(target, camera)
        self._put(target, camera, _squares(camera))
        if self.complete:
            self._shown, self._old = camera.like(camera.x, camera.y, camera.scale, camera.size), None
        return self.complete

    def _stale(self, camera: Camera) -> list[tuple[tuple[int, int], Camera, bytes]]:
        """Return the squares of a view that are not there, or show what is no longer so."""
        found = []
        for square in _squares(camera):
            made = self._made.get((camera.scale, *square))
            if made is not None and self._key is None:
                continue
            view = _view(camera, *square, self._fine)
            key = self._key(view) if self._key else b""
            if made is None or made[0] != key:
                found.append((square, view, key))
        return found

    def _make(self, scale: float, square: tuple[int, int], view: Camera, key: bytes) -> None:
        fine = pygame.Surface(view.size, pygame.SRCALPHA if self._clear else 0)
        self._paint(fine, view)
        self._made[scale, *square] = key, fine if self._fine == 1 else pygame.transform.smoothscale(fine, (SIDE, SIDE))
        while len(self._made) > KEPT:
            self._made.pop(next(iter(self._made)))

    def _put(self, target: pygame.Surface, camera: Camera, squares: list[tuple[int, int]]) -> None:
        left, top = _corner(camera)
        pieces = []
        for column, row in squares:
            made = self._made.get((camera.scale, column, row))
            if made is not None:
                pieces.append((made[1], (column * SIDE - left, row * SIDE - top)))
        target.blits(pieces, doreturn=False)

    def _covers(self, camera: Camera) -> bool:
        """Say whether the last complete view covers a pane."""
        old = self._shown
        if old is None or old.scale == camera.scale:
            return False
        spare = [old.size[k] / old.scale - camera.size[k] / camera.scale for k in (0, 1)]
        return 2 * abs(old.x - camera.x) < spare[0] and 2 * abs(old.y - camera.y) < spare[1]

    def _draw_old(self, target: pygame.Surface, camera: Camera) -> None:
        """Draw the last complete view, enlarged or made smaller to where it belongs now."""
        if self._shown is None or self._shown.scale == camera.scale:
            return
        if self._old is None:
            old = pygame.Surface(self._shown.size, pygame.SRCALPHA if self._clear else 0)
            if not self._clear:
                old.blit(target, (0, 0))
            self._put(old, self._shown, _squares(self._shown))
            self._old = self._shown, old
        before, picture = self._old
        share = before.scale / camera.scale
        middle = ((camera.x - before.x) * before.scale + before.size[0] / 2,
                  (before.y - camera.y) * before.scale + before.size[1] / 2)  # fmt: skip
        part = pygame.Rect(0, 0, round(camera.size[0] * share), round(camera.size[1] * share))
        part.center = round(middle[0]), round(middle[1])
        seen = part.clip(picture.get_rect())
        if seen.width and seen.height:
            at = (round((seen.left - part.left) / share), round((seen.top - part.top) / share))
            size = (max(round(seen.width / share), 1), max(round(seen.height / share), 1))
            target.blit(pygame.transform.scale(picture.subsurface(seen), size), at)


def _corner(camera: Camera) -> tuple[int, int]:
    """Return the pixel of the whole map at the left upper corner of the pane."""
    return round(camera.x * camera.scale - camera.size[0] / 2), round(-camera.y * camera.scale - camera.size[1] / 2)


def _squares(camera: Camera) -> list[tuple[int, int]]:
    left, top = _corner(camera)
    right, low = left + camera.size[0] - 1, top + camera.size[1] - 1
    return [
        (column, row)
        for row in range(top // SIDE, low // SIDE + 1) for column in range(left // SIDE, right // SIDE + 1)
    ]  # fmt: skip


def _view(camera: Camera, column: int, row: int, fine: int) -> Camera:
    """Return what a square sees, drawn finely."""
    x, y = (column + 0.5) * SIDE / camera.scale, -(row + 0.5) * SIDE / camera.scale
    return camera.like(x, y, camera.scale * fine, (SIDE * fine, SIDE * fine))
