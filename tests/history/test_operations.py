"""History is a test: the film of each operation is graded fact by fact, and so are two hundred other worlds."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.facts.load import load_facts
from sim.play.course import Run
from sim.play.run import run
from sim.record.stage import ScenarioStage
from sim.report.fidelity.film_seed import film_seed
from sim.report.fidelity.grading import Grade, grade
from sim.report.fidelity.strangers import strangers
from sim.scenario.compile import load

BOTH = ("dawn-3", "day-of-wrath")
LEAST_FIRM_FACTS = {"dawn-3": 60, "day-of-wrath": 30}


@cache
def film(name: str) -> tuple[Run, Grade]:
    """The world that the film shows, and its grade."""
    done = run(load(name), [film_seed(name)])
    return done, grade(done.trace, load_facts().for_scenario(name))


@cache
def many(name: str) -> tuple[Grade, tuple[tuple[bytes, ...], ...]]:
    """Two hundred worlds in one batch: their grade, and a turn's digests, one a world."""
    done = run(load(name), range(1, 201))
    return grade(done.trace, load_facts().for_scenario(name)), done.digests


def held(name: str) -> dict[str, bool]:
    return {row.id: row.holds for row in film(name)[1].for_world(0).rows}


@pytest.mark.parametrize("name", BOTH)
def test_the_film_holds_the_firm_facts(name: str) -> None:
    firm = film(name)[1].for_world(0).firm
    assert firm.checkable >= LEAST_FIRM_FACTS[name]
    assert firm.held >= 0.95 * firm.checkable, f"{firm.held} of {firm.checkable}"


@pytest.mark.parametrize("name", BOTH)
def test_two_hundred_worlds_hold_most_facts(name: str) -> None:
    shares = many(name)[0].shares
    assert len(shares) == 200
    assert float(np.mean(shares)) >= 0.80


@pytest.mark.parametrize("name", BOTH)
def test_every_fact_asks_after_something_that_the_scenario_has(name: str) -> None:
    odd = strangers(ScenarioStage(load(name)), load_facts().for_scenario(name))
    assert not odd, "\n".join(f"{fact.id}: {complaint}" for fact, complaint in odd)


@pytest.mark.parametrize(
    "fact",
    [
        "ak17-t2-captured",
        "ak17-positions-45-km-26-october",
        "ak17-40-km-27-october",
        "ak17-65-km-29-october",
        "ak17-50-km-31-october",
        "ak17-40-km-on-3-november",
        "ak17-15-km-5-november",
        "ak17-town-captured-9-november",
        "ak17-counterattack-40-percent",
        "ak17-fully-recaptured-11-november",
        "ak17-withdraw-1-2-km",
        "ak17-isil-holds-town-12-to-16-november",
        "ak17-captured-19-november",
        "ak17-pocket-surrounded-21-november",
        "ak17-quriyah-captured-28-november",
        "ak17-pocket-eliminated-by-28-november",
        "ak17-link-up-6-december",
    ],
)
def test_the_shape_of_2017(fact: str) -> None:
    assert held("dawn-3")[fact]


def test_the_station_once_taken_is_never_lost() -> None:
    trace = film("dawn-3")[0].trace
    holder = trace.control[:, 0, trace.scenario.place_hex["t2_station"]]
    government = trace.scenario.sides.index("government")
    first = int(np.argmax(holder == government))
    assert bool((holder[first:] == government).all())


def test_the_town_never_falls_in_2016() -> None:
    trace = run(load("day-of-wrath"), range(1, 33)).trace
    opposition = trace.scenario.sides.index("opposition")
    assert int(trace.blocks[..., 0, opposition].max()) < 10


@pytest.mark.parametrize(
    "fact",
    [
        "ak16-airbase-taken",
        "ak16-sukkariyah-taken",
        "ak16-abdo-ambushed-retreating",
        "ak16-air-support-withdrawn",
    ],
)
def test_the_shape_of_2016(fact: str) -> None:
    assert held("day-of-wrath")[fact]


@pytest.mark.parametrize("name", BOTH)
def test_world_k_of_two_hundred_is_world_k_alone(name: str) -> None:
    scenario, together = load(name), many(name)[1]
    for k in (0, 99, 128, 162, 199):
        alone = run(scenario, [1 + k])
        assert [turn[0] for turn in alone.digests] == [turn[k] for turn in together]
