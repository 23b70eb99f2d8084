"""A fact: one dated, cited statement of a document in our own words, and the predicate that tests it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

from sim.facts.predicate import Predicate

Confidence = Literal["firm", "probable", "contested"]
Kind = Literal[
    "control", "movement", "combat", "losses", "strength", "commander", "force", "air", "claim", "place",
    "clock", "result", "politics", "casualty_detail", "equipment", "source",
]  # fmt: skip
DocumentKind = Literal["encyclopaedia article", "press overview", "news report"]
DayPart = Literal["morning", "evening", "late", "night"]

CONFIDENCES: tuple[str, ...] = get_args(Confidence)
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Source:
    """A document: what it is, whose view it gives, and the digest that identifies its text."""

    id: str
    title: str
    kind: DocumentKind
    speaks_for: str
    sha256: str
    lines: int


@dataclass(frozen=True)
class Dates:
    """When a statement holds, local time: `start` inclusive, `end` exclusive, perhaps a part of a day."""

    start: datetime | None
    end: datetime | None
    part: DayPart | None = None


@dataclass(frozen=True)
class Fact:
    """One statement.  `lines` are (first, last) pairs, 1-based and inclusive, in the document `document`.

    Exactly one of `check` (a predicate over a record or a scenario) and `unchecked` (the reason why there
    is none) is given.
    """

    id: str
    document: str
    lines: tuple[tuple[int, int], ...]
    date: Dates | None
    scenarios: tuple[str, ...]
    places: tuple[str, ...]
    sides: tuple[str, ...]
    kind: Kind
    value: int | float | None
    unit: str
    statement: str
    claimed_by: str
    confidence: Confidence
    conflicts_with: tuple[str, ...]
    check: Predicate | None
    unchecked: str

    @property
    def citation(self) -> str:
        """Return document and lines as a reader would write them: `000:66-68, 81`."""
        return f"{self.document}:{lines_text(self.lines)}"


@dataclass(frozen=True)
class Question:
    """A matter on which documents differ: the facts that answer it, and the answer taken by default."""

    id: str
    document: str
    question: str
    variants: tuple[str, ...]
    default: str
    why: str


@dataclass(frozen=True)
class Facts:
    """All facts of all documents, in order of document and then of writing."""

    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Return the facts by their id."""
        return {fact.id: fact for fact in self.facts}

    def for_scenario(self, name: str) -> Facts:
        """Return the facts that bear on a scenario, and the questions with a variant among them."""
        return self._only(tuple(fact for fact in self.facts if name in fact.scenarios))

    def of_document(self, document: str) -> Facts:
        """Return the facts of one document, and the questions with a variant among them."""
        return self._only(tuple(fact for fact in self.facts if fact.document == document))

    @property
    def checkable(self) -> tuple[Fact, ...]:
        """Return the facts that carry a predicate."""
        return tuple(fact for fact in self.facts if fact.check is not None)

    def _only(self, facts: tuple[Fact, ...]) -> Facts:
        kept = {fact.id for fact in facts}
        questions = tuple(q for q in self.questions if any(variant in kept for variant in q.variants))
        return Facts(self.sources, facts, questions)


def lines_text(lines: tuple[tuple[int, int], ...]) -> str:
    """Write line ranges as the seeds do: `66-68, 81`."""
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in lines)


def parse_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Read `66`, `66-68` or `20, 81`; raise ValueError on anything else or on a range that runs backwards."""
    ranges: list[tuple[int, int]] = []
    for part in text.split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(end.isascii() and end.isdigit() for end in ends):
            raise ValueError(f"{text!r} is not a list of lines such as '66', '66-68' or '20, 81'")
        first, last = int(ends[0]), int(ends[-1])
        if not 1 <= first <= last:
            raise ValueError(f"lines {part.strip()} run backwards or begin before line 1")
        ranges.append((first, last))
    return tuple(ranges)
