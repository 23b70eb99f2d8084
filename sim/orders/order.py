"""One order as a person says it, and many orders as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.base.columns import Ints
from sim.errors import Illegal
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Verb
from sim.state.state import MOST_STOPS

GROUND = {verb.name.lower(): verb for verb in Verb}
AIR = {mission.name.lower(): mission for mission in Mission}
NEEDS_PLACE = {"move", "attack", "withdraw", "raid", "infiltrate", "strike", "interdict"}
STANCE, LEAD = "fight", "lead"
"""`FORMATION fight DOCTRINE` changes how a formation fights; `SIDE lead own|history` who plans for a side."""
OWN = "own"
LEADERS = (OWN, "history")
Line = tuple[str, str]


@dataclass(frozen=True)
class Order:
    """What one side tells a unit, a formation or an air package to do.  `str` gives the line of notation."""

    who: str
    verb: str
    place: str = ""  # or the doctrine of a stance, or who leads
    via: tuple[str, ...] = ()  # the stops on the way, as they are passed; at most MOST_STOPS
    cargo: str = ""  # the unit that a lift carries
    at: str = ""  # HH:MM within the turn; empty: at its beginning

    @property
    def leads(self) -> tuple[str, ...]:
        """Return where it leads, in order: to its stops, then to its place."""
        return (*self.via, self.place) if self.place else self.via

    def __str__(self) -> str:
        words = [self.who, self.verb]
        if self.cargo:
            words += [self.cargo, "to"]
        words += [self.place] if self.place else []
        words += ["via", *self.via] if self.via else []
        words += ["at", self.at] if self.at else []
        return " ".join(words)


@dataclass(frozen=True)
class Orders:
    """The admitted orders of one turn as tables of int64, a row an order; world -1 means every world.

    Rows for one world alone come after those for all, and no unit, package or formation has two at one time.
    """

    lines: tuple[Line, ...]  # (side, notation) of the rows for every world, as they go into the record
    ground: Ints  # (N, 5 + MOST_STOPS) world, unit, verb, goal, impulse within the turn, then STOPS
    air: Ints  # (M, 6) world, package, mission, aim (hex or the sentinel), cargo (unit or -1), impulse
    stance: Ints  # (K, 4) world, formation, doctrine, impulse
    lead: Ints  # (L, 3) world, side, 1 if history plans for it

    @classmethod
    def none(cls) -> Orders:
        """Return no orders."""
        return cls((), *(np.zeros((0, width), dtype=np.int64) for width in WIDTHS))

    @property
    def tables(self) -> tuple[Ints, Ints, Ints, Ints]:
        return self.ground, self.air, self.stance, self.lead

    def keys(self, worlds: int) -> list[bytes]:
        """Return the bytes of each world's orders that enter the digest of a turn."""
        parts = [_bytes_by_world(table, worlds) for table in self.tables]
        return [b"|".join(pieces) for pieces in zip(*parts, strict=True)]

    def of_world(self, scenario: Scenario, world: int) -> tuple[Line, ...]:
        """Return the lines of one world, in the order of its rows: those for all, then its own."""
        return self.lines + tuple(_said(scenario, self, world))


STOPS = slice(5, 5 + MOST_STOPS)
"""Columns of `Orders.ground` with the stops on the way, in order.  They and the goal are hexes, or the sentinel."""
GROUND_CLOCK, AIR_CLOCK, STANCE_CLOCK = 4, 5, 3
"""The column of each table that has the impulse within the turn."""
WIDTHS = (STOPS.stop, 6, 4, 3)


def straight(worlds: Ints, units: Ints, verbs: Ints, goals: Ints, nowhere: int) -> Ints:
    """Return rows of `Orders.ground` (N) without a stop, for the beginning of the turn; `nowhere` is the sentinel."""
    rows = np.full((worlds.size, WIDTHS[0]), nowhere, dtype=np.int64)
    rows[:, :GROUND_CLOCK] = np.stack((worlds, units, verbs, goals), axis=1)
    rows[:, GROUND_CLOCK] = 0
    return rows


def together(parts: Sequence[Orders]) -> Orders:
    """Join the orders of several sides."""
    lines = tuple(line for part in parts for line in part.lines)
    tables = (np.concatenate([part.tables[k] for part in parts]) for k in range(len(WIDTHS)))
    return Orders(lines, *(table[np.argsort(table[:, 0] >= 0, kind="stable")] for table in tables))


