"""How large the window is: as it was left, and no larger than the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from sim.view.app import App, fitting
from sim.view.screens.menu import Menu
from sim.view.settings import NAME, load_settings


@pytest.mark.parametrize(
    ("screen", "size"),
    [((1920, 1080), (1280, 800)), ((1280, 800), (1280, 800)), ((1366, 768), (1280, 698)), ((1024, 768), (1024, 698))],
)
def test_it_is_no_larger_than_the_screen(screen: tuple[int, int], size: tuple[int, int]) -> None:
    assert fitting((1280, 800), screen) == size


def test_it_opens_as_large_as_it_was_left(tmp_path: Path) -> None:
    app = App(tmp_path)
    assert app.size == (1280, 800)
    app.show(Menu(app))
    pygame.display.set_mode((1600, 900))
    pygame.event.clear()
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=(1600, 900), w=1600, h=900))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    app.run()
    assert load_settings(tmp_path).window == [1600, 900]
    again = App(tmp_path)
    assert again.size == (1600, 900)
    again.close()


@pytest.mark.parametrize("kept", [[1280], [0, 0], ["wide", "high"], 1280, [True, True]])
def test_a_size_that_makes_no_sense_is_as_at_first(tmp_path: Path, kept: object) -> None:
    (tmp_path / NAME).write_text(json.dumps({"window": kept}))
    assert load_settings(tmp_path).window == [1280, 800]
