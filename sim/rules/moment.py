"""What the sections of the rulebook share while one impulse is resolved: the working state and this impulse's marks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.luck import Luck
from sim.rules.throw import Cost, Throw
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind
from sim.state.state import State


class Ledger:
    """The events of a turn as they happen: rows of (world, impulse, kind, side, unit, other, hex, amount)."""

    def __init__(self) -> None:
        self._parts: list[Ints] = []

    def tell(
        self,
        impulse: int,
        kind: EventKind,
        worlds: Ints,
        *,
        side: Ints | int = -1,
        unit: Ints | int = -1,
        other: Ints | int = -1,
        hexagon: Ints | int = -1,
        amount: Ints | int = 0,
    ) -> None:
        """Add one row a world in `worlds` (N,); the other columns are (N,) or one value for all."""
        if not worlds.size:
            return
        rows = np.empty((8, worlds.size), dtype=np.int64)
        for line, column in enumerate((worlds, impulse, int(kind), side, unit, other, hexagon, amount)):
            rows[line] = column
        self._parts.append(rows)

    @property
    def rows(self) -> Ints:
        """All rows so far, (8, N)."""
        return np.concatenate(self._parts, axis=1) if self._parts else np.zeros((8, 0), dtype=np.int64)


@dataclass(frozen=True)
class Contacts:
    """Pairs of hostile units within reach of each other, one row a direction, (N,)."""

    world: Ints
    unit: Ints
    other: Ints
    distance: Ints  # hexes
    same_bank: Flags  # no river between them


@dataclass
class Moment:
    """One impulse in W worlds.  `state` is a private copy and may be written by the section at work."""

    scenario: Scenario
    state: State
    luck: Luck
    ledger: Ledger
    impulse: int  # counted over the whole scenario
    hours: int
    night: bool
    acts: Flags = field(init=False)  # (W, U) passed its friction roll
    moved: Ints = field(init=False)  # (W, U) hexes entered
    aim: Ints = field(init=False)  # (W, U) hex the unit makes for: waypoint, goal, or the enemy it combs for
    target: Ints = field(init=False)  # (W, U) hex under attack by the unit, or nowhere
    called_off: Flags = field(init=False)  # (W, U) the odds were too poor to attack
    contact: Flags = field(init=False)  # (W, U) within reach of an enemy
    pressed: Flags = field(init=False)  # (W, U) in a full fight
    surprised: Flags = field(init=False)  # (W, U)
    surprising: Flags = field(init=False)  # (W, U)
    incoming: Ints = field(init=False)  # (W, U) power that arrived, 1/1024 fighter
    outgoing: Ints = field(init=False)  # (W, U) power that was given
    hurt: Ints = field(init=False)  # (W, U) casualties
    foe: Ints = field(init=False)  # (W, U) an enemy in reach, or -1
    flown: Ints = field(init=False)  # (W, A) sorties of this impulse
    bombed: Ints = field(init=False)  # (W, U) sortie-equivalents in sixteenths
    throws: list[Throw] = field(default_factory=list)  # casualties by dice, for those who watch

    def __post_init__(self) -> None:
        shape = self.state.position.shape
        for name in ("acts", "called_off", "contact", "pressed", "surprised", "surprising"):
            setattr(self, name, np.zeros(shape, dtype=np.bool_))
        for name in ("moved", "incoming", "outgoing", "hurt", "bombed"):
            setattr(self, name, np.zeros(shape, dtype=np.int64))
        self.foe = np.full(shape, -1, dtype=np.int64)
        self.flown = np.zeros_like(self.state.sorties)
        self.target = np.full(shape, self.nowhere, dtype=np.int64)
        self.aim = self.state.goal

    @property
    def nowhere(self) -> int:
        return self.scenario.map.grid.count

    @property
    def formation(self) -> Ints:
        """The formation of each unit, (U,)."""
        return self.scenario.forces.formation

    @property
    def doctrine(self) -> Ints:
        """The doctrine row of each unit at present, (W, U)."""
        return self.state.doctrine[:, self.formation]

    @property
    def terrain(self) -> Ints:
        """The terrain under each unit, (W, U)."""
        ground: Ints = self.scenario.map.terrain[self.state.position].astype(np.int64)
        return ground

    def scaled(self, per_four_hours: int) -> int:
        """Scale a rate given per four hours and in points of 100 to this impulse and to points of 1000."""
        return per_four_hours * 10 * self.hours // 4

    def tell(self, kind: EventKind, units: Flags, **columns: Ints | int) -> None:
        """Tell of each flagged unit (W, U): its world, side, index and hex; amounts and others may be (W, U)."""
        worlds, unit = np.nonzero(units)
        picked: dict[str, Ints | int] = {
            name: column[worlds, unit] if isinstance(column, np.ndarray) else column
            for name, column in columns.items()
        }
        picked.setdefault("hexagon", self.state.position[worlds, unit])
        self.ledger.tell(
            self.impulse, kind, worlds, side=self.scenario.forces.side[unit], unit=unit, **picked
        )

    def thrown(self, kind: str, world: Ints, unit: Ints, cost: Cost, people: Ints) -> None:
        """Remember a throw for casualties, (N,) each, before they are taken out of the fight; no rule reads it."""
        self.throws.append(Throw(kind, world, unit, cost, self.state.fit[world, unit], people))

    def contacts(self, radius: int) -> Contacts:
        """Return every ordered pair of hostile units on the map within `radius` hexes."""
        state, grid = self.state, self.scenario.map.grid
        first, second = self.scenario.pairs
        active = state.on_map
        live: Flags = np.logical_or.reduce(active)
        anywhere = live[first] & live[second]  # the others are in no world's reach
        first, second = first[anywhere], second[anywhere]
        q, r = (axis[state.position].astype(np.int32) for axis in (grid.q, grid.r))
        dq, dr = q[:, first] - q[:, second], r[:, first] - r[:, second]
        distance = (np.abs(dq) + np.abs(dr) + np.abs(dq + dr)) >> 1
        worlds, pair = np.nonzero((distance <= radius) & active[:, first] & active[:, second])
        a, b, steps = first[pair], second[pair], distance[worlds, pair].astype(np.int64)
        bank = self.scenario.map.bank
        same = bank[state.position[worlds, a]] == bank[state.position[worlds, b]]
        return Contacts(
            np.concatenate((worlds, worlds)), np.concatenate((a, b)), np.concatenate((b, a)),
            np.concatenate((steps, steps)), np.concatenate((same, same)),
        )  # fmt: skip


def moment_of(
    scenario: Scenario, state: State, impulse: int | None = None, ledger: Ledger | None = None
) -> Moment:
    """Return a moment of a state: of its own impulse, in which nothing has happened yet, unless told otherwise."""
    clock = scenario.clock
    now = state.impulse if impulse is None else impulse
    luck, night = Luck(state.seeds, now), clock.is_night(now)
    return Moment(scenario, state, luck, ledger or Ledger(), now, clock.impulse_hours, night)
