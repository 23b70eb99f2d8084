"""The wash of the printed map: the colours of the ground with soft edges and a little hill-shade, as one small picture.

It is made once for a palette.  The hills are none that were surveyed: a texture, the same each time.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from sim.scenario.hexmap import COUNTRIES, TERRAIN, HexMap
from sim.scenario.sheet import hex_at
from sim.view.camera import Camera, Floats
from sim.view.palettes import PALETTES, VEIL_SHARE, Palette

FINENESS = 10
"""Pixels of the wash a hex."""
WARP = 0.2
"""How far, in hexes, the edge of a colour strays from the edge of its hexes."""
ROUGH = {"desert": 1.0, "broken": 1.6, "valley": 0.25, "town": 0.3, "city": 0.2, "airbase": 0.1, "water": 0.0}


class Wash:
    """A picture of the whole map, `metres` a pixel, from `left` and `top` on."""

    def __init__(self, hexmap: HexMap, palette: Palette) -> None:
        x, y = hexmap.centres
        self.metres = hexmap.hex_metres / FINENESS
        self.left, self.top = float(x.min()) - hexmap.hex_metres, float(y.max()) + hexmap.hex_metres
        wide = int((float(x.max()) - self.left) / self.metres) + FINENESS
        tall = int((self.top - float(y.min())) / self.metres) + FINENESS
        self.picture = _picture(hexmap, palette, self._hexes(hexmap, wide, tall))

    def _hexes(self, hexmap: HexMap, wide: int, tall: int) -> np.ndarray:
        """Return the hex of each pixel (tall, wide), the edges strayed a little."""
        reach = hexmap.hex_metres * WARP
        east = self.left + (np.arange(wide) + 0.5) * self.metres + _noise((tall, wide), 7, 1) * reach
        north = self.top - (np.arange(tall) + 0.5)[:, None] * self.metres + _noise((tall, wide), 7, 2) * reach
        flat = (np.rint(part).astype(np.int64).ravel() for part in np.broadcast_arrays(east, north))
        return hex_at(hexmap.grid, hexmap.hex_metres, *flat).reshape(tall, wide)

    def draw(self, target: pygame.Surface, camera: Camera) -> None:
        """Fill a pane with it, as large as the camera asks."""
        size = self.metres * camera.scale  # pixels of the pane a pixel of the wash
        (left, top), (right, low) = camera.on_map((0, 0)), camera.on_map(camera.size)
        first = int((left - self.left) // self.metres) - 1, int((self.top - top) // self.metres) - 1
        last = int((right - self.left) // self.metres) + 2, int((self.top - low) // self.metres) + 2
        part = pygame.Rect(first, (last[0] - first[0], last[1] - first[1])).clip(self.picture.get_rect())
        if not part.width or not part.height:
            return
        # smoothscale takes pixel i of a larger picture from i * (width - 1) / larger: middle to middle
        corner = np.array([self.left + (part.left + 0.5) * self.metres, self.top - (part.top + 0.5) * self.metres])
        at = camera.on_screen(corner)
        wide, tall = (max(round((pixels - 1) * size), 1) for pixels in part.size)
        piece = pygame.transform.smoothscale(self.picture.subsurface(part), (wide, tall))
        target.blit(piece, (round(float(at[0])), round(float(at[1]))))


@lru_cache(maxsize=4)
def wash_of(hexmap: HexMap, palette: str) -> Wash:
    """Return the wash of a map in a palette; whoever shows the same map shares it."""
    return Wash(hexmap, PALETTES[palette])


def _picture(hexmap: HexMap, palette: Palette, hexes: np.ndarray) -> pygame.Surface:
    inks = _inks(hexmap, palette)
    colours = inks[hexes]  # (tall, wide, 3)
    flat = pygame.surfarray.make_surface(np.ascontiguousarray(colours.transpose(1, 0, 2)).astype(np.uint8))
    soft = pygame.transform.gaussian_blur(flat, FINENESS // 4)
    shade = _shade(hexes.shape) * np.array([ROUGH.get(name, 0.0) for name in TERRAIN])[_painted(hexmap)][hexes]
    shaded = pygame.surfarray.array3d(soft).astype(np.int64) + np.rint(shade.T * palette.relief)[:, :, None].astype(int)
    return pygame.surfarray.make_surface(np.clip(shaded, 0, 255).astype(np.uint8))


def _painted(hexmap: HexMap) -> np.ndarray:
    """Return the terrain that each hex is painted as: a dry valley in the desert is a line and no stain."""
    painted = hexmap.terrain.astype(np.int64).copy()
    painted[hexmap.wadi & (painted == TERRAIN.index("broken"))] = TERRAIN.index("desert")
    return painted


def _inks(hexmap: HexMap, palette: Palette) -> Floats:
    """Return the colour of each hex, (H+1, 3)."""
    named = [pygame.Color(palette.terrain.get(name, palette.paper)) for name in TERRAIN]
    inks: Floats = np.array([(ink.r, ink.g, ink.b) for ink in named], dtype=np.float64)[_painted(hexmap)]
    veil = pygame.Color(palette.veil)
    abroad = (hexmap.country != COUNTRIES.index("SY")) & (hexmap.country >= 0)
    inks[abroad] = inks[abroad] * (1 - VEIL_SHARE) + np.array([veil.r, veil.g, veil.b]) * VEIL_SHARE
    return inks


def _shade(shape: tuple[int, int]) -> Floats:
    """Return how much light falls from the north-west on hills that nobody surveyed, about -1 to 1."""
    height = sum(_noise(shape, cell, seed) * cell for seed, cell in enumerate((64, 29, 13, 6), start=11))
    down, across = np.gradient(np.asarray(height))
    return np.asarray(np.clip((across + down) * 0.24, -1.0, 1.0))


def _noise(shape: tuple[int, int], cell: int, seed: int) -> Floats:
    """Return smooth noise (tall, wide) between -1 and 1 with hills of `cell` pixels: whole numbers stirred."""
    rows, columns = shape[0] // cell + 3, shape[1] // cell + 3
    mixed = np.arange(rows)[:, None] * 374761393 + np.arange(columns) * 668265263 + seed * 362437
    mixed = (mixed ^ (mixed >> 13)) * 1274126177 & 0xFFFFFFFF
    lattice = ((mixed ^ (mixed >> 16)) & 0xFFFF) / 0x7FFF - 1.0
    down, across = (np.arange(length) / cell for length in shape)
    smooth = []
    for along in (down, across):
        share = along - np.floor(along)
        smooth.append((np.floor(along).astype(int), share * share * (3 - 2 * share)))
    (row, below), (column, right) = smooth
    upper = lattice[row][:, column] * (1 - right) + lattice[row][:, column + 1] * right
    lower = lattice[row + 1][:, column] * (1 - right) + lattice[row + 1][:, column + 1] * right
    return np.asarray(upper * (1 - below)[:, None] + lower * below[:, None])
