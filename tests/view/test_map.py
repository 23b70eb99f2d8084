"""The map of the window: its title, its names, its hints, its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pygame
import pytest

from sim.view.app import App
from sim.view.furniture import FRAME
from sim.view.hexwords import describe
from sim.view.screens.watch import Watch

Press = Callable[..., bool]
SIZES = ((1280, 800), (1920, 1080), (1366, 768))


def point(app: App, pixel: tuple[int, int]) -> None:
    app.listen([pygame.event.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0), pos=pixel, rel=(0, 0))])


def picture(app: App) -> bytes:
    """Return what is seen once everything is drawn for the zoom that is shown."""
    app.draw()
    while isinstance(app.top, Watch) and not (app.top.map.complete and app.top.overlays.complete):
        app.draw()
    return bytes(pygame.image.tobytes(app.target, "RGB"))


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, app: App) -> Iterator[int]:
    app.set(scale=request.param)
    yield request.param
    app.set(scale=100)


@pytest.mark.parametrize("size", SIZES)
def test_title_and_buttons_stand_above_the_frame(app: App, film: Watch, scale: int, size: tuple[int, int]) -> None:
    pygame.display.set_mode(size)
    app.listen([pygame.event.Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])])
    app.draw()
    sheet = film.map.ground.sheet(film.map.camera).inflate(2 * app.look.px(FRAME) + 2, 2 * app.look.px(FRAME) + 2)
    assert max(film.title_box.bottom, film.tools.bottom) <= sheet.top
    assert film.map.box.contains(film.title_box)
    assert film.map.box.contains(film.tools)
    assert not film.title_box.colliderect(film.tools)
    assert film.map.box.contains(sheet)


@pytest.mark.parametrize("zoom", [0, 3, 6, 9])
def test_names_stand_off_counters_and_each_other(app: App, film: Watch, zoom: int) -> None:
    film.map.visit(film.scenario.place("abu_kamal"), close=False)
    film.map.wheel(zoom, film.map.spot(film.scenario.place("abu_kamal")))
    app.draw()
    boxes = [box for box, _ in film.map.names.boxes]
    assert boxes
    for row, box in enumerate(boxes):
        assert box.collidelist([card for card, _ in film.map.cards]) < 0
        assert box.collidelist(boxes[:row]) < 0


def test_names_thin_out_from_afar(app: App, film: Watch, press: Press) -> None:
    far = {place.kind for _, place in film.map.names.boxes}
    film.map.visit(film.scenario.place("abu_kamal"))
    film.map.wheel(4, film.map.spot(film.scenario.place("abu_kamal")))
    app.draw()
    near = {place.kind for _, place in film.map.names.boxes}
    assert "city" in far
    assert not far & {"waypoint", "village", "hamlet"}
    assert near & {"waypoint", "village"}


def test_a_hint_names_the_place_its_ground_its_holder_and_who_stands_there(app: App, film: Watch) -> None:
    h = film.scenario.place("abu_kamal")
    point(app, film.map.spot(h))
    words = "\n".join(text for text, _ in film.hint(film.pointer))
    assert words.startswith("Abu Kamal\nalso al-Bukamal")
    assert "on the Euphrates" in words
    assert "(Syria)" in words
    assert "of 20 blocks: Islamic State of Iraq and the Levant 20" in words
    assert "high confidence" in words
    stack = next(stack for stack in film.scene().stacks if stack.hex == h)
    assert f"{stack.people:,}: {film.scenario.forces.names[stack.units[0]]}" in words


def test_who_points_at_a_name_or_a_counter_means_its_hex(app: App, film: Watch) -> None:
    box, place = next(pair for pair in film.map.names.boxes if pair[1].id == "abu_kamal")
    assert film.map.hex_at(box.center) != film.scenario.place(place.id)
    assert film.hint(box.center)[0] == ("Abu Kamal", "strong")
    card, stack = film.map.cards[-1]
    assert film.map.meant(card.center) == stack.hex


def test_a_hint_says_of_a_scenario_s_own_place_that_it_is_assumed(film: Watch) -> None:
    words = describe(film.opened, film.scene(), film.scenario.place("desert-lair"))
    assert any(text.startswith("position assumed: where the groups") for text, _ in words)


def test_a_hint_is_drawn_within_400_milliseconds_and_not_while_the_map_is_dragged(app: App, film: Watch) -> None:
    pixel = film.map.spot(film.scenario.place("al_tanf"))
    plain = picture(app)
    point(app, pixel)
    app.advance(300)
    hinted = picture(app)
    assert hinted != plain
    film.listen(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel))
    assert picture(app) != hinted
    film.listen(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=pixel))


def test_a_new_zoom_is_drawn_to_the_end_while_time_passes(app: App, film: Watch) -> None:
    film.map.wheel(5, (400, 300))
    app.draw()
    for _ in range(60):
        if not app.top.advance(33):
            break
        app.draw()
    assert film.map.complete
    drawn = picture(app)
    film.map.relook(app.look)
    assert picture(app) == drawn  # drawn at once or bit by bit: the same picture


def test_panning_there_and_back_shows_the_same(app: App, film: Watch) -> None:
    film.map.wheel(5, (400, 300))
    before = picture(app)
    film.map.camera.pan(-200, -120)
    assert picture(app) != before
    film.map.camera.pan(200, 120)
    assert picture(app) == before


def test_blocks_of_a_town_change_colour_with_their_holder(app: App, film: Watch) -> None:
    film.map.visit(film.scenario.place("abu_kamal"))
    film.map.wheel(5, film.map.spot(film.scenario.place("abu_kamal")))
    scene = film.scene()
    assert scene.blocks is not None
    picture(app)
    film.map.draw(app.target, scene)
    one = pygame.image.tobytes(app.target, "RGB")
    taken = np.roll(scene.blocks, 1, axis=1)
    film.map.draw(app.target, type(scene)(scene.control, scene.stacks, scene.night, taken))
    assert pygame.image.tobytes(app.target, "RGB") != one


def test_no_name_runs_over_the_frame_of_the_sheet(app: App, film: Watch) -> None:
    for _ in range(3):
        app.draw()
        sheet = film.map.ground.sheet(film.map.camera)
        inside = [box for box, _ in film.map.names.boxes if sheet.contains(box)]
        beyond = [box for box, _ in film.map.names.boxes if not sheet.inflate(2, 2).colliderect(box)]
        assert len(inside) + len(beyond) == len(film.map.names.boxes) > 0
        film.map.wheel(1, film.map.box.center)
