"""A trace opened for questions: names become indices, windows samples, places tables of metres."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts.predicate_base import Bounded, Mode, Selecting, Window
from sim.record.trace import Stage, Trace

Flags = NDArray[np.bool_]
Metres = NDArray[np.int32]
Rows = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]] | NDArray[np.floating[Any]]
Verdict = tuple[Flags, tuple[str, ...]]

#: Farther than anything on a map, in metres: no unit, or the sentinel hex.
NOWHERE = 1 << 30
#: Samples looked at together when a window is long, so that no intermediate array outgrows the cache by much.
_CHUNK = 16


class StrangerError(LookupError):
    """A predicate names something that the scenario does not have, or a time outside it."""


@dataclass(frozen=True)
class Span:
    """A window in samples: `first` is the state before it, `first + 1` to `last` are the states within it."""

    first: int
    last: int

    @property
    def inside(self) -> slice:
        return slice(self.first + 1, self.last + 1)

    @property
    def states(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Finding:
    """What a predicate found: `holds` (W,), what was observed in each world, and what was expected.

    `reached` is False when the record ends before the window does: then nothing holds, and nothing counts.
    """

    holds: Flags
    observed: tuple[str, ...]
    expected: str
    reached: bool = True


class Evidence:
    """A trace, with the look-ups that predicates share; tables are made once and kept."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.stage: Stage = trace.scenario
        self._metres: dict[int, Metres] = {}

    def span(self, window: Window) -> Span:
        """Return the samples of a window within the calendar; raise StrangerError when there are none."""
        clock = self.stage.clock
        hours = timedelta(hours=clock.impulse_hours)
        first = 0 if window.start is None else max(0, clock.impulse_at(window.start))
        end = clock.end if window.end is None else window.end
        last = min(clock.impulses, -((clock.start - end) // hours))  # rounded up: a started impulse counts
        if first >= last:
            raise StrangerError("the window lies outside the scenario's calendar")
        return Span(first, last)

    def sides(self, names: Iterable[str]) -> list[int]:
        """Return the indices of sides."""
        return [index(self.stage.sides, name, "side") for name in names]

    def place(self, name: str) -> int:
        """Return the hex of a place."""
        if name not in self.stage.place_hex:
            raise StrangerError(f"the map has no place '{name}'")
        return self.stage.place_hex[name]

    def town(self, name: str) -> int | None:
        """Return the town index of a place, None where it has no blocks."""
        return self.stage.towns.index(name) if name in self.stage.towns else None

    def selection(self, check: Selecting) -> Rows:
        """Return the units of the sides named that are in the formations or are the units named."""
        return selected(self.stage, check)

    def side_units(self, sides: Sequence[int]) -> Rows:
        """Return the units of some sides."""
        return np.flatnonzero(np.isin(self.stage.unit_side, sides))

    def with_friends(self, sides: Sequence[int]) -> Flags:
        """(S+1,) flags of the sides and their friends; the last, for nobody, is False and answers to -1."""
        flags = np.zeros(len(self.stage.sides) + 1, dtype=np.bool_)
        for side in sides:
            flags[side] = True
            flags[:-1] |= self.stage.friend[side]
        return flags

    def enemies(self, sides: Sequence[int]) -> Flags:
        """(S+1,) flags of whoever is hostile to one of the sides; the last, for nobody, is False."""
        flags = np.zeros(len(self.stage.sides) + 1, dtype=np.bool_)
        for side in sides:
            flags[:-1] |= self.stage.hostile[side]
        return flags

    def metres_from(self, hexagon: int) -> Metres:
        """(H+1,) straight metres from a hex's centre to every other's; `NOWHERE` for the sentinel."""
        if hexagon not in self._metres:
            metres = np.full(self.stage.grid.count + 1, NOWHERE, dtype=np.int32)
            every = np.arange(self.stage.grid.count, dtype=np.int64)
            metres[:-1] = self.metres_between(every, np.int64(hexagon))
            self._metres[hexagon] = metres
        return self._metres[hexagon]

    def metres_between(self, here: NDArray[np.int64], there: NDArray[np.int64] | np.int64) -> Metres:
        """Straight metres between the centres of hexes on the map, any shape that broadcasts."""
        grid = self.stage.grid
        q, r = grid.q[here] - grid.q[there], grid.r[here] - grid.r[there]
        metres: Metres = np.sqrt((q * q + q * r + r * r) * self.stage.hex_metres**2).astype(np.int32)
        return metres

    def living(self, part: slice, units: Rows) -> tuple[NDArray[np.int64], Flags]:
        """(n, W, u) hexes of units, and whether they are on the map with somebody fit."""
        position = self.trace.position[part][..., units].astype(np.int64)
        on_map = (position >= 0) & (position < self.stage.grid.count)
        return position, on_map & (self.trace.fit[part][..., units] > 0)

    def nearest(self, units: Rows, hexagon: int, span: Span) -> Metres:
        """(n, W) metres from a hex to the nearest living one of the units."""
        metres = self.metres_from(hexagon)
        found = np.full((span.states, self.trace.worlds), NOWHERE, dtype=np.int32)
        for part, rows in chunks(span):
            position, alive = self.living(part, units)
            found[rows] = np.where(alive, metres[position], NOWHERE).min(axis=2, initial=NOWHERE)
        return found

    def moment(self, sample: int) -> str:
        """Return the time of a sample, for a reader."""
        return f"{self.stage.clock.time_of(sample):%Y-%m-%d %H:%M}"


def index(names: Sequence[str], name: str, noun: str) -> int:
    """Return where a name stands; raise StrangerError when the scenario does not have it."""
    if name not in names:
        raise StrangerError(f"the scenario has no {noun} '{name}'")
    return names.index(name)


def selected(stage: Stage, check: Selecting) -> Rows:
    """Return the units that a predicate selects; raise StrangerError for unknown names."""
    sides = [index(stage.sides, name, "side") for name in check.all_sides]
    formations = [index(stage.formations, name, "formation") for name in check.formations]
    units = [index(stage.units, name, "unit") for name in check.units]
    chosen = np.ones(len(stage.units), dtype=np.bool_)
    if sides:
        chosen &= np.isin(stage.unit_side, sides)
    if formations or units:
        chosen &= np.isin(stage.unit_formation, formations) | np.isin(np.arange(len(chosen)), units)
    return np.flatnonzero(chosen)


def chunks(span: Span) -> Iterator[tuple[slice, slice]]:
    """Cut a span into runs of samples: the samples, and their rows counted from the span's first state."""
    for start in range(span.first + 1, span.last + 1, _CHUNK):
        end = min(start + _CHUNK, span.last + 1)
        yield slice(start, end), slice(start - span.first - 1, end - span.first - 1)


def over_window(mode: Mode, states: Flags) -> Flags:
    """(W,) from (n, W): true of some state, of all, or of the last."""
    if mode == "at_end":
        return np.asarray(states[-1], dtype=np.bool_)
    return np.asarray(states.any(axis=0) if mode == "sometime" else states.all(axis=0), dtype=np.bool_)


def bounded(check: Bounded, values: Numbers, scale: int = 1) -> Flags:
    """Say which values lie within a predicate's bounds, whose unit is `scale` times that of the values."""
    inside = np.ones(values.shape, dtype=np.bool_)
    if check.low is not None:
        inside &= values >= check.low * scale
    if check.high is not None:
        inside &= values <= check.high * scale
    return inside


def kilometres(metres: int) -> str:
    """Write metres as kilometres; the distance of nobody as such."""
    return "nobody there" if metres >= NOWHERE else f"{metres / 1000:.1f} km"


def ranges(values: Numbers, word: str) -> tuple[str, ...]:
    """Write the least, the greatest and the last of (n, W) values, one text a world."""
    rows = zip(values.min(axis=0).tolist(), values.max(axis=0).tolist(), values[-1].tolist(), strict=True)
    return tuple(
        f"{low:g} {word}" if low == high else f"{low:g} to {high:g} {word}, {end:g} at the end"
        for low, high, end in rows
    )
