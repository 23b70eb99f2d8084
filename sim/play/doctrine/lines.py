"""Lines of supply: who stands on a short one before the enemy does, who is cut off, at which hex, and who goes there to
open the line or to keep it open.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints, scatter_add
from sim.play.doctrine.aims import DEAR
from sim.play.doctrine.estimate import Estimate, hours_left, odds
from sim.play.doctrine.levels import Level
from sim.play.doctrine.tasks import Tasks, Why
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.rules.supply import NEAR_METRES, Lines, lines
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb

RELIEF_METRES = 30_000
"""Who is farther from the break than this is not called."""
WORST = 2
"""Breaks that are seen to in a turn, those that cut off most people first."""
WATCHED_METRES = 15_000
"""A line to a dear place that is no longer than this beyond its safe beginning is watched hex by hex."""
SAFE = 4
"""Odds, in steps, of a garrison over whoever is about, below which all are wanted in the place itself."""


def post_guards(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks) -> None:
    """Stand on the short lines that feed what is dear while nobody else does: a single enemy who halts on one of them
    starves a garrison that no assault would take.
    """
    picture = found.seen.picture
    if scenario.ruleset.constants.stock_hours >= hours_left(scenario, found.seen.impulse):
        return  # what everybody carries lasts to the end
    kinds = movement_class(moment_of(scenario, picture))
    ways: dict[tuple[int, int, int], list[int]] = {}
    safe = odds(found.own_at, found.foe_about) >= SAFE
    for column in np.flatnonzero(worth >= DEAR).tolist():
        h = int(places[column])
        inside = found.obeys & (picture.position == h)
        for world in np.flatnonzero(found.held[:, column] & safe[:, column] & inside.any(axis=1)).tolist():
            garrison = np.flatnonzero(inside[world])
            depots = scenario.formations.depot[scenario.forces.formation[garrison]]
            fed = scatter_add(scenario.map.grid.count + 1, depots, picture.fit[world, garrison])
            depot = int(np.argmax(fed))  # that of most of them
            kind = int(kinds[world, garrison[depots == depot][0]])
            key = h, depot, kind
            if key not in ways:
                ways[key] = _exposed(scenario, *key)
            _man(scenario, found, told, world, ways[key])


def _exposed(scenario: Scenario, h: int, depot: int, kind: int) -> list[int]:
    """Return the hexes of a short line on which it can be cut, from the depot on; none of a long one."""
    safe, most = (metres // scenario.map.hex_metres for metres in (NEAR_METRES, WATCHED_METRES))
    way = list(scenario.routes.way(h, depot, kind))
    return way[:safe:-1] if len(way) <= safe + most + 1 else []


def _man(scenario: Scenario, found: Estimate, told: Tasks, world: int, posts: list[int]) -> None:
    """Tell the nearest who can be spared to stand on each post, as many as the rules ask of a guard."""
    picture, least = found.seen.picture, scenario.ruleset.constants.guard_strength
    foes = scenario.hostile[found.seen.side][scenario.forces.side] & (found.worth[world] > 0)
    spare = _spare(found, world)
    for h in posts:
        if (foes & (picture.position[world] == h)).any():
            continue  # that is no post any more but a fight
        people = 0
        for unit in _callable(scenario, found, told, world, h).tolist():
            here = int(picture.position[world, unit])
            if people >= least:
                break
            if here != h and not spare[here]:
                continue
            spare[here] -= here != h
            people += int(picture.fit[world, unit])
            told.verb[world, unit] = int(Verb.DIG if here == h else Verb.MOVE)
            told.goal[world, unit] = scenario.map.grid.count if here == h else h
            told.why[world, unit], told.place[world, unit] = int(Why.LINE), -1


def keep_lines(
    scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks, level: Level
) -> None:
    """Keep guards where they keep a line open, and send some to where one is cut.

    Nobody is taken for it from a dear place that an enemy is near to.
    """
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    if scenario.ruleset.constants.stock_hours >= hours_left(scenario, found.seen.impulse):
        return  # what everybody carries lasts to the end
    traced = lines(moment_of(scenario, picture), found.seen.side)
    worlds, dear = np.arange(picture.worlds)[:, None], worth >= DEAR
    on_guard = found.obeys & traced.kept[worlds, picture.position] & ~np.isin(picture.position, scenario.towns.hex)
    told.verb[on_guard], told.why[on_guard] = int(Verb.DIG), int(Why.LINE)
    told.goal[on_guard], told.place[on_guard] = nowhere, -1
    for world in np.flatnonzero((traced.where != nowhere).any(axis=1)).tolist():
        spare = _spare(found, world) | dict.fromkeys(places[dear & (found.foe_about[world] > 0)].tolist(), 0)
        for h in _worst(scenario, found, traced, world):
            _open(scenario, found, told, level, world, h, spare)


def _worst(scenario: Scenario, found: Estimate, traced: Lines, world: int) -> list[int]:
    """Return the hexes at which most people's lines are cut."""
    cut = np.flatnonzero(traced.where[world] != scenario.map.grid.count)
    hexes, group = np.unique(traced.where[world, cut], return_inverse=True)
    people = np.zeros(hexes.size, dtype=np.int64)
    np.add.at(people, group, found.seen.picture.fit[world, cut])
    return [int(h) for h in hexes[np.argsort(-people, kind="stable")][:WORST]]


