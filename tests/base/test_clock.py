"""The calendar: moments, turns, impulses, day and night."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.clock import Clock, parse_time, parse_until

STEADY = settings(derandomize=True, deadline=None, max_examples=100, database=None)
CLOCK = Clock(datetime(2017, 10, 23), 45, 24, 4)


def test_days_of_six_impulses() -> None:
    assert CLOCK.impulses_per_turn == 6
    assert CLOCK.impulses == 270
    assert CLOCK.end == datetime(2017, 12, 7)
    assert CLOCK.time_of(4) == datetime(2017, 10, 23, 16)
    assert CLOCK.hour_of(5) == 20
    assert CLOCK.turn_of(5) == 0
    assert CLOCK.turn_of(6) == 1


@STEADY
@given(st.integers(min_value=-300, max_value=600), st.integers(min_value=0, max_value=239))
def test_every_minute_of_an_impulse_lies_in_it(impulse: int, minute: int) -> None:
    moment = CLOCK.time_of(impulse)
    assert CLOCK.impulse_at(moment) == impulse
    assert CLOCK.impulse_at(moment.replace(hour=moment.hour + minute // 60, minute=minute % 60)) == impulse


def test_night_is_from_eighteen_to_six() -> None:
    clock = Clock(datetime(2016, 6, 28), 16, 3, 1)
    assert [hour for hour in range(24) if not clock.is_night(hour)] == list(range(6, 18))


def test_a_day_and_a_time() -> None:
    assert parse_time("2017-11-09") == datetime(2017, 11, 9)
    assert parse_time("2017-11-09T16:00") == datetime(2017, 11, 9, 16)


def test_until_a_day_is_until_its_end() -> None:
    assert parse_until("2017-11-09") == datetime(2017, 11, 10)
    assert parse_until("2017-11-09T16:00") == datetime(2017, 11, 9, 16)


@pytest.mark.parametrize(
    "text", ["", "2017-11-9", "2017-11-31", "2017-11-09T24:00", "2017-11-09 16:00", "2017-11-09T16:00:00", "16:00"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|does not match|day is out of range|unconverted|must be in"):
        parse_time(text)
