"""What can go wrong, for whom, and the exit code it ends with.

    AbuKamalError
    ├── Unreadable   exit 3   a scenario, seed or ruleset author: file, line, column, remedy
    ├── Illegal      exit 4   a player: an order that the rules do not admit, and why
    └── Spoiled      exit 5   a keeper of records: the first bad line of a record
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, order=True)
class Problem:
    """One complaint about a file, at a 1-based line and column."""

    path: str
    line: int
    column: int
    message: str
    remedy: str = ""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{self.path}:{self.line}:{self.column}: {self.level}: {self.message}{tail}"


class AbuKamalError(Exception):
    """Base of all errors that are meant to be read by a person."""

    exit_code: ClassVar[int] = 1


class Unreadable(AbuKamalError):
    """A file cannot be read or is not valid; carries every problem found in one pass."""

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Illegal(AbuKamalError):
    """An order that the rules refuse; the message names the rule."""

    exit_code: ClassVar[int] = 4


class Spoiled(AbuKamalError):
    """A record that does not replay, or whose bytes were changed; names the line."""

    exit_code: ClassVar[int] = 5
