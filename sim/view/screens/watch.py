"""The film of a scenario: history as the engine replays it, with its sources."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.play.course import Course
from sim.report.chronicle.telling import Entry
from sim.rules.moment import Moment
from sim.state.state import State
from sim.view.column import Column
from sim.view.film import Film
from sim.view.opened import Opened
from sim.view.panel import write_entries, write_head, write_stack
from sim.view.screen import Screen
from sim.view.screens.theatre import Theatre
from sim.view.story import still
from sim.view.type import HEADING

if TYPE_CHECKING:
    from sim.view.app import App

SLICE = 60
"""Milliseconds of playing between two frames while the film is made."""


class Making(Screen):
    """The film is being made: a turn after the other, the window alive meanwhile."""

    def __init__(self, app: App, opened: Opened, seed: int, sample: int = 0) -> None:
        super().__init__(app)
        self.opened, self.seed, self.sample = opened, seed, sample
        self._states: list[State] = []
        self.course = Course(opened.scenario, [seed], watch=self._keep)
        self._states.append(self.course.state)

    def _keep(self, state: State, moment: Moment) -> None:
        self._states.append(still(state, moment))

    def advance(self, milliseconds: int) -> bool:
        """Play on for a moment; then show the film."""
        began = pygame.time.get_ticks()
        while self.course.turn < self.opened.scenario.clock.turns:
            self.course.advance()
            if pygame.time.get_ticks() - began > SLICE:
                return True
        screen = Watch(self.app, self.opened, Film(self.course, self.opened.facts, self._states), self.seed)
        self.app.replace(screen)
        screen.go(self.sample)
        return True

    def draw(self, target: pygame.Surface) -> None:
        """Say how far it has come."""
        super().draw(target)
        turns, look, middle = self.opened.scenario.clock.turns, self.look, target.get_rect().center
        for row, text in enumerate((self.opened.scenario.title, f"turn {self.course.turn} of {turns}")):
            picture = look.line(text, HEADING, style="serif")
            target.blit(picture, picture.get_rect(center=(middle[0], middle[1] + look.px(30) * (row - 1))))
        wide = look.px(320)
        bar = pygame.Rect(middle[0] - wide // 2, middle[1] + look.px(30), wide, look.px(6))
        pygame.draw.rect(target, look.palette.grid, bar, border_radius=3)
        pygame.draw.rect(target, look.palette.accent, (*bar.topleft, wide * self.course.turn // turns, bar.height),
                         border_radius=3)  # fmt: skip


class Watch(Theatre):
    """The film, with its controls."""

    def __init__(self, app: App, opened: Opened, film: Film, seed: int) -> None:
        super().__init__(app, opened, film)
        self.film, self.seed = film, seed
        self._entries: list[tuple[pygame.Rect, Entry]] = []

    def build_bar(self) -> None:
        """Put the controls of a film."""
        left, shown = self.bar.left + self.look.px(10), self.app.keys.shown
        for text, action in (
            ("|◀", "first"), ("◀◀", "day_back"), ("◀", "step_back"), ("Pause" if self.playing else "Play", "play"),
            ("▶", "step_on"), ("▶▶", "day_on"), ("▶|", "last"), ("Event ▶", "event_on"),
        ):  # fmt: skip
            wide = self.look.px(66) if action == "play" else 0
            left = self.put(left, text, partial(self.act, action), wide, tip=self.app.keys.tip(action))
        left = self.put(left, f"{self.speed:g} ×", self._faster, self.look.px(58),
                        tip=f"speed ({shown('slower')} {shown('faster')})")  # fmt: skip
        right = self.bar.right - self.look.px(10 + 180 + 84)
        right = self.put(right, "Menu", self.app.back, self.look.px(84), tip=f"leave the film ({shown('back')})")
        self.put(right, "Take command here", self.command, self.look.px(175), loud=True,
                 tip=self.app.keys.tip("command"))  # fmt: skip

    def act(self, action: str) -> bool:
        """Do what a key stands for."""
        if action == "command":
            self.command()
            return True
        return super().act(action)

    def command(self) -> None:
        """Ask which side to lead from here."""
        from sim.view.screens.command import TakeCommand

        turn = self.scenario.clock.turn_of(self.sample) if self.sample < self.story.samples - 1 else None
        self.playing = False
        self.app.show(TakeCommand(self.app, self.opened, self.seed, turn))

    def _faster(self) -> None:
        self.act("faster") if self.speed < 16 else self._slowest()

    def _slowest(self) -> None:
        self.speed = 0.5
        self.arrange()

    def picked(self, pixel: tuple[int, int]) -> None:
        """Go to the place of an entry."""
        entry = next((entry for box, entry in self._entries if box.collidepoint(pixel)), None)
        known = [place for place in (entry.places if entry else ()) if place in self.scenario.map.place_hex]
        if known:
            self.map.visit(self.scenario.map.place_hex[known[0]])

    def write(self, column: Column) -> None:
        """Write the date, the losses, the chosen stack, the day."""
        write_head(column, self.story, self.sample, "playing" if self.playing else "paused")
        if self.chosen is not None:
            fit = self.film.trace.fit[self.sample, 0]
            write_stack(column, self.story, self.chosen, {unit: str(int(fit[unit])) for unit in self.chosen.units})
        column.rule()
        self._entries = write_entries(column, self.story.told(self.sample))
