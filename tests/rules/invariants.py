"""What holds in every impulse of every game, whatever is ordered: a watcher for `step` that collects the breaches."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.base.paths import FAR, Routes
from sim.rules.moment import Moment
from sim.rules.movement import movement_class
from sim.rules.zones import limits
from sim.scenario.hexmap import TERRAIN
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind
from sim.state.kinds import Status
from sim.state.state import State

PEOPLE = ("fit", "killed", "wounded", "captured", "left")
RANGES = {
    "cohesion": (0, 1000), "fatigue": (0, 1000), "alert": (0, 3), "dug": (0, 4), "arms": (0, 2), "mines": (0, 15),
    "confusion": (0, 4), "visibility": (0, 3), "posture": (0, 8), "verb": (0, 11), "status": (0, 3), "control": (-1, 7),
}  # fmt: skip
NEVER_NEGATIVE = (
    *PEOPLE, "stock", "minutes", "wait", "shock", "bombs", "seen", "cut", "blocks", "quiet", "sorties", "flown",
    "civilians", "confused",
)  # fmt: skip
OUT_OF_ORDER = (EventKind.RETREATED, EventKind.ROUTED, EventKind.LIFTED, EventKind.ARRIVED)
"""Units of whom these are told got where they are by other ways than a march."""


def people(state: State) -> np.ndarray:
    """Return everybody who was ever in each unit, (W, U)."""
    return np.sum([getattr(state, name) for name in PEOPLE], axis=0)


class Watcher:
    """Give `watch` to `step`; `faults` has a line for each breach."""

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.before = state.copy()
        self.people = people(state)
        self.routes = Routes(scenario.map.grid, scenario.routes.costs)
        self.faults: list[str] = []

    def watch(self, state: State, moment: Moment) -> None:
        """Look at the state after an impulse, and at the way there."""
        for check in CHECKS:
            for fault in check(self, state, moment):
                self.faults.append(f"impulse {moment.impulse}: {fault}")
        self.before = state.copy()

    def names(self, flags: np.ndarray) -> str:
        """Name the units flagged in (W, U)."""
        ids = self.scenario.forces.ids
        return ", ".join(f"{ids[unit]} in world {world}" for world, unit in zip(*np.nonzero(flags), strict=True))


def out_of_order(state: State, moment: Moment) -> np.ndarray:
    """Flag the units that retreated, ran, were lifted or arrived in this impulse, (W, U)."""
    rows = moment.ledger.rows
    rows = rows[:, (rows[1] == moment.impulse) & np.isin(rows[2], OUT_OF_ORDER)]
    flags = np.zeros(state.fit.shape, dtype=bool)
    flags[rows[0], rows[4]] = True
    return flags


def on_the_sheet(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    nowhere = moment.nowhere
    present = (state.status == Status.ACTIVE) | (state.status == Status.DORMANT)
    inside = (state.position >= 0) & (state.position < nowhere)
    ground = watcher.scenario.map.terrain[state.position]
    bad = np.isin(ground, (TERRAIN.index("water"), TERRAIN.index("off")))
    wrong = (present & (~inside | bad)) | (~present & (state.position != nowhere))
    return [f"off the sheet or in the water: {watcher.names(wrong)}"] if wrong.any() else []


def nobody_appears_or_vanishes(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    wrong = people(state) != watcher.people
    return [f"people were made or lost: {watcher.names(wrong)}"] if wrong.any() else []


def in_range(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    bounds = dict(RANGES, stock=(0, watcher.scenario.ruleset.constants.stock_hours))
    told = []
    for name, (low, high) in bounds.items():
        column = getattr(state, name)
        if column.size and (int(column.min()) < low or int(column.max()) > high):
            told.append(f"{name} from {int(column.min())} to {int(column.max())}, not {low} to {high}")
    return told + [f"{name} is negative" for name in NEVER_NEGATIVE if (getattr(state, name) < 0).any()]


def blocks_add_up(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    total = state.blocks.sum(axis=2)
    wrong = total != watcher.scenario.towns.blocks[None]
    return [f"blocks add up to {total[wrong].tolist()}"] if wrong.any() else []


def apart(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    """No two hostile units in one hex outside towns, unless they began there."""
    first, second = watcher.scenario.pairs

    def together(at: State) -> np.ndarray:
        both = at.above[:, first] & at.above[:, second] & (at.position[:, first] == at.position[:, second])
        return both & ~np.isin(at.position[:, first], watcher.scenario.towns.hex)

    ids = watcher.scenario.forces.ids
    worlds, pairs = np.nonzero(together(state) & ~together(watcher.before))
    return [
        f"{ids[first[pair]]} and {ids[second[pair]]} both in hex {state.position[world, first[pair]]}, world {world}"
        for world, pair in zip(worlds, pairs, strict=True)
    ]


def room_for_all(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    """Whoever marched in found room: the marchers and those who were there before them are within the limit."""
    before, side = watcher.before, watcher.scenario.forces.side
    marched = (moment.moved > 0) & ~out_of_order(state, moment) & state.above & (state.position != before.position)
    stayed = state.above & before.above & (state.position == before.position)
    room, told = limits(moment), []
    for world, unit in zip(*np.nonzero(marched), strict=True):
        h = state.position[world, unit]
        there = (marched | stayed)[world] & (state.position[world] == h) & (side == side[unit])
        if int(there.sum()) > int(room[h]):
            told.append(f"{int(there.sum())} units of a side in hex {int(h)}, room for {int(room[h])}, world {world}")
    return told


def within_reach(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    """Nobody marched farther than his minutes allow, by the quickest way that is open to him."""
    before = watcher.before
    marched = (moment.moved > 0) & ~out_of_order(state, moment) & state.on_map
    worlds, units = np.nonzero(marched & (state.position != before.position))
    if not worlds.size:
        return []
    slots = watcher.routes.slots(state.position[worlds, units], movement_class(moment)[worlds, units])
    needed = watcher.routes.minutes[slots, before.position[worlds, units]]
    given = 60 * moment.hours + before.minutes[worlds, units]
    ids = watcher.scenario.forces.ids
    return [
        f"{ids[units[row]]} marched {int(needed[row])} minutes in {int(given[row])}, world {worlds[row]}"
        for row in np.flatnonzero(needed > given)
    ]


def borders_and_banks(watcher: Watcher, state: State, moment: Moment) -> list[str]:
    """Nobody but a newcomer is in a country he may not enter; on foot the river is crossed near a ferry alone."""
    hexmap, before = watcher.scenario.map, watcher.before
    stays = state.on_map & before.on_map & (state.position != before.position)
    there, here = state.position, before.position
    permits = state.permits[:, watcher.scenario.forces.formation]
    allowed = (permits >> np.maximum(hexmap.country[there], 0).astype(np.int64)) & 1
    trespass = stays & (hexmap.country[there] != hexmap.country[here]) & (allowed == 0)
    told = [f"entered a country without permission: {watcher.names(trespass)}"] if trespass.any() else []
    rows = moment.ledger.rows
    lifted = np.zeros_like(stays)
    rows = rows[:, (rows[1] == moment.impulse) & (rows[2] == EventKind.LIFTED)]
    lifted[rows[0], rows[4]] = True
    crossed = stays & ~lifted & (hexmap.bank[there] != hexmap.bank[here])
    worlds, units = np.nonzero(crossed)
    if worlds.size:
        slots = watcher.routes.slots(there[worlds, units], movement_class(moment)[worlds, units])
        swam = watcher.routes.minutes[slots, here[worlds, units]] >= FAR
        told += [f"{watcher.scenario.forces.ids[unit]} swam" for unit in units[swam].tolist()]
    return told


CHECKS: tuple[Callable[[Watcher, State, Moment], list[str]], ...] = (
    on_the_sheet, nobody_appears_or_vanishes, in_range, blocks_add_up, apart, room_for_all, within_reach,
    borders_and_banks,
)  # fmt: skip
