"""What holds whatever is ordered: on random fights of the practice field, and on stretches of the 2017 operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np
import pytest
from casebook import moment_of, placed, scenario_of, side_of
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import Watcher
from practice import COLS, PLACES, ROWS, field

from sim.errors import Illegal
from sim.orders.notation import parse_order
from sim.orders.order import Orders, orders_of, together
from sim.play.history import historical as dated
from sim.rules import combat
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.events import EventKind
from sim.state.setup import setup
from sim.state.state import COLUMNS, State, column_digests

SMALL = settings(derandomize=True, deadline=None, max_examples=40, database=None)
LARGE = settings(derandomize=True, deadline=None, max_examples=6, database=None)
FIELD = field()
UNITS = FIELD.forces.ids
GROUND_VERBS = (
    "move", "attack", "attack", "attack", "withdraw", "raid", "infiltrate", "hold", "dig", "ambush", "clear", "hide",
    "rest",
)  # fmt: skip
TOWN = PLACES["old-town"][:2]
GOALS = ("old-town", "old-town", "mill", "hamlet", "palms", "wadi", "red-depot", "blue-depot", "gate", "landing")
AIR_LINES = (
    "jets support mill", "jets strike old-town", "jets patrol", "jets interdict hamlet", "heavies strike palms",
    "blue-jets support", "choppers lift red-1 to mill", "choppers lift red-2 to hamlet",
)  # fmt: skip
BODIES = ("position", "fit", "killed", "wounded", "captured", "cohesion", "fatigue", "seen", "posture", "dug")
EVENTS = [
    {"when": {"every": {"hours": 8}}, "repeat_hours": 8, "do": [{"alert": {"formation": "blue-raiders", "level": 0}}]},
    {"when": {"holds": {"side": "red", "place": "mill"}}, "do": [{"reinforce": {"units": ["red-6"], "at": "mill"}}]},
    {"when": {"losses": {"side": "blue", "number": 20}}, "do": [{"recall": {"formation": "blue-main"}}]},
    {"when": {"near": {"side": "blue", "place": "mill", "km": 10}},
     "do": [{"command": {"side": "red", "level": 3, "hours": 8}}]},
]  # fmt: skip


# --------------------------------------------------------------------------------------- random fights on the field


def fight(number: int) -> dict[str, Any]:
    """Return one of the numbered fights: both sides mixed up around the old town, with orders for three turns."""
    dice = Random(number)
    taken: dict[tuple[int, int], str] = {}
    units: dict[str, Any] = {}
    for name in dice.sample(UNITS, dice.randint(8, len(UNITS))):
        side = side_of(FIELD, name)
        west = 44 if side == "green" else dice.choice((9, 9, 9, 5, 38))
        spot = (west + dice.randint(0, 5), dice.randint(4, 8))
        if taken.setdefault(spot, side) == side or spot == TOWN:
            units[name] = {
                "at": f"@{spot[0]},{spot[1]}", "fit": dice.randint(30, 300),
                "cohesion": dice.choice((60, 250, 500, 1000)), "stock": dice.choice((0, 20, 120)),
                "alert": dice.choice((0, 1, 2, 2, 3)), "dug": dice.randint(0, 2), "bombs": dice.randint(0, 2),
                "fatigue": dice.randint(0, 900),
            }  # fmt: skip
            if spot == TOWN and dice.random() < 0.3:
                units[name] |= {"posture": "hide", "verb": "hide"}
    red = dice.randint(0, 20)
    return {
        "units": units, "night": dice.random() < 0.4, "worlds": 3, "turns": 4, "events": EVENTS,
        "orders": {turn: [command(dice, sorted(units)) for _ in range(dice.randint(0, 12))] for turn in range(3)},
        "air": {"jets": {"flying": 1}, "blue-jets": {"flying": 1}, "heavies": {"flying": 1}, "choppers": {"flying": 1}},
        "mines": {"mill": {"level": dice.randint(0, 15), "by": "blue"}},
        "blocks": {"old-town": {"red": red, "blue": 20 - red}},
    }  # fmt: skip


def command(dice: Random, units: list[str]) -> str:
    """Return an order for somebody, to somewhere near, as often as not an attack."""
    if dice.random() < 0.15:
        return dice.choice(AIR_LINES)
    unit, verb = dice.choice(units), dice.choice(GROUND_VERBS)
    spot = f"@{dice.randint(6, 18)},{dice.randint(0, ROWS - 1)}" if dice.random() < 0.6 else dice.choice(GOALS)
    return f"{unit} {verb}" if verb in ("dig", "ambush", "clear", "hide", "rest") else f"{unit} {verb} {spot}"


FIGHTS = st.integers(0, 1 << 32)


def begun(case: dict[str, Any]) -> tuple[Scenario, State, list[Orders]]:
    """Return the scenario of a fight with its events, the state in which it begins, and the orders of its turns."""
    scenario = scenario_of(case)
    state = placed(scenario, case)
    turns = [case["orders"].get(turn, []) for turn in range(case["turns"])]
    return scenario, state, [ordered(scenario, lines) for lines in turns]


def ordered(scenario: Scenario, lines: Sequence[str], world: int = -1) -> Orders:
    return orders_of(scenario, [(side_of(scenario, line.split()[0]), parse_order(line)) for line in lines], world)


def untouched(before: State, after: State) -> list[str]:
    """Name the columns in which two states of the same worlds differ."""
    return [name for name in COLUMNS if not np.array_equal(getattr(before, name), getattr(after, name))]


@SMALL
@given(FIGHTS)
def test_nothing_impossible_happens(number: int) -> None:
    scenario, state, turns = begun(fight(number))
    watcher = Watcher(scenario, state)
    for orders in turns:
        state, _ = step(scenario, state, orders, watcher.watch)
    assert not watcher.faults, "\n".join(watcher.faults)


@SMALL
@given(FIGHTS)
def test_a_step_leaves_the_given_state_alone_and_replays(number: int) -> None:
    scenario, first, turns = begun(fight(number))
    digests = []
    for _ in range(2):
        state = first
        for orders in turns:
            kept = state.copy()
            after, _ = step(scenario, state, orders)
            assert not untouched(kept, state)
            assert (state.impulse, state.digests) == (kept.impulse, kept.digests)
            state = after
            digests.append(state.digests)
    assert digests[: len(turns)] == digests[len(turns) :]


@SMALL
@given(FIGHTS)
def test_a_world_among_many_is_the_world_alone(number: int) -> None:
    scenario, state, turns = begun(fight(number))
    alone = [state.world(k) for k in range(state.worlds)]
    for turn, orders in enumerate(turns):
        state, _ = step(scenario, state, orders)
        for k in range(state.worlds):
            alone[k], _ = step(scenario, alone[k], orders)
            assert not untouched(state.world(k), alone[k]), f"world {k}, turn {turn}"
            assert alone[k].digests == (state.digests[k],)


@SMALL
@given(FIGHTS, st.sampled_from(["green-1 move gate", "green-1 attack green-depot", "green-1 dig", "green-1 hide"]))
def test_an_order_to_somebody_far_away_is_nobody_elses_luck(number: int, line: str) -> None:
    case = fight(number)
    case["units"] = {name: unit for name, unit in case["units"].items() if not name.startswith("green")}
    case["units"]["green-1"] = {"at": "@48,1"}
    case["events"] = []
    _, state, turns = begun(case)
    quiet = noisy = state
    rest = [unit for unit, name in enumerate(UNITS) if name != "green-1"]
    for turn, orders in enumerate(turns):
        quiet, _ = step(FIELD, quiet, orders)
        said = [text for _, text in orders.lines] + ([line] if turn == 0 else [])
        noisy, _ = step(FIELD, noisy, ordered(FIELD, said))
        for name in BODIES:
            assert np.array_equal(getattr(quiet, name)[:, rest], getattr(noisy, name)[:, rest]), name


@SMALL
@given(FIGHTS, st.integers(0, 2))
def test_an_order_for_one_world_leaves_the_others_alone(number: int, world: int) -> None:
    case = fight(number)
    scenario, state, turns = begun(case)
    extra = ordered(scenario, [f"{next(iter(case['units']))} move @15,3"], world)
    both = together([turns[0], extra])
    plain, _ = step(scenario, state, turns[0])
    other, _ = step(scenario, state, both)
    for k in set(range(state.worlds)) - {world}:
        assert not untouched(plain.world(k), other.world(k))


REFUSED = (
    "nobody attack mill", "red-1 attack atlantis", "red-1 attack @99,99", "red-1 strike mill", "jets attack mill",
    "jets lift red-1 to mill", "choppers lift nobody to mill", "red-1 conquer mill", "red-1 attack",
)  # fmt: skip


@pytest.mark.parametrize("line", REFUSED)
def test_a_refused_order_changes_nothing(line: str) -> None:
    case: dict[str, Any] = {"units": {"red-1": {"at": "mill"}, "blue-1": {"at": "hamlet"}}, "turns": 1, "orders": {}}
    scenario, state, (orders,) = begun(case)
    kept, expected = state.copy(), step(scenario, state, orders)[0]
    with pytest.raises(Illegal):
        orders_of(scenario, [("red", parse_order(line))])
    assert not untouched(kept, state)
    assert step(scenario, state, orders)[0].digests == expected.digests


@pytest.mark.parametrize("line", ["blue-1 attack mill", "blue-main hold", "blue-jets strike mill"])
def test_nobody_commands_the_other_side(line: str) -> None:
    with pytest.raises(Illegal, match=r"belong|fly"):
        orders_of(FIELD, [("red", parse_order(line))])


@SMALL
@given(
    st.integers(60, 600), st.integers(60, 600), st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.tuples(st.integers(-8, 0), st.integers(-8, 0)), st.booleans(),
)  # fmt: skip
def test_more_cover_never_costs_more(
    red: int, blue: int, trenches: tuple[int, int], ground: tuple[int, int], night: bool
) -> None:
    """In each world, by the same dice: deeper trenches and better ground never raise a defender's casualties."""

    def losses(dug: int, defend: int) -> np.ndarray:
        case = {
            "units": {"red-1": {"at": "@30,5", "fit": red}, "blue-1": {"at": "@31,5", "fit": blue, "dug": dug}},
            "seen": {"red": ["blue-1"], "blue": ["red-1"]}, "worlds": 8, "turns": 1, "night": night,
            "orders": {0: ["red-1 attack @31,5"]},
        }  # fmt: skip
        table = FIELD.ruleset.defend.copy()
        table[0] = defend
        scenario = replace(field(4, "night" if night else "day"), ruleset=replace(FIELD.ruleset, defend=table))
        state = placed(scenario, case)
        moment = moment_of(scenario, state.copy())
        assert int(combat.exposure(moment).total[0, UNITS.index("blue-1")]) >= combat.PROTECTION
        after, _ = step(scenario, state, ordered(scenario, case["orders"][0]))
        return (after.killed + after.wounded)[:, UNITS.index("blue-1")]

    least, most = losses(max(trenches), min(ground)), losses(min(trenches), max(ground))
    assert (least <= most).all(), (least.tolist(), most.tolist())


