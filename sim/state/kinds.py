"""Small closed lists that columns hold as numbers."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Whether a unit takes part."""

    WAITING = 0  # off the map until an event brings it
    DORMANT = 1  # on the map but asleep: a cell that waits for its signal
    ACTIVE = 2
    GONE = 3  # destroyed, dispersed, surrendered or recalled


class Posture(IntEnum):
    """What a unit is doing in this impulse."""

    REST = 0
    MARCH = 1
    ADVANCE = 2
    ASSAULT = 3
    DEFEND = 4
    AMBUSH = 5
    HIDE = 6
    WITHDRAW = 7
    ROUT = 8


class Verb(IntEnum):
    """What a standing order says; the order of this list is part of the record's format."""

    HOLD = 0
    MOVE = 1
    ATTACK = 2
    DIG = 3
    WITHDRAW = 4
    RAID = 5
    AMBUSH = 6
    SCREEN = 7
    INFILTRATE = 8
    CLEAR = 9
    HIDE = 10
    REST = 11


class Mission(IntEnum):
    """What an air package is told to do."""

    SUPPORT = 0  # aid troops in contact near a place, or wherever they fight
    STRIKE = 1  # hit what is known at a place
    INTERDICT = 2  # hunt movement near a place
    PATROL = 3  # hunt movement anywhere
    LIFT = 4  # carry a unit to a place
    REST = 5


MOVING = (Verb.MOVE, Verb.ATTACK, Verb.WITHDRAW, Verb.RAID, Verb.INFILTRATE, Verb.CLEAR)
"""Verbs that take a unit to another hex."""
MOVING_POSTURES = (Posture.MARCH, Posture.ADVANCE, Posture.ASSAULT, Posture.WITHDRAW, Posture.ROUT)
"""Postures that can be told from afar."""
