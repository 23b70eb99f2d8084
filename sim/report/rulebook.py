"""The rulebook, gathered from where the rules are: the opening text of each module of `sim/rules/`.

A module that is a section opens with `Section 5. Movement.` (or `2a.`), followed by numbered sentences, a
preface, or a line of sources.  The text is read from the source files, so that no rule need be imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

_TITLE = re.compile(r"^Section (\d+)([a-z]?)\. (.+)$", re.DOTALL)
_NUMBERED = re.compile(r"^(\d+\.\d+)\s+(.+)$")
_SOURCES = re.compile(r"^Sources: (.+)$")
_CITED = re.compile(r"\s*\(([^()]*(?:\blines?\b|\bnote\b|assumed|\bexample\b)[^()]*)\)$")


@dataclass(frozen=True)
class Rule:
    """One sentence of the rulebook: its number, its text, and what it rests on (empty where it says nothing)."""

    number: str
    text: str
    source: str


@dataclass(frozen=True)
class Section:
    """A section of the rulebook and the module that carries it out."""

    number: str
    title: str
    preface: str
    rules: tuple[Rule, ...]
    sources: str
    module: str

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return asdict(self)


def rulebook() -> list[Section]:
    """Return the sections of the rulebook in order."""
    folder = files("sim.rules")
    modules = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".py"))
    texts = [(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in modules]
    found = [section_of(name.removesuffix(".py"), ast.get_docstring(ast.parse(text)) or "") for name, text in texts]
    return sorted((section for section in found if section is not None), key=lambda section: _order(section.number))


def rulebook_lines(sections: Iterable[Section], width: int = 100) -> Iterable[str]:
    """Yield the rulebook as text."""
    from textwrap import wrap

    for section in sections:
        yield from ("", *wrap(f"Section {section.number}. {section.title}", width), "")
        yield from wrap(section.preface, width)
        for rule in section.rules:
            text = f"{rule.text} [{rule.source}]" if rule.source else rule.text
            yield from wrap(text, width, initial_indent=f"{rule.number:<6}", subsequent_indent=" " * 6)
        yield from wrap(f"Sources: {section.sources}" if section.sources else "", width)


def section_of(module: str, text: str) -> Section | None:
    """Read a module's opening text; None for a module that is no section."""
    head, _, body = text.partition("\n\n")
    title = _TITLE.match(" ".join(head.split()))
    if title is None:
        return None
    name, _, more = title[3].partition(".")
    preface, rules, sources = _read(body)
    preface = " ".join(part for part in (more.strip(), preface) if part)
    return Section(title[1] + title[2], name, preface, tuple(rules), sources, f"sim.rules.{module}")


def _read(body: str) -> tuple[str, list[Rule], str]:
    """Split a body into its preface, its numbered sentences and its line of sources."""
    preface, sources = "", ""
    sentences: list[tuple[str, str]] = []
    into = "preface"
    for line in (line.strip() for line in body.splitlines()):
        if numbered := _NUMBERED.match(line):
            into = "rule"
            sentences.append((numbered[1], numbered[2]))
        elif said := _SOURCES.match(line):
            into, sources = "sources", said[1]
        elif line and into == "rule":
            number, text = sentences[-1]
            sentences[-1] = (number, f"{text} {line}")
        elif line and into == "sources":
            sources = f"{sources} {line}"
        elif line:
            preface = f"{preface} {line}".strip()
    preface = " ".join(preface.split())
    return preface, [_rule(number, text) for number, text in sentences], sources


def _rule(number: str, text: str) -> Rule:
    cited = _CITED.search(text)
    text = " ".join((text[: cited.start()] if cited else text).split())
    return Rule(number, text, cited[1] if cited else "")


def _order(number: str) -> tuple[int, str]:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), number[len(digits) :]
