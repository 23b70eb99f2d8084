"""The chronicle: what happened in one world, day by day, in sentences, with the facts that bear on them.

Everything that happened is an entry; `shown` marks the few of a day that a short account tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sim.facts.fact import Facts
from sim.record.trace import Trace
from sim.report.chronicle.citing import Citation, Citations
from sim.report.chronicle.commands import Command, Given, commanded, commands_of, units_under
from sim.report.chronicle.daybook import Day as Daybook
from sim.report.chronicle.daybook import rows_of
from sim.report.chronicle.gathering import gather
from sim.report.chronicle.happening import Happening
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.parts import part_of
from sim.report.chronicle.prose import day_of, sentence, short_day, weekday
from sim.report.chronicle.sentences import tell
from sim.report.chronicle.teller import Teller
from sim.report.chronicle.weights import Theme, chosen, theme
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.chronicle.witness import Losses, Witness
from sim.report.fidelity.grading import Grade, WorldGrade
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind as Kind

#: Lines a day beside orders and events; more where a day has many turns.
LINES_A_DAY, LINES_A_TURN = 7, 3
ORDERS = "orders"


@dataclass(frozen=True)
class Entry:
    """One thing in one or two sentences, from `time` on; at `until` it was over, and could be told.

    `kind` is a word of EventKind, or `orders`; the rest are ids.
    """

    time: datetime
    part: str
    kind: str
    text: str
    sides: tuple[str, ...]
    places: tuple[str, ...]
    units: tuple[str, ...]
    amount: int
    cites: tuple[Citation, ...]
    assumed: bool = False
    shown: bool = True
    until: datetime = datetime.min

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "time": f"{self.time:%Y-%m-%dT%H:%M}", "kind": self.kind, "text": self.text, "sides": list(self.sides),
            "places": list(self.places), "units": list(self.units), "amount": self.amount,
            "cites": [{"id": cite.id, "document": cite.document, "lines": cite.lines} for cite in self.cites],
            "assumed": self.assumed, "shown": self.shown,
        }  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of a day, and what happened in it."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ChronicleDay:
    """One day; turns are counted from 1.  `today` and `so_far` are what it cost that day and since the start."""

    date: datetime
    first_turn: int
    last_turn: int
    orders: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    today: Losses
    so_far: Losses
    closing: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Return `Monday 23 October 2017`."""
        return f"{weekday(self.date)} {day_of(self.date)}"

    def parts(self, full: bool = False) -> tuple[Part, ...]:
        """Return the parts of the day in which something happened: what the film shows, or everything."""
        kept = [entry for entry in self.entries if full or entry.shown]
        names = dict.fromkeys(entry.part for entry in kept)
        return tuple(Part(name, tuple(entry for entry in kept if entry.part == name)) for name in names)


@dataclass(frozen=True)
class Chronicle:
    """A campaign told from its first day to its last."""

    scenario: str
    title: str
    codename: str
    world: int
    turns: int
    sides: tuple[tuple[str, str, str], ...]  # (id, short name, name)
    days: tuple[ChronicleDay, ...]
    outcome: str

    def as_json(self, full: bool = False) -> dict[str, Any]:
        """Return plain values with stable keys; `full` includes what the film leaves out."""
        return {
            "scenario": self.scenario, "title": self.title, "codename": self.codename, "world": self.world,
            "turns": self.turns,
            "sides": [{"id": word, "short": short, "name": name} for word, short, name in self.sides],
            "days": [self._day(day, full) for day in self.days], "outcome": self.outcome,
        }  # fmt: skip

    def _day(self, day: ChronicleDay, full: bool) -> dict[str, Any]:
        parts = [
            {"part": part.name, "entries": [entry.as_json() for entry in part.entries]} for part in day.parts(full)
        ]
        return {
            "date": f"{day.date:%Y-%m-%d}", "heading": day.heading, "turns": [day.first_turn, day.last_turn],
            "orders": [entry.as_json() for entry in day.orders if full or entry.shown], "parts": parts,
            "losses": {"day": self._losses(day.today), "so_far": self._losses(day.so_far)},
            "closing": list(day.closing),
        }  # fmt: skip

    def _losses(self, losses: Losses) -> dict[str, Any]:
        sides = [word for word, _, _ in self.sides]
        people = {
            name: dict(zip(sides, getattr(losses, name), strict=True)) for name in ("killed", "wounded", "captured")
        }
        return {**people, "civilians_expected": losses.civilians}


