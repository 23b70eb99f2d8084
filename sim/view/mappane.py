"""The map as a person handles it: he moves and magnifies it, and sees who holds what and who stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.scenario.scenario import Scenario
from sim.view.camera import Camera
from sim.view.counters import Stack, draw
from sim.view.ground import Ground
from sim.view.look import Look
from sim.view.palettes import TINT

STRIDE = 80
"""Pixels by which a key moves the map."""


@dataclass(frozen=True)
class Scene:
    """What there is to be seen at one moment."""

    control: Ints  # (H+1,) side that holds each hex, -1 nobody
    stacks: Sequence[Stack]
    night: bool = False


class Layer(Protocol):
    """Something that lies on the map beneath the counters."""

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw it on the pane of the map."""


class MapPane:
    """A pane of the window with the map in it; `box` is where it lies."""

    def __init__(self, scenario: Scenario, ground: Ground, look: Look) -> None:
        self.scenario, self.ground, self.look = scenario, ground, look
        self.box = pygame.Rect(0, 0, 1, 1)
        self.camera = Camera(ground.extent, (1, 1))
        self.cards: list[tuple[pygame.Rect, Stack]] = []
        self._veil: tuple[object, pygame.Surface] | None = None

    def arrange(self, box: pygame.Rect) -> None:
        """Take a place in the window."""
        self.box = box
        if self.camera.size != box.size:
            self.camera.resize((box.width, box.height))

    def relook(self, look: Look) -> None:
        """Be drawn with another look."""
        self.look, self.ground.look, self._veil = look, look, None
        self.ground.forget()

    # ------------------------------------------------------------------------------------------- handling

    def inside(self, pixel: tuple[int, int]) -> tuple[int, int]:
        """Return a pixel of the window as one of the pane."""
        return pixel[0] - self.box.left, pixel[1] - self.box.top

    def hex_at(self, pixel: tuple[int, int]) -> int | None:
        """Return the hex under a pixel of the window; None beside the map."""
        if not self.box.collidepoint(pixel):
            return None
        away = np.hypot(*(self.ground.centres - np.array(self.camera.on_map(self.inside(pixel)))).T)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= self.scenario.map.hex_metres * 0.58 else None

    def stack_at(self, pixel: tuple[int, int]) -> Stack | None:
        """Return the counters under a pixel of the window."""
        at = self.inside(pixel)
        return next((stack for box, stack in reversed(self.cards) if box.collidepoint(at)), None)

    def spot(self, h: int) -> tuple[int, int]:
        """Return the pixel of the window at the middle of a hex."""
        x, y = self.camera.on_screen(self.ground.centres[h]).tolist()
        return round(x) + self.box.left, round(y) + self.box.top

    def visit(self, h: int, close: bool = True) -> None:
        """Bring a hex to the middle of the pane."""
        x, y = self.ground.centres[h].tolist()
        self.camera.centre(x, y, 4 * self.camera.least if close else None)

    def wheel(self, turns: int, pixel: tuple[int, int]) -> None:
        """Zoom at a pixel of the window."""
        self.camera.zoom(turns, self.inside(pixel))

    def act(self, action: str) -> bool:
        """Do what a key of the map stands for."""
        middle = (self.box.width / 2, self.box.height / 2)
        moves = {"pan_left": (STRIDE, 0), "pan_right": (-STRIDE, 0), "pan_up": (0, STRIDE), "pan_down": (0, -STRIDE)}
        if action in moves:
            self.camera.pan(*moves[action])
        elif action in ("zoom_in", "zoom_out"):
            self.camera.zoom(1 if action == "zoom_in" else -1, middle)
        elif action == "fit":
            self.camera.fit()
        else:
            return False
        return True

    # -------------------------------------------------------------------------------------------- drawing

    def draw(
        self, target: pygame.Surface, scene: Scene, layers: Sequence[Layer] = (), chosen: Stack | None = None
    ) -> None:
        """Draw the map and what is on it."""
        pane = target.subsurface(self.box.clip(target.get_rect()))
        self.ground.draw(pane, self.camera)
        pane.blit(self._control(scene.control), (0, 0))
        if scene.night:
            dusk = pygame.Surface(pane.get_size(), pygame.SRCALPHA)
            dusk.fill(self.look.palette.night)
            pane.blit(dusk, (0, 0))
        for layer in layers:
            layer.draw(pane, self)
        self.ground.draw_names(pane, self.camera)
        self.cards = draw(pane, self.camera, self.ground.centres, list(scene.stacks), self.scenario.sides, chosen,
                          self.look)  # fmt: skip

    def _control(self, held: Ints) -> pygame.Surface:
        """Tint what each side holds, and draw the line between it and what others hold; kept while it serves."""
        camera = self.camera
        key = (held.tobytes(), camera.x, camera.y, camera.scale, camera.size, self.look.palette.id)
        if self._veil is None or self._veil[0] != key:
            veil = pygame.Surface(camera.size, pygame.SRCALPHA)
            veil.set_clip(self.ground.sheet(camera))
            self._tint(veil, held)
            self._veil = key, veil
        return self._veil[1]

    def _tint(self, veil: pygame.Surface, held: Ints) -> None:
        around = self.scenario.map.grid.neighbours
        shapes = self.camera.on_screen(self.ground.corners)
        inks = [pygame.Color(self.look.side(name, row)) for row, name in enumerate(self.scenario.sides)]
        low, high = shapes.min(axis=1), shapes.max(axis=1)
        seen = (high > 0).all(axis=1) & (low < self.camera.size).all(axis=1) & (held[:-1] >= 0)
        for h in seen.nonzero()[0].tolist():
            colour = inks[int(held[h])]
            corners = shapes[h].tolist()
            pygame.draw.polygon(veil, (colour.r, colour.g, colour.b, TINT), corners)
            for side in ((held[around[h]] != held[h]) & (around[h] != len(shapes))).nonzero()[0].tolist():
                ends = corners[side], corners[(side + 1) % 6]
                pygame.draw.line(veil, (colour.r, colour.g, colour.b, 150), *ends, max(self.look.px(2), 1))
