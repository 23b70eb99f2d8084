"""Where something happened, in words: the place itself, or the nearest named place with distance and direction."""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import atan2, degrees, sqrt

import numpy as np
from numpy.typing import NDArray

from sim.scenario.geography import Geography, load_geography
from sim.scenario.scenario import Scenario

WINDS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
COUNTRIES = {"SY": "Syria", "IQ": "Iraq", "JO": "Jordan"}
WITH_ARTICLE = {"airbase", "airstrip", "bridge", "camp", "crossing", "hospital", "oilfield", "pumping_station"}
NEXT_TO_KM, NEARBY_KM = 3.0, 15.0
#: Words of names that say what a place is.
_COMMON = {"Air", "Airbase", "Airport", "Base", "Bridge", "Crossing", "Hospital", "Pumping", "Station"}
_OTHER_BANK = {"right": 2, "left": 1}
_ACROSS_KM = 1000.0


class Whereabouts:
    """Hexes of a scenario as a reader would place them.  A scenario's own waypoints are no names for a reader."""

    def __init__(self, scenario: Scenario, geography: Geography | None = None) -> None:
        self.scenario = scenario
        self.geography = geography or load_geography()
        self.known = tuple(place for place in scenario.places if place in self.geography.places)
        self.place_at = {scenario.map.place_hex[place]: place for place in self.known}
        self.towns = {int(h): town for town, h in zip(scenario.towns.ids, scenario.towns.hex.tolist(), strict=True)}

    def name(self, place: str) -> str:
        """Return a place's name, with its article: `Abu Kamal`, `the Hamdan air base`."""
        spot = self.geography.places[place]
        name = " ".join(word.lower() if word in _COMMON else word for word in spot.name.split(" "))
        return f"the {name}" if spot.kind in WITH_ARTICLE else name

    def at(self, hexagon: int) -> str:
        """Answer 'where?': `at the T-2 pumping station`, `in Abu Kamal`, `8 km west of Abu Kamal`."""
        place = self.place_at.get(hexagon)
        if place is None:
            return self._relative(hexagon)
        return f"{'in' if hexagon in self.towns else 'at'} {self.name(place)}"

    def to(self, hexagon: int, named: str | None = None) -> str:
        """Answer 'to where?': `the T-2 pumping station`, `a point 8 km west of Abu Kamal`.

        The place `named` just before is `it`: `a point 8 km west of it`.
        """
        place = self.place_at.get(hexagon)
        if place is not None:
            return self.name(place)
        words = self._relative(hexagon, named)
        return f"the ground {words}" if words.startswith("just") else f"a point {words}"

    def around(self, hexes: tuple[int, ...]) -> str:
        """Answer 'where?' for something that happened on several hexes."""
        middle = self.middle(hexes)
        if len(set(hexes)) == 1:
            return self.at(middle)
        anchor = self.anchor(middle)
        if anchor is not None and self.km(anchor, middle) <= 2 * NEXT_TO_KM:
            return f"around {self.name(anchor)}"
        return self.at(middle)

    def middle(self, hexes: tuple[int, ...]) -> int:
        """Return the hex of a cloud of hexes that lies nearest to all of them; -1 for none."""
        if not hexes:
            return -1
        cloud = np.array(hexes, dtype=np.int64)
        spread = self._apart(cloud[:, None], cloud[None, :]).sum(axis=1)
        return int(cloud[int(np.argmin(spread))])

    def anchor(self, hexagon: int) -> str | None:
        """Return the id of the named place by which a hex is known; None off the map."""
        if hexagon in self.place_at:
            return self.place_at[hexagon]
        return self._anchor(hexagon) if 0 <= hexagon < self.scenario.map.grid.count else None

    def km(self, place: str, hexagon: int) -> float:
        """Return the kilometres from a place's hex to a hex."""
        return self.between(self.scenario.map.place_hex[place], hexagon)

    def between(self, first: int, second: int) -> float:
        """Return the kilometres from hex to hex; far for a hex off the map."""
        if min(first, second) < 0 or max(first, second) >= self.scenario.map.grid.count:
            return _ACROSS_KM
        return float(self._apart(np.array([first]), np.array([second]))[0])

    def country(self, hexagon: int) -> str:
        """Name the country of a hex."""
        code = int(self.scenario.map.country[hexagon])
        return COUNTRIES.get(self.scenario.countries[code], "") if 0 <= code < len(self.scenario.countries) else ""

    @cached_property
    def landmarks(self) -> tuple[str, ...]:
        """Places that the operation is about: towns fought over, and what the sides are after."""
        wanted = (*self.scenario.towns.ids, *(place for _, place in self.scenario.roll.aims))
        return tuple(place for place in dict.fromkeys(wanted) if place in self.known) or self.known

    @lru_cache(maxsize=4096)  # noqa: B019  one chronicle at a time, and it ends with its reader
    def _anchor(self, hexagon: int) -> str | None:
        near = [(self._seen_from(place, hexagon), rank, place) for rank, place in enumerate(self.known)]
        if not near:
            return None
        best = min(near)
        if best[0] <= NEARBY_KM:
            return best[2]
        return min((self._seen_from(place, hexagon), place) for place in self.landmarks)[1]

    def _seen_from(self, place: str, hexagon: int) -> float:
        """Return the distance, and more than any for a place on the other bank: nobody would go by it."""
        shut = _OTHER_BANK.get(self.geography.places[place].bank) == int(self.scenario.map.bank[hexagon])
        return self.km(place, hexagon) + (_ACROSS_KM if shut else 0)

    def _relative(self, hexagon: int, named: str | None = None) -> str:
        anchor = self.anchor(hexagon)
        if anchor is None:
            return "at an unnamed spot"
        km = self.km(anchor, hexagon)
        wind = self._wind(self.scenario.map.place_hex[anchor], hexagon)
        far = "just" if km <= NEXT_TO_KM else f"{km:.0f} km"
        return f"{far} {wind} of {'it' if anchor == named else self.name(anchor)}"

    def _wind(self, start: int, end: int) -> str:
        grid = self.scenario.map.grid
        rows, columns = int(grid.r[end] - grid.r[start]), int(grid.q[end] - grid.q[start])
        bearing = degrees(atan2(columns + rows / 2, -rows * sqrt(3) / 2)) % 360
        return WINDS[round(bearing / 45) % 8]

    def _apart(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        grid = self.scenario.map.grid
        q, r = grid.q[first] - grid.q[second], grid.r[first] - grid.r[second]
        return np.asarray(np.sqrt(q * q + q * r + r * r) * self.scenario.map.hex_metres / 1000)
