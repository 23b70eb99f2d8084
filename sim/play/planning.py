"""What a person plans for a turn, step by step: every step can be undone and redone until the turn is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.orders.order import Order

RESOLVED = "the turn was resolved: dice were rolled"
"""Why nothing before the resolution of a turn can be undone or redone."""


@dataclass(frozen=True)
class Step:
    """One change of the plan: what was done, in words, and the orders before and after it."""

    words: str
    before: tuple[Order, ...]
    after: tuple[Order, ...]


class Planning:
    """The orders planned for the turn at hand; each change is a step, and a step not made is no step."""

    def __init__(self) -> None:
        self.orders: tuple[Order, ...] = ()
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._resolved = False

    @property
    def cannot_undo(self) -> str:
        """Return why there is nothing to undo; nothing if there is."""
        if self._done:
            return ""
        return RESOLVED if self._resolved else "nothing is planned"

    @property
    def cannot_redo(self) -> str:
        """Return why there is nothing to redo; nothing if there is."""
        if self._undone:
            return ""
        return RESOLVED if self._resolved and not self._done else "nothing was undone"

    def put(self, order: Order) -> None:
        """Plan an order, in place of an earlier one to the same for the same time."""
        told = next((one for one in self.orders if _same(one, order)), None)
        if told == order:
            return
        rest = tuple(one for one in self.orders if not _same(one, order))
        self._change(f"{order}" if told is None else f"{order} (in place of: {told})", (*rest, order))

    def drop(self, who: str) -> tuple[Order, ...]:
        """Withdraw what is planned for a unit, formation or package by name; return what that was."""
        gone = tuple(one for one in self.orders if one.who == who)
        if gone:
            words = ", ".join(str(one) for one in gone)
            self._change(f"withdrawn: {words}", tuple(one for one in self.orders if one.who != who))
        return gone

    def replace(self, orders: Sequence[Order], words: str) -> None:
        """Plan these orders and no others, as one step."""
        if tuple(orders) != self.orders:
            self._change(words, tuple(orders))

    def undo(self) -> str | None:
        """Take the last step back; return what it was, None where there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.orders = step.before
        return step.words

    def redo(self) -> str | None:
        """Take the step that was undone last again; return what it is, None where there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self.orders = step.after
        return step.words

    def resolved(self) -> None:
        """Begin the plan of the next turn: what was planned has been carried out, and no step leads back."""
        self.orders, self._resolved = (), True
        self._done.clear()
        self._undone.clear()

    def _change(self, words: str, after: tuple[Order, ...]) -> None:
        self._done.append(Step(words, self.orders, after))
        self._undone.clear()
        self.orders = after


def _same(one: Order, other: Order) -> bool:
    return (one.who, one.at) == (other.who, other.at)
