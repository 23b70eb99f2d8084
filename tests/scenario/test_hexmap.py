"""The map of both operations agrees with the geography: distances, banks, countries, one river, roads that hold."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from sim.base.hexes import Grid, opposite
from sim.scenario import banks
from sim.scenario import compile as compiling
from sim.scenario.compile import hexmap_of
from sim.scenario.geography import Geography, Place, load_geography
from sim.scenario.hexmap import BANKS, COUNTRIES, ROADS, TERRAIN, Box, HexMap, rasterise
from sim.scenario.load import load_files
from sim.scenario.siting import assign

VALLEY = Box(34.10, 35.15, 39.75, 41.25)
DESERT = Box(33.30, 34.70, 38.45, 41.20)
DESERT_PLACES = [
    "al_tanf", "al_tanf_border_post", "al_tanf_crossing", "khabrat_az_zaqf", "sariyat_al_waer", "waer_dam",
    "wadi_waer_post", "t2_station", "akash_oilfield", "ratka_oilfield", "abu_kamal", "ayshat_al_khayri_hospital",
    "al_sukkariyah", "hamdan_airbase", "al_suwayiyah", "al_hiri", "al_qaim_crossing", "husaybah", "al_karabilah",
    "al_qaim", "baghuz_fawqani", "baktal_crossing", "akashat", "abu_kamal_bridge",
]  # fmt: skip
DIGESTS = {"dawn-3": "4a058f364e28d19b", "day-of-wrath": "1fcf46ed324062e3"}


def geography() -> Geography:
    return load_geography()


def valley_places() -> list[str]:
    """Every place of the geography that lies in the box of 2017."""
    return [place.id for place in geography().places.values() if VALLEY.holds(place.lat, place.lon)]


@pytest.fixture(scope="module", params=["dawn-3", "day-of-wrath"])
def hexmap(request: pytest.FixtureRequest) -> HexMap:
    if request.param == "dawn-3":
        return rasterise(geography(), VALLEY, 2500, valley_places(), ["abu_kamal"])
    return rasterise(geography(), DESERT, 3000, DESERT_PLACES, ["abu_kamal"])


def name_of(hexmap: HexMap) -> str:
    return "dawn-3" if hexmap.hex_metres == 2500 else "day-of-wrath"


def places_of(hexmap: HexMap) -> list[Place]:
    return [geography().place(key) for key in hexmap.place_hex]


def test_every_wanted_place_is_there(hexmap: HexMap) -> None:
    assert list(hexmap.place_hex) == (valley_places() if name_of(hexmap) == "dawn-3" else DESERT_PLACES)
    assert len(valley_places()) >= 55


def test_each_place_has_a_hex_of_its_own(hexmap: HexMap) -> None:
    assert len(set(hexmap.place_hex.values())) == len(hexmap.place_hex)
    assert all(0 <= h < hexmap.grid.count for h in hexmap.place_hex.values())


def test_distances_agree_with_the_ground_within_one_hex(hexmap: HexMap) -> None:
    wrong = {}
    for a, b in combinations(hexmap.place_hex, 2):
        on_map = hexmap.metres(hexmap.place_hex[a], hexmap.place_hex[b])
        if abs(on_map - 1000 * geography().distance_km(a, b)) > hexmap.hex_metres:
            wrong[a, b] = on_map
    assert not wrong


def test_places_lie_on_their_documented_bank(hexmap: HexMap) -> None:
    for place in places_of(hexmap):
        if place.bank in ("right", "left"):
            assert BANKS[hexmap.bank[hexmap.place_hex[place.id]]] == place.bank, place.id


def test_places_lie_in_their_country_and_border_posts_at_the_border(hexmap: HexMap) -> None:
    for place in places_of(hexmap):
        h = hexmap.place_hex[place.id]
        assert COUNTRIES[hexmap.country[h]] in place.countries, place.id
        if place.kind == "crossing" and len(place.countries) == 2:
            around = {COUNTRIES[hexmap.country[n]] for n in hexmap.grid.neighbours[h] if n < hexmap.grid.count}
            assert around >= set(place.countries), place.id


def test_open_country_lies_where_it_does(hexmap: HexMap) -> None:
    """Spots far from all places, whose country and bank no place can have put right."""
    spots = [((34.60, 40.20), "SY", "right"), ((34.20, 40.95), "IQ", "right"), ((34.65, 41.00), "SY", "left")]
    spots += [((34.62, 41.18), "IQ", "left")]
    spots += [((33.305, 38.75), "JO", "right")] if name_of(hexmap) == "day-of-wrath" else []
    for position, country, bank in spots:
        h = hexmap.hex_of(*position)
        assert (COUNTRIES[hexmap.country[h]], BANKS[hexmap.bank[h]]) == (country, bank), position


def test_bridges_stand_at_the_river_and_can_be_crossed(hexmap: HexMap) -> None:
    bridges = [place for place in places_of(hexmap) if place.kind == "bridge"]
    assert bridges
    for place in bridges:
        h = hexmap.place_hex[place.id]
        assert hexmap.river[h].any(), place.id
        assert hexmap.ferry[h].any(), place.id


def test_each_bank_is_one_piece(hexmap: HexMap) -> None:
    for side in (banks.RIGHT, banks.LEFT):
        assert len(banks.pieces(hexmap.grid, hexmap.bank == side)) == 1
    assert (hexmap.bank[:-1] != banks.NONE).all()
    assert hexmap.bank[-1] == banks.NONE


def test_the_river_is_one_line_from_edge_to_edge(hexmap: HexMap) -> None:
    """At each inner corner of the sheet no river side ends: corners have two river sides or none; two ends outside."""
    h, d = np.nonzero(hexmap.river[:-1])
    grid = hexmap.grid
    meeting: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for here, side in zip(h.tolist(), d.tolist(), strict=True):
        beyond = int(grid.neighbours[here, side])
        edge = tuple(sorted((here, beyond)))
        for turn in (side - 1, side + 1):
            third = int(grid.neighbours[here, turn % 6])
            corner = tuple(sorted({here, beyond, third}))
            meeting.setdefault(corner, set()).add(edge)
    ends = [corner for corner, edges in meeting.items() if len(edges) == 1]
    assert {len(edges) for edges in meeting.values()} == {1, 2}
    assert len(ends) == 2
    assert all(grid.count in corner for corner in ends)


def test_river_ferries_and_roads_look_the_same_from_both_sides(hexmap: HexMap) -> None:
    grid = hexmap.grid
    for table in (hexmap.river, hexmap.ferry, hexmap.road):
        for d in range(6):
            there = grid.neighbours[:-1, d]
            inside = there != grid.count
            assert np.array_equal(table[:-1][inside, d], table[there[inside], opposite(d)])
            assert not table[:-1][~inside, d].any()
        assert not table[-1].any()
    assert not (hexmap.ferry & ~hexmap.river).any()


def test_no_road_swims_the_river(hexmap: HexMap) -> None:
    assert not ((hexmap.road > 0) & hexmap.river & ~hexmap.ferry).any()


def test_highway_joins_its_towns_in_order(hexmap: HexMap) -> None:
    """One can drive from the first to the last town of the west-bank road without leaving the highway."""
    grade = ROADS.index("highway")
    reached, front = set(), [hexmap.place_hex["al_sukkariyah"]]
    while front:
        here = front.pop()
        if here not in reached:
            reached.add(here)
            front.extend(int(n) for n in hexmap.grid.neighbours[here][hexmap.road[here] == grade])
    stops = ("abu_kamal", "al_suwayiyah", "al_hiri", "al_qaim_crossing", "husaybah", "al_karabilah", "al_qaim")
    assert {hexmap.place_hex[key] for key in stops} <= reached


def test_terrain_is_what_stands_there(hexmap: HexMap) -> None:
    expected = {"abu_kamal": "city", "hamdan_airbase": "airbase", "husaybah": "town", "t2_station": "town"}
    expected |= {"akash_oilfield": "desert", "ayshat_al_khayri_hospital": "town"}
    for key, terrain in expected.items():
        assert TERRAIN[hexmap.terrain[hexmap.place_hex[key]]] == terrain, key
    assert TERRAIN[hexmap.terrain[-1]] == "off"
    assert (hexmap.terrain[:-1] == TERRAIN.index("valley")).sum() > 50
    dry = hexmap.wadi[:-1] & (hexmap.terrain[:-1] == TERRAIN.index("desert"))
    assert hexmap.wadi.any()
    assert not dry.any()


def test_columns_have_their_shapes(hexmap: HexMap) -> None:
    count = hexmap.grid.count + 1
    for column, kind in (("terrain", np.int8), ("country", np.int8), ("bank", np.int8), ("wadi", np.bool_)):
        assert getattr(hexmap, column).shape == (count,)
        assert getattr(hexmap, column).dtype == kind
    for table, kind in (("road", np.uint8), ("river", np.bool_), ("ferry", np.bool_)):
        assert getattr(hexmap, table).shape == (count, 6)
        assert getattr(hexmap, table).dtype == kind


def test_a_position_leads_back_to_its_hex(hexmap: HexMap) -> None:
    assert [hexmap.hex_of(*hexmap.position(h)) for h in range(0, hexmap.grid.count, 97)] == list(
        range(0, hexmap.grid.count, 97)
    )
    assert hexmap.hex_of(50.0, 10.0) == hexmap.grid.count


def test_the_map_is_the_same_everywhere(hexmap: HexMap) -> None:
    """A golden digest: every machine and version must compile this very map from these files."""
    digest = hashlib.sha256()
    for name in ("terrain", "country", "bank", "road", "river", "ferry", "wadi"):
        digest.update(getattr(hexmap, name).astype("<i1").tobytes())
    digest.update(repr(sorted(hexmap.place_hex.items())).encode())
    assert digest.hexdigest()[:16] == DIGESTS[name_of(hexmap)]


def test_a_scenario_s_own_points_get_hexes_too() -> None:
    point = Place(
        id="hill-17", names=("Hill 17",), source=("scenario",), error_km=0.0, confidence="low", kind="waypoint",
        size=0, lat=34.4, lon=40.3, countries=(), bank="none",
    )  # fmt: skip
    made = rasterise(geography(), VALLEY, 2500, ["abu_kamal"], ["abu_kamal"], [point])
    assert list(made.place_hex) == ["abu_kamal", "hill-17"]
    assert made.place_hex["hill-17"] == made.hex_of(34.4, 40.3)


@pytest.mark.parametrize(
    ("places", "towns", "words"),
    [
        (["abu_kamal", "atlantis"], [], "no place 'atlantis'"),
        (["al_tanf"], [], "'al_tanf' lies outside the box"),
        (["abu_kamal"], ["mayadin"], "'mayadin' is not among the places"),
    ],
)
def test_a_map_that_cannot_be_is_refused_in_words(places: list[str], towns: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rasterise(geography(), VALLEY, 2500, places, towns)


def test_hexes_too_large_for_the_places_are_refused() -> None:
    crowd = [place for place in valley_places() if geography().place(place).kind != "bridge"]
    with pytest.raises(ValueError, match=r"free hex|use smaller hexes"):
        rasterise(geography(), VALLEY, 20_000, crowd, [])


def test_a_box_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="south above its north"):
        Box(35.0, 34.0, 39.0, 40.0)


# ------------------------------------------------------------------------------------------- the parts


def test_mending_flips_a_scrap_and_keeps_a_fixed_hex() -> None:
    grid = Grid(8, 6)
    bank = np.full(grid.count + 1, banks.LEFT)
    bank[[grid.index(col, row) for row in range(6) for col in range(4)]] = banks.RIGHT
    bank[grid.count] = banks.NONE
    scrap, post = grid.index(6, 1), grid.index(7, 4)
    bank[[scrap, post]] = banks.RIGHT
    fixed = np.zeros(grid.count + 1, dtype=bool)
    fixed[post] = True
    mended = banks.mend(grid, bank, fixed)
    assert mended[scrap] == banks.LEFT
    assert mended[post] == banks.RIGHT
    assert all(len(banks.pieces(grid, mended == side)) == 1 for side in (banks.RIGHT, banks.LEFT))


def test_a_place_walled_off_from_its_bank_is_refused() -> None:
    grid = Grid(9, 9)
    bank = np.full(grid.count + 1, banks.LEFT)
    bank[[grid.index(0, row) for row in range(9)]] = banks.RIGHT
    bank[grid.count] = banks.NONE
    post = grid.index(5, 4)
    bank[post] = banks.RIGHT
    fixed = np.zeros(grid.count + 1, dtype=bool)
    fixed[[post, *grid.neighbours[post]]] = True
    with pytest.raises(ValueError, match="walled off"):
        banks.mend(grid, bank, fixed)


def test_assignment_is_the_cheapest_of_all() -> None:
    costs = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]], dtype=np.int64)
    assert assign(costs).tolist() == [1, 0, 2]
    assert assign(np.array([[7, 7, 7], [7, 7, 7]], dtype=np.int64)).tolist() == [0, 1]
    with pytest.raises(ValueError, match="2 hexes"):
        assign(np.zeros((3, 2), dtype=np.int64))


def test_a_map_is_laid_once_for_all_who_read_the_same_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_LAID", {})
    monkeypatch.setattr(compiling, "LAID", 2)
    sheet, known = load_files("day-of-wrath").scenario, load_geography()
    first = hexmap_of(sheet, known)
    assert hexmap_of(sheet.model_copy(deep=True), known) is first
    assert hexmap_of(sheet, replace(known)) is not first
    for more in (100, 200):
        chart = sheet.map.model_copy(update={"hex_metres": sheet.map.hex_metres + more})
        assert hexmap_of(sheet.model_copy(update={"map": chart}), known).hex_metres == first.hex_metres + more
    assert len(compiling._LAID) == 2
    assert hexmap_of(sheet, known) is not first
