"""Who leads in a record: names become commanders again, and whom persons led, and since when."""

from __future__ import annotations

from sim.errors import Spoiled
from sim.orders.notation import REMARK
from sim.orders.order import LEAD, OWN, Order
from sim.play.chance import Chance
from sim.play.commander import Commander
from sim.play.doctrine.levels import LEVELS
from sim.play.doctrine.staff import Doctrine
from sim.record.record import Header, Record
from sim.scenario.scenario import Scenario

PERSON, HISTORY = "person", "history"
FROM_ANY = "any turn of it can be taken over: abukamal play --from RECORD@TURN --side SIDE"


def commander_named(who: str) -> Commander | None:
    """Return a new commander that a name alone makes: doctrine, with a level or without, or chance; else None."""
    kind, colon, level = who.partition(":")
    if kind == "doctrine" and ((level in LEVELS) if colon else True):
        return Doctrine(level or "competent")
    return Chance() if who == Chance.name else None


def foes_of(scenario: Scenario, side: str) -> list[str]:
    """Return the sides hostile to a side that can be led."""
    hostile = scenario.hostile[scenario.sides.index(side)]
    return [name for row, name in enumerate(scenario.sides) if hostile[row] and scenario.playable[row]]


def persons_of(header: Header) -> tuple[str, ...]:
    """Return the sides that persons lead in a record; raise Spoiled if there is none."""
    led = tuple(side for side, who in header.commanders if who == PERSON)
    if not led:
        raise Spoiled(f"nobody leads a side of this record in person, so that nobody can go on with it; {FROM_ANY}")
    return led


def others_of(header: Header) -> dict[str, Commander]:
    """Return new commanders for the sides that no person leads, by name; history is left out.

    Raises Spoiled for one that a name does not make: a file of orders is not part of the record.
    """
    found = {}
    for name, who in header.commanders:
        if who in (PERSON, HISTORY):
            continue
        commander = commander_named(who)
        if commander is None:
            raise Spoiled(f"{name} is led by '{who}', which is not part of the record; {FROM_ANY}")
        found[name] = commander
    return found


def since_of(record: Record, side: str) -> int:
    """Return the turn, from 0, in which the person took over: the last in which the side took the lead itself.

    A record of which no turn has been resolved since says it by its length.
    """
    own = (side, str(Order(side, LEAD, OWN)))
    taken = [
        number for number, turn in enumerate(record.turns)
        if own in [(one, line.partition(REMARK)[0].strip()) for one, line in turn.orders]
    ]  # fmt: skip
    return taken[-1] if taken else len(record.turns)
