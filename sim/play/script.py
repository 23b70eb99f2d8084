"""The commander who reads his orders from a file: one a line, `2017-11-08 hezbollah attack abu_kamal at 08:00`.

A `#` begins a comment.  The day says in which turn an order is given; where a day has several turns, its hour does.
What cannot be read is told before anything is played; what the rules refuse ends the game, naming the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sim.base.clock import Clock
from sim.errors import Illegal, Problem, Unreadable
from sim.orders.notation import parse_order
from sim.orders.order import LEAD, Order, Orders, orders_of
from sim.rules.legal import refusal
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation

MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class Line:
    """One order of the file."""

    number: int
    column: int
    turn: int
    order: Order


class Script:
    """Gives the orders of a file, each in its turn."""

    scripted = False

    def __init__(self, path: Path, scenario: Scenario, side: str) -> None:
        self._path = path
        self._lines = read_script(path, scenario, side)
        self.name = f"file:{path.name}"

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return the turn's orders, the same in every world; raise Illegal for one that is refused in any."""
        turn = scenario.clock.turn_of(seen.impulse)
        due = [line for line in self._lines if line.turn == turn]
        for line in due:
            for world in range(seen.picture.worlds):
                why = refusal(scenario, seen, line.order, world)
                if why:
                    where = f"{self._path}:{line.number}:{line.column}"
                    raise Illegal(f"{where}: error: the order '{line.order}' is refused: {why}")
        return orders_of(scenario, [(scenario.sides[seen.side], line.order) for line in due])

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return nothing: the file does not say."""
        return {}


def read_script(path: Path, scenario: Scenario, side: str) -> tuple[Line, ...]:
    """Read a file of orders; raise Unreadable with every line that cannot be one."""
    lines, problems = [], []
    for number, text in enumerate(_text(path).splitlines(), 1):
        plain = text.split("#", 1)[0]
        if not plain.strip():
            continue
        column = len(plain) - len(plain.lstrip()) + 1
        try:
            lines.append(_line(scenario, side, number, column, plain.split()))
        except (Illegal, ValueError) as error:
            problems.append(Problem(str(path), number, column, str(error), "write: DATE ORDER, as in the README"))
    if problems:
        raise Unreadable(problems)
    return tuple(lines)


def _line(scenario: Scenario, side: str, number: int, column: int, words: list[str]) -> Line:
    if len(words) < 3:
        raise ValueError("a line is a date and an order")
    order = parse_order(" ".join(words[1:]))
    if order.verb == LEAD:
        raise ValueError("who plans for the side is said on the command line, not in its orders")
    orders_of(scenario, [(side, order)])
    return Line(number, column, _turn(scenario.clock, words[0], order.at), order)


def _turn(clock: Clock, day: str, at: str) -> int:
    try:
        moment = datetime.fromisoformat(day)
        if at and "T" not in day:
            moment = datetime.fromisoformat(f"{day}T{at}")
    except ValueError:
        raise ValueError(f"{day!r} is no date; write 2017-11-08 or 2017-11-08T16:00") from None
    if not clock.start <= moment < clock.end:
        raise ValueError(f"{day} lies outside the scenario, {clock.start:%Y-%m-%d} to {clock.end:%Y-%m-%d %H:%M}")
    return clock.turn_of(clock.impulse_at(moment))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()[: MOST_BYTES + 1]
        if len(raw) > MOST_BYTES:
            raise Unreadable([Problem(str(path), 1, 1, "is larger than a file of orders may be, 1 MiB")])
        return raw.decode("utf-8")
    except OSError as error:
        raise Unreadable([Problem(str(path), 1, 1, f"cannot be read: {error.strerror or error}")]) from None
    except UnicodeDecodeError as error:
        raise Unreadable([Problem(str(path), 1, error.start + 1, "is not a text in UTF-8")]) from None
