"""A scenario as the graders and the chronicle know it: the names and numbers that do not change in play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.base.clock import Clock
from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid
from sim.record.trace import Pairs, Site
from sim.scenario.geography import load_geography
from sim.scenario.hexmap import TERRAIN
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb


@dataclass(frozen=True)
class ScenarioStage:
    """Answers `sim.record.trace.Stage` from a compiled scenario."""

    scenario: Scenario

    @property
    def name(self) -> str:
        return self.scenario.id

    @property
    def codename(self) -> str:
        return self.scenario.codename

    @property
    def clock(self) -> Clock:
        return self.scenario.clock

    @property
    def grid(self) -> Grid:
        return self.scenario.map.grid

    @property
    def hex_metres(self) -> int:
        return self.scenario.map.hex_metres

    @property
    def sides(self) -> tuple[str, ...]:
        return self.scenario.sides

    @property
    def formations(self) -> tuple[str, ...]:
        return self.scenario.formations.ids

    @property
    def units(self) -> tuple[str, ...]:
        return self.scenario.forces.ids

    @property
    def packages(self) -> tuple[str, ...]:
        return self.scenario.packages.ids

    @property
    def towns(self) -> tuple[str, ...]:
        return self.scenario.towns.ids

    @property
    def triggers(self) -> tuple[str, ...]:
        return tuple(trigger.id for trigger in self.scenario.triggers)

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(verb.name.lower() for verb in Verb)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """All names of levels, side by side; `level_row` gives the row of a side's level among them."""
        return tuple(name for levels in self.scenario.levels for name, _ in levels)

    def level_row(self, side: int, level: int) -> int:
        """Return the row in `levels` of a side's level, 0 for a draw."""
        return sum(len(levels) for levels in self.scenario.levels[:side]) + level if side >= 0 else 0

    @property
    def unit_side(self) -> Ints:
        return self.scenario.forces.side

    @property
    def unit_formation(self) -> Ints:
        return self.scenario.forces.formation

    @property
    def establishment(self) -> Ints:
        return self.scenario.forces.strength

    @property
    def package_side(self) -> Ints:
        return self.scenario.packages.side

    @property
    def package_aircraft(self) -> Ints:
        return self.scenario.packages.aircraft

    @property
    def town_blocks(self) -> Ints:
        return self.scenario.towns.blocks

    @property
    def place_hex(self) -> Mapping[str, int]:
        return self.scenario.map.place_hex

    @property
    def sites(self) -> Mapping[str, Site]:
        return load_geography().places

    @cached_property
    def land(self) -> Flags:
        barred = (TERRAIN.index("water"), TERRAIN.index("off"))
        land: Flags = ~np.isin(self.scenario.map.terrain, barred)
        land[-1] = False
        return land

    @property
    def river(self) -> Flags:
        return self.scenario.map.river

    @property
    def hostile(self) -> Flags:
        return self.scenario.hostile

    @property
    def friend(self) -> Flags:
        return self.scenario.friend

    @property
    def commanders(self) -> Pairs:
        return self.scenario.roll.commanders

    @property
    def force_names(self) -> Pairs:
        return self.scenario.roll.force_names

    @property
    def backers(self) -> Pairs:
        return self.scenario.roll.backers

    @property
    def objectives(self) -> Pairs:
        return self.scenario.roll.aims
