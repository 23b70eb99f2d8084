"""The first screen: cards of the scenarios, and a way from each button to where it says."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.errors import Problem, Unreadable
from sim.view.app import App
from sim.view.screens import menu as menus
from sim.view.screens import saved
from sim.view.screens.help import Help
from sim.view.screens.menu import Menu, length, span
from sim.view.screens.options import Options
from sim.view.screens.saved import Load, Saved
from sim.view.screens.waiting import Waiting
from sim.view.screens.watch import Making, Watch
from tests.view.conftest import arrive

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


@pytest.fixture
def app(desk: App) -> App:
    """Return a window that shows the menu."""
    desk.show(Menu(desk))
    return desk


def menu_of(app: App) -> Menu:
    assert isinstance(app.screens[0], Menu)
    return app.screens[0]


def test_the_first_frame_waits_for_nothing_and_maps_follow_one_a_frame(app: App) -> None:
    menu = menu_of(app)
    app.advance(33)
    assert not any(card.opened for card in menu.cards)
    app.draw()
    seen = []
    for _ in range(2 * len(menu.cards) + 1):
        app.advance(33)
        app.draw()
        seen.append(sum(card.picture is not None for card in menu.cards))
    assert seen[-1] == len(menu.cards) == 2
    assert all(after - before <= 1 for before, after in itertools.pairwise(seen))
    assert [len(card.questions) for card in menu.cards] == [13, 9]


def test_the_keyboard_alone_reaches_every_way(app: App, press: Press) -> None:
    ways = app.top.form.words
    assert ways[:4] == ["Watch history", "Play"] * 2
    for way in ("Load", "Tutorial", "Options", "Help", "Leave"):
        assert way in ways
    press("tab")
    press("return")
    assert isinstance(app.top, Making)
    press("escape")
    assert isinstance(app.top, Menu)


@pytest.mark.parametrize(("words", "kind"), [("Load", Load), ("Options", Options), ("Help", Help)])
def test_each_button_leads_where_it_says(app: App, press: Press, words: str, kind: type) -> None:
    app.top.form.press(words)
    assert isinstance(app.top, kind)
    app.draw()
    press("escape")
    assert isinstance(app.top, Menu)


def test_leave_leaves(app: App) -> None:
    app.top.form.press("Leave")
    assert not app.listen([])


def test_the_film_comes_back_to_the_menu(app: App) -> None:
    menu = menu_of(app)
    menu.watch(menu.cards[1])
    arrive(app)
    assert isinstance(app.top, Watch)
    app.top.form.press("Menu")
    assert app.top is menu


def test_a_scenario_that_cannot_be_read_says_why_on_its_card(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        raise Unreadable([Problem(f"{name}/forces.yaml", 3, 7, "there is no such side")])

    monkeypatch.setattr("sim.view.opened.opened", broken)
    app = App()
    app.show(Menu(app))
    for _ in range(5):
        app.draw()
        app.advance(33)
    cards = menu_of(app).cards
    assert all("forces.yaml:3:7" in card.fault for card in cards)
    assert "Options" in app.top.form.words
    with pytest.raises(KeyError):
        app.top.form.press("Watch history")


def test_a_frame_that_cannot_be_read_leaves_the_other_cards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(menus, "available", lambda: ["dawn-3", "nowhere"])
    app = App()
    app.show(Menu(app))
    app.draw()
    good, bad = menu_of(app).cards
    assert (good.fault, good.sheet is not None) == ("", True)
    assert "nowhere" in bad.fault


def test_many_scenarios_are_turned_over_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus, "available", lambda: ["dawn-3", "day-of-wrath"] * 4)
    app = App(size=(1280, 800))
    app.show(Menu(app))
    menu = menu_of(app)
    shown = [card for card in menu.cards if card.box is not None]
    app.top.form.press("More scenarios (1 of 2)")
    later = [card for card in menu.cards if card.box is not None]
    assert len(shown) + len(later) == 8
    assert not any(one is other for one in shown for other in later)


def test_the_tutorial_is_offered_once(tmp_path: Path) -> None:
    app = App(tmp_path)
    app.show(Menu(app))
    app.top.form.press("Not now")
    assert "Begin the tutorial" not in app.top.form.words
    again = App(tmp_path)
    again.show(Menu(again))
    assert "Begin the tutorial" not in again.top.form.words
    assert "Tutorial" in again.top.form.words


GAMES = [
    Saved(Path("b.jsonl"), fault="line 7: the digest does not agree"),
    Saved(Path("a.jsonl"), "Day of Wrath", "rebels", 3, 16, datetime(2016, 6, 28, 6), datetime(2026, 1, 2, 3, 4)),
]


def test_continue_takes_up_the_newest_game_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Saved] = []
    monkeypatch.setattr(menus, "saved_games", lambda folder: GAMES)
    monkeypatch.setattr(menus, "resume", lambda app, game: taken.append(game))
    app = App()
    app.show(Menu(app))
    app.top.form.press("Continue")
    assert taken == [GAMES[1]]


def test_without_a_game_continue_is_grey_and_says_why(app: App, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        app.top.form.press("Continue")
    assert "no folder" in saved.why_none(None, [])
    assert "no game" in saved.why_none(tmp_path, [])
    assert "Load says why" in saved.why_none(tmp_path, GAMES[:1])


def test_the_list_shows_a_spoiled_game_and_takes_up_another(
    monkeypatch: pytest.MonkeyPatch, app: App, press: Press
) -> None:
    taken: list[Saved] = []
    monkeypatch.setattr(saved, "saved_games", lambda folder: GAMES)
    monkeypatch.setattr(saved, "resume", lambda app, game: taken.append(game))
    app.show(Load(app))
    app.draw()
    load = app.top
    assert isinstance(load, Load)
    assert "digest" in load.rows.rows[0].lines[1].text
    press("return")
    assert taken == [GAMES[1]]
    load._resume(GAMES[0])
    assert isinstance(app.top, Waiting)  # it is verified, not taken up
    press("escape")
    app.top.form.press("Load")
    assert taken == [GAMES[1]] * 2


@pytest.mark.parametrize("scale", [100, 200])
def test_cards_and_buttons_stay_in_the_window(app: App, scale: int) -> None:
    app.set(scale=scale, seen_tutorial=False)
    app.draw()
    menu = menu_of(app)
    for card in menu.cards:
        assert card.box is not None
        assert app.target.get_rect().contains(card.box)
    app.set(scale=100)


def test_dates_and_lengths_in_words() -> None:
    assert span(datetime(2016, 6, 28), datetime(2016, 6, 30)) == "28 to 29 June 2016"
    assert span(datetime(2017, 10, 23), datetime(2017, 12, 7)) == "23 October to 6 December 2017"
    assert span(datetime(2016, 12, 31), datetime(2017, 1, 2)) == "31 December 2016 to 1 January 2017"
    assert span(datetime(2016, 6, 28), datetime(2016, 6, 28, 12)) == "28 June 2016"
    assert [length(hours) for hours in (1, 3, 24, 48)] == ["1 hour", "3 hours", "a day", "2 days"]


def test_without_a_command_the_window_opens_on_the_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[type] = []
    monkeypatch.setattr(App, "run", lambda app: shown.append(type(app.top)))
    assert main([]) == 0
    assert shown == [Menu]
