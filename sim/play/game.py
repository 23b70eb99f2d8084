"""One game: a person leads one side, somebody else the others; plan, see what is expected, resolve.

Orders of a turn can be given, replaced and withdrawn, undone and redone until the turn is resolved; nothing after.  Two
people can sit at one game, each on a seat of his own: what one plans changes nothing of what the other has before him.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy

from sim.errors import Illegal, Spoiled
from sim.orders.notation import parse_order
from sim.orders.order import GROUND, LEAD, Order, Orders, hex_named, orders_of
from sim.play.commander import Commander
from sim.play.course import Course, Keep, Known, Run, header_for, same_turn
from sim.play.deviation import Deviation
from sim.play.planning import Planning
from sim.play.roster import PERSON, others_of, persons_of, since_of
from sim.record.record import Header, Record, Turn
from sim.record.replay import same_ground
from sim.record.trace import Trace
from sim.rules.legal import refusal
from sim.rules.preview import Preview, preview
from sim.rules.sequence import Watch
from sim.scenario.scenario import Scenario
from sim.state.kinds import Posture, Status
from sim.state.observation import Observation, observe
from sim.state.state import State

Plans = Mapping[str, Sequence[Order]]
"""What is planned for the turn at hand, by the side that a person leads."""
Note = Callable[[int, Plans], None]
"""Is given the turn at hand (from 0) and what is planned for it at every change, to keep it."""


class Person:
    """A commander whose orders are those that were planned."""

    name = PERSON
    scripted = False

    def __init__(self) -> None:
        self.plan = Planning()

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return the planned orders."""
        return orders_of(scenario, [(scenario.sides[seen.side], order) for order in self.plan.orders])

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return nothing: nobody asked."""
        return {}


class Game:
    """A game in one world.  `side` is the person's; sides without a commander follow history while it makes sense.

    The turns before the person takes over are lived at once, or, with `waiting`, while somebody calls `catch_up`.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        side: str,
        others: Mapping[str, Commander] | None = None,
        since: int = 0,
        keep: Keep | None = None,
        note: Note | None = None,
        watch: Watch | None = None,
        written: Sequence[Turn] = (),
        waiting: bool = False,
        known: Known | None = None,
    ) -> None:
        self.scenario, self.side = scenario, scenario.sides.index(side)
        self._person, self._note = Person(), note
        who = {**(others or {}), side: self._person}
        self._persons = {name: one for name, one in who.items() if isinstance(one, Person)}
        self._course = Course(scenario, [seed], who, since, keep, watch, written, known)
        self.due = self.since
        self._before = self._past_turns()
        if not waiting:
            self.catch_up()

    @classmethod
    def resume(
        cls, scenario: Scenario, record: Record, keep: Keep | None = None, note: Note | None = None,
        watch: Watch | None = None, waiting: bool = False,
    ) -> Game:  # fmt: skip
        """Go on with the record of a game: the orders of persons are taken from it, all others are asked again.

        `keep` and `note` are told of what comes after the record.  Raises Spoiled when scenario or rules are others,
        when a side was led by what no record holds, and at the first turn that comes out differently; with `waiting`,
        the last is raised by `catch_up`.
        """
        same_ground(record, scenario)
        side, *beside = persons_of(record.header)
        since, others = since_of(record, side), others_of(record.header)
        people = {name: Person() for name in beside}
        game = cls(scenario, record.header.seed, side, {**others, **people}, since, note=note, watch=watch,
                   written=record.turns[:since], waiting=True)  # fmt: skip
        game.due = len(record.turns)
        game._before = game._lived_again(record, keep)
        if not waiting:
            game.catch_up()
        return game

    def seat(self, side: str) -> Game:
        """Return the same game as another person who leads a side in it has it before him."""
        other = copy(self)
        other.side, other._person = self.scenario.sides.index(side), self._persons[side]
        return other

    @property
    def people(self) -> tuple[str, ...]:
        """Return the sides that persons lead."""
        return tuple(name for name in self.scenario.sides if name in self._persons)

    def catch_up(self, enough: Callable[[], bool] = lambda: False) -> bool:
        """Live the next of the turns that are `due`, until `enough` says after one to pause; True when all are."""
        return not any(enough() for _ in self._before)

    def _past_turns(self) -> Iterator[None]:
        """Live the turns before the person takes over, one at a time."""
        while self.turn < self.since:
            self._course.advance()
            yield

    def _lived_again(self, record: Record, keep: Keep | None) -> Iterator[None]:
        """Live all turns of a record again, one at a time, and keep what comes after."""
        yield from self._past_turns()
        for number, turn in enumerate(record.turns[self.since :], self.since + 1):
            for side, person in self._persons.items():
                person.plan.replace(_own_orders(turn, side, number), "as it was")
            self.resolve()
            same_turn(turn, self._course.turns[-1], number)
            yield
        self._course.keep = keep

    @property
    def since(self) -> int:
        """Return the turn, from 0, in which the person took over."""
        return self._course.since

    @property
    def planned(self) -> list[Order]:
        """Return the orders planned for this turn."""
        return list(self._person.plan.orders)

    @planned.setter
    def planned(self, orders: Sequence[Order]) -> None:
        self._person.plan.replace(orders, "another plan")
        self._noted()

    @property
    def plans(self) -> Plans:
        """Return the orders planned for this turn by everybody who leads a side in person."""
        return {side: person.plan.orders for side, person in self._persons.items()}

    @property
    def turn(self) -> int:
        """Return the turn that is being planned, counted from 0."""
        return self._course.turn

    @property
    def state(self) -> State:
        """Return the state as it is; what the person may see of it is `seen`."""
        return self._course.state

    @property
    def over(self) -> bool:
        return self.turn >= self.scenario.clock.turns

    @property
    def seen(self) -> Observation:
        """Return what the person's side knows now."""
        return observe(self.scenario, self.state, self.side)

    def give(self, text: str) -> Order:
        """Plan an order from its line, in place of an earlier one to the same; raise Illegal with the reason."""
        order = parse_order(text)
        if order.verb == LEAD:
            raise Illegal("you lead this side already")
        why = refusal(self.scenario, self.seen, order)
        if why:
            raise Illegal(why)
        self._person.plan.put(order)
        self._noted()
        return order

    def plan_again(self, lines: Sequence[str]) -> list[str]:
        """Plan lines that were planned before; return a warning for each that cannot be planned any more."""
        lost = []
        for line in lines:
            try:
                self.give(line)
            except Illegal as error:
                lost.append(f"no longer planned: {line}: {error}")
        return lost

    def drop(self, who: str) -> list[Order]:
        """Withdraw what is planned for a unit, formation or package; return what that was, perhaps nothing."""
        gone = self._person.plan.drop(who)
        self._noted()
        return list(gone)

    def clear(self) -> None:
        """Withdraw everything that is planned."""
        self._person.plan.replace((), f"withdrawn: all {len(self.planned)} orders")
        self._noted()

    def undo(self) -> str | None:
        """Take the last change of the plan back and return what it was; None where `cannot_undo` says why not."""
        words = self._person.plan.undo()
        self._noted()
        return words

    def redo(self) -> str | None:
        """Make the change that was undone last again and return what it is; None where `cannot_redo` says why not."""
        words = self._person.plan.redo()
        self._noted()
        return words

    @property
    def cannot_undo(self) -> str:
        """Return why nothing can be undone; nothing if something can."""
        return self._person.plan.cannot_undo

    @property
    def cannot_redo(self) -> str:
        """Return why nothing can be redone; nothing if something can."""
        return self._person.plan.cannot_redo

    def _noted(self) -> None:
        if self._note is not None:
            self._note(self.turn, self.plans)

    def expect(self, who: str, place: str) -> Preview | None:
        """Foretell an attack by a unit or formation on a place; None where no enemy is known in it."""
        scenario, seen = self.scenario, self.seen
        why = refusal(scenario, seen, Order(who, "attack", place))
        if why:
            raise Illegal(why)
        formations = scenario.formations.ids
        units = (
            [scenario.forces.ids.index(who)] if who in scenario.forces.ids
            else scenario.formation_units(formations.index(who)).tolist()
        )  # fmt: skip
        picture = seen.picture
        able = [unit for unit in units if int(picture.status[0, unit]) == Status.ACTIVE
                and int(picture.posture[0, unit]) != Posture.ROUT]  # fmt: skip
        return preview(scenario, seen, able, hex_named(scenario, place))

    def idle(self) -> list[str]:
        """Return the units that stand and have no order planned for this turn."""
        scenario, picture = self.scenario, self.seen.picture
        told = {order.who for order in self.planned if order.verb in GROUND}
        mine = (scenario.forces.side == self.side) & picture.on_map[0] & picture.staying[0]
        return [
            name for unit, name in enumerate(scenario.forces.ids)
            if mine[unit] and name not in told
            and scenario.formations.ids[int(scenario.forces.formation[unit])] not in told
        ]  # fmt: skip

    def resolve(self) -> None:
        """Resolve the turn for all sides at once."""
        self._course.advance()
        for person in self._persons.values():
            person.plan.resolved()

    def record(self, path: str = "") -> Record:
        """Return the game so far; `path` as in `header_for`."""
        return Record(self.header(path), tuple(self._course.turns))

    def header(self, path: str = "") -> Header:
        """Return the first line of the game's record."""
        return header_for(self.scenario, int(self.state.seeds[0]), self._course.who, path)

    def trace(self) -> Trace:
        """Return the film of the game so far."""
        return self._course.trace()

    def run(self) -> Run:
        """Return the game so far as a run of one world."""
        return self._course.run()

    def deviations(self) -> list[Deviation]:
        """Return where the game has left history so far."""
        return self._course.deviations()

    def said(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Return the orders of every turn so far."""
        return tuple(turn.orders for turn in self._course.turns)


def _own_orders(turn: Turn, side: str, number: int) -> list[Order]:
    """Return what the person ordered in a turn of a record, counted from 1."""
    try:
        own = [parse_order(line) for one, line in turn.orders if one == side]
    except Illegal as error:
        raise Spoiled(f"turn {number} of the record has an order that the rules refuse: {error}") from None
    return [order for order in own if order.verb != LEAD]
