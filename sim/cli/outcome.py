"""How a run ended, as data: result, ground by day, deviations from history."""

from __future__ import annotations

from typing import Any

from sim.play.deviation import Deviation
from sim.play.run import Run
from sim.rules.victory import points

RULE = "16.2"
"""The sentence of the rulebook that names the winner."""


def told(film: Run) -> dict[str, Any]:
    """Return what `run --json` adds: all of it plain values with stable keys."""
    return {
        "commanders": dict(film.commanders), "result": _result(film), "control": _control(film),
        "deviations": [one.as_json() for one in deviations(film)],
        "digests": [digests[0].hex() for digests in film.digests],
    }  # fmt: skip


def deviations(film: Run) -> list[Deviation]:
    """Return where the first world left history, orders and events, in order of time."""
    return [one for one in film.deviations if one.world == 0]


def _result(film: Run) -> dict[str, Any]:
    scenario, side = film.scenario, int(film.trace.winner[0])
    names = film.trace.scenario.levels
    gained = points(scenario, film.state)[0].tolist()
    return {
        "winner": scenario.sides[side] if side >= 0 else "draw",
        "level": names[int(film.trace.level[0])] if side >= 0 and names else None, "rule": RULE,
        "points": dict(zip(scenario.sides, gained, strict=True)),
        "objectives": {goal.id: bool(film.state.scored[0, row]) for row, goal in enumerate(scenario.objectives)},
    }  # fmt: skip


def _control(film: Run) -> list[dict[str, Any]]:
    """Return who holds every inhabited place, and how many blocks of each town, at the end of each day."""
    scenario, clock = film.scenario, film.scenario.clock
    samples = film.trace.samples
    days = {clock.time_of(sample - 1).date(): sample for sample in range(1, samples)}
    places = [name for name in scenario.places if scenario.map.place_hex[name] in scenario.inhabited]
    rows = []
    for day, sample in days.items():
        holder = film.trace.control[sample, 0]
        holds = {name: int(holder[scenario.map.place_hex[name]]) for name in places}
        blocks = {
            town: dict(zip(scenario.sides, film.trace.blocks[sample, 0, row].tolist(), strict=True))
            for row, town in enumerate(scenario.towns.ids)
        }
        held = {name: scenario.sides[side] if side >= 0 else None for name, side in holds.items()}
        rows.append({"date": f"{day:%Y-%m-%d}", "places": held, "blocks": blocks})
    return rows
