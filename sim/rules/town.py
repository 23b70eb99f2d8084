"""Section 10. Fighting in towns: blocks, tunnels, and the stroke from hiding.

10.1 A town has blocks, each held by a side; both sides may stand in its hex.  Ground is won block by block: a
     roll of sixteen below 12 plus half the odds in steps, less an offset of 2 steps, wins one, two at odds of
     4, three at 10.  (rules note 2.9)
10.2 A side alone in a town takes two blocks in four hours with each of its units there.
10.3 Each eighth of the blocks lost costs the loser a step of cover (8.5); a side without a block leaves by a
     free exit or is overrun.
10.4 Troops may hide in a town's tunnels up to their capacity.  Hidden, they hold nothing, cannot be fired on,
     and take an eighth of what is dropped on them.  A search finds them on a roll below its engineers.  (000
     line 76) Troops told to hide go below, out of sight, if they act and there is room.
10.5 A side that holds four fifths of a town and sees nobody in it for a while is off its guard.
10.6 Troops who come up among a garrison that is off its guard take the blocks they come up in and throw it into
     confusion: its fire is halved, once more while it is surprised, and its orders do not travel.  Fewer than
     hold one block surprise only those whom they attack.  (000 line 76)
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, Words
from sim.base.steps import log_steps
from sim.rules.cohesion import remove
from sim.rules.combat import engaged, fire
from sim.rules.detection import SIGHTING_HOURS
from sim.rules.moment import Moment
from sim.state.events import EventKind
from sim.state.kinds import Posture, Verb

OFF_GUARD_HOURS = 4
WON_BY_ODDS = ((10, 3), (4, 2))


def surface(moment: Moment) -> None:
    """Let hidden troops with another order come up, and strike those who are off their guard (rule 10.6)."""
    state, forces = moment.state, moment.scenario.forces
    rising = (state.posture == Posture.HIDE) & (state.verb != Verb.HIDE) & moment.acts & state.on_map
    if not rising.any():
        return
    worlds, units = np.nonzero(rising)
    state.posture[worlds, units] = Posture.ASSAULT
    moment.tell(EventKind.EMERGED, rising, amount=state.fit)
    for town, h in enumerate(moment.scenario.towns.hex.tolist()):
        for side in np.unique(forces.side[units]).tolist():
            ours = rising & (forces.side == side) & (state.position == h)
            _stroke(moment, town, h, side, np.where(ours, state.fit, 0).sum(axis=1, dtype=np.int64), ours)


def sink(moment: Moment) -> None:
    """Let troops who are told to hide go below where there are tunnels with room for them (rule 10.4)."""
    state, forces, towns = moment.state, moment.scenario.forces, moment.scenario.towns
    for town, h in enumerate(towns.hex.tolist()):
        here = (state.position == h) & state.on_map
        below = here & (state.posture == Posture.HIDE)
        sinking = here & ~below & (state.verb == Verb.HIDE) & moment.acts
        if not sinking.any():
            continue
        for side in np.unique(forces.side[sinking.any(axis=0)]).tolist():
            want = np.where(sinking & (forces.side == side), state.fit, 0)
            used = np.where(below, state.fit, 0).sum(axis=1, dtype=np.int64)[:, None]
            fits = used + np.cumsum(want, axis=1, dtype=np.int64) <= int(towns.tunnels[town])
            state.posture[(want > 0) & fits] = Posture.HIDE
            state.seen[(want > 0) & fits] = 0


def off_guard(moment: Moment, town: int, side: int) -> Flags:
    """Say in which worlds a side holds a town without fear, (W,)."""
    calm: Flags = moment.state.quiet[:, town, side] >= OFF_GUARD_HOURS
    return calm


def _stroke(moment: Moment, town: int, h: int, side: int, people: Ints, ours: Flags) -> None:
    state, scenario, constants = moment.state, moment.scenario, moment.scenario.ruleset.constants
    for victim in np.flatnonzero(scenario.hostile[side]).tolist():
        struck = off_guard(moment, town, victim) & (people >= constants.surfacing)
        if not struck.any():
            continue
        taken = np.minimum(people // constants.surfacing, state.blocks[:, town, victim])
        taken = np.where(struck, taken, 0)
        state.blocks[:, town, victim] -= taken
        state.blocks[:, town, side] += taken
        theirs = (state.position == h) & (scenario.forces.side == victim) & state.on_map & struck[:, None]
        state.shock[theirs] = constants.stroke_hours
        state.cohesion[theirs] = np.maximum(state.cohesion[theirs] - constants.stroke_shock * 10, 0)
        moment.surprised |= theirs
        moment.surprising |= ours & struck[:, None]
        moment.target[ours & struck[:, None]] = h
        state.quiet[struck, town, victim] = 0
        moment.ledger.tell(moment.impulse, EventKind.SURPRISED, np.flatnonzero(struck), side=victim, hexagon=h,
                           other=np.argmax(ours[struck], axis=1), amount=taken[struck])  # fmt: skip


def resolve(moment: Moment) -> None:
    """Contest the blocks of every town, empty out the overrun, search for the hidden, and count the quiet hours."""
    worth = engaged(moment) * fire(moment).factor >> 10
    for town, h in enumerate(moment.scenario.towns.hex.tolist()):
        inside = (moment.state.position == h) & moment.state.above
        _contest(moment, town, h, np.where(inside, worth, 0))
        _search(moment, h)
        _overrun(moment, town, h, inside)
        _watch(moment, town, h)


def _side_power(moment: Moment, worth: Ints) -> Ints:
    """Sum the worth (W, U) of each side, (W, S)."""
    side = moment.scenario.forces.side
    columns = [worth[:, side == s].sum(axis=1, dtype=np.int64) for s in range(len(moment.scenario.sides))]
    return np.stack(columns, axis=1)


def _contest(moment: Moment, town: int, h: int, worth: Ints) -> None:
    state, scenario, constants = moment.state, moment.scenario, moment.scenario.ruleset.constants
    power = _side_power(moment, worth)
    for side in range(len(scenario.sides)):
        foes = np.flatnonzero(scenario.hostile[side])
        if not foes.size or not power[:, side].any():
            continue
        enemy = power[:, foes].sum(axis=1, dtype=np.int64)
        held = state.blocks[:, town, foes]
        mine = power[:, side] > 0
        attacks = ((moment.target == h) & (scenario.forces.side == side) & (worth > 0)).any(axis=1)
        odds = log_steps(power[:, side] // 16 + 1) - log_steps(enemy // 16 + 1) - constants.block_offset
        word = scenario.towns.words[town : town + 1] + np.uint64(side)
        roll = moment.luck.d16("blocks", word)[:, 0]
        won = np.where(roll < np.clip(constants.block_threshold + odds // 2, 1, 15), 1, 0)
        for least, several in reversed(WON_BY_ODDS):
            won = np.where((won > 0) & (odds >= least), several, won)
        alone = mine & (enemy == 0)
        bodies = ((worth > 0) & (scenario.forces.side == side)).sum(axis=1, dtype=np.int64)
        gain = np.where(alone, bodies * 2 * 256, np.where(mine & attacks, won * 256, 0)) * moment.hours // 4
        blocks = _whole(moment, gain, word)
        worlds = np.arange(state.worlds)
        for foe in foes[np.argsort(-held, axis=1, kind="stable")].T:  # (W,): first from whoever holds most
            taken = np.minimum(blocks, state.blocks[worlds, town, foe])
            state.blocks[worlds, town, foe] -= taken
            state.blocks[:, town, side] += taken
            blocks = blocks - taken


def _whole(moment: Moment, gain: Ints, word: Words) -> Ints:
    """Round blocks in 1/256 to whole blocks by lot, (W,)."""
    worlds = np.arange(gain.size)
    return moment.luck.rounded("ground", gain, 8, np.repeat(word, gain.size), worlds)


def _search(moment: Moment, h: int) -> None:
    """Engineers who comb a town find those who hide in it (rule 10.4)."""
    state, forces, scenario = moment.state, moment.scenario.forces, moment.scenario
    here = (state.position == h) & state.on_map
    hidden = here & (state.posture == Posture.HIDE)
    if not hidden.any():
        return
    for side in range(len(scenario.sides)):
        combing = here & (forces.side == side) & (state.verb == Verb.CLEAR) & moment.acts
        skill = np.where(combing, forces.engineers, 0).max(axis=1, initial=0)
        prey = hidden & scenario.hostile[side][forces.side]
        roll = moment.luck.d16("search", forces.words)
        found = prey & (roll * 4 < skill[:, None] * moment.hours)
        state.posture[found] = Posture.DEFEND
        state.verb[found] = Verb.HOLD
        state.seen[found, side] = 24


def _overrun(moment: Moment, town: int, h: int, inside: Flags) -> None:
    """A side without a block that cannot leave is overrun: a third falls in four hours, three in four captured."""
    state, scenario = moment.state, moment.scenario
    for side in range(len(scenario.sides)):
        lost = state.blocks[:, town, side] == 0
        victims = inside & (scenario.forces.side == side) & lost[:, None] & moment.pressed
        if not victims.any():
            continue
        worlds, units = np.nonzero(victims)
        state.cohesion[worlds, units] = np.maximum(state.cohesion[worlds, units] - moment.scaled(20), 0)
        trapped = (state.fit[worlds, units] * moment.hours) // 12
        trapped = np.where(_has_exit(moment, worlds, units, h), 0, trapped)
        killed = trapped // 4
        state.fit[worlds, units] -= trapped
        state.killed[worlds, units] += killed
        state.captured[worlds, units] += trapped - killed
        empty = state.fit[worlds, units] <= 0
        remove(moment, worlds[empty], units[empty])


def _has_exit(moment: Moment, worlds: Ints, units: Ints, h: int) -> Flags:
    """Say for each row whether a neighbouring hex of the town is free of hostile control."""
    scenario = moment.scenario
    around = scenario.map.grid.neighbours[h]
    holder = moment.state.control[worlds][:, around].astype(np.int64)  # (N, 6)
    side = scenario.forces.side[units][:, None]
    hostile: Flags = scenario.hostile[side, np.maximum(holder, 0)] & (holder >= 0)
    free: Flags = ~np.asarray(np.all(hostile, axis=1))
    return free


def _watch(moment: Moment, town: int, h: int) -> None:
    """Count the hours for which a side has held the town and seen nobody in it (rule 10.5)."""
    state, scenario = moment.state, moment.scenario
    total = int(scenario.towns.blocks[town])
    close = state.position == h
    for side in range(len(scenario.sides)):
        foe = scenario.hostile[side][scenario.forces.side] & close & state.on_map
        known = (foe & (state.seen[:, :, side] > SIGHTING_HOURS - 2 * moment.hours)).any(axis=1)
        friends = scenario.friend[side]
        secure = state.blocks[:, town][:, friends].sum(axis=1, dtype=np.int64) * 5 >= total * 4
        state.quiet[:, town, side] = np.where(secure & ~known, state.quiet[:, town, side] + moment.hours, 0)
