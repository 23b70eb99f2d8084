"""The tutorial watches what a person does over the real screens, and every step can be left out."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from sim.view.app import App
from sim.view.screens.help import Help
from sim.view.screens.menu import Menu
from sim.view.screens.table import Table
from sim.view.screens.tutorial import FILM_STEPS, TABLE_STEPS, Strip, begin
from sim.view.screens.watch import Watch
from tests.view.conftest import arrive

Press = Callable[..., bool]


@pytest.fixture
def strip(app: App, film: Watch, monkeypatch: pytest.MonkeyPatch) -> Strip:
    """Return the strip over the film of the raid, with the steps of the film."""
    found = Strip(app, FILM_STEPS)
    app.over = found
    app.advance(33)
    app.draw()
    return found


@pytest.fixture(autouse=True)
def without_strip(app: App) -> object:
    """Take the strip away after each test."""
    yield None
    app.over = None


def look(app: App) -> None:
    app.advance(33)
    app.draw()


def test_it_is_walked_by_keyboard_alone(app: App, strip: Strip, press: Press) -> None:
    look(app)
    assert strip.at == 0
    press("space")
    look(app)
    assert strip.at == 1
    press("right")
    look(app)
    assert strip.at == 1  # the film still plays: nobody stopped and stepped
    press("space")
    look(app)
    press("right")
    look(app)
    assert strip.at == 2
    press("+", 0, "+")
    look(app)
    assert strip.step is None
    press("f2")
    assert app.over is None


def test_it_is_walked_by_mouse_alone(
    app: App, film: Watch, strip: Strip, click: Callable[[tuple[int, int]], None]
) -> None:
    for words in ("Play", "Pause", "▶"):
        click(film.form.boxes[film.form.words.index(words)].center)
        app.listen(pygame.event.get())
        look(app)
    assert strip.at == 2
    box = next(box for box, _ in film.map.cards if not box.colliderect(strip.box))
    click(box.center)
    look(app)
    assert strip.step is None


def test_a_step_can_be_left_out_and_the_whole_left(app: App, strip: Strip, press: Press) -> None:
    press("f2")
    assert strip.at == 1
    assert strip.form is not None
    look(app)
    strip.form.press("Skip this step")
    assert strip.at == 2
    press("f2", pygame.KMOD_SHIFT)
    assert app.over is None


def test_a_click_on_the_strip_is_not_one_on_the_map(
    app: App, film: Watch, strip: Strip, click: Callable[[tuple[int, int]], None]
) -> None:
    film.chosen = film.map.cards[0][1]
    click((strip.box.left + 4, strip.box.top + 4))
    assert film.chosen is not None
    film.chosen = None


def test_each_step_names_a_key_and_a_button_and_there_are_six(app: App, strip: Strip) -> None:
    steps = (*FILM_STEPS, *TABLE_STEPS)
    assert len(steps) == 6
    for step in steps:
        told = strip.told(step.text)
        assert "{" not in told
        assert told != step.text  # a key is in it
        assert any(word in told for word in ("button", "click", "wheel"))


def test_a_changed_key_is_named(app: App, strip: Strip) -> None:
    app.keys.change("play", "p")
    assert "Press P" in strip.told(FILM_STEPS[0].text)
    app.keys.changed.clear()


def test_it_hides_over_the_help_and_hears_nothing_there(app: App, strip: Strip, press: Press) -> None:
    press("f1")
    assert isinstance(app.top, Help)
    app.draw()
    before = pygame.image.tobytes(app.target, "RGB")
    app.over = None
    app.draw()
    assert pygame.image.tobytes(app.target, "RGB") == before


def test_it_ends_when_the_film_is_left(desk: App) -> None:
    desk.show(Menu(desk))
    begin(desk)
    arrive(desk)
    assert isinstance(desk.over, Strip)
    desk.home()
    desk.advance(33)
    assert desk.over is None


def test_the_last_steps_are_taken_at_the_table(app: App, film: Watch, press: Press) -> None:
    strip = app.over = Strip(app, (*FILM_STEPS[:1], *TABLE_STEPS))
    strip.go_on()
    table = app.top
    assert isinstance(table, Table)
    assert (table.game.turn, table.scenario.sides[table.game.side]) == (0, "opposition")
    press("]", 0, "]")
    app.advance(33)
    assert strip.at == 2
    press("h", 0, "h")
    app.advance(33)
    assert strip.at == 3
    press("return", pygame.KMOD_CTRL)
    app.advance(33)
    assert strip.step is None
    app.over = None
    app.back()


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1366, 768), 200)])
def test_it_stays_in_the_window(app: App, strip: Strip, size: tuple[int, int], scale: int) -> None:
    pygame.display.set_mode(size)
    app.target = pygame.display.get_surface()
    app.set(scale=scale)
    look(app)
    assert app.target.get_rect().contains(strip.box)
    assert strip.form is not None
    assert all(strip.box.contains(box) for box in strip.form.boxes)
    app.set(scale=100)
