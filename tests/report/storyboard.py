"""A few days of a shipped scenario in which nothing happens until a test says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.facts.fact import Facts
from sim.facts.load import load_facts
from sim.record.film import Film
from sim.record.trace import Trace
from sim.report.chronicle.telling import Chronicle, Entry, chronicle
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind, Events
from sim.state.setup import setup


class Storyboard:
    """`days` of quiet; columns of `trace` may be written, `tell` adds an event."""

    def __init__(self, name: str = "dawn-3", days: int = 2, worlds: int = 1) -> None:
        self.scenario: Scenario = load(name)
        state = setup(self.scenario, list(range(1, worlds + 1)))
        quiet = Film(self.scenario, state).trace(state)
        self.impulses = days * 24 // self.scenario.clock.impulse_hours
        still = {
            key: np.repeat(column, self.impulses + 1, axis=0)
            for key, column in vars(quiet).items()
            if isinstance(column, np.ndarray) and key not in ("fired", "winner", "level")
        }
        self.trace: Trace = replace(quiet, **still)
        self.rows: list[tuple[int, ...]] = []

    def unit(self, name: str) -> int:
        return self.scenario.forces.ids.index(name)

    def place(self, name: str) -> int:
        return self.scenario.place(name)

    def put(self, name: str, place: str, sample: int = 0) -> None:
        """Let a unit stand at a place from a sample on."""
        self.trace.position[sample:, :, self.unit(name)] = self.place(place)

    def kill(self, name: str, people: int, impulse: int) -> None:
        """Take people from a unit in an impulse."""
        self.trace.killed[impulse + 1 :, :, self.unit(name)] += people

    def tell(self, impulse: int, kind: EventKind, unit: str = "", **columns: Any) -> None:
        """Add an event: `other` and `side` by name or number, `place` by name."""
        who = self.unit(unit) if unit else -1
        side = columns.get("side", int(self.scenario.forces.side[who]) if unit else -1)
        other, place = columns.get("other", -1), columns.get("place", "")
        row = (
            columns.get("world", 0), impulse, int(kind),
            self.scenario.sides.index(side) if isinstance(side, str) else side, who,
            self.unit(other) if isinstance(other, str) else other, self.place(place) if place else -1,
            columns.get("amount", 0),
        )  # fmt: skip
        self.rows.append(row)

    def film(self) -> Trace:
        rows = sorted(self.rows, key=lambda row: row[1])
        table = np.array(rows, dtype=np.int32).reshape(-1, 8).T
        return replace(self.trace, events=Events(*table))

    def chronicle(self, facts: Facts | None = None, **options: Any) -> Chronicle:
        return chronicle(self.scenario, self.film(), facts or load_facts(), **options)

    def entries(self, day: int = 0, **options: Any) -> tuple[Entry, ...]:
        """Everything that is told of a day, shown or not."""
        return self.chronicle(**options).days[day].entries

    def texts(self, day: int = 0, **options: Any) -> list[str]:
        return [entry.text for entry in self.entries(day, **options)]
