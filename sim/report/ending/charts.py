"""The charts of an ending as SVG: what it cost, who held the towns, what the dice gave.  The same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.chronicle.prose import short_day
from sim.report.ending import series
from sim.report.ending.tree import Ending
from sim.report.mapsheet.ink import FAINT_INK, GRID, INK, PAPER, side_ink

_LOOK: Any = {
    "svg.hashsalt": "abukamal", "svg.fonttype": "none", "font.family": "serif", "font.size": 9.0,
    "hatch.linewidth": 0.6, "hatch.color": PAPER, "text.color": INK, "axes.edgecolor": FAINT_INK,
    "axes.labelcolor": INK, "axes.titlesize": 9.5, "xtick.color": INK, "ytick.color": INK, "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
}  # fmt: skip
WIDE = 7.4  # inches
MOST_TICKS = 9
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--")


@dataclass(frozen=True)
class Chart:
    """A picture, the section of the report that it belongs to, a line below it, and what it shows in words."""

    section: str  # losses, ground or luck
    caption: str
    svg: str
    words: str


def charts(ending: Ending) -> tuple[Chart, ...]:
    """Return the charts of an ending; one with nothing to show is left out."""
    if not ending.turns:
        return ()
    with rc_context(_LOOK):
        made = (_losses(ending), _ground(ending), _fortune(ending))
    return tuple(chart for chart in made if chart is not None)


def _losses(ending: Ending) -> Chart | None:
    """Draw killed, wounded and captured of each side that lost anybody, on one scale."""
    found = series.losses(ending)
    if found is None:
        return None
    figure, panes = _panes(len(found.sides), 1.35)
    for pane, toll in zip(panes, found.sides, strict=True):
        camp = ending.camps[toll.row]
        _bars(pane, toll, side_ink(camp.id, toll.row))
        pane.set_ylim(0, found.most * 1.08 + 0.5)
        pane.set_title(f"{camp.name}: {toll.words}", loc="left")
    _dates(panes, found.labels)
    panes[0].legend(loc="upper right", ncols=3, fontsize=7.5, frameon=False)
    few = " Sides that lost very few are left out." if found.left_out else ""
    words = f"Losses by {found.by}. In all: {found.words}."
    return Chart("losses", f"Losses by {found.by}, on one scale.{few}", _svg(figure), words)


def _bars(pane: Axes, toll: series.Toll, ink: str) -> None:
    base = [0] * len(toll.killed)
    looks = {"killed": (toll.killed, ink, 1.0), "wounded": (toll.wounded, ink, 0.38),
             "captured": (toll.captured, PAPER, 1.0)}  # fmt: skip
    for kind, (people, fill, alpha) in looks.items():
        line = 0.6 if fill == PAPER else 0.0
        some = [row for row, count in enumerate(people) if count] or [0]
        pane.bar(
            some, [people[row] for row in some], 0.82, bottom=[base[row] for row in some], color=fill, alpha=alpha,
            label=kind, edgecolor=ink, linewidth=line if any(people) else 0.0,
        )  # fmt: skip
        base = [low + one for low, one in zip(base, people, strict=True)]


def _ground(ending: Ending) -> Chart | None:
    """Draw the share of each town's blocks that each side held at the end of each turn."""
    towns = list(series.towns(ending))
    if not towns:
        return None
    figure, panes = _panes(len(towns), 1.7)
    keys = dict[str, Any]()
    for pane, town in zip(panes, towns, strict=True):
        base = [0.0] * len(ending.turns)
        for row, share in town.held:
            camp = ending.camps[row]
            pane.bar(
                range(len(share)), list(share), 1.0, bottom=base, color=side_ink(camp.id, row), label=camp.name,
                hatch=HATCHES[row % len(HATCHES)], edgecolor=PAPER, linewidth=0.0,
            )  # fmt: skip
            base = [low + one for low, one in zip(base, share, strict=True)]
        pane.set_title(f"{town.name}, percent of {town.blocks} blocks", loc="left")
        pane.set_ylim(0, 100)
        keys |= dict(zip(*reversed(pane.get_legend_handles_labels()), strict=True))
    _dates(panes, [turn.begins for turn in ending.turns])
    figure.legend(list(keys.values()), list(keys), loc="outside lower left", ncols=2, fontsize=7.5, frameon=False)
    caption = "Shares of each town that is fought over by blocks, at the end of each turn."
    said = ". ".join(f"{town.name} at the end: {town.words}" for town in towns)
    return Chart("ground", caption, _svg(figure), said + ".")


def _fortune(ending: Ending) -> Chart | None:
    """Draw for each side how many more than expected had been hit by each turn, and how far chance goes."""
    found = list(series.fortunes(ending))
    if not found:
        return None
    figure, panes = _panes(len(found), 1.25)
    for pane, one in zip(panes, found, strict=True):
        camp, x = ending.camps[one.row], range(len(one.apart))
        pane.fill_between(x, [-w for w in one.wide], one.wide, color=GRID, alpha=0.75, linewidth=0,
                          label="nine cases of ten")  # fmt: skip
        pane.axhline(0, color=FAINT_INK, linewidth=0.7)
        pane.plot(x, one.apart, color=side_ink(camp.id, one.row), linewidth=1.6, label="hit, less expected")
        pane.set_title(f"{camp.name}: people hit, more or fewer than expected", loc="left")
    _dates(panes, [turn.begins for turn in ending.turns])
    panes[0].legend(loc="lower left", ncols=2, fontsize=7.5, frameon=False)
    words = "; ".join(f"{ending.camps[one.row].name}: {one.words}" for one in found)
    shade = f"the shade is {series.BAND} standard deviations on either side"
    caption = f"What the dice gave, added up turn by turn; {shade}."
    return Chart("luck", caption, _svg(figure), f"In all: {words}.")


def _panes(count: int, tall: float) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(WIDE, tall * count + 0.6), layout="constrained")
    FigureCanvasSVG(figure)
    panes = [figure.add_subplot(count, 1, row + 1) for row in range(count)]
    for pane in panes:
        pane.spines[["top", "right"]].set_visible(False)
        pane.yaxis.grid(True, color=GRID, linewidth=0.6)
        pane.set_axisbelow(True)
        pane.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    return figure, panes


def _dates(panes: Sequence[Axes], labels: Sequence[str]) -> None:
    """Put dates under the last pane, at most nine."""
    step = -(-len(labels) // MOST_TICKS)
    ticks = list(range(0, len(labels), step))
    for pane in panes:
        pane.set_xlim(-0.6, len(labels) - 0.4)
        pane.set_xticks(ticks, [] if pane is not panes[-1] else [_short(labels[tick]) for tick in ticks])


def _short(text: str) -> str:
    moment = datetime.fromisoformat(text)
    day = short_day(moment).split(" ")
    return f"{day[0]} {day[1][:3]}" + (f"\n{moment:%H:%M}" if moment.hour or moment.minute else "")


def _svg(figure: Figure) -> str:
    stream = BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue().decode("utf-8")
    return text[text.index("<svg") :]
