"""The command that tells how a record ended: report."""

from __future__ import annotations

from argparse import Namespace

from sim.cli.arguments import UsageError, report_goal
from sim.cli.records import blaming, opened
from sim.cli.terminal import Progress, say, say_json


def report(arguments: Namespace) -> int:
    """Live a record again, and write the after-action report as a page, or print it as data."""
    from sim.record.replay import scenario_of
    from sim.report.ending.making import ending

    out = arguments.out
    if out is None and not arguments.json:
        raise UsageError("say where to write the report: --out FILE.html; or --json for it as data")
    if out is not None:
        report_goal(out)
    record, _ = opened(arguments.record)
    with blaming(arguments.record):
        scenario = scenario_of(record, arguments.record.parent)
        progress = Progress(f"{scenario.id}: living the record again")
        found = ending(record, scenario, progress=progress)
        progress.end()
    if out is not None:
        from sim.base.durable import write_whole
        from sim.report.ending.page import page

        try:
            write_whole(out, page(found).encode("utf-8"))
        except OSError as error:
            raise UsageError(f"cannot write {out}: {error.strerror or error}") from None
    if arguments.json:
        say_json(found.as_json())
    else:
        say(f"{out}: {found.title}, world {found.seed}, {len(found.turns)} of {found.turns_of} turns")
    return 0
