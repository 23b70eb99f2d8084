"""How the objectives of a side stand, as far as it can know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sim.rules.conditions import holds
from sim.rules.moment import moment_of
from sim.rules.wanting import wanting
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_conditions import Condition
from sim.state.observation import Observation


@dataclass(frozen=True)
class Standing:
    """One objective: by when it is judged, whether that is past, whether it holds, and what is wanting."""

    goal: Objective
    due: datetime
    past: bool
    met: bool
    wanting: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say how it stands."""
        if self.past:
            return "earned" if self.met else "missed"
        return "so it is now" if self.met else "not so now"


def standings(scenario: Scenario, seen: Observation) -> list[Standing]:
    """Return how the objectives of the side stand, in the order of the scenario."""
    moment = moment_of(scenario, seen.picture)
    found = []
    for row, goal in enumerate(scenario.objectives):
        if goal.side != seen.side:
            continue
        assert isinstance(goal.when, Condition)
        scored = bool(seen.picture.scored[0, row])
        past = scored or seen.impulse > goal.impulse
        met = scored if past else bool(holds(moment, goal.when, goal.id)[0])
        missing = () if met or past else tuple(wanting(moment, goal.when, goal.id)[1])
        found.append(Standing(goal, scenario.clock.time_of(goal.impulse), past, met, missing, places_of(goal.when)))
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
