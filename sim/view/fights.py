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
    """Draw a star above each hex with a fight, and the number of people hurt beside it."""
    look = at.look
    for place, hurt in fights:
        x, y = at.spot(at.scenario.place(place))
        y -= at.card[1] // 2 + look.px(10)
        if not at.box.inflate(-20, -20).collidepoint(x, y):
            continue
        reach = look.px(8)
        star = [
            (x + math.sin(math.pi * k / POINTS) * reach * (1 if k % 2 == 0 else 0.45),
             y - math.cos(math.pi * k / POINTS) * reach * (1 if k % 2 == 0 else 0.45))
            for k in range(2 * POINTS)
        ]  # fmt: skip
        pygame.draw.polygon(target, look.palette.paper, star, look.px(3))
        pygame.draw.polygon(target, look.palette.warning, star)
        if hurt:
            number = look.haloed(str(hurt), SMALL, look.palette.warning, "strong")
            target.blit(number, number.get_rect(midleft=(x + reach + 1, y)))
