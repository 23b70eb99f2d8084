"""The orders of a day in sentences: one for each side, like with like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import Illegal
from sim.orders.notation import parse_order
from sim.orders.order import Order, hex_named
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.prose import by_way_of, counted, sentence
from sim.report.chronicle.whereabouts import Whereabouts
from sim.scenario.scenario import Scenario

Given = Sequence[Sequence[tuple[str, str]]]
"""For each turn the orders given in it: (side, line of notation)."""

MOST_TASKS = 4
_WITH_PLACE = {
    "hold": "to hold {to}", "move": "to march to {to}", "attack": "to attack {to}", "dig": "to dig in {at}",
    "withdraw": "to withdraw to {to}", "raid": "to raid {to}", "ambush": "to lie in ambush {at}",
    "screen": "to keep watch {at}", "infiltrate": "to slip into {to}", "clear": "to clear {to}",
    "hide": "to go into hiding {at}", "rest": "to rest {at}", "support": "to support the troops {at}",
    "strike": "to strike {to}", "interdict": "to strike movement {at}", "patrol": "to patrol {at}",
}  # fmt: skip
_WITHOUT = {
    "hold": "to hold where they stood", "dig": "to dig in", "ambush": "to lie in ambush", "screen": "to keep watch",
    "clear": "to search and clear their surroundings", "hide": "to go into hiding", "rest": "to rest",
    "support": "to support the troops in contact", "patrol": "to patrol",
}  # fmt: skip


@dataclass(frozen=True)
class Command:
    """One order as given: in which impulse, by which side, and the facts it rests on, or why it is assumed."""

    impulse: int
    side: int
    order: Order
    cites: tuple[str, ...] = ()
    assumed: str = ""


def commands_of(scenario: Scenario, given: Given | None) -> tuple[Command, ...]:
    """Return the orders of a run (`Run.said`), or those of history where none are handed over."""
    if given is None:
        return tuple(
            Command(dated.impulse, dated.side, parse_order(dated.text), dated.cites, dated.assumed)
            for dated in scenario.history
        )
    known = {(dated.side, dated.impulse, dated.text): dated for dated in scenario.history}
    found = []
    for turn, lines in enumerate(given):
        for word, line in lines:
            impulse, order = _placed(scenario, turn, line)
            side = scenario.sides.index(word)
            untimed = Order(order.who, order.verb, order.place, order.via, order.cargo)
            dated = known.get((side, impulse, str(order))) or known.get((side, impulse, str(untimed)))
            found.append(
                Command(impulse, side, order, dated.cites if dated else (), dated.assumed if dated else "")
            )
    return tuple(found)


def commanded(
    scenario: Scenario, naming: Naming, where: Whereabouts, commands: Sequence[Command], living: frozenset[int]
) -> str:
    """Say in one sentence what one side ordered; `living` are its units on the map."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[Order]] = {}
    for command in commands:
        order = command.order
        alike.setdefault((order.verb, order.place, order.via), []).append(order)
    groups = sorted(alike.values(), key=lambda orders: orders[0].verb in ("support", "patrol", "rest", "hold"))
    tasks: dict[frozenset[int] | str, list[str]] = {}
    for orders in groups[:MOST_TASKS]:
        tasks.setdefault(_whom(scenario, orders), []).append(_task(scenario, naming, where, orders[0]))
    parts: list[str] = []
    for whom, words in tasks.items():
        name = _name(scenario, naming, whom, living)
        other = "other " if name.startswith("units of") and any(part.startswith(name) for part in parts) else ""
        parts.append(f"{other}{name} {', then '.join(words)}")
    if len(groups) > MOST_TASKS:
        more = counted(len(groups) - MOST_TASKS, "further order")
    text = "; ".join(parts)
    if len(groups) > MOST_TASKS:
        text = f"{text}; and gave {more}"
    elif len(parts) > 1:
        text = f"{'; '.join(parts[:-1])}; and {parts[-1]}" if len(parts) > 2 else f"{parts[0]}, and {parts[1]}"
    camp = naming.camp(commands[0].side)
    return sentence(f"{camp} ordered {_its(text, naming.short[commands[0].side])}")


def _its(text: str, short: str) -> str:
    """Do not name a side again that was named as the one who orders."""
    word = re.escape(short)
    text = re.sub(rf"\bsome {word} (?=fighters\b)", "some of its ", text)
    return re.sub(rf"\b{word}'s |\b{word} (?=fighters\b)", "its ", text)


def units_under(scenario: Scenario, order: Order) -> tuple[int, ...]:
    """Return the units that an order is for; none for aircraft."""
    if order.who in scenario.forces.ids:
        return (scenario.forces.ids.index(order.who),)
    if order.who in scenario.formations.ids:
        return tuple(scenario.formation_units(scenario.formations.ids.index(order.who)).tolist())
    return ()


def _placed(scenario: Scenario, turn: int, line: str) -> tuple[int, Order]:
    """Return the impulse that a line of a turn is for, and the order."""
    order = parse_order(line)
    clock = scenario.clock
    first = turn * clock.impulses_per_turn
    if not order.at:
        return first, order
    hours = (int(order.at[:2]) - clock.hour_of(first)) % 24
    return first + hours // clock.impulse_hours, order


def _whom(scenario: Scenario, orders: Sequence[Order]) -> frozenset[int] | str:
    """Return the units that some orders are for, or the aircraft by their ids."""
    flying = [order.who for order in orders if order.who in scenario.packages.ids]
    return " ".join(flying) or frozenset(unit for order in orders for unit in units_under(scenario, order))


def _name(scenario: Scenario, naming: Naming, whom: frozenset[int] | str, living: frozenset[int]) -> str:
    if isinstance(whom, str):
        return str(naming.packages(scenario.packages.ids.index(word) for word in whom.split()))
    return str(naming.forces(whom, living | _unborn(scenario, living), 4))


def _unborn(scenario: Scenario, living: frozenset[int]) -> frozenset[int]:
    """Return the units of formations that are not on the map at all: ordered ahead, they are named whole."""
    formation = scenario.forces.formation
    present = {int(formation[unit]) for unit in living}
    return frozenset(unit for unit in range(scenario.forces.count) if int(formation[unit]) not in present)


def _task(scenario: Scenario, naming: Naming, where: Whereabouts, order: Order) -> str:
    place = _hex(scenario, order.place)
    if order.verb == "lift":
        cargo = naming.forces(units_under(scenario, Order(order.cargo, "hold")))
        return f"to fly {cargo} to {where.to(place)}"
    if place < 0:
        return _WITHOUT.get(order.verb, f"to {order.verb}")
    words = _WITH_PLACE.get(order.verb, f"to {order.verb} {{to}}")
    if order.verb == "attack" and place not in where.place_at:
        words = "to advance to {to}"
    stops = [h for h in (_hex(scenario, stop) for stop in order.via) if h not in (-1, place)]
    return words.format(to=where.to(place), at=where.at(place)) + by_way_of([where.to(h) for h in stops])


def _hex(scenario: Scenario, name: str) -> int:
    if not name:
        return -1
    try:
        return hex_named(scenario, name)
    except Illegal:
        return -1


