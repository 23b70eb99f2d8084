"""The window without a screen: SDL draws into memory, and events are posted."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

from collections.abc import Callable

import pygame
import pytest

from sim.scenario.compile import load, own_places
from sim.scenario.geography import load_geography
from sim.scenario.load import load_files
from sim.view.ground import Ground
from sim.view.window import Window

NAME = "day-of-wrath"


@pytest.fixture(scope="module")
def opened() -> Window:
    """Return a window on the film of the raid."""
    scenario = load(NAME)
    ground = Ground(scenario.map, load_geography(), tuple(own_places(load_files(NAME).scenario.map)))
    return Window(scenario, ground, 283)


@pytest.fixture
def window(opened: Window) -> Window:
    """Return it as it was when it opened."""
    opened.go(0)
    opened.playing, opened.help, opened.panel.scroll = False, False, 0
    opened.camera.fit()
    opened.draw()
    return opened


@pytest.fixture
def press(window: Window) -> Callable[..., bool]:
    """Return a function that presses a key, and says whether the window stays open."""

    def key(code: int, mod: int = 0, unicode: str = "") -> bool:
        return window.listen([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=unicode)])

    return key
