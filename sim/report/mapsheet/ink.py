"""The look of a printed map: paper, inks, symbols, the outline of a hex. No picture is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.hexmap import HexMap

Floats = NDArray[np.float64]

PAPER = "#fbf7ec"
INK = "#3a332a"
FAINT_INK = "#8a7f6c"
SLANTED_INK = "#54483a"
GRID = "#d9cdb4"
#: Fill by terrain name.
TERRAIN_INK = {
    "desert": "#f3ebd9",
    "broken": "#e6d9bf",
    "valley": "#d3dfb8",
    "town": "#ecd3b2",
    "city": "#e6bf9a",
    "airbase": "#dcdcd6",
    "water": "#a9c7dc",
}
#: Neighbours of Syria lie under a thin veil, so that the border shows without a loud line.
VEIL = "#b9a98f"
WATER = "#5b93bd"
WATER_DEEP = "#2f6690"
WATER_LIGHT = "#8fb9d6"
BORDER = "#8c3f3a"
WADI = "#a88f63"
WADI_TYPE = "#7d6a3f"
#: Dashes as matplotlib wants them: an offset, then lengths on and off in line widths.
Dash = tuple[float, Sequence[float]] | str
SOLID: Dash = "solid"
WADI_DASH: Dash = (0, (6, 2, 1, 2))
BORDER_DASH: Dash = (0, (9, 2.4, 1.6, 2.4))
FERRY_DASH: Dash = (0, (1.2, 1))
TRACK_DASH: Dash = (0, (4, 2))
ROAD_INK = {"highway": ("#7c4a2d", 3.4, "#eebb7e", 1.9), "paved": ("#7c4a2d", 2.4, "#fbf3e0", 1.3)}
TRACK = "#8a6d4d"
BUILDING = "#74402f"
#: One ink a side; a side not listed takes one of the spare ones.
SIDE_INK = {
    "government": "#b0413e",
    "isil": "#3d3d3d",
    "iraq": "#8a6a1c",
    "opposition": "#4f7f3a",
    "coalition": "#36658f",
    "sdf": "#c79a1e",
}
SPARE_INK = ("#6b4c86", "#3c7f7b", "#7b5a3a")


@dataclass(frozen=True)
class Symbol:
    """How a kind of place is marked: a matplotlib marker, its size in points, whether it is filled."""

    marker: str
    size: float
    filled: bool = True
    colour: str = INK


#: Kinds that have no symbol here (city, town, village) are drawn as blocks of houses.
SYMBOLS = {
    "airbase": Symbol("P", 8.0, True, "#4d5a63"),
    "airstrip": Symbol("+", 6.5, False, "#4d5a63"),
    "base": Symbol("^", 6.0),
    "bridge": Symbol("D", 4.0, False, WATER_DEEP),
    "camp": Symbol("^", 5.5, False),
    "crossing": Symbol("s", 5.2, False, BORDER),
    "hamlet": Symbol("o", 3.6, False),
    "hill": Symbol("^", 5.2, False, "#7d6a4a"),
    "hospital": Symbol("P", 6.0, True, "#a03a35"),
    "oilfield": Symbol("h", 6.0, False, "#5a4a3a"),
    "pumping_station": Symbol("H", 7.5, True, "#5a4a3a"),
    "waypoint": Symbol("x", 4.2, False, "#7d6a4a"),
}
LEGEND_KINDS = (
    ("airbase", "air base"), ("airstrip", "airstrip"), ("base", "post, garrison"),
    ("crossing", "border crossing"), ("bridge", "bridge, down"), ("pumping_station", "pumping station"),
    ("oilfield", "oil field"), ("hospital", "hospital"), ("hamlet", "hamlet"), ("hill", "height, ruin"),
    ("camp", "camp"), ("waypoint", "waypoint"),
)  # fmt: skip
#: Which labels are set first; kinds not listed come last.
LABEL_ORDER = (
    "city", "airbase", "pumping_station", "town", "crossing", "base", "hospital", "village", "oilfield",
    "bridge", "camp", "hamlet", "hill", "airstrip", "waypoint",
)  # fmt: skip


def corners(hexmap: HexMap, shrink: float = 1.0) -> Floats:
    """(H, 6, 2) metres: the corners of each hex; side d of `DIRECTIONS` runs from corner d to the next."""
    turn = np.radians(-30.0 + 60.0 * np.arange(6))
    reach = hexmap.hex_metres / np.sqrt(3.0) * shrink
    shape = np.stack((np.cos(turn), np.sin(turn)), axis=1) * reach
    x, y = hexmap.centres
    return np.asarray(np.stack((x, y), axis=1)[:, None, :] + shape)


def side_ink(side: str, index: int = 0) -> str:
    """The colour of a side."""
    return SIDE_INK.get(side, SPARE_INK[index % len(SPARE_INK)])
