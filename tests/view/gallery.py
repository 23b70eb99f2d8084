"""What the golden pictures show, and how two pictures are compared.

To add one, write a function that brings the window to what is to be seen, and name it in PICTURES; then write the
files anew (tests/view/golden/README.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image

from sim.orders.order import Order, hex_name
from sim.rules.legal import refusal
from sim.view.app import App
from sim.view.overlays import NAMES
from sim.view.screens.briefing import Briefing
from sim.view.screens.menu import Menu
from sim.view.screens.opening import taken_over
from sim.view.screens.table import Table
from sim.view.screens.watch import Watch

Picture = NDArray[np.uint8]  # (height, width, 3)
FINE, CELL = 4, 4
"""A picture is made smaller by FINE before it is compared, and looked at in cells of CELL by CELL of what is left."""
MOST_MEAN, MOST_CELL = 1.5, 20.0
"""How far two pictures may differ, of 255: on average, and in the cell in which they differ most."""
FRAME, PATIENCE = 33, 300
COUNTED, CITED, TAKEN = 16, 16, 16
"""Days of the film from its beginning: 8 November, and the end of it; the turn at which command is taken over."""


# ----------------------------------------------------------------------------------------------- what is seen


def settle(app: App) -> None:
    """Draw until nothing changes any more, with no pointer and no hint."""
    app.draw()
    for _ in range(PATIENCE):
        moved = app.top.advance(FRAME)
        app.top.form.advance(FRAME)
        app.draw()
        if not moved:
            return
    raise AssertionError("the window does not come to rest")


def at_day(film: Watch, days: int, hours: int = 12) -> None:
    """Go to an hour of a day, counted from the first, with the whole map in view and nothing chosen."""
    film.go((24 * days + hours) // film.scenario.clock.impulse_hours)
    film.playing, film.pointer = False, (-1, -1)
    for name in list(film.overlays.on):
        film.overlays.toggle(name)
    film.viewer = film.viewers[0]
    film.map.camera.fit()
    settle(film.app)


def menu(film: Watch) -> None:
    film.app.show(Menu(film.app))


def briefing(film: Watch, tab: str) -> None:
    film.app.show(Briefing(film.app, film.opened))
    film.app.top.form.press(tab)


def map_at(film: Watch, turns: int) -> None:
    """Show the map magnified by turns of the wheel, with the town in the middle."""
    at_day(film, COUNTED)
    near(film, film.scenario.place("abu_kamal"), turns)


def near(film: Watch, h: int, turns: int) -> None:
    """Magnify the map by turns of the wheel, and bring a hex to the middle."""
    film.map.camera.zoom(turns, film.map.inside(film.map.box.center))
    film.map.visit(h, close=False)


def stack(film: Watch) -> None:
    """Lay out the largest stack."""
    at_day(film, COUNTED)
    largest = max(film.scene().stacks, key=lambda one: (len(one.units), -one.hex))
    film.map.visit(largest.hex)
    film.chosen = largest


def overlay(film: Watch, name: str) -> None:
    """Put on an overlay round a unit of one's own that is chosen."""
    at_day(film, COUNTED)
    own = next(one for one in film.scene().stacks if one.side == film.viewer and len(one.units) == 1)
    film.chosen = own
    near(film, own.hex, 4)
    settle(film.app)
    film.act(f"overlay_{name}")


def cited(film: Watch) -> None:
    at_day(film, CITED, 24)


def sources(film: Watch) -> None:
    """Show what the documents say of the garrison of the town and of the town."""
    at_day(film, COUNTED)
    town = film.scenario.place("abu_kamal")
    film.chosen = next(one for one in film.scene().stacks if one.hex == town)
    film.act("sources")


def ending(film: Watch, tab: str) -> None:
    """Show how the film went."""
    film.aftermath.show(film.film.record, tab)


@lru_cache(maxsize=1)
def table_of(film: Watch) -> Table:
    """Return the table of a game that is taken over from the film."""
    return taken_over(film.app, film.opened, film.seed, "government", "doctrine", TAKEN)


def attack(film: Watch) -> None:
    """Foretell an attack at the table, the one with the shortest way."""
    table = table_of(film)
    film.app.show(table)
    grid = table.scenario.map.grid
    unit, aim = min(attacks(table), key=lambda pair: grid.distance(start_of(table, pair[0]), pair[1]))
    table.choose(unit, visit=True)
    settle(film.app)
    table.arm("attack")
    table.hand.aim = aim


def march(film: Watch) -> None:
    """Aim a march at the table that passes two places on its way."""
    table = table_of(film)
    film.app.show(table)
    place = table.scenario.place
    table.choose(table.scenario.forces.ids.index("hezbollah-1"), visit=True)
    settle(film.app)
    table.arm("move")
    table.hand.stops, table.hand.aim = (place("akash_oilfield"), place("ratka_oilfield")), place("west-30")


