"""How a record stands against the documents: each checkable fact, held or not, in each world.

The grade of a world is the share of its checkable facts that hold; firm facts are counted apart as well.
Variants of a contested question are all asked and all counted, though most exclude each other: `questions`
says which of them hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts import predicate_record as asked
from sim.facts import predicate_scenario as told
from sim.facts.fact import Confidence, Fact, Facts, lines_text
from sim.facts.predicate import RecordPredicate, ScenarioPredicate, expected
from sim.facts.predicate_base import Windowed
from sim.record.trace import Stage, Trace
from sim.report.fidelity import over_events as events
from sim.report.fidelity import over_ground as ground
from sim.report.fidelity import over_scenario as scenario
from sim.report.fidelity import over_units as units
from sim.report.fidelity.evidence import Evidence, Finding, Flags, StrangerError, Verdict

Check = RecordPredicate | ScenarioPredicate

_OVER_RECORD: dict[type[Any], Callable[[Evidence, Any], Verdict]] = {
    asked.Holds: ground.holds,
    asked.Share: ground.share,
    asked.Taken: ground.taken,
    asked.Lost: ground.lost,
    asked.Changes: ground.changes,
    asked.Surrounded: ground.surrounded,
    asked.Pocket: ground.pocket,
    asked.Linked: ground.linked,
    asked.Distance: units.distance,
    asked.Gap: units.gap,
    asked.Near: units.near,
    asked.Absent: units.absent,
    asked.Losses: units.losses,
    asked.Strength: units.strength,
    asked.Alert: units.alert,
    asked.Ordered: units.ordered,
    asked.Event: events.event,
    asked.Trigger: events.trigger,
    asked.Sorties: events.sorties,
    asked.Civilians: events.civilians,
    asked.Result: events.result,
}
_OVER_SCENARIO: dict[type[Any], Callable[[Stage, Any], scenario.Answer]] = {
    told.Force: scenario.force,
    told.HasForce: scenario.has_force,
    told.Commander: scenario.commander,
    told.Aircraft: scenario.aircraft,
    told.HasAir: scenario.has_air,
    told.Ground: scenario.ground,
    told.Bank: scenario.bank,
    told.Country: scenario.country,
    told.HasPlace: scenario.has_place,
    told.Direction: scenario.direction,
    told.Calendar: scenario.calendar,
    told.Codename: scenario.codename,
    told.Objective: scenario.objective,
    told.Supported: scenario.supported,
}


@dataclass(frozen=True)
class Row:
    """One fact over all worlds: `holds` (W,), `observed` a text each; not `reached` past a record's end."""

    id: str
    document: str
    lines: str
    confidence: Confidence
    statement: str
    expected: str
    observed: tuple[str, ...]
    holds: Flags
    reached: bool

    @property
    def hold_rate(self) -> float:
        """Return the share of worlds in which the fact holds."""
        return int(self.holds.sum()) / max(1, len(self.holds))


@dataclass(frozen=True)
class WorldRow:
    """One fact in one world."""

    id: str
    document: str
    lines: str
    confidence: Confidence
    statement: str
    expected: str
    observed: str
    holds: bool
    reached: bool


@dataclass(frozen=True)
class Tally:
    """How many facts could be checked, how many held, and the share (0 to 1; 0 when there was none)."""

    checkable: int
    held: int
    share: float


@dataclass(frozen=True)
class Standing:
    """A contested question, and how often each variant holds (0 to 1, None for one that is not checked)."""

    id: str
    question: str
    default: str
    variants: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class WorldGrade:
    """The grade of one world."""

    rows: tuple[WorldRow, ...]
    checkable: int
    held: int
    share: float
    firm: Tally

    def as_json(self) -> dict[str, Any]:
        """Return plain dicts and lists with stable keys."""
        return asdict(self)


