"""How the objectives of a side stand, as far as it can know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sim.report.said import Said
from sim.rules import victory
from sim.rules.moment import moment_of
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_conditions import Condition
from sim.state.observation import Observation

WORDS = {
    victory.Standing.EARNED: "earned", victory.Standing.MISSED: "missed", victory.Standing.TRUE: "so it is now",
    victory.Standing.FALSE: "not so now",
}  # fmt: skip
"""How an objective stands, in words."""


@dataclass(frozen=True)
class Standing:
    """One objective: by when it is judged, whether that is past, whether it holds, what is asked, how that stands."""

    goal: Objective
    due: datetime
    past: bool
    met: bool
    asked: str
    stood: tuple[str, ...]
    places: tuple[str, ...]
    words: str


def standings(scenario: Scenario, seen: Observation) -> list[Standing]:
    """Return how the objectives of the side stand, in the order of the scenario."""
    moment, said = moment_of(scenario, seen.picture), Said(scenario)
    found = []
    for goal, how in zip(scenario.objectives, victory.standings(scenario, seen.picture), strict=True):
        if goal.side != seen.side:
            continue
        assert isinstance(goal.when, Condition)
        past = how in (victory.Standing.EARNED, victory.Standing.MISSED)
        met = how in (victory.Standing.EARNED, victory.Standing.TRUE)
        stood = () if past else said.stood(moment, goal.when, goal.id)
        due, places = scenario.clock.time_of(goal.impulse), places_of(goal.when)
        found.append(Standing(goal, due, past, met, said.asked(goal.when), stood, places, WORDS[how]))
    return found


def places_of(condition: Condition) -> tuple[str, ...]:
    """Return the places that a condition names, each once."""
    if condition.not_ is not None:
        return places_of(condition.not_)
    if condition.children:
        return tuple(dict.fromkeys(name for child in condition.children for name in places_of(child)))
    leaf = condition.leaf
    named = (getattr(leaf, key, None) for key in ("place", "from_place", "to_place"))
    return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))
