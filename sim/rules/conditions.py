"""Section 2a. Conditions: what an event or an objective may ask about.

The time; who holds a place and how much of it; who is near it or has arrived there; losses, cohesion and supply; who
is alert, who has been seen, who is cut off or destroyed; whether two places are joined by held ground; whether a side
in a town is off its guard; whether another event has fired; and a roll of sixteen.  These are joined by `all`, `any`,
`not` and `at_least`, and looked at on the state at the start of an impulse.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.base.clock import parse_time, parse_until
from sim.base.columns import Flags, Ints
from sim.base.hexes import opposite
from sim.base.luck import words_of
from sim.rules.moment import Moment
from sim.rules.town import off_guard
from sim.scenario.schema_conditions import Condition
from sim.state.kinds import Status

ALERT_METRES = 15_000
SECURE_SHARE = 75
OPPOSITE = np.array([opposite(direction) for direction in range(6)], dtype=np.int64)


def holds(moment: Moment, condition: Condition, key: str) -> Flags:
    """Evaluate a condition tree in every world, (W,).  `key` addresses the draws of `chance` leaves."""
    flags: Flags
    if condition.all_ is not None:
        flags = np.logical_and.reduce([holds(moment, child, f"{key}/{k}") for k, child in enumerate(condition.all_)])
        return flags
    if condition.any_ is not None:
        flags = np.logical_or.reduce([holds(moment, child, f"{key}/{k}") for k, child in enumerate(condition.any_)])
        return flags
    if condition.not_ is not None:
        return ~holds(moment, condition.not_, key)
    if condition.of is not None and condition.at_least is not None:
        counted = [holds(moment, child, f"{key}/{k}") for k, child in enumerate(condition.of)]
        flags = np.stack(counted).sum(axis=0, dtype=np.int64) >= condition.at_least
        return flags
    return LEAVES[condition.kind](moment, condition, key)


def units_of(moment: Moment, side: str | None, formation: str | None) -> Flags:
    """Return which units belong to a side or a formation, (U,)."""
    forces, scenario = moment.scenario.forces, moment.scenario
    if formation is not None:
        flags: Flags = forces.formation == scenario.formations.ids.index(formation)
        return flags
    assert side is not None
    flags = forces.side == scenario.sides.index(side)
    return flags


def share_held(moment: Moment, side: int, h: int) -> Ints:
    """Return the percent of a place that a side holds, (W,): blocks in a town, all or nothing elsewhere."""
    state, towns = moment.state, moment.scenario.towns
    town = np.flatnonzero(towns.hex == h)
    if town.size:
        return state.blocks[:, int(town[0]), side] * 100 // int(towns.blocks[int(town[0])])
    return np.where(state.control[:, h] == side, 100, 0)


def _everywhere(moment: Moment, truth: bool) -> Flags:
    return np.full(moment.state.worlds, truth, dtype=np.bool_)


def _time(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, clock = condition.time, moment.scenario.clock
    assert leaf is not None
    now = clock.time_of(moment.impulse)
    after = now >= parse_time(leaf.since)
    return _everywhere(moment, after and (leaf.until is None or now < parse_until(leaf.until)))


def _every(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.every
    assert leaf is not None
    hours = moment.impulse * moment.hours - leaf.phase
    return _everywhere(moment, hours >= 0 and hours % leaf.hours < moment.hours)


def _holds(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.holds
    assert leaf is not None
    side = moment.scenario.sides.index(leaf.side)
    share = share_held(moment, side, moment.scenario.place(leaf.place))
    least = leaf.min_share if leaf.min_share is not None else (0 if leaf.max_share is not None else SECURE_SHARE)
    most = leaf.max_share if leaf.max_share is not None else 100
    flags: Flags = (share >= least) & (share <= most)
    return flags


def _near(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state, hexmap = condition.near, moment.state, moment.scenario.map
    assert leaf is not None
    close = hexmap.grid.distance(state.position, moment.scenario.place(leaf.place)) * hexmap.hex_metres
    mine = units_of(moment, leaf.side, leaf.formation) & (state.status == Status.ACTIVE)
    people = np.where(mine & (close <= max(leaf.km * 1000, hexmap.hex_metres // 2)), state.fit, 0)
    flags: Flags = people.sum(axis=1, dtype=np.int64) >= leaf.strength
    return flags


def _losses(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.losses, moment.state
    assert leaf is not None
    mine = units_of(moment, leaf.side, leaf.formation)
    lost = np.where(mine, state.killed + state.wounded + state.captured, 0).sum(axis=1, dtype=np.int64)
    whole = int(np.where(mine, moment.scenario.forces.strength, 0).sum(dtype=np.int64))
    flags: Flags = lost >= leaf.number if leaf.number is not None else lost * 100 >= whole * (leaf.percent or 0)
    return flags


def _cohesion(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.cohesion, moment.state
    assert leaf is not None
    mine = units_of(moment, None, leaf.formation) & (state.status == Status.ACTIVE)
    total = np.where(mine, state.cohesion, 0).sum(axis=1, dtype=np.int64)
    flags: Flags = total <= leaf.at_most * 10 * mine.sum(axis=1, dtype=np.int64)
    return flags


def _supply(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.supply, moment.state
    assert leaf is not None
    mine = units_of(moment, None, leaf.formation) & (state.status == Status.ACTIVE)
    flags: Flags = (~mine | (state.stock <= leaf.at_most_days * 24)).all(axis=1) & mine.any(axis=1)
    return flags


def _alert(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state, scenario = condition.alert, moment.state, moment.scenario
    assert leaf is not None
    mine = state.status == Status.ACTIVE
    if leaf.formation is not None or leaf.side is not None:
        mine = mine & units_of(moment, leaf.side, leaf.formation)
    if leaf.place is not None:
        near = scenario.map.grid.distance(state.position, scenario.place(leaf.place)) * scenario.map.hex_metres
        mine = mine & (near <= ALERT_METRES)
    flags: Flags = (mine & (state.alert >= leaf.at_least)).any(axis=1)
    return flags


def _seen(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.seen, moment.state
    assert leaf is not None
    mine = units_of(moment, None, leaf.formation) & (state.status == Status.ACTIVE)
    flags: Flags = (mine & (state.seen[:, :, moment.scenario.sides.index(leaf.by)] > 0)).any(axis=1)
    return flags


def _arrived(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.arrived, moment.state
    assert leaf is not None
    mine = units_of(moment, None, leaf.formation) & (state.status == Status.ACTIVE)
    flags: Flags = (mine & (state.position == moment.scenario.place(leaf.place))).any(axis=1)
    return flags


def _fired(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.fired
    assert leaf is not None
    names = [trigger.id for trigger in moment.scenario.triggers]
    when = moment.state.fired[:, names.index(leaf.event)]
    flags: Flags = (when >= 0) & ((moment.impulse - when) * moment.hours >= leaf.hours)
    return flags


def _chance(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.chance
    assert leaf is not None
    return moment.luck.d16("chance", words_of((key,)))[:, 0] < leaf.of_16


def _linked(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.linked
    assert leaf is not None
    side = moment.scenario.sides.index(leaf.side)
    start, goal = moment.scenario.place(leaf.from_place), moment.scenario.place(leaf.to_place)
    return linked(moment, side, start, goal, leaf.by_road)


def linked(moment: Moment, side: int, start: int, goal: int, by_road: bool = False) -> Flags:
    """Say in which worlds a chain of hexes held by a side and its friends joins two hexes, (W,)."""
    control, grid = moment.state.control, moment.scenario.map.grid
    ours = moment.scenario.friend[side][np.maximum(control, 0)] & (control >= 0)
    bank = moment.scenario.map.bank
    passable = moment.scenario.map.road > 0 if by_road else bank[grid.neighbours] == bank[:, None]
    reached = np.zeros_like(ours)
    reached[:, start] = ours[:, start]
    worlds = np.flatnonzero(ours[:, start])
    front = np.full(worlds.size, start, dtype=np.int64)
    while front.size and not reached[:, goal].all():
        around = grid.neighbours[front]  # (N, 6), asked whether one comes from there
        rows = np.broadcast_to(worlds[:, None], around.shape)
        free = ours[rows, around] & ~reached[rows, around] & passable[around, OPPOSITE] & (around != grid.count)
        worlds, front = np.divmod(np.unique(rows[free] * len(bank) + around[free]), len(bank))
        reached[worlds, front] = True
    flags: Flags = reached[:, goal]
    return flags


def _cut_off(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf, state = condition.cut_off, moment.state
    assert leaf is not None
    mine = units_of(moment, None, leaf.formation) & (state.status == Status.ACTIVE)
    flags: Flags = (~mine | (state.cut > 0)).all(axis=1) & mine.any(axis=1)
    return flags


def _relaxed(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.relaxed
    assert leaf is not None
    town = moment.scenario.towns.ids.index(leaf.place)
    return off_guard(moment, town, moment.scenario.sides.index(leaf.side))


def _lost_unit(moment: Moment, condition: Condition, key: str) -> Flags:
    leaf = condition.lost_unit
    assert leaf is not None
    flags: Flags = moment.state.status[:, moment.scenario.forces.ids.index(leaf.unit)] == Status.GONE
    return flags


LEAVES: dict[str, Callable[[Moment, Condition, str], Flags]] = {
    "time": _time, "every": _every, "holds": _holds, "near": _near, "losses": _losses, "cohesion": _cohesion,
    "supply": _supply, "alert": _alert, "seen": _seen, "arrived": _arrived, "fired": _fired, "chance": _chance,
    "linked": _linked, "cut_off": _cut_off, "relaxed": _relaxed, "lost_unit": _lost_unit,
}  # fmt: skip
