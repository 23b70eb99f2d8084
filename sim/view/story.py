"""What a screen with a map shows of a course of events, sample by sample: of all that was, or of what a side saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

import numpy as np

from sim.base.columns import Ints
from sim.report.chronicle.telling import Entry
from sim.rules.moment import Moment
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation
from sim.state.state import State
from sim.view.counters import Stack, muster, stacks
from sim.view.mappane import Scene


@dataclass(frozen=True)
class Mark:
    """A cited moment on the timeline; at sample `told` it is over and stands in the panel."""

    sample: int
    confidence: str
    text: str
    told: int


class Story(Protocol):
    """Samples are counted from 0, the situation before the first impulse."""

    @property
    def scenario(self) -> Scenario:
        """Return what is played."""

    @property
    def marks(self) -> Sequence[Mark]:
        """Return the cited moments."""

    @property
    def samples(self) -> int:
        """Return how many samples there are."""

    def time(self, sample: int) -> datetime:
        """Return the local time of a sample."""

    def scene(self, sample: int) -> Scene:
        """Return what is to be seen on the map."""

    def seen(self, sample: int, side: int) -> Observation:
        """Return what a side knew; of a game, what the person's side knew, whichever side is asked for."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Return everything that can be told, minor things too."""

    def killed(self, sample: int) -> list[tuple[str, int]]:
        """Return the dead so far by name of side, as far as they are known."""

    def curves(self) -> list[tuple[int, Ints]]:
        """Return (side, dead at each sample) for those that are drawn."""

    def told(self, sample: int) -> list[Entry]:
        """Return what is told of the day of a sample, up to it."""


def shown(scenario: Scenario, seen: State, side: int = -1, age: Ints | None = None) -> list[Stack]:
    """Return the stacks of a state, or of what a side knows of one, with the `age` (U,) of its reports in hours."""
    own = None if side < 0 else scenario.friend[side][scenario.forces.side]
    position = np.where(seen.on_map[0], seen.position[0], -1)
    return stacks(muster(
        position, seen.fit[0], scenario.forces.side, scenario.forces.kinds, scenario.map.grid.count,
        cohesion=seen.cohesion[0], hungry=seen.stock[0] == 0, cut=seen.cut[0] > 0, posture=seen.posture[0],
        dug=seen.dug[0], age=age, own=own,
    ))  # fmt: skip


def still(state: State, moment: Moment) -> State:
    """Return a state within a turn to keep: a copy that knows its own impulse."""
    return replace(state.copy(), impulse=moment.impulse + 1)


def place_of(scenario: Scenario, entry: Entry) -> int | None:
    """Return the hex of the first place of an entry that the map knows."""
    hexes = scenario.map.place_hex
    return next((hexes[place] for place in entry.places if place in hexes), None)


def span_of(scenario: Scenario, entry: Entry, last: int) -> tuple[int, int]:
    """Return the sample at which an entry begins, and that at which it is over and told; at most `last`.

    An order is given in a moment: it has no end of its own.
    """
    clock = scenario.clock
    until = entry.until - timedelta(minutes=1) if entry.until > entry.time else entry.time
    begins, ends = clock.impulse_at(entry.time), clock.impulse_at(until)
    return min(begins + 1, last), min(ends + 1, last)


def dead_of(scenario: Scenario, killed: Ints, rows: Iterable[int]) -> list[tuple[str, int]]:
    """Return the dead of some sides by name; `killed` (U,) has those of each unit."""
    side = scenario.forces.side
    return [(scenario.side_names[row], int(killed[side == row].sum(dtype=np.int64))) for row in rows]


def told_by(entries: Sequence[Entry], day: date, now: datetime) -> list[Entry]:
    """Return the entries of a day that were over at a time, in the order in which they came to an end."""
    return sorted(
        (entry for entry in entries if entry.time.date() == day and entry.until <= now), key=lambda one: one.until
    )


def marks_of(entries: Sequence[Entry], confidence: Mapping[str, str], scenario: Scenario, last: int) -> Iterator[Mark]:
    """Yield a mark for each cited entry, in the ink of its least certain fact; `last` is the last sample."""
    for entry in entries:
        if entry.cites:
            found = {confidence.get(cite.id, "probable") for cite in entry.cites}
            worst = next((one for one in ("contested", "probable", "firm") if one in found), "probable")
            begins, over = span_of(scenario, entry, last)
            yield Mark(begins, worst, entry.text, over)
