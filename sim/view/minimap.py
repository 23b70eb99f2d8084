"""The small map in the corner: where on the whole one looks, and a click to look elsewhere."""

from __future__ import annotations

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.scenario.sheet import hex_at
from sim.view.camera import Camera
from sim.view.mappane import MapPane, Scene

WIDE, TALL = 170, 130
"""Pixels that the small map has at most."""


class Minimap:
    """Draws the whole map small while only a part of it is seen; `box` is where it lies in the window."""

    def __init__(self) -> None:
        self.box = pygame.Rect(0, 0, 0, 0)
        self._camera: Camera | None = None
        self._land: tuple[tuple[object, ...], pygame.Surface] | None = None
        self._hexes: Ints = np.zeros((0, 0), dtype=np.int64)
        self._wash: tuple[tuple[object, ...], pygame.Surface] | None = None

    def place(self, at: MapPane) -> None:
        """Find its place in the lower right corner of the map; nowhere while the whole map is seen."""
        look = at.look
        left, bottom, right, top = at.ground.extent
        share = min(look.px(WIDE) / (right - left), look.px(TALL) / (top - bottom))
        size = max(round((right - left) * share), 1), max(round((top - bottom) * share), 1)
        self._camera = Camera(at.ground.extent, size)
        self._camera.x, self._camera.y, self._camera.scale = (left + right) / 2, (bottom + top) / 2, share
        self.box = pygame.Rect((0, 0), size)
        self.box.bottomright = at.box.right - look.px(10), at.box.bottom - look.px(10)
        if at.camera.whole or size[0] > at.box.width // 3 or size[1] > at.box.height // 3:
            self.box = pygame.Rect(0, 0, 0, 0)

    def draw(self, target: pygame.Surface, at: MapPane, scene: Scene) -> None:
        """Draw the land, who stands where, and a frame round what is seen."""
        if not self.box.width or self._camera is None:
            return
        look = at.look
        pane = target.subsurface(self.box.clip(target.get_rect()))
        pane.blit(self._background(at, scene), (0, 0))
        for stack in scene.stacks:
            x, y = self._camera.on_screen(at.ground.centres[stack.hex]).tolist()
            self._mark(pane, at, stack.side, round(x), round(y))
        (left, top), (right, low) = at.camera.on_map((0, 0)), at.camera.on_map(at.camera.size)
        (x, y), (far, deep) = self._camera.on_screen(np.array([(left, top), (right, low)])).tolist()
        seen = pygame.Rect(round(x), round(y), max(round(far - x), 3), max(round(deep - y), 3))
        pygame.draw.rect(pane, look.palette.paper, seen.inflate(2, 2), 3)
        pygame.draw.rect(pane, look.palette.text, seen, 1)
        pygame.draw.rect(target, look.palette.text, self.box.inflate(2, 2), 1)

    def jump(self, at: MapPane, pixel: tuple[int, int]) -> bool:
        """Look where a pixel of the small map is; False beside it."""
        if not self.box.collidepoint(pixel) or self._camera is None:
            return False
        x, y = self._camera.on_map((pixel[0] - self.box.left, pixel[1] - self.box.top))
        at.camera.centre(x, y)
        return True

    def _mark(self, pane: pygame.Surface, at: MapPane, side: int, x: int, y: int) -> None:
        """Mark troops: the first side as squares, the second as circles, others as triangles."""
        ink, half = at.look.side(at.scenario.sides[side], side), max(at.look.px(2), 2)
        if side == 0:
            pygame.draw.rect(pane, ink, (x - half, y - half, 2 * half, 2 * half))
        elif side == 1:
            pygame.draw.circle(pane, ink, (x, y), half + 0.5)
        else:
            pygame.draw.polygon(pane, ink, [(x - half, y + half), (x + half, y + half), (x, y - half)])

    def _background(self, at: MapPane, scene: Scene) -> pygame.Surface:
        """Return the land with what each side holds; kept while it serves."""
        assert self._camera is not None
        key = (scene.control.tobytes(), self._camera.size, at.look)
        if self._land is None or self._land[0] != key:
            if self._wash is None or self._wash[0] != key[1:]:
                wash = pygame.Surface(self._camera.size)
                at.ground.draw_wash(wash, self._camera)
                self._wash = key[1:], wash
            land = self._wash[1].copy()
            land.blit(self._veil(at, scene), (0, 0))
            self._land = key, land
        return self._land[1]

    def _veil(self, at: MapPane, scene: Scene) -> pygame.Surface:
        """Return the tints of the sides, each pixel in that of the holder of its hex."""
        assert self._camera is not None
        wide, tall = self._camera.size
        if self._hexes.shape != (wide, tall):
            pixels = np.meshgrid(np.arange(wide) + 0.5, np.arange(tall) + 0.5, indexing="ij")
            east, north = self._camera.on_map((pixels[0], pixels[1]))
            flat = (np.rint(part).astype(np.int64).ravel() for part in (east, north))
            hexmap = at.scenario.map
            self._hexes = hex_at(hexmap.grid, hexmap.hex_metres, *flat).reshape(wide, tall)
        tints = [at.look.tint(name, row) for row, name in enumerate(at.scenario.sides)]
        inks = np.array([*((ink.r, ink.g, ink.b, min(3 * ink.a, 255)) for ink in tints), (0, 0, 0, 0)], dtype=np.uint8)
        pixels_of = inks[scene.control[self._hexes]]  # nobody is -1, the last
        veil = pygame.Surface((wide, tall), pygame.SRCALPHA)
        pygame.surfarray.blit_array(veil, np.ascontiguousarray(pixels_of[:, :, :3]))
        pygame.surfarray.pixels_alpha(veil)[:] = pixels_of[:, :, 3]
        return veil
