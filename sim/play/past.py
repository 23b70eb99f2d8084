"""What happened in the same worlds when everybody followed history, a turn at a time: what an order of history took
for granted can be looked up there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.orders.order import orders_of
from sim.play.history import historical
from sim.rules.sequence import step
from sim.scenario.scenario import Scenario
from sim.state.setup import setup
from sim.state.state import State


class Past:
    """The state of history's own course at the beginning of each turn, W worlds; turns are asked for in order."""

    def __init__(self, scenario: Scenario, seeds: Sequence[int]) -> None:
        self.scenario = scenario
        self._state, self._turn = setup(scenario, seeds), 0

    def reached(self, state: State, turn: int) -> None:
        """Take over the state that history's own course, played by somebody else, has at the beginning of a turn."""
        if turn > self._turn:
            self._state, self._turn = state, turn

    def at(self, turn: int) -> State:
        """Return the state at the beginning of a turn, counted from 0; not of an earlier one than the last."""
        while self._turn < turn:
            said = [
                order for side in range(len(self.scenario.sides))
                for order in historical(self.scenario, side, self._turn)
            ]  # fmt: skip
            self._state, _ = step(self.scenario, self._state, orders_of(self.scenario, said))
            self._turn += 1
        return self._state
