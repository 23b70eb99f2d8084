"""A run: one course, or thousands at once, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sim.play.commander import Commander
from sim.play.course import Course, Keep, Run, header_for
from sim.record.record import Record, Turn
from sim.scenario.scenario import Scenario

BATCH = 256
"""Worlds resolved together: 200 of `dawn-3` with their film take half a gigabyte, so 256 fit anywhere."""

Progress = Callable[[int, int], None]
"""Is told after each turn: turns resolved, turns in all."""


def run(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
    progress: Progress | None = None,
    keep: Keep | None = None,
    since: int = 0,
) -> Run:
    """Play a scenario in one world per seed; sides without a commander follow history.

    Until turn `since` (counted from 0) history leads everybody; then the commanders take over.
    """
    course = Course(scenario, seeds, commanders, since, keep)
    count = scenario.clock.turns if turns is None else turns
    for turn in range(count):
        course.advance()
        if progress is not None:
            progress(turn + 1, count)
    return course.run()


def run_many(
    scenario: Scenario,
    seeds: Sequence[int],
    commanders: Mapping[str, Commander] | None = None,
    turns: int | None = None,
    progress: Progress | None = None,
    batch: int = BATCH,
    since: int = 0,
) -> Iterator[Run]:
    """Yield runs of at most `batch` worlds each, in the order of the seeds: memory stays that of one batch.

    A world's digests are the same in whatever batch it is played; `progress` counts the turns of all batches.
    """
    parts = [seeds[first : first + batch] for first in range(0, len(seeds), batch)]
    each = scenario.clock.turns if turns is None else turns
    for number, part in enumerate(parts):

        def told(turn: int, _: int, done: int = number * each) -> None:
            if progress is not None:
                progress(done + turn, each * len(parts))

        yield run(scenario, part, commanders, turns, told, since=since)


def record_of(run: Run, world: int = 0, path: str = "") -> Record:
    """Return one world of a run as a record; `path` as in `header_for`."""
    header = replace(header_for(run.scenario, int(run.state.seeds[world]), path=path), commanders=run.commanders)
    turns = (
        Turn(lines, digests[world].hex()) for lines, digests in zip(run.said(world), run.digests, strict=True)
    )
    return Record(header, tuple(turns))
