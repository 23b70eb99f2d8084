"""The panel on the right: the date, the losses, what stands in the chosen hex, what is told of the day."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from sim.report.chronicle.telling import Entry
from sim.report.terminal import cited
from sim.view.column import Column
from sim.view.counters import Stack
from sim.view.look import Look
from sim.view.story import Story
from sim.view.type import SMALL, TITLE

WIDTH = 380
PLANNING = "planning"
"""The state in which the turn is the one to come, not the one that was."""


def write_head(column: Column, story: Story, sample: int, state: str, short: bool = False) -> None:
    """Write the date and the turn, and what each side has lost unless it is to be short."""
    moment, scenario, look = story.time(sample), story.scenario, column.look
    dates = [f"{moment:%A} {moment.day} {moment:%B %Y}", f"{moment:%a} {moment.day} {moment:%b %Y}"]
    room = column.right - column.left
    fits = (one for one in dates if look.line(one, TITLE - 2, style="serif").get_width() <= room)
    column.write(next(fits, dates[-1]), TITLE - 2, "serif")
    turn = min(scenario.clock.turn_of(max(sample - (state != PLANNING), 0)) + 1, scenario.clock.turns)
    column.write(f"{moment:%H:%M}   turn {turn} of {scenario.clock.turns}   {state}", colour=look.palette.slanted)
    if short:
        return
    column.gap(6)
    rows = {name: row for row, name in enumerate(scenario.side_names)}
    for name, dead in story.killed(sample):
        row = rows[name]
        column.pair(name, f"{dead:,} killed", swatch=look.side(scenario.sides[row], row))
    column.gap(4)


def write_stack(column: Column, story: Story, stack: Stack, people: dict[int, str]) -> None:
    """Name the units of the chosen stack; `people` says what is known of each unit's strength."""
    column.write(story.scenario.side_names[stack.side], SMALL, "strong")
    for unit in stack.units:
        column.write(f"{story.scenario.forces.names[unit]}: {people.get(unit, '?')}", SMALL)
    column.gap(4)


@dataclass(frozen=True)
class Told:
    """An entry that stands in the panel, and where; `source` is where its documents are named, empty without any."""

    entry: Entry
    box: pygame.Rect
    source: pygame.Rect


def write_entries(column: Column, entries: list[Entry]) -> list[Told]:
    """Write what is told, newest first, each with its sources; return what stands where."""
    shown = []
    for entry in reversed(entries):
        top = column.down
        ends = f"{entry.until:%H:%M}" if entry.until.date() == entry.time.date() else "24:00"
        column.write(f"{entry.time:%H:%M} to {ends}", SMALL, "strong")
        column.write(entry.text)
        source = pygame.Rect(0, 0, 0, 0)
        if entry.cites:
            source = column.write(cited(entry.cites), SMALL, colour=column.look.palette.accent)
        elif entry.assumed:
            column.write("(assumed)", SMALL, colour=column.look.palette.accent)
        shown.append(Told(entry, pygame.Rect(column.box.left, top, column.box.width, column.down - top), source))
        column.gap(10)
    return shown


def new_column(target: pygame.Surface, box: pygame.Rect, look: Look, scroll: int = 0) -> Column:
    """Clear a column of the window and begin to write into it."""
    pygame.draw.rect(target, look.palette.paper, box)
    pygame.draw.line(target, look.palette.grid, box.topleft, box.bottomleft)
    return Column(target, box, look, scroll)
