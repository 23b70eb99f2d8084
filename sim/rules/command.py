"""Section 4. Command.

4.1  Orders stand until others replace them.  They take effect in the impulse for which they were given.  A
     formation may be told to fight by another doctrine.  A side that has its own commander is not bound by the
     plans of history: what events would order for it, it orders itself.
4.2  They travel: one impulse for a coalition of several armies, one for each level of confusion, and not before
     a stroke has been overcome.  (000 lines 68, 76: mixed columns and collapse after surprise; values assumed)
4.3  A unit acts in an impulse if a roll of sixteen is below its friction number plus its leader, less 9 in the
     dark unless its doctrine fights by night, less its confusion.  (assumed; rules note 2.16)
4.4  Who is unaware, confused by a stroke or routed obeys no order.  A withdrawal needs no roll by day.
4.5  Confusion comes from events (power and communications cut) and wears off.  (002 line 39)
4.6  Aircraft take a new mission at once: orders to them do not travel.
4.7  A garrison that the scenario ties to its base obeys no order that would take it away.  (what the documents do
     not show leaving its base; assumed)
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, among
from sim.orders.order import AIR_CLOCK, GROUND_CLOCK, STANCE_CLOCK, STOPS, Orders
from sim.rules.moment import Moment
from sim.state.kinds import MOVING, Posture, Status, Verb


def hand_over(moment: Moment, orders: Orders) -> None:
    """Let sides take their planning into their own hands, or leave it to history, before any event of the turn."""
    for world, side, scripted in orders.lead.tolist():
        moment.state.scripted[_worlds(world), side] = scripted


def admit(moment: Moment, orders: Orders, within: int) -> None:
    """Write the orders of this impulse (`within` the turn) into the standing orders of units and packages."""
    for world, formation, doctrine, _ in orders.stance[orders.stance[:, STANCE_CLOCK] == within].tolist():
        moment.state.doctrine[_worlds(world), formation] = doctrine
    due = orders.ground[orders.ground[:, GROUND_CLOCK] == within]
    for row in due[due[:, 0] < 0]:
        world, unit, verb, goal = row[:GROUND_CLOCK].tolist()
        give(moment, _worlds(world), unit, verb, goal, row[STOPS])
    own = due[due[:, 0] >= 0]
    if own.size:
        worlds, units, verbs, goals = own[:, :GROUND_CLOCK].T
        give(moment, worlds, units, verbs, goals, own[:, STOPS])
    for world, package, mission, aim, cargo, _ in orders.air[orders.air[:, AIR_CLOCK] == within].tolist():
        fly(moment, _worlds(world), package, mission, aim, cargo)


def _worlds(world: int) -> slice:
    """Return the worlds that an order is for: one, or all for -1."""
    return slice(None) if world < 0 else slice(world, world + 1)


def give(
    moment: Moment, worlds: slice | Flags | Ints, units: Ints | int, verbs: Ints | int, goals: Ints | int,
    stops: Ints | int,
) -> None:  # fmt: skip
    """Give units a standing order: one unit in some worlds, or row by row (worlds and units (N,), each pair once).

    `stops` are the hexes on the way, (MOST_STOPS,), or row by row (N, MOST_STOPS), or the sentinel for none.
    """
    state = moment.state
    formations = moment.formation[units]
    level = state.confusion[worlds, formations]
    delay = (level + moment.scenario.formations.mixed[formations]) * moment.hours
    here = state.position[worlds, units]
    tied = moment.scenario.formations.tied[formations] & among(verbs, MOVING)
    verbs = np.where(tied, int(Verb.HOLD), verbs)
    stay = np.equal(goals, moment.nowhere) | tied
    state.verb[worlds, units] = verbs
    state.goal[worlds, units] = np.where(stay, here, goals)
    state.via[worlds, units] = np.where(np.asarray(stay)[..., None], moment.nowhere, stops)
    state.wait[worlds, units] = np.where(stay, 0, delay)
    settle(moment, worlds, units, verbs)


POSTURE_OF = np.full(len(Verb), int(Posture.DEFEND), dtype=np.int64)
POSTURE_OF[[Verb.HIDE, Verb.AMBUSH, Verb.REST]] = [Posture.HIDE, Posture.AMBUSH, Posture.REST]


def settle(moment: Moment, worlds: slice | Flags | Ints, units: Ints | int, verbs: Ints | int) -> None:
    """Take the posture that an order changes at once: ambush, rest.  To hide and to come up takes an action (10.4)."""
    posture = POSTURE_OF[verbs]
    state = moment.state
    old = state.posture[worlds, units]
    keep = (old == Posture.ROUT) | (old == Posture.HIDE) | (posture == Posture.HIDE)
    state.posture[worlds, units] = np.where(keep, old, posture)


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
