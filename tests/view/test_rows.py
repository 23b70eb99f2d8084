"""A list of rows: walked with arrows, read with the wheel, followed with Enter or a click."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from sim.view.app import App
from sim.view.look import Look
from sim.view.rows import Line, Row, Rows
from sim.view.screens.help import Help

Press = Callable[..., bool]


def key(name: str, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=pygame.key.key_code(name), mod=mod, unicode="")


@pytest.fixture
def followed() -> list[int]:
    """Return the rows that were followed."""
    return []


@pytest.fixture
def rows(desk: App, followed: list[int]) -> Rows:
    """Return forty rows, every second of which leads somewhere, in a box for some ten."""
    found = Rows(Look())
    found.arrange(pygame.Rect(10, 10, 300, 300), Look())
    found.show([
        Row((Line(f"row {k}"),), (lambda k=k: followed.append(k)) if k % 2 else None) for k in range(40)
    ])  # fmt: skip
    return found


def test_arrows_walk_what_leads_somewhere_and_keep_it_in_view(rows: Rows, followed: list[int]) -> None:
    for _ in range(12):
        assert rows.key(key("down"))
    assert rows.chosen == 23
    assert rows.box.contains(rows.place_of(23))
    rows.key(key("up"))
    rows.key(key("return"))
    assert followed == [21]


def test_a_list_to_be_read_only_is_rolled(rows: Rows) -> None:
    rows.show([Row((Line("words " * 40),)) for _ in range(9)])
    rows.key(key("down"))
    assert rows.scroll > 0
    rows.key(key("end"))
    assert rows.scroll == rows.height - rows.box.height
    rows.key(key("page up"))
    assert 0 < rows.scroll < rows.height - rows.box.height
    rows.key(key("home"))
    assert (rows.scroll, rows.chosen) == (0, -1)


def test_a_row_longer_than_its_box_is_read_before_the_next(rows: Rows) -> None:
    rows.show([Row((Line("words " * 400),), lambda: None), Row((Line("next"),), lambda: None)])
    steps = 0
    while rows.chosen != 1:
        rows.key(key("down"))
        steps += 1
        assert steps < 100
    assert steps > 5


def test_keys_with_ctrl_and_those_of_a_field_are_left_alone(rows: Rows) -> None:
    assert not rows.key(key("home", pygame.KMOD_CTRL))
    assert not rows.key(key("end"), typing=True)
    assert not rows.key(key("a"))
    assert not rows.key(key("return"))  # nothing is chosen


def test_a_click_follows_and_one_beside_does_not(rows: Rows, followed: list[int]) -> None:
    for pixel in (rows.place_of(3).center, rows.place_of(2).center, (600, 20)):
        rows.listen(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel))
        rows.listen(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=pixel))
    assert followed == [3]


def test_texts_side_by_side_do_not_run_into_each_other(rows: Rows) -> None:
    cell = (Line("a claim of many words that needs several lines"), Line("[000:1]", "cite"))
    rows.show([Row((Line("question"),), cells=(cell, cell, cell))])
    lefts = sorted({piece.left for piece in rows._pieces[0]})
    assert len(lefts) == 3
    for piece in rows._pieces[0]:
        later = [left for left in lefts if left > piece.left]
        if later and piece.text != "question":
            assert piece.left + rows.look.line(piece.text, 13).get_width() <= later[0] + 14


def test_a_running_text_is_read_by_keys(app: App, press: Press) -> None:
    app.show(Help(app, "rules"))
    app.draw()
    pictures = set()
    for name in ("f5", "page down", "down", "page up"):
        press(name)
        app.advance(33)
        app.draw()
        pictures.add(pygame.image.tobytes(app.target, "RGB"))
    assert len(pictures) == 4
