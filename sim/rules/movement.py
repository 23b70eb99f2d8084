"""Section 5. Movement.

5.1  A unit that acts marches toward its goal by the least-time way for its mobility, passing its
     waypoints first, in the order given; at each it halts until the next impulse. Minutes per kilometre stand in
     the ruleset; roads help, rivers are crossed only where there is a bridge or ferry.
5.2  It marches at full speed; at a share of it on the advance (an attack with enemies known or the goal within
     10 km) and at a smaller share next to an enemy.  By night at half speed, raiders excepted.  (assumed; rules
     note 2.4)
5.3  Minutes that are left over are kept, at most the cost of one hex.
5.4  All units move together, hex by hex.  Of opposed units that reach an empty hex together the lot decides who
     gets there; the other stops short.
5.5  A unit that may not enter the next hex looks once for another neighbour that takes it at most an hour
     farther away, unless it attacks.  It may pass through a hex that is full of its own troops, but not stop
     there.
5.6  Infiltrators avoid fights on their way, slip through hostile zones at night like raiders, and may enter a
     town in which the enemy stands.  (000 line 76)
5.7  Troops told to clear a place comb the country around it: they go for the nearest enemy they know of within
     10 km of it, if it is no town; in a town they stay.  (000 lines 74, 82: combing the town, clearing the pocket)
5.8  Nobody enters a country without its permission.  (000 line 74: crossing with permission of the Iraqi
     military)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints, among, rank_within
from sim.base.paths import FAR
from sim.rules.moment import Moment
from sim.rules.zones import RAIDER_SLIPS, Zones, limits, zones
from sim.scenario.passage import PERMIT_SETS
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind
from sim.state.kinds import MOVING, Posture, Verb
from sim.state.state import MOST_STOPS

ADVANCE_METRES = 10_000
MOST_HEXES = 80
"""Hexes that no unit exceeds in one impulse."""
ATTACKS = (int(Verb.ATTACK), int(Verb.RAID), int(Verb.INFILTRATE), int(Verb.CLEAR))
FIGHTS_ITS_WAY = (int(Verb.ATTACK), int(Verb.RAID), int(Verb.CLEAR))
COMB_METRES = 10_000
SLIPS = (int(Verb.WITHDRAW),)


@dataclass
class March:
    """Everyone who is on the move in this impulse, one row a unit, (N,)."""

    world: Ints
    unit: Ints
    left: Ints  # minutes
    slot: Ints  # route field
    side: Ints
    attacks: Flags  # fights its way
    enters: Flags  # may enter the blocks of a hostile town
    slips: Flags
    sidestep: Flags  # may still look for another way


def movement_class(moment: Moment) -> Ints:
    """Return each unit's movement class from its mobility and its formation's permits, (W, U)."""
    kind: Ints = moment.scenario.forces.mobility * PERMIT_SETS + moment.state.permits[:, moment.formation]
    return kind


def impulse_minutes(scenario: Scenario, units: Ints, night: bool, share: Ints | int = 100) -> Ints:
    """Return the minutes that units (N,) march in an impulse, at a share of full speed in percent (rule 5.2)."""
    minutes = np.full(units.size, 60 * scenario.clock.impulse_hours, dtype=np.int64) * share // 100
    return np.where(scenario.forces.raider[units], minutes, minutes // 2) if night else minutes


def resolve(moment: Moment) -> None:
    """Move everybody, all at once."""
    state = moment.state
    _set_aims(moment)
    going = moment.acts & among(state.verb, MOVING) & (state.position != moment.aim) & state.on_map
    _postures(moment, going)
    worlds, units = np.nonzero(going)
    if not worlds.size:
        state.minutes[:] = 0
        return
    march = _muster(moment, worlds, units)
    start = state.position[worlds, units].copy()
    ground = zones(moment)
    room = limits(moment)
    active = np.arange(worlds.size)
    for _ in range(MOST_HEXES):
        active = _one_hex(moment, march, ground, room, active)
        if not active.size:
            break
    kept = np.zeros_like(state.minutes)
    here = state.position[worlds, units]
    onward = moment.scenario.routes.onward[march.slot, here]
    next_cost = np.where(onward == here, 0, _cost(moment, worlds, units, here, onward))
    kept[worlds, units] = np.minimum(march.left, next_cost)
    state.minutes[:] = kept
    went = np.zeros_like(going)
    went[worlds, units] = state.position[worlds, units] != start
    state.seen[went] = np.minimum(state.seen[went], moment.hours)
    _tell_marches(moment, worlds, units, start, went)
    _tell_borders(moment, worlds, units, start)
    _tell_infiltrators(moment, ground, march, went)


def _tell_marches(moment: Moment, worlds: Ints, units: Ints, start: Ints, went: Flags) -> None:
    """Tell who marched and how far; of a withdrawal, from where."""
    leaving = went & (moment.state.verb == Verb.WITHDRAW)
    left = np.full_like(moment.moved, -1)
    left[worlds, units] = start
    moment.tell(EventKind.MOVED, went & ~leaving, amount=moment.moved)
    moment.tell(EventKind.WITHDREW, leaving, amount=moment.moved, hexagon=left)


def _set_aims(moment: Moment) -> None:
    """Find where each unit is going now: its next waypoint, its goal, or the enemy it combs for (5.1, 5.7)."""
    state = moment.state
    _pass_stops(moment)
    stop = state.via[:, :, 0]
    moment.aim = np.where(stop != moment.nowhere, stop, state.goal)
    combing = (state.verb == Verb.CLEAR) & moment.acts & state.on_map & (stop == moment.nowhere)
    combing &= ~among(state.goal, moment.scenario.towns.hex)
    for world, unit in zip(*(rows.tolist() for rows in np.nonzero(combing)), strict=True):
        prey = _nearest_known(moment, world, unit)
        if prey != moment.nowhere:
            moment.aim[world, unit] = prey


def _pass_stops(moment: Moment) -> None:
    """Drop the waypoint on which a unit stands, and the next if it is the same; the others move up."""
    state = moment.state
    for _ in range(MOST_STOPS):
        worlds, units = np.nonzero((state.via[:, :, 0] == state.position) & (state.position != moment.nowhere))
        if not worlds.size:
            return
        state.via[worlds, units, :-1] = state.via[worlds, units, 1:]
        state.via[worlds, units, -1] = moment.nowhere


def _nearest_known(moment: Moment, world: int, unit: int) -> int:
    """Return the hex of the nearest enemy that a unit's side knows within the area it combs, or nowhere."""
    state, scenario = moment.state, moment.scenario
    side = int(scenario.forces.side[unit])
    known = state.above[world] & scenario.hostile[side][scenario.forces.side] & (state.seen[world, :, side] > 0)
    distance = scenario.map.grid.distance
    area = distance(state.position[world], int(state.goal[world, unit])) * scenario.map.hex_metres
    rows = np.flatnonzero(known & (area <= COMB_METRES))
    if not rows.size:
        return moment.nowhere
    steps = distance(state.position[world, rows], int(state.position[world, unit]))
    return int(state.position[world, rows[np.lexsort((rows, steps))[0]]])


