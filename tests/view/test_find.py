"""Finding places and units, and the small map in the corner."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from sim.view.app import App
from sim.view.find import Finder, folded
from sim.view.screens.watch import Watch

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


def write(app: App, text: str) -> None:
    """Type a text as a keyboard does; what the field tells of it comes over the queue."""
    pygame.event.clear()
    for letter in text:
        code = pygame.key.key_code("space" if letter == " " else letter.lower())
        app.listen([pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=letter),
                    pygame.event.Event(pygame.TEXTINPUT, text=letter)])  # fmt: skip
        app.listen(pygame.event.get())


def enter(app: App) -> None:
    app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="\r")])
    app.listen(pygame.event.get())


@pytest.fixture(params=["/", "ctrl+f"])
def looking(request: pytest.FixtureRequest, app: App, film: Watch, press: Press) -> Watch:
    if request.param == "/":
        press("/", 0, "/")
        app.listen([pygame.event.Event(pygame.TEXTINPUT, text="/")])
    else:
        press("f", pygame.KMOD_CTRL, "f")
    app.advance(33)
    assert film.seeking.box.open
    return film


def finder(film: Watch) -> Finder:
    return Finder(film.scenario, film.map.ground.places, film.scene())


def test_every_spelling_of_every_place_finds_it(film: Watch) -> None:
    find = finder(film)
    for place in film.map.ground.places:
        for spelling in place.names:
            assert place.name in [found.name for found in find.complete(spelling)], spelling


def test_the_beginning_of_any_word_will_do_and_accents_do_not_matter(film: Watch) -> None:
    find = finder(film)
    assert find.complete("buk")[0].name == "Abu Kamal"
    assert find.complete("qaim")[0].name.startswith("al-Qa'im")
    assert find.complete("ABU KAM")[0].name == "Abu Kamal"
    begun = [f" {folded('ha')}" in f" {folded(found.text)}" for found in find.complete("ha") if found.unit < 0]
    assert begun == sorted(begun, reverse=True)
    assert True in begun
    assert folded("al-Qā'im") == "al qa im"
    assert find.complete("zzz") == find.complete("  ") == []


def test_typing_completes_and_enter_goes_there(app: App, looking: Watch) -> None:
    write(app, "tanf")
    assert looking.seeking.box.typed == "tanf"
    found = looking.seeking.box.picked
    assert found is not None
    assert "Tanf" in found.name
    app.draw()
    enter(app)
    assert not looking.seeking.box.open
    assert pygame.Rect(looking.map.spot(found.hex), (1, 1)).colliderect(looking.map.box)
    assert not looking.map.camera.whole


def test_a_unit_is_found_and_chosen(app: App, looking: Watch) -> None:
    unit = looking.scene().stacks[0].units[0]
    name = looking.scenario.forces.names[unit]
    write(app, folded(name))
    while (found := looking.seeking.box.picked) is not None and found.unit != unit:
        app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_DOWN, mod=0, unicode="")])
    enter(app)
    assert looking.chosen is not None
    assert unit in looking.chosen.units


def test_a_line_can_be_clicked_and_esc_closes_without_leaving(
    app: App, looking: Watch, press: Press, click: Click
) -> None:
    write(app, "mari")
    app.draw()
    click(looking.seeking.box.boxes[0].center)
    assert not looking.seeking.box.open
    press("/", 0, "/")
    app.advance(33)
    press("escape")
    assert not looking.seeking.box.open
    assert app.top is looking


def test_the_small_map_is_there_when_only_a_part_is_seen_and_a_click_jumps(
    app: App, film: Watch, click: Click
) -> None:
    assert film.minimap.box.width == 0
    film.map.visit(film.scenario.place("al_tanf"))
    app.draw()
    box = film.minimap.box
    assert film.map.box.contains(box)
    before = (film.map.camera.x, film.map.camera.y)
    chosen = film.chosen
    click((box.right - 12, box.top + 12))
    assert film.map.camera.x > before[0]
    assert film.map.camera.y > before[1]
    assert film.chosen is chosen
    film.map.camera.fit()
    app.draw()
    assert film.minimap.box.width == 0
