"""Which parts of a condition keep it from holding."""

from __future__ import annotations

from sim.rules.conditions import holds
from sim.rules.moment import Moment
from sim.scenario.schema_conditions import Condition


def wanting(moment: Moment, condition: Condition, key: str) -> tuple[int, list[Condition]]:
    """Return how much of a condition holds (0 to 1000) and the leaves that keep it from holding; none if it holds."""
    if not condition.children:
        held = bool(holds(moment, condition, key)[0])
        return (1000, []) if held else (0, [condition])
    if condition.not_ is not None:
        held = bool(holds(moment, condition.not_, key)[0])
        return (0, [condition]) if held else (1000, [])
    weighed = [wanting(moment, child, f"{key}/{k}") for k, child in enumerate(condition.children)]
    needed = len(weighed) if condition.all_ else 1 if condition.any_ else condition.at_least or 1
    best = sorted(weighed, key=lambda pair: -pair[0])[:needed]
    missing = [leaf for _, leaves in best for leaf in leaves]
    return sum(met for met, _ in best) // needed, missing
