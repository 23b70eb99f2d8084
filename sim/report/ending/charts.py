"""The charts of an ending as SVG: what it cost, who held the towns, what the dice gave.  The same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from sim.report.ending.tree import Cost, Dealt, Ending
from sim.report.mapsheet.ink import FAINT_INK, GRID, INK, PAPER, side_ink

_LOOK: Any = {
    "svg.hashsalt": "abukamal", "svg.fonttype": "none", "font.family": "serif", "font.size": 9.0,
    "hatch.linewidth": 0.6, "hatch.color": PAPER, "text.color": INK, "axes.edgecolor": FAINT_INK,
    "axes.labelcolor": INK, "axes.titlesize": 9.5, "xtick.color": INK, "ytick.color": INK, "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
}  # fmt: skip
WIDE = 7.4  # inches
BY_TURN_BELOW = 7
"""Days below which costs are drawn by turn."""
MOST_TICKS = 9
FAINT = 30
"""A side that never lost a thirtieth of what another did in its worst stretch gets no pane of its own."""
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--")
FEW = 5
"""People: where fewer were expected to be hit, a curve says nothing."""
BAND = 1.64
"""Standard deviations on either side that hold nine tenths of a normal distribution."""


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
    daily = len(ending.days) >= BY_TURN_BELOW
    costs = [day.cost for day in ending.days] if daily else [turn.cost for turn in ending.turns]
    labels = [day.date for day in ending.days] if daily else [turn.begins for turn in ending.turns]
    lost = [row for row, camp in enumerate(ending.camps) if _sum(ending.total, camp.id)]
    if not lost:
        return None
    most = max(_sum(cost, ending.camps[row].id) for cost in costs for row in lost)
    rows = [row for row in lost if max(_sum(cost, ending.camps[row].id) for cost in costs) * FAINT >= most]
    figure, panes = _panes(len(rows), 1.35)
    for pane, row in zip(panes, rows, strict=True):
        camp = ending.camps[row]
        _bars(pane, costs, camp.id, side_ink(camp.id, row))
        pane.set_ylim(0, most * 1.08 + 0.5)
        pane.set_title(f"{camp.name}: {_lost(ending.total, camp.id)}", loc="left")
    _dates(panes, labels)
    panes[0].legend(loc="upper right", ncols=3, fontsize=7.5, frameon=False)
    what = "day" if daily else "turn"
    words = "; ".join(f"{ending.camps[row].name}: {_lost(ending.total, ending.camps[row].id)}" for row in lost)
    few = " Sides that lost very few are left out." if len(rows) < len(lost) else ""
    return Chart("losses", f"Losses by {what}, on one scale.{few}", _svg(figure), f"Losses by {what}. In all: {words}.")


def _bars(pane: Axes, costs: Sequence[Cost], side: str, ink: str) -> None:
    base = [0] * len(costs)
    looks = {"killed": (ink, 1.0), "wounded": (ink, 0.38), "captured": (PAPER, 1.0)}
    for kind, (fill, alpha) in looks.items():
        people = [getattr(cost, kind)[side] for cost in costs]
        line = 0.6 if fill == PAPER else 0.0
        some = [row for row, count in enumerate(people) if count] or [0]
        pane.bar(
            some, [people[row] for row in some], 0.82, bottom=[base[row] for row in some], color=fill, alpha=alpha,
            label=kind, edgecolor=ink, linewidth=line if any(people) else 0.0,
        )  # fmt: skip
        base = [low + one for low, one in zip(base, people, strict=True)]


def _ground(ending: Ending) -> Chart | None:
    """Draw the share of each town's blocks that each side held at the end of each turn."""
    towns = list(ending.towns)
    if not towns:
        return None
    figure, panes = _panes(len(towns), 1.7)
    said, keys = [], dict[str, Any]()
    for pane, town in zip(panes, towns, strict=True):
        held = [row for row, camp in enumerate(ending.camps) if any(one.blocks[town][camp.id] for one in ending.turns)]
        base = [0.0] * len(ending.turns)
        for row in held:
            camp = ending.camps[row]
            share = [100 * turn.blocks[town][camp.id] / ending.towns[town] for turn in ending.turns]
            pane.bar(
                range(len(share)), share, 1.0, bottom=base, color=side_ink(camp.id, row), label=camp.name,
                hatch=HATCHES[row % len(HATCHES)], edgecolor=PAPER, linewidth=0.0,
            )  # fmt: skip
            base = [low + one for low, one in zip(base, share, strict=True)]
        shares = [(ending.camps[row].name, _share(ending, town, row)) for row in held]
        last = ", ".join(f"{side} {share} percent" for side, share in shares if share)
        name = ending.names.get(town, town)
        said.append(f"{name} at the end: {last or 'held by nobody'}")
        pane.set_title(f"{name}, percent of {ending.towns[town]} blocks", loc="left")
        pane.set_ylim(0, 100)
        keys |= dict(zip(*reversed(pane.get_legend_handles_labels()), strict=True))
    _dates(panes, [turn.begins for turn in ending.turns])
    figure.legend(list(keys.values()), list(keys), loc="outside lower left", ncols=2, fontsize=7.5, frameon=False)
    caption = "Shares of each town that is fought over by blocks, at the end of each turn."
    return Chart("ground", caption, _svg(figure), ". ".join(said) + ".")


