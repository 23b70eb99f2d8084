"""What is asked of the sources on a screen with a map: of a stack, a place, what is told, or of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.view.column import Column
from sim.view.panel import Told
from sim.view.screens.sources import Sources, about_entry, about_place, about_stack
from sim.view.story import place_of
from sim.view.type import SMALL

if TYPE_CHECKING:
    from sim.view.screens.theatre import Theatre

NOWHERE = pygame.Rect(0, 0, 0, 0)


class Citing:
    """Opens the sources for a theatre; `spot` is the hex that was clicked or found last."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.spot: int | None = None

    @property
    def place(self) -> str:
        """Return the place that is chosen, by id; nothing where none is, or a stack is."""
        theatre = self.theatre
        if self.spot is None or theatre.chosen is not None:
            return ""
        place = theatre.scenario.place_at.get(self.spot, "")
        return place if place in theatre.opened.geography.places else ""

    def show(self, about: Sequence[str]) -> None:
        """Open the sources of ids: of facts, of a place, of units; of everything where there is none."""
        theatre = self.theatre
        theatre.playing = False
        theatre.app.show(Sources(theatre.app, theatre.opened, about, theatre.world))

    def show_chosen(self) -> None:
        """Open the sources of the chosen stack, of the chosen place, or of everything."""
        chosen = self.theatre.chosen
        if chosen is not None:
            self.show(about_stack(self.theatre.opened, chosen))
        else:
            self.show((self.place,) if self.place else ())

    def write_place(self, column: Column) -> pygame.Rect:
        """Write the name of the place that is chosen, and how much is told of it; return what to click for that."""
        if not self.place:
            return NOWHERE
        opened = self.theatre.opened
        column.write(opened.geography.places[self.place].name, SMALL, "strong")
        return self.write_count(column, len(about_place(opened, self.place)))

    def write_count(self, column: Column, found: int) -> pygame.Rect:
        """Write how many facts the sources have on what is chosen; return what to click for them, empty for none."""
        cited = f"{found} {'fact' if found == 1 else 'facts'} on it in the sources" if found else "no source names it"
        ink = column.look.palette.accent if found else ""
        shown = column.write(f"{cited} ({self.theatre.app.keys.shown('sources')})", SMALL, colour=ink)
        return shown if found else NOWHERE

    def ways(self, told: Sequence[Told]) -> Iterator[tuple[pygame.Rect, Callable[[], object]]]:
        """Yield what a click on what is told in the panel does: first of its documents, then of the rest of it."""
        for one in told:
            if one.entry.cites:
                yield one.source, partial(self.show, about_entry(one.entry))
            h = place_of(self.theatre.scenario, one.entry)
            if h is not None:
                yield one.box, partial(self.theatre.map.visit, h)