def start_of(table: Table, unit: int) -> int:
    return int(table.game.seen.picture.position[0, unit])


def attacks(table: Table) -> list[tuple[int, int]]:
    """Return each unit that may attack with each hex of a known enemy whom it may attack."""
    seen, scenario = table.game.seen, table.scenario
    hostile = scenario.hostile[table.game.side][scenario.forces.side]
    held = seen.picture.position[0][hostile & seen.known[0] & seen.picture.on_map[0]].tolist()
    ids = scenario.forces.ids
    return [
        (unit, h) for unit in table.hand.units for h in sorted(set(held))
        if not refusal(scenario, seen, Order(ids[unit], "attack", hex_name(scenario, h)))
    ]  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Something that is seen in the window; `show` brings the film's window to it."""

    name: str
    show: Callable[[Watch], None]
    palette: str = "printed"


PICTURES = (
    Shown("menu", menu),
    Shown("briefing-situation", partial(briefing, tab="Situation")),
    Shown("briefing-objectives", partial(briefing, tab="Objectives")),
    Shown("map-whole", partial(map_at, turns=0)),
    Shown("map-nearer", partial(map_at, turns=5)),
    Shown("map-close", partial(map_at, turns=10)),
    Shown("stack", stack),
    Shown("attack", attack),
    Shown("march", march),
    *(Shown(f"overlay-{name}", partial(overlay, name=name)) for name in NAMES),
    Shown("day-cited", cited),
    Shown("sources", sources),
    *(Shown(f"ending-{tab}", partial(ending, tab=tab)) for tab in ("result", "losses", "documents")),
    Shown("palette-high", partial(map_at, turns=5), "high"),
    Shown("palette-dusk", partial(map_at, turns=5), "dusk"),
)
SMALL = (1280, 800)
DAILY = {"menu", "map-nearer", "attack", "overlay-supply"}
"""Those of which the large ones are compared each time: the others take more time than they tell."""
CASES = (
    *((shown, SMALL) for shown in PICTURES),
    *((shown, (1920, 1080)) for shown in PICTURES),
)


def draw(film: Watch, shown: Shown, size: tuple[int, int]) -> Picture:
    """Return what the window shows; afterwards the film lies uppermost again."""
    app = film.app
    if app.size != size:
        app.target = pygame.display.set_mode(size)
    app.set(palette=shown.palette)
    film.arrange()
    try:
        shown.show(film)
        settle(app)
        return seen(app)
    finally:
        app.home()


def seen(app: App) -> Picture:
    """Return the pixels of the window."""
    return np.ascontiguousarray(pygame.surfarray.array3d(app.target).swapaxes(0, 1))


# ------------------------------------------------------------------------------------------------- on the disk


def written(picture: Picture, path: Path) -> None:
    """Write a picture in the 256 colours that suit it best."""
    few = Image.fromarray(picture).quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def read(path: Path) -> Picture:
    with Image.open(path) as file:
        return np.asarray(file.convert("RGB"))


# ---------------------------------------------------------------------------------------------------- compared


@dataclass(frozen=True)
class Distance:
    """How far two pictures of one size differ, of 255."""

    mean: float
    cell: float  # mean of the cell that differs most
    at: tuple[int, int]  # the pixel in the middle of that cell

    @property
    def small(self) -> bool:
        return self.mean <= MOST_MEAN and self.cell <= MOST_CELL

    def __str__(self) -> str:
        return (f"they differ by {self.mean:.2f} of 255 on average (at most {MOST_MEAN}), and by {self.cell:.1f} "
                f"(at most {MOST_CELL}) about pixel {self.at}")  # fmt: skip


def distance(one: Picture, other: Picture) -> Distance:
    """Compare two pictures as one does from a step away: the edges of letters may fall otherwise, a counter not."""
    gaps = np.abs(smaller(one, FINE) - smaller(other, FINE)).max(axis=2)
    sums = np.pad(gaps, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    cells = (sums[CELL:, CELL:] - sums[:-CELL, CELL:] - sums[CELL:, :-CELL] + sums[:-CELL, :-CELL]) / CELL**2
    down, right = np.unravel_index(int(cells.argmax()), cells.shape)
    at = (int((right + CELL / 2) * FINE), int((down + CELL / 2) * FINE))
    return Distance(float(gaps.mean()), float(cells.max()), at)


def smaller(picture: Picture, by: int) -> NDArray[np.float64]:
    """Return the means of squares of pixels."""
    high, wide = picture.shape[0] // by * by, picture.shape[1] // by * by
    sums = np.zeros((high // by, wide // by, 3), dtype=np.uint16)
    for down in range(by):
        for right in range(by):
            sums += picture[down:high:by, right:wide:by]
    return sums / by**2


def difference(one: Picture, other: Picture) -> Picture:
    """Return a picture of where two differ: the darker, the more."""
    return (255 - np.minimum(3 * np.abs(one.astype(int) - other), 255)).astype(np.uint8)
