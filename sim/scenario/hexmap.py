"""The hex map of a scenario, rasterised from the geography and never drawn by hand.

Places come first: each wanted place gets a hex of its own, on its documented bank and in its country, and
all of them together are moved as little as possible. Then the river is led along hex edges between the banks;
terrain, borders, wadis, roads and crossings follow. Whole metres throughout: every machine gets the same map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.base.columns import Bytes, Flags, Ints
from sim.base.hexes import Grid, opposite
from sim.base.projection import Projection
from sim.scenario import banks, trails
from sim.scenario.geography import Geography, Line, Place, Road
from sim.scenario.shapes import nearness, walk
from sim.scenario.sheet import Box, centres, hex_at
from sim.scenario.siting import BANKS, Sites, site
from sim.scenario.survey import COUNTRIES, Survey

__all__ = ["BANKS", "COUNTRIES", "ROADS", "TERRAIN", "Box", "HexMap", "rasterise"]

TERRAIN = ("desert", "broken", "valley", "town", "city", "airbase", "water", "off")
ROADS = ("none", "track", "paved", "highway")
BUILT_UP = ("city", "town", "village", "pumping_station", "hospital")
#: How far from its spot a crossing may be drawn, in hexes; one that finds no river there is left out.
CROSSING_REACH = 2


@dataclass(frozen=True, eq=False)
class HexMap:
    """A sheet of H hexes and what lies on it; every array ends with the sentinel's row.

    terrain (H+1,) index into `TERRAIN`; country (H+1,) index into `COUNTRIES`, -1 for the sentinel; bank
    (H+1,) index into `BANKS`; road (H+1, 6) index into `ROADS`; river (H+1, 6) the Euphrates runs along that
    edge; ferry (H+1, 6) it can be crossed there; place_hex the hex of each place by id; wadi (H+1,) a dry
    valley runs through.
    """

    grid: Grid
    hex_metres: int
    projection: Projection
    terrain: Bytes
    country: Bytes
    bank: Bytes
    road: NDArray[np.uint8]
    river: Flags
    ferry: Flags
    place_hex: dict[str, int]
    wadi: Flags
    box: Box | None = None

    @cached_property
    def centres(self) -> tuple[Ints, Ints]:
        """Metres east and north of the middle of the sheet, for each hex centre: (H,), (H,)."""
        return centres(self.grid, self.hex_metres)

    def metres(self, a: int, b: int) -> int:
        """Straight from the centre of one hex to that of another, rounded down to whole metres."""
        x, y = self.centres
        return int(np.sqrt((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2))

    def position(self, h: int) -> tuple[float, float]:
        """Latitude and longitude of a hex centre."""
        x, y = self.centres
        lat, lon = self.projection.inverse(int(x[h]), int(y[h]))
        return float(lat), float(lon)

    def hex_of(self, lat: float, lon: float) -> int:
        """The hex at a position, the sentinel when that is off the sheet."""
        x, y = self.projection.metres([lat], [lon])
        return int(hex_at(self.grid, self.hex_metres, x, y)[0])


def rasterise(
    geography: Geography,
    box: Box,
    hex_metres: int,
    places: Sequence[str],
    towns: Sequence[str],
    extra: Sequence[Place] = (),
) -> HexMap:
    """Lay hexes over a box. `places` and `extra` get hexes of their own; `towns` are fought over by blocks.

    ValueError, in words for a scenario author, when a place is unknown, lies outside the box or can't get a
    hex, or when the river can't be led between the places.
    """
    wanted = _wanted(geography, box, places, towns, extra)
    compiler = _Compiler(geography, hex_metres, wanted, site(geography, box, hex_metres, wanted))
    compiler.lead_river()
    return HexMap(
        grid=compiler.grid,
        hex_metres=hex_metres,
        projection=compiler.survey.projection,
        terrain=compiler.terrain(towns),
        country=compiler.country.astype(np.int8),
        bank=compiler.bank.astype(np.int8),
        road=compiler.roads(),
        river=compiler.river,
        ferry=compiler.crossings("bridge", "ferry"),
        place_hex=compiler.hexes,
        wadi=compiler.wadis,
        box=box,
    )


def _wanted(
    geography: Geography, box: Box, places: Sequence[str], towns: Sequence[str], extra: Sequence[Place]
) -> list[Place]:
    """The places that need a hex, in the order in which they were asked for."""
    unknown = [key for key in places if key not in geography.places]
    if unknown:
        raise ValueError(f"the geography has no place {unknown[0]!r}")
    wanted = {place.id: place for place in [*(geography.places[key] for key in places), *extra]}
    for place in wanted.values():
        if not box.holds(place.lat, place.lon):
            raise ValueError(f"{place.id!r} lies outside the box")
    homeless = [key for key in towns if key not in wanted]
    if homeless:
        raise ValueError(f"the town {homeless[0]!r} is not among the places of the map")
    return list(wanted.values())


class _Compiler:
    """The steps from degrees to hexes, in the order of `rasterise`; every column is (H+1,) or (H+1, 6)."""

    def __init__(self, geography: Geography, hex_metres: int, wanted: Sequence[Place], sites: Sites) -> None:
        self.geography, self.hex_metres, self.wanted = geography, hex_metres, wanted
        self.grid, self.hexes = sites.grid, sites.hexes
        self.survey = Survey(geography, sites.projection)
        self.x, self.y = centres(self.grid, hex_metres)
        self.by_river = self.survey.by_river(self.x, self.y)
        self.bank = np.append(self.by_river.hand, banks.NONE)
        self.country = np.append(self.survey.country(self.x, self.y), -1)
        self.river: Flags = np.zeros((self.grid.count + 1, 6), dtype=bool)

    def lead_river(self) -> None:
        """Give places their bank and country, make each bank one piece, draw the river between the banks."""
        fixed = np.zeros(self.grid.count + 1, dtype=bool)
        for place in self.wanted:
            h = self.hexes[place.id]
            fixed[h] = place.bank != "none"
            if place.bank in BANKS[1:]:
                self.bank[h] = BANKS.index(place.bank)
            if place.countries and COUNTRIES[self.country[h]] not in place.countries:
                self.country[h] = COUNTRIES.index(place.countries[0])
        self.bank = banks.mend(self.grid, self.bank, fixed)
        self.river = banks.edges(self.grid, self.bank)
        for place in self.wanted:
            if place.bank == "both" and not self.river[self.hexes[place.id]].any():
                raise ValueError(f"the bridge {place.id!r} lost touch with the river: use smaller hexes")

    def crossings(self, *kinds: str) -> Flags:
        """(H+1, 6): for each crossing of these kinds, the river edge nearest to it, seen from both sides."""
        table = np.zeros_like(self.river)
        h, d = np.nonzero(self.river)
        beyond = self.grid.neighbours[h, d]
        middle_x, middle_y = (self.x[h] + self.x[beyond]) // 2, (self.y[h] + self.y[beyond]) // 2
        for crossing in self.geography.crossings:
            if crossing.kind not in kinds or not len(h):
                continue
            ends = [self.geography.places[key] for key in crossing.ends]
            spot = self.survey.plane([(place.lat, place.lon) for place in ends]).sum(axis=0) // len(ends)
            squared = (middle_x - spot[0]) ** 2 + (middle_y - spot[1]) ** 2
            if len(ends) == 1 and ends[0].id in self.hexes:
                squared = np.where(h == self.hexes[ends[0].id], squared, squared.max() + 1)
            best = int(squared.argmin())
            if squared[best] <= (CROSSING_REACH * self.hex_metres) ** 2:
                table[h[best], d[best]] = table[beyond[best], opposite(int(d[best]))] = True
        return table

    # ------------------------------------------------------------------------------------------- landcover

    def terrain(self, towns: Sequence[str]) -> Bytes:
        """(H+1,) the terrain of each hex: what is built covers what grows, what grows covers stone."""
        kinds = {self.hexes[place.id]: place.kind for place in self.wanted}
        ground = np.full(self.grid.count + 1, TERRAIN.index("desert"), dtype=np.int8)
        ground[self.wadis] = TERRAIN.index("broken")
        ground[[h for h, kind in kinds.items() if kind == "hill"]] = TERRAIN.index("broken")
        for outline in self.geography.rough:
            ground[:-1][self.survey.within(outline.points, self.x, self.y)] = TERRAIN.index("broken")
        ground[:-1][self._cultivated()] = TERRAIN.index("valley")
        for outline in self.geography.urban:
            ground[:-1][self.survey.within(outline.points, self.x, self.y)] = TERRAIN.index("town")
        ground[[h for h, kind in kinds.items() if kind in BUILT_UP]] = TERRAIN.index("town")
        ground[[h for h, kind in kinds.items() if kind == "airbase"]] = TERRAIN.index("airbase")
        ground[[self.hexes[town] for town in towns]] = TERRAIN.index("city")
        ground[self.grid.count] = TERRAIN.index("off")
        return ground

    def _cultivated(self) -> Flags:
        """(H,) the centre lies in the belt, or the hex by the river has a belt of half a hex and more."""
        width = self.survey.belt_width(self.by_river.along, self.bank[:-1])
        touching = self.river[:-1].any(axis=1) & (width * 2 >= self.hex_metres)
        return np.asarray((self.by_river.squared <= width * width) | touching)

    @cached_property
    def wadis(self) -> Flags:
        """(H+1,) whether a dry valley runs through the hex."""
        flags = np.zeros(self.grid.count + 1, dtype=bool)
        for wadi in self.geography.wadis:
            flags[self._under(wadi)[0]] = True
        flags[self.grid.count] = False
        return flags

    def _under(self, line: Line) -> tuple[Ints, Ints]:
        """The hexes under a line, step by step, the sentinel off the sheet; the corner before each step."""
        spots, corners = walk(self.survey.plane(line.points), self.hex_metres // 5)
        return hex_at(self.grid, self.hex_metres, spots[:, 0], spots[:, 1]), corners

    # ----------------------------------------------------------------------------------------------- roads

    def roads(self) -> NDArray[np.uint8]:
        """(H+1, 6) the best road over each edge; the river is crossed at bridges alone."""
        table = np.zeros((self.grid.count + 1, 6), dtype=np.int64)
        barred = self.river & ~self.crossings("bridge")
        for road in self.geography.roads:
            visited, corners = self._under(road)
            calls = self._calls(road, corners)
            off = np.flatnonzero(visited == self.grid.count)
            for run in np.split(np.arange(len(visited)), off):
                run = run[visited[run] < self.grid.count]
                if len(run) > 1:
                    here = {step - int(run[0]): h for step, h in calls.items() if run[0] <= step <= run[-1]}
                    way = trails.lead(self._ground(road, barred, visited[run]), visited[run], here)
                    trails.draw(table, self.grid, way, ROADS.index(road.grade))
        return table.astype(np.uint8)

    def _calls(self, road: Road, corners: Ints) -> dict[int, int]:
        """Step along the course -> the hex of the place that lies there."""
        reached = np.flatnonzero(np.diff(corners, prepend=-1))
        stops = ((int(step), road.stops[corners[step]]) for step in reached)
        return {step: self.hexes[stop] for step, stop in stops if stop is not None and stop in self.hexes}

    def _ground(self, road: Road, barred: Flags, visited: Ints) -> trails.Ground:
        """What the road has to respect: the river, the lands of its places, its course."""
        lands = [self.geography.places[stop].countries for stop in road.stops if stop is not None]
        own = [COUNTRIES.index(land[0]) for land in lands if len(land) == 1]
        corridor = self.grid.around(visited, trails.CORRIDOR)
        squared = np.zeros(self.grid.count + 1, dtype=np.int64)
        near = nearness(self.survey.plane(road.points), self.x[corridor], self.y[corridor])
        squared[corridor] = near.squared * 100 // self.hex_metres**2
        return trails.Ground(self.grid, barred, self.bank, ~np.isin(self.country, own), squared)
