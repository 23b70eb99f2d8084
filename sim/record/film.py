"""A film of a run: the columns that facts and the chronicle look at, sampled after every impulse, for all worlds."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from sim.record.stage import ScenarioStage
from sim.record.trace import Trace
from sim.rules.moment import Moment
from sim.rules.victory import winners
from sim.scenario.scenario import Scenario
from sim.state.events import Events
from sim.state.state import State

WIDTHS = {"control": np.int8, "blocks": np.int8, "alert": np.int8, "supplied": np.int8, "verb": np.int8,
          "civilians": np.int32}  # fmt: skip


class Film:
    """Give `watch` to `step` and the turn's events to `add`; `trace` joins them."""

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.stage = ScenarioStage(scenario)
        self._samples: dict[str, list[np.ndarray]] = {}
        self._events: list[Events] = []
        self._take(state, np.zeros_like(state.flown))

    def watch(self, state: State, moment: Moment) -> None:
        """Sample the working state after an impulse."""
        self._take(state, moment.flown)

    def add(self, events: Events) -> None:
        """Keep what happened in a turn."""
        self._events.append(events)

    def recall(self, other: Film, turn: int, impulses: int) -> None:
        """Take over what another film has of a turn (from 0) of as many impulses: the course was the same."""
        for name, samples in other._samples.items():
            self._samples[name] += samples[turn * impulses + 1 : (turn + 1) * impulses + 1]
        self._events.append(other._events[turn])

    def _take(self, state: State, flown: np.ndarray) -> None:
        nowhere = self.scenario.map.grid.count
        outside = state.position == nowhere
        sample = {
            "position": np.where(outside, -1, state.position), "fit": np.where(outside, 0, state.fit),
            "killed": state.killed, "wounded": state.wounded, "captured": state.captured, "alert": state.alert,
            "control": state.control, "blocks": state.blocks, "supplied": state.stock // 24,
            "verb": np.where(outside, -1, state.verb), "goal": np.where(state.goal == nowhere, -1, state.goal),
            "sorties": flown, "civilians": state.civilians >> 10,
        }  # fmt: skip
        for name, column in sample.items():
            self._samples.setdefault(name, []).append(column.astype(WIDTHS.get(name, np.int16)))

    def trace(self, state: State) -> Trace:
        """Return everything seen so far; `state` is the last state."""
        winner, level = winners(self.scenario, state)
        rows = [self.stage.level_row(int(side), int(row)) for side, row in zip(winner, level, strict=True)]
        columns = {name: np.stack(samples) for name, samples in self._samples.items()}
        return Trace(
            scenario=self.stage, fired=state.fired.astype(np.int16), winner=winner.astype(np.int8),
            level=np.array(rows, dtype=np.int8), events=_joined(self._events), **columns,
        )  # fmt: skip


def _joined(parts: list[Events]) -> Events:
    if not parts:
        return Events.none()
    return Events(*(np.concatenate([getattr(part, item.name) for part in parts]) for item in fields(Events)))
