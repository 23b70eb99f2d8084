"""Parts of a day: night, morning, midday, afternoon, evening; or the hour, where impulses are that short."""

from __future__ import annotations

from sim.base.clock import Clock

_STARTS = ((20, "evening"), (16, "afternoon"), (12, "midday"), (4, "morning"), (0, "night"))
SHORT_HOURS = 2


def part_of(clock: Clock, impulse: int) -> str:
    """Return the part of the day in which an impulse begins, `04:00` where impulses last under two hours."""
    moment = clock.time_of(impulse)
    if clock.impulse_hours < SHORT_HOURS:
        return f"{moment.hour:02d}:00"
    return next(name for start, name in _STARTS if moment.hour >= start)


def in_part(part: str) -> str:
    """Say when: `at night`, `in the morning`, `at 04:00`."""
    return f"{'at' if part in ('night', 'midday') or ':' in part else 'in the'} {part}"


def until_part(part: str) -> str:
    """Say until when: `until` goes before `the morning`, `midday`, `04:00`."""
    return part if part in ("night", "midday") or ":" in part else f"the {part}"
