"""The calendar of a scenario: turns, impulses, day and night.  Local time, whole minutes, no time zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def parse_time(text: str) -> datetime:
    """Read `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; raise ValueError on anything else."""
    if len(text) not in (10, 16):
        raise ValueError(f"{text!r} is not a date (2017-11-09) or a time (2017-11-09T16:00)")
    return datetime.strptime(text, "%Y-%m-%d" if len(text) == 10 else "%Y-%m-%dT%H:%M")


def parse_until(text: str) -> datetime:
    """Read the end of a window: a bare day means the end of that day."""
    moment = parse_time(text)
    return moment + timedelta(days=1) if len(text) == 10 else moment


@dataclass(frozen=True)
class Clock:
    """Impulse `i` covers `[start + i * impulse_hours, start + (i + 1) * impulse_hours)`."""

    start: datetime
    turns: int
    turn_hours: int
    impulse_hours: int
    dawn: int = 6
    dusk: int = 18

    @property
    def impulses_per_turn(self) -> int:
        return self.turn_hours // self.impulse_hours

    @property
    def impulses(self) -> int:
        return self.turns * self.impulses_per_turn

    @property
    def end(self) -> datetime:
        return self.time_of(self.impulses)

    def time_of(self, impulse: int) -> datetime:
        """Return the moment at which an impulse begins."""
        return self.start + timedelta(hours=self.impulse_hours * impulse)

    def impulse_at(self, moment: datetime) -> int:
        """Return the impulse in which a moment lies (may be negative or past the end)."""
        return int((moment - self.start) // timedelta(hours=self.impulse_hours))

    def turn_of(self, impulse: int) -> int:
        return impulse // self.impulses_per_turn

    def hour_of(self, impulse: int) -> int:
        """Return the hour of the day (0 to 23) at which an impulse begins."""
        return self.time_of(impulse).hour

    def is_night(self, impulse: int) -> bool:
        """Say whether the middle of an impulse lies in the dark: from `dusk` to `dawn` o'clock."""
        middle = self.time_of(impulse) + timedelta(minutes=30 * self.impulse_hours)
        return not self.dawn <= middle.hour < self.dusk
