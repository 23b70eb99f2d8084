"""From a record to its ending: everything is lived again once, by the same rules, and looked at from all sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.base.piecemeal import Piecemeal, finish
from sim.facts.fact import Facts
from sim.facts.load import load_facts
from sim.orders.notation import REMARK
from sim.play.retracing import Retracing
from sim.play.run import Progress
from sim.record.fortune import Fortune
from sim.record.record import Line, Record, Turn
from sim.record.replay import living
from sim.record.trace import Trace
from sim.report.chronicle.citing import Citations
from sim.report.chronicle.spelling import Spelling
from sim.report.chronicle.telling import Chronicle, ChronicleDay, Entry, chronicle
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.chronicle.witness import Losses, Witness
from sim.report.ending.luck import luck
from sim.report.ending.result import RULE, day_ends, earned, end, held_at, possible, winner
from sim.report.ending.standing import Umpire
from sim.report.ending.tree import Camp, Claim, Cost, DayEnd, Departure, Ending, Luck, Result, Source, TurnEnd
from sim.report.fidelity.grading import WorldGrade, WorldRow, grade
from sim.report.rulebook import rulebook
from sim.rules.moment import Moment
from sim.scenario.scenario import Scenario
from sim.state.state import State


@dataclass(frozen=True)
class _Lived:
    """A record lived again, and those who watched."""

    record: Record
    scenario: Scenario
    state: State
    trace: Trace
    fortune: Fortune
    umpire: Umpire
    retracing: Retracing

    @property
    def orders(self) -> list[list[Line]]:
        """Return the orders of each turn without their remarks."""
        return [[(side, line.partition(REMARK)[0].strip()) for side, line in turn.orders] for turn in self.record.turns]


def ending(
    record: Record, scenario: Scenario, facts: Facts | None = None, progress: Progress | None = None
) -> Ending:
    """Return how a record ended: of a finished game or of one that was left.

    It takes as long as playing the record again, twice that where somebody left history; `progress` counts the turns.
    Raises Spoiled where the record does not fit the scenario or does not replay.
    """
    return finish(ending_by_steps(record, scenario, facts, progress))


def ending_by_steps(
    record: Record, scenario: Scenario, facts: Facts | None = None, progress: Progress | None = None
) -> Piecemeal[Ending]:
    """Do what `ending` does, a turn a step, and some steps more after the last."""
    known = (load_facts() if facts is None else facts).for_scenario(scenario.id)
    film = yield from _live(record, scenario, progress)
    standing = grade(film.trace, known).for_world(0)
    yield len(record.turns)
    story = chronicle(scenario, film.trace, known, grade=standing, orders=film.orders)
    yield len(record.turns)
    fortune = luck(film.fortune.throws(), scenario.sides, scenario.clock.impulses_per_turn)
    yield len(record.turns)
    return _told(film, story, standing, known, fortune)


def _told(film: _Lived, story: Chronicle, standing: WorldGrade, known: Facts, fortune: Luck) -> Ending:
    """Put together what is known of a record."""
    record, scenario, spell = film.record, film.scenario, Spelling(film.scenario)
    claims = tuple(_claim(row, known, spell) for row in standing.rows)
    turns = tuple(_turns(film, story))
    goals = film.umpire.goals(Citations(known, scenario.id))
    return Ending(
        scenario.id, scenario.title, scenario.codename, scenario.summary, record.header.seed, record.header.rules,
        film.state.digests[0].hex(), f"{scenario.clock.start:%Y-%m-%dT%H:%M}", end(film), scenario.clock.turns,
        _camps(film, story), _result(film, story), goals, _whole(film), tuple(_days(film, story)),
        dict(zip(scenario.towns.ids, scenario.towns.blocks.tolist(), strict=True)),
        fortune, claims, _documents(known), _departures(film), turns,
        _names(scenario),
    )  # fmt: skip


def _live(record: Record, scenario: Scenario, progress: Progress | None) -> Piecemeal[_Lived]:
    fortune, retracing = Fortune(scenario), Retracing(record, scenario)
    umpire = Umpire(scenario, len(record.turns) * scenario.clock.impulses_per_turn)

    def watch(state: State, moment: Moment) -> None:
        for watcher in (fortune, umpire, retracing):
            watcher.watch(state, moment)

    def before(turn: int, state: State) -> None:
        retracing.before(turn, state)
        if progress is not None:
            progress(turn + 1, len(record.turns))

    state, trace = yield from living(record, scenario, watch, before)
    return _Lived(record, scenario, state, trace, fortune, umpire, retracing)


def _camps(film: _Lived, story: Chronicle) -> tuple[Camp, ...]:
    who = dict(film.record.header.commanders)
    return tuple(
        Camp(word, short, name, who.get(word, ""), bool(may))
        for (word, short, name), may in zip(story.sides, film.scenario.playable.tolist(), strict=True)
    )


def _result(film: _Lived, story: Chronicle) -> Result:
    side, level = winner(film)
    sentence = next(rule.text for section in rulebook() for rule in section.rules if rule.number == RULE)
    final = len(film.record.turns) == film.scenario.clock.turns
    words = story.outcome or f"The record ends after turn {len(film.record.turns)} of {film.scenario.clock.turns}."
    return Result(
        "draw" if side is None else side, level, RULE, sentence, words, earned(film), possible(film.scenario), final
    )


def _claim(row: WorldRow, facts: Facts, spell: Spelling) -> Claim:
    standing = ("met" if row.holds else "missed") if row.reached else "not reached"
    return Claim(
        row.id, row.document, row.lines, row.confidence, facts.by_id[row.id].claimed_by, row.statement,
        spell(row.expected), spell(row.observed), standing,
    )  # fmt: skip


def _documents(facts: Facts) -> tuple[Source, ...]:
    cited = {fact.document for fact in facts}
    return tuple(Source(one.id, one.title, one.kind) for one in facts.sources if one.id in cited)


def _departures(film: _Lived) -> tuple[Departure, ...]:
    titles = {trigger.id: trigger.title for trigger in film.scenario.triggers}
    return tuple(
        Departure(one.turn, one.kind, one.id, titles[one.id] if one.kind == "event" else "", one.what, one.condition)
        for one in film.retracing.found(film.state)
    )


def _cost(scenario: Scenario, lost: Losses) -> Cost:
    killed, wounded, captured = (
        dict(zip(scenario.sides, people, strict=True)) for people in (lost.killed, lost.wounded, lost.captured)
    )
    return Cost(killed, wounded, captured, lost.civilians)


def _whole(film: _Lived) -> Cost:
    witness = Witness(film.trace, 0)
    return _cost(film.scenario, witness.losses(0, witness.impulses))


def _days(film: _Lived, story: Chronicle) -> list[DayEnd]:
    ends = day_ends(film)
    return [_day(film, day, date, sample) for day, (date, sample) in zip(story.days, ends.items(), strict=True)]


def _day(film: _Lived, day: ChronicleDay, date: str, sample: int) -> DayEnd:
    places, blocks = held_at(film, sample)
    cost, so_far = (_cost(film.scenario, lost) for lost in (day.today, day.so_far))
    return DayEnd(date, (day.first_turn, day.last_turn), cost, so_far, places, blocks)


def _turns(film: _Lived, story: Chronicle) -> list[TurnEnd]:
    told: dict[int, list[Entry]] = {}
    clock = film.scenario.clock
    for day in story.days:
        for entry in (*day.orders, *day.entries):
            told.setdefault(clock.turn_of(clock.impulse_at(entry.time)), []).append(entry)
    witness = Witness(film.trace, 0)
    return [
        _turn(film, witness, number, turn, told.get(number, [])) for number, turn in enumerate(film.record.turns)
    ]


def _turn(film: _Lived, witness: Witness, number: int, turn: Turn, entries: Sequence[Entry]) -> TurnEnd:
    clock, sides = film.scenario.clock, film.scenario.sides
    first, last = number * clock.impulses_per_turn, (number + 1) * clock.impulses_per_turn
    begins, ends = (f"{clock.time_of(impulse):%Y-%m-%dT%H:%M}" for impulse in (first, last))
    orders = {side: sum(who == side for who, _ in turn.orders) for side in sides}
    cost = _cost(film.scenario, witness.losses(first, last))
    return TurnEnd(number + 1, begins, ends, turn.digest, orders, cost, held_at(film, last)[1], tuple(entries))


def _names(scenario: Scenario) -> Mapping[str, str]:
    """Return what a reader calls the places."""
    where = Whereabouts(scenario)
    return {place: where.name(place) for place in where.known}
