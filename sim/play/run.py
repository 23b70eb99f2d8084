"""A run: commanders decide, the rules resolve, a film is taken; one world or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.orders.order import LEAD, OWN, Line, Order, Orders, orders_of, together
from sim.play.adapting import Adapting
from sim.play.commander import Commander
from sim.play.deviation import Deviation, Lookout
from sim.play.history import History
from sim.play.past import Past
from sim.record.film import Film
from sim.record.record import Header, Record, Turn
from sim.record.trace import Trace
from sim.rules.moment import Moment
from sim.rules.sequence import RULES_VERSION, Watch, step
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
    deviations: tuple[Deviation, ...] = ()  # orders of history that became void; events of the first world

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
    free = any(not commander.scripted for commander in (commanders or {}).values())
    past = Past(scenario, seeds) if free else None
    who, before = commanders_of(scenario, commanders, past), commanders_of(scenario, None, None)
    lookout = Lookout(scenario, past) if past is not None else None
    for turn in range(count):
        orders = decided(scenario, state, who if turn >= since else before)
        if lookout is not None:
            lookout.turn(turn, state)
        state, events = step(scenario, state, orders, _watched(film, lookout))
        film.add(events)
        given.append(orders)
        digests.append(state.digests)
        if keep is not None:
            keep(Turn(orders.of_world(scenario, 0), state.digests[0].hex()))
        if progress is not None:
            progress(turn + 1, count)
    deviations = [one for commander in who.values() if isinstance(commander, Adapting) for one in commander.deviations]
    if lookout is not None:
        deviations += lookout.found(state)
    deviations.sort(key=lambda one: (one.world, one.turn, one.kind, one.id))
    return Run(scenario, state, tuple(given), tuple(digests), film.trace(state), _names(who), tuple(deviations))


def _watched(film: Film, lookout: Lookout | None) -> Watch:
    """Show every impulse to all who watch."""

    def watch(state: State, moment: Moment) -> None:
        film.watch(state, moment)
        if lookout is not None:
            lookout.watch(state, moment)

    return watch


def decided(scenario: Scenario, state: State, who: Mapping[str, Commander]) -> Orders:
    """Ask every commander for his orders, each from what his side sees; who takes over from history says so first.

    Nobody hands a side back to history: where history has given it up to doctrine, in one world, it stays given up.
    """
    parts = []
    for side, name in enumerate(scenario.sides):
        commander = who[name]
        if not commander.scripted and bool((state.scripted[:, side] > 0).any()):
            parts.append(orders_of(scenario, [(name, Order(name, LEAD, OWN))]))
        parts.append(commander.decide(scenario, observe(scenario, state, side)))
    return together(parts)


def commanders_of(
    scenario: Scenario, commanders: Mapping[str, Commander] | None, past: Past | None
) -> dict[str, Commander]:
    """Return who commands each side; with its own course at hand, history follows it only while it makes sense."""
    chosen = commanders or {}
    return {
        name: chosen.get(name) or (History() if past is None else Adapting(past)) for name in scenario.sides
    }


def _names(who: Mapping[str, Commander]) -> tuple[tuple[str, str], ...]:
    return tuple((side, commander.name) for side, commander in who.items())


def header_for(
    scenario: Scenario, seed: int, commanders: Mapping[str, Commander] | None = None, path: str = ""
) -> Header:
    """Return the first line of a record; `path` is the folder's name where the scenario is not a shipped one."""
    names = _names(commanders_of(scenario, commanders, None))
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
