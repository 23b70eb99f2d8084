"""The commander who gives the orders that history knows, on their day."""

from __future__ import annotations

from dataclasses import replace

from sim.orders.notation import parse_order
from sim.orders.order import Order
from sim.scenario.scenario import Dated, Scenario


class History:
    """Gives each dated order of a side in its turn, at its hour."""

    def decide(self, scenario: Scenario, side: int, turn: int) -> list[tuple[str, Order]]:
        """Return the dated orders of a side that fall into a turn."""
        return [
            (scenario.sides[side], _timed(scenario, dated))
            for dated in scenario.history
            if dated.side == side and scenario.clock.turn_of(dated.impulse) == turn
        ]


def _timed(scenario: Scenario, dated: Dated) -> Order:
    """Read the order's line and stamp it with the hour at which it was given."""
    order = parse_order(dated.text)
    within = dated.impulse % scenario.clock.impulses_per_turn
    if order.at or not within:
        return order
    return replace(order, at=f"{scenario.clock.hour_of(dated.impulse):02d}:00")
