"""How much a happening matters to a reader, and so which of a day's happenings the film shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.report.chronicle.daybook import Day
from sim.report.chronicle.happening import Happening
from sim.state.events import EventKind as Kind

ALWAYS, SHOWN, ROUTINE = 100, 20, 0
#: What was told within so many days weighs less when it happens again; ground is cleared once.
STALE_DAYS = 4
_STALE_DAYS = {Kind.CLEARED: 1000}

_BASE: dict[Kind, int] = {
    Kind.MESSAGE: ALWAYS, Kind.EMERGED: 85, Kind.SURRENDERED: 70, Kind.DESTROYED: 65, Kind.BOMBER_STRIKE: 60,
    Kind.LIFTED: 60, Kind.RELEASED: 60, Kind.DISPERSED: 55, Kind.ARRIVED: 55, Kind.AMBUSHED: 50, Kind.BLACKED_OUT: 50,
    Kind.ROUTED: 45, Kind.CLEARED: 34, Kind.TOOK: 40, Kind.LOST: 40, Kind.SURPRISED: 35, Kind.RAIDED: 30,
    Kind.WITHDREW: 26, Kind.RETREATED: 26, Kind.CROSSED_BORDER: 30, Kind.REPULSED: 22, Kind.CAR_BOMB: 17,
    Kind.CUT_OFF: 14, Kind.CAPTURED_STOCKS: 18, Kind.INFILTRATED: 18, Kind.FOUGHT: 14, Kind.REJOINED: 10,
    Kind.AIR_STRIKE: 8, Kind.MOVED: 4, Kind.ROCKETS: 5, Kind.ALERTED: 2, Kind.DUG_IN: ROUTINE,
}  # fmt: skip
_PEOPLE = {Kind.FOUGHT, Kind.AMBUSHED, Kind.CAR_BOMB, Kind.AIR_STRIKE, Kind.BOMBER_STRIKE, Kind.ROCKETS}
_MARCHES = {Kind.MOVED, Kind.WITHDREW}
#: Of these a day's account holds so many at most; marches count together.
_AT_MOST = {Kind.MOVED: 3, Kind.REPULSED: 1, Kind.CLEARED: 1, Kind.CAR_BOMB: 2, Kind.INFILTRATED: 1}
_GROWS_STALE = {
    Kind.CLEARED: 30, Kind.RAIDED: 16, Kind.REPULSED: 12, Kind.INFILTRATED: 10, Kind.CROSSED_BORDER: 12, Kind.FOUGHT: 6,
}  # fmt: skip

Theme = tuple[Kind, int, str]


def theme(day: Day, told: Happening) -> Theme:
    """Return what a happening is about: its kind, its side and the place it is known by."""
    return told.kind, told.side, day.anchor(day.whereabouts.middle(told.hexes)) if told.hexes else ""


def weight(day: Day, told: Happening, recent: Mapping[Theme, int] | None = None) -> int:
    """Return 0 (routine) to 100 (never left out); 20 and more is worth a line.

    `recent` gives for each theme how many days ago it was last told.
    """
    if told.kind is Kind.MESSAGE:
        return ALWAYS
    base = _BASE[told.kind]
    if told.kind in _PEOPLE:
        base += min(told.amount // 2, 40)
    if told.kind in _MARCHES:
        base += _march(day, told)
    if told.kind in (Kind.CUT_OFF, Kind.ALERTED):
        base += min(2 * len(told.units), SHOWN - 1 - _BASE[Kind.ALERTED])
    ago = (recent or {}).get(theme(day, told))
    if ago is not None and ago <= _STALE_DAYS.get(told.kind, STALE_DAYS):
        base -= _GROWS_STALE.get(told.kind, 0)
    if told.kind is Kind.ALERTED:
        return min(base, SHOWN - 1)
    return max(ROUTINE, min(base + _ground(day, told), ALWAYS - 1))


def chosen(
    day: Day, happenings: Sequence[Happening], most: int, recent: Mapping[Theme, int] | None = None, least: int = 2
) -> frozenset[int]:
    """Return which happenings of a day (by place in the list) a short account tells.

    Everything that must not be left out; then the weightiest until there are `most`; of a quiet day at
    least `least`, if there are so many that are not mere routine.
    """
    won = {h for told in happenings if told.kind in (Kind.TOOK, Kind.FOUGHT) for h in told.hexes}
    weights = []
    for row, told in enumerate(happenings):
        worth = weight(day, told, recent)
        if told.kind is Kind.MOVED and won & set(told.hexes[:1]):
            worth = min(worth, SHOWN - 1)  # the fight or the taking tells that they came
        weights.append((worth, -row))
    kept: list[int] = []
    counts: dict[Kind, int] = {}
    for worth, row in sorted(weights, reverse=True):
        kind = Kind.MOVED if happenings[-row].kind in _MARCHES else happenings[-row].kind
        wanted = worth >= SHOWN and len(kept) < most and counts.get(kind, 0) < _AT_MOST.get(kind, most)
        if worth >= ALWAYS or wanted or (worth > 3 and len(kept) < least):
            kept.append(-row)
            counts[kind] = counts.get(kind, 0) + 1
    return frozenset(kept)


def _march(day: Day, told: Happening) -> int:
    """Weigh a march by how far it went, how many went, and whether a reader knows where it ended."""
    worth = min(int(told.km * 0.6), 24) + 2 * len(told.units)
    if told.hexes and told.hexes[0] in day.whereabouts.place_at:
        worth += 6
    if told.verb == "withdraw":
        worth += 8
    return worth if told.km >= 5 else -10


def _ground(day: Day, told: Happening) -> int:
    """Weigh the places and towns that changed hands, those the sides are after more than others."""
    where, outcome = day.whereabouts, told.outcome
    hexes = set(told.hexes) if told.kind in (Kind.TOOK, Kind.LOST) else set()
    worth = 0
    if outcome is not None:
        hexes |= {h for _, h, _ in outcome.taken}
        worth += 6 * len(outcome.fell_back) + 12 * len(outcome.fled) + 6 * len(outcome.surprised)
        worth += 20 + 2 * max(blocks for _, blocks in outcome.won) if outcome.won else 0
    for place in (where.place_at[h] for h in sorted(hexes) if h in where.place_at):
        worth += 25 if place in where.landmarks else 10 + 2 * where.geography.places[place].size
    return worth
