"""Checks of condition trees: triggers that can never fire, and leaves that can never or always hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sim.base.document import Loc
from sim.base.scalars import quoted
from sim.errors import Problem
from sim.scenario.lint_scope import Scope
from sim.scenario.schema_base import Part
from sim.scenario.schema_conditions import (
    Condition,
    HoldsLeaf,
    LinkedLeaf,
    LossesLeaf,
    NearLeaf,
    SeenLeaf,
)
from sim.scenario.walk import parts_of

Window = tuple[datetime, datetime]
_MOST_TOGETHER = 200
_DEEPEST_CHAIN = 40
_NEED_A_FORCE = ("near", "losses", "cohesion", "supply", "alert", "seen", "arrived", "cut_off")


def check_leaves(scope: Scope) -> Iterator[Problem]:
    """No leaf is impossible in itself."""
    for sheet, part in scope.sheets:
        for loc, node in parts_of(part, Condition):
            if node.children:
                continue
            fault = _leaf_fault(scope, node.leaf)
            if fault:
                yield scope.problem(sheet, (*loc, node.kind), f"can never hold: {fault}", "change the condition")


def _leaf_fault(scope: Scope, leaf: Part) -> str:
    if isinstance(leaf, HoldsLeaf):
        low, high = leaf.min_share or 0, 100 if leaf.max_share is None else leaf.max_share
        return f"min_share {low} is above max_share {high}" if low > high else ""
    if isinstance(leaf, LinkedLeaf):
        return "a place is linked to itself" if leaf.from_place == leaf.to_place else ""
    if isinstance(leaf, SeenLeaf):
        own = scope.formation(leaf.formation)
        return f"{quoted(leaf.by)} is the formation's own side" if own and own.side == leaf.by else ""
    if isinstance(leaf, NearLeaf):
        people = _people(scope, leaf)
        return f"{leaf.strength} people are asked for, there are {people}" if leaf.strength > people else ""
    if isinstance(leaf, LossesLeaf) and leaf.number is not None:
        people = _people(scope, leaf)
        return f"{leaf.number} losses are asked for, there are {people} people" if leaf.number > people else ""
    return ""


def _people(scope: Scope, leaf: NearLeaf | LossesLeaf) -> int:
    key = ("formation", leaf.formation) if leaf.formation else ("side", leaf.side or "")
    return scope.people.get(key, 0)


def check_dead_references(scope: Scope) -> Iterator[Problem]:
    """No condition waits for a formation that is never on the map."""
    absent = {
        formation.id
        for formation in scope.files.forces.formations
        if not any(scope.appears(unit) for unit in formation.units)
    }
    for sheet, part in scope.sheets:
        for loc, node in parts_of(part, Condition):
            name = getattr(node.leaf, "formation", None) if node.kind in _NEED_A_FORCE else None
            if name in absent:
                message = f"can never hold: {quoted(str(name))} is never on the map"
                remedy = "give its units a place, or an event that brings them"
                yield scope.problem(sheet, (*loc, node.kind, "formation"), message, remedy)


def check_always(scope: Scope) -> Iterator[Problem]:
    """No event waits for what holds from the start and so never turns true."""
    for index, event in enumerate(scope.files.events.events):
        for loc, node in parts_of(event.when, Condition, ("events", index, "when")):
            leaf = node.leaf
            always = (
                (node.alert is not None and node.alert.at_least == 0)
                or (node.losses is not None and node.losses.percent == 0)
                or (node.cohesion is not None and node.cohesion.at_most == 100)
            )
            if always:
                message = f"this {type(leaf).__name__.removesuffix('Leaf').lower()} condition always holds"
                yield scope.problem("events", (*loc, node.kind), message, "tighten it or leave it out", "warning")


def check_contradictions(scope: Scope) -> Iterator[Problem]:
    """What must hold together can hold together."""
    for sheet, part in scope.sheets:
        for loc, node in parts_of(part, Condition):
            if node.all_ is not None:
                for fault in _clashes(scope, node.all_[:_MOST_TOGETHER]):
                    yield scope.problem(sheet, loc, f"can never hold: {fault}", "change one of the two")


def _clashes(scope: Scope, together: tuple[Condition, ...]) -> Iterator[str]:
    denied = [node.not_ for node in together if node.not_ is not None]
    if any(node in denied for node in together):
        yield "it asks for a condition and for its opposite"
    held = [node.holds for node in together if node.holds is not None]
    for n, one in enumerate(held):
        for other in held[n + 1 :]:
            both = one.place == other.place and other.side not in scope.friends(one.side)
            if both and _share(one) + _share(other) > 100:
                yield f"{one.place} is held by {one.side} and by {other.side} at once"


def _share(leaf: HoldsLeaf) -> int:
    """Return the least share a leaf asks for; three quarters if it says nothing, as the rules have it."""
    if leaf.min_share is not None:
        return leaf.min_share
    return 0 if leaf.max_share is not None else 75


def check_windows(scope: Scope) -> Iterator[Problem]:
    """The times in an event's conditions overlap each other and the clock."""
    timetable = _Timetable(scope)
    for index, event in enumerate(scope.files.events.events):
        loc: Loc = ("events", index, "when")
        if timetable.window(event.when) is None:
            yield scope.problem("events", loc, "can never fire: its times do not overlap", "change one of them")
        elif event.given is not None and timetable.window(event.when, event.given) is None:
            message = "can never fire: the times of 'when' and 'if' do not overlap"
            yield scope.problem("events", ("events", index, "if"), message, "change one of them")
    for index, objective in enumerate(scope.files.scenario.objectives):
        if timetable.window(objective.when) is None:
            message = "can never be met: its times do not overlap"
            yield scope.problem("scenario", ("objectives", index, "when"), message, "change one of them")


