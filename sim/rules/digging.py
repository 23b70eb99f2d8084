"""Section 15. Entrenchment.

15.1 A unit that stays where it is and is not in a fight digs one level deeper on 8 of 16 in four hours, up to
     what the ground allows; an order to dig makes it 14.  Who moves leaves his trenches.  (002 line 39; values
     assumed)
15.2 Troops who dig at a place of theirs also lay mines and traps there.  (003 line 15)
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, among
from sim.rules.moment import Moment
from sim.state.events import EventKind
from sim.state.kinds import Posture, Verb

IDLE, ORDERED = 8, 14


def resolve(moment: Moment) -> None:
    """Dig in everybody who has the time."""
    state, scenario = moment.state, moment.scenario
    still = (moment.moved == 0) & ~moment.pressed & state.on_map & (state.alert > 0)
    still &= among(state.posture, (Posture.DEFEND, Posture.AMBUSH)) & (state.shock == 0)
    number = np.where(state.verb == Verb.DIG, ORDERED, IDLE) * moment.hours
    roll = moment.luck.below("dig", 64, scenario.forces.words)
    limit = scenario.ruleset.dig_limit[moment.terrain]
    deeper = still & (roll < number) & (state.dug < limit)
    state.dug[deeper] += 1
    moment.tell(EventKind.DUG_IN, deeper, amount=state.dug)
    laying = deeper & (state.verb == Verb.DIG)
    if laying.any():
        _lay(moment, laying)


def _lay(moment: Moment, digging: Flags) -> None:
    """Raise the level of mines at the places where an order to dig is carried out (rule 15.2)."""
    state, scenario = moment.state, moment.scenario
    worlds, units = np.nonzero(digging)
    where = state.position[worlds, units]
    for place in np.flatnonzero(np.isin(scenario.place_hex, where)).tolist():
        h = int(scenario.place_hex[place])
        side = scenario.forces.side[units]
        holder = state.control[worlds, h].astype(np.int64)
        ours = (holder >= 0) & scenario.friend[side, np.maximum(holder, 0)]
        rows = np.flatnonzero((where == h) & ours)
        if rows.size:
            state.mines[worlds[rows], place] = np.minimum(state.mines[worlds[rows], place] + 1, 15)
            state.miner[worlds[rows], place] = scenario.forces.side[units[rows]]