def test_a_once_fired_event_is_remembered_alike_in_every_batch() -> None:
    """Whether other worlds still wait for an event must not show in a world in which it has fired."""
    when = {"arrived": {"formation": "red-main", "place": "mill"}}
    case = {
        "units": {"doubtful-1": {"at": "@19,6"}}, "worlds": 8, "turns": 8,
        "events": [{"when": {**when, "arrived": {"formation": "red-doubtful", "place": "mill"}},
                    "do": [{"message": {"text": "There"}}]}],
        "orders": {turn: ["doubtful-1 move mill" if turn % 2 == 0 else "doubtful-1 move @17,6"] for turn in range(8)},
    }  # fmt: skip
    scenario, state, turns = begun(case)
    alone = [state.world(k) for k in range(state.worlds)]
    for turn, orders in enumerate(turns):
        state, _ = step(scenario, state, orders)
        for k in range(state.worlds):
            alone[k], _ = step(scenario, alone[k], orders)
            assert alone[k].digests == (state.digests[k],), (turn, k, untouched(state.world(k), alone[k]))


def test_two_who_give_ground_do_not_end_in_one_hex() -> None:
    """Opponents who fall back in the same impulse, each toward the other's side, do not meet in the hex between."""
    case = {
        "units": {
            "red-1": {"at": "@25,5", "cohesion": 199, "fit": 600}, "red-2": {"at": "@22,5", "fit": 60},
            "blue-1": {"at": "@23,5", "cohesion": 199, "fit": 600}, "blue-2": {"at": "@26,5", "fit": 60},
        },
        "seen": {"red": ["blue-1", "blue-2"], "blue": ["red-1", "red-2"]}, "worlds": 8, "turns": 1,
        "orders": {0: ["blue-2 attack @25,5", "red-2 attack @23,5"]},
    }  # fmt: skip
    rear = FIELD.formations.rear.copy()
    rear[FIELD.formations.ids.index("red-main")] = FIELD.map.grid.index(20, 5)
    rear[FIELD.formations.ids.index("blue-main")] = FIELD.map.grid.index(28, 5)
    scenario = replace(FIELD, formations=replace(FIELD.formations, rear=rear))
    state = placed(scenario, case)
    watcher = Watcher(scenario, state)
    _, events = step(scenario, state, ordered(scenario, case["orders"][0]), watcher.watch)
    retreated = events.unit[np.isin(events.kind, (EventKind.RETREATED, EventKind.ROUTED))]
    assert {UNITS[unit] for unit in retreated.tolist()} == {"red-1", "blue-1"}
    assert not watcher.faults, "\n".join(watcher.faults)


