"""Luck is a function: a published counter-based hash of (world seed, impulse, named draw, stable ids).

The mixer is the finaliser of SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
OOPSLA 2014): three xor-shifts, two multiplies, wrap-around in uint64.  Names enter by FNV-1a (64 bit).  There is no
stream and no order of calls: a draw that is not made changes nobody else's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from sim.base.columns import Flags, Ints, Words

GOLDEN = 0x9E3779B97F4A7C15
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
MASK = (1 << 64) - 1


SHIFTS = np.uint64(30), np.uint64(27), np.uint64(31)


def mix(x: Words) -> Words:
    """Scramble each word; a bijection of the 64-bit integers."""
    x = (x ^ (x >> SHIFTS[0])) * FIRST
    x = (x ^ (x >> SHIFTS[1])) * SECOND
    return x ^ (x >> SHIFTS[2])


@lru_cache(maxsize=4096)
def word_of(name: str) -> int:
    """Return the 64-bit FNV-1a hash of a name: the stable id of a unit, a town or a draw."""
    value = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def words_of(names: tuple[str, ...]) -> Words:
    """Return the stable ids of names, shape (N,)."""
    return np.array([word_of(name) for name in names], dtype=np.uint64)


@dataclass(frozen=True)
class Luck:
    """The luck of W worlds in one impulse."""

    seeds: Words  # (W,)
    impulse: int
    _starts: dict[str, Words] = field(default_factory=dict, init=False, repr=False, compare=False)  # by draw, (W,)

    def bits(self, draw: str, ids: Words, worlds: Ints | None = None, other: Words | None = None) -> Words:
        """Return 64 bits for each id.

        Without `worlds`, ids (U,) give (W, U); with `worlds` (N,), ids (N,) give one word a row.  `other` adds a
        second stable id to the address (a pair of units, a hex).
        """
        start = self._start(draw)
        keyed = start[:, None] ^ ids[None, :] if worlds is None else start[worlds] ^ ids
        word = mix(keyed)
        return word if other is None else mix(word ^ (other * np.uint64(GOLDEN)))

    def _start(self, draw: str) -> Words:
        """Return what all ids of a draw begin from, (W,)."""
        if draw not in self._starts:
            start = mix(self.seeds + np.uint64((GOLDEN * (self.impulse + 1)) & MASK))
            self._starts[draw] = mix(start ^ np.uint64(word_of(draw)))
        return self._starts[draw]

    def d16(self, draw: str, ids: Words, worlds: Ints | None = None, other: Words | None = None) -> Ints:
        """Return an even draw from 0 to 15 for each id."""
        return (self.bits(draw, ids, worlds, other) >> np.uint64(60)).astype(np.int64)

    def below(self, draw: str, size: int, ids: Words, worlds: Ints | None = None) -> Ints:
        """Return a draw from 0 to size - 1 for each id (size below 2^20; bias below 2^-12)."""
        top = self.bits(draw, ids, worlds) >> np.uint64(32)
        return ((top * np.uint64(size)) >> np.uint64(32)).astype(np.int64)

    def chance(self, draw: str, of_16: Ints, ids: Words, worlds: Ints | None = None) -> Flags:
        """Say for each id whether a chance of `of_16` sixteenths came true."""
        return self.d16(draw, ids, worlds) < of_16

    def rounded(self, draw: str, amount: Ints, scale_bits: int, ids: Words, worlds: Ints | None = None) -> Ints:
        """Divide by 2^scale_bits, rounding up with a chance equal to the fraction: small rates come out right."""
        mask = np.uint64((1 << scale_bits) - 1)
        dust = ((self.bits(draw, ids, worlds) >> np.uint64(20)) & mask).astype(np.int64)
        return (amount + dust) >> scale_bits
