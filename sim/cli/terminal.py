"""What goes to the terminal: every text through one escape, JSON as it is, progress only where somebody looks."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from sim.report.plain import json_text, plain


def say(line: str = "") -> None:
    """Print one line."""
    print(plain(line))


def complain(line: str) -> None:
    """Print one line to standard error; a reader who has gone is not an error."""
    with suppress(OSError):
        print(plain(line), file=sys.stderr, flush=True)


def say_painted(line: str) -> None:
    """Print one line of a text that has been made plain already, and perhaps coloured since."""
    print(line)


def say_json(value: Any) -> None:
    """Print a value as JSON, in ASCII: it survives every terminal and every pipe."""
    print(json_text(value))


def width() -> int:
    """Return how many characters a line may have: the terminal's, within reason, or 100 in a pipe."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, 40), 120) if sys.stdout.isatty() else 100


def coloured() -> bool:
    """Say whether there is a terminal that shows colours to somebody who wants them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def wrapped(text: str, first: str = "", rest: str = "  ") -> Iterator[str]:
    """Break a text into lines, the first and the others with their own indent."""
    yield from textwrap.wrap(plain(text), width(), initial_indent=first, subsequent_indent=rest) or [first]


def columns(rows: Sequence[Sequence[str]], gap: str = "  ") -> Iterator[str]:
    """Lay rows out in columns, the last one open."""
    clean = [[plain(cell) for cell in row] for row in rows]
    widths = [max(len(row[k]) for row in clean) for k in range(len(clean[0]) - 1)] if clean else []
    for row in clean:
        yield gap.join([*(cell.ljust(size) for cell, size in zip(row, widths, strict=False)), row[-1]]).rstrip()


class Progress:
    """A line on the terminal that counts; nothing where nobody looks.  Call it with (done, of how many)."""

    def __init__(self, label: str) -> None:
        self._label = plain(label)
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._shown:
            print(f"\r{self._label} {100 * done // max(total, 1)} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r" + " " * (len(self._label) + 8) + "\r", end="", file=sys.stderr, flush=True)
