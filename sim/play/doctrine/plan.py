"""Who goes where: each formation gets one place to take or to hold, the strongest formation choosing first.

A place is scored by what it is worth, how far it is, what resistance is expected and what others have been told: troops
mass on the main effort until the odds suffice, then look elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR
from sim.play.doctrine.aims import NAMED
from sim.play.doctrine.estimate import Estimate, odds
from sim.play.doctrine.levels import Level
from sim.scenario.scenario import Scenario

NEVER = -(1 << 20)
STAY = 14
"""What a plan that is being carried out gains over a new one: staffs do not change their minds daily."""
SHORT = 4
"""What each step of odds that is wanting costs."""
HOPELESS = -12
"""Odds at which nothing is attacked, and a place is no longer held for its own sake."""


@dataclass(frozen=True)
class Plan:
    """What each formation is for, (W, F): a column of the places or -1, whether it attacks, and at what odds."""

    target: Ints
    attacks: Flags
    odds: Ints
    sent: Ints  # (W, P) power told to attack each place
    kept: Ints  # (W, P) power told to hold each place


def plan(scenario: Scenario, places: Ints, worth: Ints, found: Estimate, level: Level) -> Plan:
    """Assign every formation of the side, in every world."""
    worlds, formations = found.worth.shape[0], len(scenario.formations.ids)
    own = np.flatnonzero(scenario.formations.side == found.seen.side)
    sizes = [int(scenario.forces.strength[scenario.formation_units(int(f))].sum(dtype=np.int64)) for f in own]
    ranked = [int(f) for _, f in sorted(zip((-size for size in sizes), own.tolist(), strict=True))]
    made = Plan(
        np.full((worlds, formations), -1, dtype=np.int64), np.zeros((worlds, formations), dtype=np.bool_),
        np.zeros((worlds, formations), dtype=np.int64), np.zeros((worlds, places.size), dtype=np.int64),
        np.zeros((worlds, places.size), dtype=np.int64),
    )  # fmt: skip
    for again in range(level.rounds):
        for formation in ranked:
            if again:
                _recall(made, formation, _power(scenario, found, formation))
            _assign(scenario, places, worth, found, level, made, formation)
    return made


def _power(scenario: Scenario, found: Estimate, formation: int) -> Ints:
    """Return the strength of a formation's units that can be told something, (W,)."""
    members = scenario.formation_units(formation)
    total: Ints = np.where(found.obeys[:, members], found.worth[:, members], 0).sum(axis=1, dtype=np.int64)
    return total


def _recall(made: Plan, formation: int, power: Ints) -> None:
    """Take a formation out of the plan again."""
    rows = np.flatnonzero(made.target[:, formation] >= 0)
    where = made.target[rows, formation]
    attacks = made.attacks[rows, formation]
    made.sent[rows[attacks], where[attacks]] -= power[rows[attacks]]
    made.kept[rows[~attacks], where[~attacks]] -= power[rows[~attacks]]
    made.target[:, formation] = -1


def _assign(
    scenario: Scenario, places: Ints, worth: Ints, found: Estimate, level: Level, made: Plan, formation: int
) -> None:
    members = scenario.formation_units(formation)
    there = found.obeys[:, members]
    if not there.any():
        return
    power = _power(scenario, found, formation)
    minutes = np.where(there[:, :, None], found.minutes[:, members], FAR).min(axis=1)  # (W, P)
    own_at = np.einsum("wu,wup->wp", np.where(there, found.worth[:, members], 0), found.at[:, members])
    others = np.maximum(found.own_at - own_at, 0)
    strike, chance = _to_take(worth, found, level, made, power[:, None], others)
    stand, hold = _to_hold(worth, found, level, made, power[:, None], others)
    far = 2 * minutes // 60
    first = np.argmax(there, axis=1)
    goals = found.seen.picture.goal[np.arange(power.size), members[first]]
    steady = np.where(goals[:, None] == places, STAY, 0) - far
    reachable = (minutes < FAR) & (power > 0)[:, None]
    scores = np.concatenate([np.where(reachable, score + steady, NEVER) for score in (strike, stand)], axis=1)
    best = np.argmax(scores, axis=1)
    rows = np.arange(power.size)
    able = scores[rows, best] > NEVER // 2
    attacks, where = best < places.size, best % places.size
    made.target[:, formation] = np.where(able, where, -1)
    made.attacks[:, formation] = able & attacks
    made.odds[:, formation] = np.where(attacks, chance[rows, where], hold[rows, where])
    np.add.at(made.sent, (rows[able & attacks], where[able & attacks]), power[able & attacks])
    np.add.at(made.kept, (rows[able & ~attacks], where[able & ~attacks]), power[able & ~attacks])


def _to_take(
    worth: Ints, found: Estimate, level: Level, made: Plan, power: Ints, others: Ints
) -> tuple[Ints, Ints]:
    """Score every place as one to take, (W, P), and give the odds there."""
    need = np.maximum(found.foe_at + found.foe_about // 2, found.feared)
    chance = odds(power + made.sent + others, need)
    enough = (odds(made.sent + others, need) >= level.enough) & (made.sent > 0)
    wanting = np.maximum(level.odds - chance, 0)
    score = level.worth * worth - SHORT * wanting - np.where(enough, level.worth * worth // 2 + 8, 0)
    prey = found.hostile | (found.foe_in > 0) | (~found.held & (worth >= NAMED))
    score = np.where(prey & (chance > HOPELESS + level.odds), score, NEVER)
    return score, chance


def _to_hold(
    worth: Ints, found: Estimate, level: Level, made: Plan, power: Ints, others: Ints
) -> tuple[Ints, Ints]:
    """Score every place as one to hold, (W, P), and give the odds there.

    What is worth much gets a guard, threatened or not: an enemy who is not seen is not an enemy who is not there.
    """
    there = others + made.kept
    alone, joined = odds(there, found.foe_about), odds(there + power, found.foe_about)
    threatened = found.foe_about > 0
    guard = _guard(worth, found, level)
    needed = (threatened & (alone < level.enough)) | (there < guard)
    share = np.where(threatened & (alone < level.enough), 4, np.where(2 * there < guard, 4, 2))
    urgent = np.where(threatened, 3 * np.clip(-alone, 0, 8), 0)
    score = np.where(needed, level.worth * worth * share // 4, 0) + urgent
    score = np.where(joined < HOPELESS, score // 2 - 20, score)
    return np.where(found.held, score, NEVER), joined


def _guard(worth: Ints, found: Estimate, level: Level) -> Ints:
    """Return the power that each place should have by what it is worth, (W, P)."""
    total = np.where(found.obeys, found.worth, 0).sum(axis=1, dtype=np.int64)
    wanted = np.where(found.held | found.hostile | (found.foe_at > 0), worth, 0)
    every = np.maximum(wanted.sum(axis=1, dtype=np.int64), 1)
    guard: Ints = np.where(found.held, total[:, None] * wanted // every[:, None] * level.guard // 16, 0)
    return guard
