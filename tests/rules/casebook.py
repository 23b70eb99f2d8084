"""Cases of the rulebook as they stand in `cases/*.yaml`: how one is set up, played and judged.

A case: `id`, `rule`, `why`, and of what follows as much as it needs.

    night: true           begins at 18:00, else at 06:00         turn_hours: 24    several impulses a turn, else one
    turns: 3              as many steps, else 1                  worlds: 64        else 32
    units: {red-1: {at: "@3,6", fit: 80, ...}}                   who is on the field, and any column of his
    control, blocks, quiet, mines, air, formations, sky          what else differs from the empty field
    seen: {red: [blue-1]}                                        whom a side knows at the start
    events, objectives    in the words of a scenario's files
    orders: [line, ...]   or {turn: [line, ...]}
    after: [{measure: wanted, ..., share: [low, high]}]          what holds in all worlds, or in that share of them
    against: {...}        a second play that differs by these entries
    compare: {measure: more | less | same | not less | [low, high]}    mean in the case against mean in the second play

A measure is `unit.column`, `unit.distance.place`, `town.side` (blocks), `town.quiet.side`, `place.holder`,
`place.known.side` (the holder it believes in), `place.mines`, `place.stack.side`, `package.flown`,
`formation.column`, `event.kind[.who]` and `amount.kind[.who]` (who: unit, side or to:unit), `fired.event` (impulse or
-1), `points.side`, `winner`, `civilians`, or `steps.fire.unit.modifier` and `steps.exposure.unit.modifier` (before
the first impulse). Wanted is a number, [low, high] (null for open), a word (a place, posture, verb, status or side),
a list of words (one of them), or {not: ...}.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from practice import field

from sim.base.document import read_document
from sim.base.luck import Luck
from sim.orders.notation import parse_order
from sim.orders.order import hex_named, orders_of
from sim.rules import combat
from sim.rules.moment import Ledger, Moment
from sim.rules.sequence import step
from sim.rules.victory import points, winners
from sim.scenario.scenario import Objective, Scenario, Trigger
from sim.scenario.schema import ObjectivePart
from sim.scenario.schema_events import EventsSheet
from sim.state.events import EventKind, Events
from sim.state.kinds import Posture, Status, Verb
from sim.state.setup import setup
from sim.state.state import State

CASES = Path(__file__).parent / "cases"
WORDS = {"posture": Posture, "verb": Verb, "status": Status}
KEYS = {
    "id", "rule", "why", "night", "turn_hours", "turns", "worlds", "units", "control", "blocks", "quiet", "mines",
    "air", "formations", "sky", "seen", "events", "objectives", "orders", "after", "against", "compare", "xfail",
}  # fmt: skip
UNIT_COLUMNS = (
    "fit", "killed", "wounded", "captured", "left", "cohesion", "fatigue", "stock", "dug", "alert", "minutes", "wait",
    "shock", "bombs", "arms", "cut", "posture", "verb", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One entry of a case file."""

    file: str
    entry: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.entry["id"])

    @property
    def rule(self) -> str:
        return str(self.entry["rule"])


