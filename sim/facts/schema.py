"""The shape of a seeds file: one document, its facts, the questions it contests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from sim.base.clock import parse_time, parse_until
from sim.facts.fact import Confidence, Dates, DayPart, DocumentKind, Fact, Kind, Question, Source, parse_lines
from sim.facts.predicate import Predicate
from sim.facts.predicate_base import Names, Sides, Text

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FactIds = Annotated[tuple[FactId, ...], Field(strict=False)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class Entry(BaseModel):
    """Any part of a seeds file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DocumentEntry(Entry):
    """What the document is."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] = Field(description="three digits, quoted")
    title: Text = Field(description="title of the document")
    kind: DocumentKind = Field(description="what sort of document it is")
    speaks_for: Prose = Field(description="whose perspective it gives and how it leans, in our words")
    sha256: Digest = Field(description="SHA-256 of the text, 64 hexadecimal digits")
    lines: int = Field(ge=1, le=100_000, description="number of lines of the text")

    def source(self) -> Source:
        return Source(self.id, self.title, self.kind, self.speaks_for, self.sha256, self.lines)


class DateEntry(Entry):
    """A day, or a stretch of time; a bare day as `until` is included, a time is not."""

    on: Text | None = Field(None, description="one day, or one moment")
    since: Text | None = Field(None, alias="from", description="start")
    until: Text | None = Field(None, description="end")
    part: DayPart | None = Field(None, description="the part of the day that the document names")

    @model_validator(mode="after")
    def _is_sound(self) -> DateEntry:
        if (self.on is None) == (self.since is None and self.until is None):
            raise ValueError("give either 'on' or 'from' and 'until'")
        dates = self.dates()
        if self.since and self.until and dates.start and dates.end and dates.end <= dates.start:
            raise ValueError("the date ends before it starts")
        return self

    def dates(self) -> Dates:
        start, end = (self.on, self.on) if self.on is not None else (self.since, self.until)
        return Dates(
            None if start is None else parse_time(start), None if end is None else parse_until(end), self.part
        )


class FactEntry(Entry):
    """One fact."""

    id: FactId = Field(description="kebab-case, unique over all files")
    lines: Text = Field(description="where the document says it: '66', '66-68' or '20, 81', in quotes")
    date: Text | DateEntry | None = Field(description="a day, a mapping with from and until, or null")
    scenarios: Annotated[tuple[Literal["dawn-3", "day-of-wrath"], ...], Field(strict=False)] = Field(
        description="the scenarios it bears on; [] for neither"
    )
    places: Names = Field(description="ids of the places it names")
    sides: Sides = Field(description="the sides it speaks of")
    kind: Kind = Field(description="what sort of statement it is")
    value: int | float | None = Field(None, description="the number stated, if there is one")
    unit: Text | None = Field(None, description="what the number counts")
    statement: Prose = Field(description="the statement in our own words")
    claimed_by: Text = Field(description="who says so")
    confidence: Confidence = Field(description="firm, probable or contested")
    conflicts_with: FactIds = Field((), description="facts that contradict it; they must name it too")
    check: Predicate | None = Field(None, description="the predicate that tests it")
    unchecked: Prose | None = Field(None, description="why no predicate tests it")

    @field_validator("lines")
    @classmethod
    def _lines_are_ranges(cls, text: str) -> str:
        parse_lines(text)
        return text

    @field_validator("date")
    @classmethod
    def _date_is_one(cls, date: str | DateEntry | None) -> str | DateEntry | None:
        if isinstance(date, str):
            parse_time(date)
        return date

    @model_validator(mode="after")
    def _is_checked_or_says_why_not(self) -> FactEntry:
        if (self.check is None) == (self.unchecked is None):
            raise ValueError("needs either 'check' or 'unchecked'; say why where nothing can be tested")
        if self.value is not None and self.unit is None:
            raise ValueError("a 'value' needs its 'unit'; add unit: people, km, percent …")
        return self

    def dates(self) -> Dates | None:
        if isinstance(self.date, str):
            return Dates(parse_time(self.date), parse_until(self.date))
        return None if self.date is None else self.date.dates()

    def fact(self, document: str) -> Fact:
        return Fact(
            self.id, document, parse_lines(self.lines), self.dates(), self.scenarios, self.places, self.sides,
            self.kind, self.value, self.unit or "", self.statement, self.claimed_by, self.confidence,
            self.conflicts_with, self.check, self.unchecked or "",
        )  # fmt: skip


class QuestionEntry(Entry):
    """A contested matter."""

    id: FactId = Field(description="kebab-case, unique over all files")
    question: Prose = Field(description="the question on which documents differ")
    variants: Annotated[FactIds, Field(min_length=2)] = Field(description="the facts that answer it")
    default: FactId = Field(description="the variant taken unless another is chosen")
    why: Prose = Field(description="why this one")

    @model_validator(mode="after")
    def _default_is_a_variant(self) -> QuestionEntry:
        if self.default not in self.variants:
            raise ValueError(f"the default {self.default!r} is not among the variants")
        return self

    def contested(self, document: str) -> Question:
        return Question(self.id, document, self.question, self.variants, self.default, self.why)


class SeedsFile(Entry):
    """A whole seeds file."""

    document: DocumentEntry = Field(description="what the document is")
    facts: Annotated[tuple[FactEntry, ...], Field(strict=False)] = Field(description="its facts")
    contested: Annotated[tuple[QuestionEntry, ...], Field(strict=False)] = Field(
        (), description="the questions it contests first"
    )
