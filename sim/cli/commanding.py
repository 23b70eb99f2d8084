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
    from sim.play.chance import Chance
    from sim.play.doctrine.levels import LEVELS
    from sim.play.doctrine.staff import Doctrine
    from sim.play.script import Script

    kind, _, level = who.partition(":")
    if kind == "doctrine" and (level or "competent") in LEVELS:
        return Doctrine(level or "competent")
    if who == "chance":
        return Chance()
    path = Path(who)
    if path.exists():
        return Script(path, scenario, side)
    raise UsageError(f"there is no commander and no file {who!r}; a side is led by {KINDS}")
