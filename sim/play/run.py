"""A run: commanders decide, the rules resolve, a film is taken; one world or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.orders.order import orders_of
from sim.play.commander import Commander
from sim.play.history import History
from sim.record.film import Film
from sim.record.record import Header, Record, Turn
from sim.record.trace import Trace
from sim.rules.sequence import RULES_VERSION, step
from sim.scenario.scenario import Scenario
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
    lines: tuple[tuple[tuple[str, str], ...], ...]  # a turn: (side, line of notation)
    digests: tuple[tuple[bytes, ...], ...]  # a turn: one a world
    trace: Trace
    commanders: tuple[tuple[str, str], ...]  # (side, who)


def run(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> Run:
    """Play a scenario in one world per seed; sides without a commander follow history."""
    state = setup(scenario, seeds)
    film = Film(scenario, state)
    lines, digests = [], []
    count = scenario.clock.turns if turns is None else turns
    who = _commanders(scenario, commanders)
    for turn in range(count):
        said = []
        for side, name in enumerate(scenario.sides):
            said += who[name].decide(scenario, side, turn)
        orders = orders_of(scenario, said)
        state, events = step(scenario, state, orders, film.watch)
        film.add(events)
        lines.append(orders.lines)
        digests.append(state.digests)
        if keep is not None:
            keep(Turn(orders.lines, state.digests[0].hex()))
        if progress is not None:
            progress(turn + 1, count)
    return Run(scenario, state, tuple(lines), tuple(digests), film.trace(state), _names(who))


def _commanders(scenario: Scenario, commanders: Mapping[str, Commander] | None) -> dict[str, Commander]:
    return {name: (commanders or {}).get(name) or History() for name in scenario.sides}


def _names(who: Mapping[str, Commander]) -> tuple[tuple[str, str], ...]:
    return tuple((side, type(commander).__name__.lower()) for side, commander in who.items())


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

        yield run(scenario, part, commanders, turns, told)


def record_of(run: Run, world: int = 0, path: str = "") -> Record:
    """Return one world of a run as a record; `path` as in `header_for`."""
    header = replace(header_for(run.scenario, int(run.state.seeds[world]), path=path), commanders=run.commanders)
    turns = (
        Turn(lines, digests[world].hex()) for lines, digests in zip(run.lines, run.digests, strict=True)
    )
    return Record(header, tuple(turns))
