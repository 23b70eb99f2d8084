"""Orders as tables: what counts for which world, how they are joined, and the lines they come from and go to."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import Illegal
from sim.orders.notation import parse_order
from sim.orders.order import GROUND_CLOCK, STOPS, Orders, orders_of, together
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario

LINES = (
    ("isil", "isil-town attack abu_kamal at 08:00"), ("isil", "isil-town-1 withdraw al_sayyal via northern-route"),
    ("government", "russian-tactical support abu_kamal"), ("government", "desert-army fight general-assault at 04:00"),
    ("isil", "isil lead own"), ("government", "hezbollah-1 move @15,45"),
    ("government", "hezbollah-2 move al_hiri via @15,45 northern-route line-45 @3,14 at 04:00"),
)  # fmt: skip


def read(scenario: Scenario, lines: tuple[tuple[str, str], ...], world: int = -1) -> Orders:
    return orders_of(scenario, [(side, parse_order(line)) for side, line in lines], world)


def test_orders_of_one_world_are_written_as_they_were_read() -> None:
    scenario = load("dawn-3")
    single = tuple(line for line in LINES if not line[1].startswith("isil-town attack"))
    written = read(scenario, single, world=3).of_world(scenario, 3)
    assert sorted(written) == sorted(single)
    assert read(scenario, single, world=3).of_world(scenario, 2) == ()


def test_the_key_of_a_world_does_not_depend_on_how_its_orders_came_about() -> None:
    scenario = load("dawn-3")
    shared, own = read(scenario, LINES), read(scenario, LINES, world=1)
    assert shared.keys(3)[1] == own.keys(3)[1]
    assert own.keys(3)[0] == Orders.none().keys(3)[0] != own.keys(3)[1]
    back = tuple(read(scenario, LINES, world=1).of_world(scenario, 1))
    assert read(scenario, back).keys(1)[0] == shared.keys(1)[0]


def test_the_last_order_to_a_unit_counts() -> None:
    scenario = load("dawn-3")
    lines = (("isil", "isil-town hold"), ("isil", "isil-town-1 attack al_hiri"), ("isil", "isil-town-1 dig at 08:00"))
    orders = read(scenario, lines)
    unit = scenario.forces.ids.index("isil-town-1")
    mine = orders.ground[orders.ground[:, 1] == unit]
    assert mine[:, GROUND_CLOCK].tolist() == [0, 2]
    assert int(mine[0, 3]) == scenario.place("al_hiri")


def test_stops_stand_in_their_order_with_the_sentinel_behind_them() -> None:
    scenario = load("dawn-3")
    nowhere = scenario.map.grid.count
    rows = read(scenario, (("isil", "isil-town-1 move al_hiri via northern-route abu_kamal"),)).ground[:, STOPS]
    assert rows.tolist() == [[scenario.place("northern-route"), scenario.place("abu_kamal"), nowhere, nowhere]]
    straight = read(scenario, (("isil", "isil-town move al_hiri"),))
    assert (straight.ground[:, STOPS] == nowhere).all()
    other = read(scenario, (("isil", "isil-town-1 move al_hiri via abu_kamal northern-route"),))
    assert other.keys(1) != read(scenario, (("isil", "isil-town-1 move al_hiri via northern-route abu_kamal"),)).keys(1)


def test_orders_of_all_sides_are_joined_with_those_for_all_worlds_first() -> None:
    scenario = load("dawn-3")
    joined = together([read(scenario, LINES[:1], world=0), read(scenario, LINES[2:])])
    assert joined.lines == LINES[2:]
    assert (np.diff((joined.ground[:, 0] >= 0).astype(int)) >= 0).all()


@pytest.mark.parametrize(
    ("side", "line", "words"),
    [
        ("isil", "isil-town-1 fight last-stand", "no formation"), ("isil", "hezbollah fight last-stand", "belong"),
        ("isil", "isil-town fight bravely", "no doctrine 'bravely'"), ("isil", "government lead own", "of itself"),
        ("isil", "isil lead doctrine", "isil lead own, or isil lead history"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_refused_in_words(side: str, line: str, words: str) -> None:
    with pytest.raises(Illegal, match=words):
        orders_of(load("dawn-3"), [(side, parse_order(line))])
