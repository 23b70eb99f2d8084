"""Who goes where: each formation gets one place to take or to hold, the strongest formation choosing first.

A place is scored by what it is worth, how far it is, what resistance is expected and what others have been told: troops
mass on the main effort until the odds suffice, then look elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR
from sim.play.doctrine.aims import DEAR, NAMED
from sim.play.doctrine.estimate import Estimate, hours_left, odds
from sim.play.doctrine.levels import Level
from sim.scenario.scenario import Scenario

NEVER = -(1 << 20)
STAY = 24
"""What a plan that is being carried out gains over a new one: staffs do not change their minds daily."""
DUG_IN = 10
"""Steps that the defender of a place has over who comes to take it."""
STAND_FAST = 60
"""What staying where one is gains over every move: who moves gives up his trenches and blocks no road."""
FAR_COST = 2
"""What an hour's march costs."""
LIMIT = 20
LIKELY = np.array([round(64 / (1 + 2 ** (-step / 4))) for step in range(-LIMIT, LIMIT + 1)], dtype=np.int64)
"""How likely one gets one's way at -20 to +20 steps of odds, of 64 parts: even odds, half; two to one, two thirds."""
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
                _recall(made, formation, *_powers(scenario, found, formation))
            _assign(scenario, places, worth, found, level, made, formation)
    return made


def _powers(scenario: Scenario, found: Estimate, formation: int) -> tuple[Ints, Ints]:
    """Return the strength of a formation's units that can be told something, in assault and where they stand, (W,)."""
    members = scenario.formation_units(formation)
    there = found.obeys[:, members]
    blow, stand = (np.where(there, power[:, members], 0).sum(axis=1, dtype=np.int64)
                   for power in (found.blow, found.worth))  # fmt: skip
    return blow, stand


def _recall(made: Plan, formation: int, blow: Ints, stand: Ints) -> None:
    """Take a formation out of the plan again."""
    rows = np.flatnonzero(made.target[:, formation] >= 0)
    where = made.target[rows, formation]
    attacks = made.attacks[rows, formation]
    made.sent[rows[attacks], where[attacks]] -= blow[rows[attacks]]
    made.kept[rows[~attacks], where[~attacks]] -= stand[rows[~attacks]]
    made.target[:, formation] = -1


def _assign(
    scenario: Scenario, places: Ints, worth: Ints, found: Estimate, level: Level, made: Plan, formation: int
) -> None:
    members = scenario.formation_units(formation)
    there = found.obeys[:, members]
    if not there.any():
        return
    blow, power = _powers(scenario, found, formation)
    minutes = np.where(there[:, :, None], found.minutes[:, members], FAR).min(axis=1)  # (W, P)
    own_at = np.einsum("wu,wup->wp", np.where(there, found.worth[:, members], 0), found.at[:, members])
    others = np.maximum(found.own_at - own_at, 0)
    strike, chance = _to_take(worth, found, level, made, blow[:, None], others)
    stand, hold = _to_hold(worth, found, level, made, power[:, None], others)
    fast = _to_stand_fast(worth, found, level, made, own_at, others)
    far = FAR_COST * minutes // 60
    first = np.argmax(there, axis=1)
    goals = found.seen.picture.goal[np.arange(power.size), members[first]]
    steady = np.where(goals[:, None] == places, STAY, 0) - far
    left = hours_left(scenario, found.seen.impulse) * 60
    reachable = (minutes < min(left, FAR)) & (power > 0)[:, None]
    scores = np.concatenate([np.where(reachable, score + steady, NEVER) for score in (strike, stand)], axis=1)
    best = np.argmax(scores, axis=1)
    rows = np.arange(power.size)
    able = (scores[rows, best] > NEVER // 2) & (scores[rows, best] >= fast)
    attacks, where = best < places.size, best % places.size
    made.target[:, formation] = np.where(able, where, -1)
    made.attacks[:, formation] = able & attacks
    made.odds[:, formation] = np.where(attacks, chance[rows, where], hold[rows, where])
    np.add.at(made.sent, (rows[able & attacks], where[able & attacks]), blow[able & attacks])
    np.add.at(made.kept, (rows[able & ~attacks], where[able & ~attacks]), power[able & ~attacks])


def _likely(steps: Ints) -> Ints:
    """Return how likely odds in steps make it to get one's way, of 64 parts; the staff's rule of thumb."""
    likely: Ints = LIKELY[np.clip(steps, -LIMIT, LIMIT) + LIMIT]
    return likely


def _to_take(
    worth: Ints, found: Estimate, level: Level, made: Plan, power: Ints, others: Ints
) -> tuple[Ints, Ints]:
    """Score every place as one to take, (W, P), by what this formation adds to its being taken; and give the odds."""
    need = np.maximum(found.foe_at + found.foe_about // 2, found.feared)
    chance = odds(power + made.sent + others, need)
    wanted = np.where(worth >= DEAR, level.dear, level.odds)
    without = np.where(made.sent > 0, _likely(odds(made.sent + others, need) - wanted), 0)
    gain = _likely(chance - wanted) - without
    prey = found.hostile | (found.foe_in > 0) | (~found.held & (worth >= NAMED))
    score = np.where(prey & (chance > HOPELESS + wanted), level.worth * worth * gain // 64, NEVER)
    return score, chance


def _to_hold(
    worth: Ints, found: Estimate, level: Level, made: Plan, power: Ints, others: Ints
) -> tuple[Ints, Ints]:
    """Score every place as one to hold, (W, P), by what this formation adds to its being held; and give the odds.

    What is worth much gets a guard, threatened or not: an enemy who is not seen is not an enemy who is not there.
    """
    there = others + made.kept
    threat = _threat(worth, found, level)
    joined = odds(there + power, threat)
    gain = _likely(joined + DUG_IN) - _as_it_is(there, threat)
    return np.where(found.held & (threat > 0), level.worth * worth * gain // 64, NEVER), joined


def _to_stand_fast(worth: Ints, found: Estimate, level: Level, made: Plan, own_at: Ints, others: Ints) -> Ints:
    """Score staying where each unit is, (W,): a formation that is spread holds several places at once."""
    there = others + made.kept
    threat = _threat(worth, found, level)
    gain = _likely(odds(there + own_at, threat) + DUG_IN) - _as_it_is(there, threat)
    held = np.where(found.held & (own_at > 0), level.worth * worth * gain // 64, 0)
    score: Ints = held.sum(axis=1, dtype=np.int64) + STAND_FAST
    return np.where(held.any(axis=1), score, NEVER)


def _as_it_is(there: Ints, threat: Ints) -> Ints:
    """Return how likely places are held by those who are there already, (W, P)."""
    held: Ints = np.where(there > 0, _likely(odds(there, threat) + DUG_IN), 0)
    return held


def _threat(worth: Ints, found: Estimate, level: Level) -> Ints:
    """Return the enemy power to be reckoned with at each place, (W, P): who is known about, or might come unseen."""
    wanted = np.where(found.held, worth, 0)
    every = np.maximum(wanted.sum(axis=1, dtype=np.int64), 1)
    lurking = found.hidden[:, None] * wanted // every[:, None] * level.guard // 16
    threat: Ints = np.maximum(found.foe_about, lurking)
    return threat
