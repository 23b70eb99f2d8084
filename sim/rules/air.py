"""Section 12. Aircraft: sorties, controllers, bombers, lift.

12.1 A package flies its daily allotment, evenly over the day, a fraction by lot; bad sight grounds a third for
     each degree.  Events may raise, lower or withdraw the allotment.  (002 lines 41, 46; 000 lines 68, 76)
12.2 Support strikes known enemies near its aim, or anywhere, by their engaged strength, those in contact
     fourfold. Interdiction and patrol strike only what moves.  A strike falls on a place, whoever is there.
12.3 Casualties of a sortie: 20/64 at step 0, scaled by the target's protection and by guidance: unguided 0,
     with troops in contact with the target +4; guided +4, with air controllers on the ground +8.  (002 line 41:
     without controllers support was unlikely to tell; values assumed and not identified by the documents)
12.4 Every sortie costs its target a point of cohesion, at most 8 in an impulse.
12.5 Troops in tunnels take an eighth.
12.6 Helicopters carry a unit within their capacity to a place without hostile troops, with room, in a country
     that it may enter; it arrives on 13 of 16.
12.7 Bombs on built-up ground kill civilians: an expectation that is counted, and earns nobody anything.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints, among
from sim.base.steps import multiplier
from sim.rules.combat import DICE, engaged, exposure, hit
from sim.rules.moment import Moment
from sim.rules.zones import limits
from sim.state.events import EventKind
from sim.state.kinds import Mission, Posture, Status

AIM_METRES = 20_000
BOMBER_LOAD = 4
"""Sorties of a tactical aircraft that one long-range bomber's load stands for (assumed)."""
LIFT_ARRIVES = 13
TUNNEL_COVER = -12


def allot(moment: Moment) -> None:
    """Let dated changes of allotment and weather run out."""
    state = moment.state
    due = (state.revert >= 0) & (state.revert <= moment.impulse)
    state.sorties[:] = np.where(due, state.fallback, state.sorties)
    state.revert[due] = -1
    state.visibility[:] = np.where(state.weather_until <= moment.impulse, 0, state.visibility)


def resolve(moment: Moment) -> None:
    """Fly every package's missions of this impulse."""
    packages = moment.scenario.packages
    if not packages.ids:
        return
    strength, cover = engaged(moment), exposure(moment).total
    for package in range(len(packages.ids)):
        if packages.helicopter[package]:
            _lift(moment, package)
        else:
            _fly(moment, package, strength, cover)


def _available(moment: Moment, package: int) -> Ints:
    """Return the sorties of a package in this impulse, (W,)."""
    state = moment.state
    word = np.repeat(moment.scenario.packages.words[package], state.worlds)
    rate = state.sorties[:, package] * state.flying[:, package] * moment.hours * 256 // 24
    rate = rate * (3 - state.visibility) // 3
    return moment.luck.rounded("sorties", rate, 8, word, np.arange(state.worlds))


