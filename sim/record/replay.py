"""Living a record again: from its orders alone, turn by turn, through the same rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sim.base.piecemeal import Piecemeal, finish
from sim.errors import Illegal, Spoiled
from sim.orders.notation import parse_order
from sim.orders.order import Orders, orders_of
from sim.record.film import Film
from sim.record.record import Record, Turn
from sim.record.trace import Trace
from sim.rules import sequence
from sim.rules.moment import Moment
from sim.scenario.compile import load
from sim.scenario.load import available
from sim.scenario.scenario import Scenario
from sim.state.events import Events
from sim.state.setup import setup
from sim.state.state import State

Before = Callable[[int, State], None]
"""Is shown the number of a turn, from 0, and the state in which it begins."""


def scenario_of(record: Record, beside: Path | None = None) -> Scenario:
    """Return the scenario of a record: a shipped one by its id, another by the name of its folder.

    The folder is looked for `beside` the record, then here.  Raises Unreadable when there is none.
    """
    header = record.header
    if not header.path:
        if header.scenario not in available():
            raise Spoiled(f"the record is of a scenario '{header.scenario}', which is not shipped with this version")
        return load(header.scenario)
    for folder in (*([beside] if beside else []), Path()):
        if (folder / Path(header.path).name).is_dir():
            return load(folder / Path(header.path).name)
    return load(header.path)


def replay(
    record: Record, scenario: Scenario, watch: sequence.Watch | None = None, same: bool = True
) -> Iterator[tuple[Turn, State, Events]]:
    """Yield each turn as it was written, the state that its orders lead to, and what happened.

    The digests are not compared here.  Raises Spoiled when scenario or rules are not those of the record; without
    `same` the orders are tried under these rules all the same, and Spoiled names the first that is refused.
    """
    why = unlike(record, scenario) if same else _too_long(record, scenario)
    if why:
        raise Spoiled(why)
    state = setup(scenario, [record.header.seed])
    for number, turn in enumerate(record.turns, 1):
        state, events = sequence.step(scenario, state, orders_written(scenario, turn, number), watch)
        yield turn, state, events


def trace_of(record: Record, scenario: Scenario, watch: sequence.Watch | None = None) -> Trace:
    """Return the film of a record, W = 1; raise Spoiled at the first turn that comes out differently."""
    return lived(record, scenario, watch)[1]


def lived(
    record: Record, scenario: Scenario, watch: sequence.Watch | None = None, before: Before | None = None
) -> tuple[State, Trace]:
    """Return the last state of a record and its film; see `living`."""
    return finish(living(record, scenario, watch, before))


def living(
    record: Record, scenario: Scenario, watch: sequence.Watch | None = None, before: Before | None = None
) -> Piecemeal[tuple[State, Trace]]:
    """Live a record again, a turn a step, and return its last state and its film.

    `before` is shown each turn, from 0, with the state it begins in.  Raises Spoiled at the first turn that comes out
    differently.
    """
    same_ground(record, scenario)
    state = setup(scenario, [record.header.seed])
    film = Film(scenario, state)
    turns = replay(record, scenario, _both(film, watch))
    for number, turn in enumerate(record.turns):
        if before is not None:
            before(number, state)
        _, state, events = next(turns)
        if state.digests[0].hex() != turn.digest:
            raise Spoiled(f"the record does not replay: turn {number + 1} comes out differently")
        film.add(events)
        yield number + 1
    return state, film.trace(state)


def _both(film: Film, watch: sequence.Watch | None) -> sequence.Watch:
    """Show every impulse to a film and to somebody else."""

    def both(working: State, moment: Moment) -> None:
        film.watch(working, moment)
        if watch is not None:
            watch(working, moment)

    return both


def same_ground(record: Record, scenario: Scenario) -> None:
    """Raise Spoiled, stating both versions and a remedy, if scenario or rules are not those of the record."""
    why = unlike(record, scenario)
    if why:
        raise Spoiled(why)


def unlike(record: Record, scenario: Scenario) -> str:
    """Say how scenario or rules differ from those of the record, with both versions; nothing if they do not."""
    header = record.header
    if header.rules != sequence.RULES_VERSION:
        return (
            f"the record was made with version {header.rules} of the rules; these are version "
            f"{sequence.RULES_VERSION}; {_again(record)}"
        )
    if header.scenario_digest != scenario.digest:
        return (
            f"the record was made with another version of the scenario {header.scenario}: "
            f"its digest is {header.scenario_digest}, here it is {scenario.digest}; {_again(record)}"
        )
    return _too_long(record, scenario)


def _too_long(record: Record, scenario: Scenario) -> str:
    if len(record.turns) > scenario.clock.turns:
        return f"the record has {len(record.turns)} turns; its scenario has {scenario.clock.turns}"
    return ""


def _again(record: Record) -> str:
    """Say how to get a record that fits."""
    header = record.header
    name, led = header.path or header.scenario, [side for side, who in header.commanders if who == "person"]
    if led:
        return (
            "go on with it in the version that made it (the file is left as it is), "
            f"or begin anew: abukamal play {name} --side {led[0]} --seed {header.seed}"
        )
    return f"make it again: abukamal run {name} --seed {header.seed} --out RECORD"


def orders_written(scenario: Scenario, turn: Turn, number: int) -> Orders:
    """Return the orders of a turn, counted from 1, as they were written; raise Spoiled for one that is none."""
    try:
        return orders_of(scenario, [(side, parse_order(line)) for side, line in turn.orders])
    except Illegal as error:
        raise Spoiled(f"turn {number} of the record has an order that the rules refuse: {error}") from None