def _fortune(ending: Ending) -> Chart | None:
    """Draw for each side how many more than expected had been hit by each turn, and how far chance goes."""
    rows = [row for row, camp in enumerate(ending.camps) if _dealt(ending.luck.sides, camp.id).expected >= FEW]
    if not rows:
        return None
    figure, panes = _panes(len(rows), 1.25)
    for pane, row in zip(panes, rows, strict=True):
        camp, over, variance = ending.camps[row], 0.0, 0.0
        apart, wide = [], []
        for turn in ending.turns:
            one = _dealt(ending.luck.turns.get(turn.number, ()), camp.id)
            over, variance = over + one.actual - one.expected, variance + one.spread**2
            apart.append(over)
            wide.append(BAND * variance**0.5)
        x, ink = range(len(apart)), side_ink(camp.id, row)
        pane.fill_between(x, [-w for w in wide], wide, color=GRID, alpha=0.75, linewidth=0, label="nine cases of ten")
        pane.axhline(0, color=FAINT_INK, linewidth=0.7)
        pane.plot(x, apart, color=ink, linewidth=1.6, label="hit, less expected")
        pane.set_title(f"{camp.name}: people hit, more or fewer than expected", loc="left")
    _dates(panes, [turn.begins for turn in ending.turns])
    panes[0].legend(loc="lower left", ncols=2, fontsize=7.5, frameon=False)
    known = [(ending.camps[row].name, _dealt(ending.luck.sides, ending.camps[row].id)) for row in rows]
    words = "; ".join(f"{name}: {one.expected:.1f} expected, {one.actual} hit" for name, one in known)
    caption = f"What the dice gave, added up turn by turn; the shade is {BAND} standard deviations on either side."
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


def _dealt(luck: Sequence[Dealt], side: str) -> Dealt:
    return next((one for one in luck if one.side == side), Dealt(side, 0, 0.0, 0, 0.0, None))


def _share(ending: Ending, town: str, row: int) -> int:
    return 100 * ending.turns[-1].blocks[town][ending.camps[row].id] // ending.towns[town]


def _sum(cost: Cost, side: str) -> int:
    return cost.killed[side] + cost.wounded[side] + cost.captured[side]


def _lost(cost: Cost, side: str) -> str:
    kinds: Mapping[str, Mapping[str, int]] = {"killed": cost.killed, "wounded": cost.wounded, "captured": cost.captured}
    return ", ".join(f"{people[side]:,} {kind}" for kind, people in kinds.items() if people[side])
