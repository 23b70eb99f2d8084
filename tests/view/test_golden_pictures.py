"""The window, picture by picture: `python -m pytest tests/view/test_golden_pictures.py --golden` writes them anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import gallery
import numpy as np
import pytest
from gallery import CASES, PICTURES, Picture, Shown, distance

from sim.view.app import App
from sim.view.screens.watch import Watch
from tests.view.conftest import make_film

GOLDEN = Path(__file__).resolve().parent / "golden"
MOST_BYTES = 300_000


def path_of(shown: Shown, size: tuple[int, int]) -> Path:
    return GOLDEN / f"{shown.name}-{size[0]}x{size[1]}.png"


@pytest.fixture(scope="module")
def dawn() -> Watch:
    """Return a window on the film of 2017."""
    return make_film(App(), "dawn-3")


@pytest.mark.parametrize(("shown", "size"), CASES, ids=[path_of(*case).stem for case in CASES])
def test_the_window_looks_as_recorded(
    dawn: Watch, shown: Shown, size: tuple[int, int], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    every = any(request.config.getoption(option) for option in ("--golden", "--every-picture"))
    if not every and size != gallery.SMALL and shown.name not in gallery.DAILY:
        pytest.skip("of the large ones these are compared with --every-picture")
    path, now = path_of(shown, size), gallery.draw(dawn, shown, size)
    if request.config.getoption("--golden"):
        gallery.written(now, path)
    recorded = gallery.read(path)
    assert recorded.shape == now.shape
    found = distance(recorded, now)
    if not found.small:
        gallery.written(now, tmp_path / f"new-{path.name}")
        gallery.written(gallery.difference(recorded, now), tmp_path / f"difference-{path.name}")
        pytest.fail(f"{path.name} is not what the window shows: {found}. See {tmp_path}", pytrace=False)


def test_no_picture_is_large_or_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == {path_of(*case).name for case in CASES}
    assert [path.name for path in GOLDEN.glob("*.png") if path.stat().st_size > MOST_BYTES] == []


def whole(film: Watch) -> Picture:
    """Show the map as a whole, where counters are smallest, and return the picture."""
    gallery.draw(film, next(one for one in PICTURES if one.name == "map-whole"), (1280, 800))
    gallery.settle(film.app)
    return gallery.seen(film.app)


def test_a_missing_counter_is_seen(dawn: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    before, scene = whole(dawn), dawn.scene()
    assert len(scene.stacks) > 20
    for row in range(len(scene.stacks)):
        fewer = replace(scene, stacks=[*scene.stacks[:row], *scene.stacks[row + 1 :]])
        monkeypatch.setattr(dawn, "scene", lambda fewer=fewer: fewer)
        dawn.app.draw()
        assert not distance(before, gallery.seen(dawn.app)).small, scene.stacks[row]


@pytest.mark.parametrize(("right", "down"), [(2, 0), (0, 2)])
def test_a_shifted_panel_is_seen(dawn: Watch, right: int, down: int) -> None:
    before = whole(dawn)
    after, box = before.copy(), dawn.column
    panel = (slice(box.top, box.bottom), slice(box.left, box.right))
    after[panel] = np.roll(before[panel], (down, right), axis=(0, 1))
    assert not distance(before, after).small


def test_a_missing_button_is_seen(dawn: Watch) -> None:
    before = whole(dawn)
    for box in dawn.form.boxes:
        after = before.copy()
        after[box.top : box.bottom, box.left : box.right] = before[dawn.bar.top + 3, dawn.bar.left + 3]
        assert not distance(before, after).small, box


def test_another_hand_at_the_edges_of_letters_is_not_seen(dawn: Watch) -> None:
    """Another version of the library of fonts may smooth the edges of letters otherwise."""
    before = whole(dawn).astype(int)
    after = (2 * before + np.roll(before, 1, axis=1) + np.roll(before, -1, axis=1)) // 4
    assert distance(before.astype(np.uint8), after.astype(np.uint8)).small
