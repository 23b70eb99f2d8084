"""The film of a scenario: history as the engine replays it, with its sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.play.course import Course
from sim.report.fidelity.grading import WorldGrade
from sim.rules.moment import Moment
from sim.state.state import State
from sim.view.bar import Control
from sim.view.column import Column
from sim.view.film import Film
from sim.view.opened import Opened
from sim.view.panel import Told, write_entries, write_head, write_stack
from sim.view.screens.ending import Aftermath
from sim.view.screens.progress import Progress
from sim.view.screens.theatre import Theatre
from sim.view.story import still
from sim.view.type import SMALL

if TYPE_CHECKING:
    from sim.view.app import App


class Making(Progress):
    """The film is being made: a turn after the other, the window alive meanwhile."""

    def __init__(self, app: App, opened: Opened, seed: int, sample: int = 0) -> None:
        super().__init__(app)
        self.opened, self.seed, self.sample = opened, seed, sample
        self._states: list[State] = []
        self.course = Course(opened.scenario, [seed], watch=self._keep)
        self._states.append(self.course.state)

    def _keep(self, state: State, moment: Moment) -> None:
        self._states.append(still(state, moment))

    @property
    def title(self) -> str:
        """Name the scenario."""
        return self.opened.scenario.title

    @property
    def come(self) -> tuple[int, int]:
        """Return how far the film has come."""
        return self.course.turn, self.opened.scenario.clock.turns

    def work(self, enough: Callable[[], bool]) -> bool:
        """Play on for a moment."""
        while self.course.turn < self.opened.scenario.clock.turns:
            self.course.advance()
            if enough():
                return False
        return True

    def arrive(self) -> None:
        """Show the film."""
        screen = Watch(self.app, self.opened, Film(self.course, self.opened.facts, self._states), self.seed)
        self.app.replace(screen)
        screen.go(self.sample)


class Watch(Theatre):
    """The film, with its controls."""

    def __init__(self, app: App, opened: Opened, film: Film, seed: int) -> None:
        super().__init__(app, opened, film)
        self.film, self.seed = film, seed
        self._told: list[Told] = []
        self.aftermath = Aftermath(self, "Back to the film")
        self._facts, self._cited = pygame.Rect(0, 0, 0, 0), pygame.Rect(0, 0, 0, 0)

    @property
    def world(self) -> WorldGrade:
        """Return how the facts stand in the film."""
        return self.film.world

    def controls(self) -> list[Control]:
        """Return the controls of a film, and the door to the table."""
        pace = f"speed ({self.app.keys.shown('slower')} {self.app.keys.shown('faster')})"
        return [
            self.control("|◀", "first", spare=4), self.control("◀◀", "day_back", spare=2),
            self.control("◀", "step_back"),
            self.control("Pause" if self.playing else "Play", "play", wide=66),
            self.control("▶", "step_on"), self.control("▶▶", "day_on", spare=2), self.control("▶|", "last", spare=4),
            self.control("Event ▶", "event_on", spare=1),
            Control(f"{self.speed:g} ×", self._faster, pace, 58),
            self.control("Log", "log"), self.control("Sources", "sources", spare=1),
            self.control("How it went", "ending"),
            self.control("Menu", "back", right=True),
            self.control("Take command here", "command", right=True, loud=True),
        ]  # fmt: skip

    def act(self, action: str) -> bool:
        """Do what a key stands for."""
        if action == "command":
            self.command()
            return True
        if action == "ending":
            self.aftermath.show(self.film.record)
            return True
        if super().act(action):
            return True
        if action == "back":
            self.app.back()
        return action == "back"

    def command(self) -> None:
        """Ask which side to lead from here."""
        from sim.view.screens.command import TakeCommand

        turn = self.scenario.clock.turn_of(self.sample) if self.sample < self.story.samples - 1 else None
        self.playing = False
        self.app.show(TakeCommand(self.app, self.opened, self.seed, turn, self.film.known))

    def _faster(self) -> None:
        self.act("faster") if self.speed < 16 else self._slowest()

    def _slowest(self) -> None:
        self.speed = 0.5
        self.arrange()

    def picked(self, pixel: tuple[int, int]) -> None:
        """Go to the place of an entry, to its documents or those of the chosen place, or to the table of facts."""
        if self._facts.collidepoint(pixel):
            self.aftermath.show(self.film.record, "documents")
            return
        if self._cited.collidepoint(pixel):
            self.sources()
            return
        for box, do in self.citing.ways(self._told):
            if box.collidepoint(pixel):
                do()
                return

    def write(self, column: Column) -> None:
        """Write the date, the losses, the chosen stack, the day."""
        write_head(column, self.story, self.sample, "playing" if self.playing else "paused")
        if self.chosen is not None:
            fit = self.film.trace.fit[self.sample, 0]
            write_stack(column, self.story, self.chosen, {unit: str(int(fit[unit])) for unit in self.chosen.units})
        self._cited = self.citing.write_place(column)
        column.rule()
        self._write_facts(column)
        self._told = write_entries(column, self.story.told(self.sample))

    def _write_facts(self, column: Column) -> None:
        """At the end of the film, say how many facts held, and lead to the table of them."""
        self._facts = pygame.Rect(0, 0, 0, 0)
        if self.sample < self.story.samples - 1:
            return
        world, top, ink = self.world, column.down, column.look.palette.accent
        firm = f"firm: {world.firm.held} of {world.firm.checkable}"
        column.write(f"Facts that held: {world.held} of {world.checkable} ({firm})", style="strong")
        column.write("Click here for the table of facts; "
                     f"{self.app.keys.shown('ending')} tells how it went", SMALL, colour=ink)  # fmt: skip
        self._facts = pygame.Rect(column.box.left, top, column.box.width, column.down - top)
        column.rule()
