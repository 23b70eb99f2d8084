"""Text and back: every order is one readable line, and `parse_order(str(order)) == order`.

    <formation|unit> <verb> [<place> [via <place> ...]] [at HH:MM]
    <package> <mission> [<place>] [at HH:MM]
    <package> lift <unit> to <place> [at HH:MM]
    <formation> fight <doctrine> [at HH:MM]
    <side> lead own|history

What follows a `#` is a remark: the reason for the order.

Places are ids or hexes written @column,row.  After `via` come the stops on the way, as they are passed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sim.errors import Illegal
from sim.orders.order import AIR, GROUND, LEAD, NEEDS_PLACE, STANCE, Order
from sim.state.state import MOST_STOPS

REMARK = "#"

VERBS = tuple(dict.fromkeys([*GROUND, *AIR, STANCE, LEAD]))
WORD = re.compile(r"^@?[a-z0-9][a-z0-9_,-]*$")
CLAUSES = ("via", "at", "to")
TIME = re.compile(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


def parse_order(text: str) -> Order:
    """Read one line; raise Illegal with what was found and what was expected."""
    words = text.partition(REMARK)[0].split()
    if len(words) < 2:
        raise Illegal(f"{text!r} is no order; write for example: hezbollah attack t2_station")
    who, verb, *rest = words
    if verb not in VERBS:
        raise Illegal(f"{verb!r} is no verb; choose from {', '.join(word for word in VERBS if word != LEAD)}")
    parts, stops = _clauses(rest, text)
    cargo = ""
    if verb == "lift":
        if "to" not in parts or not parts.get("place"):
            raise Illegal(f"{text!r}: a lift names its unit and its goal: {who} lift UNIT to PLACE")
        cargo, parts["place"] = parts["place"], parts.pop("to")
    elif "to" in parts:
        raise Illegal(f"{text!r}: only a lift has 'to'")
    order = Order(who, verb, parts.get("place", ""), stops, cargo, parts.get("at", ""))
    if verb in NEEDS_PLACE and not order.place:
        raise Illegal(f"{text!r}: {verb} needs a place")
    if verb == STANCE and not order.place:
        raise Illegal(f"{text!r}: name the doctrine: {who} fight DOCTRINE")
    if verb == LEAD and not order.place:
        raise Illegal(f"{text!r}: say who plans: {who} lead own, or {who} lead history")
    if order.at and not TIME.match(order.at):
        raise Illegal(f"{text!r}: {order.at!r} is no time of day; write at 16:00")
    _check_stops(order, text)
    return order


def _check_stops(order: Order, text: str) -> None:
    """Raise Illegal if the stops of an order make no way."""
    if not order.via:
        return
    if order.verb not in GROUND:
        raise Illegal(f"{text!r}: only troops who march make stops: {order.verb} has no 'via'")
    if not order.place:
        raise Illegal(f"{text!r}: stops lead nowhere without a goal; write {order.who} {order.verb} PLACE via STOP")
    if len(order.via) > MOST_STOPS:
        raise Illegal(f"{text!r}: {len(order.via)} stops on the way; at most {MOST_STOPS} can be ordered")
    for stop, onward in pairwise(order.leads):
        if stop == onward:
            raise Illegal(f"{text!r}: {stop!r} comes twice in a row; name a stop once, and not the goal as the last")


def _clauses(words: list[str], text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read `[PLACE] [to PLACE] [via PLACE ...] [at TIME]` into a mapping, and the stops."""
    parts: dict[str, str] = {}
    stops: list[str] = []
    words = list(words)
    if words and words[0] not in CLAUSES:
        parts["place"] = words.pop(0)
    while words:
        clause = words.pop(0)
        if clause not in CLAUSES or clause in parts or not words or words[0] in CLAUSES:
            raise Illegal(f"{text!r}: cannot read {clause!r}; after the verb come PLACE, via STOP ..., at HH:MM")
        parts[clause] = words.pop(0)
        if clause == "via":
            stops.append(parts[clause])
            while words and words[0] not in CLAUSES:
                stops.append(words.pop(0))
    for word in (*(word for name, word in parts.items() if name != "at"), *stops):
        if not WORD.match(word):
            raise Illegal(f"{text!r}: {word!r} is no place or unit id")
    return parts, tuple(stops)
