"""The film for a terminal: a chronicle and a grade as lines of text that a pipe carries as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from textwrap import wrap

from sim.facts.fact import lines_text, parse_lines
from sim.report.chronicle.citing import Citation
from sim.report.chronicle.telling import Chronicle, ChronicleDay, Entry
from sim.report.fidelity.grading import Grade, Standing, Tally, WorldGrade, WorldRow
from sim.report.plain import plain

LEAST_WIDTH = 40
BOLD, DIM, END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
ASSUMED = "(assumed)"
#: What was observed may be a long list of names; a table shows this much of it.
LONGEST = 240


def film_lines(chronicle: Chronicle, *, width: int = 100, colour: bool = False) -> Iterator[str]:
    """Yield the film line by line: a title, the days with their parts, the outcome, and how to read citations.

    No line is longer than `width` (at least 40); control characters in any name are written out.
    """
    page = _Page(width, colour)
    yield page.strong(chronicle.title)
    if chronicle.codename:
        yield from page.text(chronicle.codename)
    yield from page.text(f"Sides: {'; '.join(name for _, _, name in chronicle.sides)}.")
    yield from page.text(
        "Brackets name what a sentence rests on: [000:66] is line 66 of document 000. "
        f"{ASSUMED} stands where no document does."
    )
    for day in chronicle.days:
        yield from _day_lines(page, day, chronicle.turns)
    if chronicle.outcome:
        yield from ("", page.rule(), *page.text(chronicle.outcome))


def cited(cites: Sequence[Citation]) -> str:
    """Write citations in one bracket, each document once: `[000:66, 88; 001:24]`; nothing for none."""
    documents: dict[str, set[int]] = {}
    for cite in cites:
        lines = documents.setdefault(cite.document, set())
        for first, last in parse_lines(cite.lines):
            lines.update(range(first, last + 1))
    parts = [f"{name}:{lines_text(_runs(sorted(lines)))}" for name, lines in sorted(documents.items())]
    return f"[{'; '.join(parts)}]" if parts else ""


def grade_lines(
    world_grade: WorldGrade,
    grade: Grade | None = None,
    *,
    only_missed: bool = False,
    spell: Callable[[str], str] = str,
    width: int = 100,
    colour: bool = False,
) -> Iterator[str]:
    """Yield how a record stands against the documents: a row a fact, then totals and open questions.

    With a `grade` over several worlds the spread over them is told too; `only_missed` leaves out what held;
    `spell` turns the ids in what was expected into names.
    """
    page = _Page(width, colour)
    missed = [row for row in world_grade.rows if not row.holds]
    held = [row for row in world_grade.rows if row.holds and not only_missed]
    yield page.rule()
    yield page.strong("What the documents say and what the record shows")
    yield page.rule()
    for row in missed:
        yield from _row_lines(page, replace(row, expected=spell(row.expected)))
    for row in held:
        yield from _held_lines(page, replace(row, expected=spell(row.expected)))
    if not missed and not held:
        nothing = "No fact could be checked."
        yield from page.text("Every fact that could be checked held." if world_grade.rows else nothing)
    yield from ("", *_totals(page, world_grade))
    if grade is not None:
        yield from _over_worlds(page, grade)
        yield from _questions(page, grade)
    yield from ("", *_legend(page))


class _Page:
    """A width and whether colours are wanted; everything on it passes `plain`."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width, self.colour = max(width, LEAST_WIDTH), colour

    def text(self, text: str, indent: int = 0, hanging: int | None = None) -> list[str]:
        """Wrap text behind an indent; later lines behind `hanging`."""
        first, later = " " * indent, " " * (indent if hanging is None else hanging)
        return wrap(
            plain(text), self.width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
        )  # fmt: skip

    def rule(self) -> str:
        return self._painted("-" * self.width, DIM)

    def strong(self, text: str) -> str:
        return self._painted(plain(text)[: self.width], BOLD)

    def faint(self, lines: Iterable[str]) -> list[str]:
        return [self._painted(line, DIM) for line in lines]

    def ends(self, left: str, right: str) -> str:
        """Set two texts at the two ends of a line."""
        left, right = plain(left), plain(right)
        gap = max(self.width - len(left) - len(right), 2)
        return f"{left}{' ' * gap}{right}"[: self.width]

    def _painted(self, text: str, code: str) -> str:
        return f"{code}{text}{END}" if self.colour and text else text


