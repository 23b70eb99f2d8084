"""Every key does one thing, and can be another."""

from __future__ import annotations

from collections import Counter

import pygame
import pytest

from sim.view.app import App
from sim.view.keys import ACTIONS, Keys
from sim.view.look import PALETTES
from sim.view.screens.options import Options
from sim.view.screens.watch import Watch


def test_no_two_actions_have_one_key() -> None:
    assert [key for key, count in Counter(key for one in ACTIONS for key in one.keys).items() if count > 1] == []


def test_every_key_has_a_name_for_people_and_words() -> None:
    for one in ACTIONS:
        assert all(Keys().all_shown(one.id))
        assert one.words
        assert one.group in ("everywhere", "map", "film", "table")


def test_a_key_that_is_taken_is_refused_in_words() -> None:
    keys = Keys()
    assert "taken" in keys.change("undo", "f1")
    assert keys.of("undo") == ("ctrl+z",)
    assert keys.change("undo", "u") == ""
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_u, mod=0, unicode="u")
    assert keys.action(event) == "undo"


def test_a_key_is_changed_in_the_options_and_stays_so(app: App, film: Watch, press) -> None:  # type: ignore[no-untyped-def]
    press("f10")
    options = app.top
    assert isinstance(options, Options)
    options.form.press("Keys")
    options._wait("play")
    press("p", 0, "p")
    app.draw()
    press("escape")
    press("p", 0, "p")
    assert film.playing
    press("space", 0, " ")
    assert film.playing
    app.keys = Keys()
    app.set()


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_a_palette_changes_every_screen(app: App, film: Watch, name: str) -> None:
    app.set(palette=name)
    app.draw()
    assert app.target.get_at((film.column.left + 4, film.column.top + 4)) == pygame.Color(app.look.palette.paper)
    app.set(palette="printed")
