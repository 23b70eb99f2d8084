"""Where a record left history, found again from the record alone.

Whoever followed history while it made sense is asked once more, turn by turn, and the events are watched as they were
in the run.
"""

from __future__ import annotations

from sim.play.adapting import Adapting
from sim.play.deviation import Deviation, Lookout
from sim.play.past import Past
from sim.record.record import Record
from sim.rules.moment import Moment
from sim.scenario.scenario import Scenario
from sim.state.observation import observe
from sim.state.state import State


class Retracing:
    """Give `before` and `watch` to the replay of a record; `found` are the deviations, in order of time.

    Nothing is looked for, and nothing found, where history led everybody.
    """

    def __init__(self, record: Record, scenario: Scenario) -> None:
        self.scenario = scenario
        who = dict(record.header.commanders)
        free = any(name != Adapting.name for name in who.values())
        past = Past(scenario, [record.header.seed]) if free else None
        self._lookout = None if past is None else Lookout(scenario, past)
        self._followers: dict[int, Adapting] = {}
        if past is not None:
            self._followers = {
                side: Adapting(past) for side, name in enumerate(scenario.sides) if who.get(name) == Adapting.name
            }

    def before(self, turn: int, state: State) -> None:
        """Ask those who follow history what they make of a turn, counted from 0, in which the state is this."""
        for side, follower in self._followers.items():
            follower.decide(self.scenario, observe(self.scenario, state, side))
        if self._lookout is not None:
            self._lookout.turn(turn, state)

    def watch(self, state: State, moment: Moment) -> None:
        """Look for events after an impulse."""
        if self._lookout is not None:
            self._lookout.watch(state, moment)

    def found(self, state: State) -> list[Deviation]:
        """Return the deviations; `state` is the last of the record."""
        found = [one for follower in self._followers.values() for one in follower.deviations]
        if self._lookout is not None:
            found += self._lookout.found(state)
        return sorted(found, key=lambda one: (one.world, one.turn, one.kind, one.id))
