"""Commands that show what there is: scenarios, map, facts, explain, rules, schema."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.arguments import UsageError
from sim.cli.records import blaming, opened
from sim.cli.terminal import columns, say, say_json, width, wrapped

if TYPE_CHECKING:
    from sim.facts.fact import Fact, Facts, Question
    from sim.report.explain import Explanation
    from sim.report.fidelity.grading import WorldRow
    from sim.report.mapsheet.sheet import Counter
    from sim.report.rulebook import Section
    from sim.scenario.scenario import Scenario

_CARD = 10  # letters that fit on a counter of the sheet


def scenarios(arguments: Namespace) -> int:
    """List what is shipped: only the frames are read."""
    from sim.base.content import content_root
    from sim.base.document import read_document, validate
    from sim.scenario.load import available
    from sim.scenario.schema import ScenarioSheet

    listed = []
    for name in available():
        path = content_root() / "scenarios" / name / "scenario.yaml"
        sheet = validate(read_document(path), ScenarioSheet)
        clock = sheet.clock.clock
        listed.append({
            "id": sheet.id, "title": sheet.title, "sides": [side.id for side in sheet.sides],
            "start": f"{clock.start:%Y-%m-%dT%H:%M}", "end": f"{clock.end:%Y-%m-%dT%H:%M}", "turns": clock.turns,
        })  # fmt: skip
    if arguments.json:
        say_json(listed)
        return 0
    rows = [
        [str(one["id"]), f"{one['start']} to {one['end']}", f"{one['turns']} turns", str(one["title"])]
        for one in listed
    ]
    for line in columns(rows):
        say(line)
    return 0


def map(arguments: Namespace) -> int:
    """Draw the sheet, or list its places."""
    from sim.report.mapsheet.sheet import draw_map, map_listing
    from sim.scenario.compile import load, own_places
    from sim.scenario.geography import load_geography
    from sim.scenario.load import load_files

    if arguments.out is None and not arguments.json:
        raise UsageError("say where to draw the map: --out FILE.png; or --json for a list of its places")
    if arguments.out is not None and arguments.out.suffix.lower() != ".png":
        raise UsageError(f"{arguments.out} has no name for a picture; write --out FILE.png")
    scenario, geography = load(arguments.scenario), load_geography()
    extra = own_places(load_files(arguments.scenario).scenario.map)
    if arguments.out is not None:
        clock = scenario.clock
        days = f"{clock.start:%Y-%m-%d %H:%M} to {clock.end:%Y-%m-%d %H:%M}"
        counters = _counters(scenario) if arguments.forces else ()
        try:
            draw_map(
                scenario.map, geography, scenario.title, arguments.out, _control(scenario), counters,
                subtitle=days, extra=extra,
            )  # fmt: skip
        except OSError as error:
            raise UsageError(f"cannot write {arguments.out}: {error.strerror or error}") from None
    if arguments.json:
        say_json(map_listing(scenario.id, scenario.map, geography, extra))
    else:
        say(f"{arguments.out}: {scenario.title}, {len(scenario.places)} places")
    return 0


def _control(scenario: Scenario) -> dict[str, list[int]]:
    return {
        name: [h for h, holder in enumerate(scenario.control[:-1].tolist()) if holder == side]
        for side, name in enumerate(scenario.sides)
    }


def _counters(scenario: Scenario) -> list[Counter]:
    """Return one counter for each formation and hex where it stands at first."""
    from sim.report.mapsheet.sheet import Counter

    forces, stacks = scenario.forces, dict[tuple[int, int], int]()
    for unit, h in enumerate(forces.start.tolist()):
        if h != scenario.map.grid.count and not forces.dormant[unit]:
            key = (int(forces.formation[unit]), h)
            stacks[key] = stacks.get(key, 0) + int(forces.strength[unit])
    return [
        Counter(h, scenario.sides[int(scenario.formations.side[row])], scenario.formations.ids[row][:_CARD], strength)
        for (row, h), strength in stacks.items()
    ]


def facts(arguments: Namespace) -> int:
    """List facts, and how a record stands against each."""
    from sim.facts.load import load_facts
    from sim.scenario.compile import load

    scenario = load(arguments.scenario)
    known = load_facts().for_scenario(scenario.id)
    if arguments.document is not None:
        documents = sorted(source.id for source in known.sources)
        if arguments.document not in documents:
            raise UsageError(f"there is no document {arguments.document!r}; there are {', '.join(documents)}")
        known = known.of_document(arguments.document)
    shown = [fact for fact in known if not arguments.contested or fact.confidence == "contested"]
    standing = {} if arguments.record is None else _standing(arguments.record, scenario)
    if arguments.json:
        say_json({
            "scenario": scenario.id, "record": None if arguments.record is None else str(arguments.record),
            "facts": [_fact_json(fact, standing.get(fact.id)) for fact in shown],
            "questions": [_question_json(question) for question in known.questions],
        })  # fmt: skip
        return 0
    for line in _fact_lines(shown, standing):
        say(line)
    if arguments.contested:
        for line in _question_lines(known, standing):
            say(line)
    return 0


def _standing(path: Path, scenario: Scenario) -> dict[str, WorldRow]:
    from sim.facts.load import load_facts
    from sim.record.replay import trace_of
    from sim.report.fidelity.grading import grade

    record, _ = opened(path)
    if record.header.scenario != scenario.id:
        raise UsageError(f"{path} is a record of {record.header.scenario}, not of {scenario.id}")
    with blaming(path):
        trace = trace_of(record, scenario)
    return {row.id: row for row in grade(trace, load_facts()).for_world(0).rows}


def _fact_json(fact: Fact, row: WorldRow | None) -> dict[str, Any]:
    from sim.facts.fact import lines_text
    from sim.facts.predicate import expected

    return {
        "id": fact.id, "document": fact.document, "lines": lines_text(fact.lines), "kind": fact.kind,
        "confidence": fact.confidence, "statement": fact.statement, "claimed_by": fact.claimed_by,
        "value": fact.value, "unit": fact.unit or None, "conflicts_with": list(fact.conflicts_with),
        "expected": None if fact.check is None else expected(fact.check), "unchecked": fact.unchecked or None,
        "observed": None if row is None else row.observed,
        "holds": None if row is None or not row.reached else row.holds,
    }  # fmt: skip


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id, "question": question.question, "variants": list(question.variants),
        "default": question.default, "why": question.why,
    }  # fmt: skip


def _fact_lines(shown: Sequence[Fact], standing: dict[str, WorldRow]) -> Iterator[str]:
    from sim.facts.predicate import expected

    for fact in shown:
        yield f"{fact.citation}  {fact.id}  ({fact.confidence})"
        yield from wrapped(f"{fact.statement} [{fact.claimed_by}]", "    ", "    ")
        if fact.check is None:
            yield from wrapped(f"not tested: {fact.unchecked}", "    ", "      ")
            continue
        yield from wrapped(f"tested: {expected(fact.check)}", "    ", "      ")
        row = standing.get(fact.id)
        if row is not None:
            yield from wrapped(f"{_verdict(row)}: {row.observed}", "    ", "      ")
    tested = sum(fact.check is not None for fact in shown)
    held = sum(standing[fact.id].holds for fact in shown if fact.id in standing)
    yield f"{len(shown)} facts, {tested} of them tested" + (f", {held} hold" if standing else "")


def _verdict(row: WorldRow) -> str:
    return ("holds" if row.holds else "does not hold") if row.reached else "not reached"


def _question_lines(known: Facts, standing: dict[str, WorldRow]) -> Iterator[str]:
    for question in known.questions:
        yield ""
        yield from wrapped(question.question, "", "  ")
        for variant in question.variants:
            fact, row = known.by_id.get(variant), standing.get(variant)
            mark = "" if row is None else f", {_verdict(row)}"
            default = " (taken)" if variant == question.default else ""
            told = "" if fact is None else f": {fact.statement}"
            yield from wrapped(f"{variant}{default}{mark}{told}", "  - ", "    ")


def explain(arguments: Namespace) -> int:
    """Say when an event fired or which conditions were wanting; or what somebody was told, and why."""
    from sim.base.mismatch import nearest_or_list
    from sim.record.replay import scenario_of
    from sim.report.explain import explain as explained
    from sim.report.reasons import named, told

    record, _ = opened(arguments.record)
    with blaming(arguments.record):
        scenario = scenario_of(record, arguments.record.parent)
    names = [trigger.id for trigger in scenario.triggers]
    if arguments.event in named(scenario):
        orders = told(record, scenario, arguments.event)
        if arguments.json:
            say_json({"who": arguments.event, "orders": [order.as_json() for order in orders]})
            return 0
        for order in orders:
            reason = f"  ({order.why})" if order.why else ""
            say(f"{order.date}  {order.order}{reason}")
        if not orders:
            say(f"{arguments.event} was told nothing in this record")
        return 0
    if arguments.event not in names:
        remedy = nearest_or_list(arguments.event, [*names, *named(scenario)], "events, formations and units")
        raise UsageError(f"{scenario.id} has no event and nobody called {arguments.event!r}; {remedy}")
    with blaming(arguments.record):
        explanation = explained(record, scenario, arguments.event)
    if arguments.json:
        say_json(explanation.as_json())
        return 0
    for line in _explained(explanation):
        say(line)
    return 0


def _explained(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.event}: {explanation.title}"
    for moment in explanation.fired:
        yield f"  fired {moment}"
    closest = explanation.closest
    if not explanation.fired:
        yield f"  did not fire until {explanation.ends}"
        if closest is not None:
            yield from wrapped(f"closest {closest.since}: wanting {'; '.join(closest.wanting)}", "  ", "    ")
    words = {"when": "wanting", "if": "its 'if' was wanting", "edge": "waiting"}
    for part in explanation.stretches:
        line = f"{part.since} to {part.until}  {words[part.clause]}: {'; '.join(part.wanting)}"
        yield from wrapped(line, "    ", "      ")


def rules(arguments: Namespace) -> int:
    """Print the rulebook, or one section or rule of it."""
    from sim.report.rulebook import rulebook, rulebook_lines

    book = rulebook()
    sections = book if arguments.section is None else _sections(book, arguments.section)
    if not sections:
        known = ", ".join(f"{section.number} {_name(section)}" for section in book)
        raise UsageError(f"there is no section {arguments.section!r}; there are {known}")
    if arguments.json:
        say_json([section.as_json() for section in sections])
        return 0
    for line in rulebook_lines(sections, width()):
        say(line)
    return 0


def _sections(book: Sequence[Section], asked: str) -> list[Section]:
    """Return what was asked for: a number with its parts (2), a part (2b), a rule (8.3), a module or a title."""
    word = asked.strip().lower()
    if "." in word:
        ruled = (replace(one, rules=tuple(rule for rule in one.rules if rule.number == word)) for one in book)
        return [replace(one, preface="", sources="") for one in ruled if one.rules]
    found = [one for one in book if word in (one.number, one.number.rstrip("abc"), _name(one))]
    return found or [one for one in book if len(word) > 2 and word in one.title.lower()]


def _name(section: Section) -> str:
    return section.module.rpartition(".")[2]


def schema(arguments: Namespace) -> int:
    """Print the JSON Schema of scenario files, or write it to a file."""
    from sim.base.durable import write_whole
    from sim.scenario.jsonschema import scenario_schema, schema_text

    if arguments.out is None:
        say_json(scenario_schema())
        return 0
    try:
        write_whole(arguments.out, schema_text().encode("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot write {arguments.out}: {error.strerror or error}") from None
    if arguments.json:
        say_json({"out": str(arguments.out)})
    else:
        say(f"{arguments.out}: the schema of scenario files")
    return 0
