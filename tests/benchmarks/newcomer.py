"""What a newcomer waits for, without a screen: python tests/benchmarks/newcomer.py

The film of dawn-3 and a game taken over from it on 8 November, in a window of 1280x800 (SDL's dummy driver).  Printed
are the median and the worst of a few tries, in milliseconds.  Nothing here is a test: machines differ, and a busy one
is slower than its worst figure tells.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from window import film_of

from sim.view.app import App
from sim.view.overlays import NAMES
from sim.view.screens.opening import taken_over
from sim.view.screens.watch import Watch

COLD = """
from sim.view.app import App
from sim.view.screens.menu import Menu
app = App(None, (1280, 800))
app.show(Menu(app))
app.advance(33)
app.draw()
"""
SIDE, TURN = "government", 16


def timed(label: str, do: Callable[[int], object], times: int) -> None:
    """Print how long something takes."""
    taken = []
    for k in range(times):
        start = time.perf_counter()
        do(k)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    print(f"{label:48} {taken[times // 2]:8.0f} {taken[-1]:8.0f} ms   ({times} times)")


def shown(film: Watch, sample: int) -> None:
    """Go to a moment of the film and draw it."""
    film.go(sample)
    film.app.draw()


def toggled(film: Watch, name: str) -> None:
    """Put an overlay on or off and draw it."""
    film.act(f"overlay_{name}")
    film.app.draw()


def main() -> None:
    """Print each of them."""
    print(f"{'':48} {'median':>8} {'worst':>8}")
    timed("cold start to the menu, a whole process", lambda _: subprocess.run([sys.executable, "-c", COLD], check=True,
                                                                             stdout=subprocess.DEVNULL), 3)  # fmt: skip
    app = App(None, (1280, 800))
    film = film_of(app, "dawn-3")
    last = film.story.samples - 1
    timed("the first picture of the film", lambda _: shown(film, 0), 1)
    timed("a day's step of the film, drawn", lambda k: shown(film, 6 * k), 40)
    timed("scrubbing to any date, drawn", lambda k: shown(film, k * 7919 % last), 60)
    film.go(100)
    film.chosen = next(one for one in film.scene().stacks if one.side == film.viewer)
    for name in NAMES:
        timed(f"overlay {name}, on or off, drawn", lambda _, name=name: toggled(film, name), 6)
    start = time.perf_counter()
    table = taken_over(app, film.opened, film.seed, SIDE, "doctrine", TURN)
    app.show(table)
    app.draw()
    print(f"{'taking command on 8 November':48} {1000 * (time.perf_counter() - start):8.0f}")
    timed("resolving a turn against doctrine", lambda _: table.resolve(sure=True) or table.go(table.campaign.now), 5)


if __name__ == "__main__":
    main()
