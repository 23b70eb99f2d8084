"""The numbers of the rulebook as tables: terrain, movement, doctrines and the few tuned constants."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.base.columns import Flags, Ints
from sim.scenario.hexmap import ROADS, TERRAIN
from sim.scenario.schema_ruleset import RulesetSheet

MOBILITIES = ("foot", "technical", "wheeled", "tracked")


@dataclass(frozen=True)
class Constants:
    """Named constants; the ruleset file gives each its unit, range and reason.  Shares say their base."""

    lethality: int  # casualties per 65,536 fighter-hours at step 0
    killed_share: int  # of 256 casualties
    killed_share_cut_off: int  # of 256, without a way to evacuate
    engaged: int  # fighters of one unit that can fight at once
    dispersion: int  # steps added to the vulnerability of dispersed irregulars
    night_friction: int  # sixteenths taken from the chance to act in the dark
    surprise_fire: int  # steps to the firer who surprises, taken from the surprised
    surprise_shock: int  # cohesion points
    stroke_shock: int  # cohesion points of a stroke from hiding in one's own secured town
    stroke_hours: int  # how long a stroke confuses
    recovery: int  # cohesion points per four quiet hours
    advance_share: int  # percent of marching speed when an enemy may be near
    assault_share: int  # percent of marching speed in contact
    ambush: int  # sixteenths, the chance that an unseen neighbour springs
    ambush_ready: int  # sixteenths more for a unit that lies in ambush
    block_threshold: int  # sixteenths at even odds
    block_offset: int  # steps asked of the attacker
    surfacing: int  # fighters that take one block when they come up in it
    air_casualties: int  # of 64, per sortie at step 0
    car_bomb_rate: int  # of 64, launches per unit and four hours of contact
    rocket_casualties: int  # of 64, per mission
    rocket_crew: int  # fighters per rocket mission a day
    capture_share: int  # of 64, of a routed and pursued unit, per four hours
    surrender: int  # sixteenths per four hours, surrounded and broken
    dispersal: int  # percent of establishment below which a unit dissolves
    mine_casualties: int  # most casualties of one minefield
    civil_air: int  # of 1024, expected dead per strike and density
    civil_ground: int  # of 2048, per casualty in close fight and density
    stock_hours: int  # supplies a unit carries
    zone_strength: int  # fighters from which a unit has a zone of control
    guard_strength: int  # fighters that keep a supply hex open
    stack: int  # units a side in a hex
    town_stack: int  # units a side in a town

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(item.name for item in fields(cls))


@dataclass(frozen=True)
class Doctrines:
    """How a formation fights, shape (D,)."""

    ids: tuple[str, ...]
    withdraw: Ints  # cohesion at which a unit gives ground, 0 to 100
    odds: Ints  # steps asked before it attacks
    dispersed: Flags  # fights in small groups
    night: Flags  # acts by night as by day
    bombs: Ints  # factor on the launching of car bombs


@dataclass(frozen=True)
class Ruleset:
    """Compiled tables; T terrains, M mobilities, D doctrines."""

    id: str
    minutes: Ints  # (M, T) per km over the terrain
    road: Ints  # (M, 4) per km on a road of each class
    ferry: Ints  # (M,) minutes to cross the river
    defend: Ints  # (T,) steps
    attack: Ints  # (T,) steps
    frontage: Ints  # (T,) fighters
    dig_limit: Ints  # (T,)
    hide: Ints  # (T,)
    density: Ints  # (T,) civilians
    doctrines: Doctrines
    constants: Constants


def compile_ruleset(sheet: RulesetSheet) -> Ruleset:
    """Return the tables of a ruleset file; ValueError names a constant or terrain that is missing or unknown."""
    names = set(Constants.names())
    if names != set(sheet.constants):
        odd = sorted(names ^ set(sheet.constants))
        raise ValueError(f"the ruleset {sheet.id} lacks, or has without need, the constants {', '.join(odd)}")
    constants = Constants(**{name: sheet.constants[name].value for name in names})
    ground = [sheet.terrain.get(name) for name in TERRAIN]
    minutes = [
        [getattr(part.minutes_per_km, mobility) if part and part.minutes_per_km else 0 for part in ground]
        for mobility in MOBILITIES
    ]
    roads = [None, *(sheet.roads.get(name) for name in ROADS[1:])]  # type: ignore[call-overload]
    by_road = [[getattr(road.minutes_per_km, mobility) if road else 0 for road in roads] for mobility in MOBILITIES]

    def column(name: str) -> Ints:
        return np.array([getattr(part, name) if part else 0 for part in ground], dtype=np.int64)

    return Ruleset(
        id=sheet.id, minutes=np.array(minutes, dtype=np.int64), road=np.array(by_road, dtype=np.int64),
        ferry=np.array([getattr(sheet.crossing.minutes, mobility) for mobility in MOBILITIES], dtype=np.int64),
        defend=column("defend"), attack=column("attack"), frontage=column("frontage"),
        dig_limit=column("dig_limit"), hide=column("hide"), density=column("density"),
        doctrines=_doctrines(sheet), constants=constants,
    )  # fmt: skip


def _doctrines(sheet: RulesetSheet) -> Doctrines:
    parts = list(sheet.doctrines.values())
    return Doctrines(
        ids=tuple(sheet.doctrines),
        withdraw=np.array([part.withdraw_threshold for part in parts], dtype=np.int64),
        odds=np.array([part.assault_odds for part in parts], dtype=np.int64),
        dispersed=np.array([part.dispersed for part in parts], dtype=np.bool_),
        night=np.array([part.night for part in parts], dtype=np.bool_),
        bombs=np.array([part.car_bombs for part in parts], dtype=np.int64),
    )
