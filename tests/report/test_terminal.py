"""The film and the grade as lines: width, citations, control characters, colours only when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from storyboard import Storyboard

from sim.facts.load import load_facts
from sim.report.chronicle.citing import Citation
from sim.report.chronicle.telling import Chronicle
from sim.report.fidelity.grading import Grade, grade
from sim.report.plain import plain
from sim.report.terminal import cited, film_lines, grade_lines
from sim.state.events import EventKind as Kind


@pytest.fixture(scope="module")
def story() -> Chronicle:
    board = Storyboard(days=2)
    board.tell(0, Kind.MESSAGE, other=0)
    board.tell(3, Kind.SURRENDERED, "isil-t2-1", place="t2_station", amount=60)
    return board.chronicle()


@pytest.fixture(scope="module")
def graded() -> Grade:
    return grade(Storyboard(days=45, worlds=2).film(), load_facts())


def test_the_film_has_a_head_for_every_day_and_its_parts(story: Chronicle) -> None:
    lines = list(film_lines(story))
    assert lines[0] == story.title
    heads = [line for line in lines if "turn " in line]
    assert heads[0].startswith("Monday 23 October 2017")
    assert heads[0].endswith("turn 1 of 45")
    assert heads[1].startswith("Tuesday 24 October 2017")
    assert [line for line in lines if line in ("Orders", "Night", "Midday")][:3] == ["Orders", "Night", "Midday"]
    assert "-" * 100 in lines


def test_the_citation_stands_right_after_its_sentence(story: Chronicle) -> None:
    text = " ".join(line.strip() for line in film_lines(story, width=400))
    entry = story.days[0].entries[0]
    assert f"{entry.text} {cited(entry.cites)}" in text


@pytest.mark.parametrize("width", [10, 40, 72, 100, 160])
def test_no_line_is_longer_than_asked(story: Chronicle, graded: Grade, width: int) -> None:
    lines = [*film_lines(story, width=width), *grade_lines(graded.for_world(0), graded, width=width)]
    assert max(map(len, lines)) <= max(width, 40)
    assert all(line.isprintable() for line in lines)


def test_colours_only_when_asked(story: Chronicle, graded: Grade) -> None:
    bare = [*film_lines(story), *grade_lines(graded.for_world(0))]
    painted = [*film_lines(story, colour=True), *grade_lines(graded.for_world(0), colour=True)]
    assert not [line for line in bare if "\x1b" in line]
    assert any("\x1b[1m" in line for line in painted)
    stripped = [line.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") for line in painted]
    assert stripped == bare


def test_names_cannot_move_the_cursor(story: Chronicle) -> None:
    entry = replace(story.days[0].entries[0], text="A \x1b[2Jname \u202ewith\x07 bells\r\n.")
    day = replace(story.days[0], entries=(entry,))
    text = "\n".join(film_lines(replace(story, title="A\x1b]0;title\x07", days=(day,))))
    assert not set("\x1b\x07\u202e\r") & set(text)
    assert "\\x1b[2Jname \\u202ewith\\x07 bells" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("البوكمال, al-Qa'im", "البوكمال, al-Qa'im"),
        ("a\tb\nc\rd", "a b c d"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u2028\u2066\ufeff", "\\u2028\\u2066\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_citations_name_each_document_once_and_each_line_once() -> None:
    cites = [Citation("a", "001", "24"), Citation("b", "000", "66, 106-107"), Citation("c", "000", "67, 66")]
    assert cited(cites) == "[000:66-67, 106-107; 001:24]"
    assert cited([]) == ""


def test_the_grade_has_a_row_for_every_fact_and_its_totals(graded: Grade) -> None:
    own = graded.for_world(0)
    lines = list(grade_lines(own, graded))
    heads = [line for line in lines if line.startswith(("held ", "missed", "--  "))]
    missed = [line.split()[1] for line in heads if not line.startswith("held") and len(line) > 60][: len(own.rows)]
    assert missed == [row.id for row in own.rows if not row.holds]
    assert sum(line.startswith("held    ") for line in heads) == own.held
    text = " ".join(line.strip() for line in lines)
    assert all(row.statement in text and row.expected in text for row in own.rows)
    assert f"Facts that held: {own.held} of {own.checkable} ({100 * own.share:.1f} percent)." in text
    assert f"Firm facts: {own.firm.held} of {own.firm.checkable}" in text
    assert "Over 2 worlds" in text
    assert all(question.question in text for question in graded.questions)


def test_only_what_was_missed(graded: Grade) -> None:
    lines = list(grade_lines(graded.for_world(0), only_missed=True))
    assert not [line for line in lines if line.startswith("held    ")]
    assert [line for line in lines if line.startswith("missed")]


def test_one_world_alone_has_no_spread(graded: Grade) -> None:
    text = " ".join(grade_lines(graded.for_world(0)))
    assert "Over " not in text
    assert "Questions" not in text
