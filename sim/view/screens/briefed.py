"""What a briefing says, as rows: the situation, the objectives, the forces, what is contested and assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from sim.facts.fact import Fact, Facts, Question, lines_text
from sim.report.assumed import assumptions
from sim.report.chronicle.citing import Citation
from sim.report.chronicle.spelling import Spelling
from sim.report.terminal import cited
from sim.rules.conditions import holds, share_held
from sim.rules.moment import Moment, moment_of
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_base import Citable
from sim.scenario.schema_conditions import Condition
from sim.scenario.schema_forces import Formation, Unit
from sim.state.setup import setup
from sim.view.look import Look
from sim.view.opened import Opened
from sim.view.rows import Line, Row
from sim.view.screens.menu import length, span

Ask = Callable[[Sequence[str]], object]
"""Shows the sources of facts by id."""
MOST = 8
"""Subjects of one assumption that are named."""


def cite_text(facts: Facts, ids: Sequence[str]) -> str:
    """Write where facts are written: `[000:66; 002:41]`; ids that no document has are left out."""
    found = [facts.by_id[word] for word in ids if word in facts.by_id]
    return cited([Citation(fact.id, fact.document, lines_text(fact.lines)) for fact in found])


def source_line(facts: Facts, part: Citable) -> Line:
    """Say on what a part of a scenario rests: documents and lines, or that it is assumed and why."""
    if part.cites is not None:
        return Line(cite_text(facts, part.cites), "cite")
    return Line(f"assumed: {part.assumed}", "faint")


# ------------------------------------------------------------------------------------------------- situation


def situation(found: Opened, look: Look, ask: Ask) -> Iterator[Row]:
    """Yield what the operation is, when it is, and who takes part."""
    sheet, clock, facts = found.files.scenario, found.scenario.clock, found.facts
    name = f"{sheet.codename}: {sheet.title}" if sheet.codename else sheet.title
    lines = (Line(name, "head"), Line(sheet.summary), Line(cite_text(facts, sheet.cites), "cite"))
    yield Row(lines, partial(ask, sheet.cites))
    when = f"{span(clock.start, clock.end)}: {clock.turns} turns of {length(clock.turn_hours)}"
    light = f"light from {sheet.clock.dawn:02d}:00 to {sheet.clock.dusk:02d}:00"
    how = f"each resolved in steps of {length(clock.impulse_hours)}; {light}"
    yield Row((Line(when, "strong"), Line(how), source_line(facts, sheet.clock)), partial(ask, sheet.clock.cites or ()))
    names = dict(zip(found.scenario.sides, found.scenario.side_names, strict=True))
    for row, side in enumerate(sheet.sides):
        enemies = [names[other] for pair in sheet.hostile if side.id in pair for other in pair if other != side.id]
        told = [f"against {', '.join(enemies)}"] if enemies else []
        if side.friends:
            told.append(f"beside {', '.join(names[one] for one in side.friends)}")
        if side.backers:
            told.append(f"backed by {', '.join(backer.name.title() for backer in side.backers)}")
        led = "" if side.player else "  (nobody leads it here; it follows what is known of it)"
        levels = found.scenario.levels[row]
        ranks = ", ".join(f"{word} from {least}" for word, least in levels)
        points = [Line(f"points: {ranks}", "small")] if ranks else []
        about = (Line(side.name + led, "strong"), Line("; ".join(told)), *points)
        cites = (*(side.cites or ()), *(cite for backer in side.backers for cite in backer.cites or ()))
        yield Row((*about, source_line(facts, side)), partial(ask, cites), swatch=look.side(side.id, row))


# ------------------------------------------------------------------------------------------------ objectives


def objectives(found: Opened, look: Look, point: Callable[[Sequence[int]], object]) -> Iterator[Row]:
    """Yield what each side gets points for, by when, and how it stands at the start; a row points at its places."""
    scenario = found.scenario
    moment = moment_of(scenario, setup(scenario, [found.seed]))
    parts = {part.id: part for part in found.files.scenario.objectives}
    for row, name in enumerate(scenario.side_names):
        own = [goal for goal in scenario.objectives if goal.side == row]
        if not own:
            continue
        yield Row((Line(name, "head"),), figure=f"{sum(goal.points for goal in own)} points", swatch=look.side(
            scenario.sides[row], row))  # fmt: skip
        for goal in own:
            when = f"{'at any time until' if goal.any_time else 'to be so at'} {_due(parts[goal.id].moment)}"
            lines = (Line(goal.title, "strong"), Line(when), Line(f"at the start: {standing(moment, goal)}"),
                     source_line(found.facts, parts[goal.id]))  # fmt: skip
            yield Row(lines, partial(point, places_of(scenario, goal)), f"{goal.points}",
                      look.side(scenario.sides[row], row))  # fmt: skip


def _due(moment: datetime) -> str:
    """Write when an objective is judged: `the end of 29 June 2016`, `16:00 on 9 November 2017`."""
    if moment.hour or moment.minute:
        return f"{moment:%H:%M} on {moment.day} {moment:%B %Y}"
    day = moment - timedelta(days=1)
    return f"the end of {day.day} {day:%B %Y}"


def standing(moment: Moment, goal: Objective) -> str:
    """Say whether an objective would be earned as things are, and how much of each place its side asks for is held."""
    assert isinstance(goal.when, Condition)
    now = "so" if bool(holds(moment, goal.when, goal.id)[0]) else "not so"
    shares = []
    for leaf in leaves(goal.when):
        if leaf.holds is not None:
            side = moment.scenario.sides.index(leaf.holds.side)
            share = int(share_held(moment, side, moment.scenario.place(leaf.holds.place))[0])
            wanted = leaf.holds.min_share or (0 if leaf.holds.max_share is not None else 75)
            shares.append(f"{share} of {wanted} %" if wanted else f"{share} %")
    return f"{now} ({', '.join(shares)})" if shares else now


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the nodes of a condition that ask something of the world."""
    if not condition.children:
        yield condition
    for child in condition.children:
        yield from leaves(child)


