"""Fights in place: a sign beside the hex in which people were killed or wounded, for as long as it lasted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import pygame

from sim.report.chronicle.telling import Entry
from sim.view.mappane import MapPane
from sim.view.type import SMALL

KINDS = ("fought", "ambushed", "surprised", "raided", "car_bomb", "air_strike", "bomber_strike", "rockets")
POINTS = 8


def fights_at(entries: Sequence[Entry], now: datetime) -> list[tuple[str, int]]:
    """Return (place, people hurt) of each fight that was going on in the impulse before a time.

    The number is told once the fight is over; until then it is 0.
    """
    going = [entry for entry in entries if entry.kind in KINDS and entry.time < now <= entry.until]
    return [(entry.places[0], entry.amount if entry.until == now else 0) for entry in going if entry.places]


def draw_fights(target: pygame.Surface, at: MapPane, fights: Sequence[tuple[str, int]]) -> None:
    """Draw a star beside each hex with a fight, and the number of people hurt beside it."""
    look = at.look
    for place, hurt in fights:
        number = look.haloed(str(hurt), SMALL, look.palette.warning, "strong") if hurt else None
        reach = look.px(8)
        box = pygame.Rect(0, 0, 2 * reach + (number.get_width() if number is not None else 0), 2 * reach)
        box = beside(at, at.scenario.place(place), box)
        if not at.box.contains(box):
            continue
        x, y = box.left + reach, box.centery
        star = [
            (x + math.sin(math.pi * k / POINTS) * reach * (1 if k % 2 == 0 else 0.45),
             y - math.cos(math.pi * k / POINTS) * reach * (1 if k % 2 == 0 else 0.45))
            for k in range(2 * POINTS)
        ]  # fmt: skip
        pygame.draw.polygon(target, look.palette.paper, star, look.px(3))
        pygame.draw.polygon(target, look.palette.warning, star)
        if number is not None:
            target.blit(number, number.get_rect(midleft=(x + reach + 1, y)))


def beside(at: MapPane, h: int, box: pygame.Rect) -> pygame.Rect:
    """Return where a sign lies for whoever fights in a hex: above the counters, or where it covers the fewest."""
    cards = [card.move(at.box.topleft) for card, _ in at.cards]
    own = [card for card, (_, stack) in zip(cards, at.cards, strict=True) if stack.hex == h]
    around = own[0].unionall(own[1:]) if own else pygame.Rect(0, 0, 0, 0)
    around.center = around.center if own else at.spot(h)
    gap = at.look.px(2)
    spots = [box.copy() for _ in range(8)]
    spots[0].midbottom = around.centerx, around.top - gap
    spots[1].midright = around.left - gap, around.centery
    spots[2].midleft = around.right + gap, around.centery
    spots[3].midtop = around.centerx, around.bottom + gap
    spots[4].bottomleft, spots[5].bottomright = around.topright, around.topleft
    spots[6].topleft, spots[7].topright = around.bottomright, around.bottomleft
    names = [name.move(at.box.topleft) for name, _ in at.names.boxes]
    return min(spots, key=lambda spot: 2 * len(spot.collidelistall(cards)) + len(spot.collidelistall(names)))
