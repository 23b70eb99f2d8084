"""The closed list of predicates by which a fact can be checked, told apart by their `predicate` key."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.facts.predicate_base import Sampled, Window, Windowed
from sim.facts.predicate_record import RecordPredicate
from sim.facts.predicate_scenario import ScenarioPredicate

Predicate = Annotated[RecordPredicate | ScenarioPredicate, Field(discriminator="predicate")]

_MODES = {"sometime": "at some time", "throughout": "throughout", "at_end": "at the end"}

__all__ = ["Predicate", "RecordPredicate", "ScenarioPredicate", "Window", "expected"]


def expected(check: RecordPredicate | ScenarioPredicate) -> str:
    """Say what a predicate expects: the phrase, how much of the window it is asked of, and the window."""
    if not isinstance(check, Windowed):
        return check.words()
    asked = f"{_MODES[check.mode]} " if isinstance(check, Sampled) else ""
    return f"{check.words()}, {asked}{check.window}"
