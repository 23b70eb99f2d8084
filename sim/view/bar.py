"""A bar of buttons: in as many rows as it needs, some at the left end and some at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from sim.view.form import Form
from sim.view.look import Look
from sim.view.type import BODY

BAR = 40
"""Pixels of a row."""
EDGE, GAP, PAD = 10, 5, 24


@dataclass(frozen=True)
class Control:
    """A button of the bar; `wide` is 0 for as wide as its text asks, `right` for the right end."""

    text: str
    do: Callable[[], object]
    tip: str
    wide: int = 0
    right: bool = False
    able: bool = True
    loud: bool = False


def wrapped(controls: Sequence[Control], room: int, look: Look) -> list[list[Control]]:
    """Break a bar of `room` pixels into as many rows as it needs."""
    rows: list[list[Control]] = [[]]
    gap, used = look.px(GAP), look.px(EDGE)
    for control in controls:
        wide = _wide(control, look) + gap
        if rows[-1] and used + wide > room - gap:
            rows.append([])
            used = look.px(EDGE)
        rows[-1].append(control)
        used += wide
    return rows


def put(form: Form, rows: Sequence[Sequence[Control]], bar: pygame.Rect, look: Look) -> None:
    """Put the rows of buttons into a form, over a bar of the window."""
    for row, controls in enumerate(rows):
        _put_row(form, controls, pygame.Rect(bar.left, bar.top + row * look.px(BAR), bar.width, look.px(BAR)), look)


def _put_row(form: Form, controls: Sequence[Control], row: pygame.Rect, look: Look) -> None:
    gap, left = look.px(GAP), row.left + look.px(EDGE)
    right = row.right - gap - sum(_wide(one, look) + gap for one in controls if one.right)
    for one in controls:
        wide = _wide(one, look)
        box = pygame.Rect(right if one.right else left, row.top + gap, wide, row.height - 2 * gap)
        form.button(box, one.text, one.do, tip=one.tip, able=one.able, loud=one.loud)
        if one.right:
            right += wide + gap
        else:
            left += wide + gap


def _wide(control: Control, look: Look) -> int:
    return look.px(control.wide) or look.line(control.text, BODY).get_width() + look.px(PAD)
