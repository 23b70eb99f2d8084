"""A scenario ready to play: everything the rules read and that no order can change.  Arrays are int64 unless said."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.base.clock import Clock
from sim.base.columns import Flags, Ints, Words
from sim.base.paths import Routes
from sim.scenario.hexmap import TERRAIN, HexMap
from sim.scenario.ruleset import Ruleset


@dataclass(frozen=True)
class Forces:
    """The order of battle, a column an attribute, shape (U,)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]  # unit type ids
    words: Words  # stable ids for luck
    side: Ints
    formation: Ints
    strength: Ints  # people at full establishment
    quality: Ints  # steps
    weapons: Ints  # steps
    mobility: Ints  # row of the ruleset's movement table
    friction: Ints  # sixteenths
    reconnaissance: Ints
    engineers: Ints
    controllers: Flags
    raider: Flags
    rockets: Flags
    start: Ints  # hex, or the sentinel H for units that wait off the map
    arrival: Ints  # hex of entry, or H
    dug: Ints
    bombs: Ints
    hidden: Flags
    dormant: Flags

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Formations:
    """Groups of units under one plan, depot and commander, shape (F,)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    words: Words
    side: Ints
    depot: Ints  # hex
    rear: Ints  # hex: where retreats lead
    doctrine: Ints  # row of the ruleset's doctrines
    leader: Ints  # rating
    mixed: Flags  # coalition of several armies: orders travel slowly
    permits: Ints  # bit set of countries that may be entered
    tied: Flags  # no order takes it away from where it stands


@dataclass(frozen=True)
class Packages:
    """Air packages, shape (A,)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    words: Words
    side: Ints
    bomber: Flags
    helicopter: Flags
    sorties: Ints  # a day
    guided: Flags
    controllers: Flags
    active: Flags
    aircraft: Ints
    capacity: Ints  # people a lift


@dataclass(frozen=True)
class Towns:
    """Places that are fought over by blocks, shape (C,)."""

    ids: tuple[str, ...]
    words: Words
    hex: Ints
    blocks: Ints
    tunnels: Ints  # people that can hide below


@dataclass(frozen=True)
class Dated:
    """An order as it was given: when, by whom, its line of notation, and its citation."""

    id: str
    impulse: int
    side: int
    text: str
    cites: tuple[str, ...]
    assumed: str
    unless: object | None


@dataclass(frozen=True)
class Trigger:
    """A historical event: a condition tree and effects from the closed list, both as the schema read them."""

    id: str
    title: str
    when: object
    given: object | None
    repeat_impulses: int  # 0: once
    effects: tuple[object, ...]
    say: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Objective:
    """A condition that earns a side victory points if it holds at its time."""

    id: str
    title: str
    side: int
    when: object
    impulse: int  # the impulse after which it is judged
    any_time: bool  # earned for good at any time until then
    points: int
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Roll:
    """Names that facts ask after, as pairs of (side, name): no rule reads them."""

    commanders: tuple[tuple[str, str], ...]
    force_names: tuple[tuple[str, str], ...]
    backers: tuple[tuple[str, str], ...]
    aims: tuple[tuple[str, str], ...]  # (side, place)


@dataclass(frozen=True)
class Scenario:
    """A compiled scenario; `digest` covers everything the rules read."""

    id: str
    title: str
    summary: str
    codename: str
    clock: Clock
    map: HexMap
    ruleset: Ruleset
    sides: tuple[str, ...]
    side_names: tuple[str, ...]
    playable: Flags  # (S,) sides that compete for the result; third parties do not
    hostile: Flags  # (S, S)
    friend: Flags  # (S, S), a side is its own friend
    forces: Forces
    formations: Formations
    packages: Packages
    towns: Towns
    places: tuple[str, ...]
    place_hex: Ints  # (P,)
    countries: tuple[str, ...]
    control: Ints  # (H+1,) side or -1 at the start
    history: tuple[Dated, ...]
    triggers: tuple[Trigger, ...]
    objectives: tuple[Objective, ...]
    levels: tuple[tuple[tuple[str, int], ...], ...]  # per side: (name, at least)
    pairs: tuple[Ints, Ints]  # hostile unit pairs (P,), first < second
    routes: Routes = field(repr=False, compare=False)
    roll: Roll = field(repr=False, compare=False)
    digest: str = ""
    audience: Flags = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_), repr=False, compare=False)
    """(T, S) which sides learn that an event has fired."""

    def place(self, name: str) -> int:
        """Return the hex of a place of this scenario; KeyError if it has none."""
        return self.map.place_hex[name]

    @cached_property
    def place_at(self) -> dict[int, str]:
        """The id of the place in a hex, the first where there are several."""
        return {self.map.place_hex[name]: name for name in reversed(tuple(self.map.place_hex))}

    @cached_property
    def inhabited(self) -> frozenset[int]:
        """Hexes of villages, towns and bases: places where something stands."""
        built = np.isin(self.map.terrain, (TERRAIN.index("town"), TERRAIN.index("city"), TERRAIN.index("airbase")))
        return frozenset(np.flatnonzero(built).tolist())

    def formation_units(self, formation: int) -> Ints:
        """Return the unit indices of a formation."""
        return np.flatnonzero(self.forces.formation == formation)
