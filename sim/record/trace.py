"""The observed history of W worlds: what a record shows when it is replayed, state by state.

Axes: samples (index 0 is the start, index i + 1 the state after impulse i), then W worlds, U units, H hexes
(and the sentinel H), C towns with blocks, S sides, A air packages, T triggers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.base.clock import Clock
from sim.base.hexes import Grid
from sim.state.events import Events

Integers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]
Pairs = tuple[tuple[str, str], ...]


class Site(Protocol):
    """A place of the geography: WGS84 degrees; SY, IQ, JO; right, left, both, island or none."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def countries(self) -> tuple[str, ...]: ...
    @property
    def bank(self) -> str: ...


class Stage(Protocol):
    """The names and numbers of a scenario that do not change in play.

    Positions in the tuples are the indices used by every column.
    """

    @property
    def name(self) -> str:
        """The scenario's own name, as facts use it: `dawn-3`."""

    @property
    def codename(self) -> str:
        """The operation's code name or names."""

    @property
    def clock(self) -> Clock: ...
    @property
    def grid(self) -> Grid: ...
    @property
    def hex_metres(self) -> int:
        """From side to opposite side of a hex, which is from centre to neighbouring centre."""

    @property
    def sides(self) -> tuple[str, ...]: ...
    @property
    def formations(self) -> tuple[str, ...]: ...
    @property
    def units(self) -> tuple[str, ...]: ...
    @property
    def packages(self) -> tuple[str, ...]: ...
    @property
    def towns(self) -> tuple[str, ...]:
        """Places whose hex is held by blocks."""

    @property
    def triggers(self) -> tuple[str, ...]: ...
    @property
    def verbs(self) -> tuple[str, ...]:
        """Words of the `verb` column: `verbs[n]` is the order that the number n stands for."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Words of the `level` column."""

    @property
    def unit_side(self) -> Integers:
        """(U,) side of each unit."""

    @property
    def unit_formation(self) -> Integers:
        """(U,) formation of each unit."""

    @property
    def establishment(self) -> Integers:
        """(U,) fighters at full strength."""

    @property
    def package_side(self) -> Integers:
        """(A,) side of each air package."""

    @property
    def package_aircraft(self) -> Integers:
        """(A,) aircraft of each air package."""

    @property
    def town_blocks(self) -> Integers:
        """(C,) number of blocks of each town."""

    @property
    def place_hex(self) -> Mapping[str, int]:
        """The hex of each place on the map."""

    @property
    def sites(self) -> Mapping[str, Site]:
        """Every place of the geography, on the map or off it."""

    @property
    def land(self) -> Flags:
        """(H+1,) hexes that ground units can enter; False for the sentinel."""

    @property
    def river(self) -> Flags:
        """(H+1, 6) edges that carry the Euphrates."""

    @property
    def hostile(self) -> Flags:
        """(S, S) who fights whom."""

    @property
    def friend(self) -> Flags:
        """(S, S) who lets whom pass; a side need not be marked as its own friend."""

    @property
    def commanders(self) -> Pairs:
        """(side, name) of each commander named."""

    @property
    def force_names(self) -> Pairs:
        """(side, name) of formations and units as a reader knows them."""

    @property
    def backers(self) -> Pairs:
        """(side, actor) of those who back a side or fight as its allies."""

    @property
    def objectives(self) -> Pairs:
        """(side, place) of what each side is after."""


@dataclass(frozen=True)
class Trace:
    """Columns over samples; N = samples = impulses recorded + 1, index 0 the start.

    `scenario` holds the fixed names and numbers.  Of units, (N, W, U): `position` int16, hex, off the map -1
    or the sentinel H; `fit` int16 fighters; `killed`, `wounded`, `captured` int16, cumulative; `alert` int8;
    `supplied` int16; `verb` int8, -1 for no order; `goal` int16, hex or -1 or H.  Of ground: `control`
    (N, W, H+1) int8, side or -1; `blocks` (N, W, C, S) int8.  `sorties` (N, W, A) int16, flown in the impulse
    before the sample; `civilians` (N, W) int32, cumulative expected dead, whole people; `fired` (W, T) int16,
    impulse of first firing or -1; `winner` (W,) int8, side or -1 for a draw; `level` (W,) int8; and `events`.
    """

    scenario: Stage
    position: Integers
    fit: Integers
    killed: Integers
    wounded: Integers
    captured: Integers
    alert: Integers
    control: Integers
    blocks: Integers
    supplied: Integers
    verb: Integers
    goal: Integers
    sorties: Integers
    civilians: Integers
    fired: Integers
    winner: Integers
    level: Integers
    events: Events

    def __post_init__(self) -> None:
        for name, shape in self._shapes().items():
            found = getattr(self, name).shape
            if found != shape:
                raise ValueError(f"the column '{name}' has the shape {found}, not {shape}")

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        stage = self.scenario
        samples, worlds, units = self.position.shape[0], self.position.shape[1], len(stage.units)
        over = (samples, worlds)
        names = ("position", "fit", "killed", "wounded", "captured", "alert", "supplied", "verb", "goal")
        return dict.fromkeys(names, (*over, units)) | {
            "control": (*over, stage.grid.count + 1),
            "blocks": (*over, len(stage.towns), len(stage.sides)),
            "sorties": (*over, len(stage.packages)),
            "civilians": over,
            "fired": (worlds, len(stage.triggers)),
            "winner": (worlds,),
            "level": (worlds,),
        }

    @property
    def samples(self) -> int:
        """Return N: one for the start and one for each impulse recorded."""
        return int(self.position.shape[0])

    @property
    def worlds(self) -> int:
        """Return W."""
        return int(self.position.shape[1])
