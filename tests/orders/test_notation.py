"""The notation: every order is a line and every line an order; what cannot be read is refused in words."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import Illegal
from sim.orders.notation import parse_order
from sim.orders.order import AIR, GROUND, NEEDS_PLACE, STANCE, Order
from sim.state.state import MOST_STOPS

STEADY = settings(derandomize=True, deadline=None, max_examples=150, database=None)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True).filter(lambda word: word not in {"via", "at", "to"})
SPOTS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda spot: f"@{spot[0]},{spot[1]}")
PLACES = IDS | SPOTS
TIMES = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda time: f"{time[0]:02d}:{time[1]:02d}")


@st.composite
def orders(draw: st.DrawFn) -> Order:
    verb = draw(st.sampled_from(sorted({*GROUND, *AIR, STANCE})))
    lift = verb == "lift"
    needed = lift or verb in NEEDS_PLACE or verb == STANCE
    place = draw(PLACES if needed else st.just("") | PLACES)
    stops = draw(st.lists(PLACES, max_size=MOST_STOPS)) if verb in GROUND and place else []
    via = tuple(stop for stop, onward in pairwise((*stops, place)) if stop != onward)
    return Order(draw(IDS), verb, place, via, cargo=draw(IDS) if lift else "", at=draw(st.just("") | TIMES))


@STEADY
@given(orders())
def test_there_and_back(order: Order) -> None:
    assert parse_order(str(order)) == order


@STEADY
@given(orders())
def test_the_line_is_its_own_canon(order: Order) -> None:
    assert str(parse_order("  ".join(str(order).split(" ")))) == str(order)


@STEADY
@given(st.text(max_size=60))
def test_any_text_is_an_order_or_illegal(text: str) -> None:
    with contextlib.suppress(Illegal):
        order = parse_order(text)
        assert parse_order(str(order)) == order


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "no order"),
        ("hezbollah", "no order"),
        ("hezbollah conquer t2_station", "no verb"),
        ("hezbollah attack", "needs a place"),
        ("hezbollah attack t2_station via", "cannot read"),
        ("hezbollah attack t2_station via a via b", "cannot read"),
        ("hezbollah attack t2_station via at 16:00", "cannot read"),
        ("hezbollah move t2_station via a b c d e", "5 stops on the way; at most 4"),
        ("hezbollah move t2_station via a b b c", "'b' comes twice in a row"),
        ("hezbollah move t2_station via a t2_station", "'t2_station' comes twice in a row"),
        ("hezbollah move t2_station via a B", "'B' is no place"),
        ("hezbollah hold via a", "without a goal; write hezbollah hold PLACE via STOP"),
        ("hezbollah fight general-assault via a", "only troops who march make stops"),
        ("coalition strike abu_kamal via a", "only troops who march make stops"),
        ("hezbollah attack t2_station abu_kamal", "cannot read"),
        ("hezbollah hold at 4pm", "no time of day"),
        ("hezbollah hold at 24:00", "no time of day"),
        ("hezbollah attack T2", "no place"),
        ("hezbollah move a to b", "only a lift"),
        ("choppers lift", "a lift names"),
        ("choppers lift nsa-1", "a lift names"),
        ("choppers lift to hamdan_airbase", "a lift names"),
    ],
)
def test_refusals_name_the_fault(line: str, says: str) -> None:
    with pytest.raises(Illegal, match=says):
        parse_order(line)


@pytest.mark.parametrize(
    "line",
    [
        "hezbollah attack t2_station",
        "column attack hamdan_airbase via al_sukkariyah",
        "column move mari via @12,7 al_sukkariyah @14,3",
        "column move mari via a b a b at 04:00",
        "column-1 hold",
        "coalition strike abu_kamal at 16:00",
        "helicopters lift column-1 to hamdan_airbase",
        "isil-desert raid @12,7 via @3,4 at 04:00",
    ],
)
def test_lines_of_the_manual(line: str) -> None:
    assert str(parse_order(line)) == line
