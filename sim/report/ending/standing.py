"""How each objective stood when it was judged, part by part of its condition, and when it was earned."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.columns import Flags
from sim.report.chronicle.citing import Citations
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.prose import sentence
from sim.report.chronicle.spelling import Spelling
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.ending.tree import Goal
from sim.rules.conditions import holds, share_held, units_of
from sim.rules.moment import Moment
from sim.rules.wanting import in_words, wanting
from sim.scenario.scenario import Objective, Scenario
from sim.scenario.schema_conditions import Condition
from sim.state.state import State


class Umpire:
    """Watches a record of so many impulses: looks at each objective when it is due, and at the end if it is not."""

    def __init__(self, scenario: Scenario, impulses: int) -> None:
        self.scenario, self._last = scenario, impulses - 1
        self._naming, self._where, self._spelt = Naming(scenario), Whereabouts(scenario), Spelling(scenario)
        self._earned: dict[int, int] = {}
        self._found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def watch(self, state: State, moment: Moment) -> None:
        """Note what has been earned in an impulse, and how it stands with what is due."""
        for row, goal in enumerate(self.scenario.objectives):
            if state.scored[0, row]:
                self._earned.setdefault(row, moment.impulse)
            if moment.impulse == goal.impulse or (moment.impulse == self._last < goal.impulse):
                assert isinstance(goal.when, Condition)
                stood = tuple(sentence(part) for part in self._parts(moment, goal.when, goal.id))
                self._found[row] = stood, tuple(wanting(moment, goal.when, goal.id)[1])

    def goals(self, citations: Citations) -> tuple[Goal, ...]:
        """Return the objectives in the order of the scenario."""
        return tuple(self._goal(row, goal, citations) for row, goal in enumerate(self.scenario.objectives))

    def _goal(self, row: int, goal: Objective, citations: Citations) -> Goal:
        clock = self.scenario.clock
        stood, missing = self._found.get(row, ((), ()))
        since = self._earned.get(row)
        standing = "earned" if since is not None else "missed" if goal.impulse <= self._last else "open"
        return Goal(
            goal.id, goal.title, self.scenario.sides[goal.side], goal.points,
            f"{clock.time_of(goal.impulse + 1):%Y-%m-%dT%H:%M}", goal.any_time, standing,
            clock.turn_of(goal.impulse if since is None else since) + 1,
            "" if since is None else f"{clock.time_of(since + 1):%Y-%m-%dT%H:%M}", stood, missing,
            citations.of(goal.cites),
        )  # fmt: skip

    def _parts(self, moment: Moment, condition: Condition, key: str) -> Iterator[str]:
        """Say how each leaf of a condition stands."""
        for number, child in enumerate(condition.children):
            yield from self._parts(moment, child, f"{key}/{number}")
        if not condition.children:
            yield self._leaf(moment, condition, key)

    def _leaf(self, moment: Moment, leaf: Condition, key: str) -> str:
        if leaf.holds is not None:
            return self._held(moment, leaf.holds.place)
        if leaf.losses is not None:
            return self._lost(moment, units_of(moment, leaf.losses.side, leaf.losses.formation))
        true = bool(holds(moment, leaf, key)[0])
        if leaf.linked is not None:
            way = "by road" if leaf.linked.by_road else "over ground of its own"
            ends = f"{self._place(leaf.linked.from_place)} and {self._place(leaf.linked.to_place)}"
            return f"{self._camp(leaf.linked.side)} {'has' if true else 'does not have'} {ends} linked {way}"
        if leaf.near is not None:
            who = leaf.near.formation or leaf.near.side or ""
            ends = f"within {leaf.near.km} km of {self._place(leaf.near.place)}"
            return f"{self._spelt(who)}: {'some are' if true else 'nobody'} {ends}"
        return f"{in_words(leaf)}: {'so it is' if true else 'not so'}"

    def _lost(self, moment: Moment, mine: Flags) -> str:
        """Say how many of some units (U,) have been lost."""
        state = moment.state
        lost = (state.killed + state.wounded + state.captured)[0][mine].sum(dtype=np.int64)
        whole = self.scenario.forces.strength[mine].sum(dtype=np.int64)
        return f"{int(lost):,} of {int(whole):,} killed, wounded or captured"

    def _held(self, moment: Moment, place: str) -> str:
        """Say who holds a place: shares of a town, or its holder."""
        shares = [
            (name, int(share_held(moment, side, self.scenario.place(place))[0]))
            for side, name in enumerate(self.scenario.sides)
        ]
        held = [f"{self._camp(name)} {share} percent" for name, share in shares if share]
        if len(held) == 1 and max(share for _, share in shares) == 100:
            return f"{self._place(place)} held by {held[0].removesuffix(' 100 percent')}"
        return f"{self._place(place)}: {', '.join(held) or 'held by nobody'}"

    def _camp(self, side: str) -> str:
        return str(self._naming.camp(self.scenario.sides.index(side)))

    def _place(self, place: str) -> str:
        return self._where.name(place) if place in self._where.known else place.replace("_", " ")
