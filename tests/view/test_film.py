"""The film in the window, driven as a person drives it: keys, clicks, the wheel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pygame
import pytest

from sim.cli.entry import main
from sim.view.app import App
from sim.view.camera import Camera
from sim.view.fights import KINDS, beside, fights_at
from sim.view.screens.help import Help
from sim.view.screens.theatre import IMPULSE_MILLISECONDS
from sim.view.screens.watch import Watch
from tests.view.conftest import settle

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


def test_space_plays_and_pauses(app: App, film: Watch, press: Press) -> None:
    press("space")
    app.advance(3 * IMPULSE_MILLISECONDS)
    assert (film.playing, film.sample) == (True, 3)
    press("space")
    app.advance(3 * IMPULSE_MILLISECONDS)
    assert (film.playing, film.sample) == (False, 3)


def test_it_plays_as_fast_as_is_asked(app: App, film: Watch, press: Press) -> None:
    press(".", 0, ".")
    press(".", 0, ".")
    press("space")
    app.advance(IMPULSE_MILLISECONDS)
    assert (film.speed, film.sample) == (4.0, 4)


def test_the_film_stops_at_its_end_and_begins_anew(app: App, film: Watch, press: Press) -> None:
    press("end")
    press("space")
    assert film.sample == 0
    app.advance(1000 * IMPULSE_MILLISECONDS)
    assert (film.playing, film.sample) == (False, film.story.samples - 1)


def test_arrows_step_both_ways_by_impulse_day_and_event(film: Watch, press: Press) -> None:
    press("right")
    assert film.sample == 1
    press("right", pygame.KMOD_SHIFT)
    assert film.story.time(film.sample) - film.story.time(1) == timedelta(days=1)
    press("left")
    press("home", pygame.KMOD_CTRL)
    press("left")
    assert film.sample == 0
    press("e", 0, "e")
    assert film.sample == min(mark.told for mark in film.story.marks)
    assert any(entry.cites for entry in film.story.told(film.sample))


def test_the_timeline_scrubs_to_any_moment_and_back(app: App, film: Watch, click: Click) -> None:
    strip = film.timeline.strip
    click((strip.right - 20, strip.centery))
    assert film.sample == film.story.samples - 1
    click((strip.centerx, strip.centery))
    assert abs(film.sample - film.story.samples // 2) <= 1
    before = pygame.image.tobytes(app.target, "RGB")
    film.pointer = (-1, -1)
    pictures = []
    for sample in (3, 20, 3):
        film.go(sample)
        settle(app)
        pictures.append(pygame.image.tobytes(app.target, "RGB"))
    assert pictures[0] == pictures[2] != before


def test_the_wheel_keeps_what_lies_under_the_pointer(film: Watch) -> None:
    camera, pixel = film.map.camera, (300, 400)
    camera.centre(*film.map.ground.centres[film.scenario.place("abu_kamal")].tolist(), 4 * camera.least)
    under = camera.on_map(pixel)
    camera.zoom(2, pixel)
    assert camera.on_map(pixel) == pytest.approx(under, abs=1)
    camera.zoom(-50, pixel)
    assert camera.scale == camera.least


def test_the_map_is_dragged_and_comes_home(app: App, film: Watch, press: Press) -> None:
    camera = film.map.camera
    press("+", 0, "+")
    x = camera.x
    app.listen([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(400, 400)),
        pygame.event.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0), pos=(360, 400), rel=(-40, 0)),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=(360, 400)),
    ])  # fmt: skip
    assert camera.x > x
    press("home")
    assert camera.scale == camera.least


def test_a_camera_never_loses_the_map() -> None:
    camera = Camera((0.0, 0.0, 100_000.0, 60_000.0), (800, 600))
    for k in range(60):
        camera.pan(911.0 * (-1) ** k, 577.0)
        camera.zoom(1 if k % 3 else -2, (100.0 * (k % 7), 50.0 * (k % 5)))
        left, top = camera.on_screen(np.array([0.0, 60_000.0])).tolist()
        right, low = camera.on_screen(np.array([100_000.0, 0.0])).tolist()
        assert left < 400 < right
        assert top < 300 < low


def test_a_counter_opens_its_stack(app: App, film: Watch, click: Click) -> None:
    box, stack = film.map.cards[-1]
    click(box.center)
    assert film.chosen == stack
    app.draw()
    click((5, 60))
    assert film.chosen is None


def test_what_is_told_names_its_source_and_leads_to_its_place(
    app: App, film: Watch, click: Click
) -> None:
    moment = next(
        sample for sample in range(film.story.samples)
        if (told := film.story.told(sample)) and told[-1].cites and set(told[-1].places) & set(film.scenario.places)
    )  # fmt: skip
    film.go(moment)
    app.draw()
    told = film._told[0]
    place = next(name for name in told.entry.places if name in film.scenario.places)
    click((told.box.centerx, told.box.top + 3))
    assert film.map.camera.scale > film.map.camera.least
    across, down = film.map.spot(film.scenario.place(place))
    assert film.map.box.collidepoint(across, down)


def test_nothing_is_told_before_it_is_over(film: Watch) -> None:
    for sample in range(film.story.samples):
        now = film.story.time(sample)
        assert all(entry.until <= now for entry in film.story.told(sample))
    entries = [entry for entry in film.film.entries if entry.shown and entry.kind != "orders"]
    days = {entry.time.date() for entry in entries}
    told = {entry.text for sample in range(film.story.samples) for entry in film.story.told(sample)}
    assert told == {entry.text for entry in entries}
    assert len(days) == 2


def test_a_tick_of_the_timeline_is_cited(film: Watch) -> None:
    mark = film.story.marks[0]
    pixel = (round(film.timeline.across(mark.sample)), film.timeline.strip.top + 12)
    assert film.timeline.mark_at(pixel) is not None
    assert {mark.confidence for mark in film.story.marks} <= {"firm", "probable", "contested"}


def test_help_lies_over_the_window_and_escape_leaves(app: App, film: Watch, press: Press) -> None:
    assert press("f1")
    assert isinstance(app.top, Help)
    app.draw()
    assert press("escape")
    assert app.top is film
    kept = list(app.screens)
    assert not press("escape")
    app.screens = kept


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_every_part_has_its_place_at_every_size(app: App, film: Watch, size: tuple[int, int]) -> None:
    pygame.display.set_mode(size)
    app.listen([pygame.event.Event(pygame.WINDOWSIZECHANGED, x=size[0], y=size[1])])
    app.draw()
    assert film.map.box.width + film.column.width == size[0]
    assert film.map.box.height + film.bar.height + film.timeline.strip.height == size[1]


@pytest.mark.parametrize("screen", [False, True], ids=["none", "one that does not answer"])
def test_without_a_display_one_line_says_what_to_do(
    screen: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if screen:
        monkeypatch.setenv("DISPLAY", ":77")
    else:
        monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(pygame.display, "init", lambda: None)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "offscreen")
    monkeypatch.setattr(pygame.display, "quit", lambda: None)
    assert main(["watch", "day-of-wrath"]) == 2
    complaint = capsys.readouterr().err
    assert "abukamal replay day-of-wrath" in complaint
    assert complaint.count("\n") == 1


def test_a_fight_is_marked_in_its_place_while_it_lasts(app: App, film: Watch) -> None:
    story = film.story
    signs = {sample: fights_at(story.entries, story.time(sample)) for sample in range(story.samples)}
    fought = [entry for entry in story.entries if entry.kind in KINDS and entry.places]
    assert fought
    for entry in fought:
        during = [sample for sample in signs if entry.time < story.time(sample) <= entry.until]
        assert during
        assert all(any(place == entry.places[0] for place, _ in signs[sample]) for sample in during)
        assert (entry.places[0], entry.amount) in signs[during[-1]]
    assert signs[0] == []


def test_the_sign_of_a_fight_covers_no_counter_where_there_is_room(film: Watch) -> None:
    box = pygame.Rect(0, 0, 16, 16)
    for card, stack in film.map.cards:
        found = beside(film.map, stack.hex, box)
        assert not found.colliderect(card.move(film.map.box.topleft))
        assert found.size == box.size
    empty = next(h for h in range(film.scenario.map.grid.count) if h not in {one.hex for _, one in film.map.cards})
    assert beside(film.map, empty, box).centerx == pytest.approx(film.map.spot(empty)[0], abs=12)


def test_the_sign_of_a_fight_gives_way_to_the_counters_around_it(film: Watch) -> None:
    (card, stack), other = film.map.cards[0], film.map.cards[1][1]
    film.map.cards = [(card, stack), (card.move(0, -card.height), other), (card.move(-card.width, 0), other)]
    found = beside(film.map, stack.hex, pygame.Rect(0, 0, 16, 16))
    assert found.move(-film.map.box.left, -film.map.box.top).collidelist([box for box, _ in film.map.cards]) < 0
