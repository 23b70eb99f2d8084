"""Two banks and a river between them: every hex is right or left of it, each bank is one piece.

Where both banks are in one piece, the edges between them form one line from side to side of the sheet: the
river can't break off, fork or close on itself.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.hexes import Grid
from sim.base.paths import FAR, field

NONE, RIGHT, LEFT = 0, 1, 2


def mend(grid: Grid, bank: Ints, fixed: Flags) -> Ints:
    """Give cut-off scraps of a bank to the other one; hexes in ``fixed`` (H+1,) keep theirs.

    ``bank`` is (H+1,), RIGHT or LEFT, the sentinel NONE. A fixed hex that lies in a scrap is joined to the
    rest of its bank by the shortest strip of hexes that are not fixed. ValueError when that can't be done.
    """
    bank = bank.copy()
    for _ in range(32):
        scraps = [scrap for side in (RIGHT, LEFT) for scrap in pieces(grid, bank == side)[1:]]
        if not scraps:
            return bank
        for scrap in scraps:
            side = int(bank[scrap[0]])
            if fixed[scrap].any():
                bank[_strip(grid, bank, fixed, scrap)] = side
            else:
                bank[scrap] = RIGHT + LEFT - side
    raise ValueError("the river can't be led between the places on its banks: use smaller hexes")


def pieces(grid: Grid, member: Flags) -> list[Ints]:
    """The connected pieces of a set of hexes (H+1,), largest first, equal ones by their lowest hex."""
    cost = np.where(member[grid.neighbours] & member[:, None], 1, FAR)
    left, found = member.copy(), []
    left[grid.count] = False
    while left.any():
        reached = field(grid, cost, int(left.argmax())) < FAR
        found.append(np.flatnonzero(reached & left))
        left &= ~reached
    return sorted(found, key=lambda piece: (-len(piece), int(piece[0])))


def _strip(grid: Grid, bank: Ints, fixed: Flags, scrap: Ints) -> Ints:
    """The hexes on the shortest way from a scrap to the main piece of its bank."""
    side = int(bank[scrap[0]])
    free = (bank == side) | ~fixed
    free[grid.count] = False
    price = np.where(bank[grid.neighbours] == side, 1, 1000)
    cost = np.where(free[grid.neighbours] & free[:, None], price, FAR)
    main = pieces(grid, bank == side)[0]
    steps = field(grid, cost, int(main[0]))
    here = int(scrap[steps[scrap].argmin()])
    way = [here]
    while steps[here] > 0:
        if steps[here] >= FAR:
            raise ValueError("a place is walled off from its bank by other places: use smaller hexes")
        onward = grid.neighbours[here]
        here = int(onward[(steps[onward] + cost[here]).argmin()])
        way.append(here)
    return np.array(way, dtype=np.int64)


def edges(grid: Grid, bank: Ints) -> Flags:
    """(H+1, 6): whether the river runs along that edge, that is, the banks on its two sides differ."""
    beyond = bank[grid.neighbours]
    return np.asarray((bank[:, None] != beyond) & (bank[:, None] != NONE) & (beyond != NONE))
