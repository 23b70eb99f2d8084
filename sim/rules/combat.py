"""Section 8. Combat.

8.1  A unit attacks if it acts, holds together (cohesion 45), is not worn out (fatigue 75), has a day of supply
     and sees at least the odds its doctrine asks for.  Odds compare fighting power, cover and exposure counted,
     in steps; the attacker of a hex is counted with all who attack it.
8.2  It attacks the enemy next to it (or in the same town) that stands nearest its goal, if he is no farther
     from the goal than itself; infiltrators only the enemy at their goal.
8.3  Fire: at most 250 fighters of a unit engage.  Quality, weapons (half at night), captured weapons, cohesion,
     fatigue, supply, alert, surprise, darkness and confusion add steps; the sum scales the engaged strength.
8.4  Fire is shared among the enemies in reach by their engaged strength.  Whoever attacks or is attacked fires
     in full; neighbours who merely see each other skirmish at one eighth.  Frontage bounds how many attack one
     hex.
8.5  Vulnerability: ground, entrenchment and dispersion protect those who stand; moving and assaulting expose.
     Protection never exceeds 12 steps.
8.6  Casualties = power that arrives x lethality x hours x the die of that unit; 78 of 256 are killed, the rest
     wounded; 144 of 256 are killed of a unit that has been cut off for a day and cannot send its wounded back.
8.7  Fighting among houses and fields kills civilians: an expectation is counted by the casualties of the troops
     there and the density of the ground, and earns nobody anything.  (rules note 2.19)
Sources: 8.3 to 8.6 follow rules note 2.7; the values are assumptions calibrated on both operations.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, among, scatter_add
from sim.base.paths import FAR
from sim.base.steps import log_steps, multiplier
from sim.rules import ambush
from sim.rules.breakdown import Breakdown
from sim.rules.detection import FIRE_BY_ALERT, reveal
from sim.rules.moment import Contacts, Moment
from sim.rules.movement import ATTACKS, movement_class
from sim.state.events import EventKind
from sim.state.kinds import Posture, Verb

DICE = np.array([10, 18, 24, 30, 36, 41, 46, 51, 56, 62, 69, 77, 87, 102, 127, 188], dtype=np.int64)
"""Sixteen faces, mean 64: daily losses are far more uneven than planning averages (Kuhn, in rules note 1.2)."""
PROTECTION = -12
TIRED, HUNGRY_HOURS, ASSAULT = 750, 24, 450
EXPOSED = np.array([0, 1, 1, 2, 0, 0, 0, 1, 4], dtype=np.int64)
FIRE_BY_COHESION = np.array([-8, -4, -2, 0], dtype=np.int64)
FIRE_BY_FATIGUE = np.array([0, 0, -1, -2, -4], dtype=np.int64)
"""Steps by each 200 points."""
STANDING = (int(Posture.REST), int(Posture.DEFEND), int(Posture.AMBUSH), int(Posture.HIDE))


def fire(moment: Moment) -> Breakdown:
    """Return what each unit's fire is worth in steps, (W, U), modifier by modifier."""
    state, forces = moment.state, moment.scenario.forces
    constants = moment.scenario.ruleset.constants
    cohesion, fatigue = state.cohesion, state.fatigue
    surprise = np.where(moment.surprising, constants.surprise_fire, 0)
    surprise = surprise - np.where(moment.surprised, constants.surprise_fire, 0)
    dark = np.where(moment.scenario.ruleset.doctrines.night[moment.doctrine], -1, -2)
    one = np.ones_like(cohesion)
    return Breakdown(
        (
            ("quality", forces.quality * one),
            ("weapons", (forces.weapons // 2 if moment.night else forces.weapons) * one),
            ("captured weapons", state.arms),
            ("cohesion", FIRE_BY_COHESION[np.clip(cohesion // 200, 0, 3)]),
            ("fatigue", FIRE_BY_FATIGUE[np.clip(fatigue // 200, 0, 4)]),
            ("supply", np.where(state.stock == 0, -6, np.where(state.stock < 24, -2, 0))),
            ("alert", FIRE_BY_ALERT[state.alert]),
            ("surprise", surprise),
            ("darkness", dark if moment.night else 0 * one),
            ("confusion", np.where(state.shock > 0, -constants.surprise_fire, 0)),
        )
    )


def exposure(moment: Moment) -> Breakdown:
    """Return how vulnerable each unit is in steps, (W, U); negative protects."""
    state, ruleset = moment.state, moment.scenario.ruleset
    stands = among(state.posture, STANDING)
    town = moment.scenario.map.terrain[state.position] == 4
    ground = ruleset.defend[moment.terrain]
    assaulting = ruleset.attack[moment.terrain]
    return Breakdown(
        (
            ("ground", np.where(stands, ground, assaulting)),
            ("entrenchment", np.where(stands, -state.dug, 0)),
            ("dispersion", np.where(ruleset.doctrines.dispersed[moment.doctrine], ruleset.constants.dispersion, 0)),
            ("movement", EXPOSED[state.posture]),
            ("blocks lost", np.where(town, _blocks_lost(moment), 0)),
        ),
        floor=PROTECTION,
    )


def _blocks_lost(moment: Moment) -> Ints:
    """Cover given up with the blocks of a town: one step for each eighth of them, while enemies are inside; (W, U)."""
    towns, state = moment.scenario.towns, moment.state
    lost = np.zeros_like(state.fit)
    for town, h in enumerate(towns.hex.tolist()):
        mine = state.blocks[:, town][:, moment.scenario.forces.side]  # (W, U)
        eighths = (int(towns.blocks[town]) - mine) * 8 // int(towns.blocks[town])
        lost = np.where(state.position == h, np.minimum(eighths, 6), lost)
    return lost


def engaged(moment: Moment) -> Ints:
    """Return the fighters of each unit that can fight at once, (W, U)."""
    able = moment.state.above & (moment.state.posture != Posture.ROUT)
    return np.where(able, np.minimum(moment.state.fit, moment.scenario.ruleset.constants.engaged), 0)


def resolve(moment: Moment, near: Contacts) -> None:
    """Choose attacks, exchange fire, and write casualties; `near` holds the contacts within one hex."""
    state = moment.state
    reach = near.same_bank & state.above[near.world, near.unit] & state.above[near.world, near.other]
    if not reach.any():
        return
    near = Contacts(near.world[reach], near.unit[reach], near.other[reach], near.distance[reach],
                    near.same_bank[reach])  # fmt: skip
    moment.contact[near.world, near.unit] = True
    np.maximum.at(moment.foe, (near.world, near.unit), near.other)
    strength = engaged(moment)
    attacks = _choose(moment, near, strength)
    ambush.strike_unseen(moment, near, attacks)
    full = aimed_rows(moment, near)
    sprung = moment.surprising[near.world, near.unit] & moment.surprised[near.world, near.other]
    full |= sprung
    both = fought_rows(near, full, state.fit.shape[1])
    known = state.seen[near.world, near.other, moment.scenario.forces.side[near.unit]] > 0
    share = np.where(both, 8, np.where(known, 1, 0))
    exchange(moment, near, strength, share)
    np.logical_or.at(moment.pressed, (near.world[both], near.unit[both]), True)
    reveal(moment, moment.pressed)
    _wound(moment)
    _tell_fights(moment, near, both)


def aimed_rows(moment: Moment, near: Contacts) -> Flags:
    """Rows in which the unit attacks the other's hex."""
    target = moment.target[near.world, near.unit]
    aimed: Flags = (target != moment.nowhere) & (target == moment.state.position[near.world, near.other])
    return aimed


def fought_rows(near: Contacts, full: Flags, units: int) -> Flags:
    """Spread a full fight to both directions of a pair of `units`, so that whoever is attacked answers in full."""
    forward = (near.world * units + near.unit) * units + near.other
    backward = (near.world * units + near.other) * units + near.unit
    return full | np.isin(backward, forward[full])


def _choose(moment: Moment, near: Contacts, strength: Ints) -> Flags:
    """Pick each attacker's target hex (rule 8.2), then hold back those whose odds are too poor (rule 8.1)."""
    state = moment.state
    willing = moment.acts & among(state.verb, ATTACKS) & (state.cohesion >= ASSAULT) & (state.fatigue < TIRED)
    willing &= state.stock >= HUNGRY_HOURS
    rows = np.flatnonzero(willing[near.world, near.unit] & (moment.target[near.world, near.unit] == moment.nowhere))
    if rows.size:
        world, unit, other = near.world[rows], near.unit[rows], near.other[rows]
        slots = moment.scenario.routes.slots(moment.aim[world, unit], movement_class(moment)[world, unit])
        there, here = state.position[world, other], state.position[world, unit]
        ahead = moment.scenario.routes.minutes[slots, there]
        ahead = np.where(ahead >= FAR, FAR >> 1, ahead)
        fit = ahead <= moment.scenario.routes.minutes[slots, here]
        fit &= (state.verb[world, unit] != Verb.INFILTRATE) | (there == moment.aim[world, unit])
        rows, world, unit, there, ahead = rows[fit], world[fit], unit[fit], there[fit], ahead[fit]
        order = np.lexsort((there, ahead, unit, world))
        world, unit, there = world[order], unit[order], there[order]
        first = np.ones(order.size, dtype=np.bool_)
        first[1:] = (world[1:] != world[:-1]) | (unit[1:] != unit[:-1])
        moment.target[world[first], unit[first]] = there[first]
        _weigh(moment, near, strength, world[first], unit[first])
    return aimed_rows(moment, near)


def _weigh(moment: Moment, near: Contacts, strength: Ints, world: Ints, unit: Ints) -> None:
    """Call off attacks whose odds in steps fall short of what the doctrine asks, with a jitter of -2 to +1.

    The power of a unit in this comparison is its fire raised by what protects it, so that men behind walls count for
    more and men in the open for less.
    """
    state, forces, ruleset = moment.state, moment.scenario.forces, moment.scenario.ruleset
    width = moment.nowhere + 1
    worth = fire(moment).total - exposure(moment).total
    power = strength * multiplier(worth) >> 10
    sides = len(moment.scenario.sides)
    size = state.worlds * width * sides
    key = (world * width + moment.target[world, unit]) * sides + forces.side[unit]
    mine = scatter_add(size, key, power[world, unit])[key]
    place = (near.world * width + state.position[near.world, near.other]) * sides + forces.side[near.unit]
    known = state.seen[near.world, near.other, forces.side[near.unit]] > 0
    units = state.fit.shape[1]
    defended, defender = np.divmod(np.unique(place[known] * units + near.other[known]), units)
    theirs = scatter_add(size, defended, power[defended // (width * sides), defender])[key]
    roll = moment.luck.d16("resolve", forces.words[unit], world)
    jitter = np.select([roll < 3, roll < 8, roll < 13], [-2, -1, 0], 1)
    wanted = ruleset.doctrines.odds[moment.doctrine[world, unit]]
    poor = log_steps(mine) - log_steps(theirs) + jitter < wanted
    moment.target[world[poor], unit[poor]] = moment.nowhere
    moment.called_off[world[poor], unit[poor]] = True


def exchange(moment: Moment, near: Contacts, strength: Ints, share: Ints) -> None:
    """Send each unit's fire to the enemies in its reach and collect what arrives at each."""
    state = moment.state
    size, units = state.fit.size, state.fit.shape[1]
    power = strength * fire(moment).factor  # (W, U), 1/1024 fighter
    giver, taker = near.world * units + near.unit, near.world * units + near.other
    weight = strength[near.world, near.other] * share
    total = scatter_add(size, giver, weight)
    peak = np.zeros(size, dtype=np.int64)
    np.maximum.at(peak, giver, share)
    held = _frontage(moment, near, strength)
    flat = power.ravel()
    sent = flat[giver] * peak[giver] // 8 * held // 1024
    sent = sent * weight // np.maximum(total[giver], 1)
    moment.outgoing += scatter_add(size, giver, sent).reshape(state.fit.shape)
    arrived = sent * exposure(moment).factor.ravel()[taker] >> 10
    moment.incoming += scatter_add(size, taker, arrived).reshape(state.fit.shape)


def _frontage(moment: Moment, near: Contacts, strength: Ints) -> Ints:
    """Return in 1/1024 how much of each row's attacker finds room before the hex he attacks; defenders 1024."""
    width = moment.nowhere + 1
    worlds, units = np.nonzero(moment.target != moment.nowhere)
    key = worlds * width + moment.target[worlds, units]
    crowd = scatter_add(moment.state.worlds * width, key, strength[worlds, units])
    target = moment.target[near.world, near.unit]
    attacking = target == moment.state.position[near.world, near.other]
    present = crowd[near.world * width + np.where(attacking, target, 0)]
    ground = moment.scenario.map.terrain[np.where(attacking, target, 0)].astype(np.int64)
    room = moment.scenario.ruleset.frontage[ground]
    part = np.where(present > room, room * 1024 // np.maximum(present, 1), 1024)
    return np.where(attacking, part, 1024)


def _wound(moment: Moment) -> None:
    """Turn power that arrived into casualties and write them (rule 8.6)."""
    forces, constants = moment.scenario.forces, moment.scenario.ruleset.constants
    worlds, units = np.nonzero(moment.incoming)
    if not worlds.size:
        return
    power = moment.incoming[worlds, units] * (constants.lethality * moment.hours) >> 16

    def cost(roll: Ints) -> Ints:
        return power * DICE[roll] >> 6

    amount = cost(moment.luck.d16("fire", forces.words[units], worlds))
    people = moment.luck.rounded("casualties", amount, 10, forces.words[units], worlds)
    moment.thrown("fire", worlds, units, cost, np.minimum(people, moment.state.fit[worlds, units]))
    hit(moment, worlds, units, people, "killed")
    _civilians(moment, worlds, units, people)


def _civilians(moment: Moment, worlds: Ints, units: Ints, people: Ints) -> None:
    """Add the expected civilian dead of a fight in which the units (N,) had `people` (N,) casualties (rule 8.7)."""
    density = moment.scenario.ruleset.density[moment.terrain[worlds, units]]
    harm = scatter_add(moment.state.worlds, worlds, people * density)
    moment.state.civilians[:] += harm * moment.scenario.ruleset.constants.civil_ground // 2


def hit(moment: Moment, worlds: Ints, units: Ints, people: Ints, draw: str) -> None:
    """Take people (N,) out of the fight: some killed, the rest wounded; never more than are fit.  Rows are unique."""
    state, constants = moment.state, moment.scenario.ruleset.constants
    people = np.minimum(people, state.fit[worlds, units])
    cut_off = state.cut[worlds, units] > 24
    share = np.where(cut_off, constants.killed_share_cut_off, constants.killed_share)
    killed = moment.luck.rounded(draw, people * share, 8, moment.scenario.forces.words[units], worlds)
    killed = np.minimum(killed, people)
    state.fit[worlds, units] -= people
    state.killed[worlds, units] += killed
    state.wounded[worlds, units] += people - killed
    moment.hurt[worlds, units] += people


def _tell_fights(moment: Moment, near: Contacts, both: Flags) -> None:
    """Tell of each attacker and each defender of a contested hex once; the casualties stand in the hex's first line."""
    aimed = moment.target[near.world, near.unit] == moment.state.position[near.world, near.other]
    rows = np.flatnonzero(both & aimed)
    if not rows.size:
        return
    world, unit, other = near.world[rows], near.unit[rows], near.other[rows]
    units = moment.state.fit.shape[1]
    named = [np.unique(world * units + body, return_index=True)[1] for body in (unit, other)]
    keep = np.unique(np.concatenate(named))
    world, unit, other = world[keep], unit[keep], other[keep]
    place = moment.state.position[world, other]
    key = world * (moment.nowhere + 1) + place
    amount = np.zeros(key.size, dtype=np.int64)
    first = np.unique(key, return_index=True)[1]
    amount[first] = _casualties_at(moment, key[first])
    moment.ledger.tell(
        moment.impulse, EventKind.FOUGHT, world, side=moment.scenario.forces.side[unit], unit=unit, other=other,
        hexagon=place, amount=amount,
    )  # fmt: skip


def _casualties_at(moment: Moment, keys: Ints) -> Ints:
    """Sum this impulse's casualties over the units that stand in each hex, given as world * (H+1) + hex; (N,)."""
    width = moment.nowhere + 1
    worlds, units = np.nonzero(moment.hurt)
    where = worlds * width + moment.state.position[worlds, units]
    total = scatter_add(moment.state.worlds * width, where, moment.hurt[worlds, units])
    return np.asarray(total[keys], dtype=np.int64)
