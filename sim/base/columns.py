"""Column types and the few array idioms that every layer shares.

Axis letters, always in this order: W worlds, U units, H hexes, S sides, T triggers, C towns, A air packages, N rows.
All columns are int64 unless a comment says otherwise: no sum of ours can pass 2^62 and nothing wraps silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int16]
People = npt.NDArray[np.int32]


def among(values: npt.NDArray[np.integer[Any]] | int, few: Iterable[int]) -> Flags:
    """Say which values are among a few numbers, same shape: for a handful much quicker than a search."""
    found: Flags = np.zeros(np.shape(values), dtype=np.bool_)
    for number in few:
        found |= values == int(number)
    return found


def scatter_add(size: int, index: Ints, amount: Ints | int) -> Ints:
    """Sum amounts (N,) by index (N,) into a new column (size,); integers only."""
    out: Ints = np.zeros(size, dtype=np.int64)
    np.add.at(out, index, amount)
    return out


def rank_within(groups: Ints) -> Ints:
    """Number the members of each group (N,) from 0 in the order in which they stand."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    first = np.concatenate(([True], ordered[1:] != ordered[:-1])) if ordered.size else np.zeros(0, dtype=bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(ordered.size), 0)) if ordered.size else ordered
    ranks: Ints = np.empty(groups.size, dtype=np.int64)
    ranks[order] = np.arange(ordered.size) - starts
    return ranks
