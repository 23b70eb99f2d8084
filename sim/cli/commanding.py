"""Who commands: names of commanders on the command line become commanders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.mismatch import nearest_or_list
from sim.cli.arguments import UsageError

if TYPE_CHECKING:
    from sim.play.commander import Commander
    from sim.scenario.scenario import Scenario

KINDS = "history, doctrine, doctrine:cautious, doctrine:bold, chance, or a file of orders"


def commanders(scenario: Scenario, named: Sequence[tuple[str, str]]) -> dict[str, Commander]:
    """Return the commanders that were asked for, by side; history is left out."""
    found: dict[str, Commander] = {}
    seen: set[str] = set()
    for side, who in named:
        if side not in scenario.sides:
            remedy = nearest_or_list(side, list(scenario.sides), "sides")
            raise UsageError(f"{scenario.id} has no side {side!r}; {remedy}")
        if side in seen:
            raise UsageError(f"--commander is given twice for {side}")
        seen.add(side)
        if who != "history":
            found[side] = commander_of(scenario, side, who)
    return found


def commander_of(scenario: Scenario, side: str, who: str) -> Commander:
    """Return one commander by name."""
    from sim.play.roster import commander_named
    from sim.play.script import Script

    found = commander_named(who)
    if found is not None:
        return found
    path = Path(who)
    if path.exists():
        return Script(path, scenario, side)
    raise UsageError(f"there is no commander and no file {who!r}; a side is led by {KINDS}")