def _postures(moment: Moment, going: Flags) -> None:
    """Set march, advance, assault or withdrawal on those who move; those who arrived defend."""
    state, hex_metres = moment.state, moment.scenario.map.hex_metres
    near = moment.contacts(max(2, 5_000 // hex_metres))
    close = np.zeros_like(going)
    known = moment.state.seen[near.world, near.other, moment.scenario.forces.side[near.unit]] > 0
    close[near.world[known], near.unit[known]] = True
    touching = known & (near.distance <= 1) & near.same_bank
    touch = np.zeros_like(going)
    touch[near.world[touching], near.unit[touching]] = True
    attacks = among(state.verb, ATTACKS)
    to_goal = moment.scenario.map.grid.distance(state.position, state.goal) * hex_metres
    wary = attacks & (close | (to_goal <= ADVANCE_METRES))
    posture = np.where(wary, Posture.ADVANCE, Posture.MARCH)
    posture = np.where(attacks & touch, Posture.ASSAULT, posture)
    posture = np.where(state.verb == Verb.WITHDRAW, Posture.WITHDRAW, posture)
    stopped = among(state.posture, (Posture.MARCH, Posture.ADVANCE, Posture.ASSAULT, Posture.WITHDRAW)) & ~going
    state.posture[:] = np.where(going, posture, np.where(stopped, int(Posture.DEFEND), state.posture))
    state.dug[going] = 0


def _muster(moment: Moment, worlds: Ints, units: Ints) -> March:
    state, forces, constants = moment.state, moment.scenario.forces, moment.scenario.ruleset.constants
    posture = state.posture[worlds, units]
    share = np.full(worlds.size, 100, dtype=np.int64)
    share[posture == Posture.ADVANCE] = constants.advance_share
    share[posture == Posture.ASSAULT] = constants.assault_share
    minutes = impulse_minutes(moment.scenario, units, moment.night, share)
    verb = state.verb[worlds, units]
    slip = among(verb, SLIPS)
    if moment.night:
        roll = moment.luck.d16("slip", forces.words[units], worlds)
        slip |= (forces.raider[units] | (verb == Verb.INFILTRATE)) & (roll < RAIDER_SLIPS)
    slots = moment.scenario.routes.slots(moment.aim[worlds, units], movement_class(moment)[worlds, units])
    return March(
        worlds, units, minutes + state.minutes[worlds, units], slots, forces.side[units],
        among(verb, FIGHTS_ITS_WAY), among(verb, ATTACKS), slip, np.ones(worlds.size, dtype=np.bool_),
    )  # fmt: skip


def _one_hex(moment: Moment, march: March, ground: Zones, room: Ints, rows: Ints) -> Ints:
    """Take every marching row one hex on; return those that may go on."""
    state, routes = moment.state, moment.scenario.routes
    world, unit, side = march.world[rows], march.unit[rows], march.side[rows]
    here = state.position[world, unit]
    onward = routes.onward[march.slot[rows], here]
    free = _may_enter(moment, march, ground, rows, here, onward)
    onward, free = _sidesteps(moment, march, ground, rows, here, onward, free)
    cost = _cost(moment, world, unit, here, onward)
    onward, cost = _through(moment, march, ground, room, rows, onward, cost)
    go = free & (onward != here) & (onward != moment.nowhere) & (cost <= march.left[rows])
    rows, world, unit, side = rows[go], world[go], unit[go], side[go]
    onward, cost = onward[go], cost[go]
    won = settle_meetings(moment, world, side, onward)
    won &= ground.friends[side, world, onward] + _rank(moment, side, world, onward) < room[onward]
    rows, world, unit, side, onward = rows[won], world[won], unit[won], side[won], onward[won]
    here = state.position[world, unit]
    np.add.at(ground.friends, (side, world, here), -1)
    np.add.at(ground.friends, (side, world, onward), 1)
    state.position[world, unit] = onward
    _mark_way(moment, ground, world, side, onward)
    march.left[rows] -= cost[won]
    moment.moved[world, unit] += 1
    for other in range(len(moment.scenario.sides)):
        enemy = moment.scenario.hostile[side, other]
        ground.hostile[other, world[enemy], onward[enemy]] = True
    stopped = ground.zone[side, world, onward] & ~march.slips[rows]
    stopped |= (onward == moment.aim[world, unit]) | ground.lairs[side, world, onward]
    going_on: Ints = rows[~stopped]
    return going_on


def _mark_way(moment: Moment, ground: Zones, world: Ints, side: Ints, onward: Ints) -> None:
    """Pass control of the hexes on the way to whoever marches through, outside towns and hostile zones (rule 11.1)."""
    control = moment.state.control
    open_ground = ~ground.zone[side, world, onward] & ~among(onward, moment.scenario.towns.hex)
    holder = control[world, onward]
    friendly = moment.scenario.friend[side, np.maximum(holder, 0)] & (holder >= 0)
    passes = open_ground & ~friendly
    control[world[passes], onward[passes]] = side[passes]


def _rank(moment: Moment, side: Ints, world: Ints, onward: Ints) -> Ints:
    """Number those of one side who enter the same hex together."""
    return rank_within((side * moment.state.worlds + world) * (moment.nowhere + 1) + onward)


def _cost(moment: Moment, world: Ints, unit: Ints, here: Ints, onward: Ints) -> Ints:
    """Minutes from hex to neighbouring hex for each row; FAR if the two are not neighbours."""
    scenario = moment.scenario
    kind = scenario.forces.mobility[unit] * PERMIT_SETS
    kind = kind + moment.state.permits[world, moment.formation[unit]]
    direction = np.argmax(scenario.map.grid.neighbours[here] == onward[:, None], axis=1)
    joined = scenario.map.grid.neighbours[here, direction] == onward
    cost: Ints = np.where(joined, scenario.routes.costs[kind, here, direction], FAR)
    return cost


def _may_enter(moment: Moment, march: March, ground: Zones, rows: Ints, here: Ints, onward: Ints) -> Flags:
    """Say for each row whether zones and troops allow the step (rules 6.2 and 6.3)."""
    world, side = march.world[rows], march.side[rows]
    town = among(onward, moment.scenario.towns.hex)
    town &= onward == moment.state.goal[world, march.unit[rows]]
    occupied = ground.hostile[side, world, onward] & ~(town & march.enters[rows])
    pinned = ground.zone[side, world, here] & ground.zone[side, world, onward] & ~march.slips[rows]
    pinned &= ~(town & march.enters[rows])
    free: Flags = ~occupied & ~pinned
    return free


def _sidesteps(
    moment: Moment, march: March, ground: Zones, rows: Ints, here: Ints, onward: Ints, free: Flags
) -> tuple[Ints, Flags]:
    """Let those who are barred and do not attack take another neighbour that is hardly farther from the goal."""
    barred = np.flatnonzero(~free & ~march.attacks[rows] & march.sidestep[rows])
    if not barred.size:
        return onward, free
    routes = moment.scenario.routes
    stuck, place = rows[barred], here[barred]
    march.sidestep[stuck] = False
    around = moment.scenario.map.grid.neighbours[place]
    minutes = routes.minutes[march.slot[stuck][:, None], around]
    side, world = march.side[stuck][:, None], march.world[stuck][:, None]
    shut = ground.hostile[side, world, around]
    zone = ground.zone[side, world, place[:, None]] & ground.zone[side, world, around]
    shut |= zone & ~march.slips[stuck][:, None]
    shut |= minutes > routes.minutes[march.slot[stuck], place][:, None] + 60
    minutes = np.where(shut, FAR, minutes)
    best = np.argmin(minutes, axis=1)
    rows_of = np.arange(stuck.size)
    found = minutes[rows_of, best] < FAR
    onward[barred[found]] = around[rows_of, best][found]
    free[barred[found]] = True
    return onward, free


def _through(
    moment: Moment, march: March, ground: Zones, room: Ints, rows: Ints, onward: Ints, cost: Ints
) -> tuple[Ints, Ints]:
    """Take those before a hex that is full of their own troops to the hex beyond it, at the cost of both."""
    world, side = march.world[rows], march.side[rows]
    full = np.flatnonzero(ground.friends[side, world, onward] >= room[onward])
    if not full.size:
        return onward, cost
    crowd, w, s = onward[full], world[full], side[full]
    beyond = moment.scenario.routes.onward[march.slot[rows[full]], crowd]
    clear = (beyond != crowd) & ~ground.zone[s, w, crowd] & ~ground.hostile[s, w, beyond]
    extra = _cost(moment, w, march.unit[rows[full]], crowd, beyond)
    onward, cost = onward.copy(), cost.copy()
    onward[full[clear]] = beyond[clear]
    cost[full[clear]] += extra[clear]
    return onward, cost


def settle_meetings(moment: Moment, world: Ints, side: Ints, onward: Ints) -> Flags:
    """Decide by lot who gets an empty hex that opposed units enter together (rule 5.4)."""
    won = np.ones(world.size, dtype=np.bool_)
    town = among(onward, moment.scenario.towns.hex)
    if world.size < 2:
        return won
    key = world * (moment.nowhere + 1) + onward
    order = np.argsort(key, kind="stable")
    same = (key[order][1:] == key[order][:-1]) & moment.scenario.hostile[side[order][1:], side[order][:-1]]
    for k in np.flatnonzero(same & ~town[order][1:]).tolist():
        w, h = int(world[order[k]]), int(onward[order[k]])
        word = np.array([h], dtype=np.uint64)
        first = int(moment.luck.d16("meeting", word, np.array([w]))[0]) < 8
        loser = side[order[k + 1]] if first else side[order[k]]
        won[(world == w) & (onward == h) & (side == loser)] = False
    _part_others(moment, key, side, won, town)
    return won


def _part_others(moment: Moment, key: Ints, side: Ints, won: Flags, town: Flags) -> None:
    """Part opponents between whom a third side stood in the lot: those who come first pass, their enemies do not."""
    left = np.flatnonzero(won & ~town)
    left = left[np.argsort(key[left], kind="stable")]
    mixed = (key[left][1:] == key[left][:-1]) & (side[left][1:] != side[left][:-1])
    for one in np.unique(key[left][1:][mixed]).tolist():
        kept: list[int] = []
        for row in left[key[left] == one].tolist():
            won[row] = not moment.scenario.hostile[side[row], side[kept]].any()
            if won[row]:
                kept.append(row)


def _tell_borders(moment: Moment, worlds: Ints, units: Ints, start: Ints) -> None:
    country = moment.scenario.map.country
    crossed = np.zeros_like(moment.acts)
    crossed[worlds, units] = country[start] != country[moment.state.position[worlds, units]]
    moment.tell(EventKind.CROSSED_BORDER, crossed)


def _tell_infiltrators(moment: Moment, ground: Zones, march: March, went: Flags) -> None:
    """Tell of those who slipped into a hostile zone or a hostile town by night (rule 5.6)."""
    state = moment.state
    here = state.position[march.world, march.unit]
    sly = march.slips & (state.verb[march.world, march.unit] != Verb.WITHDRAW)
    sly &= ground.zone[march.side, march.world, here] & went[march.world, march.unit]
    flags = np.zeros_like(went)
    flags[march.world[sly], march.unit[sly]] = True
    moment.tell(EventKind.INFILTRATED, flags)
