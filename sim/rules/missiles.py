"""Section 13. Suicide car bombs and rockets.

13.1 A unit with suicide vehicles that is in a full fight may send one: 8 of 64 in four hours, times what its
     doctrine makes of them; the largest engaged enemy is the target.  (000 line 82, 003 line 13)
13.2 The roll of sixteen: less 2 for berms (entrenchment 2), for guided missiles (weapons 3) and for aircraft
     overhead, plus 2 at night or from built-up ground.  Half and more do nothing; the worst takes 27 people.
     (rules note 2.12)
13.3 Rockets and mortars: one mission a day for each 130 fighters of a unit that has them, at an enemy it knows
     within 10 km, a quarter as good at one it does not know.  (000 line 76; rules note 2.11)
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints, among
from sim.base.steps import multiplier
from sim.rules.combat import DICE, engaged, exposure, hit
from sim.rules.moment import Contacts, Moment
from sim.state.events import EventKind

CAR_BOMB = np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 8, 14, 27], dtype=np.int64)
ROCKET_METRES = 10_000


def car_bombs(moment: Moment, near: Contacts) -> None:
    """Send suicide vehicles at the largest enemy in reach."""
    state, forces, ruleset = moment.state, moment.scenario.forces, moment.scenario.ruleset
    able = moment.pressed & (state.bombs > 0) & (state.cohesion >= 200)
    rate = ruleset.constants.car_bomb_rate * ruleset.doctrines.bombs[moment.doctrine] * moment.hours
    sent = able & (moment.luck.below("car bomb", 256, forces.words) < rate)
    if not sent.any():
        return
    strength = engaged(moment)
    rows = np.flatnonzero(sent[near.world, near.unit] & near.same_bank & (strength[near.world, near.other] > 0))
    world, unit, other = near.world[rows], near.unit[rows], near.other[rows]
    order = np.lexsort((other, -strength[world, other], unit, world))
    world, unit, other = world[order], unit[order], other[order]
    first = np.ones(order.size, dtype=np.bool_)
    first[1:] = (world[1:] != world[:-1]) | (unit[1:] != unit[:-1])
    world, unit, other = world[first], unit[first], other[first]
    shift = _car_bomb_shift(moment, world, unit, other)

    def cost(roll: Ints) -> Ints:
        people: Ints = CAR_BOMB[np.clip(roll + shift, 0, 15)]
        return people << 10

    roll = moment.luck.d16("car bomb effect", forces.words[unit], world)
    people = np.minimum(cost(roll) >> 10, state.fit[world, other])
    moment.thrown("car bomb", world, other, cost, people)
    state.bombs[world, unit] -= 1
    driver = np.minimum(state.fit[world, unit], 1)
    state.fit[world, unit] -= driver
    state.killed[world, unit] += driver
    _hit_together(moment, world, other, people, "car bomb death")
    moment.ledger.tell(
        moment.impulse, EventKind.CAR_BOMB, world, side=forces.side[unit], unit=unit, other=other,
        hexagon=state.position[world, other], amount=people,
    )  # fmt: skip


def _car_bomb_shift(moment: Moment, world: Ints, unit: Ints, other: Ints) -> Ints:
    """Return what is added to the roll of each car bomb, (N,) (rule 13.2)."""
    state, forces = moment.state, moment.scenario.forces
    against = np.where(state.dug[world, other] >= 2, 2, 0) + np.where(forces.weapons[other] >= 3, 2, 0)
    overhead = np.zeros_like(against)
    for package, side in enumerate(moment.scenario.packages.side.tolist()):
        ours = moment.scenario.friend[side][forces.side[other]]
        overhead = np.where(ours & (moment.flown[world, package] > 0), 2, overhead)
    built = among(moment.scenario.map.terrain[state.position[world, unit]], (3, 4))
    shift: Ints = np.where(built | moment.night, 2, 0) - against - overhead
    return shift


def _hit_together(moment: Moment, world: Ints, unit: Ints, people: Ints, draw: str) -> None:
    """Hurt units that may appear in several rows: their casualties are added up first."""
    units = moment.state.fit.shape[1]
    keys, where = np.unique(world * units + unit, return_inverse=True)
    total = np.zeros(keys.size, dtype=np.int64)
    np.add.at(total, where, people)
    hit(moment, keys // units, keys % units, total, draw)


def rockets(moment: Moment) -> None:
    """Fire rockets and mortars at enemies within reach."""
    state, forces, constants = moment.state, moment.scenario.forces, moment.scenario.ruleset.constants
    if not forces.rockets.any():
        return
    near = moment.contacts(ROCKET_METRES // moment.scenario.map.hex_metres)
    rows = np.flatnonzero(forces.rockets[near.unit] & state.above[near.world, near.unit]
                          & state.above[near.world, near.other])  # fmt: skip
    world, unit, other = near.world[rows], near.unit[rows], near.other[rows]
    known = state.seen[world, other, forces.side[unit]] > 0
    order = np.lexsort((other, near.distance[rows], ~known, unit, world))
    world, unit, other, known = world[order], unit[order], other[order], known[order]
    first = np.ones(order.size, dtype=np.bool_)
    first[1:] = (world[1:] != world[:-1]) | (unit[1:] != unit[:-1])
    world, unit, other, known = world[first], unit[first], other[first], known[first]
    rate = state.fit[world, unit] * 256 * moment.hours // (24 * constants.rocket_crew)
    missions = moment.luck.rounded("rockets", rate, 8, forces.words[unit], world)
    fired = missions > 0
    world, unit, other, known, missions = world[fired], unit[fired], other[fired], known[fired], missions[fired]
    power = missions * constants.rocket_casualties * multiplier(exposure(moment).total[world, other])

    def cost(roll: Ints) -> Ints:
        return power * DICE[roll] >> np.where(known, 12, 14)

    amount = cost(moment.luck.d16("rocket effect", forces.words[unit], world))
    people = moment.luck.rounded("rocket hits", amount, 10, forces.words[unit], world)
    people = np.minimum(people, state.fit[world, other])
    moment.thrown("rockets", world, other, cost, people)
    _hit_together(moment, world, other, people, "rocket death")
    moment.ledger.tell(
        moment.impulse, EventKind.ROCKETS, world, side=forces.side[unit], unit=unit, other=other,
        hexagon=state.position[world, other], amount=people,
    )  # fmt: skip
