"""A game as the window shows it: what the person's side saw, impulse by impulse, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np

from sim.base.columns import Ints
from sim.play.deviation import Deviation, known_to
from sim.play.game import Game
from sim.play.past import Past
from sim.report.account import account
from sim.report.chronicle.telling import ORDERS, Entry
from sim.report.difference import Difference, beside_history
from sim.rules.moment import Moment
from sim.rules.sequence import Watch
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation, observe
from sim.state.setup import setup
from sim.state.state import State
from sim.view.mappane import Scene
from sim.view.opened import Opened
from sim.view.story import Mark, dead_of, marks_of, shown, still, told_by


class Campaign:
    """A Story of a game from one side; it grows with each resolved turn.

    `game_of` makes the game, new or resumed, and lets every impulse of it be watched.
    """

    def __init__(self, opened: Opened, seed: int, side: str, game_of: Callable[[Watch], Game]) -> None:
        self._opened, self._scenario = opened, opened.scenario
        self._side = opened.scenario.sides.index(side)
        self._sights = [observe(opened.scenario, setup(opened.scenario, [seed]), self._side)]
        self._entries: list[Entry] = []
        self._every: list[Entry] = []
        self._marks: tuple[Mark, ...] = ()
        self._past: Past | None = None
        self._difference: tuple[int, Difference] | None = None
        self.game = game_of(self._watch)
        self.read()

    @property
    def scenario(self) -> Scenario:
        """Return what is played."""
        return self._scenario

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the cited moments that the side learnt of."""
        return self._marks

    @property
    def samples(self) -> int:
        """Return how many samples there are, the present one among them."""
        return len(self._sights)

    @property
    def now(self) -> int:
        """Return the sample of the present: the plan is made on it."""
        return self.samples - 1

    def time(self, sample: int) -> datetime:
        """Return the local time of a sample."""
        return self._scenario.clock.time_of(sample)

    def seen(self, sample: int, side: int = -1) -> Observation:
        """Return what the side knew; the present is as the plan sees it."""
        return self.game.seen if sample >= self.now else self._sights[sample]

    def scene(self, sample: int) -> Scene:
        """Return what the side saw on the map."""
        seen = self.seen(sample)
        units = shown(self._scenario, seen.picture, self._side, seen.age[0])
        night = self._scenario.clock.is_night(max(sample - 1, 0))
        return Scene(seen.picture.control[0], units, night, seen.picture.blocks[0])

    def killed(self, sample: int) -> list[tuple[str, int]]:
        """Return the dead of the side and its friends so far; the enemy's are not known."""
        friends = np.flatnonzero(self._scenario.friend[self._side]).tolist()
        return dead_of(self._scenario, self.seen(sample).picture.killed[0], friends)

    def curves(self) -> list[tuple[int, Ints]]:
        """Return the dead of the side itself."""
        mine = self._scenario.forces.side == self._side
        dead = [int(self.seen(k).picture.killed[0][mine].sum(dtype=np.int64)) for k in range(self.samples)]
        return [(self._side, np.array(dead, dtype=np.int64))]

    def told(self, sample: int) -> list[Entry]:
        """Return what the side learnt on the day of a sample, up to it."""
        return told_by(self._entries, self.time(max(sample - 1, 0)).date(), self.time(sample))

    @property
    def entries(self) -> list[Entry]:
        """Return everything that the side has learnt, and what it ordered."""
        return self._every

    @property
    def difference(self) -> Difference:
        """Return how the present stands beside history in the same world, as far as the side knows."""
        if self._difference is None or self._difference[0] != self.game.turn:
            if self._past is None:
                self._past = Past(self._scenario, [int(self.game.state.seeds[0])])
            self._difference = self.game.turn, beside_history(self.game, self._past)
        return self._difference[1]

    @property
    def departures(self) -> list[Deviation]:
        """Return where the course has left history, as far as the side can know while it plays.

        Of two people nobody learns that before the game is over.
        """
        found = [] if self.hushed else self.game.deviations()
        return found if self.game.over else [one for one in found if known_to(self._scenario, one, self._side)]

    @property
    def hushed(self) -> bool:
        """Say whether nothing is told of where the course has left history: the other person's doings show in it."""
        return len(self.game.people) > 1 and not self.game.over

    def resolve(self) -> int:
        """Resolve the turn; return the sample at which it began."""
        began = self.now
        self.game.resolve()
        self.read()
        return began

    def read(self) -> None:
        """Learn what there is to tell of the turns that have been resolved by now."""
        if not self.game.turn:
            return
        self._every = account(self.game.run(), self._side, self._opened.facts, orders=True)
        self._entries = [entry for entry in self._every if entry.kind != ORDERS]
        confidence = {fact.id: fact.confidence for fact in self._opened.facts.facts}
        self._marks = tuple(marks_of(self._entries, confidence, self._scenario, self.now))

    def _watch(self, state: State, moment: Moment) -> None:
        self._sights.append(observe(self._scenario, still(state, moment), self._side))
