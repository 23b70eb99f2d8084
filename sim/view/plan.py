"""The plan on the map: an arrow for each order, heavier for what is planned now than for what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pygame

from sim.orders.order import Order, hex_named
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb
from sim.state.observation import Observation
from sim.view.camera import Floats
from sim.view.mappane import MapPane

DASH = 7


@dataclass(frozen=True)
class Arrow:
    """A way from hex to hex; `planned` is what can still be changed, `attack` ends in a broad head."""

    stops: tuple[int, ...]
    side: int
    planned: bool
    attack: bool


def standing(scenario: Scenario, seen: Observation, skip: Sequence[int] = ()) -> list[Arrow]:
    """Return where the side's units are going by their standing orders."""
    picture, arrows = seen.picture, []
    own = (scenario.forces.side == seen.side) & picture.on_map[0]
    for unit in np.flatnonzero(own & (picture.goal[0] != picture.position[0])).tolist():
        if unit not in skip and int(picture.goal[0, unit]) < scenario.map.grid.count:
            via = int(picture.via[0, unit])
            stops = [int(picture.position[0, unit]), *([via] if via < scenario.map.grid.count else []),
                     int(picture.goal[0, unit])]  # fmt: skip
            verb = int(picture.verb[0, unit])
            arrows.append(Arrow(tuple(stops), seen.side, False, verb in (Verb.ATTACK, Verb.RAID)))
    return arrows


def planned(scenario: Scenario, seen: Observation, orders: Sequence[Order]) -> list[Arrow]:
    """Return the arrows of the planned orders: one for each unit that would go."""
    arrows = []
    for order in orders:
        if order.place and order.verb not in ("fight", "lead"):
            goal = hex_named(scenario, order.place)
            via = [hex_named(scenario, order.via)] if order.via else []
            for unit in addressed(scenario, seen, order.cargo or order.who):
                start = int(seen.picture.position[0, unit])
                attack = order.verb in ("attack", "raid", "strike", "interdict")
                arrows.append(Arrow((start, *via, goal), seen.side, True, attack))
    return arrows


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
    """A layer of the map: the arrows, and the hex that is aimed at."""

    def __init__(self, arrows: Sequence[Arrow], aim: int | None = None, stops: Sequence[int] = ()) -> None:
        self.arrows, self.aim, self.stops = arrows, aim, stops

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw them on the pane of the map."""
        for arrow in sorted(set(self.arrows), key=lambda one: (one.planned, one.stops)):
            self._arrow(pane, at, arrow)
        for h, width in [*((stop, 1) for stop in self.stops), *([(self.aim, 3)] if self.aim is not None else [])]:
            shape = at.camera.on_screen(at.ground.corners[h]).tolist()
            pygame.draw.polygon(pane, at.look.palette.chosen, shape, at.look.px(width))

    def _arrow(self, pane: pygame.Surface, at: MapPane, arrow: Arrow) -> None:
        points = at.camera.on_screen(at.ground.centres[list(arrow.stops)])
        if len(points) < 2 or np.allclose(points[0], points[-1]):
            return
        colour = at.look.side(at.scenario.sides[arrow.side], arrow.side)
        width = at.look.px(4 if arrow.planned else 2)
        for start, end in pairwise(points):
            pygame.draw.line(pane, at.look.palette.paper, start.tolist(), end.tolist(), width + 2)
            pygame.draw.line(pane, colour, start.tolist(), end.tolist(), width)
        self._head(pane, points[-2], points[-1], colour, at.look.px((13 if arrow.attack else 9) + width))

    def _head(self, pane: pygame.Surface, start: Floats, end: Floats, colour: str, size: int) -> None:
        along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
        across = np.array([-along[1], along[0]])
        tip = end + along * size * 0.3
        shape = [tip.tolist(), (end - along * size + across * size * 0.6).tolist(),
                 (end - along * size - across * size * 0.6).tolist()]  # fmt: skip
        pygame.draw.polygon(pane, colour, shape)
