"""How a run ended, as data: result, ground by day, deviations from history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.play.course import Run
from sim.play.deviation import Deviation
from sim.rules.victory import points

RULE = "16.2"
"""The sentence of the rulebook that names the winner."""


def outcome(film: Run, out: Path | None, seconds: float) -> dict[str, Any]:
    """Return what every command that plays says of a run: plain values with stable keys."""
    scenario = film.scenario
    return {
        "scenario": scenario.id, "title": scenario.title, "seed": int(film.state.seeds[0]), "turns": len(film.orders),
        "ended": end(film), "digest": film.state.digests[0].hex(), "record": None if out is None else str(out),
        "seconds": round(seconds, 3), "losses": losses(film),
    }  # fmt: skip


def told(film: Run, out: Path | None, seconds: float) -> dict[str, Any]:
    """Return what `run --json` and `play --json` say: the same, and how it came to that."""
    side, level = winner(film)
    return outcome(film, out, seconds) | {
        "winner": side, "level": level, "commanders": dict(film.commanders), "result": _result(film),
        "control": _control(film), "deviations": [one.as_json() for one in deviations(film)],
        "digests": [digests[0].hex() for digests in film.digests],
    }  # fmt: skip


def winner(film: Run) -> tuple[str | None, str | None]:
    """Return the side that is ahead and the name of its level of victory; None where nobody is."""
    side, level = int(film.trace.winner[0]), int(film.trace.level[0])
    if side < 0:
        return None, None
    names = film.trace.scenario.levels
    return film.scenario.sides[side], names[level] if names else None


def losses(film: Run) -> dict[str, dict[str, int]]:
    """Return who was killed, wounded and captured, by side."""
    state, forces = film.state, film.scenario.forces
    kinds = {"killed": state.killed, "wounded": state.wounded, "captured": state.captured}
    return {
        name: {kind: int(column[0][forces.side == side].sum()) for kind, column in kinds.items()}
        for side, name in enumerate(film.scenario.sides)
    }


def end(film: Run) -> str:
    """Return the time that the run has come to."""
    return f"{film.scenario.clock.time_of(film.state.impulse):%Y-%m-%dT%H:%M}"


def deviations(film: Run) -> list[Deviation]:
    """Return where the first world left history, orders and events, in order of time."""
    return [one for one in film.deviations if one.world == 0]


def _result(film: Run) -> dict[str, Any]:
    scenario, (side, level) = film.scenario, winner(film)
    gained = points(scenario, film.state)[0].tolist()
    return {
        "winner": "draw" if side is None else side, "level": level, "rule": RULE,
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
