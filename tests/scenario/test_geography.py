"""The geography files: complete, cited, free of loose ends; wrong ones are refused at line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.base.content import content_root
from sim.errors import Unreadable
from sim.scenario.geography import load_geography

FOLDER = content_root() / "assets" / "geography"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "geography"
    shutil.copytree(FOLDER, folder)
    return folder


def complaint(folder: Path, file: str, old: str, new: str) -> str:
    """What is said of the files after one change."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        load_geography(folder)
    return str(caught.value)


def test_everything_names_sources_that_exist() -> None:
    known = load_geography()
    described = [*known.places.values(), known.river, *known.borders, *known.roads, known.belt, *known.urban]
    described += [*known.wadis, *known.rough]
    for thing in described:
        assert thing.source, thing.id
        assert set(thing.source) <= set(known.sources), thing.id
        assert thing.error_km > 0, thing.id


def test_only_free_sources_are_used() -> None:
    for origin in load_geography().sources.values():
        assert "ODbL" not in origin.licence
        assert "street" not in origin.title.lower()


def test_distances_that_the_press_and_the_documents_give() -> None:
    known = load_geography()
    assert known.distance_km("t2_station", "abu_kamal") == pytest.approx(70, abs=2.5)
    assert known.distance_km("abu_kamal", "baktal_crossing") == pytest.approx(30, abs=2.5)
    assert known.bearing("al_tanf", "abu_kamal") == pytest.approx(63, abs=5)


def test_roads_pass_through_their_places() -> None:
    for road in load_geography().roads:
        for stop, point in zip(road.stops, road.points, strict=True):
            if stop is not None:
                place = load_geography().place(stop)
                assert point == (place.lat, place.lon)


def test_it_is_read_once() -> None:
    assert load_geography() is load_geography()


def test_an_unknown_place_is_named_where_it_stands(copy: Path) -> None:
    said = complaint(copy, "roads.yaml", "akash_oilfield", "akash_oilfeld")
    assert "roads.yaml:" in said
    assert "no place 'akash_oilfeld'" in said
    assert "akash_oilfield" in said.split(";")[1]


def test_an_unknown_source_is_refused(copy: Path) -> None:
    assert "no source 'geoname'" in complaint(copy, "places.yaml", "source: [geonames,", "source: [geoname,")


def test_two_things_of_one_name_are_refused(copy: Path) -> None:
    assert "'mari' is described twice" in complaint(copy, "places.yaml", "- id: al_sayyal", "- id: mari")


def test_a_place_off_the_earth_is_refused(copy: Path) -> None:
    said = complaint(copy, "places.yaml", "lat: 34.4523", "lat: 344.523")
    assert "places.yaml:" in said


def test_a_ferry_without_ends_is_refused(copy: Path) -> None:
    said = complaint(copy, "euphrates.yaml", "kind: ferry, between: [al_hawaij, buqrus]", "kind: ferry, at: buqrus")
    assert "a ferry has `between`" in said


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "borders.yaml").unlink()
    with pytest.raises(Unreadable, match=r"borders\.yaml"):
        load_geography(copy)
