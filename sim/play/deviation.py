"""Where a course left history: orders that were not given any more, events that came otherwise or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.play.past import Past
from sim.rules.moment import Moment, moment_of
from sim.rules.wanting import wanting
from sim.scenario.scenario import Scenario
from sim.scenario.schema_conditions import Condition
from sim.scenario.wording import in_words
from sim.state.state import State


@dataclass(frozen=True)
class Deviation:
    """An order that history gave and this course did not, or an event that came at another time or not at all."""

    world: int
    turn: int  # counted from 1
    kind: str  # order or event
    id: str
    what: str  # what became of it
    condition: str  # what it took for granted and failed

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return asdict(self)


def known_to(scenario: Scenario, one: Deviation, side: int) -> bool:
    """Say whether a side can know of a deviation while it plays: of its and its friends' orders, of its own news."""
    friends = scenario.friend[side]
    orders = {dated.id: dated.side for dated in scenario.history}
    events = {trigger.id: row for row, trigger in enumerate(scenario.triggers)}
    if one.kind == "order":
        return one.id in orders and bool(friends[orders[one.id]])
    return one.id in events and bool(scenario.audience[events[one.id], side])


class Lookout:
    """Watches the first world of a run for events that come otherwise than in history's own course.

    Call `turn` before each turn is resolved, show it every impulse, and ask `found` at the end.
    """

    def __init__(self, scenario: Scenario, past: Past) -> None:
        self._scenario, self._past = scenario, past
        self._asked: dict[int, list[int]] = {}
        self._missing: dict[int, str] = {}
        self._fired: list[int] = [-1] * len(scenario.triggers)

    def same(self, state: State) -> None:
        """Learn that until now everybody followed history: the events are its own."""
        self._fired = state.fired[0].tolist()

    def turn(self, turn: int, state: State) -> None:
        """Learn which events history had in a turn, and look at those of its first impulse."""
        first = turn * self._scenario.clock.impulses_per_turn
        self._fired = self._past.at(turn + 1).fired[0].tolist()
        for row, impulse in enumerate(self._fired):
            if impulse >= first:
                self._asked.setdefault(impulse, []).append(row)
        self._look(state, first)

    def watch(self, state: State, moment: Moment) -> None:
        """Look, after an impulse, at the events that history had in the next."""
        self._look(state, moment.impulse + 1)

    def found(self, state: State) -> list[Deviation]:
        """Return the events that came otherwise, with the condition that was wanting when history had them."""
        return list(_compared(self._scenario, state.fired[0].tolist(), self._fired, self._missing))

    def _look(self, state: State, impulse: int) -> None:
        for row in self._asked.pop(impulse, ()):
            self._missing[row] = _wanting(self._scenario, state, impulse, row)


def _compared(
    scenario: Scenario, now: Sequence[int], past: Sequence[int], missing: dict[int, str]
) -> list[Deviation]:
    clock, found = scenario.clock, []
    for row, (here, there) in enumerate(zip(now, past, strict=True)):
        if here == there:
            continue
        came = f"came {clock.time_of(here):%Y-%m-%dT%H:%M}" if here >= 0 else "did not come"
        had = f"in history {clock.time_of(there):%Y-%m-%dT%H:%M}" if there >= 0 else "not in history"
        first = min(impulse for impulse in (here, there) if impulse >= 0)
        condition = missing.get(row, "") if there >= 0 and not 0 <= here < there else ""
        what = f"{came} ({had})"
        found.append(Deviation(0, clock.turn_of(first) + 1, "event", scenario.triggers[row].id, what, condition))
    return sorted(found, key=lambda one: (one.turn, one.id))


def _wanting(scenario: Scenario, state: State, impulse: int, row: int) -> str:
    """Return the conditions of an event that do not hold at the start of an impulse, in words."""
    trigger, moment = scenario.triggers[row], moment_of(scenario, state, impulse)
    assert isinstance(trigger.when, Condition)
    _, missing = wanting(moment, trigger.when, trigger.id)
    if not missing and isinstance(trigger.given, Condition):
        _, missing = wanting(moment, trigger.given, trigger.id + "?")
    return "; ".join(in_words(one) for one in missing)
