"""The names on the map: the greater places first, off the counters, and the fewer the less room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from sim.report.mapsheet import ink
from sim.scenario.geography import Place
from sim.view.camera import Camera, Floats
from sim.view.look import Look

RANK = {kind: row for row, kind in enumerate(ink.LABEL_ORDER)}
SIZES = {"city": 15, "airbase": 12, "town": 13, "pumping_station": 12}
FROM = {"city": 0, "airbase": 0, "town": 9, "pumping_station": 0, "crossing": 17, "base": 14, "waypoint": 44}
"""Pixels of a hex from which a kind of place has its name on the map; others from `PLAIN` on."""
PLAIN = 20
LARGER = 40


class Names:
    """Sets the names of places; `boxes` has what it last set, for whoever points at a name."""

    def __init__(self, places: Sequence[Place], spots: Floats, hex_metres: int) -> None:
        order = sorted(
            range(len(places)), key=lambda row: (RANK.get(places[row].kind, 99), -places[row].size, places[row].id)
        )
        self._places = [places[row] for row in order]
        self._spots: Floats = spots[order] if order else spots
        self._hex_metres = hex_metres
        self.boxes: list[tuple[pygame.Rect, Place]] = []

    def draw(
        self, pane: pygame.Surface, camera: Camera, look: Look, kept_free: Sequence[pygame.Rect], card: tuple[int, int]
    ) -> None:
        """Write on a pane; nothing covers what is `kept_free`, `card` is the size of a counter."""
        reach = self._hex_metres * camera.scale
        self.boxes, pieces = [], []
        taken: list[pygame.Rect] = []
        inside = pane.get_rect()
        for place, spot in zip(self._places, camera.on_screen(self._spots).tolist(), strict=True):
            if reach < FROM.get(place.kind, PLAIN) * look.scale / 100 or not inside.collidepoint(spot):
                continue
            label = _label(place, look, reach)
            for box in _around(label.get_size(), spot, reach, card):
                if box.collidelist(kept_free) < 0 and box.collidelist(taken) < 0 and inside.contains(box):
                    pieces.append((label, box))
                    taken.append(box)
                    self.boxes.append((box, place))
                    break
        pane.blits(pieces, doreturn=False)


def _label(place: Place, look: Look, reach: float) -> pygame.Surface:
    size = SIZES.get(place.kind, 11) + (2 if reach > LARGER * look.scale / 100 else 0)
    style = "strong" if place.kind == "city" else "slanted" if place.kind not in SIZES else "plain"
    return look.haloed(place.name, size, style=style)


def _around(size: tuple[int, int], spot: list[float], reach: float, card: tuple[int, int]) -> Iterator[pygame.Rect]:
    """Yield boxes about a place, the best first: below and above its counter, beside it, then farther away."""
    x, y = round(spot[0]), round(spot[1])
    down = max(card[1] / 2, min(reach * 0.3, 30)) + size[1] / 2 - 1
    across = max(card[0] / 2, min(reach * 0.3, 30)) + 3
    for far in (0, 13):
        yield _centred(size, x, round(y + down + far))
        yield _centred(size, x, round(y - down - far))
        for left in (x + across + far, x - across - far - size[0]):
            yield pygame.Rect(round(left), y - size[1] // 2, *size)
        for left in (x + across / 2 + far, x - across / 2 - far - size[0]):
            for level in (down * 0.8, -down * 0.8):
                yield pygame.Rect(round(left), round(y + level - size[1] / 2), *size)


def _centred(size: tuple[int, int], x: int, y: int) -> pygame.Rect:
    box = pygame.Rect(0, 0, *size)
    box.center = x, y
    return box
