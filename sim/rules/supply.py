"""Section 14. Supply: lines over the desert, raids on them, captured stocks.

14.1 Once a turn each unit looks for an open line: the least-time way to its formation's depot, or to a place
     that an event opened as a source.
14.2 A line is cut by hostile troops on it or next to it where no friendly troops of 150 stand; its first hexes,
     within 6 km of the unit, do not count.  (002 line 41: attacks on the supply line through empty desert)
14.3 An open line fills four hours of stock an hour, up to what a unit carries; half beyond 100 km.  A cut unit
     consumes its stock and fights worse when it runs out.
14.4 A raider that cuts a line is named for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.columns import Flags, Ints, People
from sim.rules.moment import Moment
from sim.rules.movement import movement_class
from sim.rules.zones import Zones, zones
from sim.state.events import EventKind
from sim.state.kinds import Status, Verb

NEAR_METRES, FAR_METRES = 6_000, 100_000
LONGEST = 400
"""Hexes after which a line is given up."""


def resolve(moment: Moment) -> None:
    """Trace every line for the coming turn: set the hours for which each unit has been cut off."""
    state, scenario = moment.state, moment.scenario
    live = state.status == Status.ACTIVE
    worlds, units = np.nonzero(live)
    ground = zones(moment)
    guard = _guards(moment)
    depot = scenario.formations.depot[moment.formation[units]]
    open_line, where, _ = _trace(moment, ground, guard, worlds, units, depot)
    for place in np.flatnonzero((state.open_source > 0).any(axis=0)).tolist():
        fed = state.open_source[worlds, place] - 1
        needs = np.flatnonzero(~open_line & (fed == scenario.forces.side[units]))
        goal = np.full(needs.size, scenario.place_hex[place], dtype=np.int64)
        found, _, _ = _trace(moment, ground, guard, worlds[needs], units[needs], goal)
        open_line[needs] |= found
    turn = scenario.clock.turn_hours
    before = state.cut.copy()
    state.cut[worlds, units] = np.where(open_line, 0, state.cut[worlds, units] + turn)
    moment.tell(EventKind.CUT_OFF, live & (before == 0) & (state.cut > 0))
    moment.tell(EventKind.REJOINED, live & (before > 0) & (state.cut == 0))
    _tell_raids(moment, worlds[~open_line], units[~open_line], where[~open_line])


@dataclass(frozen=True)
class Lines:
    """The lines to the depots, as one side would trace them."""

    where: Ints  # (W, U) hex at which each line is cut, the sentinel where it is open or not asked for
    kept: Flags  # (W, H+1) hexes at which nothing but a guard keeps somebody's line open


def lines(moment: Moment, side: int) -> Lines:
    """Trace the lines of one side's units, and tell where guards are needed and where they are wanting."""
    state, scenario = moment.state, moment.scenario
    worlds, units = np.nonzero((state.status == Status.ACTIVE) & (scenario.forces.side == side))
    ground, guard = zones(moment), _guards(moment)
    depot = scenario.formations.depot[moment.formation[units]]
    kept = np.zeros((state.worlds, moment.nowhere + 1), dtype=np.bool_)
    _, cut, _ = _trace(moment, ground, guard, worlds, units, depot, kept)
    where = np.full(state.position.shape, moment.nowhere, dtype=np.int64)
    where[worlds, units] = cut
    return Lines(where, kept)


def consume(moment: Moment) -> None:
    """Fill or eat the stocks of one impulse (rule 14.3)."""
    state, constants = moment.state, moment.scenario.ruleset.constants
    depot = moment.scenario.formations.depot[moment.formation]
    far = moment.scenario.map.grid.distance(state.position, depot) * moment.scenario.map.hex_metres > FAR_METRES
    gain = np.where(state.cut > 0, -1, np.where(far, 2, 4)) * moment.hours
    stock = np.clip(state.stock + gain, 0, constants.stock_hours)
    state.stock[:] = np.where(state.status == Status.ACTIVE, stock, state.stock)


def _guards(moment: Moment) -> People:
    """Return the fighters of each side and its friends in each hex, (S, W, H+1)."""
    state, scenario = moment.state, moment.scenario
    people = np.zeros((len(scenario.sides), state.worlds, moment.nowhere + 1), dtype=np.int32)
    worlds, units = np.nonzero(state.above)
    side = scenario.forces.side[units]
    where, fit = worlds * people.shape[2] + state.position[worlds, units], state.fit[worlds, units]
    for friend in range(len(scenario.sides)):
        mine = scenario.friend[friend][side]
        np.add.at(people[friend].reshape(-1), where[mine], fit[mine])
    return people


def _trace(
    moment: Moment, ground: Zones, guard: People, worlds: Ints, units: Ints, goal: Ints, kept: Flags | None = None
) -> tuple[Flags, Ints, Ints]:
    """Follow each row's way to its source: whether it is open, where it is cut, and how many hexes were gone.

    `kept` (W, H+1) is marked where a guard keeps a line open.
    """
    state, scenario = moment.state, moment.scenario
    side = scenario.forces.side[units]
    slots = scenario.routes.slots(goal, movement_class(moment)[worlds, units])
    here = state.position[worlds, units].copy()
    arrived = here == goal
    cut = np.full(worlds.size, moment.nowhere, dtype=np.int64)
    gone = np.zeros(worlds.size, dtype=np.int64)
    open_way = NEAR_METRES // scenario.map.hex_metres
    active = np.flatnonzero(~arrived)
    least = scenario.ruleset.constants.guard_strength
    for step in range(LONGEST):
        if not active.size:
            break
        onward = scenario.routes.onward[slots[active], here[active]]
        s, w = side[active], worlds[active]
        blocked = onward == moment.nowhere
        if step >= open_way:
            zone, few = ground.zone[s, w, onward], guard[s, w, onward] < least
            blocked |= ground.hostile[s, w, onward] | (zone & few)
            if kept is not None:
                kept[w[zone & ~few], onward[zone & ~few]] = True
        here[active] = onward
        gone[active] += 1
        cut[active[blocked]] = onward[blocked]
        there = onward == goal[active]
        arrived[active[there & ~blocked]] = True
        active = active[~blocked & ~there]
    return arrived, cut, gone


def _tell_raids(moment: Moment, worlds: Ints, units: Ints, where: Ints) -> None:
    """Name one raider for each line that a raider cuts (rule 14.4)."""
    state, scenario = moment.state, moment.scenario
    told: set[tuple[int, int]] = set()
    raids = (state.verb == Verb.RAID) & state.above
    anybody = raids.any(axis=1).tolist()
    for world, unit, h in zip(worlds.tolist(), units.tolist(), where.tolist(), strict=True):
        if h == moment.nowhere or not anybody[world]:
            continue
        raiding = raids[world] & scenario.hostile[int(scenario.forces.side[unit])][scenario.forces.side]
        raiding &= scenario.map.grid.distance(state.position[world], h) <= 1
        for raider in np.flatnonzero(raiding)[:1].tolist():
            if (world, raider) not in told:
                told.add((world, raider))
                moment.ledger.tell(
                    moment.impulse, EventKind.RAIDED, np.array([world]), unit=raider, other=unit, hexagon=h,
                    side=int(scenario.forces.side[raider]),
                )  # fmt: skip
