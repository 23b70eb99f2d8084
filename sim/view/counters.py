"""Counters: who stands where, as cards with the NATO symbol, the number of fighters and what is known beside.

A stack is the units of a side in a hex and is drawn as one card; `spread` lays its units out to be taken one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

import numpy as np
import pygame
from numpy.typing import NDArray

from sim.state.kinds import Posture
from sim.view.camera import Camera, Floats
from sim.view.cards import FAR, MIDDLE, NEAR, SIZES, Face, put
from sim.view.look import Look
from sim.view.marks import patterns_of
from sim.view.symbols import symbol_of

Column = NDArray[np.integer] | NDArray[np.bool_]

HEX_METRES = 2500
"""The hex by whose size on the screen the degree of detail is chosen."""
FROM_MIDDLE, FROM_NEAR = 25, 62
"""Pixels of a hex, at a scale of 1, from which on the symbol, and all the rest, is drawn."""
GROWTH = ((1.0, 1.25), (0.88, 1.3), (1.0, 1.45))
"""How much smaller and larger than its size a card of each degree becomes."""
FULL = (16, 38, 85)
"""Pixels of a hex, at a scale of 1, at which a card of each degree has its size."""
SEAM, FARTHEST = 4, 2.0
"""Of cards that lie together: pixels between them, and how many cards' size they may be moved."""
ROUNDS, PUSH, NEVER_MIND = 24, 0.4, 1.5
"""Rounds of moving, the part of an overlap that each of two gives way in a round, the pixels that are let be."""
GAP = 8
"""Pixels between the cards of a stack that is spread."""


@dataclass(frozen=True)
class Counter:
    """A unit as one side knows it.

    `people` and `cohesion` (0 to 1000) are None where they are not known; `age_hours` is None for what one sees
    oneself, and the age of the last report for an enemy.
    """

    unit: int
    side: int
    symbol: str
    people: int | None
    cohesion: int | None = None
    hungry: bool = False
    cut: bool = False
    posture: Posture | None = None
    dug: int = 0
    age_hours: int | None = None
    chosen: bool = False
    hex: int = -1


@dataclass(frozen=True)
class Stack:
    """Units of one side in one hex; `people` are those that are known of, `counters` as many as `units`."""

    hex: int
    side: int
    units: tuple[int, ...]
    people: int
    counters: tuple[Counter, ...] = ()


def muster(
    position: Column, fit: Column, side: Column, kinds: Sequence[str], hexes: int, *,
    cohesion: Column | None = None, hungry: Column | None = None, cut: Column | None = None,
    posture: Column | None = None, dug: Column | None = None, age: Column | None = None, own: Column | None = None,
) -> list[Counter]:
    """Return the counters of the units that are on the map with somebody fit.

    All columns are (U,): `position` from 0 to `hexes` - 1 for who is on the map, `kinds` the unit types; `posture`
    -1 for none.  `own` is true for those whom one sees oneself and not through reports of an `age` in hours; all are
    if it is not given.  Any other column that is not given is not shown.
    """  # fmt: skip
    found = []
    for unit in np.flatnonzero((position >= 0) & (position < hexes) & (fit > 0)).tolist():
        doing = -1 if posture is None else int(posture[unit])
        seen = own is None or bool(own[unit])
        found.append(Counter(
            unit, int(side[unit]), symbol_of(kinds[unit]), int(fit[unit]), hex=int(position[unit]),
            cohesion=int(cohesion[unit]) if seen and cohesion is not None else None,
            hungry=seen and hungry is not None and bool(hungry[unit]), cut=seen and cut is not None and bool(cut[unit]),
            posture=Posture(doing) if doing >= 0 else None, dug=0 if dug is None else int(dug[unit]),
            age_hours=None if seen else 0 if age is None else int(age[unit]),
        ))  # fmt: skip
    return found


def stacks(counters: Iterable[Counter]) -> list[Stack]:
    """Gather the counters of a side in a hex, in the order of hexes and sides."""
    found: dict[tuple[int, int], list[Counter]] = {}
    for counter in counters:
        found.setdefault((counter.hex, counter.side), []).append(counter)
    return [
        Stack(h, of, tuple(one.unit for one in some), sum(one.people or 0 for one in some), tuple(some))
        for (h, of), some in sorted(found.items(), key=lambda item: item[0])
    ]


