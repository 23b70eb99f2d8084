"""The film of a finished course as the window shows it: everybody is seen, and the chronicle stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from sim.base.columns import Ints
from sim.facts.fact import Facts
from sim.play.course import Course, Known, header_for
from sim.record.record import Record
from sim.record.trace import Trace
from sim.report.chronicle.telling import Entry, chronicle
from sim.report.fidelity.grading import WorldGrade, grade
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation, observe
from sim.state.state import State
from sim.view.mappane import Scene
from sim.view.story import dead_of, marks_of, shown, told_by


class Film:
    """A Story of all that happened in the first world of a course; `states` has one for each sample."""

    def __init__(self, course: Course, facts: Facts, states: Sequence[State]) -> None:
        self._states, self._course = states, course
        run = course.run()
        self.scenario: Scenario = course.scenario
        self.record = Record(header_for(course.scenario, int(course.state.seeds[0]), course.who), tuple(course.turns))
        self.trace: Trace = run.trace
        self.world: WorldGrade = grade(run.trace, facts).for_world(0)
        story = chronicle(course.scenario, run.trace, facts, grade=self.world, orders=run.said())
        self.entries: list[Entry] = [entry for day in story.days for entry in (*day.orders, *day.entries)]
        self._main = [entry for day in story.days for entry in day.entries if entry.shown]
        confidence = {fact.id: fact.confidence for fact in facts.facts}
        self.marks = tuple(marks_of(self._main, confidence, self.scenario, self.samples - 1))

    @property
    def known(self) -> Known:
        """Return the course with its states, for a game that branches off it."""
        return Known(self._course, self._states)

    @property
    def samples(self) -> int:
        """Return how many samples there are."""
        return self.trace.samples

    def time(self, sample: int) -> datetime:
        """Return the local time of a sample."""
        return self.scenario.clock.time_of(sample)

    def scene(self, sample: int) -> Scene:
        """Return who stands where and who holds what."""
        state, night = self._states[sample], self.scenario.clock.is_night(max(sample - 1, 0))
        return Scene(state.control[0], shown(self.scenario, state), night, self.trace.blocks[sample, 0])

    def seen(self, sample: int, side: int) -> Observation:
        """Return what a side knew."""
        return observe(self.scenario, self._states[sample], side)

    def killed(self, sample: int) -> list[tuple[str, int]]:
        """Return the dead of each side so far."""
        return dead_of(self.scenario, self.trace.killed[sample, 0], range(len(self.scenario.sides)))

    def curves(self) -> list[tuple[int, Ints]]:
        """Return the dead of the sides that can be led."""
        killed, side = self.trace.killed[:, 0].astype(np.int64), self.scenario.forces.side
        leading = np.flatnonzero(self.scenario.playable).tolist()
        return [(row, killed[:, side == row].sum(axis=1)) for row in leading]

    def told(self, sample: int) -> list[Entry]:
        """Return what the chronicle tells of the day of a sample, up to it."""
        return told_by(self._main, self.time(max(sample - 1, 0)).date(), self.time(sample))