def cases() -> list[Case]:
    """Return all cases of all files, in order."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for entry in read_document(path).value["cases"]:
            strange = set(entry) - KEYS
            assert not strange, f"{path.name}: {entry.get('id')}: unknown keys {sorted(strange)}"
            found.append(Case(path.name, entry))
    return found


@dataclass(frozen=True)
class Played:
    """A finished play of a case."""

    scenario: Scenario
    before: State
    state: State
    events: Events
    moved: np.ndarray  # (W, U) hexes over all impulses
    acted: np.ndarray  # (W, U) impulses in which a unit acted

    def measure(self, name: str) -> np.ndarray:
        """Return one measure, (W,)."""
        subject, _, rest = name.partition(".")
        if subject in ("event", "amount"):
            return self._counted(subject, rest)
        if subject == "steps":
            return self._steps(*rest.split("."))
        if subject == "fired":
            return self.state.fired[:, [trigger.id for trigger in self.scenario.triggers].index(rest)]
        if subject == "points":
            return points(self.scenario, self.state)[:, self.scenario.sides.index(rest)]
        if subject == "winner":
            return winners(self.scenario, self.state)[0]
        if subject == "civilians":
            return self.state.civilians
        if subject in self.scenario.forces.ids:
            return self._of_unit(self.scenario.forces.ids.index(subject), rest)
        if subject in self.scenario.packages.ids:
            return getattr(self.state, rest)[:, self.scenario.packages.ids.index(subject)]
        if subject in self.scenario.formations.ids:
            return getattr(self.state, rest)[:, self.scenario.formations.ids.index(subject)]
        return self._of_place(subject, rest)

    def _of_unit(self, unit: int, what: str) -> np.ndarray:
        state, sides = self.state, self.scenario.sides
        if what == "at":
            return state.position[:, unit]
        if what == "loss":
            return (state.killed + state.wounded + state.captured)[:, unit]
        if what == "moved":
            return self.moved[:, unit]
        if what == "acted":
            return self.acted[:, unit]
        if what.startswith("seen_by."):
            return state.seen[:, unit, sides.index(what.removeprefix("seen_by."))]
        if what.startswith("distance."):
            there = hex_named(self.scenario, what.removeprefix("distance."))
            return self.scenario.map.grid.distance(state.position[:, unit], there)
        assert what in UNIT_COLUMNS, f"no measure {what!r} of a unit"
        return getattr(state, what)[:, unit]

    def _of_place(self, place: str, what: str) -> np.ndarray:
        scenario, state, sides = self.scenario, self.state, self.scenario.sides
        if what == "holder":
            return state.control[:, hex_named(scenario, place)].astype(np.int64)
        if what.startswith("known."):
            mine = state.believed[:, sides.index(what.removeprefix("known."))]
            return mine[:, hex_named(scenario, place)].astype(np.int64)
        if what in ("mines", "miner"):
            return getattr(state, what)[:, scenario.places.index(place)]
        if what.startswith("stack."):
            mine = scenario.forces.side == scenario.sides.index(what.removeprefix("stack."))
            return (state.above & mine & (state.position == hex_named(scenario, place))).sum(axis=1)
        town = scenario.towns.ids.index(place)
        if what.startswith("quiet."):
            return state.quiet[:, town, scenario.sides.index(what.removeprefix("quiet."))]
        return state.blocks[:, town, scenario.sides.index(what)]

    def _counted(self, subject: str, rest: str) -> np.ndarray:
        kind, _, who = rest.partition(".")
        rows = self.events.kind == int(EventKind[kind.upper()])
        if who.startswith("to:"):
            rows &= self.events.other == self.scenario.forces.ids.index(who.removeprefix("to:"))
        elif who in self.scenario.forces.ids:
            rows &= self.events.unit == self.scenario.forces.ids.index(who)
        elif who:
            rows &= self.events.side == self.scenario.sides.index(who)
        total = np.zeros(self.state.worlds, dtype=np.int64)
        np.add.at(total, self.events.world[rows], self.events.amount[rows] if subject == "amount" else 1)
        return total

    def _steps(self, table: str, unit: str, modifier: str) -> np.ndarray:
        moment = moment_of(self.scenario, self.before.copy())
        breakdown = {"fire": combat.fire, "exposure": combat.exposure}[table](moment)
        steps = breakdown.total if modifier == "total" else dict(breakdown.modifiers)[modifier]
        return np.broadcast_to(steps, self.before.fit.shape)[:, self.scenario.forces.ids.index(unit)]


def moment_of(scenario: Scenario, state: State) -> Moment:
    """Return a fresh moment on a state, at the impulse that comes next."""
    clock, impulse = scenario.clock, state.impulse
    luck = Luck(state.seeds, impulse)
    return Moment(scenario, state, luck, Ledger(), impulse, clock.impulse_hours, clock.is_night(impulse))


def play(entry: dict[str, Any]) -> Played:
    """Set a case up and play it."""
    scenario = scenario_of(entry)
    before = placed(scenario, entry)
    state, events = before, []
    moved, acted = np.zeros_like(before.fit), np.zeros_like(before.fit)

    def watch(_: State, moment: Moment) -> None:
        moved.__iadd__(moment.moved)
        acted.__iadd__(moment.acts)

    orders = entry.get("orders") or []
    by_turn = {0: orders} if isinstance(orders, list) else {int(turn): lines for turn, lines in orders.items()}
    for turn in range(entry.get("turns", 1)):
        said = [(side_of(scenario, line.split()[0]), parse_order(line)) for line in by_turn.get(turn, [])]
        state, told = step(scenario, state, orders_of(scenario, said), watch)
        events.append(told)
    joined = Events(*(np.concatenate([getattr(part, name) for part in events]) for name in vars(events[0])))
    return Played(scenario, before, state, joined, moved, acted)


def side_of(scenario: Scenario, who: str) -> str:
    """Return the side of whoever an order names."""
    if who in scenario.sides:
        return who
    for group in (scenario.forces, scenario.formations, scenario.packages):
        if who in group.ids:
            return scenario.sides[int(group.side[group.ids.index(who)])]
    raise AssertionError(f"{who!r} is nobody on the practice field")


def scenario_of(entry: dict[str, Any]) -> Scenario:
    """Return the practice field with the clock, the events and the objectives of a case."""
    scenario = field(entry.get("turn_hours", 4), "night" if entry.get("night") else "day")
    listed = [{"id": f"event-{k}", "title": "An event", "assumed": "for the case", **event}
              for k, event in enumerate(entry.get("events", []))]  # fmt: skip
    sheet = EventsSheet.model_validate({"events": _tuples(listed)}, strict=True)
    pause = {event.id: -(-(event.repeat_hours or 0) // scenario.clock.impulse_hours) for event in sheet.events}
    triggers = tuple(
        Trigger(event.id, event.title, event.when, event.given, pause[event.id], event.do, "", ())
        for event in sheet.events
    )
    aims = []
    for k, part in enumerate(entry.get("objectives", [])):
        own = {key: value for key, value in part.items() if key not in ("impulse", "any_time")}
        whole = {"id": f"aim-{k}", "title": "An aim", "assumed": "for the case", "at": "2017-01-02", **own}
        read = ObjectivePart.model_validate(_tuples(whole), strict=True)
        side = scenario.sides.index(read.side)
        when, any_time = part["impulse"], part.get("any_time", False)
        aims.append(Objective(read.id, read.title, side, read.when, when, any_time, read.points, ()))
    return replace(scenario, triggers=triggers, objectives=tuple(aims))


def _tuples(value: Any) -> Any:
    """Turn lists into tuples all the way down, as the strict models want them."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    return {key: _tuples(part) for key, part in value.items()} if isinstance(value, dict) else value


