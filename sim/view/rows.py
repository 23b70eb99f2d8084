"""A list that is walked with the arrows, or read with the wheel: rows of text, some of which lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import pygame

from sim.view.look import Look
from sim.view.type import BODY, HEADING, SMALL

INDENT, GAP, LEAD = 14, 7, 5


class Line(NamedTuple):
    """A line of a row; `style` is a word of `_STYLES` or a confidence."""

    text: str
    style: str = "plain"


class Picture(Protocol):
    """Something that is drawn in a row."""

    def high(self, look: Look, wide: int) -> int:
        """Return how high it is in pixels where it is so wide."""

    def draw(self, target: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Draw it into a box."""


@dataclass(frozen=True)
class Row:
    """Lines, perhaps with a figure at the right of the first, with texts side by side beneath them, and a picture.

    A figure that is a confidence is written in its ink.
    """

    lines: tuple[Line, ...]
    do: Callable[[], object] | None = None
    figure: str = ""
    swatch: str = ""
    cells: tuple[tuple[Line, ...], ...] = ()
    picture: Picture | None = None


class _Piece(NamedTuple):
    text: str
    style: str
    left: int
    top: int


# style: (size, face, ink of the palette)
_STYLES = {
    "head": (HEADING, "serif", "text"), "strong": (BODY, "strong", "text"), "plain": (BODY, "plain", "text"),
    "small": (SMALL, "plain", "text"), "slanted": (BODY, "slanted", "slanted"), "cite": (SMALL, "plain", "accent"),
    "warning": (BODY, "plain", "warning"), "faint": (SMALL, "plain", "slanted"),
}  # fmt: skip
_STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1}
_LEAPS = {pygame.K_PAGEUP: -1, pygame.K_PAGEDOWN: 1}
_ENDS = {pygame.K_HOME: 0, pygame.K_END: -1}


