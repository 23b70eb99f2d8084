"""The estimate of the situation: who is how strong where, and how far everything is, for all worlds at once.

Strength is what the rules would make of it: fire raised by what protects a unit, the same `Breakdown` that resolves
fights and that a player sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR
from sim.base.steps import log_steps, multiplier
from sim.rules.combat import EXPOSED, engaged, exposure, fire
from sim.rules.moment import Moment, moment_of
from sim.rules.movement import movement_class
from sim.scenario.scenario import Scenario
from sim.state.kinds import Posture
from sim.state.observation import Observation

AT_METRES, ABOUT_METRES, BESIDE_METRES = 3_000, 9_000, 3_200
"""Who stands at a place, who can be there within hours, who stands beside a unit."""
WATCH_METRES = 6_000
HIDDEN_SHARE, TOWN_WEIGHT = 16, 3
"""Of sixteen parts of an enemy's strength, how many are looked for where he is not seen; and how towns weigh in it."""
EVEN = 64
"""Added to both strengths before they are compared: a handful is no overwhelming force."""


@dataclass(frozen=True)
class Near:
    """Pairs of an own unit and a known enemy beside it, one row each."""

    world: Ints
    unit: Ints
    foe: Ints


@dataclass(frozen=True)
class Estimate:
    """Columns over W worlds, U units, P places."""

    seen: Observation
    ours: Flags  # (U,) troops of the side itself
    obeys: Flags  # (W, U) own troops who are there and can be told something
    worth: Ints  # (W, U) fighting power with cover, 0 for those who are not there or not known
    blow: Ints  # (W, U) fighting power of an assault: without walls and trenches
    minutes: Ints  # (W, U, P) to each place; FAR where there is no way
    at: Flags  # (W, U, P) who stands at each place
    own_at: Ints  # (W, P) power of the side and its friends at each place
    foe_in: Ints  # (W, P) known enemy power in the hex of each place
    foe_at: Ints  # (W, P) and beside it
    foe_about: Ints  # (W, P) known enemy power within reach of it
    feared: Ints  # (W, P) enemy power to be expected at places that nobody of ours looks at
    hidden: Ints  # (W,) enemy power that may be anywhere
    held: Flags  # (W, P) by the side or its friends, as far as it knows
    hostile: Flags  # (W, P) held by an enemy, as far as it knows
    pressed: Ints  # (W, U) known enemy power beside each own unit
    near: Near


def estimate(scenario: Scenario, seen: Observation, places: Ints) -> Estimate:
    """Weigh what a side sees; `places` are hexes (P,)."""
    picture, grid = seen.picture, scenario.map.grid
    side = scenario.forces.side
    ours, friends = side == seen.side, scenario.friend[seen.side][side]
    foes = scenario.hostile[seen.side][side]
    moment = moment_of(scenario, picture)
    moment.night = False  # who plans for the next day weighs it in daylight
    strength, fires, exposed = engaged(moment), fire(moment), exposure(moment)
    worth = strength * multiplier(fires.total - exposed.total) >> 10
    worth = np.where(picture.above & seen.known, worth, 0)
    spread = scenario.ruleset.doctrines.dispersed[moment.doctrine]
    open_to_fire = np.where(spread, scenario.ruleset.constants.dispersion, 0) + int(EXPOSED[Posture.ASSAULT])
    blow = np.where(picture.above & ours, strength * multiplier(fires.total - open_to_fire) >> 10, 0)
    below = picture.on_map & (picture.posture == Posture.HIDE)
    obeys = ours & picture.on_map & (picture.posture != Posture.ROUT)
    obeys &= ~scenario.formations.tied[scenario.forces.formation]
    apart = grid.distance(picture.position[:, :, None], places) * scenario.map.hex_metres  # (W, U, P)
    at, about = apart <= AT_METRES, apart <= ABOUT_METRES
    own_power, foe_power = worth * (friends & ~below), worth * foes
    hidden_power = _hidden(scenario, seen, foe_power)
    holder = picture.control[:, places].astype(np.int64)
    held = scenario.friend[seen.side][np.maximum(holder, 0)] & (holder >= 0)
    hostile = scenario.hostile[seen.side][np.maximum(holder, 0)] & (holder >= 0)
    near = _beside(scenario, moment, worth, ours, foes)
    pressed = np.zeros_like(worth)
    np.add.at(pressed, (near.world, near.unit), worth[near.world, near.foe])
    return Estimate(
        seen, ours, obeys, worth, blow, _minutes(scenario, moment, places, ours), at,
        _sum(own_power, at), _sum(foe_power, apart == 0), _sum(foe_power, at), _sum(foe_power, about),
        _feared(scenario, seen, places, hidden_power, hostile, apart), hidden_power, held, hostile,
        pressed, near,
    )  # fmt: skip


