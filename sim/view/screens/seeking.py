"""Looking for a place or a unit on a screen with a map: a field, what fits, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.view.find import FindBox, Finder

if TYPE_CHECKING:
    from sim.view.screens.theatre import Theatre


class Seeking:
    """The field of a theatre; while it is open, keys and clicks are its own."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre, self.box = theatre, FindBox()
        self.field = pygame.Rect(0, 0, 0, 0)
        self._asked = False

    @property
    def open(self) -> bool:
        """Say whether somebody is looking for something."""
        return self.box.open

    def ask(self) -> None:
        """Open the field."""
        self.box.show()
        self._asked = True

    def advance(self) -> None:
        """Put the field there a frame later: the / that was pressed is no letter of what is looked for."""
        if self._asked:
            self._asked = False
            self.theatre.arrange()

    def build(self) -> None:
        """Put the field into the form."""
        theatre = self.theatre
        self.field = self.box.box(theatre.map.box, theatre.look)
        if self.open:
            theatre.form.entry(
                self.field, "find", self.box.typed, changed=self._typed, done=self._found, focus=True
            )

    def heard(self, event: pygame.event.Event) -> bool:
        """Take the keys of the field; True if that was all."""
        if not self.open:
            return False
        if event.key in (pygame.K_UP, pygame.K_DOWN):
            self.box.move(1 if event.key == pygame.K_DOWN else -1)
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self._found()
        elif event.key == pygame.K_ESCAPE:
            self._close()
        else:
            return False
        return True

    def picked(self, pixel: tuple[int, int]) -> None:
        """Go to the line that was clicked among what was found; a click elsewhere closes the field."""
        row = pygame.Rect(pixel, (1, 1)).collidelist(self.box.boxes)
        if 0 <= row < len(self.box.found):
            self.box.row = row
            self._found()
        elif not self.field.collidepoint(pixel):
            self._close()

    def draw(self, target: pygame.Surface) -> None:
        """Draw what was found beneath the field."""
        self.box.draw(target, self.field, self.theatre.look)

    def _typed(self, text: str) -> None:
        theatre = self.theatre
        self.box.type(text, Finder(theatre.scenario, theatre.map.ground.places, theatre.scene()))

    def _found(self, text: str = "") -> None:
        found = self.box.picked
        if found is not None:
            self.theatre.seek(found)
            self._close()

    def _close(self) -> None:
        self.box.close()
        self.theatre.arrange()
