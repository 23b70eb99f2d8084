"""Section 11. Control of ground.

11.1 A hex belongs to whoever stood in it last; troops who hold together also hold the hexes around them that no
     enemy stands in or controls by his zone.  (assumed)
11.2 A town's hex belongs to the side with most of its blocks; with as many, to whoever had it.
11.3 Mines and traps laid at a place hurt those who enter it and are not of the side that laid them; engineers
     who hold the place and are told to clear it take twelve hours for a level, others who hold it forty-eight.
     A place can be taken and not yet be cleared.  (000 line 74, 003 line 15)
11.4 A side knows who holds the ground within 6 km of its troops and its friends'; of the rest it believes what
     it saw last.  Who holds which quarter of a town is known to all.  (assumed)
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Bytes, Flags, Ints, among
from sim.base.hexes import disc
from sim.rules.combat import hit
from sim.rules.moment import Moment
from sim.rules.zones import FIRM
from sim.state.events import EventKind
from sim.state.kinds import Posture, Verb

SIGHT_METRES = 6_000


def holders(moment: Moment) -> tuple[Bytes, Ints]:
    """Remember who holds the places (W, P) and the blocks (W, C, S) before anybody moves."""
    state = moment.state
    return state.control[:, moment.scenario.place_hex].copy(), state.blocks.copy()


def resolve(moment: Moment, before: tuple[Bytes, Ints]) -> None:
    """Pass ground to those who hold it now, and tell which places and blocks changed hands since `before`."""
    state, scenario = moment.state, moment.scenario
    places_before, blocks_before = before
    _claim(moment)
    for town, h in enumerate(scenario.towns.hex.tolist()):
        blocks = state.blocks[:, town]
        most = np.argmax(blocks, axis=1)
        rows, holder = np.arange(state.worlds), np.maximum(state.control[:, h].astype(np.int64), 0)
        state.control[:, h] = np.where(blocks[rows, holder] == blocks[rows, most], holder, most)
    _tell_places(moment, places_before)
    _tell_blocks(moment, blocks_before)


def _claim(moment: Moment) -> None:
    """Apply rule 11.1 hex by hex around every unit."""
    state, scenario = moment.state, moment.scenario
    grid, bank, forces = scenario.map.grid, scenario.map.bank, scenario.forces
    shape = (len(scenario.sides), state.worlds, grid.count + 1)
    stands, holds = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    worlds, units = np.nonzero(state.above & (state.position != moment.nowhere))
    here, side = state.position[worlds, units], forces.side[units]
    stands[side, worlds, here] = True
    firm = (state.fit[worlds, units] >= scenario.ruleset.constants.zone_strength)
    firm &= (state.cohesion[worlds, units] >= FIRM) & (state.posture[worlds, units] != Posture.ROUT)
    around = grid.neighbours[here]
    near = firm[:, None] & (bank[around] == bank[here][:, None]) & (around != grid.count)
    who = np.broadcast_to(side[:, None], around.shape)[near]
    where = np.broadcast_to(worlds[:, None], around.shape)[near]
    holds[who, where, around[near]] = True
    for mine in range(len(scenario.sides)):
        foes = np.flatnonzero(scenario.hostile[mine])[:, None]
        w = np.concatenate((worlds[side == mine], where[who == mine]))  # of each hex that the side may claim
        h = np.concatenate((here[side == mine], around[near][who == mine]))
        enemy_stands, enemy_holds = stands[foes, w, h].any(axis=0), holds[foes, w, h].any(axis=0)
        holder = state.control[w, h]
        friend = scenario.friend[mine][np.maximum(holder, 0)] & (holder >= 0)
        claim = ~enemy_stands & (stands[mine, w, h] | (~enemy_holds & ~friend))
        state.control[w[claim], h[claim]] = mine


def _tell_places(moment: Moment, before: Bytes) -> None:
    state, scenario = moment.state, moment.scenario
    after = state.control[:, scenario.place_hex]
    worlds, places = np.nonzero(after != before)
    town = among(scenario.place_hex[places], scenario.towns.hex)
    worlds, places = worlds[~town], places[~town]
    hexes = scenario.place_hex[places]
    holder, loser = after[worlds, places].astype(np.int64), before[worlds, places].astype(np.int64)
    foe = (loser < 0) | scenario.hostile[holder, np.maximum(loser, 0)]
    tell = moment.ledger.tell
    tell(moment.impulse, EventKind.TOOK, worlds[foe], side=holder[foe], hexagon=hexes[foe], amount=1)
    foe &= loser >= 0
    tell(moment.impulse, EventKind.LOST, worlds[foe], side=loser[foe], hexagon=hexes[foe], amount=1)


def _tell_blocks(moment: Moment, before: Ints) -> None:
    change = moment.state.blocks - before
    for kind, sign in ((EventKind.TOOK, 1), (EventKind.LOST, -1)):
        worlds, towns, sides = np.nonzero(change * sign > 0)
        moment.ledger.tell(
            moment.impulse, kind, worlds, side=sides, hexagon=moment.scenario.towns.hex[towns],
            amount=change[worlds, towns, sides] * sign,
        )  # fmt: skip


def learn(moment: Moment) -> None:
    """Let each side see who holds the ground around its troops (rule 11.4)."""
    state, scenario = moment.state, moment.scenario
    state.believed[:, :, scenario.towns.hex] = state.control[:, None, scenario.towns.hex]
    around = disc(scenario.map.grid, SIGHT_METRES // scenario.map.hex_metres)
    for side in range(len(scenario.sides)):
        ours = scenario.friend[side][scenario.forces.side]
        worlds, units = np.nonzero(state.above & ours & (state.position != moment.nowhere))
        seen = around[state.position[worlds, units]]
        state.believed[worlds[:, None], side, seen] = state.control[worlds[:, None], seen]


def mines(moment: Moment) -> None:
    """Hurt those who entered mined places, and clear or lay mines where troops work at it (rule 11.3)."""
    state, scenario = moment.state, moment.scenario
    forces, where = scenario.forces, scenario.place_hex
    if not (state.mines > 0).any():
        return
    mined = np.zeros((state.worlds, moment.nowhere + 1), dtype=np.int64)
    owner = np.full((state.worlds, moment.nowhere + 1), -1, dtype=np.int64)
    mined[:, where], owner[:, where] = state.mines, state.miner
    rows = np.arange(state.worlds)[:, None]
    level, layer = mined[rows, state.position], owner[rows, state.position]
    strange = (level > 0) & state.above & (layer >= 0) & ~scenario.friend[forces.side[None], np.maximum(layer, 0)]
    entered = strange & (moment.moved > 0)
    roll = moment.luck.d16("mines", forces.words)
    worlds, units = np.nonzero(entered)
    under = level[worlds, units] // 4 + 1

    def cost(roll: Ints) -> Ints:
        return np.where(roll < under, 1 + roll % scenario.ruleset.constants.mine_casualties, 0) << 10

    people = cost(roll[worlds, units]) >> 10
    moment.thrown("mine", worlds, units, cost, np.minimum(people, state.fit[worlds, units]))
    hit(moment, worlds, units, people, "mine")
    holder = state.control[rows, state.position]
    holds = (holder >= 0) & scenario.friend[forces.side[None], np.maximum(holder, 0)]
    _clear(moment, strange & holds & ~entered & ~moment.pressed)


def _clear(moment: Moment, working: Flags) -> None:
    state, scenario = moment.state, moment.scenario
    pace = np.where((state.verb == Verb.CLEAR) & (scenario.forces.engineers > 0), 4, 1)
    roll = moment.luck.below("clear", 48, scenario.forces.words)
    done = working & (roll < pace * moment.hours) & moment.acts
    worlds, units = np.nonzero(done)
    for world, unit in zip(worlds.tolist(), units.tolist(), strict=True):
        places = np.flatnonzero(scenario.place_hex == state.position[world, unit])
        for place in places.tolist():
            if state.mines[world, place] > 0:
                state.mines[world, place] -= 1
                moment.ledger.tell(
                    moment.impulse, EventKind.CLEARED, np.array([world]), unit=unit,
                    side=int(scenario.forces.side[unit]), hexagon=int(state.position[world, unit]),
                    amount=int(state.mines[world, place]),
                )  # fmt: skip
