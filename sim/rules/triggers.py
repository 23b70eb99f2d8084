"""Section 2. Events.

2.1  At the start of an impulse every event's condition is looked at, all on the same state; an event fires when
     its condition turns from false to true and its `if` holds then.
2.2  Effects follow in the order of the events' ids; what they change is seen by the conditions of the next
     impulse.
2.3  An event fires once, unless it says how soon it may fire again.
2.4  Reinforcements that find their entry barred keep trying.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags
from sim.rules.conditions import holds
from sim.rules.effects import apply
from sim.rules.moment import Moment
from sim.scenario.scenario import Trigger
from sim.scenario.schema_conditions import Condition
from sim.scenario.schema_events import Effect
from sim.state.events import EventKind
from sim.state.kinds import Status


def resolve(moment: Moment) -> None:
    """Look at every event, then let those fire that are due."""
    state, triggers = moment.state, moment.scenario.triggers
    due: list[tuple[Trigger, Flags]] = []
    for row, trigger in enumerate(triggers):
        fires = _due(moment, row, trigger)
        if fires.any():
            due.append((trigger, fires))
            state.fired[:, row] = np.where(fires, moment.impulse, state.fired[:, row])
            moment.ledger.tell(moment.impulse, EventKind.MESSAGE, np.flatnonzero(fires), other=row)
    for trigger, fires in sorted(due, key=lambda pair: pair[0].id):
        for effect in trigger.effects:
            assert isinstance(effect, Effect)
            apply(moment, effect, fires)
    _late_arrivals(moment)


def _due(moment: Moment, row: int, trigger: Trigger) -> Flags:
    """Say in which worlds a trigger fires now, and remember whether its condition holds."""
    state = moment.state
    last = state.fired[:, row]
    asleep = last >= 0
    if asleep.all() and not trigger.repeat_impulses:
        return np.zeros(state.worlds, dtype=np.bool_)
    if trigger.repeat_impulses:
        asleep &= moment.impulse - last < trigger.repeat_impulses
    assert isinstance(trigger.when, Condition)
    now = holds(moment, trigger.when, trigger.id)
    edge: Flags = now & (state.latch[:, row] == 0) & ~asleep
    over = asleep & (trigger.repeat_impulses == 0)
    state.latch[:, row] = np.where(over, state.latch[:, row], now)
    if edge.any() and isinstance(trigger.given, Condition):
        edge &= holds(moment, trigger.given, trigger.id + "?")
    return edge


def _late_arrivals(moment: Moment) -> None:
    """Try again to bring in reinforcements whose event fired but whose entry was barred (rule 2.4)."""
    state = moment.state
    if not (state.status == Status.WAITING).any():
        return
    for row, trigger in enumerate(moment.scenario.triggers):
        if not any(isinstance(effect, Effect) and effect.reinforce is not None for effect in trigger.effects):
            continue
        pending = (state.fired[:, row] >= 0) & (state.fired[:, row] < moment.impulse)
        if not pending.any():
            continue
        for effect in trigger.effects:
            if isinstance(effect, Effect) and effect.reinforce is not None:
                apply(moment, effect, pending)
