"""Section 7. Ambush and surprise.

7.1  Who moves next to an enemy he has not seen may be ambushed, and halts before one who lies in ambush: a roll
     of sixteen below 4, plus 4 if the enemy lies in ambush, plus half of what the ground conceals, less the
     mover's reconnaissance.  (002 line 41; 000 line 68; values assumed)
7.2  Troops who attack from hiding, or whom the defender has not seen, surprise him, unless he stands in
     trenches (entrenchment 2).
7.3  Surprise doubles the surpriser's fire and halves that of the surprised, and shocks him.  (rules note 2.7,
     2.8)
7.4  A surprise reveals the surpriser.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, among
from sim.rules.detection import reveal
from sim.rules.moment import Contacts, Moment
from sim.state.events import EventKind
from sim.state.kinds import Posture, Verb

TRENCHES = 2


def resolve(moment: Moment, near: Contacts) -> None:
    """Spring ambushes on those who moved; `near` holds the contacts after movement."""
    state, forces = moment.state, moment.scenario.forces
    mover, lurker, world = near.unit, near.other, near.world
    unseen = state.seen[world, lurker, forces.side[mover]] == 0
    still = among(state.verb[world, lurker], (Verb.HOLD, Verb.AMBUSH, Verb.DIG, Verb.RAID, Verb.SCREEN))
    able = (state.cohesion[world, lurker] >= 300) & (state.alert[world, lurker] > 0)
    chance = near.same_bank & (moment.moved[world, mover] > 0) & unseen & still & able
    chance &= (state.posture[world, lurker] != Posture.HIDE) & state.above[world, mover]
    rows = np.flatnonzero(chance)
    if not rows.size:
        return
    world, mover, lurker = world[rows], mover[rows], lurker[rows]
    constants = moment.scenario.ruleset.constants
    laid = state.posture[world, lurker] == Posture.AMBUSH
    cover = moment.scenario.ruleset.hide[moment.terrain[world, lurker]] // 2
    number = constants.ambush + np.where(laid, constants.ambush_ready, 0) + cover - forces.reconnaissance[mover]
    roll = moment.luck.d16("ambush", forces.words[lurker], world, forces.words[mover])
    sprung = roll < number
    moment.surprised[world[sprung], mover[sprung]] = True
    moment.surprising[world[sprung], lurker[sprung]] = True
    moment.target[world[sprung], lurker[sprung]] = state.position[world[sprung], mover[sprung]]
    _tell_surprise(moment, world[sprung], mover[sprung], lurker[sprung])
    moment.ledger.tell(
        moment.impulse, EventKind.AMBUSHED, world[sprung], side=forces.side[lurker[sprung]], unit=lurker[sprung],
        other=mover[sprung], hexagon=state.position[world[sprung], mover[sprung]],
    )  # fmt: skip


def strike_unseen(moment: Moment, near: Contacts, attacks: Flags) -> None:
    """Mark as surprised those who are attacked by troops they had not seen (rule 7.2)."""
    state, forces = moment.state, moment.scenario.forces
    aimed = attacks & (moment.target[near.world, near.unit] == state.position[near.world, near.other])
    unseen = state.seen[near.world, near.unit, forces.side[near.other]] == 0
    sudden = aimed & unseen & (state.dug[near.world, near.other] < TRENCHES)
    world, attacker, victim = near.world[sudden], near.unit[sudden], near.other[sudden]
    fresh = ~moment.surprised[world, victim]
    moment.surprised[world, victim] = True
    moment.surprising[world, attacker] = True
    _tell_surprise(moment, world[fresh], victim[fresh], attacker[fresh])
    reveal(moment, moment.surprising)


def _tell_surprise(moment: Moment, world: Ints, victim: Ints, attacker: Ints) -> None:
    """One line for each unit that was caught unawares, whoever was first to catch it."""
    units = moment.state.fit.shape[1]
    first = np.unique(world * units + victim, return_index=True)[1]
    world, victim, attacker = world[first], victim[first], attacker[first]
    moment.ledger.tell(
        moment.impulse, EventKind.SURPRISED, world, side=moment.scenario.forces.side[victim], unit=victim,
        other=attacker, hexagon=moment.state.position[world, victim],
    )  # fmt: skip
