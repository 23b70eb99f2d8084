"""The window without a screen: SDL draws into memory, and events are posted."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

from collections.abc import Callable

import pygame
import pytest

from sim.view.app import App
from sim.view.film import Film
from sim.view.opened import opened
from sim.view.screens.opening import taken_over
from sim.view.screens.progress import Progress
from sim.view.screens.table import Table
from sim.view.screens.theatre import Theatre
from sim.view.screens.watch import Making, Watch

NAME = "day-of-wrath"
Press = Callable[..., bool]


FILMS: dict[str, Film] = {}
"""Films that were made: the same for every window."""


def make_film(app: App, name: str = NAME) -> Watch:
    """Open the film of a scenario and wait until it is there; the second time it is there at once."""
    scenario = opened(name)
    if name in FILMS:
        app.show(Watch(app, scenario, FILMS[name], scenario.seed))
    else:
        app.show(Making(app, scenario, scenario.seed))
        arrive(app)
    assert isinstance(app.top, Watch)
    FILMS[name] = app.top.film
    return app.top


def arrive(app: App) -> None:
    """Wait until what takes its time is done: turns are played, or a record is gone through."""
    while isinstance(app.top, Progress):
        app.draw()
        app.advance(30)


def settle(app: App) -> None:
    """Draw until everything is drawn as it is: after a change of zoom or ground that takes a few frames."""
    app.draw()
    while isinstance(app.top, Theatre) and not app.top.map.complete:
        app.draw()


def sit_down(app: App, side: str = "opposition", opponent: str = "doctrine", turn: int = 1) -> Table:
    """Take over the raid, and show its table above what is shown; from turn 1, the second."""
    app.settings.ask_idle = True
    table = taken_over(app, opened("day-of-wrath"), 283, side, opponent, turn)
    app.show(table)
    settle(app)
    return table


@pytest.fixture(scope="module")
def app_with_film() -> App:
    """Return a window on the film of the raid."""
    app = App()
    make_film(app)
    return app


@pytest.fixture
def app(app_with_film: App) -> App:
    """Return it as it was when it opened."""
    app = app_with_film
    pygame.display.set_mode((1280, 800))
    pygame.event.clear()  # what controls have told of themselves since nobody listened
    app.target = pygame.display.get_surface()
    app.home()
    film = app.top
    assert isinstance(film, Watch)
    film.go(0)
    film.playing, film.speed, film.pointer = False, 1.0, (-1, -1)
    film.arrange()
    film.map.camera.fit()
    app.draw()
    return app


@pytest.fixture
def film(app: App) -> Watch:
    """Return the screen of the film."""
    assert isinstance(app.top, Watch)
    return app.top


@pytest.fixture
def press(app: App) -> Press:
    """Return a function that presses a key by name, and says whether the window stays open."""

    def key(name: str, mod: int = 0, letter: str = "") -> bool:
        code = pygame.key.key_code(name)
        return app.listen([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=letter)])

    return key


@pytest.fixture
def click(app: App) -> Callable[[tuple[int, int]], None]:
    """Return a function that clicks a pixel of the window."""

    def at(pixel: tuple[int, int]) -> None:
        app.listen([
            pygame.event.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0), pos=pixel, rel=(0, 0)),
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel),
            pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=pixel),
        ])  # fmt: skip

    return at


@pytest.fixture
def desk() -> App:
    """Return a fresh window of 1280 by 800 with no screen in it."""
    app = App(size=(1280, 800))
    pygame.event.clear()
    return app


@pytest.fixture
def type_in() -> Callable[[App, str], None]:
    """Return a function that types into the field with the focus, letter by letter, as SDL tells it."""

    def letters(app: App, text: str) -> None:
        for letter in text:
            app.listen([
                pygame.event.Event(pygame.KEYDOWN, key=ord(letter.lower()), mod=0, unicode=letter),
                pygame.event.Event(pygame.TEXTINPUT, text=letter),
            ])  # fmt: skip
        app.listen(pygame.event.get())

    return letters
