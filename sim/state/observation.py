"""What one side knows: the state as that side believes it to be.  A commander sees nothing else.

Own troops and those of friends are known as they are.  An enemy is known while a report of him is fresh (3.1): where he
is, roughly how many, how deep he has dug and whether he is on the move; not his spirit, his supplies or his orders.
Everybody else is absent.  Ground is held by whoever the side last saw there (11.4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.base.columns import Flags, Ints, among
from sim.scenario.scenario import Scenario
from sim.state.kinds import MOVING_POSTURES, Mission, Posture, Status, Verb
from sim.state.state import State

REPORT_HOURS = 24
"""How long a report stays of use; a fresh one has this many hours left."""
COARSE = 50
"""Enemy numbers are known to the nearest fifty."""


@dataclass(frozen=True)
class Observation:
    """One side's knowledge of W worlds.  `picture` may be given to any function of the rules."""

    side: int
    picture: State
    age: Ints  # (W, U) hours since a unit was last seen: 0 for own and friends, -1 for those not known

    @property
    def impulse(self) -> int:
        return self.picture.impulse

    @property
    def known(self) -> Flags:
        """Units that the side knows of, (W, U)."""
        flags: Flags = self.age >= 0
        return flags

    def world(self, k: int) -> Observation:
        """Return the knowledge of world `k` alone."""
        return Observation(self.side, self.picture.world(k), self.age[k : k + 1])


def observe(scenario: Scenario, state: State, side: int) -> Observation:
    """Return what a side knows of a state."""
    friends = scenario.friend[side]
    own = friends[scenario.forces.side]  # (U,)
    hours = state.seen[:, :, friends].max(axis=2)
    known = own | ((hours > 0) & state.above)
    age = np.where(own, 0, np.where(known, REPORT_HOURS - hours, -1))
    columns: dict[str, Any] = _of_units(scenario, state, own, known) | _of_formations(scenario, state, friends)
    columns |= _of_aircraft(scenario, state, friends) | _of_ground(scenario, state, side, own)
    columns["fired"] = np.where(scenario.audience[:, side], state.fired, -1)
    columns["latch"] = np.zeros_like(state.latch)
    columns["scored"] = np.where(friends[[goal.side for goal in scenario.objectives]], state.scored, 0)
    columns["seen"] = np.where(np.arange(friends.size) == side, state.seen, 0) * known[:, :, None]
    picture = replace(state, digests=(b"",) * state.worlds, **columns)
    return Observation(side, picture, age)


def _of_units(scenario: Scenario, state: State, own: Flags, known: Flags) -> dict[str, Ints]:
    """Return the columns of units: own as they are, enemies as reported, the others absent."""
    nowhere = scenario.map.grid.count
    reported = np.maximum((state.fit + COARSE // 2) // COARSE, 1) * COARSE
    moving = among(state.posture, MOVING_POSTURES)
    position = np.where(known, state.position, nowhere)
    enemy: dict[str, Ints | int] = {
        "status": np.where(known, state.status, int(Status.WAITING)),
        "fit": np.where(known, reported, 0),
        "posture": np.where(known & moving, state.posture, int(Posture.DEFEND)),
        "dug": np.where(known, state.dug, 0),
        "goal": position, "assault": nowhere,
        "cohesion": 1000, "alert": 2, "verb": int(Verb.HOLD), "stock": scenario.ruleset.constants.stock_hours,
        "killed": 0, "wounded": 0, "captured": 0, "left": 0, "fatigue": 0, "minutes": 0, "wait": 0, "shock": 0,
        "bombs": 0, "arms": 0, "cut": 0,
    }  # fmt: skip
    via = np.where(own[:, None], state.via, nowhere)
    return {"position": position, "via": via} | {
        name: np.where(own, getattr(state, name), value).astype(np.int64) for name, value in enemy.items()
    }


def _of_formations(scenario: Scenario, state: State, friends: Flags) -> dict[str, Ints]:
    own = friends[scenario.formations.side]
    return {
        "doctrine": np.where(own, state.doctrine, scenario.formations.doctrine),
        "permits": np.where(own, state.permits, scenario.formations.permits),
        "confusion": np.where(own, state.confusion, 0),
        "confused": np.where(own, state.confused, 0),
        "scripted": np.where(friends, state.scripted, 1),
    }


def _of_aircraft(scenario: Scenario, state: State, friends: Flags) -> dict[str, Ints]:
    own, nowhere = friends[scenario.packages.side], scenario.map.grid.count
    blank = {"sorties": 0, "guided": 0, "controllers": 0, "flying": 0, "mission": int(Mission.REST), "aim": nowhere,
             "cargo": -1, "flown": 0, "revert": -1, "fallback": 0}  # fmt: skip
    return {name: np.where(own, getattr(state, name), value) for name, value in blank.items()}


def _of_ground(scenario: Scenario, state: State, side: int, own: Flags) -> dict[str, Ints]:
    friends = scenario.friend[side]
    mine = state.believed[:, side]
    layer = friends[np.maximum(state.miner, 0)] & (state.miner >= 0)
    there = (state.position[:, own][:, :, None] == scenario.place_hex).any(axis=1)
    source = friends[np.maximum(state.open_source - 1, 0)] & (state.open_source > 0)
    return {
        "control": mine,
        "believed": np.where(np.arange(friends.size)[:, None] == side, state.believed, -1).astype(np.int8),
        "quiet": np.where(friends, state.quiet, 0),
        "mines": np.where(layer | there, state.mines, 0),
        "miner": np.where(layer | there, state.miner, -1),
        "open_source": np.where(source, state.open_source, 0),
        "civilians": np.zeros_like(state.civilians),
    }