def chronicle(
    scenario: Scenario,
    trace: Trace,
    facts: Facts,
    world: int = 0,
    *,
    grade: Grade | WorldGrade | None = None,
    orders: Given | None = None,
) -> Chronicle:
    """Tell one world of a trace.

    With a `grade`, happenings cite only facts that hold in this world.  `orders` are those given in the run
    (`Run.said`); without them the orders of history are told.
    """
    teller = _Chronicler(scenario, trace, world, Citations(facts, scenario.id, grade, world), orders)
    sides = tuple(zip(scenario.sides, teller.naming.short, scenario.side_names, strict=True))
    return Chronicle(
        scenario.id, scenario.title, scenario.codename, world, scenario.clock.turns, sides, teller.days(),
        teller.outcome(),
    )  # fmt: skip


class _Chronicler:
    """Goes through a trace day by day."""

    def __init__(
        self, scenario: Scenario, trace: Trace, world: int, citations: Citations, orders: Given | None
    ) -> None:
        self.scenario, self.trace, self.world = scenario, trace, world
        self.citations = citations
        self.naming, self.whereabouts = Naming(scenario), Whereabouts(scenario)
        self.witness = Witness(trace, world)
        self.commands = commands_of(scenario, orders)
        self._told: dict[Theme, int] = {}  # theme: the day, counted from 0, on which it was last told

    def days(self) -> tuple[ChronicleDay, ...]:
        """Cut the record at midnight and tell each piece."""
        clock, impulses = self.scenario.clock, self.witness.impulses
        days = [(clock.time_of(impulse)).date() for impulse in range(impulses)]
        starts = [impulse for impulse in range(impulses) if not impulse or days[impulse] != days[impulse - 1]]
        return tuple(self._day(start, end) for start, end in pairwise([*starts, impulses]))

    def outcome(self) -> str:
        """Say how it ended; nothing for a record that was broken off."""
        clock = self.scenario.clock
        if self.witness.impulses < clock.impulses:
            return ""
        side, level = int(self.trace.winner[self.world]), int(self.trace.level[self.world])
        last = day_of(clock.end - timedelta(minutes=1))
        if side < 0:
            return f"By the objectives of the scenario the operation was undecided on {last}."
        levels = self.trace.scenario.levels
        name = f" ({levels[level]})" if 0 <= level < len(levels) else ""
        return sentence(f"by the objectives of the scenario {self.naming.camp(side)} came out ahead on {last}{name}")

    def _day(self, first: int, end: int) -> ChronicleDay:
        clock, witness = self.scenario.clock, self.witness
        rows = rows_of(witness.events.between(first, end))
        day = Daybook(self.scenario, witness, self.whereabouts, first, end, rows)
        today, so_far = witness.losses(first, end), witness.losses(0, end)
        turns = clock.turn_of(first), clock.turn_of(end - 1)
        return ChronicleDay(
            clock.time_of(first), turns[0] + 1, turns[1] + 1, self._orders(day), self._entries(day, turns), today,
            so_far, self._closing(today, so_far),
        )  # fmt: skip

    def _entries(self, day: Daybook, turns: tuple[int, int]) -> tuple[Entry, ...]:
        happenings = gather(day)
        most = max(LINES_A_DAY, LINES_A_TURN * (turns[1] - turns[0] + 1))
        number = (_date(day) - self.scenario.clock.start.date()).days
        recent = {theme: number - last for theme, last in self._told.items()}
        kept = chosen(day, happenings, most, recent)
        yesterday = frozenset(place for (kind, _, place), ago in recent.items() if kind is Kind.FOUGHT and ago == 1)
        self._told.update((theme(day, told), number) for row, told in enumerate(happenings) if row in kept)
        teller = Teller(self.naming, day, yesterday)
        entries = [self._entry(teller, told, row in kept) for row, told in enumerate(happenings)]
        return tuple(sorted(_once(entries), key=lambda entry: (entry.time, _RANK.get(entry.kind, len(_RANK)))))

    def _entry(self, teller: Teller, told: Happening, shown: bool) -> Entry:
        scenario, day, clock = self.scenario, teller.day, self.scenario.clock
        cites = self.citations.borne_out(day, told)
        if told.kind is Kind.MESSAGE:
            rows = [row for row in told.others if row < len(scenario.triggers)]
            cites = self.citations.of(tuple(word for row in rows for word in scenario.triggers[row].cites))
        towns = [int(scenario.towns.hex[told.town])] if told.town >= 0 else []
        places = [self.whereabouts.place_at[h] for h in [*told.hexes, *towns] if h in self.whereabouts.place_at]
        members = list(told.units) + (list(told.others) if told.kind in _WITH_UNITS else [])
        sides = [told.side, *(int(scenario.forces.side[unit]) for unit in members)]
        return Entry(
            clock.time_of(told.first), part_of(clock, told.first), told.kind.word, tell(teller, told),
            tuple(scenario.sides[side] for side in dict.fromkeys(sides) if side >= 0), tuple(dict.fromkeys(places)),
            tuple(scenario.forces.ids[unit] for unit in dict.fromkeys(members)), told.amount, cites,
            assumed=told.kind is Kind.MESSAGE and not cites, shown=shown, until=clock.time_of(told.last + 1),
        )  # fmt: skip

    def _orders(self, day: Daybook) -> tuple[Entry, ...]:
        """Tell each side's orders of the day: those with a citation together, the assumed ones together."""
        found = []
        for side in range(len(self.scenario.sides)):
            own = [c for c in self.commands if c.side == side and day.first <= c.impulse < day.end]
            cited = [command for command in own if command.cites]
            rest = [command for command in own if not command.cites]
            found += [self._order(day, commands) for commands in (cited, rest) if commands]
        return tuple(found)

    def _order(self, day: Daybook, commands: Sequence[Command]) -> Entry:
        scenario, clock = self.scenario, self.scenario.clock
        ids = tuple(word for command in commands for word in command.cites)
        units = [unit for command in commands for unit in units_under(scenario, command.order)]
        places = [command.order.place for command in commands if command.order.place in self.whereabouts.known]
        living = self.witness.living(min(day.first, self.witness.impulses))
        first, assumed = min(command.impulse for command in commands), any(command.assumed for command in commands)
        text = commanded(scenario, self.naming, self.whereabouts, commands, living)
        return Entry(
            clock.time_of(first), ORDERS, ORDERS, text, (scenario.sides[commands[0].side],),
            tuple(dict.fromkeys(places)), tuple(scenario.forces.ids[unit] for unit in dict.fromkeys(units)),
            len(commands), self.citations.of(ids), assumed=assumed, shown=bool(ids),
        )  # fmt: skip

    def _closing(self, today: Losses, so_far: Losses) -> tuple[str, ...]:
        """Say what the day cost, and what it had cost by then."""
        start = short_day(self.scenario.clock.start)
        total = self._cost(f"since {start}", so_far)
        if so_far.civilians:
            total += f" Civilians expected to have been killed: {so_far.civilians:,}."
        return self._cost("that day", today), total

    def _cost(self, when: str, losses: Losses) -> str:
        """List losses; a side without any is left out."""
        parts = []
        for word in ("killed", "wounded", "captured"):
            counts = getattr(losses, word)
            people = [f"{name} {count:,}" for name, count in zip(self.naming.short, counts, strict=True) if count]
            what = f"{word} {when}" if word == "killed" else word
            if people:
                parts.append(f"{what}: {', '.join(people)}")
            elif word == "killed":
                parts.append(f"{what}: nobody")
        return sentence("; ".join(parts))


def _date(day: Daybook) -> date:
    """Return the date of a day."""
    return day.scenario.clock.time_of(day.first).date()


#: What goes before other things of the same time: causes before what they lead to.
_RANK = {word: rank for rank, word in enumerate(("message", "arrived", "released", "emerged", "ambushed", "moved"))}
_WITH_UNITS = {
    Kind.FOUGHT, Kind.AMBUSHED, Kind.SURPRISED, Kind.CAR_BOMB, Kind.ROCKETS, Kind.RAIDED, Kind.CAPTURED_STOCKS,
}  # fmt: skip


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Let a sentence that stands twice in a day stand once, with both citations."""
    found: dict[str, Entry] = {}
    for entry in entries:
        old = found.get(entry.text)
        if old is None or entry.kind == Kind.FOUGHT.word:
            found[f"{entry.text} {len(found)}" if old else entry.text] = entry
        else:
            cites = tuple(dict.fromkeys([*old.cites, *entry.cites]))
            found[entry.text] = replace(old, cites=cites, shown=old.shown or entry.shown)
    return list(found.values())


