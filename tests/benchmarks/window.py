"""How fast the window draws, without a screen: python tests/benchmarks/window.py [scenario]

The film of dawn-3 is opened in a window of 1920x1080 (SDL's dummy driver: nothing is shown, everything is drawn), then
moved about with the mouse, zoomed by the wheel and played at its fastest; App.draw is timed for each frame, with
App.advance before it as in the window's own loop.  Then each overlay is put on and off and the first frame is timed.
Nothing here is a test: machines differ.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from sim.view.app import FRAMES, App
from sim.view.opened import opened
from sim.view.overlays import NAMES
from sim.view.screens.watch import Making, Watch

SIZE = (1920, 1080)
PASSED = 1000 // FRAMES


def film_of(app: App, name: str) -> Watch:
    """Return the film of a scenario, ready to be seen."""
    scenario = opened(name)
    app.show(Making(app, scenario, scenario.seed))
    while not isinstance(app.top, Watch):
        app.advance(PASSED)
    return app.top


def frame(app: App) -> float:
    """Return the milliseconds of drawing one frame."""
    app.advance(PASSED)
    start = time.perf_counter()
    app.draw()
    return 1000 * (time.perf_counter() - start)


def dragged(app: App, steps: int) -> Iterator[float]:
    """Drag the map to and fro."""
    middle = app.top.map.box.center  # type: ignore[attr-defined]
    app.listen([pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=middle)])
    for step in range(steps):
        right, down = (23, 11) if step // 40 % 2 else (-23, -11)
        at = (middle[0] + right, middle[1] + down)
        app.listen([pygame.event.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0), pos=at, rel=(right, down))])
        yield frame(app)
    app.listen([pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=middle)])


def zoomed(app: App, steps: int) -> Iterator[float]:
    """Turn the wheel in and out, a turn every fourth frame."""
    spot = (700, 500)
    app.listen([pygame.event.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0), pos=spot, rel=(0, 0))])
    for step in range(steps):
        if step % 4 == 0:
            app.listen([pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1 if step // 40 % 2 == 0 else -1)])
        yield frame(app)


def played(app: App, steps: int) -> Iterator[float]:
    """Play the film at 16 times its pace."""
    film = app.top
    assert isinstance(film, Watch)
    film.speed = 16.0
    for _ in range(steps):
        if not film.playing:
            film.go(0)
            film.play()
        yield frame(app)
    film.playing = False


def told(label: str, taken: list[float]) -> None:
    """Print the median, the 95th percentile and the worst."""
    taken.sort()
    middle, high = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
    print(f"{label:44} {middle:7.1f} {high:7.1f} {taken[-1]:7.1f} ms   ({len(taken)} frames)")


def toggled(app: App, film: Watch) -> None:
    """Time the frame in which each overlay appears, and the one in which it is gone."""
    own = next(stack for stack in film.scene().stacks if stack.side == film.viewer)
    for name in NAMES:
        film.chosen = own
        frame(app)
        taken = []
        for _ in range(5):
            for _ in range(2):
                start = time.perf_counter()
                app.top.act(f"overlay_{name}")
                app.draw()
                taken.append(1000 * (time.perf_counter() - start))
        told(f"overlay {name}, on and off", taken)


def main() -> None:
    """Print milliseconds for each thing a person does with the map."""
    app = App(None, SIZE)
    name = sys.argv[1] if len(sys.argv) > 1 else "dawn-3"
    film = film_of(app, name)
    film.go(film.story.samples // 3)
    frame(app)
    print(f"{name}, {SIZE[0]}x{SIZE[1]}: {'median':>36} {'95 %':>7} {'worst':>7}")
    acts: list[tuple[str, Callable[[App, int], Iterator[float]], int]] = [
        ("zooming", zoomed, 200), ("panning", dragged, 400), ("playing at 16 times", played, 300)]  # fmt: skip
    every: list[float] = []
    for on in ((), ("supply", "threat")):
        for overlay in on:
            film.act(f"overlay_{overlay}")
        for label, act, steps in acts:
            film.map.camera.fit()
            film.map.visit(film.scenario.place("abu_kamal"))
            taken = list(act(app, steps))
            if not on:
                every += taken
            told(label + (f" with {' and '.join(on)}" if on else ""), taken)
        for overlay in on:
            film.act(f"overlay_{overlay}")
    told("panning, zooming and playing together", every)
    film.go(film.story.samples // 3)
    toggled(app, film)


if __name__ == "__main__":
    main()
