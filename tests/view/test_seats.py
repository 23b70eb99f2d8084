"""Two people at one screen: each plans in turn, the curtain lies between them, and neither sees what is the other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from sim.orders.order import LEAD
from sim.play.saves import plan_beside
from sim.record.store import read_record, write_record
from sim.report.chronicle.telling import ORDERS
from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.command import TakeCommand
from sim.view.screens.curtain import DEAF, Curtain
from sim.view.screens.log import Log
from sim.view.screens.menu import Menu
from sim.view.screens.opening import Opening, bring, taking_over, taking_up
from sim.view.screens.saved import saved_games
from sim.view.screens.seats import Seat
from tests.view.conftest import arrive

RAID, SIDES = "day-of-wrath", ("opposition", "isil")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[App]:
    """Return a window in which two people have begun a game in the third turn; the curtain is down."""
    app = App(tmp_path)
    app.settings.ask_idle = False
    app.show(Menu(app))
    bring(app, taking_over(app, opened(RAID), 283, SIDES[0], "person", 2), app.show)
    arrive(app)
    yield app
    app.close()


def lift(app: App) -> Seat:
    """Take the curtain away and return the table beneath."""
    curtain = app.top
    assert isinstance(curtain, Curtain)
    app.draw()
    app.advance(DEAF)
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="\r")
    app.listen([key])
    seat = app.top
    assert isinstance(seat, Seat)
    return seat


def done(app: App) -> None:
    assert isinstance(app.top, Seat)
    app.top.form.press(next(words for words in app.top.form.words if words in ("Done", "Resolve turn")))


def side_of(seat: Seat) -> str:
    return seat.scenario.sides[seat.game.side]


def picture(app: App) -> bytes:
    for _ in range(40):
        app.draw()
    return pygame.image.tobytes(app.target, "RGB")


def test_one_plans_then_the_other_then_the_turn_is_resolved(window: App) -> None:
    assert isinstance(window.top, Curtain)
    first = lift(window)
    assert (side_of(first), first.game.turn, first.present) == (SIDES[0], 2, True)
    assert "Resolve turn" not in first.form.words
    done(window)
    second = lift(window)
    assert (side_of(second), second.game.turn) == (SIDES[1], 2)
    assert "Done" not in second.form.words
    before = second.campaign.now
    second.campaign._entries = []  # it is read anew once the turn is resolved
    done(window)
    again = lift(window)
    assert (again is first, again.game.turn) == (True, 3)
    assert (again.sample, again.playing, again.present) == (before, True, False)
    window.advance(100_000)
    assert again.present
    done(window)
    assert lift(window) is second
    assert (second.sample, second.playing) == (before, True)  # his own film of the same turn
    assert second.campaign.entries
    window.advance(100_000)
    assert (second.game.turn, second.campaign.now) == (3, first.campaign.now)


def test_each_sees_his_own_side_alone(window: App) -> None:
    first = lift(window)
    done(window)
    second = lift(window)
    done(window)
    for seat in (first, second):
        assert seat.viewers == []
        known = seat.game.seen.known[0]
        friends = seat.scenario.friend[seat.game.side][seat.scenario.forces.side]
        shown = [unit for stack in seat.scene().stacks for unit in stack.units]
        assert all(friends[unit] or known[unit] for unit in shown)
        told = [entry for entry in seat.campaign.entries if entry.kind == ORDERS]
        assert all(side_of(seat) in entry.sides for entry in told)
        assert (seat.campaign.departures, seat.campaign.hushed) == ([], True)


def plan(seat: Seat) -> None:
    seat.go(seat.campaign.now)
    seat.choose(seat.hand.units[0], visit=True)
    seat.form.press("hold")
    seat.act("undo")
    seat.form.press("dig")


def test_nothing_that_one_plans_is_seen_by_the_other(window: App) -> None:
    """Two games that differ in the other's plan alone look the same to the last pixel, page by page."""
    seen = []
    first = lift(window)
    done(window)
    for planned in (False, True):
        second = lift(window)
        if planned:
            plan(second)
            assert second.game.planned
        window.swap(first)  # as if he came back before the turn is resolved
        first.arrange()
        shots = []
        for page in ("unit", "air", "plan", "goals", "log", "history"):
            first.open(page)
            shots.append(picture(window))
        first.log()
        assert isinstance(window.top, Log)
        shots.append(picture(window))
        window.back()
        seen.append((shots, first.game.planned, first.game.cannot_undo, first.game.idle(), first.said))
        window.swap(second)
        first.sitting._fall()
    assert seen[0] == seen[1]


