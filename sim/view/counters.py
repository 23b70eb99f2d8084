"""Counters: who stands where, as small cards with the number of fighters; a stack shows how many units it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pygame

from sim.view import type as faces
from sim.view.camera import Camera, Floats
from sim.view.look import Look

WIDE, TALL = 40, 26
SMALLEST = 0.55


@dataclass(frozen=True)
class Stack:
    """Units of one side in one hex."""

    hex: int
    side: int
    units: tuple[int, ...]
    people: int


def stacks(position: np.ndarray, fit: np.ndarray, side: np.ndarray) -> list[Stack]:
    """Gather the units that are on the map with somebody fit; columns (U,), position -1 for those who are not."""
    found: dict[tuple[int, int], list[int]] = {}
    for unit in np.flatnonzero((position >= 0) & (fit > 0)).tolist():
        found.setdefault((int(position[unit]), int(side[unit])), []).append(unit)
    return [
        Stack(h, of, tuple(units), int(fit[units].sum(dtype=np.int64))) for (h, of), units in sorted(found.items())
    ]


def draw(
    target: pygame.Surface, camera: Camera, centres: Floats, shown: list[Stack], sides: tuple[str, ...],
    chosen: Stack | None, look: Look,
) -> list[tuple[pygame.Rect, Stack]]:
    """Draw every stack on a pane; return what lies where, the topmost last."""
    size = float(np.clip(camera.scale * 2500 / 34, SMALLEST, 1.4)) * look.scale / 100
    wide, tall = round(WIDE * size), round(TALL * size)
    placed: list[tuple[pygame.Rect, Stack]] = []
    shared: dict[int, int] = {}
    for stack in shown:
        level = shared.get(stack.hex, 0)
        shared[stack.hex] = level + 1
        x, y = camera.on_screen(centres[stack.hex]).tolist()
        box = pygame.Rect(0, 0, wide, tall)
        box.center = (round(x) + level * wide // 2, round(y) - level * tall // 2)
        if not target.get_rect().colliderect(box):
            continue
        _card(target, box, stack, sides, stack == chosen, look)
        placed.append((box, stack))
    return placed


def _card(
    target: pygame.Surface, box: pygame.Rect, stack: Stack, sides: tuple[str, ...], chosen: bool, look: Look
) -> None:
    ground = pygame.Color(look.side(sides[stack.side], stack.side))
    radius = max(box.height // 6, 2)
    below = min(len(stack.units) - 1, 2)
    for k in range(below, 0, -1):
        pygame.draw.rect(target, ground.lerp("#000000", 0.25), box.move(2 * k, 2 * k), border_radius=radius)
        pygame.draw.rect(target, look.palette.paper, box.move(2 * k, 2 * k), 1, border_radius=radius)
    pygame.draw.rect(target, ground, box, border_radius=radius)
    rim = look.palette.chosen if chosen else look.palette.paper
    pygame.draw.rect(target, rim, box, 2 if chosen else 1, border_radius=radius)
    type_size = max(round(box.height * 0.5), 8)
    number = faces.line(str(stack.people), type_size, look.palette.paper, "strong")
    target.blit(number, number.get_rect(center=box.center))
