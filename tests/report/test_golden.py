"""The historical films, word for word: `pytest tests/report/test_golden.py --golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.facts.load import load_facts
from sim.play.run import run
from sim.report.chronicle.telling import chronicle
from sim.report.fidelity.film_seed import film_seed
from sim.report.fidelity.grading import grade
from sim.report.terminal import film_lines
from sim.scenario.compile import load

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.mark.parametrize("name", ["dawn-3", "day-of-wrath"])
def test_the_film_is_as_recorded(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.chronicle.txt"
    rewrite = bool(request.config.getoption("--golden", default=False))
    if not rewrite and not path.exists():
        pytest.skip(f"{path.name} is not recorded yet; run this test with --golden")
    scenario, facts = load(name), load_facts()
    done = run(scenario, [film_seed(name)])
    story = chronicle(scenario, done.trace, facts, grade=grade(done.trace, facts), orders=done.said())
    told = "\n".join(film_lines(story)) + "\n"
    if rewrite:
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
