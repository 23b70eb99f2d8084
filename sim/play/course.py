"""One course of events as it unfolds, a turn at a time: commanders decide, the rules resolve, a film is taken.

A run goes through a course to its end; a game stops in it each turn for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.errors import Spoiled
from sim.orders.order import LEAD, OWN, Line, Order, Orders, orders_of, together
from sim.play.adapting import Adapting
from sim.play.commander import Commander
from sim.play.deviation import Deviation, Lookout
from sim.play.history import History
from sim.play.past import Past
from sim.record.film import Film
from sim.record.record import Header, Turn
from sim.record.replay import orders_written
from sim.record.trace import Trace
from sim.rules.moment import Moment, moment_of
from sim.rules.sequence import RULES_VERSION, Watch, step
from sim.scenario.scenario import Scenario
from sim.state.observation import observe
from sim.state.setup import setup
from sim.state.state import State, digests_of

Keep = Callable[[Turn], None]
"""Is given each turn of the first world as soon as it is resolved, to write it down."""


@dataclass(frozen=True)
class Run:
    """A course of W worlds, as far as it has come."""

    scenario: Scenario
    state: State  # the last one
    orders: tuple[Orders, ...]  # one a turn
    digests: tuple[tuple[bytes, ...], ...]  # a turn: one a world
    trace: Trace
    commanders: tuple[tuple[str, str], ...]  # (side, who)
    deviations: tuple[Deviation, ...] = ()  # orders of history that became void; events of the first world

    def said(self, world: int = 0) -> tuple[tuple[Line, ...], ...]:
        """Return the orders of one world, a turn at a time, as (side, line of notation)."""
        return tuple(orders.of_world(self.scenario, world) for orders in self.orders)


@dataclass(frozen=True)
class Known:
    """History's own course as somebody has played it already; `states` has the first, and one after every impulse."""

    course: Course
    states: Sequence[State]

    def of_history(self, scenario: Scenario) -> bool:
        """Say whether it is the scenario's, and everybody followed history in it."""
        return self.course.scenario is scenario and all(who.scripted for who in self.course.who.values())

    def after(self, turn: int, before: State) -> State | None:
        """Return the state after a turn (from 0) that began as `before`; None unless its digests come out the same."""
        course, clock = self.course, self.course.scenario.clock
        if turn >= course.turn or (before.seeds != course.state.seeds).any():
            return None
        state = replace(self.states[(turn + 1) * clock.impulses_per_turn].copy(), digests=before.digests)
        digests = digests_of(state, course._orders[turn].keys(state.worlds))
        return replace(state, digests=digests) if digests == course._digests[turn] else None


