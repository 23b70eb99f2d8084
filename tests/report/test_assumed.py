"""What a scenario assumes is listed with its reason, once a reason."""

from __future__ import annotations

import pytest

from sim.report.assumed import assumptions
from sim.scenario.load import load_files


def test_assumptions_name_reason_range_and_what_rests_on_them() -> None:
    found = assumptions(load_files("day-of-wrath"))
    column = next(one for one in found if "split into groups" in one.reason)
    assert column.chapter == "forces"
    assert "New Syrian Army lead group, strength 40 (30 to 50)" in column.subjects
    assert any("control: isil" in one.subjects for one in found)


@pytest.mark.parametrize("name", ["dawn-3", "day-of-wrath"])
def test_every_assumption_of_the_files_is_listed_once(name: str) -> None:
    files = load_files(name)
    found = assumptions(files)
    keys = [(one.chapter, one.reason) for one in found]
    assert len(keys) == len(set(keys))
    for chapter in ("scenario", "forces", "history", "events"):
        written = (files.folder / f"{chapter}.yaml").read_text(encoding="utf-8").count("assumed:")
        assert sum(len(one.subjects) for one in found if one.chapter == chapter) <= written
        assert any(one.chapter == chapter for one in found) == (written > 0)
