"""The rulebook: every section is there, every sentence has a number of its own, and the modules are all read."""

from __future__ import annotations

import ast
from pathlib import Path

import sim
from sim.report.rulebook import Section, rulebook, rulebook_lines, section_of

RULES = Path(sim.__file__).parent / "rules"


def test_sections_are_complete_and_in_order() -> None:
    book = rulebook()
    numbers = [section.number for section in book]
    assert len(numbers) == len(set(numbers))
    whole = [int(number) for number in numbers if number.isdigit()]
    assert whole == list(range(1, len(whole) + 1))
    for number in numbers:
        if not number.isdigit():
            assert number[:-1] in numbers
            assert numbers.index(number) > numbers.index(number[:-1])


def test_every_sentence_has_a_number_of_its_own_without_gaps() -> None:
    numbers = [rule.number for section in rulebook() for rule in section.rules]
    assert len(numbers) == len(set(numbers))
    for section in rulebook():
        expected = [f"{section.number}.{n}" for n in range(1, len(section.rules) + 1)]
        assert [rule.number for rule in section.rules] == expected


def test_every_section_says_something() -> None:
    for section in rulebook():
        assert section.title
        assert section.rules or section.preface
        assert all(len(rule.text) > 10 for rule in section.rules)


def test_every_module_that_opens_with_a_section_is_in_the_book() -> None:
    opening = {
        f"sim.rules.{path.stem}"
        for path in RULES.glob("*.py")
        if (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").startswith("Section")
    }
    assert {section.module for section in rulebook()} == opening


def test_a_section_is_read_from_its_text() -> None:
    text = """Section 7b. Dust: how it hides.

    A preface.
    7.1  One sentence that
         goes on.  (002 line 41; values assumed)
    7.2  Another (in brackets).
    Sources: 7.2 follows
    nothing.
    """
    section = section_of("dust", text)
    assert section is not None
    assert (section.number, section.title, section.preface) == ("7b", "Dust: how it hides", "A preface.")
    first, second = section.rules
    assert (first.number, first.text) == ("7.1", "One sentence that goes on.")
    assert first.source == "002 line 41; values assumed"
    assert (second.text, second.source) == ("Another (in brackets).", "")
    assert section.sources == "7.2 follows nothing."


def test_other_modules_are_no_sections() -> None:
    assert section_of("moment", "What the sections share.") is None
    assert section_of("empty", "") is None


def test_the_book_prints_within_its_width() -> None:
    lines = list(rulebook_lines(rulebook(), 72))
    assert max(map(len, lines)) <= 72
    assert all(isinstance(section, Section) for section in rulebook())
