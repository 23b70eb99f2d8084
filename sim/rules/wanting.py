"""Which parts of a condition keep it from holding, and how to say a condition in one line."""

from __future__ import annotations

from sim.rules.conditions import holds
from sim.rules.moment import Moment
from sim.scenario.schema_base import Part
from sim.scenario.schema_conditions import Condition


def wanting(moment: Moment, condition: Condition, key: str) -> tuple[int, list[str]]:
    """Return how much of a condition holds (0 to 1000) and the leaves that keep it from holding; none if it holds."""
    if not condition.children:
        held = bool(holds(moment, condition, key)[0])
        return (1000, []) if held else (0, [in_words(condition)])
    if condition.not_ is not None:
        held = bool(holds(moment, condition.not_, key)[0])
        return (0, [in_words(condition)]) if held else (1000, [])
    weighed = [wanting(moment, child, f"{key}/{k}") for k, child in enumerate(condition.children)]
    needed = len(weighed) if condition.all_ else 1 if condition.any_ else condition.at_least or 1
    best = sorted(weighed, key=lambda pair: -pair[0])[:needed]
    missing = [text for met, texts in best for text in texts]
    return sum(met for met, _ in best) // needed, missing


def in_words(condition: Condition) -> str:
    """Write a condition in one line, as its author did: `holds {side: isil, place: al_qaim}`."""
    if condition.not_ is not None:
        return f"not {in_words(condition.not_)}"
    if condition.children:
        listed = ", ".join(in_words(child) for child in condition.children)
        return f"{condition.kind} [{listed}]" if condition.of is None else f"{condition.at_least} of [{listed}]"
    leaf = condition.leaf
    assert isinstance(leaf, Part)
    keys = leaf.model_dump(exclude_unset=True, exclude_none=True, by_alias=True)
    return f"{condition.kind} {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"
