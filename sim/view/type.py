"""One type scale: the faces of the window, rendered anew at every size and never stretched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import matplotlib
import pygame

SMALL, BODY, HEADING, TITLE = 11, 13, 16, 22
_FACES = {"plain": "DejaVuSans.ttf", "strong": "DejaVuSans-Bold.ttf", "slanted": "DejaVuSerif-Italic.ttf",
          "serif": "DejaVuSerif.ttf", "oblique": "DejaVuSans-Oblique.ttf"}  # fmt: skip


def path(style: str) -> Path:
    """Return the file of a face; `style` is plain, strong, oblique, serif or slanted."""
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / _FACES[style]


@lru_cache(maxsize=128)
def face(size: int, style: str = "plain") -> pygame.font.Font:
    """Return a face in pixels of height."""
    return pygame.font.Font(str(path(style)), size)


@lru_cache(maxsize=4096)
def line(text: str, size: int, colour: str, style: str = "plain") -> pygame.Surface:
    """Return one line of text as a picture."""
    return face(size, style).render(text, True, colour)


@lru_cache(maxsize=512)
def haloed(text: str, size: int, colour: str, halo: str, style: str = "plain") -> pygame.Surface:
    """Return a line of text with a rim in the colour of the paper, so that it reads on any ground."""
    ink, rim = line(text, size, colour, style), line(text, size, halo, style)
    picture = pygame.Surface((ink.get_width() + 4, ink.get_height() + 4), pygame.SRCALPHA)
    for across, down in ((1, 2), (3, 2), (2, 1), (2, 3), (1, 1), (3, 3), (1, 3), (3, 1)):
        picture.blit(rim, (across, down))
    picture.blit(ink, (2, 2))
    return picture


@lru_cache(maxsize=4096)
def wrapped(text: str, size: int, width: int, style: str = "plain") -> tuple[str, ...]:
    """Break a text into lines of at most `width` pixels."""
    font, lines, current = face(size, style), [], ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if current and font.size(trial)[0] > width:
            lines.append(current)
            current = word
        else:
            current = trial
    return (*lines, current) if current else tuple(lines)
