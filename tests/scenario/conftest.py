"""A small scenario that is sound, its facts, and a way to spoil it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import Problem, Unreadable
from sim.facts.fact import Fact, Facts, Question
from sim.orders.notation import parse_order
from sim.scenario.lint import lint
from sim.scenario.load import load_files

SKIRMISH = Path(__file__).parent / "skirmish"
Edit = tuple[str, str, str]  # file, what is found there once, what is written instead


def fact(name: str) -> Fact:
    return Fact(
        name, "900", ((1, 1),), None, (), (), (), "source", None, "", "A statement.", "nobody", "firm", (), None, "no"
    )  # fmt: skip


@pytest.fixture(scope="session")
def facts() -> Facts:
    named = tuple(fact(name) for name in ("fact-frame", "fact-red", "fact-blue", "fact-odd"))
    question = Question("how-many", "900", "How many?", ("fact-red", "fact-odd"), "fact-red", "counted")
    return Facts((), named, (question,))


@pytest.fixture
def problems(tmp_path: Path, facts: Facts) -> Callable[..., list[Problem]]:
    """Return a function that spoils the skirmish by some edits and says what is wrong then."""

    def spoil(*edits: Edit) -> list[Problem]:
        folder = tmp_path / "skirmish"
        shutil.copytree(SKIRMISH, folder)
        for file, found, written in edits:
            path = folder / file
            text = path.read_text(encoding="utf-8")
            assert text.count(found) == 1, f"{file} holds {found!r} {text.count(found)} times"
            path.write_text(text.replace(found, written), encoding="utf-8")
        try:
            return lint(load_files(folder), facts=facts, read_order=parse_order)
        except Unreadable as error:
            return list(error.problems)

    return spoil
