"""The film of a run as the window shows it: a sample of the trace for each impulse, and the chronicle beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sim.facts.fact import Facts
from sim.play.course import Course
from sim.record.trace import Trace
from sim.report.chronicle.telling import Entry, chronicle
from sim.report.fidelity.grading import WorldGrade, grade
from sim.scenario.scenario import Scenario
from sim.view.counters import Stack, stacks

TICK = {"firm": "#2f6690", "probable": "#8a6a1c", "contested": "#b0413e"}
"""Ink of a cited moment by the confidence of its facts."""


@dataclass(frozen=True)
class Mark:
    """A cited moment on the timeline."""

    sample: int
    confidence: str
    text: str


class Film:
    """A finished course; samples are counted from 0, the situation before the first impulse."""

    def __init__(self, course: Course, facts: Facts) -> None:
        run = course.run()
        self.scenario: Scenario = course.scenario
        self.trace: Trace = run.trace
        self.world: WorldGrade = grade(run.trace, facts).for_world(0)
        story = chronicle(course.scenario, run.trace, facts, grade=self.world, orders=run.said())
        self.entries: list[Entry] = [entry for day in story.days for entry in day.entries if entry.shown]
        confidence = {fact.id: fact.confidence for fact in facts.facts}
        self.marks = tuple(self._marks(confidence))

    @property
    def samples(self) -> int:
        """Return how many samples there are."""
        return self.trace.samples

    def time(self, sample: int) -> datetime:
        """Return the local time of a sample."""
        return self.scenario.clock.time_of(sample)

    def sample_of(self, moment: datetime) -> int:
        """Return the sample at which everything up to a moment has happened."""
        return min(self.scenario.clock.impulse_at(moment) + 1, self.samples - 1)

    def stacks(self, sample: int) -> list[Stack]:
        """Return who stands where."""
        return stacks(self.trace.position[sample, 0], self.trace.fit[sample, 0], self.scenario.forces.side)

    def killed(self, sample: int) -> list[tuple[str, int]]:
        """Return the dead of each side so far."""
        column, side = self.trace.killed[sample, 0], self.scenario.forces.side
        return [
            (name, int(column[side == row].sum(dtype=np.int64))) for row, name in enumerate(self.scenario.side_names)
        ]

    def told(self, sample: int) -> list[Entry]:
        """Return what the chronicle tells of the day of a sample, up to it."""
        now = self.time(max(sample - 1, 0))
        return [entry for entry in self.entries if entry.time.date() == now.date() and entry.time <= now]

    def _marks(self, confidence: Mapping[str, str]) -> Iterator[Mark]:
        for entry in self.entries:
            if entry.cites:
                found = {confidence.get(cite.id, "probable") for cite in entry.cites}
                worst = next((one for one in ("contested", "probable", "firm") if one in found), "probable")
                yield Mark(self.sample_of(entry.time), worst, entry.text)
