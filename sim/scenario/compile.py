"""From validated files to a scenario ready to play: names become numbers, the geography becomes a map of hexes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from sim.base.clock import Clock, parse_time
from sim.base.columns import Flags, Ints
from sim.base.luck import words_of
from sim.base.paths import Routes
from sim.errors import Problem, Unreadable
from sim.scenario.audience import audiences
from sim.scenario.forces import compile_air, compile_forces, compile_formations
from sim.scenario.geography import Geography, Place, load_geography
from sim.scenario.ground import starting_control
from sim.scenario.hexmap import COUNTRIES, Box, HexMap, rasterise
from sim.scenario.load import ScenarioFiles, load_files
from sim.scenario.passage import passage
from sim.scenario.ruleset import compile_ruleset
from sim.scenario.scenario import Dated, Objective, Roll, Scenario, Towns, Trigger
from sim.scenario.schema import MapPart, ScenarioSheet
from sim.scenario.stamp import stamp


@lru_cache(maxsize=8)
def load(name_or_path: str | Path) -> Scenario:
    """Return the scenario of a shipped name or a path, ready to play; raise Unreadable if it is not valid."""
    return compile_scenario(load_files(name_or_path))


def compile_scenario(files: ScenarioFiles) -> Scenario:
    """Compile validated files.  Names are taken to be right: `lint` says where they are not."""
    try:
        return _compile(files)
    except (KeyError, ValueError) as error:
        path = str(files.documents["scenario"].path)
        said = str(error).strip("'\"")
        problem = Problem(path, 1, 1, f"cannot be made ready to play: {said}", "run: abukamal check")
        raise Unreadable([problem]) from error


def own_places(part: MapPart) -> list[Place]:
    """Return the points that a scenario adds to the geography, as places."""
    return [
        Place(id=point.id, names=(point.name,), source=("scenario",), error_km=0.0, confidence="low", kind="waypoint",
              size=0, lat=point.lat, lon=point.lon, countries=(), bank="none")
        for point in part.points
    ]  # fmt: skip


LAID = 8
_LAID: dict[tuple[object, ...], tuple[Geography, HexMap]] = {}
"""The latest maps by all that they are made of: who checks a scenario and then plays it needs the same one twice."""


def hexmap_of(sheet: ScenarioSheet, geography: Geography) -> HexMap:
    """Lay the scenario's hexes over the geography; nobody writes on a map."""
    part = sheet.map
    points = tuple(own_places(part))
    known = tuple(place for place in part.places if place not in {point.id for point in points})
    box, towns = Box(part.south, part.north, part.west, part.east), tuple(town.place for town in part.towns)
    key = (box, part.hex_metres, known, towns, points)
    under, hexmap = _LAID.get(key, (None, None))
    if hexmap is None or under is not geography:
        hexmap = rasterise(geography, box, part.hex_metres, known, towns, points)
        while len(_LAID) >= LAID:
            del _LAID[next(iter(_LAID))]
        _LAID[key] = geography, hexmap
    return hexmap


def _compile(files: ScenarioFiles) -> Scenario:
    sheet = files.scenario
    clock = sheet.clock.clock
    hexmap = hexmap_of(sheet, load_geography())
    ruleset = compile_ruleset(files.ruleset)
    sides = tuple(side.id for side in sheet.sides)
    hostile, friend = _relations(sheet, sides)
    forces = compile_forces(files, hexmap, sides)
    places = tuple(hexmap.place_hex)
    scenario = Scenario(
        id=sheet.id, title=sheet.title, summary=sheet.summary, codename=sheet.codename or "", clock=clock, map=hexmap,
        ruleset=ruleset, sides=sides, side_names=tuple(side.name for side in sheet.sides),
        playable=np.array([side.player for side in sheet.sides], dtype=np.bool_),
        hostile=hostile, friend=friend, forces=forces,
        formations=compile_formations(files, hexmap, sides, ruleset), packages=compile_air(files, sides),
        towns=_towns(sheet, hexmap), places=places,
        place_hex=np.array([hexmap.place_hex[place] for place in places], dtype=np.int64),
        countries=COUNTRIES, control=starting_control(sheet, hexmap, sides),
        history=_history(files, sides, clock), triggers=_triggers(files), objectives=_objectives(files, sides, clock),
        levels=_levels(sheet, sides), pairs=_pairs(forces.side, hostile),
        routes=Routes(hexmap.grid, passage(hexmap, ruleset)), roll=_roll(files),
    )  # fmt: skip
    object.__setattr__(scenario, "digest", stamp(scenario))
    object.__setattr__(scenario, "audience", audiences(scenario))
    return scenario


