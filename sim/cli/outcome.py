"""What the commands that play say of a run as data: result, ground by day, deviations from history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.play.course import Run
from sim.play.deviation import Deviation
from sim.report.ending.result import RULE, day_ends, earned, end, held_at, losses
from sim.report.ending.result import winner as winner  # `play` asks for it here


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


def deviations(film: Run) -> list[Deviation]:
    """Return where the first world left history, orders and events, in order of time."""
    return [one for one in film.deviations if one.world == 0]


def _result(film: Run) -> dict[str, Any]:
    side, level = winner(film)
    return {
        "winner": "draw" if side is None else side, "level": level, "rule": RULE, "points": earned(film),
        "objectives": {
            goal.id: bool(film.state.scored[0, row]) for row, goal in enumerate(film.scenario.objectives)
        },
    }  # fmt: skip


def _control(film: Run) -> list[dict[str, Any]]:
    """Return who holds every inhabited place, and how many blocks of each town, at the end of each day."""
    rows = []
    for date, sample in day_ends(film).items():
        places, blocks = held_at(film, sample)
        rows.append({"date": date, "places": places, "blocks": blocks})
    return rows
