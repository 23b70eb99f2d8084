"""Section 6. Zones of control and stacking.

6.1  A unit of at least 40 fighters that holds together (cohesion 20) and neither hides nor lies in ambush
     controls the six hexes around it, not across the river.  (assumed; rules note 2.4)
6.2  Entering a hostile zone ends movement.  Going from one hostile zone to the next is forbidden except to
     raiders by night who roll below 8, and to troops who withdraw.
6.3  No unit enters a hex that hostile troops stand in, except the blocks of a town that it is ordered to
     attack.
6.4  At most so many units of a side end a march or a flight in a hex (ruleset: stack, town_stack). Troops who
     fall back and reinforcements crowd in regardless.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Counts, Flags, Ints, among
from sim.rules.moment import Moment
from sim.state.kinds import Posture

FIRM = 200
RAIDER_SLIPS = 8


@dataclass
class Zones:
    """Who stands where and who controls what, each (S, W, H+1): seen from side S, by those hostile to it."""

    hostile: Flags  # hostile troops in the hex
    zone: Flags  # hex within a hostile zone of control
    friends: Counts  # units of the side itself in the hex
    lairs: Flags  # hexes next to hostile troops who lie in ambush and whom the side has not seen


def zones(moment: Moment) -> Zones:
    """Draw the map of presence and control as it stands now."""
    state, scenario = moment.state, moment.scenario
    grid, bank = scenario.map.grid, scenario.map.bank
    sides, width = len(scenario.sides), grid.count + 1
    shape = (sides, state.worlds, width)
    present, exerted = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    friends = np.zeros(shape, dtype=np.int16)
    above = state.above & (state.position != moment.nowhere)
    effective = above & (state.fit >= scenario.ruleset.constants.zone_strength)
    effective &= (state.cohesion >= FIRM) & ~among(state.posture, (Posture.ROUT, Posture.AMBUSH))
    for side in range(sides):
        mine = scenario.forces.side == side
        worlds, units = np.nonzero(above & mine)
        present[side, worlds, state.position[worlds, units]] = True
        np.add.at(friends[side].reshape(-1), worlds * width + state.position[worlds, units], 1)
        worlds, units = np.nonzero(effective & mine)
        here = state.position[worlds, units]
        exerted[side, worlds, here] = True
        around = grid.neighbours[here]
        same = bank[around] == bank[here][:, None]
        exerted[side, np.broadcast_to(worlds[:, None], around.shape)[same], around[same]] = True
    hostile, zone = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for side in range(sides):
        for other in np.flatnonzero(scenario.hostile[side]).tolist():
            hostile[side] |= present[other]
            zone[side] |= exerted[other]
    zone[:, :, -1] = False
    return Zones(hostile, zone, friends, _lairs(moment))


def _lairs(moment: Moment) -> Flags:
    """Mark the hexes beside each unseen ambush, for every hostile side, (S, W, H+1) (rule 7.1)."""
    state, scenario = moment.state, moment.scenario
    lairs = np.zeros((len(scenario.sides), state.worlds, moment.nowhere + 1), dtype=np.bool_)
    lying = state.above & (state.posture == Posture.AMBUSH) & (state.position != moment.nowhere)
    if not lying.any():
        return lairs
    for side in range(len(scenario.sides)):
        unseen = lying & scenario.hostile[side][scenario.forces.side] & (state.seen[:, :, side] == 0)
        worlds, units = np.nonzero(unseen)
        around = scenario.map.grid.neighbours[state.position[worlds, units]]
        lairs[side, worlds[:, None], around] = True
    lairs[:, :, -1] = False
    return lairs


def limits(moment: Moment) -> Ints:
    """Return how many units of one side a hex holds, (H+1,)."""
    constants = moment.scenario.ruleset.constants
    limit = np.full(moment.nowhere + 1, constants.stack, dtype=np.int64)
    limit[moment.scenario.towns.hex] = constants.town_stack
    return limit
