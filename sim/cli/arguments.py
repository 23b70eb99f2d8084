"""What arguments may be: seeds, dates, shares.  A bad one is a usage error that says what would do."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.base.clock import Clock

MOST_SEED = (1 << 63) - 1
MOST_WORLDS = 100_000


class UsageError(Exception):
    """The command was called in a way that makes no sense; exit code 2."""


def name(text: str) -> str:
    """Read a name or a path: anything but nothing."""
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty; name a scenario, or a path")
    return text


def seed(text: str) -> int:
    """Read a seed, 0 to 2^63 - 1."""
    return _whole(text, 0, MOST_SEED, "a seed is a whole number from 0 to 2^63-1")


def worlds(text: str) -> int:
    """Read how many worlds, at least one."""
    return _whole(text, 1, MOST_WORLDS, f"write a whole number from 1 to {MOST_WORLDS}")


def share(text: str) -> float:
    """Read a share: 0.8 or 80%."""
    number, scale = (text[:-1], 100.0) if text.endswith("%") else (text, 1.0)
    value = _decimal(number) / scale
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write 0.8 or 80%")
    return value


def seconds(text: str) -> float:
    """Read a pause, 0 to 60 seconds."""
    value = _decimal(text)
    if not 0 <= value <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a pause of 0 to 60 seconds")
    return value


def until(text: str) -> datetime:
    """Read the end of a stretch of time: a bare day means the end of that day."""
    from sim.base.clock import parse_until

    return _moment(text, parse_until, "2017-11-09 or 2017-11-09T16:00")


def since(text: str) -> datetime:
    """Read the beginning of a stretch of time: a bare day means its 00:00."""
    from sim.base.clock import parse_time

    return _moment(text, parse_time, "2017-11-08 or 2017-11-08T16:00")


@dataclass(frozen=True)
class Origin:
    """Where a game begins: at a moment of history, or of a record; there at a turn, counted from 1, as well."""

    moment: datetime | None = None
    turn: int | None = None
    record: Path | None = None


def origin(text: str) -> Origin:
    """Read DATE, RECORD@TURN or RECORD@DATE."""
    path, at, when = text.rpartition("@")
    if not at:
        return Origin(since(text))
    if not path:
        raise argparse.ArgumentTypeError(f"{text!r} names no record; write game.jsonl@17 or game.jsonl@2017-11-08")
    if when.isascii() and when.isdecimal():
        return Origin(turn=_whole(when, 1, 100_000, "a turn is a whole number from 1"), record=Path(path))
    return Origin(since(when), record=Path(path))


def _moment(text: str, read: Callable[[str], datetime], example: str) -> datetime:
    try:
        return read(text)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write {example}") from None


def commander(text: str) -> tuple[str, str]:
    """Read SIDE=WHO."""
    side, equals, who = text.partition("=")
    if not (side and equals and who):
        raise argparse.ArgumentTypeError(f"{text!r} names no side and commander; write isil=doctrine")
    return side, who


def turn_since(clock: Clock, moment: datetime | None) -> int:
    """Return the turn, counted from 0, in which a moment lies; 0 for None."""
    if moment is None:
        return 0
    if not clock.start <= moment < clock.end:
        raise UsageError(f"--from lies outside the scenario, {clock.start:%Y-%m-%d} to {clock.end:%Y-%m-%dT%H:%M}")
    return clock.turn_of(clock.impulse_at(moment))


def turns_until(clock: Clock, moment: datetime | None) -> int:
    """Return how many turns lead to a moment, the one in which it lies included; all of them for None."""
    if moment is None:
        return clock.turns
    hours = (moment - clock.start).total_seconds() / 3600
    if hours <= 0:
        raise UsageError(f"--until lies before the start, {clock.start:%Y-%m-%dT%H:%M}")
    return min(clock.turns, int(-(-hours // clock.turn_hours)))


def record_goal(path: Path) -> Path:
    """Return a path that a record may be written to; refuse to write over anything that is not one."""
    return _goal(path, b'{"record": ', "a record")


def report_goal(path: Path) -> Path:
    """Return a path that a report may be written to; refuse to write over anything that is not one."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{path} has no name for a page; write --out FILE.html")
    return _goal(path, b"<!DOCTYPE html>\n<!-- abukamal report -->", "a report")


def _goal(path: Path, beginning: bytes, what: str) -> Path:
    """Return a path to write to, where there is nothing yet, or a file with this beginning."""
    try:
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as stream:
                if stream.read(len(beginning)) != beginning:
                    raise UsageError(f"{path} exists and is not {what}; choose another name for --out")
        elif path.exists() and not path.is_file():
            raise UsageError(f"{path} is not an ordinary file; choose another name for --out")
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}; make it first, or choose another name for --out")
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {path}: {error}") from None
    return path


def _whole(text: str, low: int, high: int, remedy: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 19 and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(f"{text!r}: {remedy}")
    return int(text)


def _decimal(text: str) -> float:
    if not text.replace(".", "", 1).isdecimal() or not text.isascii() or len(text) > 20:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return float(text)