def _relations(sheet: ScenarioSheet, sides: tuple[str, ...]) -> tuple[Flags, Flags]:
    hostile = np.zeros((len(sides), len(sides)), dtype=np.bool_)
    for first, second in sheet.hostile:
        hostile[sides.index(first), sides.index(second)] = hostile[sides.index(second), sides.index(first)] = True
    friend: Flags = np.eye(len(sides), dtype=np.bool_)
    for side in sheet.sides:
        for other in side.friends:
            friend[sides.index(side.id), sides.index(other)] = friend[sides.index(other), sides.index(side.id)] = True
    return hostile, friend


def _pairs(side: Ints, hostile: Flags) -> tuple[Ints, Ints]:
    """Return the unit pairs (P,) whose sides are hostile, first below second."""
    first, second = np.triu_indices(side.size, 1)
    foes = hostile[side[first], side[second]]
    return first[foes].astype(np.int64), second[foes].astype(np.int64)


def _towns(sheet: ScenarioSheet, hexmap: HexMap) -> Towns:
    towns = sheet.map.towns
    ids = tuple(town.place for town in towns)
    return Towns(
        ids, words_of(ids), np.array([hexmap.place_hex[place] for place in ids], dtype=np.int64),
        np.array([town.blocks for town in towns], dtype=np.int64),
        np.array([town.tunnels for town in towns], dtype=np.int64),
    )  # fmt: skip


def _history(files: ScenarioFiles, sides: tuple[str, ...], clock: Clock) -> tuple[Dated, ...]:
    orders = [
        Dated(order.id, clock.impulse_at(parse_time(order.at)), sides.index(order.by), order.do, order.cites or (),
              order.assumed or "", order.unless)
        for order in files.history.orders
    ]  # fmt: skip
    return tuple(sorted(orders, key=lambda order: (order.impulse, order.id)))


def _triggers(files: ScenarioFiles) -> tuple[Trigger, ...]:
    hours = files.scenario.clock.impulse_hours
    return tuple(
        Trigger(event.id, event.title, event.when, event.given, -(-(event.repeat_hours or 0) // hours), event.do,
                event.say or "", event.cites or ())
        for event in files.events.events
    )  # fmt: skip


def _objectives(files: ScenarioFiles, sides: tuple[str, ...], clock: Clock) -> tuple[Objective, ...]:
    return tuple(
        Objective(part.id, part.title, sides.index(part.side), part.when,
                  min(max(clock.impulse_at(part.moment) - 1, 0), clock.impulses - 1), part.by is not None, part.points,
                  part.cites or ())
        for part in files.scenario.objectives
    )  # fmt: skip


def _levels(sheet: ScenarioSheet, sides: tuple[str, ...]) -> tuple[tuple[tuple[str, int], ...], ...]:
    named = {victory.side: tuple((level.name, level.at_least) for level in victory.levels) for victory in sheet.victory}
    return tuple(named.get(side, ()) for side in sides)


def _roll(files: ScenarioFiles) -> Roll:
    """Gather the names that facts ask after: commanders, forces, backers, what each side is after."""
    commanders: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    for formation in files.forces.formations:
        names.append((formation.side, formation.name))
        names.extend((formation.side, unit.name) for unit in formation.units)
        led = [formation.commander] if formation.commander else []
        commanders.extend((formation.side, person.name) for person in [*led, *formation.commanders])
    names.extend((package.side, package.name) for package in files.forces.air)
    backers = [(side.id, backer.name) for side in files.scenario.sides for backer in side.backers]
    backers += [(side.id, friend) for side in files.scenario.sides for friend in side.friends]
    aims = [
        (part.side, place)
        for part in files.scenario.objectives
        for place in _places_in(part.when.model_dump(exclude_none=True))
    ]
    return Roll(tuple(commanders), tuple(names), tuple(backers), tuple(dict.fromkeys(aims)))


def _places_in(tree: object) -> list[str]:
    """Return every place that a dumped condition tree names."""
    if isinstance(tree, dict):
        here = [str(value) for key, value in tree.items() if key in {"place", "to_place"}]
        return here + [place for value in tree.values() for place in _places_in(value)]
    if isinstance(tree, list | tuple):
        return [place for value in tree for place in _places_in(value)]
    return []