def places_of(scenario: Scenario, goal: Objective) -> tuple[int, ...]:
    """Return the hexes of the places that an objective names."""
    assert isinstance(goal.when, Condition)
    named = [
        str(place)
        for node in leaves(goal.when) for key in ("place", "from_place", "to_place")
        if (place := getattr(node.leaf, key, None)) is not None
    ]  # fmt: skip
    return tuple(scenario.place(name) for name in dict.fromkeys(named))


# ---------------------------------------------------------------------------------------------------- forces


def forces(found: Opened, look: Look, ask: Ask) -> Iterator[Row]:
    """Yield the order of battle, side by side, formation by formation, and the aircraft."""
    scenario, sheet = found.scenario, found.files.forces
    spelled = _spelled(found)
    for row, name in enumerate(scenario.side_names):
        side, ink = scenario.sides[row], look.side(scenario.sides[row], row)
        own = [one for one in sheet.formations if one.side == side]
        people = int(scenario.forces.strength[scenario.forces.side == row].sum(dtype=np.int64))
        yield Row((Line(name, "head"),), figure=f"{people:,} people", swatch=ink)
        for formation in own:
            yield _formation(found, formation, ink, ask, spelled)
        for package in (one for one in sheet.air if one.side == side):
            flown = f"{package.sorties_per_day.number} sorties a day" if package.active else "not at the start"
            kind = "with guided weapons" if package.guided else ""
            yield Row((Line(package.name, "strong"), Line("; ".join(filter(None, (package.kind, flown, kind)))),
                       source_line(found.facts, package)), partial(ask, package.cites or ()),
                      f"{package.aircraft.number} aircraft" if package.aircraft else "", ink)  # fmt: skip


def _spelled(found: Opened) -> Callable[[str], str]:
    """Return what puts names in the place of ids, written with underscores or not."""
    spelling = Spelling(found.scenario)
    own = {place.id: place.names[0] for place in found.extra}
    return lambda text: own.get(text) or spelling(text.replace("_", " "))


def _formation(found: Opened, formation: Formation, ink: str, ask: Ask, spelled: Callable[[str], str]) -> Row:
    chief = f"led by {formation.commander.name}; " if formation.commander else ""
    ways = f"{chief}supplied from {spelled(formation.depot)}; fights as {formation.doctrine}"
    lines = [Line(formation.name, "strong"), Line(ways, "small")]
    lines += [Line(_unit(unit, spelled), "small") for unit in formation.units]
    cites = [cite for unit in formation.units for cite in (*(unit.cites or ()), *(unit.strength.cites or ()))]
    every = tuple(dict.fromkeys([*(formation.cites or ()), *cites]))
    lines.append(Line(cite_text(found.facts, every), "cite") if every else source_line(found.facts, formation))
    people = sum(unit.strength.number for unit in formation.units)
    return Row(tuple(lines), partial(ask, every), f"{people:,}", ink)


def _unit(unit: Unit, spelled: Callable[[str], str]) -> str:
    low, high = unit.strength.range
    count = f"{unit.strength.number}" if low == high else f"{unit.strength.number}, assumed ({low} to {high})"
    if unit.at is not None:
        where = spelled(unit.at) + (", asleep" if unit.dormant else ", hidden" if unit.hidden else "")
    else:
        where = f"comes later, by way of {spelled(unit.arrives.place)}" if unit.arrives else "comes later"
    return f"{unit.name}: {count}; {where}"


# --------------------------------------------------------------------------------- what is not known for sure


def doubts(found: Opened, ask: Ask) -> Iterator[Row]:
    """Yield the contested questions with every claim, then what is assumed and why."""
    facts = found.facts
    stands = {stand.question: stand.note for stand in found.files.scenario.contested}
    asked = [question for question in facts.questions if question.id in stands]
    if asked:
        yield Row((Line(f"Contested: {len(asked)} questions on which the documents differ", "head"),))
    for question in asked:
        yield contested(facts, question, ask, stands[question.id])
    rests = assumptions(found.files)
    yield Row((Line(f"Assumed: {len(rests)} reasons, where no document says it", "head"),))
    spelled = _spelled(found)
    for one in rests:
        named = [spelled(subject) for subject in one.subjects[:MOST]]
        more = len(one.subjects) - len(named)
        listed = ", ".join(named) + (f", and {more} more" if more else "")
        yield Row((Line(listed, "small"), Line(one.reason), Line(f"{one.chapter}.yaml", "faint")))


def contested(facts: Facts, question: Question, ask: Ask, note: str = "") -> Row:
    """Return a contested question with its claims side by side, the one that is taken by default marked."""
    claims = [facts.by_id[name] for name in question.variants if name in facts.by_id]
    lines = [Line(question.question, "strong")]
    if note:
        lines.append(Line(f"Here: {note}.", "slanted"))
    lines.append(Line(f"The claim with the star is taken. {question.why}", "small"))
    cells = tuple(_claim(fact, fact.id == question.default) for fact in claims)
    return Row(tuple(lines), partial(ask, question.variants), cells=cells)


def _claim(fact: Fact, taken: bool) -> tuple[Line, ...]:
    star = "* " if taken else ""
    return (Line(f"{star}{fact.claimed_by}", "strong" if taken else "slanted"), Line(fact.statement, "small"),
            Line(f"[{fact.citation}]", "cite"), Line(fact.confidence, fact.confidence))  # fmt: skip
