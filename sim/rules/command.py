"""Section 4. Command.

4.1  Orders stand until others replace them.  They take effect in the impulse for which they were given.
4.2  They travel: one impulse for a coalition of several armies, one for each level of confusion, and not before
     a stroke has been overcome.  (000 lines 68, 76: mixed columns and collapse after surprise; values assumed)
4.3  A unit acts in an impulse if a roll of sixteen is below its friction number plus its leader, less 9 in the
     dark unless its doctrine fights by night, less its confusion.  (assumed; rules note 2.16)
4.4  Who is unaware, confused by a stroke or routed obeys no order.  A withdrawal needs no roll by day.
4.5  Confusion comes from events (power and communications cut) and wears off.  (002 line 39)
4.6  Aircraft take a new mission at once: orders to them do not travel.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.orders.order import Orders
from sim.rules.moment import Moment
from sim.state.kinds import Posture, Status, Verb


def admit(moment: Moment, orders: Orders, within: int) -> None:
    """Write the orders of this impulse (`within` the turn) into the standing orders of units and packages."""
    due = orders.impulse == within
    for row in np.flatnonzero(due).tolist():
        worlds = slice(None) if orders.world[row] < 0 else slice(int(orders.world[row]), int(orders.world[row]) + 1)
        give(moment, worlds, int(orders.unit[row]), int(orders.verb[row]), int(orders.goal[row]), int(orders.via[row]))
    for row in np.flatnonzero(orders.air_impulse == within).tolist():
        worlds = (
            slice(None)
            if orders.air_world[row] < 0
            else slice(int(orders.air_world[row]), int(orders.air_world[row]) + 1)
        )
        fly(moment, worlds, int(orders.package[row]), int(orders.mission[row]), int(orders.aim[row]),
            int(orders.cargo[row]))  # fmt: skip


def give(moment: Moment, worlds: slice | Flags, unit: int, verb: int, goal: int, via: int) -> None:
    """Give one unit a standing order in some worlds."""
    state = moment.state
    formation = int(moment.formation[unit])
    level = state.confusion[worlds, formation]
    delay = (level + int(moment.scenario.formations.mixed[formation])) * moment.hours
    here = state.position[worlds, unit]
    stay = goal == moment.nowhere
    state.verb[worlds, unit] = verb
    state.goal[worlds, unit] = here if stay else goal
    state.via[worlds, unit] = via
    state.wait[worlds, unit] = np.where(stay, 0, delay)
    settle(moment, worlds, unit, verb)


def settle(moment: Moment, worlds: slice | Flags, unit: int, verb: int) -> None:
    """Take the posture that an order changes at once: ambush, rest.  To hide and to come up takes an action (10.4)."""
    posture = {Verb.HIDE: Posture.HIDE, Verb.AMBUSH: Posture.AMBUSH, Verb.REST: Posture.REST}.get(
        Verb(verb), Posture.DEFEND
    )
    state = moment.state
    old = state.posture[worlds, unit]
    keep = (old == Posture.ROUT) | (old == Posture.HIDE) | (posture == Posture.HIDE)
    state.posture[worlds, unit] = np.where(keep, old, int(posture))


def fly(moment: Moment, worlds: slice | Flags, package: int, mission: int, aim: int, cargo: int) -> None:
    """Give one air package its mission in some worlds."""
    state = moment.state
    state.mission[worlds, package] = mission
    state.aim[worlds, package] = aim
    state.cargo[worlds, package] = cargo


def pass_time(moment: Moment) -> None:
    """Let the impulse that has passed count: orders travel, shock and confusion wear off."""
    state = moment.state
    state.wait[:] = np.where(state.shock > 0, state.wait, np.maximum(state.wait - moment.hours, 0))
    state.shock[:] = np.maximum(state.shock - moment.hours, 0)
    state.confused[:] = np.maximum(state.confused - moment.hours, 0)
    state.confusion[:] = np.where(state.confused > 0, state.confusion, 0)


def resolve(moment: Moment) -> None:
    """Roll who acts."""
    state = moment.state
    roll = moment.luck.d16("friction", moment.scenario.forces.words)
    ready = (state.status == Status.ACTIVE) & (state.wait == 0) & (state.alert > 0)
    ready &= (state.shock == 0) & (state.posture != Posture.ROUT)
    withdrawing = (state.verb == Verb.WITHDRAW) & (not moment.night)
    moment.acts = ready & ((roll < readiness(moment)) | withdrawing)


def readiness(moment: Moment) -> Ints:
    """Return the number of sixteenths below which each unit's friction roll succeeds, (W, U)."""
    forces, ruleset = moment.scenario.forces, moment.scenario.ruleset
    number = forces.friction + moment.scenario.formations.leader[moment.formation]
    level = moment.state.confusion[:, moment.formation]
    if moment.night:
        abroad = ruleset.doctrines.night[moment.doctrine] | forces.raider
        level = level + np.where(abroad, 0, ruleset.constants.night_friction)
    sixteenths: Ints = np.maximum(number - level, 1)
    return sixteenths
