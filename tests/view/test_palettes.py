"""What every palette keeps, measured: nobody has to tell two colours apart that he cannot see.

Colour-blindness is simulated as by Machado, Oliveira and Fernandes (2009) at full severity, in linear light;
differences are distances in CIELAB (D65), contrasts those of WCAG 2.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from sim.scenario.compile import load
from sim.scenario.load import available
from sim.view.look import Look
from sim.view.palettes import PALETTES, VEIL_SHARE, Palette
from sim.view.patterns import CLASSES, SIDES, SPARE, patch
from sim.view.wash import ROUGH

Floats = NDArray[np.float64]
APART = 10.0
"""Least distance in CIELAB, for every kind of eye and in grey; about four times what is just noticed."""
READ, SEEN = 4.5, 3.0
LIGHT = np.array([0.2126, 0.7152, 0.0722])
EYES = {
    "all colours": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
    "grey": np.tile(LIGHT, (3, 1)),
}  # fmt: skip
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def rgb(colour: str) -> Floats:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def linear(colour: Floats) -> Floats:
    found: Floats = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return found


def contrast(one: Floats, other: Floats) -> float:
    dark, light = sorted((float(linear(one) @ LIGHT), float(linear(other) @ LIGHT)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Floats, eye: Floats) -> Floats:
    t = XYZ @ np.clip(eye @ linear(colour), 0, 1) / (XYZ @ np.ones(3))
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, eye: str) -> float:
    return float(np.linalg.norm(lab(rgb(one), EYES[eye]) - lab(rgb(other), EYES[eye])))


def mixed(below: Floats, above: Floats, share: float) -> Floats:
    return below * (1 - share) + above * share


def grounds(palette: Palette, sides: tuple[str, ...]) -> list[Floats]:
    """Every ground a counter may stand on: at home or abroad, held by nobody or a side, by day or night."""
    night, depth = np.array(palette.night[:3]) / 255, palette.night[3] / 255
    found = []
    for (name, colour), abroad, holder in product(palette.terrain.items(), (False, True), (None, *sides)):
        ground = mixed(rgb(colour), rgb(palette.veil), VEIL_SHARE * abroad)
        if holder is not None:
            tint = Look(palette.id).tint(holder, 0)
            ground = mixed(ground, rgb(palette.sides[holder]), tint.a / 255)
        shade = palette.relief * ROUGH[name] / 255  # hill-shade, where it is darkest and where it is lightest
        for lit in (ground, np.clip(ground - shade, 0, 1), np.clip(ground + shade, 0, 1)):
            found += [lit, mixed(lit, night, depth)]
    return found


every = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


def test_there_are_three() -> None:
    assert len(PALETTES) >= 3


@every
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", available())
def test_any_two_sides_of_a_scenario_differ(palette: Palette, eye: str, name: str) -> None:
    scenario, look = load(name), Look(palette.id)
    rows = list(enumerate(scenario.sides))
    for (i, one), (j, other) in combinations(rows, 2):
        assert distance(look.side(one, i), look.side(other, j), eye) >= APART, (one, other)
        assert look.pattern(one, i) != look.pattern(other, j), (one, other)


@every
@pytest.mark.parametrize("eye", EYES)
def test_degrees_of_confidence_and_the_classes_of_an_overlay_differ(palette: Palette, eye: str) -> None:
    assert set(palette.overlays) == set(CLASSES)
    for one, other in combinations(palette.overlays, 2):
        if one.split(".")[0] == other.split(".")[0]:
            assert distance(palette.overlays[one], palette.overlays[other], eye) >= APART, (one, other)
    for one, other in combinations(palette.confidence, 2):
        assert distance(palette.confidence[one], palette.confidence[other], eye) >= APART, (one, other)


def test_no_two_classes_have_the_same_pattern_so_that_overlays_can_be_combined() -> None:
    every = [*CLASSES.values(), *SIDES.values(), *SPARE]
    assert len({pygame.image.tobytes(patch(one, "#000000", (40, 40), 0), "RGBA") for one in every}) == len(every)


@every
def test_text_is_read(palette: Palette) -> None:
    inks = {name: getattr(palette, name) for name in ("text", "faint", "slanted", "accent", "warning")}
    for (name, colour), ground in product(inks.items(), (palette.paper, palette.panel)):
        assert contrast(rgb(colour), rgb(ground)) >= READ, (name, ground)
    for ground in (palette.button, palette.hovered):
        assert contrast(rgb(palette.text), rgb(ground)) >= READ, ground
    for ground in (palette.accent, palette.text, *palette.sides.values(), *palette.spare):
        assert contrast(rgb(palette.paper), rgb(ground)) >= READ, ground


@every
@pytest.mark.parametrize("name", available())
def test_counters_stand_out_from_every_ground(palette: Palette, name: str) -> None:
    sides = load(name).sides
    for side, ground in product(sides, grounds(palette, sides)):
        assert contrast(rgb(palette.sides[side]), ground) >= SEEN, (side, ground)


@every
@pytest.mark.parametrize("name", available())
def test_overlays_stand_out_from_every_ground(palette: Palette, name: str) -> None:
    for (of, colour), ground in product(palette.overlays.items(), grounds(palette, load(name).sides)):
        assert contrast(rgb(colour), ground) >= SEEN, (of, ground)