def _bytes_by_world(table: Ints, worlds: int) -> list[bytes]:
    """Return, for each world, the rows that count for it in a fixed order, as little-endian 32-bit words."""
    shared = table[:, 0] < 0
    common, own = table[shared, 1:], table[~shared]
    if not own.size:
        return [_packed(common)] * worlds
    own = own[np.argsort(own[:, 0], kind="stable")]
    edges = np.searchsorted(own[:, 0], np.arange(worlds + 1))
    return [_packed(np.concatenate((common, own[first:last, 1:]))) for first, last in pairwise(edges.tolist())]


def _packed(rows: Ints) -> bytes:
    """Pack rows in an order that does not depend on how they came about."""
    return rows[np.lexsort(rows.T[::-1])].astype("<i4").tobytes()


def _last(rows: list[tuple[int, ...]], clock: int) -> list[tuple[int, ...]]:
    """Keep the last order to each unit, package or formation at each time; `clock` is the column of the impulse."""
    kept = {(row[0], row[1], row[clock]): row for row in rows}
    return list(kept.values())


def _said(scenario: Scenario, orders: Orders, world: int) -> Iterator[Line]:
    """Write the rows of one world as notation."""
    def own(table: Ints) -> list[list[int]]:
        rows: list[list[int]] = table[table[:, 0] == world].tolist()
        return rows

    forces, formations, packages = scenario.forces, scenario.formations, scenario.packages
    for _, unit, verb, goal, impulse, *stops in own(orders.ground):
        via = tuple(hex_name(scenario, stop) for stop in stops if stop != scenario.map.grid.count)
        order = Order(forces.ids[unit], Verb(verb).name.lower(), hex_name(scenario, goal), via,
                      at=time_within(scenario, impulse))  # fmt: skip
        yield scenario.sides[int(forces.side[unit])], str(order)
    for _, package, mission, aim, cargo, impulse in own(orders.air):
        order = Order(packages.ids[package], Mission(mission).name.lower(), hex_name(scenario, aim),
                      cargo=forces.ids[cargo] if cargo >= 0 else "", at=time_within(scenario, impulse))  # fmt: skip
        yield scenario.sides[int(packages.side[package])], str(order)
    for _, formation, doctrine, impulse in own(orders.stance):
        word = scenario.ruleset.doctrines.ids[doctrine]
        order = Order(formations.ids[formation], STANCE, word, at=time_within(scenario, impulse))
        yield scenario.sides[int(formations.side[formation])], str(order)
    for _, side, scripted in own(orders.lead):
        yield scenario.sides[side], str(Order(scenario.sides[side], LEAD, LEADERS[scripted]))


def orders_of(scenario: Scenario, said: Sequence[tuple[str, Order]], world: int = -1) -> Orders:
    """Turn readable orders (side, order) into tables; raise Illegal for a name that is not in the scenario."""
    tables: tuple[list[tuple[int, ...]], ...] = ([], [], [], [])
    ground, air, stance, lead = tables
    for side, order in said:
        if order.verb == LEAD:
            lead.append(_lead(scenario, side, order, world))
        elif order.verb == STANCE:
            stance.append(_stance(scenario, side, order, world))
        elif order.who in scenario.packages.ids:
            air.append(_flight(scenario, side, order, world))
        else:
            ground.extend(_marches(scenario, side, order, world))
    lines = tuple((side, str(order)) for side, order in said) if world < 0 else ()
    clocks = (GROUND_CLOCK, AIR_CLOCK, STANCE_CLOCK, 1)  # who leads has no hour
    last = map(_last, tables, clocks)
    columns = (np.array(rows, dtype=np.int64).reshape(-1, width) for rows, width in zip(last, WIDTHS, strict=True))
    return Orders(lines, *columns)


def hex_named(scenario: Scenario, name: str) -> int:
    """Return the hex of a place id, or of `@col,row`; raise Illegal if there is none."""
    if name in scenario.map.place_hex:
        return scenario.map.place_hex[name]
    if name.startswith("@") and name.count(",") == 1:
        col, row = name[1:].split(",")
        if col.isdecimal() and row.isdecimal():
            h = scenario.map.grid.index(int(col), int(row))
            if h != scenario.map.grid.count:
                return h
    raise Illegal(f"{name!r} is not a place on this map; use a place id or @column,row")


