"""Where a unit can go and when it would be there, as far as its side knows: the marches of section 5, foretold.

The ways, costs, zones and limits are those by which units move.  It is foretold that the unit acts in every impulse,
that everybody else stays where he is known to be, and that the unit marches: it is told to move, or to withdraw.
Luck is left out: who may slip through a hostile zone by a roll does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR, Ways, ways_from
from sim.orders.order import Order, hex_name
from sim.rules.legal import refusal
from sim.rules.moment import moment_of
from sim.rules.movement import movement_class
from sim.rules.zones import limits, zones
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation

NEVER = 1 << 20
"""An impulse that does not come."""
VERBS = ("move", "withdraw")


class Bar(IntEnum):
    """What keeps a unit from a hex although there is a way for it."""

    NONE = 0
    HOSTILE = 1  # hostile troops are known to stand in it
    ZONE = 2  # the step leads from one hostile zone into the next
    FULL = 3  # as many of its own side stand there as the hex holds
    IDLE = 4  # the unit does not act in any impulse to come


@dataclass(frozen=True)
class Stage:
    """One hex of a way."""

    hex: int
    minutes: int  # that the step into it takes
    impulse: int  # in which it is entered, from 1; NEVER where the march does not come so far, or does not stop there
    halts: bool  # it lies in a hostile zone: whoever enters it goes no farther in that impulse (6.2)


@dataclass(frozen=True)
class Reach:
    """Where one unit can be ordered, and by when it would be there; every column is (H+1,)."""

    scenario: Scenario
    seen: Observation
    unit: int
    verb: str
    refused: str  # why the unit obeys no such order at all; nothing if it does
    minutes: Ints  # minutes of march by day; FAR where there is no way
    impulses: Ints  # impulses until it stands there, 1 within the first, 0 where it stands; NEVER
    halts: Flags  # hexes in a hostile zone, as far as it is known
    bar: Ints  # what bars the way
    bar_hex: Ints  # and where; the sentinel for nowhere
    before: Ints  # the hex before on the way

    @property
    def orderable(self) -> Flags:
        """Return the hexes to which the order can be given."""
        flags: Flags = (self.minutes < FAR) & (not self.refused)
        return flags

    @property
    def this_turn(self) -> Flags:
        """Return the hexes in which the unit can stand when the turn is over."""
        flags: Flags = self.orderable & (self.impulses <= self.scenario.clock.impulses_per_turn)
        return flags

    def way(self, goal: int) -> tuple[Stage, ...]:
        """Return the way to a hex, from the first hex that is entered to the goal; empty where there is none."""
        here, hexes = goal, []
        while self.minutes[goal] < FAR and self.minutes[here]:
            hexes.append(here)
            here = int(self.before[here])
        return tuple(
            Stage(h, int(self.minutes[h] - self.minutes[self.before[h]]), int(self.impulses[h]), bool(self.halts[h]))
            for h in hexes[::-1]
        )

    def stands(self, goal: int, impulses: int) -> int:
        """Return the hex in which the unit stands after so many impulses, on its way to a hex."""
        here = goal
        while self.impulses[here] > impulses:
            here = int(self.before[here])
        return here

    def why_not(self, goal: int) -> str:
        """Say why the order cannot be given, or why the unit will not stand there this turn; nothing if it can."""
        scenario, clock = self.scenario, self.scenario.clock
        if self.refused:
            return self.refused
        if self.minutes[goal] >= FAR:
            order = Order(scenario.forces.ids[self.unit], self.verb, hex_name(scenario, goal))
            return refusal(scenario, self.seen, order)
        bar, where = Bar(int(self.bar[goal])), hex_name(scenario, int(self.bar_hex[goal]))
        if bar != Bar.NONE:
            return BARRED[bar].format(who=scenario.forces.ids[self.unit], where=where)
        count = int(self.impulses[goal])
        if count <= clock.impulses_per_turn:
            return ""
        if count >= NEVER:
            return "it is farther than the time that is left allows"
        then = clock.time_of(self.seen.impulse + count)
        return f"it is {count * clock.impulse_hours} hours away: there by {then:%d %B %H:%M} at the earliest"


BARRED = {
    Bar.HOSTILE: "hostile troops are known to stand at {where}: the march stops before them (6.3)",
    Bar.ZONE: "the way leads from one hostile zone into the next at {where} (6.2)",
    Bar.FULL: "as many troops as it holds stand at {where} already (6.4)",
    Bar.IDLE: "{who} is unaware and obeys nobody before it is warned (4.4)",
}


def reach(scenario: Scenario, seen: Observation, unit: int, verb: str = "move", world: int = 0) -> Reach:
    """Return where a unit of the side can go in one world; raise ValueError for a verb that is not foretold."""
    if verb not in VERBS:
        raise ValueError(f"only {' and '.join(VERBS)} are foretold, not {verb!r}")
    alone = seen if seen.picture.worlds == 1 else seen.world(world)
    here = int(alone.picture.position[0, unit])
    refused = refusal(scenario, alone, Order(scenario.forces.ids[unit], verb, hex_name(scenario, here)))
    if here == scenario.map.grid.count:
        return _nowhere(scenario, alone, unit, verb, refused)
    kind = int(movement_class(moment_of(scenario, alone.picture))[0, unit])
    ways = ways_from(scenario.map.grid, scenario.routes.costs[kind], here)
    march = _March(scenario, alone, unit, verb, ways)
    impulses, bar, bar_hex = (np.array(column) for column in (march.impulses, march.bar, march.bar_hex))
    halts = np.array(march.zone)
    return Reach(scenario, alone, unit, verb, refused, ways.minutes, impulses, halts, bar, bar_hex, ways.before)


def _nowhere(scenario: Scenario, seen: Observation, unit: int, verb: str, refused: str) -> Reach:
    """Return the reach of a unit that is not on the map: nothing."""
    size = scenario.map.grid.count + 1
    far, never, none = (np.full(size, value) for value in (FAR, NEVER, scenario.map.grid.count))
    return Reach(
        scenario, seen, unit, verb, refused, far, never, np.zeros(size, dtype=np.bool_), np.zeros_like(none), none, none
    )


@dataclass(frozen=True)
class _Clock:
    """The minutes that a unit has in each impulse to come."""

    budget: tuple[int, ...]  # (N,) of impulse 1, 2, …
    first: int  # the first in which it acts, counted from 1; NEVER


def _clock(scenario: Scenario, seen: Observation, unit: int) -> _Clock:
    """Foretell when orders reach a unit (4.2), and how long it marches in each impulse (5.2)."""
    picture, clock, forces = seen.picture, scenario.clock, scenario.forces
    formation, hours = int(forces.formation[unit]), clock.impulse_hours
    confused = max(int(picture.confused[0, formation]) - hours, 0)
    level = int(picture.confusion[0, formation]) if confused else 0
    wait = (level + int(scenario.formations.mixed[formation])) * hours
    shock, first = max(int(picture.shock[0, unit]) - hours, 0), 1
    while wait or shock:
        wait = wait if shock else max(wait - hours, 0)
        shock, first = max(shock - hours, 0), first + 1
    share = [
        60 * hours // (2 if clock.is_night(seen.impulse + k) and not forces.raider[unit] else 1)
        for k in range(max(clock.impulses - seen.impulse, clock.impulses_per_turn))
    ]
    return _Clock(tuple(share), first if int(picture.alert[0, unit]) else NEVER)


class _March:
    """One unit on all its ways at once, hex after hex in their order; lists are by hex."""

    def __init__(self, scenario: Scenario, seen: Observation, unit: int, verb: str, ways: Ways) -> None:
        nowhere, side = scenario.map.grid.count, seen.side
        moment = moment_of(scenario, seen.picture)
        ground, room = zones(moment), limits(moment)
        self._slips, self._clock = verb == "withdraw", _clock(scenario, seen, unit)
        self.zone: list[bool] = ground.zone[side, 0].tolist()
        self._hostile: list[bool] = ground.hostile[side, 0].tolist()
        self._full: list[bool] = (ground.friends[side, 0] >= room).tolist()
        self._minutes: list[int] = ways.minutes.tolist()
        self._before: list[int] = ways.before.tolist()
        self._start, first = ways.order[0], self._clock.first
        self.impulses, self._left = [NEVER] * (nowhere + 1), [0] * (nowhere + 1)
        self.bar, self.bar_hex = [int(Bar.NONE)] * (nowhere + 1), [nowhere] * (nowhere + 1)
        self.impulses[self._start] = first
        if first > len(self._clock.budget):
            self.bar[self._start], self.bar_hex[self._start] = Bar.IDLE, self._start
        else:
            carried = int(seen.picture.minutes[0, unit]) if first == 1 else 0
            self._left[self._start] = carried + self._clock.budget[first - 1]
        for here in ways.order[1:]:
            self._enter(here)
        self.impulses[self._start] = 0

    def _enter(self, here: int) -> None:
        last = self._before[here]
        leap = self.bar[last] == Bar.FULL and self.bar_hex[last] == last
        if leap and not (self._full[here] or self.zone[last] or self._hostile[here]):
            self._step(self._before[last], last, here)
        elif self.bar[last] != Bar.NONE:
            self.bar[here], self.bar_hex[here] = self.bar[last], self.bar_hex[last]
        elif (bar := self._barred(last, here)) != Bar.NONE:
            self.bar[here], self.bar_hex[here] = bar, here
        else:
            self._step(last, here, here)

    def _barred(self, last: int, here: int) -> Bar:
        """Say what bars a step between neighbours (rules 6.2 to 6.4)."""
        if self._hostile[here]:
            return Bar.HOSTILE
        if self.zone[last] and self.zone[here] and not self._slips:
            return Bar.ZONE
        return Bar.FULL if self._full[here] else Bar.NONE

    def _step(self, last: int, through: int, here: int) -> None:
        """Go from hex to hex, perhaps through a full one between them; only its first half is saved up for (5.3, 5.5).

        Whoever has entered a hostile zone goes on in the next impulse (6.2).
        """
        first, whole = (self._minutes[goal] - self._minutes[last] for goal in (through, here))
        impulse, left, budget = self.impulses[last], self._left[last], self._clock.budget
        halted = last != self._start and self.zone[last] and not self._slips
        while halted or left < whole:
            if impulse >= len(budget):
                return
            impulse, left, halted = impulse + 1, min(left, first) + budget[impulse], False
        self.impulses[here], self._left[here] = impulse, left - whole
