"""Who decides for a side: from what it sees alone, for all worlds at once."""

from __future__ import annotations

from typing import Protocol

from sim.orders.order import Orders
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation


class Commander(Protocol):
    """Decides a turn's orders for one side."""

    @property
    def name(self) -> str:
        """Return the word by which a command line and a record know it: `doctrine:bold`."""

    @property
    def scripted(self) -> bool:
        """Say whether the plans that events make for the side bind it: only history's do."""

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return the orders of the turn that begins now."""

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return a line of reason for each order of the last turn in one world, by unit, formation or package."""