def _hidden(scenario: Scenario, seen: Observation, foe_power: Ints) -> Ints:
    """Return the enemy power that is on his order of battle, not in sight, and still looked for, (W,)."""
    foes = scenario.hostile[seen.side][scenario.forces.side]
    total = int(np.minimum(scenario.forces.strength[foes], scenario.ruleset.constants.engaged).sum(dtype=np.int64))
    hidden: Ints = np.maximum(total * HIDDEN_SHARE // 16 - foe_power.sum(axis=1, dtype=np.int64), 0)
    return hidden


def _feared(
    scenario: Scenario, seen: Observation, places: Ints, hidden: Ints, hostile: Flags, apart: Ints
) -> Ints:
    """Spread the enemies that are on his order of battle and not in sight over the places that he holds, (W, P).

    Towns get most.  A place that somebody of ours looks at is as it is seen.
    """
    forces = scenario.forces
    ours = scenario.friend[seen.side][forces.side] & seen.picture.above
    watched = ((apart <= WATCH_METRES) & ours[:, :, None]).any(axis=1)
    built = np.isin(places, np.array(sorted(scenario.inhabited), dtype=np.int64))
    weight = np.where(np.isin(places, scenario.towns.hex), TOWN_WEIGHT, 1) * built
    spread = np.where(hostile & ~watched, weight, 0)
    every = np.where(hostile, weight, 0).sum(axis=1, dtype=np.int64)
    feared: Ints = hidden[:, None] * spread // np.maximum(every, 1)[:, None]
    return feared


def hours_left(scenario: Scenario, impulse: int) -> int:
    """Return the hours until the scenario ends."""
    return (scenario.clock.impulses - impulse) * scenario.clock.impulse_hours


def odds(mine: Ints, theirs: Ints) -> Ints:
    """Compare two strengths in steps: four are two to one."""
    steps: Ints = log_steps(mine + EVEN) - log_steps(theirs + EVEN)
    return steps


def _sum(power: Ints, there: Flags) -> Ints:
    """Sum power (W, U) over the units that are there (W, U, P): (W, P)."""
    total: Ints = np.einsum("wu,wup->wp", power, there)
    return total


def _minutes(scenario: Scenario, moment: Moment, places: Ints, ours: Flags) -> Ints:
    """Return the minutes of each own unit to each place, (W, U, P); FAR for everybody else."""
    worlds, units = moment.state.position.shape
    found = np.full((worlds, units, places.size), FAR, dtype=np.int64)
    rows = np.flatnonzero(ours)
    kinds = movement_class(moment)[:, rows]
    slots = scenario.routes.slots(np.broadcast_to(places, (*kinds.shape, places.size)),
                                  np.broadcast_to(kinds[:, :, None], (*kinds.shape, places.size)))  # fmt: skip
    found[:, rows] = scenario.routes.minutes[slots, moment.state.position[:, rows, None]]
    return found


def _beside(scenario: Scenario, moment: Moment, worth: Ints, ours: Flags, foes: Flags) -> Near:
    """Return every pair of an own unit and a known enemy beside it, on the same bank."""
    reach = max(1, BESIDE_METRES // scenario.map.hex_metres)
    near = moment.contacts(reach)
    rows = np.flatnonzero(ours[near.unit] & foes[near.other] & near.same_bank & (worth[near.world, near.other] > 0))
    return Near(near.world[rows], near.unit[rows], near.other[rows])