def _day_lines(page: _Page, day: ChronicleDay, turns: int) -> Iterator[str]:
    first, last = day.first_turn, day.last_turn
    turn = f"turn {first} of {turns}" if first == last else f"turns {first} to {last} of {turns}"
    yield from ("", page.rule(), page.strong(page.ends(day.heading, turn)), page.rule())
    orders = [entry for entry in day.orders if entry.shown]
    if orders:
        yield "Orders"
        for entry in orders:
            yield from page.text(_told(entry), 2, 4)
    for part in day.parts():
        yield part.name.capitalize()
        for entry in part.entries:
            yield from page.text(_told(entry), 2, 4)
    if not day.parts():
        yield from page.text("Nothing of note happened.", 2, 4)
    yield ""
    for line in day.closing:
        yield from page.text(line)


def _told(entry: Entry) -> str:
    marks = [cited(entry.cites), ASSUMED if entry.assumed and not entry.cites else ""]
    return " ".join([entry.text, *(mark for mark in marks if mark)])


def _runs(lines: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Join neighbouring lines to runs: 66, 67, 70 are (66, 67), (70, 70)."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return tuple(runs)


def _row_lines(page: _Page, row: WorldRow) -> Iterator[str]:
    mark = "held  " if row.holds else "missed" if row.reached else "--    "
    left, right = f"{mark}  {row.id}", f"{row.confidence}  [{row.document}:{row.lines}]"
    if len(left) + len(right) + 2 <= page.width:
        yield page.ends(left, right)
    else:
        yield from (*page.text(left, 0, 8), *page.text(right, 8))
    observed = row.observed if len(row.observed) <= LONGEST else row.observed[:LONGEST].rsplit(" ", 1)[0] + " ..."
    yield from page.text(f"documented: {row.statement}", 8, 20)
    yield from page.text(f"expected:   {row.expected}", 8, 20)
    yield from page.text(f"observed:   {observed}", 8, 20)


def _held_lines(page: _Page, row: WorldRow) -> Iterator[str]:
    """A fact that held, in short: what it says and where, then what was expected and seen."""
    observed = row.observed if len(row.observed) <= LONGEST else row.observed[:LONGEST].rsplit(" ", 1)[0] + " ..."
    yield from page.text(f"held    {row.statement} [{row.document}:{row.lines}, {row.confidence}]", 0, 8)
    yield from page.faint(page.text(f"expected: {row.expected}; observed: {observed}", 8, 10))


def _totals(page: _Page, own: WorldGrade) -> list[str]:
    beyond = sum(not row.reached for row in own.rows)
    every = Tally(own.checkable, own.held, own.share)
    lines = [*page.text(f"Facts that held: {_share(every)}. Firm facts: {_share(own.firm)}.")]
    if beyond:
        lines += page.text(f"Not counted: {beyond} whose time the record does not reach.")
    return lines


def _share(tally: Tally) -> str:
    if not tally.checkable:
        return "none to check"
    return f"{tally.held} of {tally.checkable} ({100 * tally.share:.1f} percent)"


def _over_worlds(page: _Page, grade: Grade) -> list[str]:
    if grade.worlds < 2:
        return []
    lines = page.text(f"Over {grade.worlds} worlds, share of facts that held:")
    for name, shares in (("all facts", grade.shares), ("firm facts", grade.firm_shares)):
        ranked = sorted(100 * float(share) for share in shares)
        marks = [ranked[round(part * (len(ranked) - 1) / 4)] for part in range(5)]
        least, quarter, median, three, most = (f"{mark:.1f}" for mark in marks)
        mean = sum(ranked) / len(ranked)
        lines += page.text(
            f"{name}: least {least}, lower quarter {quarter}, median {median}, upper quarter {three}, most {most}; "
            f"mean {mean:.1f} percent",
            2, 4,
        )  # fmt: skip
    return lines


def _questions(page: _Page, grade: Grade) -> list[str]:
    if not grade.questions:
        return []
    lines = ["", *page.text("Questions on which the documents differ (* is the answer the scenario takes):")]
    for question in grade.questions:
        lines += page.text(question.question, 2, 4)
        lines += [line for variant in question.variants for line in _variant(page, grade, question, variant)]
    return lines


def _variant(page: _Page, grade: Grade, question: Standing, variant: tuple[str, float | None]) -> list[str]:
    name, rate = variant
    star = "*" if name == question.default else " "
    if rate is None:
        words = "not checked"
    elif grade.worlds == 1:
        words = "holds" if rate else "does not hold"
    else:
        words = f"holds in {100 * rate:.0f} percent of the worlds"
    return page.text(f"{star} {name}: {words}", 4, 8)


def _legend(page: _Page) -> list[str]:
    lines = page.text(
        "held: the record shows what the document says. missed: it does not. --: the record ends before that time. "
        "firm: stated plainly and not contradicted; probable: one report or a party's own claim; contested: "
        "another statement contradicts it, so that not all of these can hold. [000:66]: document and lines."
    )
    return page.faint(lines)
