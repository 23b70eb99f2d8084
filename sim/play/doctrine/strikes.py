"""Blows at what stands beside us: counterattacks on the overextended, sorties of those who are cut off.

The plan sends formations to places; this looks at hexes.  Everybody who stands beside an enemy counts: together they
strike the hex at which the odds are best, if these are good enough, and go back to their task when it is done.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.play.doctrine.estimate import Estimate, odds
from sim.play.doctrine.levels import Level
from sim.play.doctrine.tasks import Tasks, Why
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb

OVEREXTENDED = 8
"""Odds, in steps, at which an enemy in the open is struck though the plan does not ask for it."""
FIT_COHESION = 500
"""Who holds together less than this strikes nobody."""
CUT_HOURS = 24
"""Hours after which those who are cut off try to open their line."""


def strikes(scenario: Scenario, found: Estimate, told: Tasks, level: Level) -> None:
    """Let those who hold, or wait, strike an enemy beside them where the odds are good."""
    picture = found.seen.picture
    near, hexes = found.near, scenario.map.grid.count + 1
    if not near.world.size:
        return
    where = picture.position[near.world, near.foe]
    mine = _by_hex(near.world * hexes + where, near.unit, found.blow[near.world, near.unit])
    theirs = _by_hex(near.world * hexes + where, near.foe, found.worth[near.world, near.foe])
    chance = odds(mine, theirs)
    wants = np.where(picture.cut[near.world, near.unit] >= CUT_HOURS, level.odds, level.odds + OVEREXTENDED)
    indoors = np.isin(where, scenario.towns.hex)
    good = _free(found, told)[near.world, near.unit] & (chance >= wants) & ~indoors
    best = np.full(found.worth.shape, -1, dtype=np.int64)
    rows = np.flatnonzero(good)[np.argsort(chance[good], kind="stable")]  # the best last, so that it stays
    best[near.world[rows], near.unit[rows]] = rows
    worlds, units = np.nonzero(best >= 0)
    row = best[worlds, units]
    told.verb[worlds, units], told.goal[worlds, units] = int(Verb.ATTACK), where[row]
    told.why[worlds, units], told.odds[worlds, units] = int(Why.STRIKE), chance[row]
    told.place[worlds, units] = -1


def _free(found: Estimate, told: Tasks) -> Flags:
    """Return who may be spared: those who hold, wait or rest, and are fit to fight."""
    picture = found.seen.picture
    calm = np.isin(told.why, (Why.NONE, Why.HOLD, Why.GARRISON, Why.GUARD, Why.ESCAPE))
    free: Flags = found.obeys & calm & (picture.cohesion >= FIT_COHESION)
    return free


def _by_hex(key: Ints, who: Ints, power: Ints) -> Ints:
    """Sum power over the different units of each key, and return each row's sum."""
    pairs, first = np.unique(np.stack((key, who)), axis=1, return_index=True)
    keys, group = np.unique(pairs[0], return_inverse=True)
    total = np.zeros(keys.size, dtype=np.int64)
    np.add.at(total, group, power[first])
    summed: Ints = total[np.searchsorted(keys, key)]
    return summed
