"""Why events fired or did not, and grades of several batches as one."""

from __future__ import annotations

import numpy as np
import pytest

from sim.facts.load import load_facts
from sim.play.run import record_of, run, run_many
from sim.record.record import Record
from sim.record.replay import trace_of
from sim.report.explain import explain
from sim.report.fidelity.grading import grade
from sim.report.fidelity.many import together
from sim.scenario.compile import load

DAWN = load("dawn-3")


@pytest.fixture(scope="module")
def record() -> Record:
    return record_of(run(DAWN, [1], turns=19))


def test_every_event_is_explained_as_it_went(record: Record) -> None:
    fired = trace_of(record, DAWN).fired[0].tolist()
    for trigger, impulse in list(zip(DAWN.triggers, fired, strict=True))[::3]:
        told = explain(record, DAWN, trigger.id)
        assert bool(told.fired) == (impulse >= 0)
        assert not told.fired or told.fired[-1] == f"{DAWN.clock.time_of(impulse):%Y-%m-%dT%H:%M}"
        assert all(part.wanting for part in told.stretches)
        assert bool(told.stretches) or told.fired[0] == "2017-10-23T00:00"
        ends = [part.until for part in told.stretches]
        assert [part.since for part in told.stretches][1:] == ends[:-1]  # no gap before it fired
        assert not ends or ends[-1] == (told.fired[0] if told.fired else told.ends)


def test_an_unknown_event_is_a_key_error(record: Record) -> None:
    with pytest.raises(KeyError):
        explain(record, DAWN, "no-such-event")


def test_batches_grade_as_one() -> None:
    facts, seeds = load_facts(), range(1, 6)
    whole = grade(run(DAWN, seeds, turns=3).trace, facts)
    parts = together(grade(part.trace, facts) for part in run_many(DAWN, seeds, turns=3, batch=2))
    assert parts.worlds == whole.worlds == 5
    assert np.array_equal(parts.shares, whole.shares)
    assert np.array_equal(parts.firm_shares, whole.firm_shares)
    assert parts.hold_rate == whole.hold_rate
    assert parts.questions == whole.questions
