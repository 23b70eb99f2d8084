"""Whether a saved game still leads where it led: it is replayed turn by turn, and the answer stands in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from sim.base.piecemeal import Piecemeal
from sim.errors import AbuKamalError
from sim.record.replay import scenario_of, unlike
from sim.record.store import read_record
from sim.record.verify import Verdict, verifying
from sim.view.rows import Line, Row
from sim.view.screens.listed import Listed
from sim.view.screens.waiting import Waiting

if TYPE_CHECKING:
    from sim.view.app import App

Findings = tuple[tuple[str, str], ...]
"""Sentences with their style, a word of the styles of rows."""


def verification(app: App, path: Path, turns: int) -> Waiting[Findings]:
    """Return the screen that replays a save of so many turns and then says what came of it."""
    return Waiting(app, f"Verifying {path.name}", findings(path), turns, lambda said: Verified(app, path, said))


def findings(path: Path) -> Piecemeal[Findings]:
    """Replay a record, a turn a step, and say what is true of it; one that is spoiled or of another version too."""
    try:
        record, warnings = read_record(path)
        scenario = scenario_of(record, path.parent)
    except (AbuKamalError, OSError) as error:
        return (("It cannot be replayed.", "head"), (str(error), "warning"))
    other = unlike(record, scenario)
    try:
        verdict = yield from verifying(record, scenario, same=not other)
    except AbuKamalError as error:
        said: Findings = (("It does not replay here.", "head"), (str(error), "warning"))
    else:
        said = _said(verdict)
    if other:
        said = (*said, ("It was made with another version, and was tried under this one:", "strong"),
                (f"{other[0].upper()}{other[1:]}.", "plain"))  # fmt: skip
    return (*said, *((warning, "slanted") for warning in warnings))


def _said(verdict: Verdict) -> Findings:
    """Say how a replay went."""
    if verdict.same:
        count = "The one turn" if verdict.turns == 1 else f"All {verdict.turns} turns"
        return ((f"{count} as written." if verdict.turns else "No turn has been resolved in it yet.", "head"),)
    number = verdict.first_difference
    before = {0: "", 1: " The one turn before it is as written."}.get(
        verdict.turns, f" The {verdict.turns} turns before it are as written."
    )
    return (
        (f"Turn {number} is the first that comes out differently.{before}", "head"),
        (f"The record has the digest {verdict.expected}; here it is {verdict.found}.", "small"),
    )


class Verified(Listed):
    """What came of a verification."""

    heading = "Verification"
    widest = 760

    def __init__(self, app: App, path: Path, said: Sequence[tuple[str, str]]) -> None:
        super().__init__(app)
        self.path, self.said = path, tuple(said)

    def fill(self, body: pygame.Rect) -> None:
        """Write what was found."""
        lines = tuple(Line(text, style) for text, style in self.said)
        self.rows.arrange(body, self.look)
        self.rows.show([Row((Line(self.path.name, "faint"), *lines))], stay=True)
