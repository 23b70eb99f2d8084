"""Small parts of English: lists, counts, sentences, dates; the same in every locale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """Words for somebody, and whether a verb after them takes the plural."""

    text: str
    plural: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def were(self) -> str:
        """Return `… was` or `… were`."""
        return f"{self.text} {'were' if self.plural else 'was'}"

    @property
    def its(self) -> str:
        return "their" if self.plural else "its"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join: `a`, `a and b`, `a, b and c`; with semicolons where an item has a comma itself."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any(", " in item for item in items) and len(items) > 2 else ", "
    return f"{comma.join(items[:-1])} {last} {items[-1]}"


def by_way_of(stops: Sequence[str]) -> str:
    """Say the stops of a march in their order: ` by way of a, then b, c`; nothing where there are none."""
    if not stops:
        return ""
    first, *others = stops
    return f" by way of {first}{', then ' if others else ''}{', '.join(others)}"


def joined(phrases: Sequence[Phrase]) -> Phrase:
    """Join phrases into one, plural when there are several."""
    return Phrase(listed([phrase.text for phrase in phrases]), len(phrases) > 1 or any(p.plural for p in phrases))


def number(value: int) -> str:
    """Write small numbers as words, others in figures."""
    return _WORDS[value] if 0 <= value < len(_WORDS) else f"{value:,}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: `one sortie`, `12 sorties`."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."


def day_of(moment: datetime) -> str:
    """Write a day: `23 October 2017`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def short_day(moment: datetime) -> str:
    """Write a day without its year: `23 October`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def weekday(moment: datetime) -> str:
    """Name the day of the week."""
    return _WEEKDAYS[moment.weekday()]
