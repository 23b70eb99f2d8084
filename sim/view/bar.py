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
EDGE, GAP, PAD, TIGHT = 10, 5, 24, 12
"""Pixels before the first button, between two, and round a text: with room to spare, and without."""


@dataclass(frozen=True)
class Control:
    """A button of the bar; `wide` is 0 for as wide as its text asks, `right` for the right end.

    What is `spare` can be left out where room is dear, those of the greatest number
    first: a key or the timeline does the same.
    """

    text: str
    do: Callable[[], object]
    tip: str
    wide: int = 0
    right: bool = False
    able: bool = True
    loud: bool = False
    spare: int = 0


def wrapped(controls: Sequence[Control], room: int, look: Look, pad: int = PAD) -> list[list[Control]]:
    """Break a bar of `room` pixels into as many rows as it needs."""
    rows: list[list[Control]] = [[]]
    gap, used = look.px(GAP), look.px(EDGE)
    for control in controls:
        wide = _wide(control, look, pad) + gap
        if rows[-1] and used + wide > room - gap:
            rows.append([])
            used = look.px(EDGE)
        rows[-1].append(control)
        used += wide
    return rows


def laid(controls: Sequence[Control], room: int, look: Look, low: bool) -> tuple[list[list[Control]], int]:
    """Return the rows of a bar of `room` pixels, and the room round each text: one row if the texts can stand closer.

    In a low window as many of the spare buttons are left out as that takes.
    """
    most = max((one.spare for one in controls), default=0) if low else 0
    fewer = [[one for one in controls if one.spare <= rank] for rank in range(most - 1, -1, -1)]
    for some, pad in ((controls, PAD), (controls, TIGHT), *((some, TIGHT) for some in fewer)):
        rows = wrapped(some, room, look, pad)
        if len(rows) == 1:
            return rows, pad
    return (rows, TIGHT) if low else (wrapped(controls, room, look), PAD)


def put(form: Form, rows: Sequence[Sequence[Control]], bar: pygame.Rect, look: Look, pad: int = PAD) -> None:
    """Put the rows of buttons into a form, over a bar of the window."""
    for row, controls in enumerate(rows):
        box = pygame.Rect(bar.left, bar.top + row * look.px(BAR), bar.width, look.px(BAR))
        _put_row(form, controls, box, look, pad)


def _put_row(form: Form, controls: Sequence[Control], row: pygame.Rect, look: Look, pad: int) -> None:
    gap, left = look.px(GAP), row.left + look.px(EDGE)
    right = row.right - gap - sum(_wide(one, look, pad) + gap for one in controls if one.right)
    for one in controls:
        wide = _wide(one, look, pad)
        box = pygame.Rect(right if one.right else left, row.top + gap, wide, row.height - 2 * gap)
        form.button(box, one.text, one.do, tip=one.tip, able=one.able, loud=one.loud)
        if one.right:
            right += wide + gap
        else:
            left += wide + gap


def _wide(control: Control, look: Look, pad: int) -> int:
    return look.px(control.wide) or look.line(control.text, BODY).get_width() + look.px(pad)
