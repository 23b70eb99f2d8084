"""Checks of the ground: places in the box, towns with blocks, a hex for each, objectives in reach."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.base.columns import Flags
from sim.base.document import Loc
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.schema_conditions import Condition, HoldsLeaf, RelaxedLeaf
from sim.scenario.walk import parts_of

if TYPE_CHECKING:
    from sim.scenario.hexmap import HexMap


def check_box(scope: Scope) -> Iterator[Problem]:
    """Every place of the map lies in its box."""
    chart = scope.files.scenario.map
    locs: dict[str, Loc] = {name: ("map", "places", index) for index, name in enumerate(chart.places)}
    locs |= {point.id: ("map", "points", index) for index, point in enumerate(chart.points)}
    for name, place in scope.placed.items():
        inside = chart.south <= place.lat <= chart.north and chart.west <= place.lon <= chart.east
        if not inside:
            message = f"{quoted(name)} ({place.lat}, {place.lon}) lies off the map"
            box = f"south {chart.south}, north {chart.north}, west {chart.west}, east {chart.east}"
            yield scope.problem("scenario", locs[name], message, f"take it off the list, or widen the box ({box})")


def check_towns(scope: Scope) -> Iterator[Problem]:
    """Shares and relaxed garrisons are asked only of places that have blocks."""
    for sheet, part in scope.sheets:
        for loc, holds in parts_of(part, HoldsLeaf):
            if (holds.min_share, holds.max_share) != (None, None) and holds.place not in scope.towns:
                yield _no_blocks(scope, sheet, loc, holds.place)
        for loc, relaxed in parts_of(part, RelaxedLeaf):
            if relaxed.place not in scope.towns:
                yield _no_blocks(scope, sheet, loc, relaxed.place)


def _no_blocks(scope: Scope, sheet: str, loc: Loc, place: str) -> Problem:
    message = f"{quoted(place)} has no blocks, so it has no shares and no garrison that relaxes"
    return scope.problem(sheet, (*loc, "place"), message, "add it to map.towns with its blocks")


def check_tunnels(scope: Scope) -> Iterator[Problem]:
    """No more people hide below a town than its tunnels hold."""
    for index, town in enumerate(scope.files.scenario.map.towns):
        units = [unit for unit in scope.files.forces.units if unit.hidden and unit.at == town.place]
        hiding = sum(unit.strength.number for unit in units)
        if hiding > town.tunnels:
            message = f"{hiding} people hide in {quoted(town.place)}, whose tunnels hold {town.tunnels}"
            yield scope.problem("scenario", ("map", "towns", index), message, "raise tunnels", "warning")


def check_hexes(scope: Scope) -> Iterator[Problem]:
    """The map can be made: every place gets a hex of its own, and the river can be led between them."""
    if isinstance(scope.hexmap, str) and not [*check_box(scope)] and len(scope.placed) == _wanted(scope):
        remedy = "" if ";" in scope.hexmap or ": use" in scope.hexmap else "use smaller hexes or fewer places"
        yield scope.problem("scenario", ("map",), f"has no hex map: {scope.hexmap}", remedy)


def _wanted(scope: Scope) -> int:
    return len({*scope.files.scenario.map.all_places})


def check_reach(scope: Scope) -> Iterator[Problem]:
    """A place that an objective asks a side to hold can be reached by that side or its friends."""
    reach = {side.id: _Reach(scope, side.id) for side in scope.files.scenario.sides}
    for index, objective in enumerate(scope.files.scenario.objectives):
        for loc, holds in _asked(objective.when, ("objectives", index, "when")):
            fault = reach[holds.side].fault(holds.place) if holds.side in reach else ""
            if fault:
                remedy = "permit the country, add a crossing or a lift, or change the objective"
                yield scope.problem("scenario", (*loc, "holds", "place"), fault, remedy)


def _asked(node: Condition, loc: Loc) -> Iterator[tuple[Loc, HoldsLeaf]]:
    """Yield the `holds` leaves that must come true (none below `not`)."""
    if node.holds is not None:
        yield loc, node.holds
    elif node.not_ is None:
        for index, child in enumerate(node.children):
            yield from _asked(child, (*loc, node.kind, index))


class _Reach:
    """Where the formations of a side and its friends can get to over the whole of a scenario."""

    def __init__(self, scope: Scope, side: str) -> None:
        self._scope, self._side = scope, side
        friends, forces = scope.friends(side), scope.files.forces
        self._formations = [formation for formation in forces.formations if formation.side in friends]
        self._lifted = any(p.kind == "helicopter" and p.side in friends for p in forces.air)

    def fault(self, place: str) -> str:
        """Return why the side can never hold the place, or an empty text."""
        if not self._formations:
            return f"can never be held: {quoted(self._side)} has no formations"
        hexmap = self._scope.hexmap
        if self._lifted or isinstance(hexmap, str) or place not in hexmap.place_hex:
            return ""
        if self._hexes[hexmap.place_hex[place]]:
            return ""
        return f"{quoted(place)} cannot be reached by {quoted(self._side)}: a border or the river is in the way"

    @cached_property
    def _hexes(self) -> Flags:
        """Return the hexes (H+1,) that any formation can be in."""
        starts: dict[frozenset[str], list[int]] = {}
        hexmap = self._scope.hexmap
        assert not isinstance(hexmap, str)
        for formation in self._formations:
            hexes = starts.setdefault(self._scope.permits(formation), [])
            entries = [self._scope.entry(unit) for unit in formation.units]
            hexes += [hexmap.place_hex[entry] for entry in entries if entry in hexmap.place_hex]
        reached: Flags = np.zeros(hexmap.grid.count + 1, dtype=bool)
        for permits, hexes in starts.items():
            reached |= _flood(hexmap, hexes, permits)
        return reached


def _flood(hexmap: HexMap, starts: list[int], permits: frozenset[str]) -> Flags:
    """Return the hexes (H+1,) to which units can walk from their starts with these permits."""
    from sim.scenario.hexmap import COUNTRIES, TERRAIN

    allowed = [COUNTRIES.index(country) for country in sorted(permits)]
    ground = np.isin(hexmap.country, allowed)
    ground &= ~np.isin(hexmap.terrain, (TERRAIN.index("water"), TERRAIN.index("off")))
    ground[-1] = False
    open_edges = ~hexmap.river | hexmap.ferry
    reached = np.zeros(len(ground), dtype=bool)
    reached[starts] = True
    front = np.flatnonzero(reached)
    while len(front):
        ways = hexmap.grid.neighbours[front][open_edges[front]]
        front = np.unique(ways[ground[ways] & ~reached[ways]])
        reached[front] = True
    return reached
