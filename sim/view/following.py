"""The map goes where something happens while a film plays, for who wants that."""

from __future__ import annotations

from dataclasses import dataclass

from sim.report.chronicle.telling import ORDERS
from sim.view.mappane import MapPane
from sim.view.story import Story, place_of

GLIDE = 500
"""Milliseconds in which the map gets there."""
STAGES = 4
"""Steps in which it is magnified meanwhile: each is another picture of the ground."""
CLOSE = 4
"""How many times the scale of the whole map it is magnified at least."""
INNER = 0.6
"""Part of the pane, in its middle, within which a place is looked at already."""


@dataclass(frozen=True)
class Way:
    """From (x, y, scale) of the camera to a hex; x and y in metres."""

    start: tuple[float, float, float]
    goal: int


class Following:
    """Where the map is going by itself, and how far it has come."""

    def __init__(self) -> None:
        self._way: Way | None = None
        self._passed = 0  # milliseconds

    def stop(self) -> None:
        """Leave the map where it is: the film has stopped, or somebody moves it himself."""
        self._way = None

    def _heed(self, story: Story, sample: int, at: MapPane) -> None:
        """Set out for the place of what is told at a sample, unless it lies before one's eyes."""
        h = place_told(story, sample)
        if h is None or (self._way is not None and self._way.goal == h) or _seen(at, h):
            return
        camera = at.camera
        self._way, self._passed = Way((camera.x, camera.y, camera.scale), h), 0

    def advance(self, story: Story, sample: int | None, at: MapPane, milliseconds: int) -> bool:
        """Go on for some time, or be there at once where nothing shall move; say whether the map has moved.

        `sample` is the one that has just been come to, if any.
        """
        if sample is not None:
            self._heed(story, sample, at)
        if self._way is None:
            return False
        self._passed += milliseconds
        share = 1.0 if at.look.still else min(self._passed / GLIDE, 1.0)
        _go(at, self._way, share * share * (3 - 2 * share))
        if share >= 1:
            self._way = None
        return True


def place_told(story: Story, sample: int) -> int | None:
    """Return the hex of what is told at a sample: of what is documented first, then of what is largest."""
    clock = story.scenario.clock
    found = [
        (bool(entry.cites), entry.amount, h)
        for entry in story.told(sample) if entry.kind != ORDERS and clock.impulse_at(entry.time) + 1 == sample
        if (h := place_of(story.scenario, entry)) is not None
    ]  # fmt: skip
    return max(found)[2] if found else None


def _seen(at: MapPane, h: int) -> bool:
    inner = at.box.inflate(-round(at.box.width * (1 - INNER)), -round(at.box.height * (1 - INNER)))
    return at.camera.scale >= CLOSE * at.camera.least * 0.99 and inner.collidepoint(at.spot(h))


def _go(at: MapPane, way: Way, share: float) -> None:
    """Put the camera at a share of its way."""
    x, y, scale = way.start
    east, north = at.ground.centres[way.goal].tolist()
    most = max(scale, CLOSE * at.camera.least)
    stage = round(share * STAGES) / STAGES
    at.camera.centre(x + (east - x) * share, y + (north - y) * share, scale * (most / scale) ** stage)
