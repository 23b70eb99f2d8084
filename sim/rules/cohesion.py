"""Section 9. Cohesion, retreat, rout and surrender.

9.1  Pressure takes cohesion: the odds of fire received to fire given, losses, surprise, attack by four or more
     units, enemies on three sides or more, having nowhere to go, being cut off, bombing and want of supply.
     (rules note 2.8; most defeats come of manoeuvre, not of losses)
9.2  A unit whose cohesion falls below what its doctrine bears, in contact, gives ground: away from the enemy,
     toward its rear, never into a hostile hex, and out of a town by a free exit.  A pursued unit loses a third
     more. An attack that ends while the enemy still stands there is repulsed: the attacker gives ground, is
     spent, finds the odds too poor, or gets another order.
9.3  Below 15 it routs: it runs farther and does not fire; while it is pursued a part of it is captured and its
     weapons fall to the pursuer.
9.4  With no way out it stays; below 15 it may surrender.  So may the broken whose supplies are gone, with an
     enemy beside them; with nobody near they slip away one by one and the unit is no more.
9.5  Who is not in a fight recovers cohesion and, standing still and not at stand-to, freshness: half as fast in
     contact, and cohesion half as fast on the last day of supply and not at all without.  A routed unit rallies
     at 30.
9.6  A unit below 30 percent of its establishment disperses.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, among
from sim.base.paths import FAR
from sim.base.steps import log_steps
from sim.rules.combat import ASSAULT, hit
from sim.rules.moment import Contacts, Moment
from sim.rules.movement import ATTACKS, movement_class, settle_meetings
from sim.rules.zones import Zones, zones
from sim.state.events import EventKind
from sim.state.kinds import Posture, Status, Verb

PRESSURE = np.array([0, 0, 1, 1, 2, 3, 4, 6, 8, 11, 14], dtype=np.int64)
"""Cohesion lost in four hours by column of odds, from five columns better to five worse."""
ENVELOPED = (5, 3)
"""Cohesion lost in four hours with enemies on five or more sides, and on three or four."""
ROUT, RALLY = 150, 300
CUT_OFF_HOURS = 24
"""Hours without a line after which troops in contact feel that they are surrounded."""
RETREAT_METRES, ROUT_METRES = 4_000, 8_000


def resolve(moment: Moment, near: Contacts) -> None:
    """Apply pressure, then let units give ground, run, surrender, recover or dissolve."""
    _press(moment, near)
    breaking = _breaking(moment, near)
    if breaking.any():
        _give_ground(moment, breaking, zones(moment))
    _lay_down_arms(moment)
    _recover(moment)
    _dissolve(moment)
    _end_attacks(moment)


def _end_attacks(moment: Moment) -> None:
    """Keep in mind who attacks what, and tell of attacks that ended in vain (rule 9.2)."""
    state, scenario = moment.state, moment.scenario
    state.assault[:] = np.where(moment.target != moment.nowhere, moment.target, state.assault)
    worlds, units = np.nonzero(state.assault != moment.nowhere)
    if not worlds.size:
        return
    aim, side = state.assault[worlds, units], scenario.forces.side
    hostile = scenario.hostile[side[units]][:, side]  # (N, U)
    there = ((state.position[worlds] == aim[:, None]) & state.above[worlds] & hostile).any(axis=1)
    goes_on = among(state.verb[worlds, units], ATTACKS) & (state.cohesion[worlds, units] >= ASSAULT)
    goes_on &= ~moment.called_off[worlds, units] & state.on_map[worlds, units]
    beaten = np.zeros_like(moment.contact)
    vain = there & ~goes_on & state.on_map[worlds, units]
    beaten[worlds[vain], units[vain]] = True
    moment.tell(EventKind.REPULSED, beaten, hexagon=state.assault)
    over = ~there | ~goes_on
    state.assault[worlds[over], units[over]] = moment.nowhere


def _crowded(moment: Moment, near: Contacts) -> Flags:
    """Flag the units that four or more enemies attack at once, (W, U)."""
    aimed = moment.target[near.world, near.unit] == moment.state.position[near.world, near.other]
    count = np.zeros_like(moment.hurt)
    np.add.at(count, (near.world[aimed], near.other[aimed]), 1)
    crowded: Flags = count >= 4
    return crowded


def _enveloped(moment: Moment, near: Contacts) -> Ints:
    """Return the points of cohesion in four hours that enemies on several sides take, (W, U) (rule 9.1)."""
    state = moment.state
    shape, width = state.position.shape, moment.nowhere + 1
    beside = (near.distance == 1) & near.same_bank & state.above[near.world, near.other]
    unit = near.world[beside] * shape[1] + near.unit[beside]
    sides = np.unique(unit * width + state.position[near.world[beside], near.other[beside]])
    count = np.zeros(state.position.size, dtype=np.int64)
    np.add.at(count, sides // width, 1)
    points: Ints = np.select([count >= 5, count >= 3], ENVELOPED, 0).reshape(shape)
    return points


def pressure(moment: Moment, near: Contacts) -> Ints:
    """Return the points of cohesion, of 1000, that a fight takes beside its losses, (W, U) (rule 9.1)."""
    state, constants = moment.state, moment.scenario.ruleset.constants
    odds = log_steps(moment.incoming) - log_steps(moment.outgoing)
    column = np.clip(odds // 3 + 5, 0, 10)
    points = np.where(moment.pressed, PRESSURE[column], 0) * moment.scaled(1)
    points += np.where(moment.surprised, constants.surprise_shock * 10, 0)
    points += np.where(_crowded(moment, near), moment.scaled(2), 0)
    points += np.where(moment.pressed, _enveloped(moment, near) * moment.scaled(1), 0)
    points += np.minimum(moment.bombed, 8 * 16) * 10 // 16
    points += np.where((state.stock == 0) & state.on_map, moment.scaled(2), 0)
    points += np.where((state.cut > CUT_OFF_HOURS) & moment.contact, moment.scaled(3), 0)
    return points


def _press(moment: Moment, near: Contacts) -> None:
    state = moment.state
    points = pressure(moment, near) + 1000 * moment.hurt // np.maximum(state.fit + moment.hurt, 1)
    state.cohesion[:] = np.clip(state.cohesion - points, 0, 1000)
    tired = np.where(moment.pressed, moment.scaled(4), np.where(moment.moved > 0, moment.scaled(1), 0))
    tired = tired + np.where((state.alert >= 3) & state.on_map, moment.scaled(1), 0)
    state.fatigue[:] = np.clip(state.fatigue + tired, 0, 1000)


def _will_break(moment: Moment) -> Flags:
    """Flag the units whose cohesion is below what their doctrine bears, (W, U)."""
    threshold = moment.scenario.ruleset.doctrines.withdraw[moment.doctrine] * 10
    low: Flags = moment.state.cohesion < threshold
    return low


def _breaking(moment: Moment, near: Contacts) -> Flags:
    """Flag the units that can bear no more where they are, (W, U)."""
    state = moment.state
    touched = moment.pressed.copy()
    foe = state.above[near.world, near.other] & near.same_bank
    touched[near.world[foe], near.unit[foe]] |= state.posture[near.world[foe], near.unit[foe]] == Posture.ROUT
    breaking: Flags = touched & state.on_map & _will_break(moment)
    return breaking


def _give_ground(moment: Moment, breaking: Flags, ground: Zones) -> None:
    """Move broken units away (rules 9.2 to 9.4)."""
    state = moment.state
    worlds, units = np.nonzero(breaking)
    routed = state.cohesion[worlds, units] < ROUT
    stuck = np.ones(worlds.size, dtype=np.bool_)
    hexes = np.where(routed, ROUT_METRES, RETREAT_METRES) // moment.scenario.map.hex_metres
    for step in range(max(int(hexes.max()), 1)):
        want = np.maximum(hexes, 1) > step
        moved = _one_back(moment, ground, worlds[want], units[want])
        stuck[np.flatnonzero(want)[moved]] = False
    went = ~stuck
    state.posture[worlds[routed], units[routed]] = Posture.ROUT
    retired = worlds[went], units[went]
    state.dug[retired] = 0
    leaving = state.verb[retired] == Verb.WITHDRAW
    home = moment.scenario.formations.rear[moment.formation[retired[1]]]
    state.verb[retired] = np.where(leaving, Verb.WITHDRAW, Verb.HOLD)
    state.goal[retired] = np.where(leaving, home, state.position[retired])
    flags = np.zeros_like(breaking)
    flags[retired] = True
    rout = np.zeros_like(breaking)
    rout[worlds[routed], units[routed]] = True
    moment.tell(EventKind.RETREATED, flags & ~rout)
    moment.tell(EventKind.ROUTED, flags & rout)
    _pursue(moment, worlds, units, went, routed)
    _surrender(moment, worlds[stuck], units[stuck])


def _one_back(moment: Moment, ground: Zones, worlds: Ints, units: Ints) -> Flags:
    """Take each unit one hex toward its rear if there is a free one; say which went."""
    state, scenario = moment.state, moment.scenario
    here = state.position[worlds, units]
    side = scenario.forces.side[units]
    rear = scenario.formations.rear[moment.formation[units]]
    kind = movement_class(moment)[worlds, units]
    slots = scenario.routes.slots(rear, kind)
    around = scenario.map.grid.neighbours[here]  # (N, 6)
    minutes = scenario.routes.minutes[slots[:, None], around]
    cost = scenario.routes.costs[kind, here]
    too_far = minutes > scenario.routes.minutes[slots, here][:, None] + 240
    shut = ground.hostile[side[:, None], worlds[:, None], around] | (cost >= FAR) | (minutes >= FAR) | too_far
    zone = ground.zone[side[:, None], worlds[:, None], around]
    score = np.where(shut, FAR, minutes + np.where(zone, 500, 0))
    best = np.argmin(score, axis=1)
    rows = np.arange(worlds.size)
    goal = around[rows, best]
    free: Flags = score[rows, best] < FAR
    free &= _unopposed(moment, worlds, side, goal, free)
    w, u, s, to = worlds[free], units[free], side[free], goal[free]
    np.add.at(ground.friends, (s, w, to), 1)
    np.add.at(ground.friends, (s, w, state.position[w, u]), -1)
    state.position[w, u] = to
    for other in range(len(scenario.sides)):
        foes = scenario.hostile[s, other]
        ground.hostile[other, w[foes], to[foes]] = True
    return free


def _unopposed(moment: Moment, worlds: Ints, side: Ints, goal: Ints, free: Flags) -> Flags:
    """Let only one side fall back into a hex that opposed troops make for together: the one first in the lot."""
    won = np.ones(worlds.size, dtype=np.bool_)
    rows = np.flatnonzero(free)
    won[rows] = settle_meetings(moment, worlds[rows], side[rows], goal[rows])
    return won


def _pursue(moment: Moment, worlds: Ints, units: Ints, went: Flags, routed: Flags) -> None:
    """Extra losses of those who leave under pressure; captives and weapons from those who run."""
    state, constants = moment.state, moment.scenario.ruleset.constants
    w, u = worlds[went], units[went]
    hit(moment, w, u, moment.hurt[w, u] // 3, "pursuit")
    w, u = worlds[routed], units[routed]
    words = moment.scenario.forces.words[u]
    amount = state.fit[w, u] * constants.capture_share * moment.hours // 4
    people = np.minimum(moment.luck.rounded("captives", amount, 6, words, w), state.fit[w, u])
    state.fit[w, u] -= people
    state.captured[w, u] += people
    lost = people > 0
    captor = moment.foe[w, u]
    lost &= captor >= 0
    w, u, captor = w[lost], u[lost], captor[lost]
    state.arms[w, captor] = np.minimum(state.arms[w, captor] + 1, 2)
    moment.ledger.tell(
        moment.impulse, EventKind.CAPTURED_STOCKS, w, side=moment.scenario.forces.side[captor], unit=captor,
        other=u, hexagon=state.position[w, u], amount=people[lost],
    )  # fmt: skip


def _surrender(moment: Moment, worlds: Ints, units: Ints) -> None:
    """Those with nowhere to go lose heart; the broken among them may lay down their arms."""
    state, constants = moment.state, moment.scenario.ruleset.constants
    state.cohesion[worlds, units] = np.maximum(state.cohesion[worlds, units] - moment.scaled(5), 0)
    words = moment.scenario.forces.words[units]
    chance = np.maximum(constants.surrender * moment.hours, 4) // 4
    roll = moment.luck.d16("surrender", words, worlds)
    yields = (state.cohesion[worlds, units] < ROUT) & (roll < chance)
    w, u = worlds[yields], units[yields]
    moment.ledger.tell(
        moment.impulse, EventKind.SURRENDERED, w, side=moment.scenario.forces.side[u], unit=u,
        hexagon=state.position[w, u], amount=state.fit[w, u],
    )  # fmt: skip
    state.captured[w, u] += state.fit[w, u]
    state.fit[w, u] = 0
    remove(moment, w, u)


def _lay_down_arms(moment: Moment) -> None:
    """Give the broken without supplies, whom nobody attacked now, the same choice (rule 9.4)."""
    state = moment.state
    lost = state.on_map & (state.cohesion < ROUT) & (state.stock == 0) & ~moment.pressed
    near = lost & moment.contact
    if near.any():
        _surrender(moment, *np.nonzero(near))
    alone = lost & ~moment.contact & (moment.luck.d16("slip away", moment.scenario.forces.words) * 4 < moment.hours)
    if alone.any():
        moment.tell(EventKind.DISPERSED, alone, amount=state.fit)
        remove(moment, *np.nonzero(alone))


def remove(moment: Moment, worlds: Ints, units: Ints) -> None:
    """Take units off the map for good; whoever is still fit has left the fight."""
    state = moment.state
    state.left[worlds, units] += state.fit[worlds, units]
    state.fit[worlds, units] = 0
    state.status[worlds, units] = Status.GONE
    state.position[worlds, units] = moment.nowhere


def _recover(moment: Moment) -> None:
    state, recovery = moment.state, moment.scenario.ruleset.constants.recovery
    calm = state.on_map & ~moment.pressed & ~moment.surprised
    supplied = state.stock >= 24
    whole = np.where(moment.contact, recovery // 2, recovery)
    gain = np.where(supplied, whole, np.where(state.stock > 0, whole // 2, 0))
    state.cohesion[:] = np.where(calm, np.minimum(state.cohesion + gain * moment.scaled(1), 1000), state.cohesion)
    deep = moment.scaled(5 if moment.night else 3)
    rest = np.where(moment.contact, deep // 2, deep)
    quiet = calm & (moment.moved == 0) & (state.alert < 3)
    state.fatigue[:] = np.where(quiet, np.maximum(state.fatigue - rest, 0), state.fatigue)
    rallied = (state.posture == Posture.ROUT) & (state.cohesion >= RALLY)
    state.posture[rallied] = Posture.DEFEND


def _dissolve(moment: Moment) -> None:
    """A unit that has lost most of its people ceases to be one (rule 9.6)."""
    state = moment.state
    least = moment.scenario.forces.strength * moment.scenario.ruleset.constants.dispersal // 100
    gone = state.on_map & (state.fit < np.maximum(least, 1))
    if gone.any():
        worlds, units = np.nonzero(gone)
        moment.tell(EventKind.DISPERSED, gone, amount=state.fit)
        remove(moment, worlds, units)
