"""How a staff is minded: what odds it wants, what it keeps back, how far ahead it looks, which means it thinks of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.base.steps import log_steps
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Level:
    """A temper.  None of them sees more than another."""

    name: str
    odds: int  # steps wanted before an attack that is a choice
    dear: int  # the same where much is to be won
    enough: int  # steps at which an assault needs no pressing
    guard: int  # of sixteen parts of the force, how many guard what is held, by its worth
    reserve: int  # one unit in so many stays back; 0 for none
    spirit: int  # cohesion, of 1000, above its threshold at which a unit is taken out of a fight
    worth: int  # how much a point of worth weighs against an hour's march
    storms: bool  # presses an assault against poor odds where much is to be won
    raids: bool  # sends raiders against lines
    tricks: bool  # tunnels, flights, bombers where they pay best
    flanks: bool  # guards the flank of an attack
    rounds: int  # how often the plan is gone over with what the others have been told


LEVELS = {
    "cautious": Level("cautious", 5, 3, 10, 13, 3, 60, 6, False, False, True, True, 1),
    "competent": Level("competent", 3, -2, 8, 9, 5, 0, 8, True, True, True, True, 1),
    "bold": Level("bold", -8, -8, 8, 3, 0, 80, 16, True, False, True, False, 1),
}


MORE = 8


def minded(level: Level, scenario: Scenario, side: int) -> Level:
    """Return a level as it is on one side: who is outnumbered from the start asks for more and guards more.

    The orders of battle of both sides are known to all, as in a briefing; where the troops are is not.
    """
    own = int(scenario.forces.strength[scenario.friend[side][scenario.forces.side]].sum())
    foe = int(scenario.forces.strength[scenario.hostile[side][scenario.forces.side]].sum())
    short = int(log_steps(np.array(foe)) - log_steps(np.array(own)))
    more = min(max(short, 0), MORE)
    return replace(level, odds=level.odds + more, guard=min(level.guard + more, 15))
