"""The film in the window, driven as a person drives it: keys, clicks, the wheel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from sim.cli.entry import main
from sim.view.camera import Camera
from sim.view.window import IMPULSE_MILLISECONDS, Window

Press = Callable[..., bool]


def click(window: Window, pixel: tuple[int, int]) -> None:
    window.listen([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=pixel),
    ])  # fmt: skip


def test_space_plays_and_pauses(window: Window, press: Press) -> None:
    press(pygame.K_SPACE)
    window.advance(3 * IMPULSE_MILLISECONDS)
    assert (window.playing, window.sample) == (True, 3)
    press(pygame.K_SPACE)
    window.advance(3 * IMPULSE_MILLISECONDS)
    assert (window.playing, window.sample) == (False, 3)


def test_the_film_stops_at_its_end_and_begins_anew(window: Window, press: Press) -> None:
    press(pygame.K_END)
    press(pygame.K_SPACE)
    assert window.sample == 0
    window.advance(1000 * IMPULSE_MILLISECONDS)
    assert (window.playing, window.sample) == (False, window.film.samples - 1)


def test_arrows_step_both_ways_by_impulse_and_day(window: Window, press: Press) -> None:
    press(pygame.K_RIGHT)
    assert window.sample == 1
    press(pygame.K_RIGHT, pygame.KMOD_SHIFT)
    assert window.film.time(window.sample) - window.film.time(1) == np.timedelta64(1, "D").astype(object)
    press(pygame.K_LEFT)
    press(pygame.K_HOME)
    press(pygame.K_LEFT)
    assert window.sample == 0


def test_the_timeline_scrubs_to_any_moment_and_back(window: Window) -> None:
    strip = window.timeline.strip
    click(window, (strip.right - 20, strip.centery))
    assert window.sample == window.film.samples - 1
    click(window, (strip.centerx, strip.centery))
    assert abs(window.sample - window.film.samples // 2) <= 1
    before = pygame.image.tobytes(window.screen, "RGB")
    window.go(3)
    window.draw()
    first = pygame.image.tobytes(window.screen, "RGB")
    window.go(20)
    window.draw()
    window.go(3)
    window.draw()
    assert pygame.image.tobytes(window.screen, "RGB") == first != before


def test_the_wheel_keeps_what_lies_under_the_pointer(window: Window) -> None:
    camera, pixel = window.camera, (300, 400)
    camera.centre(*window.ground.centres[window.scenario.place("abu_kamal")].tolist(), 4 * camera.least)
    under = camera.on_map(pixel)
    camera.zoom(2, pixel)
    assert camera.on_map(pixel) == pytest.approx(under, abs=1)
    camera.zoom(-50, pixel)
    assert camera.scale == camera.least


def test_the_map_is_dragged_and_comes_home(window: Window, press: Press) -> None:
    camera = window.camera
    press(pygame.K_PLUS, 0, "+")
    x = camera.x
    window.listen([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(400, 400)),
        pygame.event.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0), pos=(360, 400), rel=(-40, 0)),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=(360, 400)),
    ])  # fmt: skip
    assert camera.x > x
    press(pygame.K_0)
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


def test_a_counter_opens_its_stack(window: Window) -> None:
    box, stack = window._cards[-1]
    click(window, box.center)
    assert window.chosen == stack
    window.draw()
    click(window, (5, 5))
    assert window.chosen is None


def test_what_is_told_names_its_source_and_leads_to_its_place(window: Window, press: Press) -> None:
    press(pygame.K_END)
    window.draw()
    told = window.film.told(window.sample)
    assert any(entry.cites for entry in told)
    box, entry = next((box, entry) for box, entry in window.panel._shown if entry.places)
    click(window, (box.centerx, box.top + 3))
    assert window.camera.scale > window.camera.least
    place = window.ground.centres[window.scenario.map.place_hex[entry.places[0]]]
    across, down = window.camera.on_screen(place).tolist()
    assert 0 <= across <= window.pane.width
    assert 0 <= down <= window.pane.height


def test_a_tick_of_the_timeline_is_cited(window: Window) -> None:
    mark = window.film.marks[0]
    pixel = (round(window.timeline._across(mark.sample)), window.timeline.strip.top + 12)
    assert window.timeline.mark_at(pixel) is not None
    assert {mark.confidence for mark in window.film.marks} <= {"firm", "probable", "contested"}


def test_help_lies_over_the_window_and_escape_leaves(window: Window, press: Press) -> None:
    assert press(pygame.K_F1)
    assert window.help
    window.draw()
    assert press(pygame.K_ESCAPE)
    assert not window.help
    assert not press(pygame.K_ESCAPE)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_every_part_has_its_place_at_every_size(window: Window, size: tuple[int, int]) -> None:
    pygame.display.set_mode(size)
    window.draw()
    assert window.pane.width + window.panel.column.width == size[0]
    assert window.pane.height + window.timeline.strip.height == size[1]
    pygame.display.set_mode((1280, 800))
    window.draw()


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