def test_the_curtain_is_the_same_whatever_was_planned(window: App) -> None:
    shots = []
    for planned in (False, True):
        seat = lift(window)
        if planned:
            plan(seat)
        seat.put_away()
        seat.sitting.at = 0
        seat.sitting.done()
        shots.append(picture(window))
        seat.sitting.at = 0
        window.back()
        window.swap(seat.sitting.tables[0])
        seat.sitting._fall()
    assert shots[0] == shots[1]


def test_it_is_kept_with_both_plans_and_goes_on(window: App, tmp_path: Path) -> None:
    for _ in range(2):  # a whole turn, then a plan each
        lift(window)
        done(window)
    plan(lift(window))
    done(window)
    seat = lift(window)
    plan(seat)
    planned = {side_of(table): table.game.planned for table in seat.sitting.tables}
    assert all(planned.values())
    window.home()
    (game,) = saved_games(tmp_path)
    assert (game.fault, game.turn) == ("", 4)
    assert " and " in game.side
    assert f"side {SIDES[1]}" in plan_beside(game.path).read_text("ascii")
    bring(window, taking_up(window, game.path), window.show)
    arrive(window)
    assert isinstance(window.top, Curtain)
    again = lift(window)
    assert {side_of(table): table.game.planned for table in again.sitting.tables} == planned
    assert again.game.turn == 3
    lines = (tmp_path / "saves" / game.path.name).read_text("ascii").splitlines()
    assert all(any(LEAD in line and side in line for line in lines) for side in SIDES)


def test_what_cannot_be_planned_any_more_is_told_to_its_own_side(window: App, tmp_path: Path) -> None:
    plan(lift(window))
    window.home()
    (game,) = saved_games(tmp_path)
    text = plan_beside(game.path).read_text("ascii")
    plan_beside(game.path).write_text(text.replace("side isil\n", "side isil\nnobody-1 hold\n"), "ascii")
    bring(window, taking_up(window, game.path), window.show)
    arrive(window)
    first, second = lift(window).sitting.tables
    said = {side_of(table): table.said for table in (first, second)}
    assert (said[SIDES[0]], "no longer planned: nobody-1" in said[SIDES[1]]) == ("", True)


def test_when_the_game_is_over_both_see_the_end(window: App) -> None:
    seat = lift(window)
    game, turns = seat.game, seat.scenario.clock.turns
    while game.turn < turns - 1:
        game.resolve()
    for table in seat.sitting.tables:
        table.campaign.read()
        table.tell(table.campaign)
        table.go(table.campaign.now)
    seat.arrange()
    done(window)
    lift(window)
    done(window)
    for _ in range(3):
        last = lift(window)
        window.advance(1_000_000)
        assert (last.game.over, last.mode) == (True, "the game is over")
        done(window)


def test_a_changed_look_is_everybodys(window: App) -> None:
    lift(window)
    window.set(palette="high")
    done(window)
    second = lift(window)
    assert second.map.look is window.look


def test_whoever_does_not_wait_leaves_no_game_behind(tmp_path: Path) -> None:
    app = App(tmp_path)
    app.show(Menu(app))
    app.show(Opening(app, taking_over(app, opened(RAID), 283, SIDES[0], "history", 9)))
    app.top.coming.game.catch_up(lambda: True)  # type: ignore[attr-defined]
    app.draw()
    app.back()
    assert isinstance(app.top, Menu)
    assert saved_games(tmp_path) == []


def test_a_spoiled_record_leads_back_with_the_reason(window: App, tmp_path: Path) -> None:
    for _ in range(2):
        lift(window)
        done(window)
    window.home()
    (game,) = saved_games(tmp_path)
    record, _ = read_record(game.path)
    spoiled = replace(record.turns[-1], digest="0f" * 16)
    write_record(game.path, replace(record, turns=(*record.turns[:-1], spoiled)))
    bring(window, taking_up(window, game.path), window.show)
    arrive(window)
    assert isinstance(window.top, Menu)
    assert "differently" in window.notice


@pytest.mark.parametrize("scale", [100, 200])
def test_whoever_takes_command_finds_every_button_on_the_sheet(scale: int) -> None:
    app = App(size=(1024, 640))
    app.show(TakeCommand(app, opened(RAID), 283, 5))
    app.set(scale=scale)
    sheet = app.top
    assert isinstance(sheet, TakeCommand)
    assert sheet.form.words.count("Another person") == 1
    assert sum(words.startswith("Lead ") for words in sheet.form.words) == 2
    assert all(sheet.page.contains(box) for box in sheet.form.boxes)
    app.draw()
    app.close()
