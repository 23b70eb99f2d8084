"""A run: commanders decide, the rules resolve, a film is taken; one world or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.orders.order import LEAD, LEADERS, Line, Order, Orders, orders_of, together
from sim.play.commander import Commander
from sim.play.history import History
from sim.record.film import Film
from sim.record.record import Header, Record, Turn
from sim.record.trace import Trace
from sim.rules.sequence import RULES_VERSION, step
from sim.scenario.scenario import Scenario
from sim.state.observation import observe
from sim.state.setup import setup
from sim.state.state import State

BATCH = 256
"""Worlds resolved together: 200 of `dawn-3` with their film take half a gigabyte, so 256 fit anywhere."""

Progress = Callable[[int, int], None]
"""Is told after each turn: turns resolved, turns in all."""
Keep = Callable[[Turn], None]
"""Is given each turn of the first world as soon as it is resolved, to write it down."""


@dataclass(frozen=True)
class Run:
    """A finished run of W worlds."""

    scenario: Scenario
    state: State  # the last one
    orders: tuple[Orders, ...]  # one a turn
    digests: tuple[tuple[bytes, ...], ...]  # a turn: one a world
    trace: Trace
    commanders: tuple[tuple[str, str], ...]  # (side, who)

    def said(self, world: int = 0) -> tuple[tuple[Line, ...], ...]:
        """Return the orders of one world, a turn at a time, as (side, line of notation)."""
        return tuple(orders.of_world(self.scenario, world) for orders in self.orders)


def run(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
    progress: Progress | None = None,
    keep: Keep | None = None,
    since: int = 0,
) -> Run:
    """Play a scenario in one world per seed; sides without a commander follow history.

    Until turn `since` (counted from 0) history leads everybody; then the commanders take over.
    """
    state = setup(scenario, seeds)
    film = Film(scenario, state)
    given, digests = [], []
    count = scenario.clock.turns if turns is None else turns
    who = _commanders(scenario, commanders)
    for turn in range(count):
        orders = _decided(scenario, state, who if turn >= since else _commanders(scenario, None))
        state, events = step(scenario, state, orders, film.watch)
        film.add(events)
        given.append(orders)
        digests.append(state.digests)
        if keep is not None:
            keep(Turn(orders.of_world(scenario, 0), state.digests[0].hex()))
        if progress is not None:
            progress(turn + 1, count)
    return Run(scenario, state, tuple(given), tuple(digests), film.trace(state), _names(who))


def _decided(scenario: Scenario, state: State, who: Mapping[str, Commander]) -> Orders:
    """Ask every commander for his orders, each from what his side sees; who takes over says so first."""
    parts = []
    for side, name in enumerate(scenario.sides):
        commander = who[name]
        if bool((state.scripted[:, side] > 0).all()) != commander.scripted:
            leader = LEADERS[int(commander.scripted)]
            parts.append(orders_of(scenario, [(name, Order(name, LEAD, leader))]))
        parts.append(commander.decide(scenario, observe(scenario, state, side)))
    return together(parts)


def _commanders(scenario: Scenario, commanders: Mapping[str, Commander] | None) -> dict[str, Commander]:
    return {name: (commanders or {}).get(name) or History() for name in scenario.sides}


def _names(who: Mapping[str, Commander]) -> tuple[tuple[str, str], ...]:
    return tuple((side, commander.name) for side, commander in who.items())


def header_for(
    scenario: Scenario, seed: int, commanders: Mapping[str, Commander] | None = None, path: str = ""
) -> Header:
    """Return the first line of a record; `path` is the folder's name where the scenario is not a shipped one."""
    names = _names(_commanders(scenario, commanders))
    return Header(scenario.id, scenario.digest, RULES_VERSION, seed, names, path)


def run_many(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
    progress: Progress | None = None,
    batch: int = BATCH,
    since: int = 0,
) -> Iterator[Run]:
    """Yield runs of at most `batch` worlds each, in the order of the seeds: memory stays that of one batch.

    A world's digests are the same in whatever batch it is played; `progress` counts the turns of all batches.
    """
    parts = [seeds[first : first + batch] for first in range(0, len(seeds), batch)]
    each = scenario.clock.turns if turns is None else turns
    for number, part in enumerate(parts):

        def told(turn: int, _: int, done: int = number * each) -> None:
            if progress is not None:
                progress(done + turn, each * len(parts))

        yield run(scenario, part, commanders, turns, told, since=since)


def record_of(run: Run, world: int = 0, path: str = "") -> Record:
    """Return one world of a run as a record; `path` as in `header_for`."""
    header = replace(header_for(run.scenario, int(run.state.seeds[world]), path=path), commanders=run.commanders)
    turns = (
        Turn(lines, digests[world].hex()) for lines, digests in zip(run.said(world), run.digests, strict=True)
    )
    return Record(header, tuple(turns))