class Course:
    """W worlds under way.  Sides without a commander follow history; until turn `since` (from 0) all do.

    Against a commander of one's own making, history is followed only while its orders make sense.  Turns that are
    `written` are lived again as they are in a record of the one world, instead of history's; the commanders take over
    after the last of them.  What is `known` of history's course is not played again.
    """

    def __init__(
        self,
        scenario: Scenario,
        seeds: Sequence[int],
        commanders: Mapping[str, Commander] | None = None,
        since: int = 0,
        keep: Keep | None = None,
        watch: Watch | None = None,
        written: Sequence[Turn] = (),
        known: Known | None = None,
    ) -> None:
        self.scenario, self.since, self._written = scenario, max(since, len(written)), tuple(written)
        self._known = known if known is not None and known.of_history(scenario) else None
        self._shown_to = watch
        free = any(not commander.scripted for commander in (commanders or {}).values())
        self._past = past = Past(scenario, seeds) if free else None
        self.who = commanders_of(scenario, commanders, past)
        self._before = commanders_of(scenario, None, None)
        self._lookout = Lookout(scenario, past) if past is not None else None
        self.keep = keep
        self.state: State = setup(scenario, seeds)
        self._film = Film(scenario, self.state)
        self._orders: list[Orders] = []
        self._digests: list[tuple[bytes, ...]] = []
        self.turns: list[Turn] = []

    @property
    def turn(self) -> int:
        """Return how many turns have been resolved."""
        return len(self._orders)

    @property
    def _follows(self) -> bool:
        """Say whether everybody still follows history to the letter: the course is history's own."""
        return not self._written and self.turn < self.since

    def advance(self) -> None:
        """Resolve a turn; raise Spoiled if a written one does not come out as it was written."""
        if self._recalled():
            return
        written = self._written[self.turn] if self.turn < len(self._written) else None
        who = self.who if self.turn >= self.since else self._before
        if written is not None:
            orders = orders_written(self.scenario, written, self.turn + 1)
        else:
            begins = bool(self._written) and self.turn == self.since
            orders = decided(self.scenario, self.state, who, begins)
        follows = self._follows
        if self._lookout is not None and not follows:
            self._lookout.turn(self.turn, self.state)
        self.state, events = step(self.scenario, self.state, orders, self._watch())
        if follows:
            self._followed()
        self._film.add(events)
        self._orders.append(orders)
        self._digests.append(self.state.digests)
        lines = _reasoned(self.scenario, orders, who) if written is None else written.orders
        self.turns.append(Turn(lines, self.state.digests[0].hex()))
        if written is not None:
            same_turn(written, self.turns[-1], self.turn)
        if self.keep is not None:
            self.keep(self.turns[-1])

    def _recalled(self) -> bool:
        """Go on by a turn as it is known already; False where it has to be played."""
        known, turn = self._known, self.turn
        state = known.after(turn, self.state) if known is not None and self._follows else None
        if known is None or state is None:
            return False
        impulses = self.scenario.clock.impulses_per_turn
        self.state = state
        self._followed()
        self._film.recall(known.course._film, turn, impulses)
        self._orders.append(known.course._orders[turn])
        self._digests.append(state.digests)
        self.turns.append(known.course.turns[turn])
        for impulse in range(turn * impulses, (turn + 1) * impulses):
            if self._shown_to is not None:
                shown = known.states[impulse + 1]
                self._shown_to(shown, moment_of(self.scenario, shown, impulse))
        if self.keep is not None:
            self.keep(self.turns[-1])
        return True

    def _followed(self) -> None:
        """Tell who watches history's own course that the turn at hand, now resolved, was of it."""
        if self._past is not None and self._lookout is not None:
            self._past.reached(self.state, self.turn + 1)
            self._lookout.same(self.state)

    def trace(self) -> Trace:
        """Return the film so far."""
        return self._film.trace(self.state)

    def deviations(self) -> list[Deviation]:
        """Return where the course has left history so far, in order of world and time."""
        found = [one for commander in self.who.values() if isinstance(commander, Adapting)
                 for one in commander.deviations]  # fmt: skip
        if self._lookout is not None:
            found += self._lookout.found(self.state)
        return sorted(found, key=lambda one: (one.world, one.turn, one.kind, one.id))

    def run(self) -> Run:
        """Return the course so far."""
        return Run(
            self.scenario, self.state, tuple(self._orders), tuple(self._digests), self.trace(), names_of(self.who),
            tuple(self.deviations()),
        )  # fmt: skip

    def _watch(self) -> Watch:
        """Show every impulse to all who watch."""

        def watch(state: State, moment: Moment) -> None:
            self._film.watch(state, moment)
            if self._lookout is not None:
                self._lookout.watch(state, moment)
            if self._shown_to is not None:
                self._shown_to(state, moment)

        return watch


def same_turn(written: Turn, found: Turn, number: int) -> None:
    """Raise Spoiled, naming the turn (from 1), if a turn that was lived again did not come out as it was written."""
    if written.digest != found.digest:
        raise Spoiled(
            f"turn {number} of the record comes out differently: its digest is {found.digest}, "
            f"the record has {written.digest}"
        )


def decided(scenario: Scenario, state: State, who: Mapping[str, Commander], begins: bool = False) -> Orders:
    """Ask every commander for his orders, each from what his side sees; who takes over from history says so first.

    So does everybody when a course `begins` after what others led: a record shows by it where that was.  Nobody hands
    a side back to history: where history has given it up to doctrine, in one world, it stays given up.
    """
    parts = []
    for side, name in enumerate(scenario.sides):
        commander = who[name]
        if not commander.scripted and (begins or bool((state.scripted[:, side] > 0).any())):
            parts.append(orders_of(scenario, [(name, Order(name, LEAD, OWN))]))
        parts.append(commander.decide(scenario, observe(scenario, state, side)))
    return together(parts)


def commanders_of(
    scenario: Scenario, commanders: Mapping[str, Commander] | None, past: Past | None
) -> dict[str, Commander]:
    """Return who commands each side; with its own course at hand, history follows it only while it makes sense."""
    chosen = commanders or {}
    return {
        name: chosen.get(name) or (History() if past is None else Adapting(past)) for name in scenario.sides
    }


def names_of(who: Mapping[str, Commander]) -> tuple[tuple[str, str], ...]:
    """Return (side, who) of each side."""
    return tuple((side, commander.name) for side, commander in who.items())


def header_for(
    scenario: Scenario, seed: int, commanders: Mapping[str, Commander] | None = None, path: str = ""
) -> Header:
    """Return the first line of a record; `path` is the folder's name where the scenario is not a shipped one."""
    names = names_of(commanders_of(scenario, commanders, None))
    return Header(scenario.id, scenario.digest, RULES_VERSION, seed, names, path)


def _reasoned(scenario: Scenario, orders: Orders, who: Mapping[str, Commander]) -> tuple[Line, ...]:
    """Return the orders of the first world as they are written down: each with its reason, where one is known."""
    why = {name: commander.why(scenario, 0) for name, commander in who.items()}
    return tuple(
        (side, f"{line}  # {reason}" if (reason := why[side].get(line.partition(" ")[0], "")) else line)
        for side, line in orders.of_world(scenario, 0)
    )
