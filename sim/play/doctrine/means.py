"""Aircraft and the temper of formations: whom to support, what to bomb, whom to fly where, when to press an assault."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.play.doctrine.aims import DEAR
from sim.play.doctrine.estimate import Estimate
from sim.play.doctrine.levels import Level
from sim.play.doctrine.plan import Plan
from sim.rules.legal import stances
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission

FLIGHT_WORTH, FLIGHT_MINUTES = 8, 240
"""A flight is for a place of some worth that troops would need hours to reach."""
CONCENTRATION = 100
"""Known power at a place that is worth bombers."""


def air(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, made: Plan, level: Level) -> Ints:
    """Return the missions that change, as rows of `Orders.air`."""
    rows = [np.zeros((0, 6), dtype=np.int64)]
    for package in np.flatnonzero(scenario.packages.side == found.seen.side).tolist():
        flying = found.seen.picture.flying[:, package] > 0
        if scenario.packages.helicopter[package]:
            if level.tricks:
                rows.append(_flights(scenario, places, worth, found, package, flying))
        elif scenario.packages.bomber[package]:
            rows.append(_bombers(scenario, places, found, package, flying))
        else:
            rows.append(_support(scenario, places, worth, found, made, package, flying))
    return np.concatenate(rows)


def _rows(package: int, worlds: Ints, mission: Ints | int, aim: Ints, cargo: Ints | int = -1) -> Ints:
    table = np.zeros((worlds.size, 6), dtype=np.int64)
    for column, values in enumerate((worlds, package, mission, aim, cargo, 0)):
        table[:, column] = values
    return table


def _support(
    scenario: Scenario, places: Ints, worth: Ints, found: Estimate, made: Plan, package: int, flying: Flags
) -> Ints:
    """Send aircraft where our attack meets resistance, else where a place of ours is threatened, else anywhere."""
    effort = np.where(found.foe_at > 0, made.sent, 0) + np.where(found.held, found.foe_about, 0)
    score = effort * np.maximum(worth, 1)
    best = np.argmax(score, axis=1)
    worlds = np.arange(best.size)
    aim = np.where(score[worlds, best] > 0, places[best], scenario.map.grid.count)
    picture = found.seen.picture
    changed = flying & ((picture.mission[:, package] != Mission.SUPPORT) | (picture.aim[:, package] != aim))
    return _rows(package, worlds[changed], int(Mission.SUPPORT), aim[changed])


def _bombers(scenario: Scenario, places: Ints, found: Estimate, package: int, flying: Flags) -> Ints:
    """Send bombers at the greatest known concentration, but not where people live."""
    empty = ~np.isin(places, np.array(sorted(scenario.inhabited), dtype=np.int64))
    power = np.where(empty, found.foe_at, 0)
    best = np.argmax(power, axis=1)
    worlds = np.arange(best.size)
    worthy = power[worlds, best] >= CONCENTRATION
    mission = np.where(worthy, int(Mission.STRIKE), int(Mission.REST))
    aim = np.where(worthy, places[best], scenario.map.grid.count)
    picture = found.seen.picture
    changed = flying & ((picture.mission[:, package] != mission) | (picture.aim[:, package] != aim))
    return _rows(package, worlds[changed], mission[changed], aim[changed])


def _flights(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, package: int, flying: Flags) -> Ints:
    """Carry a unit that fits to the place of most worth that nobody is known to guard."""
    picture = found.seen.picture
    fits = found.obeys & (found.pressed == 0) & (picture.fit > 0)
    fits &= picture.fit <= int(scenario.packages.capacity[package])
    free = ~found.held & (found.foe_at == 0) & (worth >= FLIGHT_WORTH) & ~np.isin(places, scenario.towns.hex)
    kinds = picture.permits[:, scenario.forces.formation]
    allowed = (kinds[:, :, None] >> scenario.map.country[places].astype(np.int64)) & 1 > 0
    gain = np.where(fits[:, :, None] & free[:, None, :] & allowed, worth, 0)
    gain = np.where(found.minutes > FLIGHT_MINUTES, gain, 0).reshape(gain.shape[0], -1)
    best = np.argmax(gain, axis=1)
    worlds = np.arange(best.size)
    unit, place = best // places.size, best % places.size
    waiting = (picture.cargo[:, package] == unit) & (picture.aim[:, package] == places[place])
    goes = flying & (gain[worlds, best] > 0) & ~waiting
    return _rows(package, worlds[goes], int(Mission.LIFT), places[place[goes]], unit[goes])


def tempers(scenario: Scenario, worth: Ints, found: Estimate, made: Plan, level: Level) -> Ints:
    """Return the doctrines that change, as rows of `Orders.stance`.

    Formations storm where odds are wanting, stand to the last where much would be lost, and else fight as ever.
    """
    if not level.storms:
        return np.zeros((0, 4), dtype=np.int64)
    rows = [np.zeros((0, 4), dtype=np.int64)]
    for formation in np.flatnonzero(scenario.formations.side == found.seen.side).tolist():
        usual = int(scenario.formations.doctrine[formation])
        boldest, firmest = _extremes(scenario, formation)
        target = np.maximum(made.target[:, formation], 0)
        storm = made.attacks[:, formation] & (made.odds[:, formation] < level.enough)
        stand = (made.target[:, formation] >= 0) & ~made.attacks[:, formation] & (worth[target] >= DEAR)
        stand &= found.foe_about[np.arange(target.size), target] > 0
        wanted = np.where(storm, boldest, np.where(stand, firmest, usual))
        worlds = np.flatnonzero(found.seen.picture.doctrine[:, formation] != wanted)
        table = np.zeros((worlds.size, 4), dtype=np.int64)
        table[:, 0], table[:, 1], table[:, 2] = worlds, formation, wanted[worlds]
        rows.append(table)
    return np.concatenate(rows)


def _extremes(scenario: Scenario, formation: int) -> tuple[int, int]:
    """Return, of the doctrines of a formation's kind of troops, that which asks for the least odds, and that which
    bears most.
    """
    doctrines = scenario.ruleset.doctrines
    rows = [doctrines.ids.index(word) for word in stances(scenario, formation)]
    boldest = min(rows, key=lambda row: (int(doctrines.odds[row]), row))
    return boldest, min(rows, key=lambda row: (int(doctrines.withdraw[row]), row))
