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

WORLDS = 64
"""Worlds of which history's course is kept for whoever asks next: a hundred megabytes at most."""
_PLAYED: list[tuple[Scenario, tuple[int, ...], list[State]]] = []
"""The latest courses, the newest last: scenario, seeds, and the state at the beginning of each turn so far."""


class Past:
    """The state of history's own course at the beginning of each turn, W worlds; turns are asked for in order.

    What was played for another past of the same worlds is not played again.
    """

    def __init__(self, scenario: Scenario, seeds: Sequence[int]) -> None:
        self.scenario = scenario
        self._played = _played(scenario, seeds)
        self._state, self._turn = self._played[0], 0

    def reached(self, state: State, turn: int) -> None:
        """Take over the state that history's own course, played by somebody else, has at the beginning of a turn."""
        if turn > self._turn:
            self._state, self._turn = state, turn
            self._keep()

    def at(self, turn: int) -> State:
        """Return the state at the beginning of a turn, counted from 0; not of an earlier one than the last."""
        while self._turn < turn:
            self._state, self._turn = self._next(), self._turn + 1
            self._keep()
        return self._state

    def _next(self) -> State:
        if self._turn + 1 < len(self._played):
            return self._played[self._turn + 1]
        said = [
            order for side in range(len(self.scenario.sides)) for order in historical(self.scenario, side, self._turn)
        ]  # fmt: skip
        return step(self.scenario, self._state, orders_of(self.scenario, said))[0]

    def _keep(self) -> None:
        if len(self._played) == self._turn and self._state.worlds <= WORLDS:
            self._played.append(self._state)


def _played(scenario: Scenario, seeds: Sequence[int]) -> list[State]:
    """Return the states of a course that is kept, perhaps of a new one; the oldest make room for it."""
    worlds = tuple(seeds)
    row = next((row for row, one in enumerate(_PLAYED) if one[0] is scenario and one[1] == worlds), None)
    course = (scenario, worlds, [setup(scenario, seeds)]) if row is None else _PLAYED.pop(row)
    if len(worlds) <= WORLDS:
        _PLAYED.append(course)
    while sum(len(one[1]) for one in _PLAYED) > WORLDS:
        del _PLAYED[0]
    return course[2]
