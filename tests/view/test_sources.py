"""The sources: what is listed of what, how it is sifted, what a fact shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.report.chronicle.spelling import Spelling
from sim.view.app import App
from sim.view.opened import Opened, opened
from sim.view.screens.briefing import Briefing
from sim.view.screens.sources import Sources, about_place, about_stack, about_unit, fact_row, facts_about
from sim.view.screens.watch import Watch

Press = Callable[..., bool]
Type = Callable[[App, str], None]


@pytest.fixture
def found() -> Opened:
    """Return the raid."""
    return opened("day-of-wrath")


def words_of(screen: Sources) -> str:
    return " ".join(
        line.text for row in screen.rows.rows
        for line in (*row.lines, *(line for cell in row.cells for line in cell))
    )  # fmt: skip


def test_facts_of_a_place_of_a_unit_of_a_stack_and_of_everything(film: Watch, found: Opened) -> None:
    by_id = found.facts.by_id
    assert all("hamdan_airbase" in by_id[name].places for name in about_place(found, "hamdan_airbase"))
    assert "ak16-convoy-to-abu-kamal" in about_unit(found, "nsa-column-1")
    assert set(about_unit(found, "nsa-column-1")) <= set(about_unit(found, "nsa-column"))
    stack = film.map.cards[0][1]
    assert set(about_unit(found, found.scenario.forces.ids[stack.units[0]])) <= set(about_stack(found, stack))
    assert facts_about(found, ["al_tanf"]) == about_place(found, "al_tanf")
    assert facts_about(found, ["ak16-codename", "ak16-codename"]) == ("ak16-codename",)
    assert len(facts_about(found, ())) == len(found.facts.for_scenario("day-of-wrath"))
    assert facts_about(found, ["nobody"]) == ()


def test_a_contested_fact_shows_the_claims_against_it_and_how_the_world_stands(film: Watch, found: Opened) -> None:
    fact = next(fact for fact in found.facts if fact.id == "ak16-isil-claims-15-captured")
    standing = next(row for row in film.film.world.rows if row.id == fact.id)
    row = fact_row(found.facts, fact, Spelling(found.scenario), standing)
    assert row.figure == "contested"
    about, verdict = (line.text for line in row.lines)
    for told in (fact.citation, fact.claimed_by, "15", "29 June 2016"):
        assert told in about
    assert "in the world shown: does not hold" in verdict
    assert row.cells[0][-1].text == fact.statement
    assert len(row.cells) == 1 + len(fact.conflicts_with) > 1


def test_typing_sifts_and_keeps_the_field(app: App, found: Opened, type_in: Type, press: Press) -> None:
    screen = Sources(app, found)
    app.show(screen)
    assert len(screen.rows.rows) == 50
    press("tab")
    assert screen.form.typing
    type_in(app, "airbase")
    assert screen.form.typing
    assert 0 < len(screen.wanted()) < 50, screen.sought
    assert "airbase" in words_of(screen).lower()
    type_in(app, "zzz")
    assert "No fact fits." in words_of(screen)
    app.draw()


def test_sieves_by_document_and_confidence(app: App, found: Opened) -> None:
    screen = Sources(app, found)
    app.show(screen)
    screen.form.press("002")
    screen.form.press("contested")
    assert {(fact.document, fact.confidence) for fact in screen.wanted()} == {("002", "contested")}
    screen.form.press("any")
    screen.form.press("all")
    assert len(screen.wanted()) == len(found.facts.for_scenario("day-of-wrath"))


def test_pages_go_round(app: App, found: Opened) -> None:
    screen = Sources(app, found)
    app.show(screen)
    first = words_of(screen)
    screen.form.press("Next page")
    assert words_of(screen) != first
    screen.form.press("Page before")
    assert words_of(screen) == first
    screen.form.press("Page before")
    assert screen.leaf == -(-len(screen.wanted()) // 50) - 1


def test_from_few_to_all_and_back_by_key(app: App, film: Watch, found: Opened, press: Press) -> None:
    screen = Sources(app, found, ["al_tanf"], film.film.world)
    app.show(screen)
    few = len(screen.wanted())
    screen.form.press("All sources")
    assert len(screen.wanted()) > few
    press("s", 0, "s")
    assert app.top is film


def test_a_row_of_the_briefing_leads_to_its_sources(app: App, found: Opened, press: Press) -> None:
    briefing = Briefing(app, found)
    app.show(briefing)
    press("down")
    press("return")
    assert isinstance(app.top, Sources)
    assert [fact.id for fact in app.top.wanted()] == list(found.files.scenario.cites)


@pytest.mark.parametrize("scale", [100, 200])
def test_buttons_stay_on_the_sheet(app: App, found: Opened, scale: int) -> None:
    screen = Sources(app, found, ["al_tanf"])
    app.show(screen)
    app.set(scale=scale)
    app.draw()
    assert all(screen.page.contains(box) for box in screen.form.boxes)
    app.set(scale=100)
