"""The map goes where something happens while a film plays, if that is wanted, and else never moves by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest

from sim.view.app import App
from sim.view.following import CLOSE, GLIDE, place_told
from sim.view.opened import opened
from sim.view.screens.opening import taken_over
from sim.view.screens.theatre import IMPULSE_MILLISECONDS, Theatre
from sim.view.screens.watch import Watch

Press = Callable[..., bool]


@pytest.fixture
def following(app: App) -> Iterator[App]:
    app.settings.follow = True
    yield app
    app.set(follow=False, still=False)


def before_something(film: Theatre) -> int:
    """Return the sample before one at which something is told of a place."""
    return next(k for k in range(film.story.samples - 1) if place_told(film.story, k + 1) is not None)


def view(film: Theatre) -> tuple[float, float, float]:
    camera = film.map.camera
    return camera.x, camera.y, camera.scale


def play_on(app: App, film: Theatre, milliseconds: int) -> list[tuple[float, float, float]]:
    """Play for a while, a frame at a time; return where the camera was after each."""
    film.following.stop()
    film.playing, film._waited = True, 0.0
    views = []
    for _ in range(milliseconds // 30):
        app.advance(30)
        views.append(view(film))
    return views


def test_off_it_never_moves_by_itself(app: App, film: Watch) -> None:
    film.map.visit(film.scenario.place("hamdan_airbase"))
    here = view(film)
    assert set(play_on(app, film, 6000)) == {here}


def test_it_goes_there_smoothly(following: App, film: Watch) -> None:
    film.go(before_something(film))
    goal = place_told(film.story, film.sample + 1)
    assert goal is not None
    views = play_on(following, film, IMPULSE_MILLISECONDS + GLIDE // 2)
    film.playing = False
    assert len(set(views)) > 3
    film.playing = True
    while film.following._way is not None and film.following._way.goal == goal:
        following.advance(15)
    scale = film.map.camera.scale
    assert scale == pytest.approx(CLOSE * film.map.camera.least)
    assert film.map.box.collidepoint(film.map.spot(goal))


def test_where_nothing_shall_move_it_is_there_at_once(following: App, film: Watch) -> None:
    following.set(still=True)
    film.go(before_something(film))
    goal = place_told(film.story, film.sample + 1)
    assert goal is not None
    here = view(film)
    views = play_on(following, film, IMPULSE_MILLISECONDS + 60)
    assert views[0] == here
    assert len(set(views)) == 2
    assert film.map.box.collidepoint(film.map.spot(goal))


def test_a_place_before_ones_eyes_is_not_gone_to(following: App, film: Watch) -> None:
    film.go(before_something(film))
    goal = place_told(film.story, film.sample + 1)
    assert goal is not None
    film.map.visit(goal)
    here = view(film)
    assert set(play_on(following, film, IMPULSE_MILLISECONDS + 60)) == {here}


def test_who_takes_the_map_himself_has_it(following: App, film: Watch) -> None:
    film.go(before_something(film))
    play_on(following, film, IMPULSE_MILLISECONDS + 60)
    assert film.following._way is not None
    following.listen([pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=film.map.box.center)])
    here = view(film)
    following.advance(15)
    assert view(film) == here
    following.listen([pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=film.map.box.center)])


def test_paused_it_stays(following: App, film: Watch, press: Press) -> None:
    film.go(before_something(film))
    play_on(following, film, IMPULSE_MILLISECONDS + 60)
    press("space", 0, " ")
    here = view(film)
    for _ in range(20):
        following.advance(30)
    press("right")
    following.advance(30)
    assert view(film) == here


def test_it_never_goes_anywhere_while_one_plans(following: App) -> None:
    table = taken_over(following, opened("day-of-wrath"), 283, "isil", "history", 6)
    following.show(table)
    here = view(table)
    for _ in range(30):
        following.advance(30)
    assert view(table) == here
    table.resolve(sure=True)
    table.go(before_something(table))
    assert len(set(play_on(following, table, IMPULSE_MILLISECONDS + GLIDE))) > 3  # the film of the turn
