"""`scenarios/rulesets/<name>.yaml`: unit types, doctrines, terrain, roads and the tuned constants."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.scenario.schema_base import Citable, Id, Line, Part

Steps = Annotated[int, Field(ge=-16, le=16, description="steps: four double")]
Minutes = Annotated[int, Field(ge=0, le=600, description="minutes")]


class UnitType(Citable):
    """What units of a kind are like."""

    name: Line
    symbol: Annotated[Id, Field(description="which counter is drawn")]
    quality: Annotated[int, Field(ge=-4, le=4, description="steps")]
    weapons: Annotated[int, Field(ge=0, le=4, description="supporting weapons, steps, halved at night")]
    mobility: Annotated[Literal["foot", "technical", "wheeled", "tracked"], Field(description="how it moves")]
    friction: Annotated[int, Field(ge=1, le=16, description="sixteenths: the chance to act in an impulse")]
    reconnaissance: Annotated[int, Field(ge=0, le=4, description="how well it sees")] = 0
    engineers: Annotated[int, Field(ge=0, le=4, description="how well it digs and clears")] = 0
    controllers: Annotated[bool, Field(description="can guide aircraft")] = False
    raider: Annotated[bool, Field(description="slips through zones of control at night")] = False
    rockets: Annotated[bool, Field(description="has rockets or mortars of its own")] = False


class Doctrine(Citable):
    """How a formation fights."""

    name: Line
    withdraw_threshold: Annotated[int, Field(ge=0, le=100, description="cohesion at which a unit gives ground")]
    assault_odds: Annotated[Steps, Field(description="odds asked before an assault")]
    dispersed: Annotated[bool, Field(description="fights in small groups: harder to hit")] = False
    night: Annotated[bool, Field(description="acts by night as by day")] = False
    car_bombs: Annotated[int, Field(ge=0, le=8, description="factor on the launching of car bombs")] = 1


class MinutesPerKm(Part):
    """How long a kilometre takes, for each kind of mobility."""

    foot: Minutes
    technical: Minutes
    wheeled: Minutes
    tracked: Minutes


class Terrain(Citable):
    """What a kind of ground does."""

    defend: Annotated[Steps, Field(description="added to the defender's vulnerability: negative protects")]
    attack: Annotated[Steps, Field(description="added to the vulnerability of who assaults from it")]
    frontage: Annotated[int, Field(ge=0, le=5000, description="people that can engage one hex of it")]
    dig_limit: Annotated[int, Field(ge=0, le=4, description="most entrenchment")]
    hide: Annotated[int, Field(ge=0, le=8, description="how well it conceals")]
    density: Annotated[int, Field(ge=0, le=16, description="civilians")]
    minutes_per_km: Annotated[MinutesPerKm | None, Field(description="null: cannot be entered")] = None


class Road(Citable):
    """A class of road."""

    minutes_per_km: MinutesPerKm


class Crossing(Citable):
    """A ferry or a pontoon over the river."""

    minutes: Annotated[MinutesPerKm, Field(description="minutes for one crossing, not for a kilometre")]


class Constant(Citable):
    """A tuned number of the rules."""

    value: Annotated[int, Field(ge=-1_000_000, le=1_000_000, description="in play")]
    low: Annotated[int, Field(ge=-1_000_000, le=1_000_000, description="least plausible")]
    high: Annotated[int, Field(ge=-1_000_000, le=1_000_000, description="most plausible")]
    unit: Line

    @model_validator(mode="after")
    def _in_range(self) -> Constant:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"has the value {self.value} outside {self.low} to {self.high}; widen the range")
        return self


class RulesetSheet(Part):
    """A ruleset file."""

    id: Id
    title: Line
    unit_types: Annotated[dict[Id, UnitType], Field(min_length=1)]
    doctrines: Annotated[dict[Id, Doctrine], Field(min_length=1)]
    terrain: Annotated[dict[Id, Terrain], Field(min_length=1)]
    roads: Annotated[dict[Literal["track", "paved", "highway"], Road], Field(min_length=1)]
    crossing: Crossing
    constants: Annotated[dict[Id, Constant], Field(min_length=1)]
