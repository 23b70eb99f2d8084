"""The log: what is sifted, where a line leads, what is written to a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim.state.events import EVENT_KINDS
from sim.view.app import App
from sim.view.screens.kept_log import free_name
from sim.view.screens.log import KINDS, Log, visiting
from sim.view.screens.sources import Sources
from sim.view.screens.watch import Watch

Press = Callable[..., bool]
Type = Callable[[App, str], None]


@pytest.fixture
def log(app: App, film: Watch) -> Log:
    """Return the log of the raid, open over its film."""
    screen = Log(app, film.opened, film.film.entries, visiting(film))
    app.show(screen)
    return screen


def test_every_kind_of_entry_belongs_to_one_group() -> None:
    grouped = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(grouped) == sorted([*EVENT_KINDS, "orders"])


def test_sieves_by_side_kind_day_and_word(log: Log, press: Press, type_in: Type) -> None:
    every = len(log.wanted())
    log.form.press("rebels")
    assert all("opposition" in entry.sides for entry in log.wanted())
    log.form.press("ground")
    assert {entry.kind for entry in log.wanted()} <= set(KINDS["ground"])
    log._choose("side", "all")
    log._choose("kind", "all")
    log.form.press("▶")
    log.form.press("▶")
    log.form.press("▶")
    assert {entry.time.day for entry in log.wanted()} == {29}
    log.form.press("29 Jun")
    assert len(log.wanted()) == every
    press("tab")
    type_in(log.app, "airbase")
    type_in(log.app, "zzz")
    assert not log.wanted()
    assert log.rows.rows[0].lines[0].text == log.none
    log.app.draw()


def test_a_turn_can_be_searched_for(log: Log) -> None:
    log._seek("turn 3")
    assert log.wanted()
    assert all("turn 3" in log.row(entry).lines[0].text for entry in log.wanted())


def test_a_line_closes_the_log_and_goes_to_its_moment_and_place(log: Log, film: Watch, press: Press) -> None:
    hexes = film.scenario.map.place_hex
    row = next(row for row, entry in enumerate(log.wanted()) if row > 3 and set(entry.places) & set(hexes))
    entry = log.wanted()[row]
    for _ in range(row + 1):
        press("down")
    press("return")
    assert log.app.top is film
    assert entry in film.story.told(film.sample)
    assert film.map.camera.scale > film.map.camera.least


def test_a_click_does_the_same(log: Log, film: Watch, click: Callable[[tuple[int, int]], None]) -> None:
    entry = log.wanted()[1]
    click(log.rows.place_of(1).center)
    assert log.app.top is film
    assert film.story.time(film.sample - 1) == entry.time


def test_it_opens_at_what_was_told_last(app: App, film: Watch) -> None:
    now = film.story.time(20)
    screen = Log(app, film.opened, film.film.entries, visiting(film), now)
    app.show(screen)
    chosen = screen.wanted()[screen.rows.chosen]
    assert chosen.time == max(entry.time for entry in film.film.entries if entry.time <= now)
    app.draw()


def test_a_chosen_line_shows_its_sources(log: Log, press: Press) -> None:
    row = next(row for row, entry in enumerate(log.wanted()) if entry.cites)
    log.rows.choose(row)
    press("s", 0, "s")
    assert isinstance(log.app.top, Sources)
    assert [fact.id for fact in log.app.top.wanted()] == [cite.id for cite in log.wanted()[row].cites]
    press("escape")
    log.rows.choose(next(row for row, entry in enumerate(log.wanted()) if not entry.cites))
    press("s", 0, "s")
    assert log.app.top is log
    assert "no document" in log._said


def test_the_short_account_can_be_made_whole(app: App, film: Watch) -> None:
    entries = [replace(entry, shown=bool(row % 2)) for row, entry in enumerate(film.film.entries)]
    screen = Log(app, film.opened, entries, visiting(film))
    app.show(screen)
    assert len(screen.wanted()) == len(entries) // 2
    screen.form.press("everything")
    assert len(screen.wanted()) == len(entries)


def test_what_is_listed_is_written_as_text_and_json_and_never_over_a_file(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log._choose("kind", "fights")
    log.form.press("Text file")
    assert str(tmp_path / "log-day-of-wrath.txt") in log._said
    log.form.press("Text file")
    log.form.press("JSON file")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "log-day-of-wrath-2.txt", "log-day-of-wrath.json", "log-day-of-wrath.txt",
    ]  # fmt: skip
    text = (tmp_path / "log-day-of-wrath.txt").read_text(encoding="utf-8")
    told = json.loads((tmp_path / "log-day-of-wrath.json").read_text(encoding="utf-8"))
    assert len(text.splitlines()) == 2 + len(log.wanted()) == 2 + len(told["entries"])
    assert told["entries"][0]["text"] in text
    assert "[002:" in text
    assert free_name(tmp_path, "other", "txt").name == "other.txt"
    log.app.draw()


def test_a_folder_that_cannot_be_written_is_told(log: Log, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log.app.folder = tmp_path / "file"
    log.form.press("Text file")
    log.app.folder = None
    assert log._said.startswith("cannot be written")


def test_pages_hold_fifty(app: App, film: Watch, press: Press) -> None:
    screen = Log(app, film.opened, film.film.entries * 3, visiting(film))
    app.show(screen)
    assert len(screen.rows.rows) == 50
    screen.form.press("Next page")
    assert screen.leaf == 1
    press("end")
    app.draw()
    assert screen.rows.chosen == 49


@pytest.mark.parametrize("scale", [100, 200])
def test_buttons_stay_on_the_sheet(log: Log, scale: int) -> None:
    log.app.set(scale=scale)
    log.app.draw()
    assert all(log.page.contains(box) for box in log.form.boxes)
    log.app.set(scale=100)
