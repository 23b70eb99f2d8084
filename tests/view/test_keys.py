"""Every key does one thing, and can be another."""

from __future__ import annotations

from collections import Counter

import i18n
import pygame
import pytest

from sim.view.app import App
from sim.view.form import Form
from sim.view.keys import ACTIONS, Keys
from sim.view.look import PALETTES, Look
from sim.view.screens.options import Options
from sim.view.screens.watch import Watch
from tests.view.conftest import settle


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


def test_what_is_drawn_stays_where_the_look_stays_as_it_was(app: App, film: Watch) -> None:
    settle(app)
    made = dict(film.map.ground._tiles._made)
    app.set(sound=app.settings.sound)
    assert made
    assert film.map.ground._tiles._made == made
    app.set(palette="high")
    assert not film.map.ground._tiles._made
    app.set(palette="printed")


def test_a_theme_is_read_once_for_all_forms_of_a_look(app: App) -> None:
    themes = {scale: [Form((800, 600), Look(scale=scale))._ui.ui_theme for _ in range(3)] for scale in (100, 150)}
    for alike in themes.values():
        assert len({id(theme.get_font_dictionary()) for theme in alike}) == 1
        assert len({id(theme.shape_cache) for theme in alike}) == 3  # the pictures of controls go with their form
    assert themes[100][0].get_font_dictionary() is not themes[150][0].get_font_dictionary()
    assert len(i18n.load_path) == len(set(i18n.load_path))