def top(stack: Stack) -> Counter:
    """Return the counter that stands for a stack.

    Its symbol, posture and the age of its report are those of the strongest unit; its people are all that are known
    of, its cohesion is the mean over them, and it wants what any of them wants.
    """
    first = max(stack.counters, key=lambda one: (one.people or 0, -one.unit))
    known = [one for one in stack.counters if one.cohesion is not None and one.people]
    weight = sum(one.people or 0 for one in known)
    mean = sum((one.people or 0) * (one.cohesion or 0) for one in known) // weight if weight else None
    return replace(
        first, people=stack.people or None, cohesion=mean, hungry=any(one.hungry for one in stack.counters),
        cut=any(one.cut for one in stack.counters), chosen=any(one.chosen for one in stack.counters),
    )  # fmt: skip


def detail_at(camera: Camera, scale: float = 1.0) -> tuple[int, tuple[int, int]]:
    """Return the degree of detail for a zoom, and the width and height of a card in pixels."""
    reach = camera.scale * HEX_METRES / scale
    detail = FAR if reach < FROM_MIDDLE else MIDDLE if reach < FROM_NEAR else NEAR
    low, high = GROWTH[detail]
    size = scale * float(np.clip(reach / FULL[detail], low, high))
    wide, tall = SIZES[detail]
    return detail, (round(wide * size), round(tall * size))


def draw(
    target: pygame.Surface, camera: Camera, centres: Floats, shown: list[Stack], sides: tuple[str, ...],
    chosen: Stack | None, look: Look,
) -> list[tuple[pygame.Rect, Stack]]:
    """Draw every stack on a pane; return what lies where, the topmost last."""
    detail, size = detail_at(camera, look.ratio)
    patterns, pane = patterns_of(sides), target.get_rect()
    corner = camera.on_screen(np.zeros(2)).round().astype(int)
    homes = np.stack((centres[:, 0], -centres[:, 1]), axis=1)[[stack.hex for stack in shown]] * camera.scale
    spots = tuple(map(tuple, homes.round().astype(int).tolist()))
    placed: list[tuple[pygame.Rect, Stack]] = []
    for stack, home, (x, y) in zip(shown, spots, apart(spots, size), strict=True):
        box = pygame.Rect((0, 0), size)
        box.center = (x + corner[0], y + corner[1])
        if pane.colliderect(box):
            placed.append((box, stack))
            _tie(target, (home[0] + corner[0], home[1] + corner[1]), box, look)
    for box, stack in placed:
        face = _face(top(stack), len(stack.units), detail, size, sides, patterns, look)
        put(target, box, replace(face, chosen=True) if stack == chosen else face)
    return placed


