"""What the charts of an ending show, as plain numbers: the page draws them, and the window in its own look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.report.ending.tree import Dealt, Ending
from sim.report.ending.words import lost, lost_in_words

BY_TURN_BELOW = 7
"""Days below which costs are drawn by turn."""
FAINT = 30
"""A side that never lost a thirtieth of what another did in its worst stretch gets no pane of its own."""
FEW = 5
"""People: where fewer were expected to be hit, a curve says nothing."""
BAND = 1.64
"""Standard deviations on either side that hold nine tenths of a normal distribution."""


@dataclass(frozen=True)
class Toll:
    """What one side lost in each stretch of time; `row` is that of the side, `words` what it lost in all."""

    row: int
    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    captured: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class Losses:
    """What the sides lost `by` day or turn; the most in one stretch, and whether sides with very few are left out."""

    by: str
    labels: tuple[str, ...]
    most: int
    sides: tuple[Toll, ...]
    left_out: bool
    words: str


@dataclass(frozen=True)
class Town:
    """Percent of a town's blocks held by each side that ever held some, at the end of each turn: (row, percents)."""

    id: str
    name: str
    blocks: int
    held: tuple[tuple[int, tuple[float, ...]], ...]
    words: str


@dataclass(frozen=True)
class Fortune:
    """How many more than expected had been hit of a side by the end of each turn, and how far chance goes either way.

    Nine cases of ten lie within `wide`.
    """

    row: int
    apart: tuple[float, ...]
    wide: tuple[float, ...]
    words: str


def losses(ending: Ending) -> Losses | None:
    """Return killed, wounded and captured of each side that lost anybody worth drawing; None where nobody did."""
    daily = len(ending.days) >= BY_TURN_BELOW
    costs = [day.cost for day in ending.days] if daily else [turn.cost for turn in ending.turns]
    labels = [day.date for day in ending.days] if daily else [turn.begins for turn in ending.turns]
    hit = [row for row, camp in enumerate(ending.camps) if lost(ending.total, camp.id)]
    if not hit:
        return None
    worst = {row: max(lost(cost, ending.camps[row].id) for cost in costs) for row in hit}
    most = max(worst.values())
    rows = [row for row in hit if worst[row] * FAINT >= most]
    words = "; ".join(f"{ending.camps[row].name}: {_lost(ending, row)}" for row in hit)
    sides = []
    for row in rows:
        side = ending.camps[row].id
        killed = tuple(cost.killed[side] for cost in costs)
        wounded = tuple(cost.wounded[side] for cost in costs)
        captured = tuple(cost.captured[side] for cost in costs)
        sides.append(Toll(row, killed, wounded, captured, _lost(ending, row)))
    return Losses("day" if daily else "turn", tuple(labels), most, tuple(sides), len(rows) < len(hit), words)


def towns(ending: Ending) -> Iterator[Town]:
    """Yield the towns that are fought over by blocks."""
    for town, blocks in ending.towns.items():
        held = [row for row, camp in enumerate(ending.camps) if any(one.blocks[town][camp.id] for one in ending.turns)]
        shares = tuple(
            (row, tuple(100 * turn.blocks[town][ending.camps[row].id] / blocks for turn in ending.turns))
            for row in held
        )
        last = [(ending.camps[row].name, int(100 * ending.turns[-1].blocks[town][ending.camps[row].id] // blocks))
                for row in held]  # fmt: skip
        words = ", ".join(f"{side} {share} percent" for side, share in last if share)
        yield Town(town, ending.names.get(town, town), blocks, shares, words or "held by nobody")


def fortunes(ending: Ending) -> Iterator[Fortune]:
    """Yield the sides of whom enough were expected to be hit for chance to say something."""
    for row, camp in enumerate(ending.camps):
        whole = dealt(ending.luck.sides, camp.id)
        if whole.expected < FEW:
            continue
        over, variance = 0.0, 0.0
        apart, wide = [], []
        for turn in ending.turns:
            one = dealt(ending.luck.turns.get(turn.number, ()), camp.id)
            over, variance = over + one.actual - one.expected, variance + one.spread**2
            apart.append(over)
            wide.append(BAND * variance**0.5)
        words = f"{whole.expected:.1f} expected, {whole.actual} hit"
        yield Fortune(row, tuple(apart), tuple(wide), words)


def dealt(luck: Sequence[Dealt], side: str) -> Dealt:
    """Return the luck of a side; of nobody where it was not fired at."""
    return next((one for one in luck if one.side == side), Dealt(side, 0, 0.0, 0, 0.0, None))


def _lost(ending: Ending, row: int) -> str:
    return lost_in_words(ending.total, ending.camps[row].id)
