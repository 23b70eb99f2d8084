"""One hex in words: what is there, who holds it, who is known to stand in it, and how well its place is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from sim.report.chronicle.whereabouts import Whereabouts
from sim.scenario.hexmap import COUNTRIES, ROADS, TERRAIN
from sim.scenario.scenario import Scenario
from sim.view.mappane import Scene
from sim.view.opened import Opened

Rows = list[tuple[str, str]]
"""Lines of a hint, (text, style)."""
LANDS = {"SY": "Syria", "IQ": "Iraq", "JO": "Jordan"}
GROUND = {
    "desert": "open desert", "broken": "broken ground", "valley": "cultivated valley", "town": "built-up",
    "city": "town fought over by blocks", "airbase": "air base", "water": "water", "off": "off the map",
}  # fmt: skip
MOST_NAMES, MOST_UNITS = 5, 4


def describe(opened: Opened, scene: Scene, h: int) -> Rows:
    """Return what a hint says of a hex: everything of it comes from the scene and the map."""
    rows: Rows = []
    for place in places_in(opened, h):
        rows.append((place, "strong"))
        rows += _of_place(opened, place)
    if not rows:
        rows.append((place_title(opened.scenario, h, {}), "strong"))
    rows.append((ground_words(opened.scenario, h), "plain"))
    rows.append((held_words(opened.scenario, scene, h), "plain"))
    rows += _standing(opened.scenario, scene, h)
    return rows


def place_title(scenario: Scenario, h: int, names: Mapping[str, str]) -> str:
    """Return the name of a hex for people, of `names` by id: of its place, or of one by which it is known."""
    known = scenario.place_at.get(h, "")
    return names[known] if known in names else Whereabouts(scenario).at(h).removeprefix("at ")


def hours_of(minutes: int) -> str:
    """Say minutes in hours and minutes, `5 h 20`."""
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


def places_in(opened: Opened, h: int) -> list[str]:
    """Return the first names of the places in a hex."""
    known = {**opened.geography.places, **{place.id: place for place in opened.extra}}
    return [known[key].name for key, at in opened.scenario.map.place_hex.items() if at == h and key in known]


def ground_words(scenario: Scenario, h: int) -> str:
    """Return the terrain, the country, the road and the river of a hex."""
    hexmap = scenario.map
    parts = [GROUND[TERRAIN[int(hexmap.terrain[h])]]]
    if hexmap.wadi[h]:
        parts.append("a wadi")
    best = int(hexmap.road[h].max())
    if best:
        parts.append({"track": "track", "paved": "paved road", "highway": "main road"}[ROADS[best]])
    if hexmap.river[h].any():
        parts.append("on the Euphrates")
    country = int(hexmap.country[h])
    return f"{', '.join(parts)} ({LANDS[COUNTRIES[country]]})" if country >= 0 else ", ".join(parts)


def held_words(scenario: Scenario, scene: Scene, h: int) -> str:
    """Say who holds a hex, of a town how many blocks each."""
    if scene.blocks is not None and h in scenario.towns.hex.tolist():
        town = scenario.towns.hex.tolist().index(h)
        total = int(scenario.towns.blocks[town])
        shares = [
            f"{scenario.side_names[side]} {held}" for side, held in enumerate(scene.blocks[town].tolist()) if held
        ]
        return f"of {total} blocks: {', '.join(shares)}" if shares else f"{total} blocks, held by nobody"
    holder = int(scene.control[h])
    return f"held by: {scenario.side_names[holder]}" if holder >= 0 else "held by nobody"


def _standing(scenario: Scenario, scene: Scene, h: int) -> Rows:
    rows: Rows = []
    for stack in scene.stacks:
        if stack.hex == h:
            names = [scenario.forces.names[unit] for unit in stack.units]
            more = f" and {len(names) - MOST_UNITS} more" if len(names) > MOST_UNITS else ""
            told = ", ".join(names[:MOST_UNITS]) + more
            rows.append((f"{scenario.side_names[stack.side]}, {stack.people:,}: {told}", "plain"))
    return rows or [("nobody is known to stand here", "plain")]


def _of_place(opened: Opened, name: str) -> Rows:
    """Return the other names of a place, and where its position comes from."""
    rows: Rows = []
    own = {point.id: point for point in opened.files.scenario.map.points}
    for place in (*opened.geography.places.values(), *opened.extra):
        if place.name != name or place.id not in opened.scenario.map.place_hex:
            continue
        others = [other for other in place.names[1:] if _left_to_right(other)]
        if others:
            rows.append((f"also {', '.join(others[:MOST_NAMES])}", "plain"))
        point = own.get(place.id)
        if point is None:
            rows.append((f"position: {place.confidence} confidence, within {place.error_km:g} km", "plain"))
        else:
            rows.append((f"position assumed: {point.assumed}" if point.assumed else "position cited", "plain"))
    return rows


def _left_to_right(text: str) -> bool:
    """Say whether a name can be shown: the letters of those that are written from the right would not be joined."""
    return not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