def _spare(found: Estimate, world: int) -> dict[int, int]:
    """Return how many units may leave each hex: at most half of those who stand together, but one who stands alone."""
    standing: dict[int, int] = {}
    for here in found.seen.picture.position[world, np.flatnonzero(found.obeys[world])].tolist():
        standing[here] = standing.get(here, 0) + 1
    return {here: max(count // 2, 1) for here, count in standing.items()}


def _open(
    scenario: Scenario, found: Estimate, told: Tasks, level: Level, world: int, h: int, spare: dict[int, int]
) -> None:
    """Send who is near enough, and can be spared, to one hex: enough to guard it, or to beat who stands there."""
    picture, least = found.seen.picture, scenario.ruleset.constants.guard_strength
    foes = scenario.hostile[found.seen.side][scenario.forces.side]
    standing = foes & (picture.position[world] == h) & (found.worth[world] > 0)
    resistance = int(found.worth[world, standing].sum())
    near = _callable(scenario, found, told, world, h)
    left = dict(spare)
    called: list[int] = []
    people = blow = 0
    for unit in near.tolist():
        here = int(picture.position[world, unit])
        if here != h and not left[here]:
            continue
        left[here] -= here != h
        called.append(unit)
        people += int(picture.fit[world, unit])
        blow += int(found.blow[world, unit])
        enough = int(odds(np.array(blow), np.array(resistance))) >= level.odds if resistance else people >= least
        if enough:
            verb = Verb.ATTACK if resistance else Verb.MOVE
            there = picture.position[world, called] == h
            told.verb[world, called] = np.where(there & (not resistance), int(Verb.DIG), int(verb))
            told.goal[world, called] = np.where(there & (not resistance), scenario.map.grid.count, h)
            told.why[world, called], told.place[world, called] = int(Why.LINE), -1
            spare.update(left)
            return


def _callable(scenario: Scenario, found: Estimate, told: Tasks, world: int, h: int) -> Ints:
    """Return own units near a hex that may be called, nearest first."""
    picture = found.seen.picture
    apart = scenario.map.grid.distance(picture.position[world], h) * scenario.map.hex_metres
    busy = np.isin(told.why[world], (Why.LINE, Why.BREAK_OFF, Why.HIDE, Why.RISE, Why.REST))
    able = np.flatnonzero(found.obeys[world] & ~busy & (apart <= RELIEF_METRES))
    near: Ints = able[np.argsort(apart[able], kind="stable")]
    return near
