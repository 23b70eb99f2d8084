"""How each objective stood when it was judged, part by part of its condition, and when it was earned."""

from __future__ import annotations

from sim.report.chronicle.citing import Citations
from sim.report.ending.tree import Goal
from sim.report.said import Said
from sim.rules.moment import Moment
from sim.rules.wanting import wanting
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_conditions import Condition
from sim.scenario.wording import as_written
from sim.state.state import State


class Umpire:
    """Watches a record of so many impulses: looks at each objective when it is due, and at the end if it is not."""

    def __init__(self, scenario: Scenario, impulses: int) -> None:
        self.scenario, self._last = scenario, impulses - 1
        self._said = Said(scenario)
        self._earned: dict[int, int] = {}
        self._found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def watch(self, state: State, moment: Moment) -> None:
        """Note what has been earned in an impulse, and how it stands with what is due."""
        for row, goal in enumerate(self.scenario.objectives):
            if state.scored[0, row]:
                self._earned.setdefault(row, moment.impulse)
            if moment.impulse == goal.impulse or (moment.impulse == self._last < goal.impulse):
                assert isinstance(goal.when, Condition)
                missing = tuple(as_written(one) for one in wanting(moment, goal.when, goal.id)[1])
                self._found[row] = self._said.stood(moment, goal.when, goal.id), missing

    def goals(self, citations: Citations) -> tuple[Goal, ...]:
        """Return the objectives in the order of the scenario."""
        return tuple(self._goal(row, goal, citations) for row, goal in enumerate(self.scenario.objectives))

    def _goal(self, row: int, goal: Objective, citations: Citations) -> Goal:
        clock = self.scenario.clock
        stood, missing = self._found.get(row, ((), ()))
        since = self._earned.get(row)
        standing = "earned" if since is not None else "missed" if goal.impulse <= self._last else "open"
        return Goal(
            goal.id, goal.title, self.scenario.sides[goal.side], goal.points,
            f"{clock.time_of(goal.impulse + 1):%Y-%m-%dT%H:%M}", goal.any_time, standing,
            clock.turn_of(goal.impulse if since is None else since) + 1,
            "" if since is None else f"{clock.time_of(since + 1):%Y-%m-%dT%H:%M}", stood, missing,
            citations.of(goal.cites),
        )  # fmt: skip
