"""The state before the first impulse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.base.columns import Ints
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Posture, Status, Verb
from sim.state.state import MOST_STOPS, State


def setup(scenario: Scenario, seeds: Sequence[int]) -> State:
    """Return the starting state of one world per seed, W = len(seeds)."""
    worlds = len(seeds)
    forces, formations, air, towns = scenario.forces, scenario.formations, scenario.packages, scenario.towns
    nowhere, units = scenario.map.grid.count, forces.count

    def each(column: Ints) -> Ints:
        return np.repeat(np.asarray(column, dtype=np.int64)[None], worlds, axis=0)

    def blank(*shape: int, fill: int = 0) -> Ints:
        return np.full((worlds, *shape), fill, dtype=np.int64)

    status = np.where(forces.start == nowhere, Status.WAITING, Status.ACTIVE)
    status = np.where(forces.dormant, Status.DORMANT, status)
    posture = np.where(forces.hidden, Posture.HIDE, Posture.DEFEND)
    verb = np.where(forces.hidden, Verb.HIDE, Verb.HOLD)
    return State(
        seeds=np.array([seed & ((1 << 64) - 1) for seed in seeds], dtype=np.uint64),
        impulse=0,
        digests=tuple(bytes.fromhex(scenario.digest) for _ in seeds),
        position=each(forces.start), status=each(status), fit=each(forces.strength),
        killed=blank(units), wounded=blank(units), captured=blank(units), left=blank(units),
        cohesion=blank(units, fill=1000), fatigue=blank(units),
        stock=blank(units, fill=scenario.ruleset.constants.stock_hours),
        posture=each(posture), dug=each(forces.dug), alert=blank(units, fill=1),
        minutes=blank(units), verb=each(verb), goal=each(forces.start), via=blank(units, MOST_STOPS, fill=nowhere),
        assault=blank(units, fill=nowhere), wait=blank(units), shock=blank(units),
        bombs=each(forces.bombs), arms=blank(units), seen=blank(units, len(scenario.sides)), cut=blank(units),
        doctrine=each(formations.doctrine), permits=each(formations.permits),
        confusion=blank(len(formations.ids)), confused=blank(len(formations.ids)),
        control=np.repeat(scenario.control.astype(np.int8)[None], worlds, axis=0),
        believed=np.tile(scenario.control.astype(np.int8), (worlds, len(scenario.sides), 1)),
        scripted=blank(len(scenario.sides), fill=1),
        blocks=_starting_blocks(scenario, worlds),
        quiet=blank(len(towns.ids), len(scenario.sides)),
        sorties=each(air.sorties), guided=each(air.guided.astype(np.int64)),
        controllers=each(air.controllers.astype(np.int64)), flying=each(air.active.astype(np.int64)),
        mission=blank(len(air.ids), fill=Mission.SUPPORT), aim=blank(len(air.ids), fill=nowhere),
        cargo=blank(len(air.ids), fill=-1), flown=blank(len(air.ids)),
        revert=blank(len(air.ids), fill=-1), fallback=each(air.sorties),
        mines=each(_starting_mines(scenario)), miner=each(scenario.control[scenario.place_hex]),
        open_source=blank(len(scenario.places)), visibility=blank(), weather_until=blank(), civilians=blank(),
        scored=blank(len(scenario.objectives)),
        latch=blank(len(scenario.triggers)), fired=blank(len(scenario.triggers), fill=-1),
    )  # fmt: skip


def _starting_blocks(scenario: Scenario, worlds: int) -> Ints:
    """Every block of a town belongs at first to whoever controls its hex; shape (W, C, S)."""
    towns = scenario.towns
    blocks = np.zeros((len(towns.ids), len(scenario.sides)), dtype=np.int64)
    for c, (h, count) in enumerate(zip(towns.hex.tolist(), towns.blocks.tolist(), strict=True)):
        blocks[c, int(scenario.control[h])] = count
    return np.repeat(blocks[None], worlds, axis=0)


def _starting_mines(scenario: Scenario) -> Ints:
    """Mines lie where troops are dug in at the start: four levels for each level of entrenchment; shape (P,)."""
    forces = scenario.forces
    deepest = np.zeros(scenario.map.grid.count + 1, dtype=np.int64)
    np.maximum.at(deepest, forces.start, forces.dug)
    return np.minimum(deepest[scenario.place_hex] * 4, 15)
