"""From plan to unit: who attacks, who follows in reserve, who digs in, who is taken out of the fight and who rests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR
from sim.play.doctrine.aims import DEAR
from sim.play.doctrine.estimate import ABOUT_METRES, AT_METRES, Estimate, hours_left, odds
from sim.play.doctrine.levels import Level
from sim.play.doctrine.plan import Plan
from sim.scenario.scenario import Scenario
from sim.state.kinds import Posture, Verb

SPENT_COHESION, SPENT_FATIGUE = 250, 750
TUNNEL_ODDS = -6
"""Odds at which a garrison goes below ground where it can."""
RAID_MINUTES = 720
POCKET_HOURS = 24
"""Supply left, in hours, at which a unit that is cut off thinks of leaving."""
FLANK_OF = 3
"""Attacking units of a formation, of whom one may be spared to guard its flank."""
GUARDED = 8
"""A place worth this much is not left empty."""


class Why(IntEnum):
    """Reasons for an order, in the order in which they are thought of."""

    NONE = 0
    TAKE = 1
    HOLD = 2
    GARRISON = 3
    RESERVE = 4
    RAID = 5
    REST = 6
    BREAK_OFF = 7
    HIDE = 8
    SLIP_AWAY = 9
    RISE = 10
    ESCAPE = 11
    GUARD = 12
    STRIKE = 13
    LINE = 14
    FLANK = 15


@dataclass
class Tasks:
    """What every unit is to do, (W, U): verb, goal (hex or the sentinel for here), reason, place and odds."""

    verb: Ints
    goal: Ints
    why: Ints
    place: Ints  # column of the places, -1 for none
    odds: Ints


def tasks(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, made: Plan, level: Level) -> Tasks:
    """Tell every unit what to do."""
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    formation = scenario.forces.formation
    target, attacks = made.target[:, formation], made.attacks[:, formation]  # (W, U)
    aim = places[np.maximum(target, 0)]
    there = picture.position == aim
    quiet = np.take_along_axis(found.foe_about, np.maximum(target, 0), axis=1) == 0
    told = Tasks(
        np.where(attacks, int(Verb.ATTACK), np.where(there, int(Verb.DIG), int(Verb.MOVE))),
        np.where(~attacks & there, nowhere, aim),
        np.where(attacks, int(Why.TAKE), np.where(quiet, int(Why.GARRISON), int(Why.HOLD))),
        target.copy(), made.odds[:, formation].copy(),
    )  # fmt: skip
    idle = target < 0
    _set(told, idle, Verb.HOLD, np.full_like(aim, nowhere), Why.NONE)
    _reserve(scenario, found, told, attacks & ~idle, level)
    if level.flanks:
        _flank_guards(scenario, places, found, told, made)
    _leave_guards(scenario, places, worth, found, told)
    if level.raids:
        _raid(scenario, places, worth, found, told)
    _break_off(scenario, places, worth, found, told, level)
    _slip_out(scenario, places, worth, found, told)
    if level.tricks:
        _tunnels(scenario, places, found, told)
    return told


def _set(told: Tasks, who: Flags, verb: Verb, goal: Ints, why: Why) -> None:
    told.verb[who], told.why[who] = int(verb), int(why)
    told.goal[who] = goal[who]


def _reserve(scenario: Scenario, found: Estimate, told: Tasks, attacks: Flags, level: Level) -> None:
    """Keep one unit in so many of an attacking formation behind the others, where resistance is expected."""
    if not level.reserve:
        return
    place = np.maximum(told.place, 0)
    resisted = np.take_along_axis(found.foe_at, place.reshape(place.shape[0], -1), axis=1) > 0
    for formation in np.flatnonzero(scenario.formations.side == found.seen.side).tolist():
        members = scenario.formation_units(formation)
        active = found.obeys[:, members] & attacks[:, members] & resisted[:, members]
        rank = np.cumsum(active, axis=1, dtype=np.int64)
        back = np.zeros_like(attacks)
        back[:, members] = active & (rank % level.reserve == 0)
        _set(told, back, Verb.MOVE, told.goal, Why.RESERVE)


def _flank_guards(scenario: Scenario, places: Ints, found: Estimate, told: Tasks, made: Plan) -> None:
    """Put one unit of an attacking formation between its goal and an enemy nearby whom nobody attacks."""
    picture, grid = found.seen.picture, scenario.map.grid
    apart = grid.distance(places[:, None], places) * scenario.map.hex_metres
    for formation in np.flatnonzero(scenario.formations.side == found.seen.side).tolist():
        members = scenario.formation_units(formation)
        goes = found.obeys[:, members] & (told.why[:, members] == Why.TAKE)
        for world in np.flatnonzero(goes.sum(axis=1, dtype=np.int64) >= FLANK_OF).tolist():
            target = int(made.target[world, formation])
            beside = (apart[target] > AT_METRES) & (apart[target] <= ABOUT_METRES) & (made.sent[world] == 0)
            threat = np.where(beside, found.foe_at[world], 0)
            worst = int(np.argmax(threat))
            if not threat[worst]:
                continue
            around = grid.neighbours[places[target]]
            around = around[around != grid.count]
            post = int(around[np.argmin(grid.distance(around, places[worst]))])
            able = members[goes[world]]
            guard = int(able[np.argmin(found.blow[world, able])])
            there = int(picture.position[world, guard]) == post
            told.verb[world, guard] = int(Verb.SCREEN if there else Verb.MOVE)
            told.goal[world, guard] = grid.count if there else post
            told.why[world, guard], told.place[world, guard] = int(Why.FLANK), worst


def _leave_guards(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks) -> None:
    """Leave one unit behind, the weakest, at a place of worth that would else be left to whoever comes."""
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    for column in np.flatnonzero(worth >= GUARDED).tolist():
        here = found.obeys & (picture.position == places[column]) & found.held[:, column, None]
        leaves = here & (told.place != column) & (told.why != Why.NONE)
        stays = here & ~leaves
        alone = leaves.any(axis=1) & ~stays.any(axis=1)
        weakest = np.argmin(np.where(leaves, found.worth, FAR), axis=1)
        guard = np.zeros_like(leaves)
        guard[np.flatnonzero(alone), weakest[alone]] = True
        _set(told, guard, Verb.DIG, np.full_like(told.goal, nowhere), Why.GUARD)
        told.place[guard] = column


def _raid(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks) -> None:
    """Send one raider of each formation that is not needed for a fight at ground the enemy holds and does not guard."""
    free = found.obeys & scenario.forces.raider & (found.pressed == 0) & (told.why == Why.GARRISON)
    formation = scenario.forces.formation
    party = np.zeros_like(free)
    for members in (np.flatnonzero(formation == one) for one in np.unique(formation[scenario.forces.raider])):
        last = members.size - 1 - np.argmax(free[:, members[::-1]], axis=1)
        party[np.arange(last.size), members[last]] = free[np.arange(last.size), members[last]]
    rows = np.nonzero(party)
    if not rows[0].size:
        return
    prey = found.hostile & (found.foe_at == 0)
    minutes = found.minutes[rows]
    score = np.where(prey[rows[0]] & (minutes <= RAID_MINUTES), 4 * worth - minutes // 30, -FAR)
    best = np.argmax(score, axis=1)
    good = score[np.arange(best.size), best] > -FAR
    w, u, p = rows[0][good], rows[1][good], best[good]
    told.verb[w, u], told.goal[w, u] = int(Verb.RAID), places[p]
    told.why[w, u], told.place[w, u] = int(Why.RAID), p


def _break_off(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks, level: Level) -> None:
    """Take out of the fight who is about to break in the open; let the spent rest."""
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    bears = scenario.ruleset.doctrines.withdraw[picture.doctrine[:, scenario.forces.formation]] * 10
    chance = odds(found.worth, found.pressed)
    fought = found.pressed > 0
    firm = np.isin(picture.position, scenario.towns.hex) | np.isin(picture.position, places[worth >= DEAR])
    breaking = fought & (picture.cohesion < bears + level.spirit) & (chance < 0)
    spent = (picture.cohesion < SPENT_COHESION) | (picture.fatigue >= SPENT_FATIGUE)
    here = np.full_like(told.goal, nowhere)
    _set(told, spent & ~fought & (told.verb != Verb.DIG), Verb.HOLD, here, Why.REST)
    safe = found.held & (found.own_at >= found.foe_about)
    for world, unit in zip(*(rows.tolist() for rows in np.nonzero(breaking & ~firm & found.obeys)), strict=True):
        if _withdraw(places, found, told, world, unit, safe[world], Why.BREAK_OFF):
            told.odds[world, unit] = chance[world, unit]


def _withdraw(
    places: Ints, found: Estimate, told: Tasks, world: int, unit: int, safe: Flags, why: Why
) -> bool:
    """Tell a unit to withdraw to the nearest safe place (P,) but where it is; say whether there is one."""
    away = safe & (places != found.seen.picture.position[world, unit])
    minutes = np.where(away, found.minutes[world, unit], FAR)
    nearest = int(np.argmin(minutes))
    if minutes[nearest] >= FAR:
        return False
    told.verb[world, unit], told.goal[world, unit] = int(Verb.WITHDRAW), places[nearest]
    told.why[world, unit], told.place[world, unit] = int(why), nearest
    return True


def _slip_out(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks) -> None:
    """Leave a pocket before hunger does its work: who is cut off goes to the nearest place of ours that is supplied.

    What is dear is held all the same.
    """
    picture = found.seen.picture
    dear = places[worth >= DEAR]
    lost = found.obeys & (picture.cut > 0) & (picture.stock <= POCKET_HOURS) & ~np.isin(picture.position, dear)
    lost &= picture.stock < hours_left(scenario, picture.impulse)
    fed = found.obeys & (picture.cut == 0)
    for world, unit in zip(*(rows.tolist() for rows in np.nonzero(lost)), strict=True):
        depot = int(scenario.formations.depot[scenario.forces.formation[unit]])
        supplied = np.isin(places, picture.position[world, fed[world]]) | (places == depot)
        safe = supplied & found.held[world] & (found.own_at[world] >= found.foe_about[world])
        _withdraw(places, found, told, world, unit, safe, Why.ESCAPE)


def _tunnels(scenario: Scenario, places: Ints, found: Estimate, told: Tasks) -> None:
    """Leave a town that cannot be held, with the best below ground; come up once the enemy is in it."""
    picture = found.seen.picture
    for town, (h, room) in enumerate(zip(scenario.towns.hex.tolist(), scenario.towns.tunnels.tolist(), strict=True)):
        columns = np.flatnonzero(places == h)
        if not room or not columns.size:
            continue
        column = int(columns[0])
        inside = found.obeys & (picture.position == h)
        below = inside & (picture.posture == Posture.HIDE)
        enemies = found.foe_at[:, column] > 0
        _set(told, below & enemies[:, None], Verb.ATTACK, np.full_like(told.goal, h), Why.RISE)
        _set(told, below & ~enemies[:, None], Verb.HIDE, np.full_like(told.goal, scenario.map.grid.count), Why.HIDE)
        chance = odds(found.own_at[:, column], found.foe_about[:, column])
        lost = (chance <= TUNNEL_ODDS) & (picture.blocks[:, town, found.seen.side] > 0)
        _go_below(scenario, places, found, told, inside & ~below & lost[:, None], room, column)


def _go_below(
    scenario: Scenario, places: Ints, found: Estimate, told: Tasks, leaving: Flags, room: int, column: int
) -> None:
    """Send the best of a garrison below, as many as there is room for, and the others out."""
    if not leaving.any():
        return
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    order = np.argsort(-scenario.forces.quality, kind="stable")
    people = np.where(leaving, picture.fit, 0)[:, order]
    fits = (np.cumsum(people, axis=1, dtype=np.int64) <= room) & (people > 0)
    hides = np.zeros_like(leaving)
    hides[:, order] = fits
    _set(told, hides, Verb.HIDE, np.full_like(told.goal, nowhere), Why.HIDE)
    safe = found.held & (found.foe_about == 0)
    safe[:, column] = False
    for world, unit in zip(*(rows.tolist() for rows in np.nonzero(leaving & ~hides)), strict=True):
        _withdraw(places, found, told, world, unit, safe[world], Why.SLIP_AWAY)
