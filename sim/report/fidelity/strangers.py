"""Names in the checks of facts that a scenario does not have: found without playing it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from sim.facts.fact import Fact, Facts
from sim.facts.predicate import RecordPredicate, ScenarioPredicate
from sim.facts.predicate_base import Windowed
from sim.facts.predicate_scenario import Commander, Force, HasForce, HasPlace, Objective, Supported
from sim.record.trace import Stage

Check = RecordPredicate | ScenarioPredicate
Known = tuple[Container[Any], str]

#: Predicates whose names are themselves the question: an unknown one is an answer, not a slip.
_ASKS_FOR_NAMES = (Commander, HasForce, HasPlace, Objective, Supported)


def strangers(stage: Stage, facts: Facts) -> tuple[tuple[Fact, str], ...]:
    """Return (fact, complaint) for each name in a scenario's checks that it does not have, and each window
    outside its calendar.  Such a check cannot hold.
    """
    return tuple(
        (fact, complaint)
        for fact in facts.for_scenario(stage.name)
        if fact.check is not None
        for complaint in _complaints(stage, fact.check)
    )


def _complaints(stage: Stage, check: Check) -> Iterator[str]:
    if isinstance(check, _ASKS_FOR_NAMES):
        return
    known = _known(stage, check)
    for key, (names, noun) in known.items():
        value: Any = getattr(check, key, None)
        asked = value if isinstance(value, tuple) else () if value is None else (value,)
        yield from (f"{key}: the scenario has no {noun} '{name}'" for name in asked if name not in names)
    if isinstance(check, Windowed):
        window, clock = check.window, stage.clock
        if (window.start or clock.start) >= clock.end or (window.end or clock.end) <= clock.start:
            yield f"the window {window} lies outside the scenario's calendar"


def _known(stage: Stage, check: Check) -> dict[str, Known]:
    """Return, for each key that holds names, the names it may hold and what they are."""
    over_map = isinstance(check, Windowed)
    places: Known = (stage.place_hex if over_map else stage.sites, "place")
    known = dict.fromkeys(("place", "places", "from_place", "to_place"), places)
    if over_map or isinstance(check, Force):
        known |= dict.fromkeys(("side", "sides", "by"), (stage.sides, "side"))
        known |= dict.fromkeys(("formation", "formations"), (stage.formations, "formation"))
    if check.predicate == "trigger":
        known["id"] = (stage.triggers, "trigger")
    others: dict[str, Known] = {
        "units": (stage.units, "unit"),
        "to_units": (stage.units, "unit"),
        "package": (stage.packages, "air package"),
        "packages": (stage.packages, "air package"),
        "verb": (stage.verbs, "order"),
        "winner": ((*stage.sides, "draw"), "side"),
        "level": (stage.levels if check.predicate == "result" else range(4), "level"),
    }
    return known | others
