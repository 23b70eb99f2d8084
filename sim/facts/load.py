"""From seeds files to Facts: read with marks, validate, then check what one file alone cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.base.content import content_root
from sim.base.document import Document, read_document, validate
from sim.errors import Problem, Unreadable
from sim.facts.fact import Facts, parse_lines
from sim.facts.schema import FactEntry, SeedsFile


def load_facts(folder: Path | None = None) -> Facts:
    """Read all seeds (`*.yaml`) of a folder, by default the shipped ones; read once, kept afterwards.

    Raises `Unreadable` with every problem of every file: shape, ids given twice, conflicts that only one fact
    declares, variants that do not exist, lines beyond the end of their document.
    """
    return _load((content_root() / "seeds" if folder is None else folder).resolve())


@dataclass(frozen=True)
class _Read:
    """One seeds file: its marks and its content."""

    document: Document
    seeds: SeedsFile


@cache
def _load(folder: Path) -> Facts:
    files = _read_all(folder)
    checks = (_double_ids, _broken_lines, _broken_conflicts, _broken_questions)
    problems = [problem for check in checks for problem in check(files)]
    if problems:
        raise Unreadable(sorted(problems))
    return Facts(
        tuple(file.seeds.document.source() for file in files),
        tuple(entry.fact(file.seeds.document.id) for file in files for entry in file.seeds.facts),
        tuple(entry.contested(file.seeds.document.id) for file in files for entry in file.seeds.contested),
    )


def _read_all(folder: Path) -> list[_Read]:
    """Read every file, so that an author sees the problems of all of them at once."""
    files: list[_Read] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = read_document(path)
            files.append(_Read(document, validate(document, SeedsFile)))
        except Unreadable as error:
            problems += error.problems
    if not files and not problems:
        problems.append(Problem(str(folder), 1, 1, "there are no seeds here", "add one YAML file a document"))
    if problems:
        raise Unreadable(problems)
    return files


def _entries(files: list[_Read]) -> Iterator[tuple[_Read, int, FactEntry]]:
    for file in files:
        for index, entry in enumerate(file.seeds.facts):
            yield file, index, entry


def _double_ids(files: list[_Read]) -> Iterator[Problem]:
    """Find ids given twice: of documents, of facts, of questions."""
    documents: set[str] = set()
    facts: set[str] = set()
    questions: set[str] = set()
    for file in files:
        yield from _seen_before(documents, file.seeds.document.id, file, ("document", "id"))
        for index, entry in enumerate(file.seeds.facts):
            yield from _seen_before(facts, entry.id, file, ("facts", index, "id"))
        for index, question in enumerate(file.seeds.contested):
            yield from _seen_before(questions, question.id, file, ("contested", index, "id"))


def _seen_before(seen: set[str], name: str, file: _Read, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    if name in seen:
        yield file.document.problem(loc, f"the id '{name}' is given twice", "ids are unique over all files")
    seen.add(name)


def _broken_lines(files: list[_Read]) -> Iterator[Problem]:
    for file, index, entry in _entries(files):
        last = max(end for _, end in parse_lines(entry.lines))
        if last > file.seeds.document.lines:
            message = f"line {last} is beyond the end of the document, which has {file.seeds.document.lines}"
            yield file.document.problem(("facts", index, "lines"), message)


def _broken_conflicts(files: list[_Read]) -> Iterator[Problem]:
    """Find conflicts with nobody, with itself, and those that the other fact does not declare."""
    known = {entry.id: entry for _, _, entry in _entries(files)}
    for file, index, entry in _entries(files):
        for place, other in enumerate(entry.conflicts_with):
            loc = ("facts", index, "conflicts_with", place)
            if other == entry.id:
                yield file.document.problem(loc, f"the fact '{other}' conflicts with itself")
            elif other not in known:
                yield file.document.problem(loc, f"there is no fact '{other}'")
            elif entry.id not in known[other].conflicts_with:
                message = f"'{other}' does not name '{entry.id}' among its conflicts"
                yield file.document.problem(loc, message, "a conflict is named on both sides")


def _broken_questions(files: list[_Read]) -> Iterator[Problem]:
    known = {entry.id for _, _, entry in _entries(files)}
    for file in files:
        for index, question in enumerate(file.seeds.contested):
            for place, variant in enumerate(question.variants):
                if variant not in known:
                    loc = ("contested", index, "variants", place)
                    yield file.document.problem(loc, f"there is no fact '{variant}'")
