"""A condition in one line: as its author wrote it, and as it is said to somebody who plays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.scenario.schema_base import Part
from sim.scenario.schema_conditions import Condition


def as_written(condition: Condition) -> str:
    """Write a condition as its author did: `holds {side: isil, place: al_qaim}`."""
    if condition.not_ is not None:
        return f"not {as_written(condition.not_)}"
    if condition.children:
        listed = ", ".join(as_written(child) for child in condition.children)
        return f"{condition.kind} [{listed}]" if condition.of is None else f"{condition.at_least} of [{listed}]"
    leaf = condition.leaf
    assert isinstance(leaf, Part)
    keys = leaf.model_dump(exclude_unset=True, exclude_none=True, by_alias=True)
    return f"{condition.kind} {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


def in_words(condition: Condition, named: Callable[[str], str] = str) -> str:
    """Say a condition as a sentence without its full stop: `al_qaim is held by isil`; `named` names what has an id."""
    if condition.not_ is not None:
        return f"it is not so that {in_words(condition.not_, named)}"
    if condition.children:
        parts = [in_words(child, named) for child in condition.children]
        if condition.of is not None:
            return f"at least {condition.at_least} of these: {'; '.join(parts)}"
        return (" and " if condition.all_ else " or ").join(parts)
    leaf = condition.leaf
    return _LEAVES[condition.kind](_Leaf(leaf, {
        key: named(value) for key, value in leaf if isinstance(value, str) and key not in ("since", "until")
    }))  # fmt: skip


class _Leaf:
    """A leaf whose ids have become names: `leaf.place` is a name, `leaf.hours` as it was."""

    def __init__(self, leaf: Part, names: dict[str, str]) -> None:
        self._leaf, self._names = leaf, names

    def __getattr__(self, key: str) -> Any:
        return self._names[key] if key in self._names else getattr(self._leaf, key)


def _time(leaf: _Leaf) -> str:
    return f"it is {leaf.since} or later" + (f", not later than {leaf.until}" if leaf.until else "")


def _holds(leaf: _Leaf) -> str:
    parts = [*([f"{leaf.min_share} percent or more"] if leaf.min_share is not None else []),
             *([f"{leaf.max_share} percent or less"] if leaf.max_share is not None else [])]  # fmt: skip
    return f"{' and '.join(parts)}{' of ' if parts else ''}{leaf.place} is held by {leaf.side}"


def _near(leaf: _Leaf) -> str:
    people = "somebody" if leaf.strength == 1 else f"a strength of {leaf.strength} or more"
    return f"{people} of {leaf.side or leaf.formation} is within {leaf.km} km of {leaf.place}"


def _losses(leaf: _Leaf) -> str:
    share = f"{leaf.percent} percent" if leaf.number is None else f"{leaf.number} people"
    return f"{share} or more of {leaf.side or leaf.formation} are lost"


def _alert(leaf: _Leaf) -> str:
    who = leaf.formation or leaf.side
    return (f"somebody{f' of {who}' if who else ''}{f' near {leaf.place}' if leaf.place else ''} is at alert level "
            f"{leaf.at_least} of 3 or more")  # fmt: skip


def _fired(leaf: _Leaf) -> str:
    return f"the event {leaf.event} has come" + (f", {leaf.hours} hours ago or more" if leaf.hours else "")


def _linked(leaf: _Leaf) -> str:
    way = "by roads" if leaf.by_road else "over ground"
    return f"{leaf.from_place} and {leaf.to_place} are linked {way} of {leaf.side}"


_LEAVES: dict[str, Callable[[_Leaf], str]] = {
    "time": _time,
    "every": lambda leaf: f"{leaf.hours} hours have gone by",
    "holds": _holds,
    "near": _near,
    "losses": _losses,
    "cohesion": lambda leaf: f"the cohesion of {leaf.formation} is {leaf.at_most} of 100 or less",
    "supply": lambda leaf: f"the supply of {leaf.formation} lasts {leaf.at_most_days} days or less",
    "alert": _alert,
    "seen": lambda leaf: f"somebody of {leaf.formation} is known to {leaf.by}",
    "arrived": lambda leaf: f"somebody of {leaf.formation} stands at {leaf.place}",
    "fired": _fired,
    "chance": lambda leaf: f"a die of sixteen shows {leaf.of_16} or less",
    "linked": _linked,
    "cut_off": lambda leaf: f"no way of supply to {leaf.formation} is open",
    "relaxed": lambda leaf: f"{leaf.place} is held by {leaf.side}, off its guard",
    "lost_unit": lambda leaf: f"{leaf.unit} is lost",
}
