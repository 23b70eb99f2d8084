"""The plan on the map: an arrow for each order, heavier for what is planned now than for what stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pygame

from sim.orders.order import LEAD, STANCE, Order, hexes_named
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb
from sim.state.observation import Observation
from sim.view.camera import Floats
from sim.view.mappane import MapPane
from sim.view.strokes import Courses
from sim.view.type import SMALL

WIDE, THIN = 4, 2
"""Pixels of what is planned now, and of what stands."""
HEADS = 9, 13
"""Pixels of the head of an arrow, and of one that attacks."""
BEND = 0.25
"""How far a bend stays away from the middle of its hex, as a share of what it cuts off."""
ATTACKS = (Verb.ATTACK, Verb.RAID)


@dataclass(frozen=True)
class Arrow:
    """A way from hex to hex; `planned` is what can still be changed, `attack` ends in a broad head."""

    way: tuple[int, ...]
    side: int
    planned: bool
    attack: bool


def standing(scenario: Scenario, seen: Observation, skip: Sequence[int] = ()) -> list[Arrow]:
    """Return where the side's units are going by their standing orders."""
    picture, nowhere, arrows = seen.picture, scenario.map.grid.count, []
    own = (scenario.forces.side == seen.side) & picture.on_map[0]
    for unit in np.flatnonzero(own & ~picture.staying[0]).tolist():
        goal = int(picture.goal[0, unit])
        if unit not in skip and goal < nowhere:
            way = _way(scenario, seen, unit, (*picture.stops(0, unit), goal))
            arrows.append(Arrow(way, seen.side, False, int(picture.verb[0, unit]) in ATTACKS))
    return arrows


def planned(scenario: Scenario, seen: Observation, orders: Sequence[Order]) -> list[Arrow]:
    """Return the arrows of the planned orders: one for each unit that would go."""
    arrows = []
    for order in orders:
        if order.place and order.verb not in (STANCE, LEAD):
            leads = hexes_named(scenario, order.leads)
            attack = order.verb in ("attack", "raid", "strike", "interdict")
            ways = ordered_ways(scenario, seen, order.cargo or order.who, leads, straight=bool(order.cargo))
            arrows += [Arrow(way, seen.side, True, attack) for way in ways]
    return arrows


