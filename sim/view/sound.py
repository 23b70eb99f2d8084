"""Three short, quiet tones: an order was planned, was refused, a turn was resolved.  Nothing depends on them.

Off unless somebody asks for them; without a sound card, or where the mixer fails, there is silence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

VOLUMES = {"off": 0.0, "quiet": 0.25, "normal": 0.7}
"""Share of the loudest, by the word of the options."""
RATE = 22050
"""Samples a second."""
TONES: dict[str, Sequence[tuple[int, int]]] = {
    "planned": ((660, 70),), "refused": ((220, 140),), "resolved": ((440, 90), (554, 150)),
}  # fmt: skip
"""Notes of each tone: (hertz, milliseconds)."""
LOUDEST, EDGE = 0.3, 0.012
"""Share of full scale of a tone at its loudest; seconds in which a note swells, so that it does not click."""
FAULTS = (pygame.error, NotImplementedError, ImportError, OSError)
"""What a mixer without a device, or a pygame without a mixer, raises."""


def samples(name: str) -> np.ndarray:
    """Return a tone as (N,) samples of 16 bits at RATE."""
    notes = []
    for hertz, milliseconds in TONES[name]:
        time = np.arange(RATE * milliseconds // 1000) / RATE
        swell = np.minimum(time / EDGE, 1) * np.exp(-4 * time * 1000 / milliseconds)
        notes.append(np.sin(2 * np.pi * hertz * time) * swell * np.minimum((time[-1] - time) / EDGE, 1))
    return (np.concatenate(notes) * LOUDEST * 32767).astype(np.int16)


class Sound:
    """Plays tones; the mixer is opened with the first."""

    def __init__(self) -> None:
        self._tones: dict[str, pygame.mixer.Sound] = {}
        self._dead = False

    def play(self, name: str, volume: str) -> bool:
        """Play a tone of `TONES` at a volume of `VOLUMES`; say whether it is heard."""
        loud = VOLUMES.get(volume, 0.0)
        if not loud or self._dead:
            return False
        try:
            tone = self._tone(name)
            tone.set_volume(loud)
            return tone.play() is not None
        except FAULTS:
            self._dead = True  # not asked again: it would cost time with every order
            return False

    def _tone(self, name: str) -> pygame.mixer.Sound:
        if not pygame.mixer.get_init():
            pygame.mixer.init(RATE, -16, 1, allowedchanges=0)
        if name not in self._tones:
            self._tones[name] = pygame.mixer.Sound(buffer=samples(name).tobytes())
        return self._tones[name]

    def close(self) -> None:
        """Let go of the sound card."""
        if self._tones:
            self._tones.clear()
            pygame.mixer.quit()
