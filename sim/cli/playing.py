"""Commands that play: replay, run, verify."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.arguments import MOST_SEED, UsageError, record_goal, turn_since, turns_until
from sim.cli.commanding import commanders
from sim.cli.records import blaming, folder_of, kept, opened
from sim.cli.situation import deviated
from sim.cli.terminal import Progress, coloured, columns, complain, say, say_json, say_painted, width

if TYPE_CHECKING:
    from sim.facts.fact import Facts
    from sim.play.course import Run
    from sim.report.fidelity.grading import Grade, WorldGrade
    from sim.report.survey import Survey
    from sim.scenario.scenario import Scenario


def replay(arguments: Namespace) -> int:
    """Play history in one world, show it day by day and hold it against the documents."""
    from sim.facts.load import load_facts
    from sim.report.fidelity.film_seed import film_seed
    from sim.report.fidelity.grading import grade
    from sim.scenario.compile import load

    began = time.perf_counter()
    _check_arguments(arguments)
    scenario, facts = load(arguments.scenario), load_facts()
    seed = film_seed(scenario.id) if arguments.seed is None else arguments.seed
    film = _play(arguments, scenario, seed)
    own = grade(film.trace, facts)
    world = own.for_world(0)
    many = _survey(arguments, scenario, facts) if arguments.seeds else None
    if arguments.json:
        from sim.cli.outcome import outcome

        tree = outcome(film, arguments.out, time.perf_counter() - began)
        say_json(tree | _graded(world) | (_spread(many) if many is not None else {}))
    else:
        _show(film, world, facts, arguments)
        _show_grade(film.scenario, world, many or own, arguments.out)
    return _met(arguments.min_fidelity, world, many)


def run(arguments: Namespace) -> int:
    """Play one world, by whoever commands, and say how it ended, or give the digest of each turn."""
    from sim.scenario.compile import load

    began = time.perf_counter()
    _check_arguments(arguments)
    scenario = load(arguments.scenario)
    if arguments.seeds:
        return _run_many(arguments, scenario, began)
    film = _play(arguments, scenario, 1 if arguments.seed is None else arguments.seed)
    if arguments.json:
        from sim.cli.outcome import told

        say_json(told(film, arguments.out, time.perf_counter() - began))
    elif arguments.digests:
        for turn, digests in enumerate(film.digests, 1):
            say(f"turn {turn} {digests[0].hex()}")
    else:
        for line in _summary(arguments, film):
            say(line)
    return 0


def _run_many(arguments: Namespace, scenario: Scenario, began: float) -> int:
    """Play many worlds, and say what they came to."""
    from sim.facts.load import load_facts
    from sim.play.run import run_many
    from sim.report.survey import survey

    if arguments.out is not None or arguments.digests or arguments.seed is not None:
        raise UsageError("--seeds plays many worlds: --seed, --out and --digests are for one")
    seeds = range(arguments.from_seed, arguments.from_seed + arguments.seeds)
    progress = Progress(f"{scenario.id}: {len(seeds)} worlds")
    turns, since = turns_until(scenario.clock, arguments.until), turn_since(scenario.clock, arguments.since)
    who = commanders(scenario, arguments.commander)
    found = survey(run_many(scenario, seeds, who, turns, progress, since=since), load_facts())
    progress.end()
    if arguments.json:
        head = {"scenario": scenario.id, "from_seed": seeds[0], "commanders": dict(arguments.commander)}
        say_json(head | found.as_json() | {"seconds": round(time.perf_counter() - began, 3)})
    else:
        for line in _came_to(scenario, seeds, found):
            say(line)
    return 0


def _came_to(scenario: Scenario, seeds: range, found: Survey) -> Iterator[str]:
    yield f"{scenario.title}, worlds {seeds[0]} to {seeds[-1]}"
    shares = ", ".join(f"{name} {100 * share:.1f} %" for name, share in found.ahead.items() if share)
    yield f"  ahead at the end: {shares}"
    rows = [["  of the worlds", "5 %", "median", "95 %"]]
    for label, spreads in (("killed", found.killed), ("points", found.points)):
        rows += [[f"  {name} {label}", *map(str, spread)] for name, spread in spreads.items() if any(spread)]
    rows += [
        [f"  {fall.town} taken by {fall.side}, in {100 * fall.share:.0f} %", *fall.dates] for fall in found.falls
    ]
    yield from columns(rows)
    grade = found.grade
    yield f"  facts that hold: {100 * grade.mean:.1f} % on average, firm ones {100 * grade.firm_shares.mean():.1f} %"


def verify(arguments: Namespace) -> int:
    """Replay a record and compare every digest; 1 if one differs."""
    from sim.record.replay import scenario_of
    from sim.record.verify import verify as verdict_on

    record, warnings = opened(arguments.record)
    with blaming(arguments.record):
        verdict = verdict_on(record, scenario_of(record, arguments.record.parent))
    if arguments.json:
        say_json({
            "record": str(arguments.record), "scenario": record.header.scenario, "seed": record.header.seed,
            "turns": len(record.turns), "same": verdict.same, "first_difference": verdict.first_difference,
            "expected": verdict.expected, "found": verdict.found, "warnings": list(warnings),
        })  # fmt: skip
    elif verdict.same:
        say(f"{arguments.record}: {_count(verdict.turns, 'turn')} of {record.header.scenario}, all as written")
    else:
        complain(
            f"{arguments.record}:{(verdict.first_difference or 0) + 1}: error: turn {verdict.first_difference} comes "
            f"out differently: its digest is {verdict.found}, the record has {verdict.expected}"
        )
    return 0 if verdict.same else 1


# ------------------------------------------------------------------------------------------------ playing


def _check_arguments(arguments: Namespace) -> None:
    """Refuse before the work what would fail after it."""
    if arguments.out is not None:
        record_goal(arguments.out)
    if getattr(arguments, "seeds", None) and arguments.from_seed + arguments.seeds - 1 > MOST_SEED:
        raise UsageError("--from-seed and --seeds lead beyond the last seed, 2^63-1")


def _play(arguments: Namespace, scenario: Scenario, seed: int) -> Run:
    """Play one world, and write its record turn by turn where one is asked for."""
    from sim.play.course import header_for
    from sim.play.run import run as play

    progress = Progress(f"{scenario.id}: one world")
    turns = turns_until(scenario.clock, arguments.until)
    who = commanders(scenario, getattr(arguments, "commander", ()))
    since = turn_since(scenario.clock, getattr(arguments, "since", None))
    with kept(arguments.out, header_for(scenario, seed, who, folder_of(arguments.scenario))) as keep:
        film = play(scenario, [seed], who, turns=turns, progress=progress, keep=keep, since=since)
    progress.end()
    return film


def _survey(arguments: Namespace, scenario: Scenario, facts: Facts) -> Grade:
    """Grade many worlds, batch by batch."""
    from sim.play.run import run_many
    from sim.report.fidelity.grading import grade
    from sim.report.fidelity.many import together

    seeds = range(arguments.from_seed, arguments.from_seed + arguments.seeds)
    progress = Progress(f"{scenario.id}: {len(seeds)} worlds")
    turns = turns_until(scenario.clock, arguments.until)
    batches = run_many(scenario, seeds, turns=turns, progress=progress)
    many = together(grade(batch.trace, facts) for batch in batches)
    progress.end()
    return many


def _met(asked: float | None, world: WorldGrade, many: Grade | None) -> int:
    """Return 1, with a word of why, if the share of facts that hold is smaller than asked."""
    if asked is None:
        return 0
    found = {"of the world shown": world.share} | ({} if many is None else {"in the mean": many.mean})
    missed = [f"{share:.3f} {where}" for where, share in found.items() if share < asked]
    if missed:
        complain(f"abukamal: not met: fidelity is {' and '.join(missed)}, {asked:.3f} was asked for")
    return 1 if missed else 0


# --------------------------------------------------------------------------------------------------- JSON


def _graded(world: WorldGrade) -> dict[str, Any]:
    """A fact whose window the run did not reach holds neither way: null."""
    firm = world.firm
    return {
        "fidelity": {
            "checkable": world.checkable, "held": world.held, "share": world.share,
            "firm": {"checkable": firm.checkable, "held": firm.held, "share": firm.share},
        },
        "facts": [
            {
                "id": row.id, "document": row.document, "lines": row.lines, "confidence": row.confidence,
                "statement": row.statement, "expected": row.expected, "observed": row.observed,
                "holds": row.holds if row.reached else None,
            }
            for row in world.rows
        ],
    }  # fmt: skip


def _spread(many: Grade) -> dict[str, Any]:
    return {
        "seeds": {
            "n": many.worlds, "mean_share": many.mean, "min_share": many.least, "max_share": many.most,
            "firm_mean_share": float(many.firm_shares.mean()), "facts": many.hold_rate,
        }
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------- text


def _summary(arguments: Namespace, film: Run) -> Iterator[str]:
    from sim.report.ending.result import end, losses, winner

    scenario, (side, level) = film.scenario, winner(film)
    yield f"{scenario.title}, seed {int(film.state.seeds[0])}: {_count(len(film.orders), 'turn')}, until {end(film)}"
    for name, lost in losses(film).items():
        yield f"  {name}: {lost['killed']} killed, {lost['wounded']} wounded, {lost['captured']} captured"
    if side is not None and len(film.orders) == scenario.clock.turns:
        yield f"  result: {side}, {level}"
    yield f"  digest {film.state.digests[0].hex()}"
    if arguments.commander:
        yield f"  commanders: {', '.join(f'{side} {who}' for side, who in film.commanders)}"
        yield from _deviated(film)
    if arguments.out is not None:
        yield f"  record {arguments.out}"


def _deviated(film: Run) -> Iterator[str]:
    """Say where this course left history."""
    from sim.cli.outcome import deviations

    for one in deviations(film):
        yield from deviated(one)


def _show(film: Run, world: WorldGrade, facts: Facts, arguments: Namespace) -> None:
    """Print the film, with a pause after each day where one is asked for; with --summary only which world it is."""
    from sim.report.chronicle.telling import chronicle
    from sim.report.terminal import film_lines

    for line in _provenance(film):
        say(line)
    if arguments.summary:
        return
    story = chronicle(film.scenario, film.trace, facts, grade=world, orders=film.said())
    days = [day.heading for day in story.days]
    for line in film_lines(story, width=width(), colour=coloured()):
        if arguments.delay and any(heading in line for heading in days[1:]):
            time.sleep(arguments.delay)
        say_painted(line)
        sys.stdout.flush()


def _provenance(film: Run) -> Iterator[str]:
    """Say which world this is, and how it was chosen."""
    from sim.report.fidelity.film_seed import film_seed

    seed = int(film.state.seeds[0])
    if seed == film_seed(film.scenario.id):
        yield f"World {seed}: of four hundred worlds the one that agrees best with the documents. --seeds 200 grades"
        yield "two hundred others beside it; --seed N shows any other."
    else:
        yield f"World {seed}."


def _show_grade(scenario: Scenario, world: WorldGrade, grade: Grade, out: Path | None) -> None:
    from sim.report.chronicle.spelling import Spelling
    from sim.report.terminal import grade_lines

    for line in grade_lines(world, grade, spell=Spelling(scenario), width=width(), colour=coloured()):
        say_painted(line)
    if out is not None:
        say(f"Record: {out}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
