"""The overlays: what they say agrees with the rules, and nothing is said that a side cannot know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from sim.rules.moment import moment_of
from sim.rules.reach import reach, within
from sim.rules.supply import lines
from sim.state.kinds import Verb
from sim.state.observation import Observation, observe
from sim.view import overlays
from sim.view.app import App
from sim.view.overlays import NAMES, Overlays, read
from sim.view.overlays_read import Reading
from sim.view.screens.watch import Watch

Press = Callable[..., bool]
SAMPLE = 30


@pytest.fixture
def on(film: Watch) -> Iterator[Overlays]:
    """Return the overlays of the film in the middle of the raid, all of them off, and put them off afterwards."""
    film.go(SAMPLE)
    film.viewer = film.viewers[0]
    yield film.overlays
    for name in tuple(film.overlays.on):
        film.overlays.toggle(name)
    film.viewer = film.viewers[0]


def reading(film: Watch, name: str, side: int = 0, unit: int | None = None) -> Reading:
    return read(name, film.opened, film.story.seen(film.sample, side), unit)


def picture(app: App) -> bytes:
    """Return what is seen once everything is drawn for the zoom that is shown."""
    app.draw()
    while isinstance(app.top, Watch) and not (app.top.map.complete and app.top.overlays.complete):
        app.draw()
    return bytes(pygame.image.tobytes(app.target, "RGB"))


def test_a_key_puts_each_overlay_on_and_off_with_its_legend(app: App, film: Watch, on: Overlays, press: Press) -> None:
    film.chosen = next(stack for stack in film.scene().stacks if stack.side == film.viewer)
    plain = picture(app)
    for row, name in enumerate(NAMES, start=1):
        press(str(row), 0, str(row))
        assert on.on == [name]
        assert picture(app) != plain, name
        assert on.legend.width > 0
        press(str(row), 0, str(row))
        assert picture(app) == plain, name
        assert on.legend.width == 0


def test_two_can_be_combined_and_a_third_takes_the_place_of_the_first(app: App, on: Overlays, press: Press) -> None:
    for key in "2", "4":
        press(key, 0, key)
    assert on.on == ["supply", "threat"]
    app.draw()
    assert [one.overlay for one in on.readings] == ["supply", "threat"]
    press("5", 0, "5")
    assert on.on == ["threat", "detection"]


def test_the_other_side_can_be_asked(app: App, film: Watch, on: Overlays, press: Press) -> None:
    press("5", 0, "5")
    mine = picture(app)
    press("v", 0, "v")
    assert film.viewer == film.viewers[1]
    assert picture(app) != mine


def test_hovering_explains_the_hex_in_words(app: App, film: Watch, on: Overlays, press: Press) -> None:
    press("2", 0, "2")
    app.draw()
    seen = film.story.seen(film.sample, film.viewer)
    fed = np.flatnonzero((film.scenario.forces.side == film.viewer) & seen.picture.on_map[0])
    h = int(seen.picture.position[0, fed[0]])
    film.map.visit(h)
    words = [text for text, _ in film.hint(film.map.spot(h))]
    assert words[0] == "Supply"
    assert re.search(r"supplied from .*, \d+ km (by road|partly across country), \d+ h|is cut ", words[1])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", [0, 1])
def test_nothing_leaks_that_a_side_does_not_see(film: Watch, name: str, side: int) -> None:
    """Enemies whom the side does not know are moved about, made larger and given other orders: nothing changes."""
    film.go(SAMPLE)
    scenario, state = film.scenario, film.film._states[SAMPLE]
    before = observe(scenario, state, side)
    other = state.copy()
    unknown = ~before.known[0] & state.on_map[0]
    assert unknown.any()
    other.position[0, unknown] = (state.position[0, unknown] + 501) % scenario.map.grid.count
    other.fit[0, unknown], other.verb[0, unknown] = 999, int(Verb.ATTACK)
    hidden = replace(other)
    after = observe(scenario, hidden, side)
    own = int(np.flatnonzero((scenario.forces.side == side) & state.on_map[0])[0])
    one, two = (read(name, film.opened, seen, own) for seen in (before, after))
    assert np.array_equal(one.of, two.of)
    assert (one.lines, one.crosses, one.note) == (two.lines, two.crosses, two.note)
    for h in range(0, scenario.map.grid.count, 7):
        assert one.words(h) == two.words(h)


def test_no_overlay_reads_anything_but_the_observation() -> None:
    """The modules that read take an Observation and know neither film nor state."""
    for path in Path(overlays.__file__).parent.glob("overlays_*.py"):
        assert not re.search(r"sim\.view\.(film|story)|sim\.state\.state|\bscene\b|record", path.read_text("utf-8"))


def test_supply_agrees_with_the_rules(film: Watch) -> None:
    cut = 0
    for sample in range(0, film.story.samples, 6):
        seen = film.story.seen(sample, 0)
        found = lines(moment_of(film.scenario, seen.picture), 0)
        shown = read("supply", film.opened, seen, None)
        ends = set(found.where[found.where != film.scenario.map.grid.count].tolist())
        assert set(shown.crosses) == ends
        cut += len(ends)
        for h in ends:
            assert shown.of[h] == 2
    assert cut, "the film of the raid has a line that is cut: the test looks at nothing otherwise"


def test_movement_shows_what_the_rules_foretell(film: Watch) -> None:
    film.go(SAMPLE)
    scenario, seen = film.scenario, film.story.seen(SAMPLE, 0)
    unit = int(np.flatnonzero((scenario.forces.side == 0) & seen.picture.on_map[0])[0])
    shown, found = reading(film, "movement", unit=unit), reach(scenario, seen, unit)
    for k, there in enumerate([found.impulses <= 1, found.impulses == 2, found.impulses == 3]):
        assert np.array_equal(shown.of == k, there)
        assert there.any()
    for h in range(0, scenario.map.grid.count, 17):
        assert ("can be here within" in shown.words(h)[0]) == bool(found.impulses[h] <= 3)


def test_threat_is_the_reach_of_whoever_is_known_and_what_he_can_attack_from_there(film: Watch) -> None:
    film.go(SAMPLE)
    scenario, seen = film.scenario, film.story.seen(SAMPLE, 0)
    foes = np.flatnonzero(scenario.hostile[0][scenario.forces.side] & seen.picture.above[0] & seen.known[0]).tolist()
    reached = within(scenario, seen, foes, 6 // scenario.clock.impulse_hours)
    near = sum((found.impulses <= 6 for found in reached), np.zeros(scenario.map.grid.count + 1, dtype=np.int64))
    of = reading(film, "threat").of
    stood = np.unique(seen.picture.position[0, seen.picture.above[0]])
    assert set(np.flatnonzero((of >= 0) & (near == 0)).tolist()) <= set(stood.tolist())
    assert (of[near >= 4] == 2).all()
    assert (of[near >= 1] >= 0).all()


def test_movement_asks_for_a_unit_and_takes_only_one_s_own(film: Watch) -> None:
    film.go(SAMPLE)
    foreign = int(np.flatnonzero(film.scenario.hostile[0][film.scenario.forces.side])[0])
    for unit in (None, foreign):
        shown = reading(film, "movement", unit=unit)
        assert (shown.of == -1).all()
        assert shown.words(0) == ["choose one of your units to see how far it can march"]


def test_threat_counts_known_enemies(film: Watch) -> None:
    film.go(SAMPLE)
    shown, seen = reading(film, "threat"), film.story.seen(SAMPLE, 0)
    foes = film.scenario.hostile[0][film.scenario.forces.side] & seen.picture.above[0] & seen.known[0]
    assert foes.any()
    h = int(seen.picture.position[0, np.flatnonzero(foes)[0]])
    assert shown.of[h] >= 0
    assert re.match(r"(a known enemy unit|\d+ known enemy units) can reach this hex in 6 h: ", shown.words(h)[0])
    blind = Observation(seen.side, seen.picture, np.where(foes, -1, seen.age))
    assert (read("threat", film.opened, blind, None).of == -1).all()


def test_detection_has_the_bands_of_the_rule(film: Watch) -> None:
    film.go(SAMPLE)
    shown, seen, grid = reading(film, "detection"), film.story.seen(SAMPLE, 0), film.scenario.map.grid
    ours = film.scenario.friend[0][film.scenario.forces.side] & seen.picture.above[0]
    here = seen.picture.position[0, ours]
    for h in range(0, grid.count, 11):
        km = int(grid.distance(here, h).min()) * film.scenario.map.hex_metres / 1000
        assert shown.of[h] == (0 if km <= 1 else 1 if km <= 6 else 2 if km <= 11 else -1)


def test_confidence_tells_assumed_placements_and_strengths(film: Watch) -> None:
    film.go(0)
    shown, seen = reading(film, "confidence"), film.story.seen(0, 0)
    sheets = {sheet.id: sheet for sheet in film.opened.files.forces.units}
    own = [
        unit for unit in np.flatnonzero(film.scenario.forces.side == 0).tolist()
        if seen.picture.on_map[0, unit] and sheets[film.scenario.forces.ids[unit]].strength.assumed
    ]  # fmt: skip
    assert own
    h = int(seen.picture.position[0, own[0]])
    assert shown.classes[int(shown.of[h])][0] == "confidence.assumed"
    assert any(" assumed: " in text for text in shown.words(h))


def test_control_is_what_was_last_seen(film: Watch) -> None:
    film.go(SAMPLE)
    seen = film.story.seen(SAMPLE, 1)
    assert np.array_equal(reading(film, "control", side=1).of, seen.picture.believed[0, 1])
