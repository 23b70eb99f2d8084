"""Every screen in every size: no control leaves the window, lies on another, or is too narrow for its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pygame
import pytest

from sim.view.app import App
from sim.view.look import SCALES
from sim.view.screens.briefing import Briefing
from sim.view.screens.command import TakeCommand
from sim.view.screens.desk import PAGES
from sim.view.screens.help import Help
from sim.view.screens.keeping import SaveGame
from sim.view.screens.menu import Menu
from sim.view.screens.opening import taken_over
from sim.view.screens.options import TABS, Options
from sim.view.screens.saved import Load
from sim.view.screens.table import Table
from sim.view.screens.watch import Watch
from sim.view.type import BODY
from tests.view.conftest import arrive

LEAST = (1280, 720)
CASES = (*((LEAST, scale) for scale in SCALES), ((1366, 768), SCALES[-1]), ((3840, 2160), SCALES[-1]))


@pytest.fixture(scope="module")
def table(app_with_film: App) -> Table:
    film = next(one for one in app_with_film.screens if isinstance(one, Watch))
    return taken_over(app_with_film, film.opened, film.seed, "isil", "history", 8)


def ordering(table: Table, verb: str) -> None:
    """Choose a unit and aim an order of it."""
    table.hand.put_down()
    table.open("unit")
    table.choose(table.hand.units[0])
    if verb:
        table.arm(verb)


def screens(app: App, film: Watch, table: Table) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what brings each screen to the top; the film lies beneath."""
    yield "film", lambda: None
    yield "menu", lambda: app.show(Menu(app))
    yield "load", lambda: app.show(Load(app))
    yield "help", lambda: app.show(Help(app))
    yield "log", film.log
    yield "sources", film.sources
    yield "find", lambda: film.act("find")
    yield "take command", lambda: app.show(TakeCommand(app, film.opened, film.seed, 8))
    yield "briefing", lambda: app.show(Briefing(app, film.opened))
    yield "how it went", lambda: (film.aftermath.show(film.film.record), arrive(app))
    yield "save", lambda: (app.show(table), app.show(SaveGame(app, table)))
    for tab, words in TABS:
        yield f"options, {tab}", lambda words=words: (app.show(Options(app)), app.top.form.press(words))
    for page, _ in PAGES:
        yield f"table, {page}", lambda page=page: (app.show(table), table.hand.put_down(), table.open(page))
    for verb in ("", "move", "attack"):
        yield f"ordering, {verb}", lambda verb=verb: (app.show(table), ordering(table, verb))


def faults(app: App) -> Iterator[str]:
    """Yield what is wrong with the controls of the screen that lies uppermost."""
    form, window = app.top.form, app.target.get_rect()
    parts = list(zip(form.words, form.boxes, strict=True))
    for words, box in parts:
        if not window.contains(box):
            yield f"{words!r} leaves the window: {box}"
        if app.look.line(words, BODY).get_width() > box.width:
            yield f"{words!r} is too long for its {box.width} pixels"
    for (words, box), (others, other) in combinations(parts, 2):
        if box.colliderect(other):
            yield f"{words!r} lies on {others!r}"


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_control_has_its_place(app: App, film: Watch, table: Table, size: tuple[int, int], scale: int) -> None:
    app.target = pygame.display.set_mode(size)
    try:
        app.set(scale=scale)
        wrong = []
        for name, show in screens(app, film, table):
            show()
            wrong += [f"{name}: {fault}" for fault in faults(app)]
            app.home()
            film.seeking._close()
        assert not wrong, "\n".join(wrong)
    finally:
        app.home()
        app.set(scale=100)
