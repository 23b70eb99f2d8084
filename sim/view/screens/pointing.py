"""The mouse on a screen with a map: what it scrubs, drags and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from sim.view.screens.theatre import Theatre

CLICK = 5
"""Pixels that the mouse may move between press and release and still have clicked."""
STEP = 40
"""Pixels by which a turn of the wheel moves the panel."""


class Pointing:
    """Tells a theatre what the left button and the wheel mean; `held` while the button is down."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre, self.held = theatre, False
        self._pressed, self._moved = (-1, -1), 0
        self._scrubs = self._jumps = False

    def listen(self, event: pygame.event.Event) -> None:
        """Take what the mouse did."""
        if event.type in (pygame.MOUSEWHEEL, pygame.MOUSEBUTTONDOWN):
            self.theatre.following.stop()
        if event.type == pygame.MOUSEWHEEL:
            self._wheel(event.y)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._press(event.pos)
        elif event.type == pygame.MOUSEMOTION:
            self.theatre.pointer = event.pos
            if event.buttons[0]:
                self._drag(event.pos, event.rel)
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self._release(event.pos)

    def _wheel(self, turns: int) -> None:
        theatre = self.theatre
        pointer = theatre.pointer if theatre.pointer[0] >= 0 else pygame.mouse.get_pos()
        if theatre.column.collidepoint(pointer):
            theatre.scroll = max(theatre.scroll - theatre.look.px(STEP) * turns, 0)
        elif theatre.map.box.collidepoint(pointer):
            theatre.map.wheel(turns, pointer)

    def _press(self, pixel: tuple[int, int]) -> None:
        theatre = self.theatre
        self._pressed, self._moved, self.held = pixel, 0, True
        self._jumps = theatre.minimap.jump(theatre.map, pixel)
        self._scrubs = theatre.timeline.strip.collidepoint(pixel)
        if self._scrubs:
            theatre.playing = False
            theatre.go(theatre.timeline.sample_at(pixel[0]))

    def _drag(self, pixel: tuple[int, int], moved: tuple[int, int]) -> None:
        theatre = self.theatre
        self._moved += abs(moved[0]) + abs(moved[1])
        if self._scrubs:
            theatre.go(theatre.timeline.sample_at(pixel[0]))
        elif self._jumps:
            theatre.minimap.jump(theatre.map, pixel)
        elif theatre.map.box.collidepoint(self._pressed):
            theatre.dragged(self._pressed, pixel, moved)

    def _release(self, pixel: tuple[int, int]) -> None:
        theatre, dragged = self.theatre, self._moved > CLICK
        done = self._scrubs or self._jumps
        self._scrubs = self.held = self._jumps = False
        if done:
            return
        if dragged:
            if theatre.map.box.collidepoint(self._pressed):
                theatre.dropped(self._pressed, pixel)
        elif theatre.seeking.open:
            theatre.seeking.picked(pixel)
        elif theatre.map.box.collidepoint(pixel):
            theatre.clicked(pixel)
        elif theatre.column.collidepoint(pixel):
            theatre.picked(pixel)
