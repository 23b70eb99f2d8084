"""Ids in a text that a reader is to see, replaced by what they are ids of."""

from __future__ import annotations

import re

from sim.report.chronicle.naming import Naming
from sim.report.chronicle.whereabouts import Whereabouts
from sim.scenario.scenario import Scenario


class Spelling:
    """Call it with a text: sides, formations, units, aircraft and places of the scenario get their names."""

    def __init__(self, scenario: Scenario) -> None:
        where = Whereabouts(scenario)
        names = {key: where.name(place) for place in where.known for key in (place, place.replace("_", " "))}
        for group in (scenario.formations, scenario.forces, scenario.packages):
            names |= dict(zip(group.ids, group.names, strict=True))
        self._names = names | dict(zip(scenario.sides, Naming(scenario).short, strict=True))
        ids = "|".join(re.escape(word) for word in sorted(self._names, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{ids})(?![\w-])")

    def __call__(self, text: str) -> str:
        return self._pattern.sub(lambda found: self._names[found.group()], text)
