"""The briefing before a game."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.view.opened import Opened
from sim.view.screens.listed import Listed

if TYPE_CHECKING:
    from sim.view.app import App


class Briefing(Listed):
    """What is wanted of whom, and with what."""

    def __init__(self, app: App, found: Opened) -> None:
        super().__init__(app)
        self.found = found
        self.heading = found.scenario.title
