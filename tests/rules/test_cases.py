"""The rulebook, case by case: each numbered sentence of `sim/rules` has at least one case that plays it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from casebook import Case, cases, faults

import sim.rules

SENTENCE = re.compile(r"^(\d+\.\d+) ", re.MULTILINE)
ALL = cases()


def sentences() -> list[str]:
    """Return the numbers of all sentences that open the modules of the rules."""
    folder = Path(sim.rules.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))]
    texts = [ast.get_docstring(tree) or "" for tree in trees]
    return [number for text in texts if text.startswith("Section ") for number in SENTENCE.findall(text)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule}-{case.id}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if "xfail" in case.entry:
        request.applymarker(pytest.mark.xfail(reason=case.entry["xfail"], strict=True))
    told = faults(case)
    assert not told, f"\nrule {case.rule}, {case.file}: {case.id}\nwhy: {case.entry['why']}\n" + "\n".join(told)


def test_every_sentence_has_a_case() -> None:
    played = {case.rule for case in ALL}
    written = sentences()
    assert len(written) > 60, "the sentences of the rulebook are not found where they stood"
    missing = [number for number in written if number not in played]
    assert not missing, f"no case in tests/rules/cases for the rules {', '.join(missing)}"


def test_every_case_names_a_sentence() -> None:
    written = set(sentences())
    strange = [f"{case.id} ({case.rule})" for case in ALL if case.rule not in written]
    assert not strange, f"cases for rules that are not in the book: {', '.join(strange)}"


def test_cases_have_names_of_their_own_and_reasons() -> None:
    names = [case.id for case in ALL]
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    assert all(len(str(case.entry.get("why", ""))) > 15 for case in ALL)


def test_a_wrong_case_is_caught() -> None:
    """The runner itself is seen red: what cannot be true is told, with the numbers found."""
    wrong = {"id": "x", "rule": "5.1", "units": {"red-1": {"at": "mill"}}, "after": [{"red-1.at": "palms"}]}
    (told,) = faults(Case("none", wrong))
    assert "red-1.at" in told
    assert "held in 0.00" in told
