"""Who gives the orders of a side: a commander is asked once a turn."""

from __future__ import annotations

from typing import Protocol

from sim.orders.order import Order
from sim.scenario.scenario import Scenario


class Commander(Protocol):
    """Decides a turn's orders for one side."""

    def decide(self, scenario: Scenario, side: int, turn: int) -> list[tuple[str, Order]]:
        """Return the orders of `side` for a turn (counted from 0), as (side id, order)."""
        ...