def placed(scenario: Scenario, entry: dict[str, Any]) -> State:
    """Return the state in which a case begins, one world per seed 0, 1, 2, ..."""
    state = setup(scenario, range(entry.get("worlds", 32)))
    for name, columns in (entry.get("units") or {}).items():
        _place_unit(scenario, state, scenario.forces.ids.index(name), dict(columns))
    for place, side in (entry.get("control") or {}).items():
        state.control[:, hex_named(scenario, place)] = scenario.sides.index(side) if side else -1
    for town, shares in (entry.get("blocks") or {}).items():
        state.blocks[:, scenario.towns.ids.index(town)] = [shares.get(side, 0) for side in scenario.sides]
    for town, hours in (entry.get("quiet") or {}).items():
        state.quiet[:, scenario.towns.ids.index(town)] = [hours.get(side, 0) for side in scenario.sides]
    for place, mine in (entry.get("mines") or {}).items():
        state.mines[:, scenario.places.index(place)] = mine["level"]
        state.miner[:, scenario.places.index(place)] = scenario.sides.index(mine["by"])
    for package, columns in (entry.get("air") or {}).items():
        for column, value in columns.items():
            getattr(state, column)[:, scenario.packages.ids.index(package)] = value
    for formation, columns in (entry.get("formations") or {}).items():
        for column, value in columns.items():
            number = scenario.ruleset.doctrines.ids.index(value) if column == "doctrine" else value
            getattr(state, column)[:, scenario.formations.ids.index(formation)] = number
    for side, units in (entry.get("seen") or {}).items():
        for unit in units:
            state.seen[:, scenario.forces.ids.index(unit), scenario.sides.index(side)] = 24
    if "sky" in entry:
        state.visibility[:], state.weather_until[:] = entry["sky"], 1000
    return state


