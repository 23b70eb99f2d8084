"""History that notices when it has been overtaken: it gives its dated orders while they still make sense.

An order makes sense if what it took for granted still holds: the troops exist, they are about where they were in
history's own course at that time, and the goal is in the hands it was in then.  When an order becomes void, that is put
on the list of deviations, and its formation is led by doctrine from then on.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.orders.order import GROUND, LEADERS, OWN, Order, Orders, hex_named, orders_of
from sim.play.deviation import Deviation
from sim.play.doctrine.staff import Doctrine
from sim.play.history import dated_orders, timed
from sim.play.past import Past
from sim.scenario.scenario import Dated, Scenario
from sim.state.kinds import Status
from sim.state.observation import Observation, observe
from sim.state.state import State

ASTRAY_METRES = 25_000
"""Farther than this from where it was in history, an order no longer reaches the right troops."""
HELD_BY_FRIENDS, HELD_BY_NOBODY, HELD_BY_ENEMIES = 0, 1, 2


class Adapting:
    """Follows history while it can; then leads by doctrine, formation by formation."""

    name = "history"
    scripted = True

    def __init__(self, past: Past, level: str = "competent") -> None:
        self.past, self._staff = past, Doctrine(level)
        self._adrift: Flags | None = None  # (W, F) formations that doctrine leads now
        self.deviations: list[Deviation] = []

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return the dated orders that still make sense, and doctrine's for the formations that are adrift."""
        worlds, turn = seen.picture.worlds, scenario.clock.turn_of(seen.impulse)
        if self._adrift is None:
            self._adrift = np.zeros((worlds, len(scenario.formations.ids)), dtype=np.bool_)
        dated = dated_orders(scenario, seen.side, turn)
        then = observe(scenario, self.past.at(turn), seen.side)
        for one in dated:
            self._judge(scenario, seen, then, one, turn)
        if not self._adrift.any():
            return orders_of(scenario, [(scenario.sides[seen.side], timed(scenario, one)) for one in dated])
        return self._mixed(scenario, seen, dated)

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return doctrine's reasons for those it leads: the citations of an order of history say why it was given."""
        if self._adrift is None:
            return {}
        forces, adrift = scenario.forces, self._adrift[world]
        return {
            who: why for who, why in self._staff.why(scenario, world).items()
            if adrift[forces.formation[forces.ids.index(who)]]
        }  # fmt: skip

    def _judge(self, scenario: Scenario, seen: Observation, then: Observation, dated: Dated, turn: int) -> None:
        """Find the worlds in which an order is void, and cast its formation adrift there."""
        assert self._adrift is not None
        order = timed(scenario, dated)
        if order.verb not in GROUND or order.who in scenario.packages.ids:
            return
        formation, units = _addressed(scenario, order)
        failed = _failed(scenario, seen.picture, then.picture, seen.side, order, units)
        for world, condition in failed.items():
            if not self._adrift[world, formation]:
                self._adrift[world, formation] = True
                what = f"not given: {order}; doctrine leads {scenario.formations.ids[formation]} from here"
                self.deviations.append(Deviation(world, turn + 1, "order", dated.id, what, condition))

    def _mixed(self, scenario: Scenario, seen: Observation, dated: list[Dated]) -> Orders:
        """Give each world its own rows: history's where it holds, doctrine's for those adrift."""
        assert self._adrift is not None
        side, worlds = scenario.sides[seen.side], seen.picture.worlds
        plain = orders_of(scenario, [(side, timed(scenario, one)) for one in dated])
        own = self._staff.decide(scenario, seen)
        formation = scenario.forces.formation
        ground = _each_world(plain.ground, worlds)
        ground = ground[~self._adrift[ground[:, 0], formation[ground[:, 1]]]]
        extra = own.ground[self._adrift[own.ground[:, 0], formation[own.ground[:, 1]]]]
        stance = own.stance[self._adrift[own.stance[:, 0], own.stance[:, 1]]]
        lost = np.flatnonzero(self._lost(scenario, seen)).tolist()
        lead = np.array([(world, seen.side, LEADERS.index(OWN)) for world in lost], dtype=np.int64).reshape(-1, 3)
        return Orders((), np.concatenate((ground, extra)), _each_world(plain.air, worlds), stance, lead)

    def _lost(self, scenario: Scenario, seen: Observation) -> Flags:
        """Return the worlds in which more than half of the side's formations are adrift and events still bind it."""
        assert self._adrift is not None
        own = scenario.formations.side == seen.side
        adrift = self._adrift[:, own].sum(axis=1, dtype=np.int64)
        flags: Flags = (2 * adrift > int(own.sum(dtype=np.int64))) & (seen.picture.scripted[:, seen.side] > 0)
        return flags


def _each_world(table: Ints, worlds: int) -> Ints:
    """Repeat rows that are for every world once for each."""
    rows = np.tile(table, (worlds, 1))
    rows[:, 0] = np.repeat(np.arange(worlds), len(table))
    return rows


def _addressed(scenario: Scenario, order: Order) -> tuple[int, list[int]]:
    """Return the formation that an order is for, and its units."""
    if order.who in scenario.forces.ids:
        unit = scenario.forces.ids.index(order.who)
        return int(scenario.forces.formation[unit]), [unit]
    formation = scenario.formations.ids.index(order.who)
    return formation, scenario.formation_units(formation).tolist()


def _failed(
    scenario: Scenario, now: State, then: State, side: int, order: Order, units: list[int]
) -> dict[int, str]:
    """Return the worlds in which what an order takes for granted does not hold, with what that is."""
    names, metres = scenario.forces.ids, scenario.map.hex_metres
    failed: dict[int, str] = {}
    alive_now, alive_then = (state.status[:, units] == Status.ACTIVE for state in (now, then))
    lost = alive_then.any(axis=1) & ~alive_now.any(axis=1)
    failed |= dict.fromkeys(np.flatnonzero(lost).tolist(), f"{order.who} is there")
    apart = scenario.map.grid.distance(now.position[:, units], then.position[:, units]) * metres
    astray = (apart > ASTRAY_METRES) & alive_now & alive_then
    for world in np.flatnonzero(astray.any(axis=1)).tolist():
        unit = units[int(np.argmax(astray[world]))]
        km = int(apart[world][units.index(unit)]) // 1000
        failed.setdefault(world, f"{names[unit]} is where it was in history (it is {km} km away)")
    if order.place and hex_named(scenario, order.place) in scenario.inhabited:
        here, there = (_hands(scenario, state, side, hex_named(scenario, order.place)) for state in (now, then))
        for world in np.flatnonzero(here != there).tolist():
            words = ("our side", "nobody", "the enemy")
            text = f"{order.place} is held by {words[int(there[world])]} (it is held by {words[int(here[world])]})"
            failed.setdefault(world, text)
    return failed


def _hands(scenario: Scenario, state: State, side: int, h: int) -> Ints:
    """Say in whose hands a hex is, as far as a side knows, (W,)."""
    holder = state.control[:, h].astype(np.int64)
    friendly = scenario.friend[side][np.maximum(holder, 0)]
    hostile = scenario.hostile[side][np.maximum(holder, 0)]
    cases = [holder < 0, friendly, hostile]
    hands: Ints = np.select(cases, [HELD_BY_NOBODY, HELD_BY_FRIENDS, HELD_BY_ENEMIES], HELD_BY_NOBODY)
    return hands
