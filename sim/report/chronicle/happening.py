"""A happening: many rows of events that a person would tell as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from sim.state.events import EventKind


@dataclass(frozen=True)
class Outcome:
    """What a fight led to.  Pairs are (side, number); units are indices."""

    attackers: tuple[int, ...] = ()
    defenders: tuple[int, ...] = ()
    taken: tuple[tuple[int, int, int], ...] = ()  # (side, hex, impulse) of places that changed hands
    won: tuple[tuple[int, int], ...] = ()  # (side, blocks) of a town
    shares: tuple[tuple[int, int], ...] = ()  # (side, percent) of the town at the end of the day
    fell_back: tuple[int, ...] = ()
    fled: tuple[int, ...] = ()
    surprised: tuple[int, ...] = ()
    beaten: tuple[int, ...] = ()  # whose attack was repulsed
    prisoners: bool = False
    struck_back: bool = False
    hurt: tuple[tuple[int, int], ...] = ()  # (side, people killed or wounded)


@dataclass(frozen=True)
class Happening:
    """One thing that happened on one day: who, whom, where, from impulse `first` to `last`.

    `units` acted (or suffered, as `EventKind` says), `others` stood on the other end: units, a row of air
    packages for strikes and lifts, a row of triggers for messages.  `rows` are rows of the day's events.
    """

    kind: EventKind
    side: int
    first: int
    last: int
    units: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    hexes: tuple[int, ...] = ()
    amount: int = 0
    count: int = 1
    rows: tuple[int, ...] = ()
    origin: int = -1  # of a march: the hex it began on
    verb: str = ""  # of a march: the order behind it
    km: float = 0.0  # of a march
    town: int = -1  # of ground won in a town: its row
    outcome: Outcome | None = None
