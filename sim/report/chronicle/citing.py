"""From a happening to the documented facts it bears out: same place, same day, same kind of thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sim.facts.fact import Fact, Facts
from sim.facts.predicate_record import Distance, Event, Holds, Lost, Near, Share, Sorties, Taken
from sim.report.chronicle.daybook import Day, Row
from sim.report.chronicle.happening import Happening
from sim.report.fidelity.grading import Grade, WorldGrade
from sim.state.events import EventKind as Kind

#: A fact that speaks of a longer time than this bears on no single day.
LONGEST = timedelta(days=4)
MOST = 3
_FIRMNESS = ("firm", "probable", "contested")
_GROUND = (Kind.TOOK, Kind.LOST, Kind.FOUGHT)
_FLIGHTS = (Kind.AIR_STRIKE, Kind.BOMBER_STRIKE, Kind.LIFTED)


@dataclass(frozen=True)
class Citation:
    """A fact by its id, and where it is written."""

    id: str
    document: str
    lines: str

    @property
    def text(self) -> str:
        """Return document and lines: `000:66-68, 81`."""
        return f"{self.document}:{self.lines}"


class Citations:
    """The facts of a scenario, ready to be asked; `grade` says which of them hold in the world that is told."""

    def __init__(self, facts: Facts, scenario: str, grade: Grade | WorldGrade | None = None, world: int = 0) -> None:
        self.by_id = facts.by_id
        held = held_facts(grade, world)
        own = facts.for_scenario(scenario)
        dated = [fact for fact in own if fact.check is not None and held.get(fact.id, grade is None)]
        spans = [(fact, _span(fact)) for fact in dated]
        self.facts = tuple((fact, *span) for fact, span in spans if span is not None)

    def of(self, ids: tuple[str, ...]) -> tuple[Citation, ...]:
        """Return the citations of facts by id; ids that no seeds file has are left out."""
        return tuple(_cited(self.by_id[word]) for word in dict.fromkeys(ids) if word in self.by_id)

    def borne_out(self, day: Day, told: Happening) -> tuple[Citation, ...]:
        """Return up to three facts that the happening bears out, the firmest and most exact first."""
        start, end = (day.scenario.clock.time_of(impulse) for impulse in (told.first, told.last + 1))
        fitting = []
        for row, (fact, since, until) in enumerate(self.facts):
            if since < end and start < until and _bears_out(day, told, fact):
                fitting.append((_FIRMNESS.index(fact.confidence), until - since, row, fact))
        return tuple(_cited(fact) for *_, fact in sorted(fitting, key=lambda fit: fit[:3])[:MOST])


def held_facts(grade: Grade | WorldGrade | None, world: int) -> Mapping[str, bool]:
    """Return for each checked fact whether it holds in a world; nothing without a grade."""
    if grade is None:
        return {}
    own = grade.for_world(world) if isinstance(grade, Grade) else grade
    return {row.id: row.holds for row in own.rows}


def _cited(fact: Fact) -> Citation:
    document, _, lines = fact.citation.partition(":")
    return Citation(fact.id, document, lines)


def _span(fact: Fact) -> tuple[datetime, datetime] | None:
    """Return when a fact is asked: within its check's window and its own dates; None if that is too long."""
    window = getattr(fact.check, "window", None)
    starts = [moment for moment in (window and window.start, fact.date and fact.date.start) if moment]
    ends = [moment for moment in (window and window.end, fact.date and fact.date.end) if moment]
    if not starts or not ends:
        return None
    start, end = max(starts), min(ends)
    return (start, end) if timedelta(0) < end - start <= LONGEST else None


def _bears_out(day: Day, told: Happening, fact: Fact) -> bool:
    check = fact.check
    if isinstance(check, Event):
        return any(_fits(day, row, check) for row in _rows(day, told))
    if isinstance(check, Taken | Holds | Share | Lost) and told.kind in _GROUND:
        return _changed(day, told, check)
    if isinstance(check, Near | Distance) and told.kind in (Kind.MOVED, Kind.WITHDREW):
        return _stands(day, told, check)
    if isinstance(check, Sorties) and told.kind in _FLIGHTS:
        flew = {day.scenario.packages.ids[row] for row in told.others if row < len(day.scenario.packages.ids)}
        return bool(flew & set(check.packages)) or (
            not check.packages and day.scenario.sides[told.side] in check.all_sides
        )
    return False


def _rows(day: Day, told: Happening) -> list[Row]:
    return [day.rows[index] for index in told.rows]


def _fits(day: Day, row: Row, check: Event) -> bool:
    """Say whether one row counts toward an event predicate."""
    scenario = day.scenario
    if row.kind.word != check.kind or (check.all_sides and scenario.sides[row.side] not in check.all_sides):
        return False
    if check.formations or check.units:
        if row.unit < 0:
            return False
        formation = scenario.formations.ids[int(scenario.forces.formation[row.unit])]
        if formation not in check.formations and scenario.forces.ids[row.unit] not in check.units:
            return False
    if check.place is None:
        return row.kind not in (Kind.FOUGHT, Kind.AIR_STRIKE, Kind.ROCKETS)  # of these there are some every day
    if check.place not in scenario.map.place_hex or row.hexagon < 0:
        return False
    km = scenario.map.hex_metres / 1000 if check.within_km is None else check.within_km
    return day.whereabouts.km(check.place, row.hexagon) <= km + 0.01


def _changed(day: Day, told: Happening, check: Taken | Holds | Share | Lost) -> bool:
    """Say whether ground that the happening moved is the ground that the fact speaks of."""
    place = day.scenario.map.place_hex.get(check.place, -1)
    sides = {day.scenario.sides.index(side) for side in check.all_sides if side in day.scenario.sides}
    moved: set[int] = set()
    if told.kind is Kind.TOOK and place in told.hexes:
        moved.add(told.side)
    if told.outcome is not None:
        moved |= {side for side, h, _ in told.outcome.taken if h == place}
        if told.town >= 0 and int(day.scenario.towns.hex[told.town]) == place:
            moved |= {side for side, _ in told.outcome.won}
    if isinstance(check, Lost):
        return any(bool(day.scenario.hostile[side, winner]) for side in sides for winner in moved)
    return bool(moved & sides)


def _stands(day: Day, told: Happening, check: Near | Distance) -> bool:
    """Say whether those who marched ended where the fact puts somebody."""
    scenario = day.scenario
    if check.place not in scenario.map.place_hex or not told.hexes:
        return False
    formations = {scenario.formations.ids[int(scenario.forces.formation[unit])] for unit in told.units}
    units = {scenario.forces.ids[unit] for unit in told.units}
    if check.all_sides and scenario.sides[told.side] not in check.all_sides:
        return False
    if (check.formations or check.units) and not (formations & set(check.formations) or units & set(check.units)):
        return False
    km = day.whereabouts.km(check.place, told.hexes[0])
    if isinstance(check, Near):
        return km <= check.km
    return (check.low is None or km >= check.low) and (check.high is None or km <= check.high)