def _fly(moment: Moment, package: int, strength: Ints, cover: Ints) -> None:
    state, scenario = moment.state, moment.scenario
    side = int(scenario.packages.side[package])
    sorties = _available(moment, package)
    mission, aim = state.mission[:, package], state.aim[:, package]
    sorties = np.where(mission == Mission.REST, 0, sorties)
    if not (sorties > 0).any():
        return
    enemy = scenario.hostile[side][scenario.forces.side] & (state.status == Status.ACTIVE)
    known = (state.seen[:, :, scenario.friend[side]] > 0).any(axis=2)
    striking = (mission == Mission.STRIKE)[:, None]
    near = scenario.map.grid.distance(state.position, aim[:, None]) * scenario.map.hex_metres <= AIM_METRES
    near |= (aim == moment.nowhere)[:, None]
    weight = np.where(known & near, np.where(moment.pressed, 4, 1), 0)
    hunting = among(mission, (Mission.INTERDICT, Mission.PATROL))[:, None]
    weight = np.where(hunting & (moment.moved == 0), 0, weight)
    weight = np.where(striking, state.position == aim[:, None], weight)
    weight = np.where(enemy, weight * np.maximum(strength, state.fit // 4), 0)
    total = weight.sum(axis=1, dtype=np.int64)
    sorties = np.where((total > 0) | (mission == Mission.STRIKE), sorties, 0)
    moment.flown[:, package] = sorties
    state.flown[:, package] += sorties
    load = BOMBER_LOAD if scenario.packages.bomber[package] else 1
    share = sorties[:, None] * load * 64 * weight // np.maximum(total, 1)[:, None]
    _strike(moment, package, share, cover)
    _civilians(moment, share, np.where(mission == Mission.STRIKE, aim, moment.nowhere), sorties * load)


def _strike(moment: Moment, package: int, share: Ints, cover: Ints) -> None:
    """Turn sorties in 1/64 (W, U) into casualties, suppression and one line a world."""
    state, scenario, constants = moment.state, moment.scenario, moment.scenario.ruleset.constants
    worlds, units = np.nonzero(share)
    casualties = np.zeros(0, dtype=np.int64)
    if worlds.size:
        below = state.posture[worlds, units] == Posture.HIDE
        steps = np.where(below, TUNNEL_COVER, cover[worlds, units]) + _guidance(moment, package, worlds, units)
        words = scenario.forces.words[units]
        power = share[worlds, units] * constants.air_casualties * multiplier(steps)

        def cost(roll: Ints) -> Ints:
            return power * DICE[roll] >> 18

        amount = cost(moment.luck.d16(scenario.packages.ids[package], words, worlds))
        people = moment.luck.rounded("air " + scenario.packages.ids[package], amount, 10, words, worlds)
        casualties = np.minimum(people, state.fit[worlds, units])
        moment.thrown("air", worlds, units, cost, casualties)
        hit(moment, worlds, units, people, "air death " + scenario.packages.ids[package])
        moment.bombed[worlds, units] += share[worlds, units] // 4
    _tell(moment, package, worlds, units, casualties)


def _guidance(moment: Moment, package: int, worlds: Ints, units: Ints) -> Ints:
    """Return the steps that guidance is worth against each target (rule 12.3)."""
    state = moment.state
    spotted = np.where(moment.contact[worlds, units], 4, 0)
    controlled = np.where(state.controllers[worlds, package] > 0, 8, 4)
    return np.where(state.guided[worlds, package] > 0, controlled, spotted)


def _tell(moment: Moment, package: int, worlds: Ints, units: Ints, casualties: Ints) -> None:
    scenario = moment.scenario
    kind = EventKind.BOMBER_STRIKE if scenario.packages.bomber[package] else EventKind.AIR_STRIKE
    flew = np.flatnonzero(moment.flown[:, package])
    total = np.zeros(moment.state.worlds, dtype=np.int64)
    np.add.at(total, worlds, casualties)
    main = np.full(moment.state.worlds, -1, dtype=np.int64)
    order = np.argsort(casualties, kind="stable")
    main[worlds[order]] = units[order]
    place = np.where(main >= 0, moment.state.position[np.arange(main.size), main], moment.state.aim[:, package])
    place = np.where(place == moment.nowhere, -1, place)
    moment.ledger.tell(
        moment.impulse, kind, flew, side=int(scenario.packages.side[package]), unit=main[flew], other=package,
        hexagon=place[flew], amount=total[flew],
    )  # fmt: skip


def _civilians(moment: Moment, share: Ints, aim: Ints, sorties: Ints) -> None:
    """Add the expected civilian dead of the strikes (rule 12.7)."""
    state, ruleset = moment.state, moment.scenario.ruleset
    density = ruleset.density[moment.terrain]
    on_troops = (share * density).sum(axis=1, dtype=np.int64) // 64
    at_aim = ruleset.density[moment.scenario.map.terrain[aim].astype(np.int64)] * sorties
    strikes = np.where(aim == moment.nowhere, on_troops, at_aim)
    state.civilians[:] += strikes * ruleset.constants.civil_air


def _lift(moment: Moment, package: int) -> None:
    """Carry the unit that a helicopter package was told to carry (rule 12.6)."""
    state, scenario = moment.state, moment.scenario
    cargo, aim = state.cargo[:, package], state.aim[:, package]
    due = (state.mission[:, package] == Mission.LIFT) & (cargo >= 0) & (state.flying[:, package] > 0)
    if not due.any():
        return
    worlds = np.flatnonzero(due)
    units = cargo[worlds]
    ready = (state.status[worlds, units] == Status.ACTIVE) & (state.fit[worlds, units] > 0)
    ready &= state.fit[worlds, units] <= int(scenario.packages.capacity[package])
    ready &= ~_guarded(moment, worlds, aim[worlds], int(scenario.packages.side[package]))
    permits = state.permits[worlds, moment.formation[units]]
    ready &= (permits >> scenario.map.country[aim[worlds]].astype(np.int64)) & 1 > 0
    ready &= _room(moment, worlds, aim[worlds], int(scenario.packages.side[package]))
    roll = moment.luck.d16("lift", scenario.forces.words[units], worlds)
    ready &= roll < LIFT_ARRIVES
    worlds, units = worlds[ready], units[ready]
    state.position[worlds, units] = aim[worlds]
    state.goal[worlds, units] = aim[worlds]
    state.verb[worlds, units] = 0
    state.cargo[worlds, package] = -1
    moment.flown[worlds, package] = scenario.packages.aircraft[package]
    state.flown[worlds, package] += int(scenario.packages.aircraft[package])
    moment.ledger.tell(
        moment.impulse, EventKind.LIFTED, worlds, side=int(scenario.packages.side[package]), unit=units,
        other=package, hexagon=aim[worlds], amount=state.fit[worlds, units],
    )  # fmt: skip


def _room(moment: Moment, worlds: Ints, aim: Ints, side: int) -> Flags:
    """Say for each row whether one more unit of a side finds room at the aim (rule 6.4)."""
    there = moment.state.above[worlds] & (moment.state.position[worlds] == aim[:, None])
    crowd = (there & (moment.scenario.forces.side == side)).sum(axis=1, dtype=np.int64)
    free: Flags = crowd < limits(moment)[aim]
    return free


def _guarded(moment: Moment, worlds: Ints, aim: Ints, side: int) -> Flags:
    """Say for each row whether hostile troops stand at the aim."""
    hostile = moment.scenario.hostile[side][moment.scenario.forces.side]
    there = moment.state.above[worlds] & (moment.state.position[worlds] == aim[:, None])
    guarded: Flags = (there & hostile).any(axis=1)
    return guarded
