"""The page of an ending: one HTML file that needs nothing beside it, the same bytes every time."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.base.content import content_root
from sim.report.ending.charts import Chart, charts
from sim.report.ending.tree import Ending
from sim.report.ending.words import (
    STANDINGS,
    changes,
    day,
    long_day,
    lost,
    luck_in_words,
    tallies,
    time_of_day,
    until,
)
from sim.report.mapsheet import ink
from sim.report.plain import plain
from sim.report.terminal import cited

TEMPLATE = "report.html"


def page(ending: Ending) -> str:
    """Return the report as HTML."""
    look = Environment(
        loader=FileSystemLoader(content_root() / "assets" / "report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_plain,
    )  # fmt: skip
    look.filters |= {
        "day": day, "long_day": long_day, "moment": time_of_day, "until": until, "cited": cited, "picture": _picture,
        "lost": lost, "people": "{:,}".format, "tenths": "{:.1f}".format,
    }  # fmt: skip
    return look.get_template(TEMPLATE).render(
        ending=ending, charts=charts(ending), changes=list(changes(ending.days)), inks=_inks(ending),
        names={camp.id: camp.name for camp in ending.camps}, shorts={camp.id: camp.short for camp in ending.camps},
        ink=ink, tallies=tallies(ending.claims), luck=luck_in_words,
        groups=[(word, [one for one in ending.claims if one.standing == word]) for word in STANDINGS],
    )  # fmt: skip


def _plain(value: object) -> object:
    """Take control characters out of any text that comes from a file."""
    return "\n".join(plain(line) for line in value.split("\n")) if type(value) is str else value


def _inks(ending: Ending) -> Mapping[str, str]:
    return {camp.id: ink.side_ink(camp.id, row) for row, camp in enumerate(ending.camps)}


def _picture(chart: Chart) -> str:
    return f"data:image/svg+xml;base64,{b64encode(chart.svg.encode('utf-8')).decode('ascii')}"
