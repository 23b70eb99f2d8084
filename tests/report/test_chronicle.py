"""The chronicle: a sentence for every kind of event, many rows in one, what a short account leaves out, citations."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from storyboard import Storyboard

from sim.facts.load import load_facts
from sim.report.chronicle.commands import commands_of
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.sentences import SENTENCES
from sim.report.chronicle.weights import _BASE, ALWAYS, SHOWN
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.fidelity.grading import grade
from sim.scenario.compile import load
from sim.state.events import EventKind as Kind

GOV, FOE = "hezbollah-1", "isil-t2-1"

ONE_OF_EACH = {
    Kind.MOVED: ({"place": "t2_station"}, "Hezbollah 1st group advanced"),
    Kind.FOUGHT: ({"other": FOE, "place": "t2_station"}, "skirmished with ISIL fighters from the T-2 station"),
    Kind.TOOK: ({"side": "government", "place": "t2_station", "amount": 1}, "passed to the government side"),
    Kind.LOST: ({"side": "isil", "place": "t2_station", "amount": 1}, "ISIL lost the T-2 pumping station"),
    Kind.WITHDREW: ({"place": "t2_station"}, "Hezbollah 1st group withdrew"),
    Kind.RETREATED: ({"place": "t2_station"}, "Hezbollah 1st group gave ground at the T-2 pumping station"),
    Kind.ROUTED: ({"place": "t2_station"}, "Hezbollah 1st group broke and fled"),
    Kind.SURRENDERED: ({"place": "t2_station", "amount": 60}, "60 fighters went into captivity"),
    Kind.AMBUSHED: ({"other": FOE, "place": "t2_station"}, "Hezbollah 1st group ambushed ISIL's T-2 company 1"),
    Kind.SURPRISED: ({"other": FOE, "place": "t2_station"}, "Hezbollah 1st group was taken by surprise"),
    Kind.INFILTRATED: ({"place": "t2_station"}, "slipped between opposing positions"),
    Kind.EMERGED: ({"place": "abu_kamal", "amount": 130}, "about 130 fighters, came up from hiding in Abu Kamal"),
    Kind.CAR_BOMB: ({"other": FOE, "place": "t2_station", "amount": 8}, "one suicide vehicle against"),
    Kind.ROCKETS: ({"other": FOE, "place": "t2_station", "amount": 1}, "one fighter was killed or wounded"),
    Kind.AIR_STRIKE: ({"other": 0, "place": "t2_station"}, "The Russian tactical aircraft flew one sortie"),
    Kind.BOMBER_STRIKE: ({"other": 1, "place": "t2_station"}, "bombed targets at the T-2 pumping station"),
    Kind.LIFTED: ({"other": 0, "place": "t2_station"}, "flew the Hezbollah 1st group to the T-2 pumping station"),
    Kind.DUG_IN: ({"place": "t2_station"}, "dug in"),
    Kind.CLEARED: ({"place": "t2_station"}, "cleared mines and traps at the T-2 pumping station"),
    Kind.CROSSED_BORDER: ({"place": "al_qaim"}, "crossed the border from Syria into Iraq"),
    Kind.REPULSED: ({"place": "t2_station"}, "Hezbollah 1st group was beaten back"),
    Kind.CUT_OFF: ({"place": "t2_station"}, "was cut off from its supplies"),
    Kind.REJOINED: ({"place": "t2_station"}, "had its supply line back"),
    Kind.RAIDED: ({"other": FOE, "place": "t2_station"}, "cut the supply line of ISIL's T-2 company 1"),
    Kind.CAPTURED_STOCKS: ({"other": FOE, "place": "t2_station", "amount": 3}, "took prisoners and weapons from"),
    Kind.ARRIVED: ({"place": "mayadin", "amount": 450}, "arrived at Mayadin with 450 fighters"),
    Kind.RELEASED: ({"place": "abu_kamal"}, "in hiding until then, took up arms in Abu Kamal"),
    Kind.ALERTED: ({"place": "t2_station", "amount": 2}, "was put on the alert"),
    Kind.BLACKED_OUT: ({"amount": 2}, "The command of Hezbollah was disrupted"),
    Kind.DISPERSED: ({"place": "t2_station", "amount": 20}, "after its losses, dispersed"),
    Kind.DESTROYED: ({"place": "t2_station", "amount": 20}, "was destroyed"),
    Kind.MESSAGE: ({"other": 0}, "Russian aircraft"),
}


@pytest.fixture
def board() -> Storyboard:
    return Storyboard()


def test_every_kind_of_event_has_a_sentence_a_weight_and_a_case_here() -> None:
    assert set(SENTENCES) == set(Kind) == set(_BASE) == set(ONE_OF_EACH)


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.word)
def test_a_kind_of_event_makes_a_sentence(board: Storyboard, kind: Kind) -> None:
    columns, words = ONE_OF_EACH[kind]
    unit = "" if kind in (Kind.TOOK, Kind.LOST, Kind.MESSAGE) else GOV
    board.put(GOV, "west-assembly")
    board.trace.position[1:, :, board.unit(GOV)] = board.place("t2-south")
    board.trace.verb[:, :, board.unit(GOV)] = board.trace.scenario.verbs.index("attack")
    board.tell(0, kind, unit, **columns)
    (entry,) = board.entries()
    assert words in entry.text
    assert_is_prose(entry.text)


def test_nothing_breaks_where_an_event_names_neither_unit_nor_place(board: Storyboard) -> None:
    for kind in Kind:
        board.tell(0, kind, side="isil")
    for text in board.texts():
        assert_is_prose(text)


def test_a_message_of_no_trigger_is_still_a_sentence(board: Storyboard) -> None:
    board.tell(0, Kind.MESSAGE, other=999)
    assert board.texts() == ["An event of the scenario came about."]


def assert_is_prose(text: str) -> None:
    assert text[0].isupper() or text[0].isdigit(), text
    assert text.endswith("."), text
    assert "  " not in text, text
    assert ".." not in text, text
    assert not re.search(r"[a-z]_[a-z]|\b[a-z]+-[a-z]+-\d\b|None|\b0x|-1\b", text), text


# ------------------------------------------------------------------------------------------------ gathering


def test_units_that_march_the_same_way_are_one_sentence(board: Storyboard) -> None:
    for number in (1, 2, 3):
        board.put(f"hezbollah-{number}", "west-assembly")
        board.put(f"hezbollah-{number}", "baktal_hamlet", sample=2)
        board.tell(1, Kind.MOVED, f"hezbollah-{number}", place="baktal_hamlet", amount=3)
    (text,) = board.texts()
    assert text.startswith("Hezbollah marched")
    assert text.endswith("to Baktal.")


def test_a_part_of_a_formation_is_called_a_part(board: Storyboard) -> None:
    for number in (1, 2):
        board.tell(0, Kind.CUT_OFF, f"hezbollah-{number}", place="t2_station")
    assert board.texts() == ["Units of Hezbollah were cut off from their supplies at the T-2 pumping station."]


def fight(board: Storyboard, impulses: range) -> None:
    board.put(GOV, "t2-south")
    board.put(FOE, "t2_station")
    board.trace.verb[:, :, board.unit(GOV)] = board.trace.scenario.verbs.index("attack")
    for impulse in impulses:
        board.kill(FOE, 4, impulse)
        board.kill(GOV, 2, impulse)
        board.tell(impulse, Kind.FOUGHT, GOV, other=FOE, place="t2_station", amount=4)


def test_a_fight_over_several_impulses_is_one_sentence_with_its_whole_cost(board: Storyboard) -> None:
    fight(board, range(1, 4))
    (entry,) = [entry for entry in board.entries() if entry.kind == "fought"]
    assert "and fought on until midday, but won no ground" in entry.text
    assert "Killed or wounded there: government 6, ISIL 12." in entry.text
    assert entry.amount == 18
    assert entry.sides == ("government", "isil")


def test_after_a_pause_it_is_another_fight(board: Storyboard) -> None:
    fight(board, range(0, 1))
    fight(board, range(4, 5))
    assert len([entry for entry in board.entries() if entry.kind == "fought"]) == 2


def test_a_fight_tells_what_came_of_it_and_swallows_those_rows(board: Storyboard) -> None:
    fight(board, range(1, 3))
    board.tell(2, Kind.TOOK, side="government", place="t2_station", amount=1)
    board.tell(2, Kind.LOST, side="isil", place="t2_station", amount=1)
    board.tell(2, Kind.ROUTED, FOE, place="t2_station")
    board.tell(2, Kind.CAPTURED_STOCKS, GOV, other=FOE, place="t2_station", amount=9)
    (entry,) = board.entries()
    assert "The government side took the T-2 pumping station in the morning" in entry.text
    assert "ISIL's T-2 company 1 broke and fled, leaving prisoners and weapons" in entry.text
    assert entry.places == ("t2_station",)


def test_a_fight_that_goes_on_the_next_day_is_told_so() -> None:
    board = Storyboard(days=3)
    fight(board, range(2, 9))
    first, second = (board.texts(day)[0] for day in (0, 1))
    assert " attacked " in first
    assert " went on attacking " in second


def test_ground_in_a_town_is_told_in_blocks_and_shares(board: Storyboard) -> None:
    board.put(GOV, "abu_kamal")
    board.trace.blocks[2:, :, 0, :] = [15, 5, 0, 0]
    board.tell(1, Kind.TOOK, side="government", place="abu_kamal", amount=15)
    board.tell(1, Kind.LOST, side="isil", place="abu_kamal", amount=15)
    (text,) = board.texts()
    assert "took 15 of the 20 blocks of Abu Kamal" in text
    assert "At the end of the day the government side held 75 percent of Abu Kamal, ISIL 25 percent." in text


def test_only_the_world_asked_for_is_told() -> None:
    board = Storyboard(worlds=2)
    board.tell(0, Kind.ROUTED, GOV, world=1, place="t2_station")
    assert board.texts() == []
    assert len(board.texts(world=1)) == 1


# ------------------------------------------------------------------------------------------- choice, closing


def test_routine_is_left_out_of_the_film_and_kept_in_the_full_account(board: Storyboard) -> None:
    board.tell(0, Kind.DUG_IN, GOV, place="t2_station")
    board.tell(0, Kind.SURRENDERED, FOE, place="t2_station", amount=9)
    board.tell(0, Kind.ROUTED, "isil-t2-2", place="t2_station")
    story = board.chronicle()
    shown = [entry["kind"] for part in story.as_json()["days"][0]["parts"] for entry in part["entries"]]
    full = [entry["kind"] for part in story.as_json(full=True)["days"][0]["parts"] for entry in part["entries"]]
    assert sorted(shown) == ["routed", "surrendered"]
    assert sorted(full) == ["dug_in", "routed", "surrendered"]


def test_a_day_has_few_lines_however_much_happens(board: Storyboard) -> None:
    places = [place for place in board.scenario.places if place in Whereabouts(board.scenario).known]
    for place in places[:20]:
        board.tell(0, Kind.ROUTED, FOE, place=place)
    shown = [entry for entry in board.entries() if entry.shown]
    assert len(board.entries()) > 10 >= len(shown) >= 4


def test_events_of_the_scenario_are_never_left_out(board: Storyboard) -> None:
    for row in range(len(board.scenario.triggers)):
        board.tell(0, Kind.MESSAGE, other=row)
    assert all(entry.shown for entry in board.entries())
    assert SHOWN < ALWAYS


def test_the_closing_lines_count_each_side_and_the_civilians(board: Storyboard) -> None:
    board.kill(GOV, 12, 1)
    board.kill(FOE, 9, 7)
    board.trace.captured[8:, :, board.unit(FOE)] = 3
    board.trace.civilians[3:] = 5
    first, second = board.chronicle().days
    assert first.closing[0] == "Killed that day: government 12."
    assert second.closing[0] == "Killed that day: ISIL 9; captured: ISIL 3."
    assert second.closing[1] == (
        "Killed since 23 October: government 12, ISIL 9; captured: ISIL 3. "
        "Civilians expected to have been killed: 5."
    )
    assert (second.today.killed, second.so_far.killed) == ((0, 9, 0, 0), (12, 9, 0, 0))


def test_hours_stand_for_parts_of_the_day_where_impulses_are_short() -> None:
    board = Storyboard("day-of-wrath", days=1)
    board.tell(4, Kind.ROUTED, board.scenario.forces.ids[0], place="abu_kamal")
    day = board.chronicle().days[0]
    assert [part.name for part in day.parts()] == ["04:00"]
    assert (day.first_turn, day.last_turn) == (1, 8)


# ------------------------------------------------------------------------------------------------- citations


def took_the_station(board: Storyboard) -> None:
    """The station falls in the morning of 26 October, the documented day."""
    board.tell(18, Kind.TOOK, side="government", place="t2_station", amount=1)
    board.trace.control[19:, :, board.place("t2_station")] = 0


def test_ground_taken_on_its_documented_day_cites_that() -> None:
    board = Storyboard(days=5)
    took_the_station(board)
    (entry,) = board.entries(3)
    assert "ak17-t2-captured" in [cite.id for cite in entry.cites]
    assert "000:66, 106-107" in [cite.text for cite in entry.cites]


def test_on_another_day_it_does_not() -> None:
    board = Storyboard(days=5)
    board.tell(2, Kind.TOOK, side="government", place="t2_station", amount=1)
    (entry,) = board.entries(0)
    assert "ak17-t2-captured" not in [cite.id for cite in entry.cites]


def test_a_fact_that_does_not_hold_in_this_world_is_not_cited() -> None:
    board = Storyboard(days=5)
    took_the_station(board)
    facts = load_facts()
    held = grade(board.film(), facts)
    assert "ak17-t2-captured" in [cite.id for cite in board.entries(3, grade=held)[0].cites]
    missed = replace(held, rows=tuple(replace(row, holds=np.zeros(1, dtype=np.bool_)) for row in held.rows))
    assert board.entries(3, grade=missed)[0].cites == ()
    assert board.entries(3, grade=missed.for_world(0))[0].cites == ()


def test_a_message_cites_what_its_trigger_cites(board: Storyboard) -> None:
    cited = next(row for row, trigger in enumerate(board.scenario.triggers) if trigger.cites)
    assumed = next(row for row, trigger in enumerate(board.scenario.triggers) if not trigger.cites)
    board.tell(0, Kind.MESSAGE, other=cited)
    board.tell(1, Kind.MESSAGE, other=assumed)
    first, second = board.entries()
    assert [cite.id for cite in first.cites] == list(dict.fromkeys(board.scenario.triggers[cited].cites))
    assert (first.assumed, second.assumed) == (False, True)


def test_orders_of_history_are_told_with_their_citations(board: Storyboard) -> None:
    orders = board.chronicle().days[0].orders
    cited = [entry for entry in orders if entry.shown]
    assert cited
    assert all(entry.cites for entry in cited)
    assert all(" ordered " in entry.text for entry in orders)
    for entry in orders:
        assert_is_prose(entry.text)


def test_orders_that_were_given_in_the_run_are_told_instead(board: Storyboard) -> None:
    given = [[("isil", "isil-t2 attack abu_kamal at 08:00")], []]
    (entry,) = board.chronicle(orders=given).days[0].orders
    assert entry.text == "ISIL ordered its fighters from the T-2 station to attack Abu Kamal."
    assert f"{entry.time:%H:%M}" == "08:00"
    assert entry.cites == ()


@pytest.mark.parametrize(
    ("stops", "way"),
    [
        ("al_hiri", "al-Hiri"), ("al_hiri husaybah", "al-Hiri, then Husaybah"),
        ("al_hiri husaybah t2_station", "al-Hiri, then Husaybah, the T-2 pumping station"),
    ],
)  # fmt: skip
def test_the_stops_of_a_march_are_told_in_their_order(board: Storyboard, stops: str, way: str) -> None:
    (entry,) = board.chronicle(orders=[[("isil", f"isil-t2 move abu_kamal via {stops}")], []]).days[0].orders
    whom = "ISIL ordered its fighters from the T-2 station"
    assert entry.text == f"{whom} to march to Abu Kamal by way of {way}."


def test_orders_as_the_run_wrote_them_are_known_again_by_history() -> None:
    scenario = load("dawn-3")
    dated = next(order for order in scenario.history if order.impulse % scenario.clock.impulses_per_turn)
    turn = scenario.clock.turn_of(dated.impulse)
    line = f"{dated.text} at {scenario.clock.hour_of(dated.impulse):02d}:00"
    (command,) = commands_of(scenario, [*([()] * turn), ((scenario.sides[dated.side], line),)])
    assert (command.impulse, command.cites, command.assumed) == (dated.impulse, dated.cites, dated.assumed)


# ----------------------------------------------------------------------------------------------- names, places


@pytest.mark.parametrize("name", ["dawn-3", "day-of-wrath"])
def test_every_place_side_and_unit_has_words(name: str) -> None:
    scenario = load(name)
    where, naming = Whereabouts(scenario), Naming(scenario)
    words = [where.at(h) for h in range(scenario.map.grid.count)] + [where.to(h) for h in scenario.place_hex.tolist()]
    words += [str(naming.camp(side)) for side in range(len(scenario.sides))]
    words += [str(naming.forces((unit,))) for unit in range(scenario.forces.count)]
    assert not [text for text in words if "_" in text or not text.strip()]


def test_a_hex_without_a_name_is_placed_by_its_nearest_neighbour() -> None:
    scenario = load("dawn-3")
    where, grid = Whereabouts(scenario), scenario.map.grid
    station = scenario.place("t2_station")
    east = station
    for _ in range(4):
        east = int(grid.neighbours[east, 0])
    assert where.at(station) == "at the T-2 pumping station"
    assert where.at(int(grid.neighbours[station, 3])) == "just west of the T-2 pumping station"
    assert where.to(scenario.place("abu_kamal")) == "Abu Kamal"
    assert where.at(scenario.place("abu_kamal")) == "in Abu Kamal"
    assert re.fullmatch(r"\d+ km [a-z]+ of .+", where.at(east))


def test_sides_have_short_names() -> None:
    assert Naming(load("dawn-3")).short == ("government", "ISIL", "Iraqi", "SDF")
    naming = Naming(load("day-of-wrath"))
    assert [str(naming.camp(side)) for side in range(3)] == ["the rebels", "ISIL", "the Iraqi side"]


def test_two_numbers_do_not_run_together(board: Storyboard) -> None:
    board.tell(0, Kind.ROUTED, "desert-army-4", place="t2-north")
    assert not re.search(r"\d \d", board.texts()[0])
