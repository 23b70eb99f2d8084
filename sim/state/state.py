"""The state of W worlds: columns of integers, the worlds axis first.

Letters: W worlds, U units, F formations, A air packages, H hexes (the last is the sentinel "nowhere"), C towns,
S sides, T triggers.  Everything that no rule can change stands in the Scenario instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from sim.base.columns import Bytes, Flags, Ints, Words
from sim.state.kinds import Posture, Status

MOST_STOPS = 4
"""Hexes that a march can be told to pass on its way."""
ACTIVE, HIDE = int(Status.ACTIVE), int(Posture.HIDE)
"""As plain numbers: they are asked for so often that the way through the lists would tell."""


@dataclass(frozen=True)
class State:
    """All that a turn can change.  int64 unless a comment says otherwise."""

    seeds: Words  # (W,)
    impulse: int  # impulses already resolved
    digests: tuple[bytes, ...]  # (W,) chained, one a world

    position: Ints  # (W, U) hex, H when off the map
    status: Ints  # (W, U) Status
    fit: Ints  # (W, U) people able to fight
    killed: Ints  # (W, U) cumulative
    wounded: Ints  # (W, U) cumulative
    captured: Ints  # (W, U) cumulative
    left: Ints  # (W, U) dispersed, interned or recalled
    cohesion: Ints  # (W, U) 0 to 1000
    fatigue: Ints  # (W, U) 0 to 1000
    stock: Ints  # (W, U) hours of supply in hand
    posture: Ints  # (W, U) Posture
    dug: Ints  # (W, U) entrenchment 0 to 4
    alert: Ints  # (W, U) 0 unaware to 3 stand-to
    minutes: Ints  # (W, U) marching time carried over
    verb: Ints  # (W, U) Verb
    goal: Ints  # (W, U) hex
    via: Ints  # (W, U, MOST_STOPS) hexes still to pass before the goal, in order; behind the last of them H
    assault: Ints  # (W, U) hex whose attack is not over, H for none
    wait: Ints  # (W, U) hours until the order reaches the unit
    shock: Ints  # (W, U) hours of confusion left
    bombs: Ints  # (W, U) suicide vehicles in hand
    arms: Ints  # (W, U) captured weapons, steps
    seen: Ints  # (W, U, S) hours for which a side still knows the unit
    cut: Ints  # (W, U) hours without an open supply line
    doctrine: Ints  # (W, F)
    permits: Ints  # (W, F) bit set of countries
    confusion: Ints  # (W, F) command level 0 normal to 4 broken
    confused: Ints  # (W, F) hours for which the level lasts
    control: Bytes  # (W, H+1) int8 side or -1
    believed: Bytes  # (W, S, H+1) int8 who held each hex when the side last saw it
    scripted: Ints  # (W, S) 1 if the side follows the orders and plans of history, 0 if it has its own commander
    blocks: Ints  # (W, C, S)
    quiet: Ints  # (W, C, S) hours for which the side has held the town and seen nobody
    sorties: Ints  # (W, A) a day
    guided: Ints  # (W, A) 0 or 1
    controllers: Ints  # (W, A) 0 or 1
    flying: Ints  # (W, A) 0 or 1: available at all
    mission: Ints  # (W, A) Mission
    aim: Ints  # (W, A) hex, H for anywhere
    cargo: Ints  # (W, A) unit to lift, or -1
    flown: Ints  # (W, A) cumulative sorties
    open_source: Ints  # (W, P) 1 where a place feeds units as an extra source of supply (side + 1), 0 closed
    revert: Ints  # (W, A) impulse at which sorties fall back, -1 never
    fallback: Ints  # (W, A) sorties a day after that
    mines: Ints  # (W, P) level of mines and traps at a place, 0 to 15
    miner: Ints  # (W, P) the side that laid them, -1 nobody
    visibility: Ints  # (W,) 0 clear to 3 blind
    weather_until: Ints  # (W,) impulse at which the sky clears
    scored: Ints  # (W, O) 1 where an objective has been earned
    civilians: Ints  # (W,) expected dead in 1/1024
    latch: Ints  # (W, T) whether the trigger's condition held at the last look
    fired: Ints  # (W, T) impulse of the last firing, -1 never

    @property
    def worlds(self) -> int:
        return len(self.seeds)

    @property
    def on_map(self) -> Flags:
        """Units that take part, (W, U)."""
        flags: Flags = self.status == ACTIVE
        return flags

    @property
    def above(self) -> Flags:
        """Units that take part and are not hidden below ground or among people, (W, U)."""
        flags: Flags = (self.status == ACTIVE) & (self.posture != HIDE)
        return flags

    @property
    def staying(self) -> Flags:
        """Units whose order leads nowhere else: they stand on their goal and have no stop to pass, (W, U)."""
        flags: Flags = (self.goal == self.position) & (self.via[:, :, 0] == self._nowhere)
        return flags

    def stops(self, world: int, unit: int) -> list[int]:
        """Return the hexes that a unit has still to pass before its goal, in order."""
        return [h for h in self.via[world, unit].tolist() if h != self._nowhere]

    @property
    def _nowhere(self) -> int:
        return int(self.control.shape[1]) - 1

    def copy(self) -> State:
        """Return a state whose columns may be written without touching this one."""
        return replace(self, **{name: getattr(self, name).copy() for name in COLUMNS})

    def world(self, k: int) -> State:
        """Return world `k` alone, as a state with W = 1."""
        columns = {name: getattr(self, name)[k : k + 1].copy() for name in COLUMNS}
        return replace(self, seeds=self.seeds[k : k + 1].copy(), digests=self.digests[k : k + 1], **columns)


COLUMNS = tuple(item.name for item in fields(State) if item.name not in {"seeds", "impulse", "digests"})


BYTES = frozenset({"control", "believed"})
"""Columns of one byte an entry."""


def digests_of(state: State, orders: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the chained digest of each world: the one before, its orders of the turn, every column in fixed order.

    Canonical bytes: little-endian 32-bit words (who holds what: 8-bit), C order.  BLAKE2b, 16 bytes.
    """
    packed = [
        np.ascontiguousarray(
            getattr(state, name).astype("<i1" if name in BYTES else "<i4", copy=False)
        )
        for name in COLUMNS
    ]
    out = []
    for k in range(state.worlds):
        digest = hashlib.blake2b(state.digests[k], digest_size=16)
        digest.update(int(state.seeds[k]).to_bytes(8, "little") + state.impulse.to_bytes(4, "little") + orders[k])
        for column in packed:
            digest.update(column[k].tobytes())
        out.append(digest.digest())
    return tuple(out)


def column_digests(state: State, k: int) -> dict[str, str]:
    """Return a short digest of each column of world `k`: to name the column in which two runs differ."""
    return {
        name: hashlib.blake2b(np.ascontiguousarray(getattr(state, name)[k]).tobytes(), digest_size=6).hexdigest()
        for name in COLUMNS
    }
