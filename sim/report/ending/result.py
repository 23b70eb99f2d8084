"""Result, losses and ground of one world, from its last state and its film: for a run and for a record alike."""

from __future__ import annotations

from typing import Protocol

from sim.record.trace import Trace
from sim.rules.victory import points
from sim.scenario.scenario import Scenario
from sim.state.state import State

RULE = "16.2"
"""The sentence of the rulebook that names the winner."""
Held = tuple[dict[str, str | None], dict[str, dict[str, int]]]
"""The side that holds each inhabited place, or None; the blocks of each town by side."""


class Played(Protocol):
    """A course as far as it has come; of its worlds the first is meant."""

    @property
    def scenario(self) -> Scenario: ...
    @property
    def state(self) -> State:
        """The last state."""

    @property
    def trace(self) -> Trace: ...


def winner(film: Played) -> tuple[str | None, str | None]:
    """Return the side that is ahead and the name of its level of victory; None where nobody is."""
    side, level = int(film.trace.winner[0]), int(film.trace.level[0])
    if side < 0:
        return None, None
    names = film.trace.scenario.levels
    return film.scenario.sides[side], names[level] if names else None


def earned(film: Played) -> dict[str, int]:
    """Return the points of each side."""
    return dict(zip(film.scenario.sides, points(film.scenario, film.state)[0].tolist(), strict=True))


def possible(scenario: Scenario) -> dict[str, int]:
    """Return the points that each side could earn."""
    return {
        name: sum(goal.points for goal in scenario.objectives if goal.side == side)
        for side, name in enumerate(scenario.sides)
    }


def losses(film: Played) -> dict[str, dict[str, int]]:
    """Return who was killed, wounded and captured, by side."""
    state, forces = film.state, film.scenario.forces
    kinds = {"killed": state.killed, "wounded": state.wounded, "captured": state.captured}
    return {
        name: {kind: int(column[0][forces.side == side].sum()) for kind, column in kinds.items()}
        for side, name in enumerate(film.scenario.sides)
    }


def end(film: Played) -> str:
    """Return the time that the run has come to."""
    return f"{film.scenario.clock.time_of(film.state.impulse):%Y-%m-%dT%H:%M}"


def day_ends(film: Played) -> dict[str, int]:
    """Return the sample of the film that ends each day, by date; the last may end before midnight."""
    clock = film.scenario.clock
    return {f"{clock.time_of(sample - 1):%Y-%m-%d}": sample for sample in range(1, film.trace.samples)}


def held_at(film: Played, sample: int) -> Held:
    """Return who holds every inhabited place, and how many blocks of each town, at a sample of the film."""
    scenario, trace = film.scenario, film.trace
    where = scenario.map.place_hex
    places = [name for name in scenario.places if where[name] in scenario.inhabited]
    holder = trace.control[sample, 0]
    holds = {name: int(holder[where[name]]) for name in places}
    blocks = {
        town: dict(zip(scenario.sides, trace.blocks[sample, 0, row].tolist(), strict=True))
        for row, town in enumerate(scenario.towns.ids)
    }
    return {name: scenario.sides[side] if side >= 0 else None for name, side in holds.items()}, blocks
