"""What every screen is: a form of controls, something drawn beneath it, and answers to keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.view.form import Form
from sim.view.look import Look

if TYPE_CHECKING:
    from sim.view.app import App


class Screen:
    """One screen of the window; a kind of screen answers what concerns it."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.form = Form(app.size, app.look)

    @property
    def look(self) -> Look:
        """Return how things look now."""
        return self.app.look

    def arrange(self) -> None:
        """Lay everything out for the size that the window has now."""
        kept = self.form.focused
        self.form = Form(self.app.size, self.look)
        self.build(pygame.Rect((0, 0), self.app.size))
        self.form.take_focus(kept)

    def build(self, room: pygame.Rect) -> None:
        """Put the controls into a fresh form."""

    def closed(self) -> None:
        """Let go of what is held: the person has gone on."""

    def relook(self) -> None:
        """Throw away whatever was drawn with another look."""

    def listen(self, event: pygame.event.Event) -> None:
        """Take an event that was not for a control."""

    def heard(self, event: pygame.event.Event) -> bool:
        """Take a key before it is looked up; True if that was all."""
        return False

    def act(self, action: str) -> bool:
        """Do what a key stands for; False if that is nothing here."""
        return False

    def help(self) -> None:
        """Show the help."""
        from sim.view.screens.help import Help

        self.app.show(Help(self.app))

    def options(self) -> None:
        """Show the options."""
        from sim.view.screens.options import Options

        self.app.show(Options(self.app))

    def advance(self, milliseconds: int) -> bool:
        """Let time pass; say whether something changed."""
        return False

    def draw(self, target: pygame.Surface) -> None:
        """Draw what lies beneath the controls."""
        target.fill(self.look.palette.paper)