class _Timetable:
    """Bounds on when conditions can hold; None: never.  `any` and `not` bound little."""

    def __init__(self, scope: Scope) -> None:
        self._whole: Window = (scope.clock.start, scope.clock.end)
        self._events = {event.id: event for event in scope.files.events.events}
        self._earliest: dict[str, datetime] = {}
        self._chain = 0

    def window(self, *nodes: Condition) -> Window | None:
        """Return the span within which all the nodes could hold together."""
        start, end = self._whole
        for node in nodes:
            span = self._span(node)
            if span is None:
                return None
            start, end = max(start, span[0]), min(end, span[1])
        return (start, end) if start < end else None

    def _span(self, node: Condition) -> Window | None:
        if node.time is not None:
            span = (node.time.start, node.time.end or self._whole[1])
            sound = span[0] < min(span[1], self._whole[1])
            return span if sound else self._whole  # an unsound one has its own complaint
        if node.fired is not None:
            return self._fired(node.fired.event) + timedelta(hours=node.fired.hours), self._whole[1]
        if node.not_ is not None or not node.children:
            return self._whole
        if node.all_ is not None or node.at_least == len(node.children):
            return self.window(*node.children)
        spans = [span for span in map(self._span, node.children) if span is not None]
        if len(spans) < (node.at_least or 1):
            return None
        return min(start for start, _ in spans), max(end for _, end in spans)

    def _fired(self, name: str) -> datetime:
        """Return a moment before which an event cannot have fired; the start, while that is being found."""
        event = self._events.get(name)
        if name not in self._earliest and event is not None and self._chain < _DEEPEST_CHAIN:
            self._earliest[name] = self._whole[0]
            self._chain += 1
            window = self.window(event.when)
            self._chain -= 1
            self._earliest[name] = window[0] if window is not None else self._whole[0]
        return self._earliest.get(name, self._whole[0])


def check_chains(scope: Scope) -> Iterator[Problem]:
    """No events wait for each other in a ring."""
    waits = {event.id: _waits_for(event.when) for event in scope.files.events.events}
    stuck = _stuck(waits)
    for index, event in enumerate(scope.files.events.events):
        if event.id in stuck:
            others = ", ".join(sorted(waits[event.id] & stuck))
            message = f"can never fire: {quoted(event.id)} waits for {others}, which can never fire before it"
            yield scope.problem("events", ("events", index, "when"), message, "break the ring")


def _waits_for(node: Condition) -> frozenset[str]:
    """Return the events that must have fired before the node can hold."""
    if node.fired is not None:
        return frozenset({node.fired.event})
    if node.all_ is not None:
        return frozenset().union(*(_waits_for(child) for child in node.all_))
    return frozenset()


def _stuck(waits: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the events that are left when all that wait for nobody have been taken away, again and again."""
    left = {name: {other for other in others if other in waits} for name, others in waits.items()}
    followers: dict[str, list[str]] = {}
    for name, others in left.items():
        for other in others:
            followers.setdefault(other, []).append(name)
    free = [name for name, others in left.items() if not others]
    for name in free:
        del left[name]
        for follower in followers.get(name, ()):
            left[follower].discard(name)
            if not left[follower]:
                free.append(follower)
    return frozenset(left)
