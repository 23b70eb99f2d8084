"""How far a unit can march in the coming impulses, as far as its side knows what stands in its way."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid, opposite
from sim.base.paths import FAR
from sim.rules.moment import Moment
from sim.rules.movement import impulse_minutes, movement_class
from sim.rules.zones import Zones
from sim.scenario.scenario import Scenario


def budgets(scenario: Scenario, unit: int, impulse: int, count: int) -> list[int]:
    """Return the minutes a unit can march by the end of the next impulse, of the one after it, and so on."""
    found, total = [], 0
    for step in range(count):
        total += int(impulse_minutes(scenario, np.array([unit]), scenario.clock.is_night(impulse + step))[0])
        found.append(total)
    return found


def minutes_from(moment: Moment, ground: Zones, unit: int, side: int, limit: int) -> Ints:
    """Return the least minutes (H+1,) in which a unit of world 0 comes to each hex, FAR beyond `limit`.

    Known enemies stop it as rules 6.2 and 6.3 say: it enters no hex of theirs, and goes no farther where it enters
    their zone.
    """
    scenario = moment.scenario
    costs = scenario.routes.costs[int(movement_class(moment)[0, unit])]
    here = int(moment.state.position[0, unit])
    return wave(scenario.map.grid, costs, here, ground.zone[side, 0], ground.hostile[side, 0], limit)


def wave(grid: Grid, costs: Ints, start: int, zone: Flags, barred: Flags, limit: int) -> Ints:
    """Spread from a hex over costs (H+1, 6), into no barred hex and out of none of a zone, to at most `limit`."""
    minutes: Ints = np.full(grid.count + 1, FAR, dtype=np.int64)
    minutes[start] = 0
    front: Ints = np.array([start], dtype=np.int64)
    directions = np.arange(6)
    while front.size:
        around = grid.neighbours[front]  # (F, 6)
        offered = minutes[front][:, None] + costs[front[:, None], directions]
        free = ~barred[around] & (offered <= limit) & ~(zone[front][:, None] & (front != start)[:, None])
        free &= ~(zone[front][:, None] & zone[around])
        to, when = around[free], offered[free]
        better = when < minutes[to]
        to, when = to[better], when[better]
        np.minimum.at(minutes, to, when)
        front = np.unique(to[to != grid.count])
    minutes[grid.count] = FAR
    return minutes


def way_to(grid: Grid, costs: Ints, minutes: Ints, zone: Flags, h: int) -> list[int]:
    """Return the hexes from the start of a wave to `h`, both included; empty where it did not come."""
    if minutes[h] >= FAR:
        return []
    way = [h]
    while minutes[way[-1]] > 0:
        here = way[-1]
        before = [
            int(hexagon) for d, hexagon in enumerate(grid.neighbours[here].tolist())
            if hexagon != grid.count and minutes[hexagon] + costs[hexagon, opposite(d)] == minutes[here]
            and (not zone[hexagon] or (minutes[hexagon] == 0 and not zone[here]))
        ]  # fmt: skip
        if not before:
            break
        way.append(before[0])
    return way[::-1]
