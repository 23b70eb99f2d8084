"""Does a record still lead where it led?  Every turn is played again and its digest compared."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.piecemeal import Piecemeal, finish
from sim.record.record import Record
from sim.record.replay import replay, scenario_of
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Verdict:
    """How many turns came out as written, and the first that did not (counted from 1), with both digests."""

    turns: int
    first_difference: int | None = None
    expected: str = ""
    found: str = ""

    @property
    def same(self) -> bool:
        return self.first_difference is None


def verify(record: Record, scenario: Scenario | None = None) -> Verdict:
    """Replay a record and stop at the first turn that differs.

    Raises Spoiled when the scenario or the rules are not those of the record, Unreadable when the scenario is gone.
    """
    return finish(verifying(record, scenario_of(record) if scenario is None else scenario))


def verifying(record: Record, scenario: Scenario, same: bool = True) -> Piecemeal[Verdict]:
    """Do what `verify` does, a turn a step; without `same`, of a record of other rules or another scenario too."""
    number = 0
    for number, (turn, state, _) in enumerate(replay(record, scenario, same=same), 1):
        found = state.digests[0].hex()
        if found != turn.digest:
            return Verdict(number - 1, number, turn.digest, found)
        yield number
    return Verdict(number)
