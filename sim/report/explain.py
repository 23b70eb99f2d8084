"""Why an event fired when it did, or which of its conditions kept it from firing, turn by turn of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.record.record import Record
from sim.record.replay import replay
from sim.rules.moment import Moment, moment_of
from sim.rules.wanting import wanting
from sim.scenario.scenario import Scenario, Trigger
from sim.scenario.schema_conditions import Condition
from sim.scenario.wording import as_written
from sim.state.setup import setup
from sim.state.state import State


@dataclass(frozen=True)
class Stretch:
    """A stretch of the record in which the same conditions were wanting; `since` and `until` are local times.

    `clause` is `when` if the event's condition did not hold, `if` if it did and its proviso did not, and `edge`
    if both held but the condition had not just turned true.  `met` is how much of the clause held, 0 to 1.
    """

    since: str
    until: str
    turn: int
    clause: str
    wanting: tuple[str, ...]
    met: float


@dataclass(frozen=True)
class Explanation:
    """What became of an event in a record: the times at which it fired, and the stretches in which it did not."""

    event: str
    title: str
    fired: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    ends: str

    @property
    def closest(self) -> Stretch | None:
        """The stretch in which most of the conditions held, the first of several; None if there is none."""
        rank = {"when": 0, "if": 1, "edge": 2}
        return max(self.stretches, key=lambda part: (rank[part.clause], part.met), default=None)

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        tree = asdict(self)
        tree["closest"] = None if self.closest is None or self.fired else asdict(self.closest)
        return tree


@dataclass(frozen=True)
class _Look:
    impulse: int
    clause: str
    wanting: tuple[str, ...]
    met: float


def explain(record: Record, scenario: Scenario, event: str) -> Explanation:
    """Replay a record and look at an event's conditions at the start of every impulse.

    Raises KeyError for an event that the scenario does not have, Spoiled where the record does not fit it.
    """
    row = {trigger.id: row for row, trigger in enumerate(scenario.triggers)}[event]
    trigger = scenario.triggers[row]
    looks: list[_Look] = []
    fired: list[int] = []
    last = len(record.turns) * scenario.clock.impulses_per_turn

    def look(state: State, impulse: int) -> None:
        if impulse < last and (trigger.repeat_impulses or not fired):
            looks.extend(_look(moment_of(scenario, state, impulse), trigger, row))

    def watch(state: State, moment: Moment) -> None:
        if int(state.fired[0, row]) == moment.impulse:
            fired.append(moment.impulse)
        look(state, moment.impulse + 1)

    look(setup(scenario, [record.header.seed]), 0)
    for _ in replay(record, scenario, watch):
        pass
    known = [found for found in looks if found.impulse not in fired]
    times = tuple(_time(scenario, impulse) for impulse in fired)
    return Explanation(event, trigger.title, times, _stretches(scenario, known), _time(scenario, last))


def _look(moment: Moment, trigger: Trigger, row: int) -> list[_Look]:
    """Say what is wanting at one moment; nothing while a repeated event is resting."""
    last = int(moment.state.fired[0, row])
    if last >= 0 and moment.impulse - last < trigger.repeat_impulses:
        return []
    assert isinstance(trigger.when, Condition)
    met, missing = wanting(moment, trigger.when, trigger.id)
    if missing:
        return [_Look(moment.impulse, "when", tuple(as_written(one) for one in missing), met / 1000)]
    if moment.state.latch[0, row]:
        waits = ("its condition held already; it must turn false and true again",)
        return [_Look(moment.impulse, "edge", waits, met / 1000)]
    if isinstance(trigger.given, Condition):
        met, missing = wanting(moment, trigger.given, trigger.id + "?")
        return [_Look(moment.impulse, "if", tuple(as_written(one) for one in missing), met / 1000)]
    return []


def _stretches(scenario: Scenario, looks: Sequence[_Look]) -> tuple[Stretch, ...]:
    """Join looks that follow each other and found the same wanting."""
    runs: list[list[_Look]] = []
    for look in looks:
        before = runs[-1][-1] if runs else None
        same = before is not None and (before.clause, before.wanting) == (look.clause, look.wanting)
        if same and before is not None and before.impulse + 1 == look.impulse:
            runs[-1].append(look)
        else:
            runs.append([look])
    return tuple(
        Stretch(
            _time(scenario, run[0].impulse), _time(scenario, run[-1].impulse + 1),
            scenario.clock.turn_of(run[0].impulse) + 1, run[0].clause, run[0].wanting, round(run[0].met, 3),
        )
        for run in runs
    )  # fmt: skip


def _time(scenario: Scenario, impulse: int) -> str:
    return f"{scenario.clock.time_of(impulse):%Y-%m-%dT%H:%M}"
