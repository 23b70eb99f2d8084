"""Steps: the two tables against exact integer arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.steps import LIMIT, MANTISSAS, ONE, log_steps, multiplier

STEADY = settings(derandomize=True, deadline=None, max_examples=200, database=None)
EVERY = np.arange(-LIMIT, LIMIT + 1, dtype=np.int64)


def test_four_steps_double() -> None:
    up = np.arange(0, LIMIT - 3, dtype=np.int64)
    assert (multiplier(up + 4) == 2 * multiplier(up)).all()
    down = np.arange(-LIMIT, -3, dtype=np.int64)
    assert (multiplier(down) == multiplier(down + 4) >> 1).all()


def test_the_table() -> None:
    assert multiplier(np.array([0, 1, 2, 3, 4, -4, -12, 32, -32])).tolist() == [
        ONE, 1218, 1448, 1722, 2048, 512, 128, 262144, 4,
    ]  # fmt: skip
    assert (np.diff(multiplier(EVERY)) >= 0).all()


def test_mantissas_are_the_nearest_to_fourth_roots() -> None:
    for k, mantissa in enumerate(MANTISSAS):
        assert (2 * mantissa - 1) ** 4 <= (2048**4 << k) < (2 * mantissa + 1) ** 4


def test_beyond_the_limit_is_the_limit() -> None:
    assert multiplier(np.array([1000, -1000])).tolist() == multiplier(np.array([LIMIT, -LIMIT])).tolist()


@STEADY
@given(st.integers(min_value=1, max_value=4095))
def test_logs_of_small_amounts_are_exact(amount: int) -> None:
    steps = int(log_steps(np.array([amount]))[0])
    assert 2**steps <= amount**4 < 2 ** (steps + 1)


@STEADY
@given(st.integers(min_value=4096, max_value=(1 << 48) - 1))
def test_logs_of_large_amounts_are_within_a_step(amount: int) -> None:
    steps = int(log_steps(np.array([amount]))[0])
    assert 2 ** (steps - 1) <= amount**4 < 2 ** (steps + 2)


def test_logs_of_nothing_are_nothing() -> None:
    assert log_steps(np.array([0, -5, 1])).tolist() == [0, 0, 0]


def test_logs_rise() -> None:
    amounts = np.unique(np.concatenate((np.arange(20_000), np.arange(20_000, 5_000_000, 997))))
    assert (np.diff(log_steps(amounts)) >= 0).all()
