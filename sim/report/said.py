"""How each part of a condition stands, in words: who holds a town, how many are lost, what is linked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.columns import Flags
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.prose import sentence
from sim.report.chronicle.spelling import Spelling
from sim.report.chronicle.whereabouts import Whereabouts
from sim.rules.conditions import holds, share_held, units_of
from sim.rules.moment import Moment
from sim.scenario.scenario import Scenario
from sim.scenario.schema_conditions import Condition
from sim.scenario.wording import in_words


class Said:
    """Says how conditions of a scenario stand at a moment, with the names that a reader knows."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._naming, self._where, self._spelt = Naming(scenario), Whereabouts(scenario), Spelling(scenario)

    def stood(self, moment: Moment, condition: Condition, key: str) -> tuple[str, ...]:
        """Return a sentence for each leaf of a condition; `key` is the id of what it belongs to."""
        return tuple(sentence(part) for part in self._parts(moment, condition, key))

    def asked(self, condition: Condition) -> str:
        """Return a condition as a sentence."""
        return sentence(in_words(condition, self._named))

    def _named(self, name: str) -> str:
        """Return the name of a side, a place, or anything else."""
        if name in self.scenario.sides:
            return self._camp(name)
        return self._place(name) if name in self.scenario.places else self._spelt(name)

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
        return f"{in_words(leaf, self._named)}: {'so it is' if true else 'not so'}"

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
