"""The commander who rolls dice: every unit now and then gets an order that it can carry out, and no thought behind it.

It is what the others are measured against, and it finds dead ends that nobody thought of.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints
from sim.base.luck import Luck
from sim.base.paths import FAR
from sim.orders.order import Orders, straight
from sim.scenario.passage import PERMIT_SETS
from sim.scenario.scenario import Scenario
from sim.state.kinds import MOVING, Mission, Posture, Verb
from sim.state.observation import Observation

CHANGES_OF_16 = 4
VERBS = np.array([verb for verb in Verb if verb not in (Verb.HIDE, Verb.REST)], dtype=np.int64)
MISSIONS = (Mission.SUPPORT, Mission.STRIKE, Mission.INTERDICT, Mission.PATROL)


class Chance:
    """Draws orders by lot from the world's seed, the side and the hour: the same world, the same orders."""

    name = "chance"
    scripted = False

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return orders for a quarter of the units, each of them possible as far as the side knows."""
        luck = Luck(seen.picture.seeds, seen.impulse)
        side = scenario.sides[seen.side]
        nothing = np.zeros((0, 4), dtype=np.int64), np.zeros((0, 3), dtype=np.int64)
        return Orders((), _ground(scenario, seen, luck, side), _air(scenario, seen, luck, side), *nothing)

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return nothing: there is no why."""
        return {}


def _ground(scenario: Scenario, seen: Observation, luck: Luck, side: str) -> Ints:
    picture, forces, nowhere = seen.picture, scenario.forces, scenario.map.grid.count
    mine = (forces.side == seen.side) & picture.on_map & (picture.posture != Posture.ROUT)
    mine &= ~scenario.formations.tied[forces.formation]
    told = mine & (luck.d16(f"chance {side} whether", forces.words) < CHANGES_OF_16)
    verb = VERBS[luck.below(f"chance {side} verb", VERBS.size, forces.words)]
    goal = scenario.place_hex[luck.below(f"chance {side} place", scenario.place_hex.size, forces.words)]
    kinds = forces.mobility * PERMIT_SETS + picture.permits[:, forces.formation]
    slots = scenario.routes.slots(goal, kinds)
    lost = scenario.routes.minutes[slots, picture.position] >= FAR
    stays = ~np.isin(verb, MOVING) | lost
    verb = np.where(np.isin(verb, MOVING) & lost, int(Verb.HOLD), verb)
    goal = np.where(stays, nowhere, goal)
    worlds, units = np.nonzero(told)
    return straight(worlds, units, verb[told], goal[told], nowhere)


def _air(scenario: Scenario, seen: Observation, luck: Luck, side: str) -> Ints:
    packages = scenario.packages
    if not packages.ids:
        return np.zeros((0, 6), dtype=np.int64)
    mine = (packages.side == seen.side) & ~packages.helicopter & (seen.picture.flying > 0)
    told = mine & (luck.d16(f"chance {side} air", packages.words) < CHANGES_OF_16)
    mission = np.array(MISSIONS, dtype=np.int64)[luck.below(f"chance {side} mission", len(MISSIONS), packages.words)]
    aim = scenario.place_hex[luck.below(f"chance {side} aim", scenario.place_hex.size, packages.words)]
    worlds, rows = np.nonzero(told)
    zero = np.zeros_like(worlds)
    return np.stack((worlds, rows, mission[told], aim[told], zero - 1, zero), axis=1)
