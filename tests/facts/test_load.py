"""Seeds files: what is read, and every complaint about them, at its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sim.errors import Unreadable
from sim.facts.fact import lines_text, parse_lines
from sim.facts.load import load_facts

HEAD = f"""\
document:
  id: "{{document}}"
  title: A title
  kind: news report
  speaks_for: one side
  sha256: "{"0" * 64}"
  lines: 100
facts:
"""
FACT = """\
  - id: {id}
    lines: "{lines}"
    date: {date}
    scenarios: [dawn-3]
    places: [abu_kamal]
    sides: [isil]
    kind: control
    statement: Somebody held it.
    claimed_by: somebody
    confidence: contested
    conflicts_with: [{conflicts}]
    {check}
"""
CHECK = "check: {predicate: holds, side: isil, place: abu_kamal}"


def fact(name: str, lines: str = "66", date: str = "null", conflicts: str = "", check: str = CHECK) -> str:
    return FACT.format(id=name, lines=lines, date=date, conflicts=conflicts, check=check)


def write(folder: Path, name: str, *parts: str) -> None:
    text = HEAD.format(document=name) + "".join(parts)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def complaints(folder: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        load_facts(folder)
    return str(caught.value)


QUESTION = """\
contested:
  - id: which
    question: Which?
    variants: [a, b]
    default: a
    why: because
"""


def test_facts_are_read(tmp_path: Path) -> None:
    write(tmp_path, "000", fact("a", "20, 66-68", "2017-10-26", "b"), QUESTION)
    write(tmp_path, "001", fact("b", date="{from: 2017-10-26, until: 2017-10-27, part: late}", conflicts="a"))
    facts = load_facts(tmp_path)
    assert [found.id for found in facts] == ["a", "b"]
    first, second = facts
    assert first.citation == "000:20, 66-68"
    assert first.date is not None
    assert (first.date.start, first.date.end) == (datetime(2017, 10, 26), datetime(2017, 10, 27))
    assert second.date is not None
    assert (second.date.end, second.date.part) == (datetime(2017, 10, 28), "late")
    assert facts.by_id["b"].document == "001"
    assert facts.questions[0].variants == ("a", "b")
    assert len(facts.of_document("001")) == 1
    assert len(facts.for_scenario("day-of-wrath")) == 0
    assert not facts.for_scenario("day-of-wrath").questions
    assert facts.for_scenario("dawn-3").questions
    assert load_facts(tmp_path) is facts


def test_an_id_given_twice(tmp_path: Path) -> None:
    write(tmp_path, "000", fact("a"))
    write(tmp_path, "001", fact("a"))
    assert "001.yaml:9:9: error: the id 'a' is given twice" in complaints(tmp_path)


def test_conflicts_are_named_on_both_sides(tmp_path: Path) -> None:
    write(tmp_path, "000", fact("a", conflicts="b"), fact("b"))
    text = complaints(tmp_path)
    assert "000.yaml:19:22: error: 'b' does not name 'a' among its conflicts" in text


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (fact("a", conflicts="a"), "conflicts with itself"),
        (fact("a", conflicts="ghost"), "there is no fact 'ghost'"),
        (fact("a", lines="66, 101"), "line 101 is beyond the end of the document, which has 100"),
        (fact("a", lines="68-66"), "run backwards"),
        (fact("a", lines="sixty"), "is not a list of lines"),
        (fact("a", check=""), "'check' or 'unchecked'"),
        (fact("a", check=CHECK + "\n    unchecked: both"), "'check' or 'unchecked'"),
        (fact("a", check="check: {predicate: holds, side: isil, plase: abu_kamal}"), "did you mean 'place'?"),
        (fact("a", check="check: {predicate: held, side: isil}"), "did you mean 'holds'?"),
        (fact("a", check="value: 5\n    unchecked: why"), "add unit"),
        (fact("a", date="23.10.2017"), "23.10.2017"),
        (fact("a", date="{from: 2017-10-26, until: 2017-10-25}"), "ends before it starts"),
        (fact("a", date="{on: 2017-10-26, from: 2017-10-26}"), "give either"),
        (fact("a") + QUESTION, "there is no fact 'b'"),
        (fact("b") + QUESTION.replace("default: a", "default: c"), "not among the variants"),
        (fact("A fact"), "id"),
    ],
)
def test_complaints(tmp_path: Path, part: str, words: str) -> None:
    write(tmp_path, "000", part)
    assert words in complaints(tmp_path)


def test_complaints_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "000", fact("a", check=""))
    write(tmp_path, "001", fact("b", check=""))
    text = complaints(tmp_path)
    assert "000.yaml" in text
    assert "001.yaml" in text


def test_a_folder_without_seeds(tmp_path: Path) -> None:
    assert "no seeds" in complaints(tmp_path)


@pytest.mark.parametrize("text", ["66", "66-68", "20, 81", "9-10, 66"])
def test_lines_round_trip(text: str) -> None:
    assert lines_text(parse_lines(text)) == text


def test_the_shipped_seeds() -> None:
    facts = load_facts()
    assert [source.id for source in facts.sources] == ["000", "001", "002", "003"]
    assert len(facts) >= 260
    assert len(facts.checkable) * 10 >= len(facts) * 8
    for question in facts.questions:
        assert all(variant in facts.by_id for variant in question.variants)
