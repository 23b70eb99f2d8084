"""From the map and from what is told to the sources: of a place, of an event, of a stack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.view.app import App
from sim.view.find import Found
from sim.view.screens.opening import taken_over
from sim.view.screens.sources import Sources, about_entry, about_place, about_stack
from sim.view.screens.table import Table
from sim.view.screens.theatre import Theatre
from sim.view.screens.watch import Watch

Click = Callable[[tuple[int, int]], None]
Press = Callable[..., bool]


def empty_place(screen: Theatre) -> str:
    """Return a place in whose hex nobody stands, with nothing near it on the map."""
    held = {stack.hex for stack in screen.scene().stacks}
    return next(
        place for place in screen.opened.geography.places
        if (h := screen.scenario.map.place_hex.get(place)) is not None and h not in held
        and about_place(screen.opened, place) and screen.map.stack_at(screen.map.spot(h)) is None
        and screen.map.meant(screen.map.spot(h)) == h and screen.map.box.collidepoint(screen.map.spot(h))
    )  # fmt: skip


@pytest.fixture
def table(app: App, film: Watch) -> Table:
    table = taken_over(app, film.opened, film.seed, "isil", "history", 4)
    app.show(table)
    app.draw()
    return table


def listed(app: App) -> tuple[str, ...]:
    """Return the facts of the sources that are open."""
    assert isinstance(app.top, Sources)
    return app.top._ids


@pytest.mark.parametrize("at_the_table", [False, True])
def test_a_place_on_which_nobody_stands_leads_to_its_facts(
    app: App, film: Watch, request: pytest.FixtureRequest, click: Click, press: Press, at_the_table: bool
) -> None:
    screen = request.getfixturevalue("table") if at_the_table else film
    place = empty_place(screen)
    click(screen.map.spot(screen.scenario.place(place)))
    app.draw()
    assert screen.citing.place == place
    press("s", 0, "s")
    assert listed(app) == about_place(screen.opened, place)
    press("escape")
    press("escape")
    assert (app.top, screen.citing.place) == (screen, "")


def test_the_line_of_a_place_in_the_panel_leads_there_too(app: App, film: Watch, click: Click) -> None:
    place = empty_place(film)
    click(film.map.spot(film.scenario.place(place)))
    app.draw()
    click(film._cited.center)
    assert listed(app) == about_place(film.opened, place)


def test_a_place_that_was_found_is_chosen(film: Watch) -> None:
    place, film.citing.spot = empty_place(film), None
    film.seek(Found(place, place, film.scenario.place(place)))
    assert film.citing.place == place


def test_a_stack_is_asked_for_before_its_place(app: App, film: Watch, press: Press) -> None:
    stack = film.map.cards[0][1]
    film.chosen, film.citing.spot = stack, stack.hex
    press("s", 0, "s")
    assert listed(app) == about_stack(film.opened, stack)


def test_the_documents_of_what_is_told_lead_to_its_facts(app: App, film: Watch, click: Click) -> None:
    moment = next(one for one in range(film.story.samples) if (told := film.story.told(one)) and told[-1].cites)
    film.go(moment)
    app.draw()
    told = film._told[0]
    click(told.source.center)
    assert listed(app) == about_entry(told.entry)


def test_so_do_those_in_the_log_of_a_table(app: App, table: Table, click: Click) -> None:
    table.open("log")
    table.go(next(k for k in range(table.story.samples) if any(one.cites for one in table.story.told(k))))
    app.draw()
    cited = next(entry for entry in reversed(table.story.told(table.sample)) if entry.cites)
    for box, do in table.desk.rows:  # the first that cites: its documents stand in its last line
        for down in range(box.top, box.bottom, 3):
            click((box.left + 30, down))
            if isinstance(app.top, Sources):
                assert do is not None
                assert listed(app) == about_entry(cited)
                return
    raise AssertionError("no line leads to the sources")
