"""How a game ended: every number of the tree is one that the record, the rules or the grade gives too."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from sim.facts.load import load_facts
from sim.orders.order import orders_of
from sim.play.chance import Chance
from sim.play.course import Run
from sim.play.history import historical
from sim.play.run import record_of, run
from sim.record.fortune import WHOLE, Fortune
from sim.record.record import Record
from sim.record.replay import trace_of
from sim.report.chronicle.telling import Entry
from sim.report.ending.charts import charts
from sim.report.ending.luck import Folded, luck
from sim.report.ending.making import ending
from sim.report.ending.page import page
from sim.report.ending.result import earned, losses
from sim.report.ending.tree import Ending
from sim.report.fidelity.grading import grade
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.state.setup import setup

RAID = load("day-of-wrath")


@pytest.fixture(scope="module")
def played() -> Run:
    return run(RAID, [283])


@pytest.fixture(scope="module")
def record(played: Run) -> Record:
    return record_of(played)


@pytest.fixture(scope="module")
def ended(record: Record) -> Ending:
    return ending(record, RAID)


@pytest.fixture(scope="module")
def text(ended: Ending) -> str:
    return page(ended)


class Page(HTMLParser):
    """Collects ids, links, what is fetched, and complains of tags that do not close."""

    VOID = ("meta", "img", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {key: value or "" for key, value in attrs}
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known["href"]] if "href" in known else []
        self.fetched += [known["src"]] if "src" in known else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# ----------------------------------------------------------------------------------------------- the tree


def test_the_result_is_that_of_the_run_with_the_rule_that_decided_it(ended: Ending, played: Run) -> None:
    assert ended.result.points == earned(played)
    assert (ended.result.winner, ended.result.rule, ended.result.final) == ("isil", "16.2", True)
    assert "larger share of the points" in ended.result.sentence
    assert "ISIL came out ahead" in ended.result.words
    assert ended.digest == played.state.digests[0].hex()


def test_points_are_the_sum_of_the_objectives_that_were_earned(ended: Ending) -> None:
    for side, points in ended.result.points.items():
        own = [goal for goal in ended.objectives if goal.side == side]
        assert sum(goal.points for goal in own if goal.standing == "earned") == points
        assert sum(goal.points for goal in own) == ended.result.possible[side]
    assert {goal.standing for goal in ended.objectives} == {"earned", "missed"}
    for goal in ended.objectives:
        assert goal.stood
        assert bool(goal.wanting) == (goal.standing == "missed")
        assert bool(goal.earned) == (goal.standing == "earned")


def test_an_objective_says_how_it_stood_and_when(ended: Ending) -> None:
    by_id = {goal.id: goal for goal in ended.objectives}
    assert by_id["first-day"].stood == ("The Hamdan air base held by the rebels.",)
    assert (by_id["first-day"].due, by_id["first-day"].turn) == ("2016-06-29T00:00", 8)
    lost = sum(getattr(ended.total, kind)["opposition"] for kind in ("killed", "wounded", "captured"))
    assert by_id["bring-them-home"].stood == (f"{lost} of 325 killed, wounded or captured.",)
    assert [cite.document for cite in by_id["take-the-town"].cites] == ["002"]


@pytest.mark.parametrize("kind", ["killed", "wounded", "captured"])
def test_losses_add_up_by_day_and_by_turn(ended: Ending, played: Run, kind: str) -> None:
    for side, lost in losses(played).items():
        assert getattr(ended.total, kind)[side] == lost[kind]
        assert sum(getattr(day.cost, kind)[side] for day in ended.days) == lost[kind]
        assert sum(getattr(turn.cost, kind)[side] for turn in ended.turns) == lost[kind]
        assert getattr(ended.days[-1].so_far, kind)[side] == lost[kind]


def test_days_and_turns_say_who_holds_the_town(ended: Ending) -> None:
    assert [day.date for day in ended.days] == ["2016-06-28", "2016-06-29"]
    assert [day.turns for day in ended.days] == [(1, 8), (9, 16)]
    for part in (*ended.days, *ended.turns):
        assert sum(part.blocks["abu_kamal"].values()) == ended.towns["abu_kamal"] == 20
    assert ended.days[0].places["hamdan_airbase"] == "opposition"


def test_claims_are_the_grade_of_the_same_world(ended: Ending, record: Record) -> None:
    rows = grade(trace_of(record, RAID), load_facts()).for_world(0)
    assert [one.id for one in ended.claims] == [row.id for row in rows.rows]
    assert sum(one.standing == "met" for one in ended.claims) == rows.held
    assert {one.document for one in ended.claims} <= {one.id for one in ended.documents}


def test_every_turn_has_its_digest_orders_and_chronicle(ended: Ending, record: Record) -> None:
    assert [turn.digest for turn in ended.turns] == [turn.digest for turn in record.turns]
    for turn, written in zip(ended.turns, record.turns, strict=True):
        assert sum(turn.orders.values()) == len(written.orders)
        assert all(turn.begins <= f"{entry.time:%Y-%m-%dT%H:%M}" < turn.ends for entry in turn.entries)
    assert sum(entry.kind == "fought" for turn in ended.turns for entry in turn.entries) > 3


def test_history_departs_from_itself_nowhere(ended: Ending) -> None:
    assert not ended.deviations
    assert {camp.commander for camp in ended.camps} == {"history"}


@pytest.mark.parametrize("seed", [1, 2])
def test_deviations_are_found_again_from_the_record_alone(seed: int) -> None:
    free = run(RAID, [seed], {"isil": Chance()})
    found = ending(record_of(free), RAID).deviations
    assert [(one.turn, one.kind, one.id, one.what, one.condition) for one in found] == [
        (one.turn, one.kind, one.id, one.what, one.condition) for one in free.deviations
    ]
    assert found
    assert all(bool(one.title) == (one.kind == "event") for one in found)


def test_a_game_that_was_left_is_told_as_far_as_it_came(record: Record) -> None:
    left = ending(record.cut(7), RAID)
    assert (len(left.turns), left.result.final, left.ends) == (7, False, "2016-06-28T21:00")
    assert {goal.standing for goal in left.objectives} == {"open"}
    assert all(goal.stood for goal in left.objectives)
    assert "not reached" in {one.standing for one in left.claims}
    assert left.result.words == "The record ends after turn 7 of 16."
    assert "turn-7" in Page(page(left)).ids


def test_a_game_that_was_not_begun_is_told_too(record: Record) -> None:
    none = ending(record.cut(0), RAID)
    assert (none.turns, none.days, charts(none)) == ((), (), ())
    assert not Page(page(none)).open


def test_the_tree_is_plain_json_and_the_same_twice(ended: Ending, record: Record) -> None:
    first, second = (json.dumps(one.as_json(), sort_keys=True) for one in (ended, ending(record, RAID)))
    assert first == second
    assert set(json.loads(first)) >= {"result", "objectives", "days", "luck", "claims", "deviations", "turns"}
    assert json.loads(first)["turns"][0]["entries"][0]["cites"]


# ----------------------------------------------------------------------------------------------- the luck


def test_folded_chances_are_those_of_the_sum() -> None:
    folded = Folded()
    for chances in ([WHOLE // 4, WHOLE // 2, WHOLE // 4], [0, WHOLE // 2, WHOLE // 2]):
        folded.add(np.array(chances, dtype=np.int64))
    assert folded.low == 1
    assert (folded.chances / folded.chances.sum()).tolist() == [0.125, 0.375, 0.375, 0.125]
    assert [folded.percentile(people) for people in (0, 1, 2, 3, 4, 5)] == [0.0, 6.2, 31.2, 68.8, 93.8, 100.0]


def test_the_ledger_adds_up(ended: Ending) -> None:
    for one in ended.luck.sides:
        turns = [part for parts in ended.luck.turns.values() for part in parts if part.side == one.side]
        kinds = [part for part in ended.luck.kinds if part.side == one.side]
        assert sum(part.actual for part in turns) == sum(part.actual for part in kinds) == one.actual
        assert sum(part.throws for part in turns) == sum(part.throws for part in kinds) == one.throws
        assert sum(part.expected for part in turns) == pytest.approx(one.expected, abs=0.1)
        assert sum(part.spread**2 for part in turns) == pytest.approx(one.spread**2, rel=0.02)
    hit = {one.side: one.actual for one in ended.luck.sides}
    assert all(count <= ended.total.killed[side] + ended.total.wounded[side] for side, count in hit.items())


def test_percentiles_are_even_over_many_worlds() -> None:
    """Of two hundred worlds a tenth lies in each tenth of the percentiles, give or take chance."""
    worlds, fortune = 200, Fortune(RAID)
    state = setup(RAID, range(1, worlds + 1))
    for turn in range(RAID.clock.turns):
        said = [order for side in range(len(RAID.sides)) for order in historical(RAID, side, turn)]
        state, _ = step(RAID, state, orders_of(RAID, said), fortune.watch)
    throws = fortune.throws()
    mine = throws.where((throws.side == RAID.sides.index("opposition")) & (throws.expected > 0))
    found = [luck(mine.where(mine.world == world), RAID.sides, 3).sides[0].percentile for world in range(worlds)]
    ranked = np.sort(np.array(found, dtype=float)) / 100
    apart = np.abs(ranked - (np.arange(worlds) + 0.5) / worlds).max()
    assert apart < 1.63 / worlds**0.5  # Kolmogorov: one in a hundred lies farther apart


# ----------------------------------------------------------------------------------------------- the page


def test_the_page_stands_alone_and_every_link_leads_somewhere(text: str, ended: Ending) -> None:
    seen = Page(text)
    assert not seen.open
    assert len(seen.ids) == len(set(seen.ids))
    assert {f"turn-{turn.number}" for turn in ended.turns} <= set(seen.ids)
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert all(link.startswith("#") for link in seen.links)
    assert len(seen.fetched) == 3
    assert all(source.startswith("data:image/svg+xml;base64,") for source in seen.fetched)
    assert "<script" not in text


def test_the_page_is_the_same_twice(text: str, record: Record) -> None:
    assert page(ending(record, RAID)) == text


def test_pictures_carry_neither_date_nor_program(ended: Ending) -> None:
    for chart in charts(ended):
        assert chart.svg.startswith("<svg")
        assert "<dc:date>" not in chart.svg
        assert "matplotlib.org/" not in chart.svg
        assert chart.words


def test_what_stands_in_a_file_is_text_and_nothing_else(ended: Ending) -> None:
    entry: Entry = ended.turns[0].entries[0]
    wild = replace(entry, text="<b>\x1b[31m & \u202eevil</b>", shown=True)
    turns = (replace(ended.turns[0], entries=(wild,)), *ended.turns[1:])
    shown = page(replace(ended, title="<script>x</script>", turns=turns))
    assert "<script>" not in shown
    assert "&lt;b&gt;\\x1b[31m &amp; \\u202eevil&lt;/b&gt;" in shown
