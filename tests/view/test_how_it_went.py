"""The end screen: a game and a film are brought to their end, and what it shows is what the report writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest

from sim.cli.entry import main
from sim.record.store import write_record
from sim.report.ending.tree import Ending
from sim.view import charts
from sim.view.app import App
from sim.view.look import Look
from sim.view.opened import opened
from sim.view.screens.ending import TABS, HowItWent
from sim.view.screens.menu import Menu
from sim.view.screens.opening import taken_over
from sim.view.screens.sources import Sources
from sim.view.screens.table import Table
from sim.view.screens.waiting import Waiting
from sim.view.screens.watch import Watch
from sim.view.type import SMALL
from tests.view.conftest import arrive

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


def key(app: App, name: str, mod: int = 0, letter: str = "") -> None:
    app.listen([pygame.event.Event(pygame.KEYDOWN, key=pygame.key.key_code(name), mod=mod, unicode=letter)])


def wait(app: App) -> HowItWent:
    arrive(app)
    assert isinstance(app.top, HowItWent)
    return app.top


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """Return the table of a game of which the last turn but one has been resolved."""
    app = App(tmp_path_factory.mktemp("kept"))
    app.show(Menu(app))
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "history", 15)
    app.show(table)
    table.aftermath_first = []  # type: ignore[attr-defined]
    table.resolve(sure=True)
    table.aftermath_first.append(app.top)  # type: ignore[attr-defined]
    app.advance(1_000_000)
    table.aftermath_first.append(app.top)  # type: ignore[attr-defined]
    wait(app)
    app.back()
    yield table
    app.close()


@pytest.fixture
def over(played: Table) -> Table:
    """Return it with the game over, uppermost."""
    while played.app.top is not played:
        played.app.back()
    return played


@pytest.fixture
def shown(over: Table) -> HowItWent:
    """Return its end screen, opened with the key that resolved before."""
    key(over.app, "return", pygame.KMOD_CTRL)
    found = wait(over.app)
    over.app.draw()
    return found


def test_it_comes_by_itself_when_the_film_of_the_last_turn_is_over(over: Table) -> None:
    during, after = over.aftermath_first  # type: ignore[attr-defined]
    assert during is over
    assert isinstance(after, Waiting)
    assert over.game.over
    over.app.advance(100)
    assert over.app.top is over


def test_it_is_reckoned_once_and_opened_again_at_once(over: Table) -> None:
    assert "Resolve turn" not in over.form.words
    over.form.press("How it went")
    assert isinstance(over.app.top, HowItWent)


def test_every_tab_says_what_the_ending_holds(shown: HowItWent) -> None:
    said = {}
    for name, words in TABS:
        shown.form.press(words)
        shown.app.draw()
        assert shown.tab == name
        said[name] = " ".join(
            line.text for row in shown.rows.rows for line in (*row.lines, *(one for cell in row.cells for one in cell))
        )
    ending = shown.ending
    assert ending.result.words in said["result"]
    assert all(goal.title in said["result"] for goal in ending.objectives)
    assert f"{ending.result.points['isil']} of {ending.result.possible['isil']} points" in said["result"]
    assert ending.luck.method in said["luck"]
    assert "dice fallen a hundred times" in said["luck"]
    assert said["turns"].count("Turn ") == len(ending.turns) == 16
    assert len(shown.rows.rows) == max(len(ending.deviations), 1)


def test_a_turn_leads_to_the_table_by_click_and_by_key(shown: HowItWent, over: Table) -> None:
    app = shown.app
    shown.open("turns")
    for name in ("down", "down", "return"):
        key(app, name)
    per_turn = over.scenario.clock.impulses_per_turn
    assert (app.top, over.sample) == (over, per_turn + 1)
    over.form.press("How it went")
    again = wait(app)
    again.open("turns")
    place = again.rows.place_of(3).center
    app.listen([pygame.event.Event(kind, button=1, pos=place)
                for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)])  # fmt: skip
    assert (app.top, over.sample) == (over, 3 * per_turn + 1)


def test_statements_are_sifted_and_lead_to_their_sources(shown: HowItWent) -> None:
    shown.open("documents")
    claims = shown.ending.claims
    for word in ("missed", "met"):
        count = sum(claim.standing == word for claim in claims)
        shown.form.press(f"{word} {count}")
        assert len(shown.wanted()) == count > 0
    contested = [claim for claim in claims if claim.confidence == "contested"]
    shown.form.press(f"contested {len(contested)}")
    lines = [line.text for line in shown.rows.rows[0].lines]
    assert lines[1].startswith("contested: [")
    assert any(line.startswith("against it [") for line in lines)
    key(shown.app, "down")
    key(shown.app, "return")
    assert isinstance(shown.app.top, Sources)
    key(shown.app, "escape")
    assert shown.app.top is shown


def test_files_are_those_of_the_command_and_replace_none(
    shown: HowItWent, over: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "game.jsonl"
    write_record(record, over.game.record())
    assert main(["report", str(record), "--out", str(tmp_path / "page.html"), "--json"]) == 0
    printed = capsys.readouterr().out
    written = []
    for button in ("Export page", "Export figures", "Export page"):
        shown.form.press(button)
        shown.app.advance(30)
        assert shown.said == "it is being written"
        shown.app.draw()
        shown.app.advance(30)
        written.append(Path(shown.said.removeprefix("written to ")))
    assert [path.name for path in written] == [
        "report-day-of-wrath-283.html", "report-day-of-wrath-283.json", "report-day-of-wrath-283-2.html",
    ]  # fmt: skip
    assert written[0].parent == shown.app.folder / "reports"  # type: ignore[operator]
    assert written[0].read_bytes() == written[2].read_bytes() == (tmp_path / "page.html").read_bytes()
    assert written[1].read_bytes() == printed.encode("ascii")
    assert json.loads(printed)["seed"] == 283


def test_a_folder_that_cannot_be_written_is_told(shown: HowItWent, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr("sim.view.screens.ending.write_whole", refuse)
    shown.form.press("Export figures")
    shown.app.draw()
    shown.app.advance(30)
    assert shown.said == "cannot be written: no room"


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1366, 768), 200), ((1920, 1080), 125)])
def test_it_has_room_at_every_size(shown: HowItWent, size: tuple[int, int], scale: int) -> None:
    app = shown.app
    app.target = pygame.display.set_mode(size)
    app.set(scale=scale)
    for name, _ in TABS:
        shown.open(name)
        app.draw()
        boxes = shown.form.boxes
        assert all(shown.page.contains(box) for box in boxes)
        assert all(not one.colliderect(two) for k, one in enumerate(boxes) for two in boxes[k + 1 :])
        assert shown.rows.box.height > 6 * app.look.px(18)
        assert app.look.line(shown._counted, SMALL).get_width() <= shown.page.width - app.look.px(48)
    app.target = pygame.display.set_mode((1280, 800))
    app.set(scale=100)


def test_leaving_while_it_is_reckoned_leaves_and_it_can_be_asked_for_again(app: App, film: Watch, press: Press) -> None:
    press("o", 0, "o")
    assert isinstance(app.top, Waiting)
    app.draw()
    app.advance(30)
    press("escape")
    assert app.top is film
    film.form.press("How it went")
    assert wait(app).ending.digest == film.film.record.turns[-1].digest
    press("escape")


def test_the_film_ends_with_the_table_of_facts(app: App, film: Watch, click: Click, press: Press) -> None:
    app.draw()
    assert film._facts.width == 0
    press("end")
    app.draw()
    world = film.world
    assert 0 < world.firm.held <= world.firm.checkable < world.checkable
    click(film._facts.center)
    found = wait(app)
    assert found.tab == "documents"
    assert f"{world.firm.held} of {world.firm.checkable} firm" in found._counted
    found.open("turns")
    found.rows.choose(2)
    press("return")
    assert (app.top, film.sample) == (film, 2 * film.scenario.clock.impulses_per_turn + 1)


def test_charts_read_without_colour(shown: HowItWent) -> None:
    look, ending = Look(), shown.ending
    fills = [fill for fill, _ in charts.toll_fills("#101010")]
    assert len(set(fills)) == 3
    assert len({look.pattern(camp.id, row) for row, camp in enumerate(ending.camps)}) == len(ending.camps)
    boxes = pygame.Rect(0, 0, 60, 40)
    looks = set()
    for fill in fills:
        pane = pygame.Surface(boxes.size)
        charts._fill(pane, boxes, boxes, fill, look)
        looks.add(pygame.image.tobytes(pygame.transform.grayscale(pane), "RGB"))
    assert len(looks) == 3


def test_a_bar_is_as_high_as_the_people_it_stands_for(shown: HowItWent) -> None:
    from sim.report.ending import series

    found = series.losses(shown.ending)
    assert isinstance(shown.ending, Ending)
    assert found is not None
    for toll in found.sides:
        side = shown.ending.camps[toll.row].id
        total = shown.ending.total
        assert (sum(toll.killed), sum(toll.wounded), sum(toll.captured)) == (
            total.killed[side], total.wounded[side], total.captured[side],
        )  # fmt: skip