def _place_unit(scenario: Scenario, state: State, unit: int, columns: dict[str, Any]) -> None:
    if columns.get("at"):
        h = hex_named(scenario, columns.pop("at"))
        state.position[:, unit] = state.goal[:, unit] = h
        state.status[:, unit] = Status.ACTIVE
    for column, value in columns.items():
        number = WORDS[column][value.upper()] if column in WORDS else value
        number = hex_named(scenario, number) if column in ("goal", "via") else number
        getattr(state, column)[:, unit] = number


def answers(played: Played, name: str, wanted: Any) -> np.ndarray:
    """Say in which worlds a measure is as wanted, (W,)."""
    if isinstance(wanted, dict):
        return ~answers(played, name, wanted["not"])
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], str):
        return np.logical_or.reduce([answers(played, name, word) for word in wanted])
    found = played.measure(name)
    if isinstance(wanted, list):
        low, high = wanted
        return (found >= (low if low is not None else -(1 << 40))) & (found <= (high if high is not None else 1 << 40))
    return found == _number(played.scenario, name, wanted)


def _number(scenario: Scenario, name: str, wanted: Any) -> int:
    if not isinstance(wanted, str):
        return int(wanted)
    last = name.rpartition(".")[2]
    if last in WORDS:
        return int(WORDS[last][wanted.upper()])
    if last in ("holder", "winner", "miner") or ".known." in name:
        return -1 if wanted == "nobody" else scenario.sides.index(wanted)
    return scenario.map.grid.count if wanted == "nowhere" else hex_named(scenario, wanted)


def faults(case: Case) -> list[str]:
    """Play a case and return what is not as it should be, in words."""
    entry, told = case.entry, []
    played = play(entry)
    for block in entry.get("after", []):
        wanted = {name: value for name, value in block.items() if name != "share"}
        low, high = block.get("share", [1, 1])
        held = np.logical_and.reduce([answers(played, name, value) for name, value in wanted.items()])
        share = int(held.sum()) / held.size
        if not low <= share <= high:
            found = {name: dict(sorted(Counter(played.measure(name).tolist()).items())) for name in wanted}
            told.append(f"expected {wanted} in {low} to {high} of the worlds, held in {share:.2f}; found {found}")
    if "against" in entry:
        other = play(merged(entry, entry["against"]))
        told += [fault for name, want in entry["compare"].items() if (fault := _compared(played, other, name, want))]
    return told


def _compared(played: Played, other: Played, name: str, want: Any) -> str:
    here, there = float(played.measure(name).mean()), float(other.measure(name).mean())
    if isinstance(want, list):
        good = there > 0 and want[0] <= here / there <= want[1]
    elif want == "same":
        good = bool((played.measure(name) == other.measure(name)).all())
    else:
        good = {"more": here > there, "less": here < there, "not less": here >= there}[want]
    return "" if good else f"expected {name} to be {want} against the second play; found {here:.2f} against {there:.2f}"


def merged(entry: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return the entry with another laid over it, mapping by mapping; a null takes a key away."""
    out = dict(entry)
    for key, value in change.items():
        if value is None:
            out.pop(key, None)
        elif isinstance(value, dict) and isinstance(out.get(key), dict):
            out[key] = merged(out[key], value)
        else:
            out[key] = value
    return out
