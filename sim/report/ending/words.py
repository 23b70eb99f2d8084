"""How a page and a screen say what an ending holds: dates, sums of losses, what changed hands, what luck was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sim.report.chronicle.prose import day_of, short_day, weekday
from sim.report.ending.tree import Claim, Cost, DayEnd, Dealt

STANDINGS = ("missed", "met", "not reached")
"""How a statement of a document can stand, what is most worth reading first."""


@dataclass(frozen=True)
class Change:
    """A place that changed hands: the day and its last turn, the place, the ids of who had it and has it (or None)."""

    date: str
    turn: int
    place: str
    before: str | None
    after: str | None


def changes(days: tuple[DayEnd, ...]) -> Iterator[Change]:
    """Yield what changed hands from the end of one day to the end of the next."""
    for before, after in pairwise(days):
        for place, side in after.places.items():
            if side != before.places[place]:
                yield Change(after.date, after.turns[1], place, before.places[place], side)


def day(text: str) -> str:
    """Write a date."""
    return short_day(datetime.fromisoformat(text))


def long_day(text: str) -> str:
    """Write a date with its weekday."""
    moment = datetime.fromisoformat(text)
    return f"{weekday(moment)} {day_of(moment)}"


def time_of_day(text: str) -> str:
    """Write a date and an hour."""
    moment = datetime.fromisoformat(text)
    return f"{short_day(moment)}, {moment:%H:%M}"


def until(text: str) -> str:
    """Write the end of a stretch of time: midnight belongs to the day that it ends."""
    moment = datetime.fromisoformat(text)
    if moment.hour or moment.minute:
        return time_of_day(text)
    return f"end of {short_day(moment - timedelta(minutes=1))}"


def lost(cost: Cost, side: str) -> int:
    """Return how many people of a side were killed, wounded or captured."""
    return cost.killed[side] + cost.wounded[side] + cost.captured[side]


def lost_in_words(cost: Cost, side: str) -> str:
    """Say how many people of a side were killed, wounded and captured; nothing where nobody was."""
    kinds = {"killed": cost.killed, "wounded": cost.wounded, "captured": cost.captured}
    return ", ".join(f"{people[side]:,} {kind}" for kind, people in kinds.items() if people[side])


def tallies(claims: tuple[Claim, ...]) -> list[tuple[str, int, int]]:
    """Return (confidence, met, all) for firm, probable and contested claims that the record reaches."""
    found = []
    for word in ("firm", "probable", "contested"):
        own = [one for one in claims if one.confidence == word and one.standing != "not reached"]
        if own:
            found.append((word, sum(one.standing == "met" for one in own), len(own)))
    return found


def luck_in_words(one: Dealt) -> str:
    """Say what a percentile means: the middle half of all cases is as expected, the outermost tenth far from it."""
    if one.percentile is None:
        return "nothing was left to chance"
    if 25 <= one.percentile <= 75:
        return "as expected"
    far = "far " if one.percentile < 5 or one.percentile > 95 else ""
    return f"{far}{'fewer' if one.percentile < 25 else 'more'} than expected"
