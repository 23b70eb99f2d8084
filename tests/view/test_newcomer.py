"""The fifteen things that somebody tests in his first ten minutes, each through what the window offers everybody.

Keys and the mouse are posted as SDL tells of them, and buttons are pressed by their words.  Where another test proves
a part more closely, the docstring names it; how long things take is measured by tests/benchmarks/newcomer.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest
from gallery import attacks

from sim.view.app import App
from sim.view.keys import ACTIONS, Keys
from sim.view.look import PALETTES, SCALES
from sim.view.opened import opened
from sim.view.overlays import NAMES
from sim.view.screens.asking import IdleUnits
from sim.view.screens.briefing import Briefing
from sim.view.screens.command import TakeCommand
from sim.view.screens.ending import TABS, HowItWent
from sim.view.screens.help import Help
from sim.view.screens.log import Log
from sim.view.screens.menu import Menu
from sim.view.screens.opening import taken_over
from sim.view.screens.saved import Load
from sim.view.screens.table import Table
from sim.view.screens.watch import Watch
from tests.view.conftest import arrive, settle, sit_down

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


@pytest.fixture
def table(app: App) -> Table:
    """Return a table on the second turn of the raid, the rebels' side."""
    return sit_down(app)


def on_table(app: App) -> Table:
    assert isinstance(app.top, Table)
    return app.top


def hover(app: App, pixel: tuple[int, int]) -> None:
    app.listen([pygame.event.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0), pos=pixel, rel=(0, 0))])


def wheel(app: App, turns: int) -> None:
    app.listen([pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=turns)])


def drag(app: App, start: tuple[int, int], rel: tuple[int, int]) -> None:
    goal = (start[0] + rel[0], start[1] + rel[1])
    app.listen([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=start),
        pygame.event.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0), pos=goal, rel=rel),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=goal),
    ])  # fmt: skip


def test_1_three_clicks_lead_to_a_turn_that_can_be_played(desk: App) -> None:
    """It starts and teaches me.  The tutorial is walked by test_tutorial.py, key by key and button by button."""
    desk.show(Menu(desk))
    settle(desk)
    desk.top.form.press("Play")
    desk.top.form.press("Lead ISIL")
    assert on_table(desk).present
    assert on_table(desk).hand.units
    desk.home()
    desk.top.form.press("Begin the tutorial")
    assert desk.over is not None


def test_2_every_objective_says_who_what_where_and_by_when(app: App, table: Table, click: Click) -> None:
    """I know what I must do.  That none lies off the map is a check of the scenario (tests/scenario/test_lint.py)."""
    app.show(Briefing(app, table.opened))
    briefing = app.top
    assert isinstance(briefing, Briefing)
    briefing.form.press("Objectives")
    texts = [" ".join(line.text for line in row.lines) for row in briefing.rows.rows]
    for one in table.scenario.objectives:
        assert any(one.title in text and "to be so" in text and "at the start: " in text for text in texts), one.title
    app.back()
    table.form.press("Goals")
    settle(app)
    before = table.map.camera.scale
    click(table.desk.rows[0][0].center)
    assert table.map.camera.scale > before


def test_3_the_map_follows_wheel_hand_arrows_and_small_map(app: App, film: Watch, press: Press, click: Click) -> None:
    """The map behaves.  What the wheel keeps in its place is in test_map.py."""
    settle(app)
    spot = film.map.spot(film.scenario.place("abu_kamal"))
    hover(app, spot)
    scales = []
    for _ in range(6):
        wheel(app, 1)
        scales.append(film.map.camera.scale)
    assert sorted(set(scales)) == scales
    settle(app)
    for move in (lambda: drag(app, film.map.box.center, (60, 40)), lambda: press("left", pygame.KMOD_CTRL),
                 lambda: click((film.minimap.box.left + 30, film.minimap.box.centery))):  # fmt: skip
        at = film.map.camera.x, film.map.camera.y
        move()
        assert (film.map.camera.x, film.map.camera.y) != at
    press("home")
    assert film.map.camera.whole
    at = film.map.camera.x, film.map.camera.y, film.map.camera.scale
    press("space")
    app.advance(3000)
    assert (film.map.camera.x, film.map.camera.y, film.map.camera.scale) == at


