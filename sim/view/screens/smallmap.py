"""A small map of a scenario as it begins, for a card or beside a list; it can point at places."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from sim.scenario.scenario import Scenario
from sim.state.setup import setup
from sim.view.look import Look
from sim.view.mappane import MapPane, Scene
from sim.view.opened import Opened, opened
from sim.view.story import shown

FLAT = 0.4
"""Share of its width below which a picture is too low for a whole map."""


def first_scene(scenario: Scenario, counters: bool = True) -> Scene:
    """Return what is to be seen before the first impulse."""
    state = setup(scenario, [1])
    return Scene(state.control[0], shown(scenario, state) if counters else [])


def starting_map(name: str, size: tuple[int, int], look: Look) -> pygame.Surface:
    """Return a picture of a scenario's map with who holds what at the start; a flat one looks at its first town."""
    found = opened(name)
    pane = MapPane(found.scenario, found.ground(look), look)
    pane.arrange(pygame.Rect((0, 0), size))
    left, bottom, right, top = pane.ground.extent
    x, y = (left + right) / 2, (bottom + top) / 2
    if size[1] < FLAT * size[0] and found.scenario.towns.ids:
        x, y = pane.ground.centres[int(found.scenario.towns.hex[0])].tolist()
    pane.camera.centre(x, y, max(size[0] / (right - left), size[1] / (top - bottom)))
    picture = pygame.Surface(size)
    pane.draw(picture, first_scene(found.scenario, counters=False))
    return picture


class SmallMap:
    """A pane of the window with the map as it is at the start, and rings round what is pointed at."""

    def __init__(self, found: Opened, look: Look) -> None:
        self.pane = MapPane(found.scenario, found.ground(look), look)
        self.scene = first_scene(found.scenario)
        self.marked: tuple[int, ...] = ()

    def arrange(self, box: pygame.Rect) -> None:
        """Take a place in the window."""
        self.pane.arrange(box)

    def point(self, hexes: Sequence[int]) -> None:
        """Ring some hexes and bring them into view; none shows the whole map."""
        self.marked = tuple(dict.fromkeys(hexes))
        self.pane.camera.fit()
        if self.marked:
            spots = self.pane.ground.centres[list(self.marked)]
            low, high = spots.min(axis=0), spots.max(axis=0)
            (x, y), (wide, tall) = ((low + high) / 2).tolist(), (high - low).tolist()
            size, least = self.pane.camera.size, self.pane.camera.least
            reach = min(size[0] / (wide * 1.6 + 1), size[1] / (tall * 1.6 + 1), least * 3)
            self.pane.camera.centre(x, y, reach)

    def draw(self, target: pygame.Surface) -> None:
        """Draw it."""
        look = self.pane.look
        self.pane.draw(target, self.scene)
        for h in self.marked:
            spot = self.pane.spot(h)
            if self.pane.box.collidepoint(spot):
                pygame.draw.circle(target, look.palette.paper, spot, look.px(19), look.px(5))
                pygame.draw.circle(target, look.palette.warning, spot, look.px(18), look.px(3))
        pygame.draw.rect(target, look.palette.faint, self.pane.box, 1)
