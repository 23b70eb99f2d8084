"""A record: all that is needed to live one world again, turn by turn."""

from __future__ import annotations

from dataclasses import dataclass, replace

FORMAT = 1
"""Of the file; another number is refused."""

Line = tuple[str, str]
"""Who ordered and what: (side, line of notation)."""


@dataclass(frozen=True)
class Header:
    """What a record is of: the scenario and rules it was made with, its luck, who commanded."""

    scenario: str  # id
    scenario_digest: str  # 32 hex digits over everything that the rules read
    rules: str  # version
    seed: int
    commanders: tuple[tuple[str, str], ...] = ()  # (side, who), in the scenario's order of sides
    path: str = ""  # name of the folder, where the scenario is not a shipped one
    format: int = FORMAT


@dataclass(frozen=True)
class Turn:
    """The orders of one turn, in the order in which they were said, and the digest of the state after it."""

    orders: tuple[Line, ...]
    digest: str  # 32 hex digits


@dataclass(frozen=True)
class Record:
    """One world of one run; a run that was broken off has fewer turns than its scenario."""

    header: Header
    turns: tuple[Turn, ...] = ()

    def cut(self, turns: int) -> Record:
        """Return the record up to the end of a turn: from there another game may branch."""
        return replace(self, turns=self.turns[:turns])
