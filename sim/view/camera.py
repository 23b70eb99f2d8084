"""The camera: which part of the map lies where on the screen.  Metres of the projection, pixels of the pane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLOSEST, STEP = 0.06, 1.25
"""Pixels a metre at the closest zoom; what one turn of the wheel magnifies by."""
MARGIN = 0.025


@dataclass
class Camera:
    """A view of a map of `extent` (left, bottom, right, top, in metres) in a pane of `size` pixels.

    `pad` is room in pixels (left, top, right, bottom) that stays free of the map when the whole of it is seen.
    """

    extent: tuple[float, float, float, float]
    size: tuple[int, int]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0  # pixels a metre
    pad: tuple[int, int, int, int] = (0, 0, 0, 0)

    def __post_init__(self) -> None:
        self.fit()

    def like(self, x: float, y: float, scale: float, size: tuple[int, int]) -> Camera:
        """Return another view of the same map."""
        other = Camera(self.extent, size, pad=self.pad)
        other.x, other.y, other.scale = x, y, scale
        return other

    @property
    def least(self) -> float:
        """The scale at which the whole map is seen."""
        left, bottom, right, top = self.extent
        room = 1 - 2 * MARGIN
        wide = max(self.size[0] - self.pad[0] - self.pad[2], 1)
        tall = max(self.size[1] - self.pad[1] - self.pad[3], 1)
        return min(wide * room / (right - left), tall * room / (top - bottom))

    @property
    def whole(self) -> bool:
        """Say whether the whole map is seen."""
        return self.scale <= self.least * 1.001

    def fit(self) -> None:
        """Show the whole map."""
        self.scale = self.least
        self._clamp()

    def resize(self, size: tuple[int, int], whole: bool | None = None) -> None:
        """Take a pane of another size; who saw the whole map goes on seeing it (`whole` says whether he did)."""
        whole = self.whole if whole is None else whole
        self.size = size
        if whole:
            self.fit()
        else:
            self.scale = max(self.scale, self.least)
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
        """Keep the pane on the map, and the whole map in the room it has where it fits."""
        left, bottom, right, top = self.extent
        pads = {"x": (self.pad[0], self.pad[2]), "y": (self.pad[3], self.pad[1])}  # at the low end, at the high end
        for name, low, high, pixels in (("x", left, right, self.size[0]), ("y", bottom, top, self.size[1])):
            half = pixels / self.scale / 2
            at_low, at_high = (pad / self.scale for pad in pads[name])
            if 2 * half - at_low - at_high >= high - low:
                setattr(self, name, (low + high) / 2 + (at_high - at_low) / 2)
            else:
                slack = half * 2 * MARGIN
                least, most = low + half - slack - at_low, high - half + slack + at_high
                setattr(self, name, min(max(getattr(self, name), least), most))