# ------------------------------------------------------------------------------------- the watcher itself, seen red


def _sets(column: str, unit: str, value: int) -> Callable[[State], None]:
    def spoil(state: State) -> None:
        getattr(state, column)[:, UNITS.index(unit)] = value

    return spoil


def _at(unit: str, col: int, row: int) -> Callable[[State], None]:
    return _sets("position", unit, FIELD.map.grid.index(col, row))


def _block_too_many(state: State) -> None:
    state.blocks[:, 0, 1] += 1


SPOILT: tuple[tuple[str, Callable[[State], None]], ...] = (
    ("off the sheet", _at("red-1", 34, 9)), ("off the sheet", _sets("position", "red-1", FIELD.map.grid.count)),
    ("people were", _sets("killed", "red-1", 3)), ("cohesion from", _sets("cohesion", "red-1", 1001)),
    ("stock from", _sets("stock", "red-1", 999)), ("fit is negative", _sets("fit", "red-1", -1)),
    ("blocks add up", _block_too_many), ("both in hex", _at("red-1", 16, 4)), ("units of a side", _at("red-1", 24, 4)),
    ("marched", _at("red-1", 43, 3)), ("without permission", _at("red-1", 44, 3)), ("marched", _at("red-1", 20, 1)),
)  # fmt: skip


