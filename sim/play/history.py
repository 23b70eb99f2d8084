"""The commander who gives the orders that history knows, on their day."""

from __future__ import annotations

from dataclasses import replace

from sim.orders.notation import parse_order
from sim.orders.order import Order, Orders, orders_of
from sim.scenario.scenario import Dated, Scenario
from sim.state.observation import Observation


class History:
    """Gives each dated order of a side in its turn, at its hour, whatever has become of the situation."""

    name = "history"
    scripted = True

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return the dated orders of the turn, for every world."""
        return orders_of(scenario, historical(scenario, seen.side, scenario.clock.turn_of(seen.impulse)))

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return nothing: the citations of an order say why it was given."""
        return {}


def historical(scenario: Scenario, side: int, turn: int) -> list[tuple[str, Order]]:
    """Return the dated orders of a side that fall into a turn."""
    return [(scenario.sides[side], timed(scenario, dated)) for dated in dated_orders(scenario, side, turn)]


def dated_orders(scenario: Scenario, side: int, turn: int) -> list[Dated]:
    """Return the same as they stand in the scenario, in order of time."""
    return [
        dated for dated in scenario.history
        if dated.side == side and scenario.clock.turn_of(dated.impulse) == turn
    ]  # fmt: skip


def timed(scenario: Scenario, dated: Dated) -> Order:
    """Read the order's line and stamp it with the hour at which it was given."""
    order = parse_order(dated.text)
    within = dated.impulse % scenario.clock.impulses_per_turn
    if order.at or not within:
        return order
    return replace(order, at=f"{scenario.clock.hour_of(dated.impulse):02d}:00")
