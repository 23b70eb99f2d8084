"""The curtain hides the map and names who comes next."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from sim.view.app import App
from sim.view.screens.curtain import DEAF, Curtain
from sim.view.screens.watch import Watch

Press = Callable[..., bool]


def test_nothing_of_the_map_is_seen(app: App, film: Watch) -> None:
    pictures = []
    for sample in (0, 30):
        film.go(sample)
        app.draw()
        app.show(Curtain(app, "ISIL", lambda: None))
        app.draw()
        pictures.append(pygame.image.tobytes(app.target, "RGB"))
        app.back()
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("key", ["return", "space"])
def test_a_key_lifts_it_and_another_does_not(app: App, film: Watch, press: Press, key: str) -> None:
    lifted: list[object] = []
    curtain = Curtain(app, "ISIL", lambda: lifted.append(app.top))
    app.show(curtain)
    press(key)
    assert app.top is curtain  # the key of the turn before is still held
    app.advance(DEAF)
    for other in ("escape", "l", "f1", "right"):
        press(other)
    assert app.top is curtain
    press(key)
    assert lifted == [film]


def test_the_button_lifts_it_once(app: App, film: Watch, press: Press) -> None:
    lifted: list[int] = []
    app.show(Curtain(app, "the government side", lambda: lifted.append(1)))
    press("tab")
    press("return")
    assert (app.top is film, lifted) == (True, [1])
