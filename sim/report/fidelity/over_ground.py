"""Predicates about ground: who holds a place, what it took, who is surrounded, cut off or joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.facts.predicate_base import Mode
from sim.facts.predicate_record import Changes, Holds, Linked, Lost, Pocket, Share, Surrounded, Taken
from sim.report.fidelity.connection import Flood, boards
from sim.report.fidelity.evidence import Evidence, Flags, Rows, Span, Verdict, bounded, chunks, over_window, ranges

Percents = NDArray[np.float64]

#: Units this near to a place that marks a pocket are in it or beside it, metres.
POCKET_REACH = 10_000
#: Whoever comes this far from every place that marks a pocket is out of it, metres.
POCKET_EXIT = 25_000
#: Percent of the fighters near the places that must be shut in for the pocket to be closed.
POCKET_SHARE = 75


def holds(evidence: Evidence, check: Holds) -> Verdict:
    """Judge who holds a place."""
    span = evidence.span(check.window)
    percents = held_percents(evidence, check.place, evidence.sides(check.all_sides), span)[1:]
    return over_window(check.mode, percents >= check.min_share), ranges(percents, "% held")


def share(evidence: Evidence, check: Share) -> Verdict:
    """Judge what percent of a town is held."""
    span = evidence.span(check.window)
    percents = held_percents(evidence, check.place, evidence.sides(check.all_sides), span)[1:]
    return over_window(check.mode, bounded(check, percents)), ranges(percents, "% held")


def taken(evidence: Evidence, check: Taken) -> Verdict:
    """Judge whether a place was taken."""
    return _passed(evidence, check, gained=True)


def lost(evidence: Evidence, check: Lost) -> Verdict:
    """Judge whether a place was lost."""
    return _passed(evidence, check, gained=False)


def changes(evidence: Evidence, check: Changes) -> Verdict:
    """Count how often the holder changed; hexes or towns that nobody holds keep the last holder."""
    span = evidence.span(check.window)
    holder = _holders(evidence, check.place, span)
    counts = np.zeros(evidence.trace.worlds, dtype=np.int64)
    latest = holder[0].copy()
    for held in holder[1:]:
        counts += (held >= 0) & (latest >= 0) & (held != latest)
        latest = np.where(held >= 0, held, latest)
    return bounded(check, counts), tuple(f"{count} times" for count in counts.tolist())


def surrounded(evidence: Evidence, check: Surrounded) -> Verdict:
    """Judge how many of the hexes around a place are held or dominated."""
    span = evidence.span(check.window)
    arcs = _arcs(evidence, check, span)
    return over_window(check.mode, arcs >= check.arcs), ranges(arcs, "arcs")


def linked(evidence: Evidence, check: Linked) -> Verdict:
    """Judge whether a chain of friendly hexes joins two places."""
    ends = evidence.place(check.from_place), evidence.place(check.to_place)
    friends = evidence.with_friends(evidence.sides(check.all_sides))
    flood = Flood(evidence.stage.grid)
    known: dict[int, bool] = {}

    def joined(sample: int, worlds: Rows) -> Flags:
        control = evidence.trace.control[sample, worlds]
        found: Flags = friends[control[:, ends[0]]] & friends[control[:, ends[1]]]
        rows = np.flatnonzero(found)
        for row, board in zip(rows.tolist(), boards(friends[control[rows]]), strict=True):
            if board not in known:
                known[board] = bool(flood.reach(1 << ends[0], board, 1 << ends[1]) >> ends[1] & 1)
            found[row] = known[board]
        return found

    return _scan(evidence, evidence.span(check.window), check.mode, joined, ("joined", "not joined"))


def pocket(evidence: Evidence, check: Pocket) -> Verdict:
    """Judge whether those near some places are shut in."""
    sides = evidence.sides(check.all_sides)
    ring = _Ring(evidence, sides, [evidence.place(place) for place in check.places])

    def as_expected(sample: int, worlds: Rows) -> Flags:
        present, shut = ring.shut_in(sample, worlds)
        return present & (shut if check.closed else ~shut)

    words = ("closed", "open or empty") if check.closed else ("open", "closed or empty")
    return _scan(evidence, evidence.span(check.window), check.mode, as_expected, words)


# -------------------------------------------------------------------------------- who holds a place


def held_percents(evidence: Evidence, place: str, sides: Sequence[int], span: Span) -> Percents:
    """(n+1, W) percent of a place held by the sides, 0 or 100 without blocks; before the window first."""
    part = slice(span.first, span.last + 1)
    town = evidence.town(place)
    if town is None:
        control = evidence.trace.control[part, :, evidence.place(place)]
        return np.asarray(np.isin(control, sides) * 100.0, dtype=np.float64)
    held = evidence.trace.blocks[part, :, town][..., list(sides)].sum(axis=-1, dtype=np.int64)
    return np.asarray(held * 100 / int(evidence.stage.town_blocks[town]), dtype=np.float64)


def _holders(evidence: Evidence, place: str, span: Span) -> NDArray[np.int64]:
    """(n+1, W) the side that holds a place, or more than half of a town; -1 where nobody does."""
    part = slice(span.first, span.last + 1)
    town = evidence.town(place)
    if town is None:
        return evidence.trace.control[part, :, evidence.place(place)].astype(np.int64)
    blocks = evidence.trace.blocks[part, :, town].astype(np.int64)
    most = blocks.argmax(axis=-1)
    half = blocks.max(axis=-1) * 2 > int(evidence.stage.town_blocks[town])
    return np.where(half, most, -1)


def _passed(evidence: Evidence, check: Taken | Lost, *, gained: bool) -> Verdict:
    """A place passes to the sides (or from them) within the window."""
    span = evidence.span(check.window)
    sides = evidence.sides(check.all_sides)
    held = held_percents(evidence, check.place, sides, span) >= check.min_share
    before, after = held[0] != gained, held[1:] == gained
    first = after.argmax(axis=0)
    texts = []
    for world, ready in enumerate(before.tolist()):
        if not ready:
            texts.append("held before" if gained else "not held before")
        elif not after[:, world].any():
            texts.append("never held" if gained else "held throughout")
        else:
            verb = "taken" if gained else "lost"
            texts.append(f"{verb} by {evidence.moment(span.first + 1 + int(first[world]))}")
    return before & after.any(axis=0), tuple(texts)


# -------------------------------------------------------------------------------- what is around a place


def _arcs(evidence: Evidence, check: Surrounded, span: Span) -> NDArray[np.int64]:
    """(n, W) how many of the six hexes around the place the side and its friends hold or dominate.

    A hex is dominated by a living unit in it or next to it, unless a living enemy stands in it.
    """
    friends = evidence.with_friends(evidence.sides([check.by]))
    enemies = evidence.enemies(evidence.sides([check.by]))
    grid = evidence.stage.grid
    around = [int(h) for h in grid.neighbours[evidence.place(check.place)] if h != grid.count]
    own, foes = (np.flatnonzero(flags[evidence.stage.unit_side]) for flags in (friends, enemies))
    arcs = np.zeros((span.states, evidence.trace.worlds), dtype=np.int64)
    for part, rows in chunks(span):
        own_at, own_alive = evidence.living(part, own)
        foe_at, foe_alive = evidence.living(part, foes)
        control = evidence.trace.control[part]
        for hexagon in around:
            beside = np.zeros(grid.count + 1, dtype=np.bool_)
            beside[[hexagon, *grid.neighbours[hexagon].tolist()]] = True
            beside[-1] = False
            covered = (own_alive & beside[own_at]).any(axis=2)
            denied = (foe_alive & (foe_at == hexagon)).any(axis=2)
            arcs[rows] += friends[control[:, :, hexagon]] | (covered & ~denied)
    return arcs


class _Ring:
    """Whether fighters near some places can leave: over land, not across the river, not past the enemy."""

    def __init__(self, evidence: Evidence, sides: Sequence[int], places: Sequence[int]) -> None:
        stage = evidence.stage
        metres = np.stack([evidence.metres_from(place) for place in places]).min(axis=0)
        self._evidence, self._stage = evidence, stage
        self._near = metres <= POCKET_REACH
        self._near[-1] = False
        at_edge = (stage.grid.neighbours == stage.grid.count).any(axis=1)
        self._out = (metres > POCKET_EXIT) | at_edge
        self._own = evidence.side_units(sides)
        self._enemies = evidence.enemies(sides)
        self._foes = np.flatnonzero(self._enemies[stage.unit_side])
        self._flood = Flood(stage.grid, stage.river)

    def shut_in(self, sample: int, worlds: Rows) -> tuple[Flags, Flags]:
        """(w,) whether anybody is there, and whether most of those who are have no way out."""
        part = slice(sample, sample + 1)
        at, alive = (column[0][worlds] for column in self._evidence.living(part, self._own))
        inside = alive & self._near[at]
        fit = np.where(inside, self._evidence.trace.fit[sample][worlds][:, self._own], 0).astype(np.int64)
        passable = self._passable(sample, worlds, at, alive)
        shut = np.zeros(at.shape, dtype=np.bool_)
        for row, (ways, out) in enumerate(zip(boards(passable), boards(passable & self._out), strict=True)):
            if inside[row].any():
                free = self._flood.reach(out, ways)
                shut[row, inside[row]] = [not free >> h & 1 for h in at[row, inside[row]].tolist()]
        total = fit.sum(axis=1)
        return total > 0, (fit * shut).sum(axis=1) * 100 >= total * POCKET_SHARE

    def _passable(self, sample: int, worlds: Rows, at: NDArray[np.int64], alive: Flags) -> Flags:
        """(w, H+1) hexes the side can cross: its stands, and all that is not the enemy's or beside him."""
        stage = self._stage
        part = slice(sample, sample + 1)
        foe_at, foe_alive = (column[0][worlds] for column in self._evidence.living(part, self._foes))
        passable = stage.land & ~self._enemies[self._evidence.trace.control[sample, worlds]]
        row, unit = np.nonzero(foe_alive)
        passable[row, foe_at[row, unit]] = False
        passable[row[:, None], stage.grid.neighbours[foe_at[row, unit]]] = False
        row, unit = np.nonzero(alive)
        passable[row, at[row, unit]] = True
        passable[:, -1] = False
        return np.asarray(passable, dtype=np.bool_)