@dataclass(frozen=True)
class Grade:
    """The grade of W worlds."""

    rows: tuple[Row, ...]
    worlds: int
    questions: tuple[Standing, ...]

    def for_world(self, world: int) -> WorldGrade:
        """Return the grade of one world."""
        rows = tuple(
            WorldRow(
                row.id, row.document, row.lines, row.confidence, row.statement, row.expected,
                row.observed[world], bool(row.holds[world]), row.reached,
            )
            for row in self.rows
        )  # fmt: skip
        every = _tally(rows)
        firm = _tally(tuple(row for row in rows if row.confidence == "firm"))
        return WorldGrade(rows, every.checkable, every.held, every.share, firm)

    @property
    def checkable(self) -> int:
        """Return the number of facts whose window the record reached."""
        return sum(row.reached for row in self.rows)

    @property
    def hold_rate(self) -> dict[str, float]:
        """Return for each fact the share of worlds in which it holds."""
        return {row.id: row.hold_rate for row in self.rows}

    @property
    def shares(self) -> NDArray[np.float64]:
        """(W,) share of the checkable facts that hold in each world, 0 to 1."""
        return self._shares(tuple(row for row in self.rows if row.reached))

    @property
    def firm_shares(self) -> NDArray[np.float64]:
        """(W,) the same of firm facts alone."""
        return self._shares(tuple(row for row in self.rows if row.reached and row.confidence == "firm"))

    @property
    def mean(self) -> float:
        return float(self.shares.mean())

    @property
    def least(self) -> float:
        return float(self.shares.min())

    @property
    def most(self) -> float:
        return float(self.shares.max())

    def _shares(self, rows: tuple[Row, ...]) -> NDArray[np.float64]:
        if not rows:
            return np.zeros(self.worlds)
        held = np.stack([row.holds for row in rows]).sum(axis=0, dtype=np.int64)
        return np.asarray(held / len(rows), dtype=np.float64)


def grade(trace: Trace, facts: Facts) -> Grade:
    """Hold a trace against every checkable fact of its scenario, in order of document and writing.

    A fact that names what the scenario does not have does not hold, and says so; one whose window the record
    does not reach is shown and not counted.
    """
    evidence = Evidence(trace)
    own = facts.for_scenario(trace.scenario.name)
    rows = tuple(_row(fact, judge(evidence, fact.check)) for fact in own if fact.check is not None)
    rates = {row.id: row.hold_rate for row in rows if row.reached}
    questions = tuple(
        Standing(q.id, q.question, q.default, tuple((variant, rates.get(variant)) for variant in q.variants))
        for q in own.questions
    )
    return Grade(rows, trace.worlds, questions)


def judge(evidence: Evidence, check: Check) -> Finding:
    """Ask one predicate of all worlds."""
    worlds, words = evidence.trace.worlds, expected(check)
    try:
        if isinstance(check, Windowed):
            if evidence.span(check.window).last >= evidence.trace.samples:
                return _nowhere(worlds, "the record ends before", words, reached=False)
            holds, observed = _OVER_RECORD[type(check)](evidence, check)
            return Finding(holds, observed, words)
        good, text = _OVER_SCENARIO[type(check)](evidence.stage, check)
    except StrangerError as error:
        return _nowhere(worlds, str(error), words, reached=True)
    return Finding(np.full(worlds, good), (text,) * worlds, words)


def _nowhere(worlds: int, text: str, words: str, *, reached: bool) -> Finding:
    return Finding(np.zeros(worlds, dtype=np.bool_), (text,) * worlds, words, reached)


def _row(fact: Fact, finding: Finding) -> Row:
    return Row(
        fact.id, fact.document, lines_text(fact.lines), fact.confidence, fact.statement, finding.expected,
        finding.observed, finding.holds, finding.reached,
    )  # fmt: skip


def _tally(rows: tuple[WorldRow, ...]) -> Tally:
    checkable = sum(row.reached for row in rows)
    held = sum(row.holds for row in rows)
    return Tally(checkable, held, held / checkable if checkable else 0.0)
