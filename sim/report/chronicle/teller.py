"""What a sentence needs beside its happening: names, places, the clock, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sim.report.chronicle.daybook import Day
from sim.report.chronicle.happening import Happening
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.prose import Phrase, number


@dataclass(frozen=True)
class Teller:
    """The names, and the day that is told."""

    naming: Naming
    day: Day
    yesterday: frozenset[str] = frozenset()  # places that were fought over the day before

    def forces(self, units: Iterable[int], impulse: int, most: int = 3) -> Phrase:
        """Name units as they were before an impulse."""
        living = self.day.witness.living(min(impulse, self.day.witness.impulses))
        return self.naming.forces(tuple(units), living, most)

    def doers(self, told: Happening, most: int = 3) -> Phrase:
        """Name the units of a happening, or its side where none are named."""
        return self.forces(told.units, told.first, most) if told.units else self.naming.camp(told.side)

    def others(self, told: Happening, most: int = 2) -> Phrase:
        """Name the units on the other end, `their opponents` where none are named."""
        return self.forces(told.others, told.first, most) if told.others else Phrase("their opponents", True)

    def where(self, told: Happening) -> str:
        """Say where, with a blank before it; nothing for what has no place."""
        return f" {self.day.whereabouts.around(told.hexes)}" if told.hexes else ""

    def time(self, impulse: int) -> datetime:
        return self.day.scenario.clock.time_of(impulse)


def hurt_words(people: int) -> str:
    """Say how many were killed or wounded: `; 12 fighters were killed or wounded`."""
    if people <= 0:
        return "; no fighter was hit"
    return f"; {number(people)} {'fighter was' if people == 1 else 'fighters were'} killed or wounded"


def there(text: str, where: str) -> str:
    """Add where, unless the text ends with that name: `the company of Abu Kamal`, not `… of Abu Kamal in Abu Kamal`."""
    way, _, place = where.strip().partition(" ")
    return text if way in ("at", "in") and text.endswith(f" {place}") else text + where