def test_4_a_chosen_unit_shows_where_it_can_go_and_why_not(app: App, table: Table, press: Press) -> None:
    """Click a unit, see where it can go.  That reach is the engine's is in tests/rules/test_reach.py."""
    press("]", 0, "]")
    press("1", 0, "1")
    settle(app)
    assert table.overlays.legend.width
    assert (table.overlays.readings[0].of >= 0).any()
    away = int(np.flatnonzero(table.overlays.readings[0].of < 0)[0])
    assert table.overlays.words(away)
    table.form.press("hide")
    assert table.said.startswith("Refused: ")


def test_5_odds_are_told_with_their_reasons_before_anything_is_ordered(app: App) -> None:
    """I see the odds and why.  tests/rules/test_preview.py: modifiers add up, chances are those of the rules."""
    app.show(taken_over(app, opened("day-of-wrath"), 283, "isil", "history", 8))
    table = on_table(app)
    unit, aim = attacks(table)[0]
    table.choose(unit)
    table.form.press("attack")
    hover(app, table.map.spot(aim))
    table.hand.aim = aim
    settle(app)
    assert table.desk.expected is not None
    found = table.desk.expected[1]
    assert found is not None
    assert table.game.planned == []


def test_6_what_was_ordered_can_be_taken_back(app: App, table: Table, press: Press) -> None:
    """I can take it back.  A thousand changes of mind are in tests/play/test_planning.py."""
    press("]", 0, "]")
    press("h", 0, "h")
    assert len(table.game.planned) == 1
    press("z", pygame.KMOD_CTRL)
    assert table.game.planned == []
    press("y", pygame.KMOD_CTRL)
    assert len(table.game.planned) == 1
    table.resolve(sure=True)
    app.advance(100_000)
    with pytest.raises(KeyError):
        table.form.press("Undo")
    assert table.game.cannot_undo


def test_7_the_turn_ends_after_one_question_and_can_be_seen_again(app: App, table: Table, press: Press) -> None:
    """End turn is safe, the enemy is quick."""
    table.resolve()
    app.advance(100_000)
    press("return", pygame.KMOD_CTRL)
    asked = app.top
    assert isinstance(asked, IdleUnits)
    assert any("ask" in words for words in asked.form.words)
    asked.form.press("Resolve")
    assert table.playing
    press("+", 0, "+")
    before = table.map.camera.x
    press("right", pygame.KMOD_CTRL)
    assert table.map.camera.x != before
    app.advance(100_000)
    assert table.present
    press("left")
    assert table.sample == table.campaign.now - 1


def test_8_the_log_says_why_and_leads_to_the_place(app: App, film: Watch, press: Press) -> None:
    """I can ask why something happened.  Sieves, search and the export are in test_log.py."""
    press("l", 0, "l")
    log = app.top
    assert isinstance(log, Log)
    settle(app)
    assert any(row.do is not None for row in log.rows.rows)
    assert any(line.style == "cite" for row in log.rows.rows for line in row.lines)


def test_9_overlays_answer_to_the_keys_from_one_on_and_two_go_together(app: App, film: Watch, press: Press) -> None:
    """Overlays answer questions.  What each says is in test_overlays.py."""
    film.viewer = film.viewers[0]
    for row, name in enumerate(NAMES[:4], start=1):
        press(str(row), 0, str(row))
        settle(app)
        assert name in film.overlays.on
        assert film.overlays.legend.width
        assert film.hint(film.map.spot(film.scenario.place("abu_kamal")))[0] == (name.capitalize(), "strong")
        press(str(row), 0, str(row))
    for key in "24":
        press(key, 0, key)
    assert film.overlays.on == ["supply", "threat"]
    for key in "24":
        press(key, 0, key)


