"""Orders from a file: read with their lines, given in their turns, refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import Illegal, Unreadable
from sim.play.run import run
from sim.play.script import Script, read_script
from sim.scenario.compile import load

GOOD = """\
# the garrison stays
2017-11-08 isil-town hold                       # all of it
2017-11-08 isil-tunnels attack abu_kamal at 08:00

2017-11-09T16:00 isil-town-1 withdraw al_sayyal via northern-route at 16:00
2017-11-10 isil-town fight last-stand
"""


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "isil.txt"
    path.write_text(GOOD, "utf-8")
    lines = read_script(path, load("dawn-3"), "isil")
    assert [line.number for line in lines] == [2, 3, 5, 6]
    assert [line.turn for line in lines] == [16, 16, 17, 18]
    assert str(lines[2].order) == "isil-town-1 withdraw al_sayyal via northern-route at 16:00"


def test_its_orders_are_given(tmp_path: Path) -> None:
    path = tmp_path / "isil.txt"
    path.write_text(GOOD, "utf-8")
    scenario = load("dawn-3")
    done = run(scenario, [341], {"isil": Script(path, scenario, "isil")}, since=16, turns=19)
    said = done.said()
    assert ("isil", "isil lead own") in said[16]
    assert ("isil", "isil-tunnels attack abu_kamal at 08:00") in said[16]
    assert ("isil", "isil-town fight last-stand") in said[18]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("2017-11-08 isil-town storm abu_kamal", 1, "'storm' is no verb"),
        ("  yesterday isil-town hold", 3, "is no date"),
        ("2018-01-01 isil-town hold", 1, "outside the scenario"),
        ("2017-11-08 hezbollah hold", 1, "does not belong to isil"),
        ("2017-11-08 isil-town attack atlantis", 1, "not a place"),
        ("2017-11-08 isil lead own", 1, "command line"),
        ("2017-11-08", 1, "a date and an order"),
    ],
)
def test_what_cannot_be_read_names_its_place(tmp_path: Path, text: str, column: int, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(f"# first\n{text}\n", "utf-8")
    with pytest.raises(Unreadable) as raised:
        read_script(path, load("dawn-3"), "isil")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (2, column)
    assert words in problem.message


def test_what_is_refused_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "refused.txt"
    path.write_text("2017-10-23 isil-town-1 hold\n2017-10-23 isil-valley-1 hide\n", "utf-8")
    scenario = load("dawn-3")
    with pytest.raises(Illegal, match=r"refused.txt:2:1: error: .* no tunnels"):
        run(scenario, [1], {"isil": Script(path, scenario, "isil")}, turns=1)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"x" * (1 << 20) + b"y"], ids=["binary", "huge"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(raw)
    with pytest.raises(Unreadable):
        read_script(path, load("dawn-3"), "isil")
    with pytest.raises(Unreadable):
        read_script(tmp_path, load("dawn-3"), "isil")
