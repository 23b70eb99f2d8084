"""What somebody was told in a record, turn by turn, and why: the remark behind each order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sim.orders.notation import REMARK
from sim.record.record import Record
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Told:
    """One order as it was written down; `why` is empty where nobody gave a reason."""

    turn: int  # counted from 1
    date: str
    side: str
    order: str
    why: str

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return asdict(self)


def named(scenario: Scenario) -> list[str]:
    """Return everybody who can be told something: sides, formations, units, aircraft."""
    return [*scenario.sides, *scenario.formations.ids, *scenario.forces.ids, *scenario.packages.ids]


def told(record: Record, scenario: Scenario, who: str) -> list[Told]:
    """Return the orders for a side, a formation and its units, a unit, or aircraft, in order of time."""
    return list(_told(record, scenario, _under(scenario, who), who if who in scenario.sides else ""))


def _told(record: Record, scenario: Scenario, whom: set[str], whose: str) -> Iterator[Told]:
    clock = scenario.clock
    for number, turn in enumerate(record.turns):
        moment = clock.time_of(number * clock.impulses_per_turn)
        for side, line in turn.orders:
            order, _, why = line.partition(REMARK)
            if side == whose or order.split(" ", 1)[0] in whom:
                yield Told(number + 1, f"{moment:%Y-%m-%dT%H:%M}", side, order.strip(), why.strip())


def _under(scenario: Scenario, who: str) -> set[str]:
    """Return the names under which somebody is told something."""
    forces, formations = scenario.forces, scenario.formations
    if who in formations.ids:
        return {who, *(forces.ids[unit] for unit in scenario.formation_units(formations.ids.index(who)).tolist())}
    if who in forces.ids:
        return {who, formations.ids[int(forces.formation[forces.ids.index(who)])]}
    return {who}
