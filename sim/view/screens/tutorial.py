"""The tutorial: a few steps over the real film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.view.opened import opened
from sim.view.screens.watch import Making

if TYPE_CHECKING:
    from sim.view.app import App

SCENARIO = "day-of-wrath"


def begin(app: App) -> None:
    """Show the film of the raid."""
    found = opened(SCENARIO)
    app.show(Making(app, found, found.seed))
