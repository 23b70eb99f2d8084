"""The page of an ending: one HTML file that needs nothing beside it, the same bytes every time."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.base.content import content_root
from sim.report.chronicle.prose import day_of, short_day, weekday
from sim.report.ending.charts import Chart, charts
from sim.report.ending.tree import Claim, Cost, DayEnd, Dealt, Ending
from sim.report.mapsheet import ink
from sim.report.plain import plain
from sim.report.terminal import cited

TEMPLATE = "report.html"


@dataclass(frozen=True)
class Change:
    """A place that changed hands: the day and its last turn, the place, the ids of who had it and has it (or None)."""

    date: str
    turn: int
    place: str
    before: str | None
    after: str | None


def page(ending: Ending) -> str:
    """Return the report as HTML."""
    look = Environment(
        loader=FileSystemLoader(content_root() / "assets" / "report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_plain,
    )  # fmt: skip
    look.filters |= {
        "day": _day, "long_day": _long_day, "moment": _moment, "until": _until, "cited": cited, "picture": _picture,
        "lost": _lost, "people": "{:,}".format, "tenths": "{:.1f}".format,
    }  # fmt: skip
    return look.get_template(TEMPLATE).render(
        ending=ending, charts=charts(ending), changes=list(_changes(ending.days)), inks=_inks(ending),
        names={camp.id: camp.name for camp in ending.camps}, shorts={camp.id: camp.short for camp in ending.camps},
        ink=ink, tallies=_tallies(ending.claims), luck=_luck,
        groups=[(word, [one for one in ending.claims if one.standing == word]) for word in _STANDINGS],
    )  # fmt: skip


_STANDINGS = ("missed", "met", "not reached")


def _plain(value: object) -> object:
    """Take control characters out of any text that comes from a file."""
    return "\n".join(plain(line) for line in value.split("\n")) if type(value) is str else value


def _inks(ending: Ending) -> Mapping[str, str]:
    return {camp.id: ink.side_ink(camp.id, row) for row, camp in enumerate(ending.camps)}


def _day(text: str) -> str:
    return short_day(datetime.fromisoformat(text))


def _long_day(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{weekday(moment)} {day_of(moment)}"


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{short_day(moment)}, {moment:%H:%M}"


def _until(text: str) -> str:
    """Write the end of a stretch of time: midnight belongs to the day that it ends."""
    moment = datetime.fromisoformat(text)
    if moment.hour or moment.minute:
        return _moment(text)
    return f"end of {short_day(moment - timedelta(minutes=1))}"


def _picture(chart: Chart) -> str:
    return f"data:image/svg+xml;base64,{b64encode(chart.svg.encode('utf-8')).decode('ascii')}"


def _lost(cost: Cost, side: str) -> int:
    return cost.killed[side] + cost.wounded[side] + cost.captured[side]


def _changes(days: tuple[DayEnd, ...]) -> Iterator[Change]:
    """Yield what changed hands from the end of one day to the end of the next."""
    for before, after in pairwise(days):
        for place, side in after.places.items():
            if side != before.places[place]:
                yield Change(after.date, after.turns[1], place, before.places[place], side)


def _tallies(claims: tuple[Claim, ...]) -> list[tuple[str, int, int]]:
    """Return (confidence, met, all) for firm, probable and contested claims that the record reaches."""
    found = []
    for word in ("firm", "probable", "contested"):
        own = [one for one in claims if one.confidence == word and one.standing != "not reached"]
        if own:
            found.append((word, sum(one.standing == "met" for one in own), len(own)))
    return found


def _luck(one: Dealt) -> str:
    """Say what a percentile means: the middle half of all cases is as expected, the outermost tenth far from it."""
    if one.percentile is None:
        return "nothing was left to chance"
    if 25 <= one.percentile <= 75:
        return "as expected"
    far = "far " if one.percentile < 5 or one.percentile > 95 else ""
    return f"{far}{'fewer' if one.percentile < 25 else 'more'} than expected"
