"""A town that is fought over by blocks: each block in the colour and the pattern of whoever holds it."""

from __future__ import annotations

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.scenario.scenario import Scenario
from sim.view.camera import Camera, Floats
from sim.view.look import Look
from sim.view.patterns import patch

LEAST, OPEN = 15, 84
"""Pixels of a hex from which blocks are shown as a strip below the counter, and as a town in their hex."""


def draw_blocks(
    pane: pygame.Surface, camera: Camera, centres: Floats, scenario: Scenario, blocks: Ints, look: Look,
    card: tuple[int, int],
) -> list[pygame.Rect]:  # fmt: skip
    """Draw the blocks (C, S) of each town, and return where they stand; `card` is the size of a counter."""
    reach = scenario.map.hex_metres * camera.scale
    if reach < LEAST * look.scale / 100:
        return []
    boxes = []
    spots = camera.on_screen(centres[scenario.towns.hex]).tolist()
    for town, (x, y) in enumerate(spots):
        total = int(scenario.towns.blocks[town])
        wide, cell = _shape(reach, total, look)
        tall = -(-total // wide)
        box = pygame.Rect(0, 0, wide * cell + 1, tall * cell + 1)
        box.center = round(x), round(y)
        if reach < OPEN * look.scale / 100:
            box.top = round(y + card[1] / 2 + look.px(2))
        if pane.get_rect().colliderect(box):
            _draw(pane, box, _holders(blocks[town], total), wide, cell, scenario, look)
            boxes.append(box)
    return boxes


def _shape(reach: float, total: int, look: Look) -> tuple[int, int]:
    """Return how many blocks stand in a row and the pixels of one."""
    if reach < OPEN * look.scale / 100:
        return -(-total // 2), look.px(5)
    wide = 5 if total > 12 else 4
    return wide, max(int(reach * 0.8 / max(wide, -(-total // wide))), look.px(8))


def _holders(held: Ints, total: int) -> Ints:
    """Return the side of each block, those of a side together; blocks are counted and have no place of their own."""
    return np.repeat(np.arange(held.size), np.maximum(held, 0))[:total]


def _draw(
    pane: pygame.Surface, box: pygame.Rect, holders: Ints, wide: int, cell: int, scenario: Scenario, look: Look
) -> None:
    pygame.draw.rect(pane, look.palette.paper, box)
    for k, side in enumerate(holders.tolist()):
        piece = pygame.Rect(box.left + k % wide * cell + 1, box.top + k // wide * cell + 1, cell - 1, cell - 1)
        name = scenario.sides[side]
        if cell >= look.px(8):
            pane.blit(patch(look.pattern(name, side), look.side(name, side), piece.size, 120), piece)
        else:
            pygame.draw.rect(pane, look.side(name, side), piece)
    pygame.draw.rect(pane, look.palette.text, box, 1)
