"""Where a unit can go and when it would be there, as far as its side knows: the marches of section 5, foretold.

The ways, costs, zones and limits are those by which units move.  It is foretold that the unit acts in every impulse,
that everybody else stays where he is known to be, and that the unit marches: it is told to move, or to withdraw.
Luck is left out: who may slip through a hostile zone by a roll does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import pairwise

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.paths import FAR, Ways, ways_from
from sim.orders.order import Order, hex_name
from sim.rules.legal import refusal
from sim.rules.moment import moment_of
from sim.rules.movement import impulse_minutes, movement_class
from sim.rules.zones import Zones, limits, zones
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
    before: Ints  # the hex before on the way; the sentinel for where it begins
    stops: tuple[int, ...] = ()  # where the march halts on its way, in order
    lead: tuple[Stage, ...] = ()  # the way to the last of them

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
        if self.minutes[goal] >= FAR:
            return ()
        here, hexes = goal, []
        while self.before[here] != self.scenario.map.grid.count:
            hexes.append(here)
            here = int(self.before[here])
        return self.lead + tuple(
            Stage(h, int(self.minutes[h] - self.minutes[self.before[h]]), int(self.impulses[h]), bool(self.halts[h]))
            for h in hexes[::-1]
        )

    def stands(self, goal: int, impulses: int) -> int:
        """Return the hex in which the unit stands after so many impulses, on its way to a hex."""
        entered = [stage.hex for stage in self.way(goal) if stage.impulse <= impulses]
        return entered[-1] if entered else int(self.seen.picture.position[0, self.unit])

    def why_not(self, goal: int, named: Callable[[int], str] | None = None) -> str:
        """Say why the order cannot be given, or why the unit will not stand there this turn; nothing if it can.

        `named` says where a hex is; without it that is said as orders say it.
        """
        scenario, clock = self.scenario, self.scenario.clock
        if self.refused:
            return self.refused
        if self.minutes[goal] >= FAR:
            stops = tuple(hex_name(scenario, stop) for stop in self.stops)
            order = Order(scenario.forces.ids[self.unit], self.verb, hex_name(scenario, goal), via=stops)
            return refusal(scenario, self.seen, order)
        bar, barred = Bar(int(self.bar[goal])), int(self.bar_hex[goal])
        if bar != Bar.NONE:
            where = named(barred) if named else f"at {hex_name(scenario, barred)}"
            return BARRED[bar].format(who=scenario.forces.ids[self.unit], where=where)
        count = int(self.impulses[goal])
        if count <= clock.impulses_per_turn:
            return ""
        if count >= NEVER:
            return "it is farther than the time that is left allows"
        then = clock.time_of(self.seen.impulse + count)
        return f"it is {count * clock.impulse_hours} hours away: there by {then:%d %B %H:%M} at the earliest"


BARRED = {
    Bar.HOSTILE: "hostile troops are known to stand {where}: the march stops before them, unless a way round is at "
                 "hand (5.5, 6.3)",
    Bar.ZONE: "the way leads from one hostile zone into the next {where}: the march stops there, unless a way round is "
              "at hand (5.5, 6.2)",
    Bar.FULL: "as many troops as it holds stand {where} already (6.4)",
    Bar.IDLE: "{who} is unaware and obeys nobody before it is warned (4.4)",
}  # fmt: skip


def reach(
    scenario: Scenario, seen: Observation, unit: int, verb: str = "move", world: int = 0,
    stops: Sequence[int] = (),
) -> Reach:  # fmt: skip
    """Return where a unit of the side can go in one world, by way of the stops in their order.

    Raises ValueError for a verb that is not foretold.
    """
    if verb not in VERBS:
        raise ValueError(f"only {' and '.join(VERBS)} are foretold, not {verb!r}")
    alone = seen if seen.picture.worlds == 1 else seen.world(world)
    here = int(alone.picture.position[0, unit])
    refused = refusal(scenario, alone, Order(scenario.forces.ids[unit], verb, hex_name(scenario, here)))
    if here == scenario.map.grid.count:
        return _nowhere(scenario, alone, unit, verb, refused)
    return _drawn(_ground(scenario, alone), unit, verb, refused, _clock(scenario, alone, unit), stops)


def within(scenario: Scenario, seen: Observation, units: Iterable[int], impulses: int) -> list[Reach]:
    """Return where units could be in so many impulses if they were on the march already, whosever they are.

    It is what to be ready for: nothing is known of the orders of others.  Beyond it the minutes are FAR.
    """
    ground, found = _ground(scenario, seen), []
    for unit in units:
        budget = _budget(scenario, unit, seen.impulse, impulses)
        found.append(_drawn(ground, unit, "move", "", _Clock(budget, 1, 0, sum(budget))))
    return found


@dataclass(frozen=True)
class _Ground:
    """What all marches of a moment have in common."""

    scenario: Scenario
    seen: Observation
    kinds: Ints  # (U,) movement class
    zones: Zones
    room: Ints  # (H+1,)
    known: dict[tuple[int, int, int], Ways] = field(default_factory=dict)

    def ways(self, unit: int, start: int, limit: int = FAR) -> Ways:
        """Return the ways of a unit from a hex; those who stand together share them."""
        key = int(self.kinds[unit]), start, limit
        if key not in self.known:
            costs = self.scenario.routes.costs[key[0]]
            self.known[key] = ways_from(self.scenario.map.grid, costs, start, limit)
        return self.known[key]


def _ground(scenario: Scenario, seen: Observation) -> _Ground:
    moment = moment_of(scenario, seen.picture)
    return _Ground(scenario, seen, movement_class(moment)[0], zones(moment), limits(moment))


def _drawn(ground: _Ground, unit: int, verb: str, refused: str, clock: _Clock, stops: Sequence[int] = ()) -> Reach:
    """Return the reach of a unit on the map from where it stands, by way of the stops in their order."""
    here = int(ground.seen.picture.position[0, unit])
    march = _March(ground, unit, verb, ground.ways(unit, here, clock.limit), clock)
    march.begin()
    march.go()
    march.impulses[here] = 0
    found = _found(ground, unit, verb, refused, march)
    for before, stop in pairwise((here, *stops)):
        found = found if stop == before else _by_way_of(ground, found, clock, stop)
    return found


def _by_way_of(ground: _Ground, first: Reach, clock: _Clock, stop: int) -> Reach:
    """Return the reach that goes on from a hex in which the march halts: it goes on in the next impulse (5.1)."""
    march = _March(ground, first.unit, first.verb, ground.ways(first.unit, stop), clock)
    march.impulses[stop], march.bar[stop] = int(first.impulses[stop]), int(first.bar[stop])
    march.bar_hex[stop] = int(first.bar_hex[stop])
    march.go()
    onward = _found(ground, first.unit, first.verb, first.refused, march)
    minutes = np.minimum(first.minutes[stop] + onward.minutes, FAR)
    return replace(onward, minutes=minutes, stops=(*first.stops, stop), lead=first.way(stop))


def _found(ground: _Ground, unit: int, verb: str, refused: str, march: _March) -> Reach:
    impulses, bar, bar_hex = (np.array(column) for column in (march.impulses, march.bar, march.bar_hex))
    return Reach(
        ground.scenario, ground.seen, unit, verb, refused, march.ways.minutes, impulses, np.array(march.zone), bar,
        bar_hex, march.ways.before,
    )  # fmt: skip


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
    carried: int  # minutes saved up before the first
    limit: int = FAR  # minutes beyond which no way is looked for


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
    budget = _budget(scenario, unit, seen.impulse, max(clock.impulses - seen.impulse, clock.impulses_per_turn))
    first = first if int(picture.alert[0, unit]) else NEVER
    return _Clock(budget, first, int(picture.minutes[0, unit]) if first == 1 else 0)


def _budget(scenario: Scenario, unit: int, impulse: int, count: int) -> tuple[int, ...]:
    """Return the minutes that a unit marches in each of so many impulses (5.2)."""
    day, night = (int(impulse_minutes(scenario, np.array([unit]), dark)[0]) for dark in (False, True))
    return tuple(night if scenario.clock.is_night(impulse + k) else day for k in range(count))


class _March:
    """One unit on all its ways at once, hex after hex in their order; lists are by hex."""

    def __init__(self, ground: _Ground, unit: int, verb: str, ways: Ways, clock: _Clock) -> None:
        nowhere, side = ground.scenario.map.grid.count, int(ground.scenario.forces.side[unit])
        drawn = ground.zones
        self.ways, self._slips, self._clock = ways, verb == "withdraw", clock
        self.zone: list[bool] = drawn.zone[side, 0].tolist()
        self._hostile: list[bool] = drawn.hostile[side, 0].tolist()
        self._full: list[bool] = (drawn.friends[side, 0] >= ground.room).tolist()
        self._minutes: list[int] = ways.minutes.tolist()
        self._before: list[int] = ways.before.tolist()
        self._start = ways.order[0]
        self.impulses, self._left = [NEVER] * (nowhere + 1), [0] * (nowhere + 1)
        self.bar, self.bar_hex = [int(Bar.NONE)] * (nowhere + 1), [nowhere] * (nowhere + 1)

    def begin(self) -> None:
        """Stand where the unit is, with the minutes of the first impulse in which it acts."""
        clock, start = self._clock, self._start
        if clock.first > len(clock.budget):
            self.bar[start], self.bar_hex[start] = Bar.IDLE, start
        else:
            self._left[start] = clock.carried + clock.budget[clock.first - 1]
        self.impulses[start] = clock.first

    def go(self) -> None:
        """Go everywhere."""
        for here in self.ways.order[1:]:
            self._enter(here)

    def _enter(self, here: int) -> None:
        last = self._before[here]
        leap = self.bar[last] == Bar.FULL and self.bar_hex[last] == last != self._start
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
