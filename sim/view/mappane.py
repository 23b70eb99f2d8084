"""The map as a person handles it: he moves and magnifies it, and sees who holds what and who stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.scenario.scenario import Scenario
from sim.view.camera import Camera
from sim.view.counters import Stack, detail_at, draw
from sim.view.furniture import FRAME, draw_frame, draw_scale
from sim.view.ground import Ground
from sim.view.look import Look
from sim.view.names import Names
from sim.view.tiles import FINE, Tiles
from sim.view.townblocks import draw_blocks

INSET, LINE = 0.04, 150
"""How far inside its hexes a side's line runs, in half-widths of a hex, and its alpha."""
STRIDE = 80
"""Pixels by which a key moves the map."""
TITLE_ROOM = 44
"""Pixels above the map that the title has for itself while the whole map is seen."""


@dataclass(frozen=True)
class Scene:
    """What there is to be seen at one moment."""

    control: Ints  # (H+1,) side that holds each hex, -1 nobody
    stacks: Sequence[Stack]
    night: bool = False
    blocks: Ints | None = None  # (C, S) blocks of each town that each side holds


class Layer(Protocol):
    """Something that lies on the map beneath the counters."""

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw it on the pane of the map."""


@runtime_checkable
class Raised(Layer, Protocol):
    """A layer of which a part lies above the counters."""

    def draw_above(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw that part on the pane of the map."""


class MapPane:
    """A pane of the window with the map in it; `box` is where it lies."""

    def __init__(self, scenario: Scenario, ground: Ground, look: Look) -> None:
        self.scenario, self.ground, self.look = scenario, ground, look
        self.box = pygame.Rect(0, 0, 1, 1)
        self.head = TITLE_ROOM  # unscaled pixels above the map that are free while the whole of it is seen
        self.camera = Camera(ground.extent, (1, 1))
        self.kept_free: list[pygame.Rect] = []  # of the pane: where no name should stand
        self.cards: list[tuple[pygame.Rect, Stack]] = []
        places = ground.places
        spots = ground.centres[[scenario.map.place_hex[place.id] for place in places]]
        self.names = Names(places, spots, scenario.map.hex_metres)
        self._held: Ints = scenario.control
        self._veil = Tiles(self._tint, clear=True, key=self._holders)

    def arrange(self, box: pygame.Rect) -> None:
        """Take a place in the window."""
        whole, size, edge = self.camera.whole, (box.width, box.height), self.look.px(FRAME + 3)
        pad = (edge, self.look.px(self.head), edge, edge)
        self.box = box
        if (self.camera.size, self.camera.pad) != (size, pad):
            self.camera.pad = pad
            self.camera.resize(size, whole)

    def relook(self, look: Look) -> None:
        """Be drawn with another look."""
        self.look, self.ground.look = look, look
        self.ground.forget()
        self._veil.forget()

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

    def meant(self, pixel: tuple[int, int]) -> int | None:
        """Return the hex that somebody who points at a pixel means: that of the counter or of the name, or the hex."""
        stack, at = self.stack_at(pixel), self.inside(pixel)
        if stack is not None and self.box.collidepoint(pixel):
            return stack.hex
        name = next((place for box, place in self.names.boxes if box.collidepoint(at)), None)
        return self.scenario.map.place_hex[name.id] if name is not None else self.hex_at(pixel)

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

    @property
    def complete(self) -> bool:
        """Say whether everything was drawn as it is: after a change of zoom that takes a few frames."""
        return self.ground.complete and self._veil.complete

    def prepare(self) -> bool:
        """Go on drawing what is not drawn yet, for some milliseconds; True if there is something new to show."""
        if self.complete:
            return False
        self.ground.prepare(self.camera)
        self._veil.prepare(self.camera)
        return True

    @property
    def card(self) -> tuple[int, int]:
        """Return how large a counter is at this zoom."""
        return detail_at(self.camera, self.look.ratio)[1]

    def draw(
        self, target: pygame.Surface, scene: Scene, layers: Sequence[Layer] = (), chosen: Stack | None = None
    ) -> None:
        """Draw the map and what is on it."""
        pane = target.subsurface(self.box.clip(target.get_rect()))
        self._held = scene.control
        self.ground.draw(pane, self.camera)
        self._veil.draw(pane, self.camera)
        if scene.night:
            dusk = pygame.Surface(pane.get_size(), pygame.SRCALPHA)
            dusk.fill(self.look.palette.night, self.ground.sheet(self.camera))
            pane.blit(dusk, (0, 0))
        for layer in layers:
            layer.draw(pane, self)
        centres, sides = self.ground.centres, self.scenario.sides
        blocks: list[pygame.Rect] = []
        if scene.blocks is not None:
            blocks = draw_blocks(pane, self.camera, centres, self.scenario, scene.blocks, self.look, self.card)
        self.cards = draw(pane, self.camera, centres, list(scene.stacks), sides, chosen, self.look)
        for layer in layers:
            if isinstance(layer, Raised):
                layer.draw_above(pane, self)
        frame = draw_frame(pane, self.ground.sheet(self.camera), self.camera, self.look)
        bar = draw_scale(pane, self.camera, self.look)
        kept_free = [*(box for box, _ in self.cards), *blocks, *frame, bar, *self.kept_free]
        self.names.draw(pane, self.camera, self.look, kept_free, self.card)

    # ------------------------------------------------------------------------------------- who holds what

    def _holders(self, view: Camera) -> bytes:
        """Return who holds what is seen, to compare."""
        return bytes(self._held[self.ground.seen(view)].tobytes())

    def _tint(self, veil: pygame.Surface, view: Camera) -> None:
        """Tint what each side holds, and draw a line where that ends, on either side of the edge."""
        veil.set_clip(self.ground.sheet(view))
        around, corners = self.scenario.map.grid.neighbours, self.ground.corners
        inks = [self.look.tint(name, row) for row, name in enumerate(self.scenario.sides)]
        seen = self.ground.seen(view)
        seen = seen[self._held[seen] >= 0]
        shapes = view.on_screen(corners[seen])
        inner = view.on_screen(corners[seen] * (1 - INSET) + self.ground.centres[seen][:, None] * INSET)
        edges = (self._held[around[seen]] != self._held[seen][:, None]) & (around[seen] != len(corners))
        wide = max(round(self.look.px(2) * FINE * min(max(view.scale / 0.02, 0.7), 1.3)), 2)
        for h, shape in zip(seen.tolist(), shapes.tolist(), strict=True):
            ink = inks[int(self._held[h])]
            pygame.draw.polygon(veil, ink, shape)
        for h, shape, edge in zip(seen.tolist(), inner.tolist(), edges, strict=True):
            ink = inks[int(self._held[h])]
            for side in np.flatnonzero(edge).tolist():
                ends = shape[side], shape[(side + 1) % 6]
                pygame.draw.line(veil, (ink.r, ink.g, ink.b, LINE), *ends, wide)