@pytest.mark.parametrize(("says", "spoil"), SPOILT, ids=[f"{k}-{says}" for k, (says, _) in enumerate(SPOILT)])
def test_the_watcher_notices(says: str, spoil: Callable[[State], None]) -> None:
    case = {"units": {"red-1": {"at": "@20,3"}, "blue-1": {"at": "hamlet"},
                      **{f"red-{k}": {"at": "airstrip"} for k in (2, 3, 4)}}}  # fmt: skip
    state = placed(FIELD, case)
    watcher = Watcher(FIELD, state)
    after = state.copy()
    moment = moment_of(FIELD, after)
    watcher.watch(after, moment)
    assert not watcher.faults
    spoil(after)
    moment.moved[:, UNITS.index("red-1")] = 1
    watcher.watch(after, moment)
    assert any(says in fault for fault in watcher.faults), watcher.faults


# ---------------------------------------------------------------------------------- stretches of the 2017 operation

DAYS = (0, 16, 30)


def historical(scenario: Scenario, turn: int) -> list[tuple[str, Any]]:
    return [said for side in range(len(scenario.sides)) for said in dated(scenario, side, turn)]


@lru_cache(maxsize=1)
def days() -> dict[int, State]:
    """Return eight worlds of the 2017 operation at the beginning of some days, played by history until there."""
    scenario = load("dawn-3")
    state, found = setup(scenario, range(8)), {}
    for turn in range(max(DAYS) + 1):
        if turn in DAYS:
            found[turn] = state
        state, _ = step(scenario, state, orders_of(scenario, historical(scenario, turn)))
    return found


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, list[list[tuple[str, Any]]]]:
    """A day, and three days of orders: history's, and any others."""
    scenario = load("dawn-3")
    day = draw(st.sampled_from(DAYS))
    verbs = st.sampled_from(["move", "attack", "withdraw", "raid", "infiltrate"])
    lines = st.tuples(st.sampled_from(scenario.forces.ids), verbs, st.sampled_from(scenario.places))
    turns = []
    for turn in range(day, day + 3):
        said = historical(scenario, turn)
        for unit, verb, place in draw(st.lists(lines, max_size=20)):
            said.append((side_of(scenario, unit), parse_order(f"{unit} {verb} {place}")))
        turns.append(said)
    return day, turns


@LARGE
@given(plans())
def test_nothing_impossible_happens_in_2017(plan: tuple[int, list[list[tuple[str, Any]]]]) -> None:
    scenario, (day, turns) = load("dawn-3"), plan
    state = days()[day]
    watcher = Watcher(scenario, state)
    for said in turns:
        state, _ = step(scenario, state, orders_of(scenario, said), watcher.watch)
    assert not watcher.faults, "\n".join(watcher.faults)


@pytest.mark.parametrize("day", DAYS)
def test_a_world_of_2017_among_eight_is_the_world_alone(day: int) -> None:
    scenario = load("dawn-3")
    state = days()[day]
    alone = [state.world(k) for k in range(8)]
    for turn in range(day, day + (5 if day == 0 else 2)):
        orders = orders_of(scenario, historical(scenario, turn))
        state, _ = step(scenario, state, orders)
        for k in range(8) if day == 0 else (0, 5):
            alone[k], _ = step(scenario, alone[k], orders)
            assert column_digests(alone[k], 0) == column_digests(state, k), f"world {k}, turn {turn}"
            assert alone[k].digests == (state.digests[k],)


def test_the_field_is_as_drawn() -> None:
    """The map that all of this rests on: the river runs between two rows, one ferry, a border, a road."""
    hexmap = FIELD.map
    assert hexmap.grid.count == COLS * ROWS
    assert int(hexmap.ferry.sum()) == 2
    crossed = hexmap.bank[hexmap.grid.neighbours] != hexmap.bank[:, None]
    crossed[hexmap.grid.neighbours == hexmap.grid.count] = False
    crossed[hexmap.grid.count] = False
    assert (hexmap.river == crossed).all()