class Rows:
    """Rows in a box of the window; laid out once, and drawn as far as they are seen."""

    def __init__(self, look: Look) -> None:
        self.look, self.box = look, pygame.Rect(0, 0, 1, 1)
        self.rows: tuple[Row, ...] = ()
        self.chosen, self.scroll = -1, 0
        self._tops: list[int] = [0]
        self._pieces: list[list[_Piece]] = []
        self._pressed = False

    def show(self, rows: Sequence[Row], *, stay: bool = False) -> None:
        """Show other rows, from the first on, or where one was already."""
        self.rows = tuple(rows)
        if not stay:
            self.scroll, self.chosen = 0, -1
        self._lay_out()

    def arrange(self, box: pygame.Rect, look: Look) -> None:
        """Take a place in the window."""
        self.box, self.look = box, look
        self._lay_out()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        self.chosen = row
        self._reveal(row)

    @property
    def height(self) -> int:
        """Return how high all rows are together, in pixels."""
        return self._tops[-1]

    def at(self, pixel: tuple[int, int]) -> int | None:
        """Return the row under a pixel of the window."""
        if not self.box.collidepoint(pixel):
            return None
        down = pixel[1] - self.box.top + self.scroll
        return next((row for row in range(len(self.rows)) if self._tops[row] <= down < self._tops[row + 1]), None)

    def place_of(self, row: int) -> pygame.Rect:
        """Return where a row stands in the window."""
        top = self.box.top + self._tops[row] - self.scroll
        return pygame.Rect(self.box.left, top, self.box.width, self._tops[row + 1] - self._tops[row])

    # ------------------------------------------------------------------------------------------ listening

    def listen(self, event: pygame.event.Event) -> bool:
        """Take what the mouse did; True if it was meant for the list."""
        if event.type == pygame.MOUSEWHEEL and self.box.collidepoint(pygame.mouse.get_pos()):
            self._roll(-event.y * self.look.px(48))
            return True
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._pressed = self.box.collidepoint(event.pos)
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._pressed:
            self._pressed = False
            row = self.at(event.pos)
            if row is not None and self.rows[row].do is not None:
                self.chosen = row
                self._do(row)
                return True
        return False

    def key(self, event: pygame.event.Event, typing: bool = False) -> bool:
        """Take a key: arrows walk, Enter follows; while a field is `typing`, Home and End are its own."""
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_SHIFT):
            return False
        if event.key in _STEPS:
            self._walk(_STEPS[event.key])
        elif event.key in _LEAPS:
            self._roll(_LEAPS[event.key] * self.box.height * 4 // 5)
            self._choose_seen()
        elif event.key in _ENDS and not typing:
            self._roll(-self.height if _ENDS[event.key] == 0 else self.height)
            self._choose_seen(last=event.key == pygame.K_END)
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER) and 0 <= self.chosen < len(self.rows):
            self._do(self.chosen)
        else:
            return False
        return True

    def _do(self, row: int) -> None:
        do = self.rows[row].do
        if do is not None:
            do()

    def _walk(self, by: int) -> None:
        able = [row for row, one in enumerate(self.rows) if one.do is not None]
        if not able:
            self._roll(by * self.look.px(40))
            return
        place = self.place_of(self.chosen) if self.chosen in able else self.box
        if (place.bottom > self.box.bottom) if by > 0 else (place.top < self.box.top):
            self._roll(by * self.look.px(48))  # a row longer than the box is read before the next is gone to
            return
        later = [row for row in able if row > self.chosen] if by > 0 else [row for row in able if row < self.chosen]
        if self.chosen < 0:
            self.chosen = able[0]
        elif later:
            self.chosen = min(later) if by > 0 else max(later)
        else:
            self._roll(by * self.height)
        self._reveal(self.chosen)

    def _choose_seen(self, last: bool = False) -> None:
        seen = [row for row, one in enumerate(self.rows)
                if one.do is not None and self.box.contains(self.place_of(row))]  # fmt: skip
        if seen:
            self.chosen = seen[-1 if last else 0]

    def _reveal(self, row: int) -> None:
        place = self.place_of(row)
        if place.top < self.box.top or place.height > self.box.height:
            self._roll(place.top - self.box.top)
        elif place.bottom > self.box.bottom:
            self._roll(place.bottom - self.box.bottom)

    def _roll(self, pixels: int) -> None:
        self.scroll = min(max(self.scroll + pixels, 0), max(self.height - self.box.height, 0))

    # --------------------------------------------------------------------------------------------- drawing

    def _lay_out(self) -> None:
        self._tops, self._pieces = [0], []
        for row in self.rows:
            pieces, high = self._laid(row)
            self._pieces.append(pieces)
            self._tops.append(self._tops[-1] + high)
        self._roll(0)

    def _laid(self, row: Row) -> tuple[list[_Piece], int]:
        look, pieces = self.look, list[_Piece]()
        left, right = look.px(INDENT), self.box.width - look.px(INDENT)
        down = look.px(GAP)
        for number, line in enumerate(row.lines):
            room = right - left
            if row.figure and not number:
                style = row.figure if row.figure in look.palette.confidence else "strong"
                wide = look.line(row.figure, BODY if style == "strong" else SMALL, style="strong").get_width()
                pieces.append(_Piece(row.figure, style, right - wide, down))
                room -= wide + look.px(10)
            down = self._put(pieces, line, left, down, room)
        if row.cells:
            wide, lowest = (right - left) // len(row.cells), down
            for column, cell in enumerate(row.cells):
                at = down + look.px(3)
                for line in cell:
                    at = self._put(pieces, line, left + column * wide, at, wide - look.px(16))
                lowest = max(lowest, at)
            down = lowest
        if row.picture is not None:
            down += row.picture.high(look, right - left)
        return pieces, down + look.px(GAP)

    def _put(self, pieces: list[_Piece], line: Line, left: int, down: int, room: int) -> int:
        size, face, _ = _STYLES.get(line.style, _STYLES["faint"])
        for text in self.look.wrapped(line.text, size, max(room, 40), face):
            pieces.append(_Piece(text, line.style, left, down))
            down += self.look.px(size + LEAD)
        return down

    def draw(self, target: pygame.Surface) -> None:
        """Draw what is seen of the rows, and how far they go on."""
        palette, look, box = self.look.palette, self.look, self.box
        target.set_clip(box.clip(target.get_rect()))
        for row, pieces in enumerate(self._pieces):
            place = self.place_of(row)
            if place.bottom < box.top or place.top > box.bottom:
                continue
            if row == self.chosen:
                pygame.draw.rect(target, palette.button, place.inflate(0, -2), border_radius=4)
                pygame.draw.rect(target, palette.accent, (place.left, place.top + 1, look.px(3), place.height - 2))
            if self.rows[row].swatch:
                high = place.height - look.px(16)
                bar = pygame.Rect(place.left + look.px(6), place.top + look.px(8), look.px(4), high)
                pygame.draw.rect(target, self.rows[row].swatch, bar, border_radius=2)
            for piece in pieces:
                self._blit(target, piece, place)
            self._draw_picture(target, self.rows[row].picture, place)
        if self.height > box.height:
            share = box.height / self.height
            bar = pygame.Rect(box.right - look.px(5), box.top + round(self.scroll * share), look.px(4), 0)
            bar.height = max(round(box.height * share), look.px(16))
            pygame.draw.rect(target, palette.faint, bar, border_radius=2)
        target.set_clip(None)

    def _draw_picture(self, target: pygame.Surface, picture: Picture | None, place: pygame.Rect) -> None:
        """Draw the picture of a row at its lower end."""
        if picture is None:
            return
        indent, gap = self.look.px(INDENT), self.look.px(GAP)
        wide = self.box.width - 2 * indent
        high = picture.high(self.look, wide)
        picture.draw(target, pygame.Rect(place.left + indent, place.bottom - gap - high, wide, high), self.look)

    def _blit(self, target: pygame.Surface, piece: _Piece, place: pygame.Rect) -> None:
        palette = self.look.palette
        size, face, ink = _STYLES.get(piece.style, (SMALL, "strong", ""))
        colour = getattr(palette, ink) if ink else palette.confidence.get(piece.style, palette.text)
        target.blit(self.look.line(piece.text, size, colour, face), (place.left + piece.left, place.top + piece.top))
