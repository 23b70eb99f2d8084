"""The supply overlay: which way each unit is fed, where a guard keeps the way open, and where it is cut."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.report.chronicle.whereabouts import Whereabouts
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.rules.supply import lines
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation
from sim.view.overlays_read import Reading, blank

CLASSES = (
    ("supply.open", "on an open line"),
    ("supply.guarded", "kept open by a guard"),
    ("supply.cut", "on a line that is cut"),
)


def supply(scenario: Scenario, seen: Observation) -> Reading:
    """Read the lines of the side's units to their depots."""
    picture, nowhere = seen.picture, scenario.map.grid.count
    found = lines(moment_of(scenario, picture), seen.side)
    units = np.flatnonzero((scenario.forces.side == seen.side) & picture.on_map[0]).tolist()
    depots = scenario.formations.depot[scenario.forces.formation[units]]
    kinds = movement_class(moment_of(scenario, picture))[0, units]
    slots = scenario.routes.slots(depots, kinds)
    of, ways, feeds = blank(scenario), {}, {}
    for row, (unit, slot) in enumerate(zip(units, slots.tolist(), strict=True)):
        start, end = int(picture.position[0, unit]), int(found.where[0, unit])
        if (slot, start) not in ways:
            depot, kind = int(depots[row]), int(kinds[row])
            ways[slot, start] = (scenario.routes.way(start, depot, kind) or (start,), end)
        feeds[unit] = slot
    for way, end in ways.values():
        held = of[list(way)]
        of[list(way)] = np.where(held < 0, 0 if end == nowhere else 2, held if end == nowhere else np.maximum(held, 2))
    of[:-1][found.kept[0, :-1] & (of[:-1] == 0)] = 1
    crosses = tuple(sorted({end for _, end in ways.values() if end != nowhere}))
    drawn = tuple((CLASSES[0 if end == nowhere else 2][0], way) for way, end in ways.values())

    def words(h: int) -> list[str]:
        return _words(scenario, seen, h, feeds, ways)

    return Reading("supply", CLASSES, of, words, drawn, crosses)


def _words(
    scenario: Scenario, seen: Observation, h: int, feeds: dict[int, int],
    ways: dict[tuple[int, int], tuple[tuple[int, ...], int]],
) -> list[str]:  # fmt: skip
    """Say who in a hex is fed from where, and whose lines pass through."""
    picture, said, nowhere = seen.picture, [], scenario.map.grid.count
    places = Whereabouts(scenario)
    for unit in [unit for unit in feeds if int(picture.position[0, unit]) == h][:3]:
        way, end = ways[feeds[unit], h]
        hours = -(-int(scenario.routes.minutes[feeds[unit], h]) // 60)
        km = (len(way) - 1) * scenario.map.hex_metres // 1000
        by = "by road" if _by_road(scenario, way) else "partly across country"
        name, source = scenario.forces.names[unit], places.to(way[-1])
        if end == nowhere:
            said.append(f"{name}: supplied from {source}, {km} km {by}, {hours} h")
        elif not picture.cut[0, unit]:
            said.append(f"{name}: the line to {source} is cut {places.at(end)}; until now it was fed")
        else:
            said.append(f"{name}: the line to {source} is cut {places.at(end)}; "
                        f"without supply for {int(picture.cut[0, unit])} h, stock for {int(picture.stock[0, unit])} h")
    if said:
        return said
    cut = [end for way, end in ways.values() if h in way and end != nowhere]
    through = sum(h in ways[slot, int(picture.position[0, unit])][0] for unit, slot in feeds.items())
    if not through:
        return ["no line of supply runs through this hex"]
    many = "the line of a unit runs" if through == 1 else f"the lines of {through} units run"
    return [f"{many} through this hex" + (f"; cut {places.at(cut[0])}" if cut else "")]


def _by_road(scenario: Scenario, way: tuple[int, ...]) -> bool:
    """Say whether a way follows roads or tracks from end to end."""
    grid, road = scenario.map.grid, scenario.map.road
    return all(road[a, grid.direction(a, b)] for a, b in pairwise(way))
