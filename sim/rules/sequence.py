"""Section 1. The sequence of play: `step`, the only way in which a state changes.

1.1  Both sides plan; then the turn is resolved in impulses, for both sides at once.
1.2  An impulse: events - detection and alert - orders and friction - movement - mines - coming up from hiding -
     ambush, attack and fire - aircraft, car bombs, rockets - cohesion and retreat - blocks and control -
     digging - supply - objectives; at the end of a turn each side learns who holds the ground it sees.
1.3  Supply lines are traced once a turn, before its first impulse.
1.4  Luck is a function of the world's seed, the impulse, the name of the draw and the ids concerned.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.orders.order import Orders
from sim.rules import (
    air,
    ambush,
    cohesion,
    combat,
    command,
    control,
    detection,
    digging,
    missiles,
    movement,
    supply,
    town,
    triggers,
    victory,
)
from sim.rules.moment import Ledger, Moment, moment_of
from sim.scenario.scenario import Scenario
from sim.state.events import Events
from sim.state.state import State, digests_of

RULES_VERSION = "2"
"""Part of every record: a record of other rules is refused."""
Watch = Callable[[State, Moment], None]


def step(
    scenario: Scenario, state: State, orders: Orders, watch: Watch | None = None
) -> tuple[State, Events]:
    """Resolve one turn in every world; the given state is left as it was.

    `watch` is shown the working state after each impulse, to look at, not to touch.  Returns the state after the turn,
    its digests chained, and what happened.
    """
    working = state.copy()
    ledger = Ledger()
    per_turn = scenario.clock.impulses_per_turn
    for within in range(per_turn):
        moment = moment_of(scenario, working, state.impulse + within, ledger)
        _resolve(moment, orders, within)
        if watch is not None:
            watch(working, moment)
    object.__setattr__(working, "impulse", state.impulse + per_turn)
    object.__setattr__(working, "digests", digests_of(working, orders.keys(working.worlds)))
    return working, Events(*(column.astype(np.int32) for column in ledger.rows))


def _resolve(moment: Moment, orders: Orders, within: int) -> None:
    """Take one impulse through the sequence of play (rule 1.2)."""
    command.pass_time(moment)
    if within == 0:
        command.hand_over(moment, orders)
    triggers.resolve(moment)
    air.allot(moment)
    command.admit(moment, orders, within)
    if within == 0:
        supply.resolve(moment)
    detection.resolve(moment)
    command.resolve(moment)
    before = control.holders(moment)
    movement.resolve(moment)
    control.mines(moment)
    town.sink(moment)
    town.surface(moment)
    near = moment.contacts(1)
    ambush.resolve(moment, near)
    combat.resolve(moment, near)
    air.resolve(moment)
    missiles.car_bombs(moment, near)
    missiles.rockets(moment)
    cohesion.resolve(moment, near)
    town.resolve(moment)
    control.resolve(moment, before)
    digging.resolve(moment)
    supply.consume(moment)
    victory.resolve(moment)
    if within == moment.scenario.clock.impulses_per_turn - 1:
        control.learn(moment)
