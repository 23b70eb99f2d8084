"""What the overlays say: a class for each hex, and words.  All of it is read from what one side knows.

Whoever asks gives an Observation; the rules' own functions are asked about its picture, so nothing that the side does
not see can come in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sim.base.columns import Flags, Ints
from sim.rules.detection import BANDS_METRES
from sim.rules.moment import moment_of
from sim.rules.reach import reach, within
from sim.rules.zones import zones
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation
from sim.view.hexwords import hours_of

IMPULSES = 3
"""Impulses ahead that the movement overlay looks."""
THREAT_HOURS = 6
"""Hours that the threat overlay looks ahead; whole impulses, one at least."""


@dataclass(frozen=True)
class Reading:
    """One overlay at one moment: `of` (H+1,) is the row in `classes` of each hex, -1 for none."""

    overlay: str
    classes: tuple[tuple[str, str], ...]  # (id, what it means)
    of: Ints
    words: Callable[[int], list[str]]
    lines: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (class, hexes from end to end)
    crosses: tuple[int, ...] = ()  # hexes that are marked by a cross
    note: str = field(default="")  # what the legend adds


def blank(scenario: Scenario) -> Ints:
    """Return an overlay without anything on it."""
    return np.full(scenario.map.grid.count + 1, -1, dtype=np.int64)


def movement(scenario: Scenario, seen: Observation, unit: int | None) -> Reading:
    """Read how far the chosen unit comes in the next impulses."""
    hours, forces = scenario.clock.impulse_hours, scenario.forces
    classes = tuple((f"movement.{k + 1}", f"within {(k + 1) * hours} h") for k in range(IMPULSES))
    of = blank(scenario)
    able = unit is not None and bool(seen.picture.on_map[0, unit]) and bool(scenario.friend[seen.side][
        forces.side[unit]])  # fmt: skip
    if unit is None or not able:
        return Reading("movement", classes, of, lambda h: ["choose one of your units to see how far it can march"],
                       note="choose one of your units")  # fmt: skip
    own = int(forces.side[unit]) == seen.side
    found = reach(scenario, seen, unit) if own else within(scenario, seen, [unit], IMPULSES)[0]
    near = found.orderable & (found.impulses <= IMPULSES)
    of[near] = np.maximum(found.impulses[near] - 1, 0)
    name = forces.names[unit]

    def words(h: int) -> list[str]:
        if of[h] < 0:
            said = [f"{name} does not reach this hex within {IMPULSES * hours} h"]
            return said + [why for why in [found.why_not(h) if own else ""] if why]
        marching = hours_of(int(found.minutes[h]))
        said = [f"{name} can be here within {(int(of[h]) + 1) * hours} h: {marching} of marching"]
        if found.halts[h]:
            said.append("known enemies control this hex: the march ends here")
        return said

    return Reading("movement", classes, of, words, note=name)


def threat(scenario: Scenario, seen: Observation) -> Reading:
    """Read how many known enemy units can reach each hex."""
    picture, impulse = seen.picture, scenario.clock.impulse_hours
    steps = max(THREAT_HOURS // impulse, 1)
    hours = steps * impulse
    ground, sides = zones(moment_of(scenario, picture)), scenario.forces.side
    foes = np.flatnonzero(scenario.hostile[seen.side][sides] & picture.above[0] & seen.known[0])
    count = blank(scenario) * 0
    menaced: list[tuple[int, Flags]] = []
    for found in within(scenario, seen, foes.tolist(), steps):
        there: Flags = found.impulses <= steps
        there[_beside(scenario, there, ground.hostile[int(sides[found.unit]), 0])] = True
        menaced.append((found.unit, there))
        count += there
    of = np.select([count >= 4, count >= 2, count >= 1], [2, 1, 0], -1)

    def words(h: int) -> list[str]:
        near = [unit for unit, there in menaced if there[h]]
        if not near:
            return [f"no known enemy unit can reach this hex in {hours} h"]
        names = ", ".join(scenario.forces.names[unit] for unit in near[:4]) + (" and others" if len(near) > 4 else "")
        many = "a known enemy unit" if len(near) == 1 else f"{len(near)} known enemy units"
        return [f"{many} can reach this hex in {hours} h: {names}"]

    told = (("threat.1", "one unit"), ("threat.2", "two or three units"), ("threat.3", "four units and more"))
    return Reading("threat", told, of, words, note=f"known enemies, within {hours} h")


def _beside(scenario: Scenario, there: Flags, held: Flags) -> Ints:
    """Return the hexes that the enemy's foes stand in and that he comes next to: he can attack them."""
    near: Ints = scenario.map.grid.around(np.flatnonzero(there), 1)
    found: Ints = near[held[near]]
    return found


def detection(scenario: Scenario, seen: Observation) -> Reading:
    """Read how near the eyes of a side and its friends are to each hex (rule 3.2)."""
    picture, hexmap = seen.picture, scenario.map
    ours = scenario.friend[seen.side][scenario.forces.side]
    eyes = np.flatnonzero(ours & picture.above[0] & (picture.position[0] < hexmap.grid.count))
    names = ("near", "middle", "far")
    classes = tuple(
        (f"detection.{name}", f"within {limit // 1000} km: +{points}")
        for name, (limit, points) in zip(names, BANDS_METRES, strict=True)
    )
    of = blank(scenario)
    if not eyes.size:
        return Reading("detection", classes, of, lambda h: ["nobody of yours watches this hex"])
    every = np.arange(hexmap.grid.count + 1)
    metres = hexmap.grid.distance(picture.position[0, eyes][:, None], every[None, :]) * hexmap.hex_metres
    nearest = metres.min(axis=0)
    for row, (limit, _) in reversed(tuple(enumerate(BANDS_METRES))):
        of[nearest <= limit] = row
    best = eyes[np.argmin(metres - scenario.forces.reconnaissance[eyes][:, None], axis=0)]

    def words(h: int) -> list[str]:
        if of[h] < 0:
            return ["nobody of yours watches this hex"]
        unit, km = int(best[h]), int(nearest[h]) // 1000
        skill = int(scenario.forces.reconnaissance[unit])
        said = [f"watched by {scenario.forces.names[unit]}, {km} km away: observation {BANDS_METRES[int(of[h])][1]}"
                + (f" + {skill} reconnaissance" if skill else "")]  # fmt: skip
        foes = scenario.hostile[seen.side][scenario.forces.side] & (picture.position[0] == h) & seen.known[0]
        said += [
            f"{scenario.forces.names[foe]}: seen {int(seen.age[0, foe])} h ago" for foe in np.flatnonzero(foes).tolist()
        ]
        return said

    return Reading("detection", classes, of, words, note="what hides, and how well, counts against it")


def control(scenario: Scenario, seen: Observation) -> Reading:
    """Read who holds what, as the side last saw it."""
    of = seen.picture.control[0].astype(np.int64)
    classes = tuple((f"side.{row}", name) for row, name in enumerate(scenario.side_names))

    def words(h: int) -> list[str]:
        return [f"held by {scenario.side_names[int(of[h])]}, as last seen" if of[h] >= 0 else "held by nobody"]

    return Reading("control", classes, of, words, note="as last seen")
