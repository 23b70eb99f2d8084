"""What one side learns of a course of events: what itself or its friends took part in, and what was announced to it."""

from __future__ import annotations

from sim.facts.fact import Facts
from sim.play.course import Run
from sim.report.chronicle.telling import ORDERS, Entry, chronicle


def account(run: Run, side: int, facts: Facts, since: int = 0, orders: bool = False) -> list[Entry]:
    """Return the entries of the chronicle that a side may read, from the beginning of a turn on (counted from 0).

    With `orders` its own orders stand among them.
    """
    scenario = run.scenario
    friends = {name for k, name in enumerate(scenario.sides) if scenario.friend[side][k]}
    announced = zip(scenario.triggers, scenario.audience, strict=True)
    news = [one.say for one, told in announced if told[side] and one.say]
    story = chronicle(scenario, run.trace, facts, orders=run.said())
    begins = scenario.clock.time_of(since * scenario.clock.impulses_per_turn)

    def ours(entry: Entry) -> bool:
        return bool(friends & set(entry.sides)) or (entry.kind == "message" and any(say in entry.text for say in news))

    own = (scenario.sides[side],)
    return [
        entry for day in story.days for entry in (*(day.orders if orders else ()), *day.entries)
        if entry.time >= begins and (entry.sides == own if entry.kind == ORDERS else entry.shown and ours(entry))
    ]  # fmt: skip
