"""Whom an event is announced to: those whose forces, aircraft, permissions or ground its effects concern."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.columns import Flags
from sim.scenario.scenario import Scenario
from sim.scenario.schema_events import Effect

TOLD_TO_ALL = {"message", "weather"}


def audiences(scenario: Scenario) -> Flags:
    """Return which sides learn that an event has fired, (T, S)."""
    flags = np.zeros((len(scenario.triggers), len(scenario.sides)), dtype=np.bool_)
    for row, trigger in enumerate(scenario.triggers):
        for effect in trigger.effects:
            assert isinstance(effect, Effect)
            for side in _concerned(scenario, effect):
                flags[row] |= scenario.friend[side]
    return flags


def _concerned(scenario: Scenario, effect: Effect) -> Iterator[int]:
    """Yield the sides that an effect concerns."""
    if effect.kind in TOLD_TO_ALL:
        yield from range(len(scenario.sides))
        return
    body = getattr(effect, effect.kind)
    side = getattr(body, "side", None)
    if side is not None:
        yield scenario.sides.index(side)
    named = [getattr(body, key, None) for key in ("formation", "package", "who")]
    words = [word for word in named if word is not None] + list(getattr(body, "units", None) or ())
    for word in words:
        for group in (scenario.formations, scenario.forces, scenario.packages):
            if word in group.ids:
                yield int(group.side[group.ids.index(word)])
