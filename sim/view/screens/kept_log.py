"""A log as a file that a person keeps: text to read or JSON to work on, never in the place of another file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sim.base.clock import Clock
from sim.base.durable import write_whole
from sim.report.chronicle.telling import Entry
from sim.report.terminal import ASSUMED, cited
from sim.scenario.scenario import Scenario


def export(folder: Path | None, scenario: Scenario, entries: Sequence[Entry], kind: str) -> Path:
    """Write entries as `txt` or `json` into a folder, or the working directory; return the file.

    Raises OSError where nothing can be written.
    """
    goal = folder or Path.cwd()
    goal.mkdir(parents=True, exist_ok=True)
    path = free_name(goal, f"log-{scenario.id}", kind)
    text = as_text(scenario, entries) if kind == "txt" else as_json(scenario, entries)
    write_whole(path, text.encode("utf-8"))
    return path


def free_name(folder: Path, stem: str, kind: str) -> Path:
    """Return a name that no file has yet: log.txt, log-2.txt, log-3.txt."""
    path, number = folder / f"{stem}.{kind}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{kind}", number + 1
    return path


def as_text(scenario: Scenario, entries: Sequence[Entry]) -> str:
    """Return a line an entry: time, turn, what happened, and its sources."""
    lines = [scenario.title, ""]
    for entry in entries:
        mark = cited(entry.cites) or (ASSUMED if entry.assumed else "")
        told = f"{entry.text} {mark}".strip()
        lines.append(f"{entry.time:%Y-%m-%d %H:%M}  turn {turn_of(scenario.clock, entry)}  {told}")
    return "\n".join(lines) + "\n"


def as_json(scenario: Scenario, entries: Sequence[Entry]) -> str:
    """Return one JSON value with stable keys."""
    told = [{"turn": turn_of(scenario.clock, entry), **entry.as_json()} for entry in entries]
    value = {"scenario": scenario.id, "title": scenario.title, "entries": told}
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def turn_of(clock: Clock, entry: Entry) -> int:
    """Return the turn of an entry, counted from 1."""
    return clock.turn_of(clock.impulse_at(entry.time)) + 1
