"""The printed sheet: a PNG of the size asked for, names that keep off each other, a list that tells the truth."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from sim.report.mapsheet.labels import Label, settle
from sim.report.mapsheet.margin import plan
from sim.report.mapsheet.sheet import Counter, draw_map, map_listing
from sim.scenario.geography import load_geography
from sim.scenario.hexmap import Box, HexMap, rasterise

BOX = Box(34.30, 34.60, 40.70, 41.15)
PLACES = [
    "abu_kamal", "hamdan_airbase", "al_hiri", "husaybah", "baghuz_fawqani", "al_qaim_crossing", "abu_kamal_bridge",
]  # fmt: skip


@pytest.fixture(scope="module")
def hexmap() -> HexMap:
    return rasterise(load_geography(), BOX, 2500, PLACES, ["abu_kamal"])


def test_the_sheet_is_a_picture_of_the_size_asked_for(hexmap: HexMap, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    h = hexmap.place_hex["abu_kamal"]
    counters = [Counter(h, "isil", "town", 900), Counter(h, "isil", "tunnels", 450)]
    draw_map(hexmap, load_geography(), "A sheet", path, {"isil": [h], "iraq": [0, 1]}, counters, (800, 600))
    picture = imread(path)
    assert picture.shape[:2] == (600, 800)
    assert len(np.unique(picture.reshape(-1, picture.shape[2]), axis=0)) > 500
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.png"]


def test_the_same_sheet_has_the_same_bytes(hexmap: HexMap, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        draw_map(hexmap, load_geography(), "A sheet", tmp_path / name, size=(500, 400))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_control_shows(hexmap: HexMap, tmp_path: Path) -> None:
    geography, every = load_geography(), range(hexmap.grid.count)
    draw_map(hexmap, geography, "", tmp_path / "a.png", size=(500, 400))
    draw_map(hexmap, geography, "", tmp_path / "b.png", {"government": every}, size=(500, 400))
    before, after = imread(tmp_path / "a.png"), imread(tmp_path / "b.png")
    assert np.abs(before - after).max() > 0.1


def test_a_folder_that_is_not_there_leaves_nothing_behind(hexmap: HexMap, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        draw_map(hexmap, load_geography(), "", tmp_path / "nowhere" / "map.png", size=(500, 400))


def test_a_sheet_too_small_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="300 by 200 pixels is too small"):
        plan((300, 200), 1.0)


def test_the_listing_is_plain_and_complete(hexmap: HexMap) -> None:
    listing = json.loads(json.dumps(map_listing("dawn-3", hexmap, load_geography())))
    assert listing["scenario"] == "dawn-3"
    assert listing["hex_km"] == 2.5
    assert listing["box"] == {"south": 34.3, "north": 34.6, "west": 40.7, "east": 41.15}
    assert [place["id"] for place in listing["places"]] == PLACES
    town = listing["places"][0]
    assert (town["lat"], town["lon"], town["bank"], town["country"]) == (34.4523, 40.9185, "right", "SY")
    assert town["hex"] == hexmap.place_hex["abu_kamal"]
    assert "al-Bukamal" in town["names"]


@pytest.mark.parametrize(("aspect", "beside"), [(0.9, True), (1.17, True), (1.62, False), (3.0, False)])
def test_the_margin_goes_where_the_map_comes_out_larger(aspect: float, beside: bool) -> None:
    layout = plan((1600, 1100), aspect)
    assert layout.beside is beside
    left, bottom, width, height = layout.map_box
    assert width / height == pytest.approx(aspect)
    assert left >= 0
    assert bottom >= 0
    assert left + width <= 1600
    assert bottom + height <= 1100


def test_names_keep_off_each_other_and_inside_the_frame() -> None:
    labels = [Label(100 + 9 * (i % 4), 100 + 8 * (i // 4), 3, 60, 12) for i in range(12)]
    settings = settle(labels, np.zeros((0, 2)), np.array([[150, 90, 190, 130]]), (0, 0, 300, 300))
    boxes = [(s.x, s.y, s.x + 60, s.y + 12) for s in settings if s is not None]
    assert len(boxes) >= 10
    boxes.append((150, 90, 190, 130))
    for i, a in enumerate(boxes):
        assert min(a) >= 0
        assert max(a) <= 300
        for b in boxes[:i]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_a_name_avoids_a_line_and_stays_near() -> None:
    line = np.array([(x, 50.0) for x in range(50, 120)])
    alone, aside = (settle([Label(50, 50, 3, 40, 10)], lines, np.zeros((0, 4)), (0, 0, 200, 200))[0]
                    for lines in (np.zeros((0, 2)), line))  # fmt: skip
    assert alone is not None
    assert aside is not None
    assert alone.x > 50
    assert abs(alone.y - 45) < 1
    assert not (aside.x > 50 and aside.y < 50 < aside.y + 10)
    assert not aside.leader


def test_a_name_without_room_is_left_out() -> None:
    label = Label(50, 50, 3, 400, 10)
    assert settle([label], np.zeros((0, 2)), np.zeros((0, 4)), (0, 0, 200, 200)) == [None]