# -------------------------------------------------------------------------------- costly questions


def _scan(
    evidence: Evidence, span: Span, mode: Mode, test: Callable[[int, Rows], Flags], words: tuple[str, str]
) -> Verdict:
    """Ask a costly question state by state, of those worlds alone whose answer is still open."""
    holding = np.full(evidence.trace.worlds, mode == "throughout")
    when = np.full(evidence.trace.worlds, -1)
    for sample in _scanned(evidence, span, mode):
        open_worlds = np.flatnonzero(holding if mode == "throughout" else ~holding)
        if not len(open_worlds):
            break
        found = test(sample, open_worlds)
        turned = open_worlds[~found if mode == "throughout" else found]
        holding[turned] = mode != "throughout"
        when[turned] = sample
    texts = []
    for good, sample in zip(holding.tolist(), when.tolist(), strict=True):
        tail = "" if sample < 0 else f" {evidence.moment(sample)}"
        texts.append(f"{words[0] if good else words[1]}{tail}")
    return holding, tuple(texts)


def _scanned(evidence: Evidence, span: Span, mode: Mode) -> list[int]:
    """Return the samples to look at: the last, or all, or ends of turns in a window of over two turns."""
    if mode == "at_end":
        return [span.last]
    turn = evidence.stage.clock.impulses_per_turn
    every = range(span.first + 1, span.last + 1)
    if span.states <= 2 * turn:
        return list(every)
    return [sample for sample in every if sample % turn == 0 or sample == span.last]