def hexes_named(scenario: Scenario, names: Iterable[str]) -> list[int]:
    """Return the hexes of places, in order, as `hex_named` does."""
    return [hex_named(scenario, name) for name in names]


def hex_name(scenario: Scenario, h: int) -> str:
    """Return the place id of a hex, `@col,row` where it has none, nothing for the sentinel."""
    grid = scenario.map.grid
    if h == grid.count:
        return ""
    return scenario.place_at.get(h) or f"@{grid.column(h)},{grid.row(h)}"


def time_within(scenario: Scenario, impulse: int) -> str:
    """Return the time of day of an impulse of the turn, as an order says it; nothing for the first.

    Turns begin at the same hours every day, or all day round: the hour of the scenario's first turn serves.
    """
    if not impulse:
        return ""
    hour = (scenario.clock.start.hour + impulse * scenario.clock.impulse_hours) % 24
    return f"{hour:02d}:00"


def impulse_within(scenario: Scenario, at: str) -> int:
    """Return the impulse of the turn in which the time of day HH:MM lies."""
    if not at:
        return 0
    hour, minute = (int(part) for part in at.split(":"))
    start = scenario.clock.start.hour
    hours = (hour + (1 if minute else 0) - start) % 24
    return (hours % scenario.clock.turn_hours) // scenario.clock.impulse_hours


def _marches(scenario: Scenario, side: str, order: Order, world: int) -> list[tuple[int, ...]]:
    if order.verb not in GROUND:
        raise Illegal(f"{order.verb!r} is not an order for troops; choose from {', '.join(GROUND)}")
    verb = GROUND[order.verb]
    forces = scenario.forces
    if order.who in forces.ids:
        units = [forces.ids.index(order.who)]
    elif order.who in scenario.formations.ids:
        units = scenario.formation_units(scenario.formations.ids.index(order.who)).tolist()
    else:
        raise Illegal(f"{order.who!r} is neither a unit, a formation nor an air package of this scenario")
    if scenario.sides[int(forces.side[units[0]])] != side:
        raise Illegal(f"{order.who} does not belong to {side}")
    nowhere = scenario.map.grid.count
    goal = hex_named(scenario, order.place) if order.place else nowhere
    stops = [*hexes_named(scenario, order.via), *[nowhere] * MOST_STOPS][:MOST_STOPS]
    impulse = impulse_within(scenario, order.at)
    return [(world, unit, int(verb), goal, impulse, *stops) for unit in units]


def _stance(scenario: Scenario, side: str, order: Order, world: int) -> tuple[int, ...]:
    formations, doctrines = scenario.formations, scenario.ruleset.doctrines
    if order.who not in formations.ids:
        raise Illegal(f"{order.who!r} is no formation: only a formation is told how to fight")
    formation = formations.ids.index(order.who)
    if scenario.sides[int(formations.side[formation])] != side:
        raise Illegal(f"{order.who} does not belong to {side}")
    if order.place not in doctrines.ids:
        raise Illegal(f"there is no doctrine {order.place!r}; the doctrines are: {', '.join(sorted(doctrines.ids))}")
    row = doctrines.ids.index(order.place)
    return world, formation, row, impulse_within(scenario, order.at)


def _lead(scenario: Scenario, side: str, order: Order, world: int) -> tuple[int, ...]:
    if order.who != side or order.place not in LEADERS:
        raise Illegal(f"'{order}': a side says of itself who plans for it: {side} lead own, or {side} lead history")
    return world, scenario.sides.index(side), LEADERS.index(order.place)


def _flight(scenario: Scenario, side: str, order: Order, world: int) -> tuple[int, ...]:
    if order.verb not in AIR:
        raise Illegal(f"{order.verb!r} is not an air mission; choose from {', '.join(AIR)}")
    package = scenario.packages.ids.index(order.who)
    if scenario.sides[int(scenario.packages.side[package])] != side:
        raise Illegal(f"{order.who} does not fly for {side}")
    aim = hex_named(scenario, order.place) if order.place else scenario.map.grid.count
    cargo = -1
    if order.verb == "lift":
        if not scenario.packages.helicopter[package]:
            raise Illegal(f"{order.who} has no helicopters to lift with")
        if order.cargo not in scenario.forces.ids:
            raise Illegal(f"{order.cargo!r} is not a unit that could be lifted")
        cargo = scenario.forces.ids.index(order.cargo)
    return (world, package, int(AIR[order.verb]), aim, cargo, impulse_within(scenario, order.at))
