"""Finding a place or a unit by any of its spellings: what is typed is completed as it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from sim.scenario.geography import Place
from sim.scenario.scenario import Scenario
from sim.view.furniture import plaque
from sim.view.look import Look
from sim.view.mappane import Scene

MOST = 8
WIDE, TALL = 330, 30


@dataclass(frozen=True)
class Found:
    """Something that can be found: `text` is the spelling that matched, `name` what it is called."""

    text: str
    name: str
    hex: int
    unit: int = -1


def folded(text: str) -> str:
    """Return a text as it is compared: small letters, no accents, no marks between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


class Finder:
    """Everything that can be found on a map at one moment: places by all their names, units that are seen."""

    def __init__(self, scenario: Scenario, places: Sequence[Place], scene: Scene) -> None:
        self._all = [*_places(scenario, places), *_units(scenario, scene)]

    def complete(self, typed: str) -> list[Found]:
        """Return what has a word that begins as typed, then what contains it; places first, short spellings first."""
        wanted = folded(typed)
        if not wanted:
            return []
        ranked = []
        for row, (key, found) in enumerate(self._all):
            rank = 0 if f" {wanted}" in f" {key}" else 1 if wanted in key else 2
            if rank < 2:
                ranked.append(((rank, found.unit >= 0, len(key), row), found))
        once: dict[tuple[str, int], Found] = {}
        for _, found in sorted(ranked, key=lambda one: one[0]):
            once.setdefault((found.name, found.unit), found)
        return list(once.values())[:MOST]


def _places(scenario: Scenario, places: Sequence[Place]) -> Iterator[tuple[str, Found]]:
    for place in places:
        for spelling in place.names or (place.name,):
            yield folded(spelling), Found(spelling, place.name, scenario.map.place_hex[place.id])


def _units(scenario: Scenario, scene: Scene) -> Iterator[tuple[str, Found]]:
    for stack in scene.stacks:
        for unit in stack.units:
            name = scenario.forces.names[unit]
            yield folded(name), Found(name, name, stack.hex, unit)


class FindBox:
    """What is typed and what it is completed to; a screen shows it while somebody looks for something."""

    def __init__(self) -> None:
        self.open = False
        self.typed, self.row = "", 0
        self.found: list[Found] = []
        self.boxes: list[pygame.Rect] = []

    def show(self) -> None:
        """Open it, empty."""
        self.open, self.typed, self.row, self.found, self.boxes = True, "", 0, [], []

    def close(self) -> None:
        """Close it."""
        self.open = False

    def type(self, typed: str, finder: Finder) -> None:
        """Take what was typed so far."""
        self.typed, self.row, self.found = typed, 0, finder.complete(typed)

    def move(self, by: int) -> None:
        """Go down or up among what was found."""
        self.row = min(max(self.row + by, 0), max(len(self.found) - 1, 0))

    @property
    def picked(self) -> Found | None:
        """Return what Enter goes to."""
        return self.found[self.row] if self.found else None

    def box(self, pane: pygame.Rect, look: Look) -> pygame.Rect:
        """Return where the field stands: in the middle above the map."""
        box = pygame.Rect(0, 0, min(look.px(WIDE), pane.width - look.px(20)), look.px(TALL))
        box.midtop = pane.centerx, pane.top + look.px(48)
        return box

    def draw(self, target: pygame.Surface, field: pygame.Rect, look: Look) -> None:
        """Draw the paper beneath the field, and below it what was found."""
        rows = [self._line(found) for found in self.found] or (["nothing of that name"] if self.typed.strip() else [])
        rows = rows or list(look.wrapped("a place in any spelling, or a unit; Enter goes there, Esc closes", 11,
                                         field.width - look.px(12)))  # fmt: skip
        high = look.px(20)
        paper = field.inflate(look.px(12), look.px(12))
        paper.height += high * len(rows) + look.px(4)
        plaque(target, paper, look)
        self.boxes = []
        for row, text in enumerate(rows):
            box = pygame.Rect(field.left, field.bottom + look.px(4) + row * high, field.width, high)
            if self.found and row == self.row:
                pygame.draw.rect(target, look.palette.hovered, box, border_radius=3)
            target.set_clip(box)
            picture = look.line(text, 11, "" if self.found else look.palette.slanted)
            target.blit(picture, box.move(look.px(6), look.px(3)))
            target.set_clip(None)
            self.boxes.append(box)

    def _line(self, found: Found) -> str:
        kind = "unit" if found.unit >= 0 else "place"
        return f"{found.name} ({found.text})" if found.text != found.name else f"{found.name}, {kind}"
