"""The order of battle as columns."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.luck import words_of
from sim.scenario.hexmap import COUNTRIES, HexMap
from sim.scenario.load import ScenarioFiles
from sim.scenario.ruleset import MOBILITIES, Ruleset
from sim.scenario.scenario import Forces, Formations, Packages


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _flags(values: list[bool]) -> Flags:
    return np.array(values, dtype=np.bool_)


def compile_forces(files: ScenarioFiles, hexmap: HexMap, sides: tuple[str, ...]) -> Forces:
    """Return all units in order of formation and then of writing."""
    nowhere = hexmap.grid.count
    owner = [(index, formation) for index, formation in enumerate(files.forces.formations) for _ in formation.units]
    units = files.forces.units
    kinds = [files.ruleset.unit_types[unit.type] for unit in units]
    ids = tuple(unit.id for unit in units)
    return Forces(
        ids=ids, names=tuple(unit.name for unit in units), kinds=tuple(unit.type for unit in units),
        words=words_of(ids), side=_ints([sides.index(formation.side) for _, formation in owner]),
        formation=_ints([index for index, _ in owner]), strength=_ints([unit.strength.number for unit in units]),
        quality=_ints([kind.quality for kind in kinds]), weapons=_ints([kind.weapons for kind in kinds]),
        mobility=_ints([MOBILITIES.index(kind.mobility) for kind in kinds]),
        friction=_ints([kind.friction for kind in kinds]),
        reconnaissance=_ints([kind.reconnaissance for kind in kinds]),
        engineers=_ints([kind.engineers for kind in kinds]), controllers=_flags([kind.controllers for kind in kinds]),
        raider=_flags([kind.raider for kind in kinds]), rockets=_flags([kind.rockets for kind in kinds]),
        start=_ints([hexmap.place_hex[unit.at] if unit.at else nowhere for unit in units]),
        arrival=_ints([hexmap.place_hex[unit.arrives.place] if unit.arrives else nowhere for unit in units]),
        dug=_ints([unit.entrenched for unit in units]),
        bombs=_ints([unit.car_bombs.number if unit.car_bombs else 0 for unit in units]),
        hidden=_flags([unit.hidden for unit in units]), dormant=_flags([unit.dormant for unit in units]),
    )  # fmt: skip


def compile_formations(
    files: ScenarioFiles, hexmap: HexMap, sides: tuple[str, ...], ruleset: Ruleset
) -> Formations:
    """Return the formations in order of writing."""
    parts = files.forces.formations
    ids = tuple(part.id for part in parts)
    permits = [sum(1 << COUNTRIES.index(country) for country in set(part.permits)) for part in parts]
    return Formations(
        ids=ids, names=tuple(part.name for part in parts), words=words_of(ids),
        side=_ints([sides.index(part.side) for part in parts]),
        depot=_ints([hexmap.place_hex[part.depot] for part in parts]),
        rear=_ints([hexmap.place_hex[part.rear] for part in parts]),
        doctrine=_ints([ruleset.doctrines.ids.index(part.doctrine) for part in parts]),
        leader=_ints([part.commander.rating if part.commander else 0 for part in parts]),
        mixed=_flags([part.coalition_mix for part in parts]), permits=_ints(permits),
        tied=_flags([part.keeps_base for part in parts]),
    )  # fmt: skip


def compile_air(files: ScenarioFiles, sides: tuple[str, ...]) -> Packages:
    """Return the air packages in order of writing."""
    parts = files.forces.air
    ids = tuple(part.id for part in parts)
    return Packages(
        ids=ids, names=tuple(part.name for part in parts), words=words_of(ids),
        side=_ints([sides.index(part.side) for part in parts]),
        bomber=_flags([part.kind == "bomber" for part in parts]),
        helicopter=_flags([part.kind == "helicopter" for part in parts]),
        sorties=_ints([part.sorties_per_day.number for part in parts]), guided=_flags([part.guided for part in parts]),
        controllers=_flags([part.controllers for part in parts]), active=_flags([part.active for part in parts]),
        aircraft=_ints([part.aircraft.number if part.aircraft else 0 for part in parts]),
        capacity=_ints([part.capacity.number if part.capacity else 0 for part in parts]),
    )  # fmt: skip
