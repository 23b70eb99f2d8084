"""The camera: which part of the map lies where on the screen.  Metres of the projection, pixels of the pane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLOSEST, STEP = 0.06, 1.25
"""Pixels a metre at the closest zoom; what one turn of the wheel magnifies by."""
MARGIN = 0.04


@dataclass
class Camera:
    """A view of a map of `extent` (left, bottom, right, top, in metres) in a pane of `size` pixels."""

    extent: tuple[float, float, float, float]
    size: tuple[int, int]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0  # pixels a metre

    def __post_init__(self) -> None:
        self.fit()

    @property
    def least(self) -> float:
        """The scale at which the whole map is seen."""
        left, bottom, right, top = self.extent
        room = 1 - 2 * MARGIN
        return min(self.size[0] * room / (right - left), self.size[1] * room / (top - bottom))

    def fit(self) -> None:
        """Show the whole map."""
        left, bottom, right, top = self.extent
        self.x, self.y, self.scale = (left + right) / 2, (bottom + top) / 2, self.least

    def resize(self, size: tuple[int, int]) -> None:
        """Take a pane of another size; who saw the whole map goes on seeing it."""
        whole = self.scale <= self.least * 1.001
        self.size = size
        if whole:
            self.fit()
        else:
            self._clamp()

    def zoom(self, steps: int, pixel: tuple[float, float]) -> None:
        """Magnify by steps of the wheel; what lies under the pixel stays there."""
        before = self.on_map(pixel)
        self.scale = min(max(self.scale * STEP**steps, self.least), CLOSEST)
        after = self.on_map(pixel)
        self.x += before[0] - after[0]
        self.y += before[1] - after[1]
        self._clamp()

    def pan(self, right: float, down: float) -> None:
        """Move the map by pixels."""
        self.x -= right / self.scale
        self.y += down / self.scale
        self._clamp()

    def centre(self, x: float, y: float, scale: float | None = None) -> None:
        """Look at a place."""
        self.x, self.y, self.scale = x, y, max(self.scale, scale or 0.0)
        self._clamp()

    def on_screen(self, points: Floats) -> Floats:
        """Return the pixels of points in metres, (..., 2)."""
        across = (points[..., 0] - self.x) * self.scale + self.size[0] / 2
        down = (self.y - points[..., 1]) * self.scale + self.size[1] / 2
        return np.stack((across, down), axis=-1)

    def on_map(self, pixel: tuple[float, float]) -> tuple[float, float]:
        """Return the metres under a pixel."""
        return (
            (pixel[0] - self.size[0] / 2) / self.scale + self.x,
            self.y - (pixel[1] - self.size[1] / 2) / self.scale,
        )

    def _clamp(self) -> None:
        """Keep the middle of the pane on the map, and the whole map where it fits."""
        left, bottom, right, top = self.extent
        for name, low, high, pixels in (("x", left, right, self.size[0]), ("y", bottom, top, self.size[1])):
            half = pixels / self.scale / 2
            if 2 * half >= high - low:
                setattr(self, name, (low + high) / 2)
            else:
                slack = half * 2 * MARGIN
                setattr(self, name, min(max(getattr(self, name), low + half - slack), high - half + slack))
