"""A game that branches off a record: its first turns are lived again as written, then somebody else leads a side.

The record is only read.  The new game has the same orders and digests up to the turn at which it was taken over.
"""

from __future__ import annotations

from sim.errors import Illegal
from sim.play.commander import Commander
from sim.play.roster import commander_named
from sim.record.record import Header, Record
from sim.record.replay import same_ground
from sim.scenario.scenario import Scenario


def check_turn(scenario: Scenario, record: Record, turn: int) -> None:
    """Raise Spoiled if a record is of another version, Illegal if a turn, from 0, cannot be taken over in it."""
    same_ground(record, scenario)
    most = min(len(record.turns), scenario.clock.turns - 1)
    if not 0 <= turn <= most:
        raise Illegal(f"turn {turn + 1} cannot be taken over in this record: it can be in turns 1 to {most + 1}")


def rivals(header: Header, side: str) -> dict[str, Commander]:
    """Return new commanders for the sides that others lead on in a branch, as named in the record.

    Who was led by a person or by a file of orders is led by history, as far as that makes sense.
    """
    named = {name: commander_named(who) for name, who in header.commanders if name != side}
    return {name: commander for name, commander in named.items() if commander is not None}


def branch_name(scenario: Scenario, since: int, side: str, seed: int) -> str:
    """Name a game by where it left its past: `dawn-3 from 8 November 2017 as government, world 1`."""
    clock = scenario.clock
    then = clock.time_of(since * clock.impulses_per_turn)
    hour = f" {then:%H:%M}" if (then - clock.start).total_seconds() % 86400 else ""
    start = f" from {then.day} {then:%B %Y}{hour}" if since else ""
    return f"{scenario.id}{start} as {side}, world {seed}"