@lru_cache(maxsize=1024)
def apart(spots: tuple[tuple[int, int], ...], size: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return where cards of a size lie that would lie on these pixels, moved so that they hide each other less.

    Nobody is moved farther than `FARTHEST` cards; the same spots give the same places.
    """
    if len(spots) < 2:
        return spots
    home = np.array(spots, dtype=np.float64)
    card = np.array(size) + SEAM
    moved = home + np.linspace(-0.5, 0.5, len(spots))[:, None] * (1.0, 0.5)  # those on one spot go apart, not nowhere
    for _ in range(ROUNDS):
        across, down = (one[:, None] - one for one in moved.T)
        wide, tall = card[0] - np.abs(across), card[1] - np.abs(down)  # by how much each two hide each other
        clash = (wide > NEVER_MIND) & (tall > NEVER_MIND)
        if np.count_nonzero(clash) == len(spots):  # each with itself, and with nobody else
            break
        wide_way = clash & (wide < tall)
        push = np.stack((
            np.where(wide_way, np.sign(across) * wide, 0.0).sum(axis=1),
            np.where(clash & ~wide_way, np.sign(down) * tall, 0.0).sum(axis=1),
        ), axis=1)  # fmt: skip
        moved = home + np.clip(moved + PUSH * push - home, -FARTHEST * card, FARTHEST * card)
    return tuple((round(x), round(y)) for x, y in moved.tolist())


def _tie(target: pygame.Surface, home: tuple[int, int], box: pygame.Rect, look: Look) -> None:
    """Tie a card that lies beside its hex to it."""
    if box.inflate(-box.width // 4, -box.height // 4).collidepoint(home):
        return
    pygame.draw.line(target, look.palette.paper, home, box.center, 3)
    pygame.draw.line(target, look.palette.text, home, box.center, 1)
    pygame.draw.circle(target, look.palette.paper, home, 4)
    pygame.draw.circle(target, look.palette.text, home, 3)


def spread(
    target: pygame.Surface, camera: Camera, centres: Floats, stack: Stack, sides: tuple[str, ...],
    look: Look, top: int = 0,
) -> list[tuple[pygame.Rect, Counter]]:
    """Lay out the units of a stack beside its hex, in full detail, beneath `top`; return what lies where."""
    detail, size = detail_at(camera, look.ratio)
    if detail != NEAR:
        size = (round(SIZES[NEAR][0] * look.ratio), round(SIZES[NEAR][1] * look.ratio))
    x, y = camera.on_screen(centres[stack.hex]).tolist()
    gap = round(GAP * look.ratio)
    room = target.get_rect()
    room.top, room.height = top, room.height - top
    boxes = fanned(len(stack.counters), (round(x), round(y)), room, size, gap)
    tray = boxes[0].unionall(boxes[1:]).inflate(2 * gap, 2 * gap)
    veil = pygame.Surface(tray.size, pygame.SRCALPHA)
    pygame.draw.rect(veil, (*pygame.Color(look.palette.paper)[:3], 225), veil.get_rect(), border_radius=6)
    pygame.draw.rect(veil, look.palette.text, veil.get_rect(), 1, border_radius=6)
    target.blit(veil, tray)
    patterns = patterns_of(sides)
    for box, counter in zip(boxes, stack.counters, strict=True):
        put(target, box, _face(counter, 1, NEAR, size, sides, patterns, look))
    return list(zip(boxes, stack.counters, strict=True))


def fanned(
    count: int, middle: tuple[int, int], pane: pygame.Rect, size: tuple[int, int], gap: int
) -> list[pygame.Rect]:
    """Return places for so many cards, in rows about a pixel and within the pane; closer where it is small.

    They lie apart wherever there is room; in the least pane they lie over each other.
    """
    wide, tall = size[0] + gap, size[1] + gap
    across = max(min(ceil((count * tall / wide) ** 0.5), (pane.width - gap) // wide), 1)
    rows = ceil(count / across)
    if rows * tall + gap > pane.height:
        rows = max((pane.height - gap) // tall, 1)
        across = ceil(count / rows)
    step = (_step(across, wide, size[0], pane.width - 2 * gap), _step(rows, tall, size[1], pane.height - 2 * gap))
    block = pygame.Rect(0, 0, step[0] * (across - 1) + size[0], step[1] * (rows - 1) + size[1])
    block.center = middle
    block.clamp_ip(pane.inflate(-2 * gap, -2 * gap))
    return [
        pygame.Rect((block.left + step[0] * (k % across), block.top + step[1] * (k // across)), size)
        for k in range(count)
    ]


def _step(count: int, wish: int, size: int, room: int) -> int:
    """Return how far apart cards begin: as wished, or closer where the room is short."""
    return min(wish, max((room - size) // (count - 1), 1)) if count > 1 else wish


def _face(
    counter: Counter, units: int, detail: int, size: tuple[int, int], sides: tuple[str, ...],
    patterns: tuple[str, ...], look: Look,
) -> Face:
    """Return what a card shows of a counter, and no more than its degree of detail has room for."""
    plain, near = detail == FAR, detail == NEAR
    unsure = counter.age_hours is not None
    mark = "?" if counter.people is None else str(counter.people) + ("?" if unsure and near else "")
    return Face(
        detail, size, look.side(sides[counter.side], counter.side), look.palette.paper, look.palette.text,
        patterns[counter.side], "" if plain else counter.symbol, mark, 1 if plain else units, min(units - 1, 2),
        cohesion=None if counter.cohesion is None or not near else ceil(counter.cohesion / 50),
        want="" if plain else "cut" if counter.cut else "hungry" if counter.hungry else "",
        posture=counter.posture if near else None, dug=min(counter.dug, 1) if near else 0,
        age="" if not unsure or not near else f"{counter.age_hours}h" if counter.age_hours else "now",
        unsure=unsure, chosen=counter.chosen,
    )  # fmt: skip