def test_10_history_is_played_stepped_and_scrubbed(app: App, film: Watch, press: Press, click: Click) -> None:
    """History plays like a film.  Ticks and citations are in test_film.py."""
    press("space")
    app.advance(2000)
    assert film.sample > 0
    press("space")
    press("left")
    press("right", pygame.KMOD_SHIFT)
    press("e", 0, "e")
    assert film.sample in [mark.told for mark in film.story.marks]
    click((film.timeline.strip.right - 20, film.timeline.strip.centery))
    late = film.sample
    click((film.timeline.strip.left + 200, film.timeline.strip.centery))
    assert film.sample < late
    for _ in range(8):
        press(".", 0, ".")
    assert film.speed == 16
    for _ in range(8):
        press(",", 0, ",")
    assert film.speed == 0.5


def test_11_command_is_taken_at_a_date_and_history_is_one_click_away(app: App, film: Watch) -> None:
    """What if I commanded here?  That a branch begins as history did is in test_table.py."""
    film.go(9)
    film.form.press("Take command here")
    asked = app.top
    assert isinstance(asked, TakeCommand)
    asked.form.press(f"Lead {film.scenario.side_names[0]}")
    table = on_table(app)
    assert film.scenario.side_names[0] in table.title
    table.form.press("History")
    settle(app)
    table.form.press("Menu")
    assert app.top is film


def test_12_a_game_is_kept_as_it_is_played_and_taken_up_again(tmp_path: Path) -> None:
    """I will not lose my game.  Spoiled files and other versions: tests/play/test_saves.py, test_keeping.py."""
    app = App(tmp_path)
    app.show(Menu(app))
    app.show(taken_over(app, opened("day-of-wrath"), 283, "opposition", "doctrine", 1))
    table = on_table(app)
    table.choose(table.hand.units[0])
    table.form.press("hold")
    app.close()
    again = App(tmp_path)
    again.show(Menu(again))
    again.top.form.press("Continue")
    arrive(again)
    assert [order.verb for order in on_table(again).game.planned] == ["hold"]
    again.home()
    again.top.form.press("Load")
    assert isinstance(again.top, Load)
    assert len(again.top.rows.rows) == 1
    again.close()


def test_13_a_turn_is_played_without_a_mouse_and_the_keys_are_listed(app: App, table: Table, press: Press) -> None:
    """Keyboard and hints.  Changed keys and their clashes are in test_keys.py."""
    press("]", 0, "]")
    press("m", 0, "m")
    press("right")
    press("return")
    assert table.game.planned
    press("return", pygame.KMOD_CTRL)
    assert table.game.turn == 2
    app.advance(100_000)
    press("tab")
    assert table.form.focused is not None
    press("f1")
    assert isinstance(app.top, Help)
    for one in ACTIONS:
        assert one.words
    assert Keys().refusal("undo", "l")


@pytest.mark.parametrize("size", [(1366, 768), (3840, 2160)])
def test_14_everything_fits_at_twice_the_size(app: App, table: Table, size: tuple[int, int]) -> None:
    """I can read it.  Inks under four kinds of sight are in test_palettes.py."""
    assert len(PALETTES) >= 3
    app.target = pygame.display.set_mode(size)
    try:
        for scale in (SCALES[0], SCALES[-1]):
            app.set(scale=scale)
            app.draw()
            assert all(app.target.get_rect().contains(box) for box in table.form.boxes), scale
    finally:
        app.set(scale=100)


def test_15_the_end_says_how_it_went_and_why(app: App) -> None:
    """It tells me how I did.  What is told, and that the export is the headless report: test_how_it_went.py."""
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "doctrine", 15)
    app.show(table)
    table.resolve(sure=True)
    app.advance(1_000_000)
    arrive(app)
    shown = app.top
    assert isinstance(shown, HowItWent)
    assert shown.ending.result.rule == "16.2"
    for _, words in TABS:
        shown.form.press(words)
        app.draw()
    assert {"Export page", "Export figures"} <= set(shown.form.words)
