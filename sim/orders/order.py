"""One order as a person says it, and many orders as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.columns import Ints
from sim.errors import Illegal
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Verb

GROUND = {verb.name.lower(): verb for verb in Verb}
AIR = {mission.name.lower(): mission for mission in Mission}
NEEDS_PLACE = {"move", "attack", "withdraw", "raid", "infiltrate", "strike", "interdict"}


@dataclass(frozen=True)
class Order:
    """What one side tells a unit, a formation or an air package to do.  `str` gives the line of notation."""

    who: str
    verb: str
    place: str = ""
    via: str = ""
    cargo: str = ""  # the unit that a lift carries
    at: str = ""  # HH:MM within the turn; empty: at its beginning

    def __str__(self) -> str:
        words = [self.who, self.verb]
        if self.cargo:
            words += [self.cargo, "to"]
        words += [self.place] if self.place else []
        words += ["via", self.via] if self.via else []
        words += ["at", self.at] if self.at else []
        return " ".join(words)


@dataclass(frozen=True)
class Orders:
    """The admitted orders of one turn as columns: N for units, M for air packages; `world` -1 means every world."""

    lines: tuple[tuple[str, str], ...]  # (side, notation), as they go into the record
    world: Ints  # (N,)
    unit: Ints  # (N,)
    verb: Ints  # (N,)
    goal: Ints  # (N,) hex
    via: Ints  # (N,) hex or the sentinel
    impulse: Ints  # (N,) within the turn
    air_world: Ints  # (M,)
    package: Ints  # (M,)
    mission: Ints  # (M,)
    aim: Ints  # (M,) hex or the sentinel
    cargo: Ints  # (M,) unit or -1
    air_impulse: Ints  # (M,)

    @property
    def key(self) -> bytes:
        """Return the bytes that enter the digest of a turn."""
        return "\n".join(f"{side} {line}" for side, line in self.lines).encode("utf-8")


def orders_of(scenario: Scenario, said: Sequence[tuple[str, Order]], world: int = -1) -> Orders:
    """Turn readable orders (side, order) into columns; raise Illegal for a name that is not in the scenario."""
    ground: list[tuple[int, ...]] = []
    flights: list[tuple[int, ...]] = []
    for side, order in said:
        if order.who in scenario.packages.ids:
            flights.append(_flight(scenario, side, order, world))
        else:
            ground.extend(_marches(scenario, side, order, world))
    table: Ints = np.array(ground, dtype=np.int64).reshape(-1, 6)
    air: Ints = np.array(flights, dtype=np.int64).reshape(-1, 6)
    lines = tuple((side, str(order)) for side, order in said)
    return Orders(lines, *table.T, *air.T)


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
    via = hex_named(scenario, order.via) if order.via else nowhere
    impulse = impulse_within(scenario, order.at)
    return [(world, unit, int(verb), goal, via, impulse) for unit in units]


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
