"""Column-shift arithmetic: one step multiplies by the fourth root of two, four steps double.

Odds and strengths are compared in steps (`log_steps`), modifiers are added in steps, and one look-up turns the sum
into a multiplier of 1/1024 (`multiplier`).  Exact integers throughout: the four mantissas are 1024 * 2^(k/4), rounded.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints

MANTISSAS = (1024, 1218, 1448, 1722)
LIMIT = 32
ONE = 1024


def _power(step: int) -> int:
    octave, quarter = divmod(step, 4)
    mantissa = MANTISSAS[quarter]
    return mantissa << octave if octave >= 0 else mantissa >> -octave


_TABLE: Ints = np.array([_power(step) for step in range(-LIMIT, LIMIT + 1)], dtype=np.int64)


def _floor_log(n: int) -> int:
    """Return floor(4 * log2(n)) exactly: the bit length of n to the fourth, less one."""
    return (n**4).bit_length() - 1 if n > 0 else 0


_LOGS: Ints = np.array([_floor_log(n) for n in range(4096)], dtype=np.int64)


def multiplier(steps: Ints) -> Ints:
    """Return the multiplier in 1/1024 for a sum of steps, clipped to +-32 steps; same shape."""
    return _TABLE[np.clip(steps, -LIMIT, LIMIT) + LIMIT]


def log_steps(amount: Ints) -> Ints:
    """Return floor(4 * log2(amount)) for amounts below 2^48, 0 for amounts below 1; same shape."""
    value = np.maximum(amount, 0)
    if value.size and int(value.max()) < _LOGS.size:
        return _LOGS[value]
    shift = np.zeros_like(value)
    for bits in (16, 16, 8, 4):  # what stays is never below 256 unless it was: three steps more than enough
        large = value >= 1 << (8 + bits)
        value = np.where(large, value >> bits, value)
        shift = np.where(large, shift + 4 * bits, shift)
    return _LOGS[value] + shift
