"""Short runs of the shipped scenario, as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.play.run import record_of, run
from sim.record.record import Header, Record, Turn
from sim.record.store import write_record
from sim.scenario.compile import load


@pytest.fixture(scope="session")
def played() -> Record:
    """Three turns of Dawn 3, really played."""
    return record_of(run(load("dawn-3"), [5], turns=3))


@pytest.fixture(scope="session")
def short() -> Record:
    """Three turns that nobody played, with every sort of order and a turn without any."""
    turns = (
        Turn((("isil", "isil-t2 hold"), ("government", "hezbollah move @3,14 via line-45 at 16:00")), "0f" * 16),
        Turn((), "ab" * 16),
        Turn((("government", "helicopters lift commandos to t2_station"),), "77" * 16),
    )
    commanders = (("government", "history"), ("isil", "doctrine"))
    return Record(Header("dawn-3", "1e" * 16, "1", (1 << 63) - 1, commanders), turns)


@pytest.fixture
def written(short: Record, tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    write_record(path, short)
    return path
