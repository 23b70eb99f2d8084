"""A run: commanders decide, the rules resolve, a film is taken; one world or thousands at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.orders.order import orders_of
from sim.play.commander import Commander
from sim.play.history import History
from sim.record.film import Film
from sim.record.trace import Trace
from sim.rules.sequence import step
from sim.scenario.scenario import Scenario
from sim.state.setup import setup
from sim.state.state import State


@dataclass(frozen=True)
class Run:
    """A finished run of W worlds."""

    scenario: Scenario
    state: State  # the last one
    lines: tuple[tuple[tuple[str, str], ...], ...]  # a turn: (side, line of notation)
    digests: tuple[tuple[bytes, ...], ...]  # a turn: one a world
    trace: Trace


def run(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
) -> Run:
    """Play a scenario in one world per seed; sides without a commander follow history."""
    state = setup(scenario, seeds)
    film = Film(scenario, state)
    lines, digests = [], []
    for turn in range(scenario.clock.turns if turns is None else turns):
        said = []
        for side, name in enumerate(scenario.sides):
            commander = (commanders or {}).get(name) or History()
            said += commander.decide(scenario, side, turn)
        orders = orders_of(scenario, said)
        state, events = step(scenario, state, orders, film.watch)
        film.add(events)
        lines.append(orders.lines)
        digests.append(state.digests)
    return Run(scenario, state, tuple(lines), tuple(digests), film.trace(state))
