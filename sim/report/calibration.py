"""Calibration: how well the constants of a ruleset reproduce what the documents count, and which values do it best.

The score is the share of the documents' countable facts (who held what and when, shares of towns, losses, civilians)
that hold, averaged over worlds with seeds 1001 to 1000 + N and over the operations.  The film's seed and the published
distribution (seeds 1 to 200) are other worlds.  Nothing is drawn at random: the same command gives the same table.
Constants that the documents do not pin down (aircraft, ambush, mines, night) are held to outside evidence and
are not moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.facts.fact import Fact, Facts
from sim.facts.load import load_facts
from sim.play.run import run
from sim.report.fidelity.grading import grade
from sim.scenario.ruleset import Constants
from sim.scenario.scenario import Scenario
from sim.scenario.stamp import stamp

FIRST_SEED = 1001
COUNTED = frozenset({"holds", "share", "taken", "lost", "changes", "losses", "civilians", "strength"})
STEPS = {
    "lethality": 25,
    "dispersion": 1,
    "killed_share_cut_off": 16,
    "recovery": 1,
    "block_threshold": 1,
    "stroke_shock": 6,
    "surfacing": 10,
    "civil_air": 15,
}
"""The constants that are moved, and by how much at a time."""
LEAST_GAIN = 0.002
"""A share below which a better score is taken for luck: half a fact in two hundred."""


@dataclass(frozen=True)
class Trial:
    """The score of one set of constants; `name` and `value` say which one was moved."""

    name: str
    value: int
    shipped: int
    score: float
    by_scenario: tuple[tuple[str, float], ...]


def altered(scenario: Scenario, constants: Constants) -> Scenario:
    """Return a scenario with other constants and its own digest."""
    other = replace(scenario, ruleset=replace(scenario.ruleset, constants=constants))
    object.__setattr__(other, "digest", stamp(other))
    return other


def score(scenarios: Sequence[Scenario], constants: Constants, worlds: int) -> Trial:
    """Run every operation in `worlds` worlds and return the mean share of counted facts that hold."""
    shares = []
    for scenario in scenarios:
        facts = _counted(load_facts().for_scenario(scenario.id))
        done = run(altered(scenario, constants), range(FIRST_SEED, FIRST_SEED + worlds))
        shares.append((scenario.id, grade(done.trace, facts).mean))
    mean = sum(share for _, share in shares) / len(shares)
    return Trial("", 0, 0, mean, tuple(shares))


def _counted(facts: Facts) -> Facts:
    def bears(fact: Fact) -> bool:
        return fact.check is not None and fact.check.predicate in COUNTED and fact.confidence != "contested"

    return replace(facts, facts=tuple(fact for fact in facts.facts if bears(fact)))


def around(
    scenarios: Sequence[Scenario], constants: Constants, worlds: int, shipped: Constants
) -> Iterator[Trial]:
    """Yield the score of the constants as they are, then with each one moved a step down and a step up."""
    yield score(scenarios, constants, worlds)
    for name, step in STEPS.items():
        for change in (-step, step):
            value = getattr(constants, name) + change
            trial = score(scenarios, replace(constants, **{name: value}), worlds)
            yield replace(trial, name=name, value=value, shipped=getattr(shipped, name))


def fit(
    scenarios: Sequence[Scenario], worlds: int, rounds: int, tell: Callable[[Trial], None]
) -> tuple[Constants, float]:
    """Move one constant at a time, keep the best move of each round, stop when none gains; return what was found."""
    shipped = scenarios[0].ruleset.constants
    constants = shipped
    best = -1.0
    for _ in range(rounds):
        trials = list(around(scenarios, constants, worlds, shipped))
        for trial in trials:
            tell(trial)
        best = trials[0].score
        ahead = max(trials[1:], key=lambda trial: trial.score)
        if ahead.score < best + LEAST_GAIN:
            break
        constants = replace(constants, **{ahead.name: ahead.value})
        best = ahead.score
    return constants, best
