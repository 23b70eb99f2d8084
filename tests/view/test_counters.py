"""Counters: a picture for every unit type, sides told apart without colour, stacks that open into their units."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pygame
import pytest

from sim.base.content import content_root
from sim.base.document import read_document, validate
from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.schema_ruleset import RulesetSheet
from sim.state.kinds import Posture
from sim.view.camera import Camera
from sim.view.cards import FAR, MIDDLE, NEAR, SIZES, Face, picture
from sim.view.counters import (
    FARTHEST,
    SEAM,
    Counter,
    Stack,
    apart,
    detail_at,
    draw,
    fanned,
    muster,
    spread,
    stacks,
    top,
)
from sim.view.look import Look
from sim.view.marks import PATTERNS, patterns_of
from sim.view.screens.watch import Watch
from sim.view.story import shown
from sim.view.symbols import UNKNOWN, inked, symbol_file, symbol_of, symbol_sheet, tall_of

INK = "#3a332a"


@pytest.fixture(scope="module", autouse=True)
def _type() -> None:
    """Make type ready, as the window does when it opens."""
    pygame.font.init()


def unit_types() -> set[str]:
    """Return the unit types of the shipped rulesets and scenarios."""
    rulesets = sorted((content_root() / "scenarios" / "rulesets").glob("*.yaml"))
    ruled = {kind for path in rulesets for kind in validate(read_document(path), RulesetSheet).unit_types}
    return ruled | {kind for name in available() for kind in load(name).forces.kinds}


class Grey(Look):
    """One grey for everybody, as a person without colour may see two inks."""

    def side(self, name: str, row: int) -> str:
        return "#666666"


def pixels(surface: pygame.Surface) -> np.ndarray:
    return np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8).reshape(*surface.get_size()[::-1], 4)


def unlike(one: pygame.Surface, other: pygame.Surface) -> float:
    """Return the share of pixels in which two pictures of a size differ clearly in brightness or cover."""
    apart = np.abs(pixels(one).astype(int) - pixels(other)).max(axis=2)
    return float((apart > 60).mean())


def face(detail: int, **shown: object) -> Face:
    plain = Face(detail, SIZES[detail], "#b0413e", "#fbf7ec", INK, "plain", "infantry-battalion", "412")
    return replace(plain, **shown)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ symbols


@pytest.mark.parametrize("kind", sorted(unit_types()))
@pytest.mark.parametrize("wide", [24, 64])
def test_every_unit_type_has_a_symbol_that_is_seen_small_and_large(kind: str, wide: int) -> None:
    symbol = symbol_of(kind)
    assert symbol != UNKNOWN
    assert symbol_file(symbol).is_file()
    drawn = pixels(inked(symbol, wide, INK))
    cover = (drawn[..., 3] > 128).mean()
    assert drawn.shape[:2] == (tall_of(wide), wide)
    assert 0.05 < cover < 0.6
    assert tuple(drawn[drawn[..., 3] == 255][0][:3]) == tuple(pygame.Color(INK))[:3]


@pytest.mark.parametrize("wide", [24, 64])
def test_no_two_unit_types_look_alike(wide: int) -> None:
    drawn = {kind: inked(symbol_of(kind), wide, INK) for kind in sorted(unit_types())}
    same = [(one, other) for one, other in combinations(drawn, 2) if unlike(drawn[one], drawn[other]) < 0.005]
    assert same == []


def test_the_list_names_every_drawing_and_no_other() -> None:
    sheet = symbol_sheet()
    assert set(sheet.units) == unit_types()
    assert set(sheet.aircraft) == {"strike", "bomber", "helicopter"}
    shipped = {path.stem for path in symbol_file(UNKNOWN).parent.glob("*.svg")}
    assert {*sheet.units.values(), *sheet.aircraft.values(), UNKNOWN} == shipped
    assert symbol_of("camel-corps") == UNKNOWN
    assert symbol_of("helicopter", "aircraft") == "helicopters"


def test_drawings_are_black_and_have_no_lettering_and_share_a_box() -> None:
    for path in sorted(symbol_file(UNKNOWN).parent.glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert "<text" not in text, path.name
        assert 'viewBox="-28 -28 256 256"' in text, path.name
        assert "M25,50 l150,0 0,100 -150,0 z" in text, path.name
        assert "#" not in text, path.name


def test_the_notice_of_the_drawings_is_shipped() -> None:
    notice = symbol_file(UNKNOWN).with_name("LICENSE-milsymbol.txt").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "Beckman" in notice


# ------------------------------------------------------------------------------------------------ sides


@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize("detail", [FAR, MIDDLE, NEAR])
def test_sides_are_told_apart_in_grey(name: str, detail: int) -> None:
    patterns = patterns_of(load(name).sides)
    assert len(set(patterns)) == len(patterns)
    cards = [picture(face(detail, pattern=one, ground="#666666")) for one in patterns]
    for one, other in combinations(cards, 2):
        assert unlike(one, other) > 0.015  # a fifth of the band


def test_sides_that_nobody_listed_have_patterns_of_their_own() -> None:
    patterns = patterns_of(("isil", "blue", "red", "green", "government"))
    assert len(set(patterns)) == 5
    assert patterns_of(tuple("abcdefghij"))[9] in PATTERNS


# ------------------------------------------------------------------------------------------------ cards


@pytest.mark.parametrize("shown", [
    {"want": "hungry"}, {"want": "cut"}, {"units": 4, "below": 2}, {"unsure": True}, {"chosen": True},
    {"cohesion": 5}, {"posture": Posture.ASSAULT}, {"posture": Posture.DEFEND}, {"age": "6h"}, {"number": "?"},
], ids=str)  # fmt: skip
def test_what_is_known_is_seen_near(shown: dict[str, object]) -> None:
    assert unlike(picture(face(NEAR)), picture(face(NEAR, **shown))) > 0.001


def test_every_posture_has_a_sign_of_its_own() -> None:
    signs = [picture(face(NEAR, posture=posture)) for posture in Posture]
    signs += [picture(face(NEAR, posture=Posture.DEFEND, dug=1)), picture(face(NEAR))]
    assert min(unlike(one, other) for one, other in combinations(signs, 2)) > 0.001


def test_a_picture_is_drawn_once() -> None:
    assert picture(face(NEAR, number="77")) is picture(face(NEAR, number="77"))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_detail_grows_with_the_zoom_and_cards_with_the_scale(scale: float) -> None:
    camera = Camera((0.0, 0.0, 300_000.0, 300_000.0), (900, 700))
    seen = []
    for camera.scale in (0.004 * scale, 0.014 * scale, 0.05 * scale):
        seen.append(detail_at(camera, scale))
    assert [detail for detail, _ in seen] == [FAR, MIDDLE, NEAR]
    assert seen[0][1] == tuple(round(side * scale) for side in SIZES[FAR])


# ------------------------------------------------------------------------------------------------ stacks


def some(**known: object) -> list[Counter]:
    columns = {name: np.array(column) for name, column in known.items()}
    kinds = ("elite-infantry", "militia-infantry", "garrison", "isil-line", "cell", "garrison")
    position, fit, side = [3, 3, -1, 7, 3, 9], [200, 100, 50, 80, 0, 60], [0, 0, 0, 1, 0, 0]
    return muster(np.array(position), np.array(fit), np.array(side), kinds, 9, **columns)


def test_who_is_off_the_map_or_has_nobody_fit_has_no_counter() -> None:
    assert [one.unit for one in some()] == [0, 1, 3]
    found = stacks(some())
    assert [(one.hex, one.side, one.units, one.people) for one in found] == [(3, 0, (0, 1), 300), (7, 1, (3,), 80)]


def test_a_stack_is_shown_by_its_strongest_unit_and_the_sum() -> None:
    cohesion, hungry = [900, 300, 0, 500, 0, 0], [False, True, True, False, True, False]
    shown = top(stacks(some(cohesion=cohesion, hungry=hungry))[0])
    assert (shown.symbol, shown.people, shown.cohesion) == (symbol_of("elite-infantry"), 300, 700)
    assert (shown.hungry, shown.cut) == (True, False)


def test_of_an_enemy_the_report_is_shown_and_its_age_but_not_his_spirit() -> None:
    known = some(cohesion=[900, 300, 0, 500, 0, 0], posture=[4, 1, -1, 3, -1, -1], age=[0, 0, 0, 12, 0, -1],
                 hungry=[True] * 6, own=[True, True, True, False, True, True])
    assert [(one.age_hours, one.cohesion) for one in known] == [(None, 900), (None, 300), (12, None)]
    assert some(own=[False] * 6, age=[0] * 6)[0].age_hours == 0
    assert some(own=[False] * 6)[0].age_hours == 0
    assert [one.hungry for one in known] == [True, True, False]
    assert [one.posture for one in known] == [Posture.DEFEND, Posture.MARCH, Posture.ASSAULT]
    nobody = top(Stack(7, 1, (3,), 0, (replace(known[2], people=None, symbol=UNKNOWN),)))
    assert (nobody.people, nobody.cohesion) == (None, None)


def test_every_stack_can_be_clicked_at_every_zoom(film: Watch) -> None:
    camera, ground = film.map.camera, film.map.ground
    centre = ground.centres[film.scenario.place("abu_kamal")].tolist()
    for magnified in (1, 2.5, 6):
        camera.fit()
        camera.centre(*centre, magnified * camera.least)
        for sample in range(0, film.story.samples, 6):
            shown = list(film.story.scene(sample).stacks)
            pane = pygame.Surface(film.map.box.size)
            placed = draw(pane, camera, ground.centres, shown, film.scenario.sides, None, film.look)
            for box, stack in placed:
                middle = box.clip(pane.get_rect()).center
                hit = next(one for under, one in reversed(placed) if under.collidepoint(middle))
                assert hit == stack or box.clip(pane.get_rect()).size != box.size


def test_the_film_marks_who_is_hungry_and_who_is_spent(film: Watch) -> None:
    state = film.film._states[0].copy()
    state.stock[0, ::3], state.cohesion[0, ::2] = 0, 250
    counters = [one for stack in shown(film.scenario, state) for one in stack.counters]
    assert {one.unit: one.hungry for one in counters} == {one.unit: one.unit % 3 == 0 for one in counters}
    assert all((one.cohesion == 250) == (one.unit % 2 == 0) for one in counters)


def test_cards_on_one_spot_go_apart_and_not_far() -> None:
    size = (40, 37)
    spots = ((100, 100), (100, 100), (110, 104), (400, 300))
    moved = apart(spots, size)
    boxes = [pygame.Rect(x, y, *size) for x, y in moved]
    assert all(not one.colliderect(other) for one, other in combinations(boxes, 2))
    assert moved[3] == pytest.approx(spots[3], abs=1)
    assert apart((), size) == ()
    crowd = np.array(apart(((100, 100),) * 30, size))
    assert np.abs(crowd - 100).max() <= FARTHEST * (40 + SEAM)


# ------------------------------------------------------------------------------------------------ spread


@pytest.mark.parametrize("count", [1, 2, 5, 8, 16])
@pytest.mark.parametrize("middle", [(450, 350), (0, 0), (899, 699), (2000, -50)])
@pytest.mark.parametrize("pane", [(900, 700), (380, 330)])
def test_a_spread_stack_gives_each_unit_its_place(
    count: int, middle: tuple[int, int], pane: tuple[int, int]
) -> None:
    room = pygame.Rect((0, 0), pane)
    boxes = fanned(count, middle, room, SIZES[NEAR], 8)
    assert len(boxes) == count
    assert all(room.contains(box) for box in boxes)
    area = SIZES[NEAR][0] * SIZES[NEAR][1]
    for one, other in combinations(boxes, 2):
        over = one.clip(other)
        assert over.width * over.height <= 0.3 * area


@pytest.mark.parametrize("look", [Grey(), Grey(scale=200)], ids=["ordinary", "large"])
def test_a_click_on_a_spread_stack_finds_the_unit(film: Watch, look: Grey) -> None:
    pane = pygame.Surface(film.map.box.size)
    stack = max(film.story.scene(0).stacks, key=lambda one: len(one.units))
    assert len(stack.units) > 1
    before = pygame.image.tobytes(pane, "RGB")
    placed = spread(pane, film.map.camera, film.map.ground.centres, stack, film.scenario.sides, look)
    assert pygame.image.tobytes(pane, "RGB") != before
    assert tuple(counter.unit for _, counter in placed) == stack.units
    for box, counter in placed:
        assert [one.unit for under, one in placed if under.collidepoint(box.center)] == [counter.unit]