def ordered_ways(
    scenario: Scenario, seen: Observation, who: str, leads: Sequence[int], straight: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Return the way of each unit that is addressed, hex by hex; `straight` is that of whoever is flown.

    `leads` are the stops on the way, then the goal.
    """
    units = addressed(scenario, seen, who)
    if straight:
        return tuple((int(seen.picture.position[0, unit]), *leads) for unit in units)
    return tuple(_way(scenario, seen, unit, leads) for unit in units)


def _way(scenario: Scenario, seen: Observation, unit: int, leads: Sequence[int]) -> tuple[int, ...]:
    """Return the way on which a unit marches from stop to stop, as far as there is one."""
    kind = int(movement_class(moment_of(scenario, seen.picture))[0, unit])
    way = [int(seen.picture.position[0, unit])]
    for start, goal in pairwise((way[0], *leads)):
        leg = scenario.routes.way(start, goal, kind)
        if not leg:
            break
        way += leg[1:]
    return tuple(way)


def addressed(scenario: Scenario, seen: Observation, who: str) -> list[int]:
    """Return the units on the map that a unit's or a formation's id stands for."""
    if who in scenario.forces.ids:
        units = [scenario.forces.ids.index(who)]
    elif who in scenario.formations.ids:
        units = scenario.formation_units(scenario.formations.ids.index(who)).tolist()
    else:
        units = []
    return [unit for unit in units if bool(seen.picture.on_map[0, unit])]


class Arrows:
    """A layer of the map: the arrows of a plan."""

    def __init__(self) -> None:
        self.arrows: list[Arrow] = []
        self._made_for: tuple[object, ...] = ()
        self._curves: Courses | None = None

    def of(self, made_for: tuple[object, ...], make: Callable[[], Sequence[Arrow]]) -> Arrows:
        """Show other arrows if what they were made for, anything that can be compared, is another."""
        if made_for != self._made_for:
            self._made_for, self._curves = made_for, None
            self.arrows = sorted({one for one in make() if len(one.way) > 1}, key=lambda one: (one.planned, one.way))
        return self

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw them on the pane of the map."""
        if self._curves is None:
            self._curves = Courses([bent(at.ground.centres[list(one.way)]) for one in self.arrows])
        for row, points in self._curves.numbered(at.camera):
            draw_arrow(pane, at, points, self.arrows[row])


class Aimed:
    """An order that is being aimed: its ways; above the counters what stops it, its stops, numbered, and the hex."""

    def __init__(
        self, arrows: Sequence[Arrow], aim: int, stops: Sequence[int] = (), obstacles: Sequence[int] = ()
    ) -> None:
        self.arrows, self.aim, self.stops, self.obstacles = arrows, aim, stops, obstacles

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw the ways on the pane of the map."""
        for arrow in dict.fromkeys(self.arrows):
            if len(arrow.way) > 1:
                draw_arrow(pane, at, at.camera.on_screen(bent(at.ground.centres[list(arrow.way)])), arrow)

    def draw_above(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw the hexes, where the counters of whoever stands there would hide them."""
        palette = at.look.palette
        marks = [(h, 2, palette.warning) for h in self.obstacles]
        marks += [*((stop, 1, palette.chosen) for stop in self.stops), (self.aim, 3, palette.chosen)]
        for h, width, ink in marks:
            shape = at.camera.on_screen(at.ground.corners[h]).tolist()
            pygame.draw.polygon(pane, ink, shape, at.look.px(width))
        for h, text in self.numbers().items():
            number = at.look.haloed(text, SMALL, palette.text, "strong")
            upper = min(at.camera.on_screen(at.ground.corners[h]).tolist(), key=lambda corner: float(corner[1]))
            pane.blit(number, number.get_rect(midbottom=upper))  # a counter covers the hex

    def numbers(self) -> dict[int, str]:
        """Return what stands on each stop: its number, or numbers where the way comes by again."""
        told: dict[int, list[str]] = {}
        for number, stop in enumerate(self.stops, 1):
            told.setdefault(stop, []).append(str(number))
        return {stop: ", ".join(numbers) for stop, numbers in told.items()}


def bent(centres: Floats) -> Floats:
    """Return a line that follows middles of hexes (N, 2) with its bends rounded, (P, 2)."""
    if len(centres) < 3:
        return centres
    inner, before, after = centres[1:-1], centres[:-2], centres[2:]
    enters, leaves = (before + inner) / 2, (inner + after) / 2
    bend = inner * (1 - BEND) + (enters + leaves) / 2 * BEND
    pieces = np.stack((enters, (enters + inner) / 2, bend, (inner + leaves) / 2), axis=1)
    return np.concatenate((centres[:1], pieces.reshape(-1, 2), leaves[-1:], centres[-1:]))


def draw_arrow(picture: pygame.Surface, at: MapPane, points: Floats, arrow: Arrow) -> None:
    """Draw a line of points (P, 2) in the ink of its side, on a rim of paper, with a head."""
    colour = at.look.side(at.scenario.sides[arrow.side], arrow.side)
    width = at.look.px(WIDE if arrow.planned else THIN)
    for ink, wide in ((at.look.palette.paper, width + 2), (colour, width)):
        pygame.draw.lines(picture, ink, False, points.tolist(), wide)
    _head(picture, points, colour, at.look.px(HEADS[arrow.attack]) + width)


def _head(picture: pygame.Surface, points: Floats, colour: str, size: int) -> None:
    end = points[-1]
    away = np.hypot(*(points - end).T)
    start = points[np.flatnonzero(away >= min(size, away.max()))[-1]]
    along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    across = np.array([-along[1], along[0]])
    tip = end + along * size * 0.3
    shape = [tip.tolist(), (end - along * size + across * size * 0.6).tolist(),
             (end - along * size - across * size * 0.6).tolist()]  # fmt: skip
    pygame.draw.polygon(picture, colour, shape)
