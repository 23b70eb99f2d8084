"""Lines of a record: what they say, their seal, and what a line looks like whose writing was cut short.

    {"record": 1, "scenario": "dawn-3", …, "seed": 1, "commanders": {"isil": "history"}, "check": "…"}
    {"turn": 1, "orders": ["isil isil-t2 hold", …], "digest": "…", "check": "…"}

A line has one form only.  Its check is chained over the check of the line before, so that no line can change,
go missing or change places without a trace.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from sim.record.record import FORMAT, Header, Turn

Entry = dict[str, Any]

DIGEST = re.compile(r"[0-9a-f]{32}")
_CHECK = 16  # hex digits
_SIDE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_LONGEST = "{1,600}"
_NOTATION = re.compile(rf"[ !#-\[\]-~]{_LONGEST}")  # printable ASCII without quote and backslash
HEADER_KEYS = ["record", "scenario", "path", "scenario_digest", "rules", "seed", "commanders"]
TURN_KEYS = ["turn", "orders", "digest"]
MOST_SEED = (1 << 63) - 1


class NoLineError(ValueError):
    """A line that says something else than a line of a record does; the message says what."""


def header_entry(header: Header) -> Entry:
    """Return what the first line says."""
    return {
        "record": header.format, "scenario": header.scenario, "path": header.path,
        "scenario_digest": header.scenario_digest, "rules": header.rules, "seed": header.seed,
        "commanders": dict(header.commanders),
    }  # fmt: skip


def turn_entry(number: int, turn: Turn) -> Entry:
    """Return what the line of a turn, counted from 1, says."""
    return {"turn": number, "orders": [f"{side} {line}" for side, line in turn.orders], "digest": turn.digest}


def sealed(entry: Entry, before: str) -> tuple[str, str]:
    """Return the line of an entry, without its line feed, and its check; `before` is that of the line above."""
    check = _check(entry, before)
    return _text(entry | {"check": check}), check


def unsealed(line: str, before: str) -> tuple[Entry, str]:
    """Return the entry of a line and its check; raise NoLineError if a byte is not what it was."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise NoLineError("is not a line of a record: it was changed, or joined with another") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("check"), str):
        raise NoLineError("is not a line of a record: it has no check")
    try:
        same = _text(entry) == line
    except (ValueError, RecursionError):
        same = False
    check = entry.pop("check")
    if not same:
        raise NoLineError("is not written as a record is: it was changed")
    if check != _check(entry, before):
        raise NoLineError("was changed, or the line before it is not the one it was written after")
    return entry, check


def header_of(entry: Entry) -> Header:
    """Read what the first line says; raise NoLineError for another kind of file or another format."""
    if entry.get("record") != FORMAT or isinstance(entry["record"], bool):
        found = entry.get("record")
        raise NoLineError(f"is of the record format {found!r}; this program reads format {FORMAT}")
    texts = [entry.get(key) for key in ("scenario", "path", "scenario_digest", "rules")]
    commanders, seed = entry.get("commanders"), entry.get("seed")
    sound = (
        list(entry) == HEADER_KEYS
        and all(isinstance(text, str) for text in texts)
        and DIGEST.fullmatch(str(entry["scenario_digest"]))
        and isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed <= MOST_SEED
        and isinstance(commanders, dict) and all(isinstance(who, str) for who in commanders.values())
    )  # fmt: skip
    if not sound:
        raise NoLineError("is not the first line of a record")
    scenario, path, digest, rules = (str(text) for text in texts)
    return Header(scenario, digest, rules, int(entry["seed"]), tuple(entry["commanders"].items()), path)


def turn_of(entry: Entry, number: int) -> Turn:
    """Read the line of a turn; raise NoLineError if it is that of another turn, or none."""
    if list(entry) != TURN_KEYS:
        raise NoLineError("is not the line of a turn")
    if entry["turn"] != number or isinstance(entry["turn"], bool):
        raise NoLineError(f"has turn {entry['turn']!r} where turn {number} is due: lines are missing or out of place")
    orders, digest = entry["orders"], entry["digest"]
    if not isinstance(orders, list) or not all(isinstance(order, str) for order in orders):
        raise NoLineError("has orders that are not a list of texts")
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise NoLineError("has a digest that is not 32 hexadecimal digits")
    return Turn(tuple(_order(order) for order in orders), digest)


def _order(text: str) -> tuple[str, str]:
    side, _, line = text.partition(" ")
    if not writable(side, line):
        raise NoLineError("has an order that is not a side and a line of notation")
    return side, line


def writable(side: str, line: str) -> bool:
    """Say whether an order can stand in a record: a side's id and plain printable text."""
    return bool(_SIDE.fullmatch(side) and _NOTATION.fullmatch(line))


def is_json(text: str) -> bool:
    """Say whether a text is JSON from its first to its last character."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def looks_cut(text: str, number: int) -> bool:
    """Say whether a text is the beginning of the line of a turn, or all of it: what a crash leaves behind.

    Exact enough that no line with one byte changed looks so, unless it is JSON as before.
    """
    head = f'{{"turn": {number}, "orders": ['
    if len(text) <= len(head):
        return head.startswith(text)
    return text.startswith(head) and bool(_CUT.fullmatch(text, len(head)))


def _beginnings(atoms: list[str]) -> str:
    """Return a pattern for every beginning of a sequence of one-character patterns."""
    pattern = ""
    for atom in reversed(atoms):
        pattern = f"(?:{atom}{pattern})?"
    return pattern


_STRING = f'"{_NOTATION.pattern.removesuffix(_LONGEST)}*'
_TAIL = [
    *map(re.escape, '], "digest": "'), *["[0-9a-f]"] * 32, *map(re.escape, '", "check": "'),
    *["[0-9a-f]"] * _CHECK, *map(re.escape, '"}'),
]  # fmt: skip
_CUT = re.compile(rf'(?:{_STRING}", )*(?:{_STRING}|{_STRING}",)?|(?:{_STRING}"(?:, {_STRING}")*)?{_beginnings(_TAIL)}')


def _text(entry: Entry) -> str:
    return json.dumps(entry, allow_nan=False)


def _check(entry: Entry, before: str) -> str:
    digest = hashlib.blake2b(before.encode("ascii", "replace"), digest_size=_CHECK // 2)
    digest.update(_text(entry).encode("ascii"))
    return digest.hexdigest()
