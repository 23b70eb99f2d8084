"""What the documents say: of a place, a unit, an event, or of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from sim.facts.fact import CONFIDENCES, Fact, Facts
from sim.facts.predicate import expected
from sim.report.chronicle.spelling import Spelling
from sim.report.chronicle.telling import Entry
from sim.report.fidelity.grading import WorldGrade, WorldRow
from sim.view.counters import Stack
from sim.view.opened import Opened
from sim.view.rows import Line, Row
from sim.view.screens.listed import Paged
from sim.view.screens.menu import span

if TYPE_CHECKING:
    from sim.view.app import App

ALL = "all"


# ------------------------------------------------------------------------------------------------- of what


def about_place(found: Opened, place: str) -> tuple[str, ...]:
    """Return the facts that name a place, by id."""
    return tuple(fact.id for fact in _own(found) if place in fact.places)


def about_unit(found: Opened, unit: str) -> tuple[str, ...]:
    """Return the facts on which a unit and its formation rest, by id; `unit` is the id of either."""
    cites: list[str] = []
    for formation in found.files.forces.formations:
        own = [one for one in formation.units if unit in (one.id, formation.id)]
        if own:
            cites += formation.cites or ()
            chiefs = (*((formation.commander,) if formation.commander else ()), *formation.commanders)
            cites += [cite for chief in chiefs for cite in chief.cites or ()]
            cites += [cite for one in own for cite in (*(one.cites or ()), *(one.strength.cites or ()))]
    return tuple(dict.fromkeys(cites))


def about_stack(found: Opened, stack: Stack) -> tuple[str, ...]:
    """Return the facts on which the units of a stack rest, and those of the place where it stands."""
    names = found.scenario.forces.ids
    units = (cite for unit in stack.units for cite in about_unit(found, names[unit]))
    place = found.scenario.place_at.get(stack.hex)
    return tuple(dict.fromkeys([*units, *(about_place(found, place) if place else ())]))


def about_entry(entry: Entry) -> tuple[str, ...]:
    """Return the facts that an entry of the chronicle cites."""
    return tuple(cite.id for cite in entry.cites)


def facts_about(found: Opened, about: Sequence[str]) -> tuple[str, ...]:
    """Return facts by id for ids of facts, of places, of units or of formations; nothing asks for everything."""
    if not about:
        return tuple(fact.id for fact in _own(found))
    ids: list[str] = []
    for name in about:
        if name in found.facts.by_id:
            ids.append(name)
        elif name in found.scenario.map.place_hex:
            ids += about_place(found, name)
        else:
            ids += about_unit(found, name)
    return tuple(dict.fromkeys(ids))


def _own(found: Opened) -> Facts:
    return found.facts.for_scenario(found.scenario.id)


# ------------------------------------------------------------------------------------------------ as a list


def fact_row(facts: Facts, fact: Fact, spelled: Spelling, standing: WorldRow | None = None) -> Row:
    """Return what there is to know of a fact, with the claims that contradict it beside it."""
    value = "" if fact.value is None else f"; {fact.value:g} {fact.unit}"
    rivals = [facts.by_id[name] for name in fact.conflicts_with if name in facts.by_id]
    about = Line(f"[{fact.citation}]  says {fact.claimed_by}; {_when(fact)}{value}", "cite")
    verdict = _verdict(fact, spelled, standing)
    if not rivals:
        return Row((Line(fact.statement), about, verdict), None, fact.confidence)
    cells: list[tuple[Line, ...]] = [(Line("this claim", "slanted"), Line(fact.statement, "strong"))]
    cells += [
        (Line(f"against it, {rival.claimed_by}", "slanted"), Line(rival.statement),
         Line(f"[{rival.citation}]  {_when(rival)}", "cite"))
        for rival in rivals
    ]  # fmt: skip
    return Row((about, verdict), None, fact.confidence, cells=tuple(cells))


def _verdict(fact: Fact, spelled: Spelling, standing: WorldRow | None) -> Line:
    """Say how a fact is tested, or how the world that is shown stands against it."""
    if fact.check is None:
        return Line(f"not tested: {fact.unchecked}", "faint")
    if standing is None:
        return Line(f"tested: {spelled(expected(fact.check).replace('_', ' '))}", "faint")
    said = "holds" if standing.holds else "does not hold" if standing.reached else "not reached yet"
    observed = spelled(standing.observed.replace("_", " "))
    return Line(f"in the world shown: {said}; {observed}", "faint" if standing.holds else "warning")


def _when(fact: Fact) -> str:
    """Write when a statement holds; the end of its dates is the first moment after."""
    dates = fact.date
    if dates is None:
        return "undated"
    part = f", {dates.part}" if dates.part else ""
    if dates.start is not None and dates.end is not None and dates.start < dates.end:
        return span(dates.start, dates.end) + part
    one, word = (dates.start, "from ") if dates.start is not None else (dates.end, "until ")
    assert one is not None
    return f"{word if dates.start != dates.end else ''}{one.day} {one:%B %Y}{part}"


class Sources(Paged):
    """The facts of something, to be searched and sifted; `world` says how each stands in the world that is shown."""

    heading = "Sources"
    none = "No fact fits."
    widest = 1400

    def __init__(
        self, app: App, found: Opened, about: Sequence[str] = (), world: WorldGrade | None = None, heading: str = ""
    ) -> None:
        super().__init__(app)
        self.found, self.heading = found, heading or self.heading
        self._ids = facts_about(found, about)
        self._narrow = bool(about)
        self._standing = {row.id: row for row in world.rows} if world is not None else {}
        self._spelled = Spelling(found.scenario)
        self.sought, self.document, self.confidence = "", ALL, ALL

    def fill(self, body: pygame.Rect) -> None:
        """Put the field, the sieves and the list."""
        look, high, gap = self.look, self.look.px(30), self.look.px(8)
        field = pygame.Rect(body.left, body.top, look.px(190), high)
        self.form.entry(field, "search", self.sought, changed=self._seek)
        documents = [(ALL, "all"), *((source.id, source.id) for source in self.found.facts.sources)]
        ends = self.tabs(
            pygame.Rect(field.right + gap, body.top, (body.width - field.width) * 2 // 5, high), documents,
            self.document, self._only_document,
        )  # fmt: skip
        confidences = [(ALL, "any"), *((name, name) for name in CONFIDENCES)]
        self.tabs(pygame.Rect(ends + gap, body.top, body.right - ends - gap, high), confidences, self.confidence,
                  self._only_confidence)  # fmt: skip
        top = field.bottom + look.px(4)
        self.place(pygame.Rect(body.left, top, body.width, body.bottom - top))

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the pages, and the way to everything."""
        left = self.page_buttons(foot)
        if self._narrow:
            box = pygame.Rect(left, foot.top, self.look.px(120), foot.height)
            self.form.button(box, "All sources", self._everything, tip="every fact that bears on this scenario")

    def wanted(self) -> Sequence[Fact]:
        """Return the facts that pass the field and the sieves."""
        words = self.sought.lower().split()
        by_id = self.found.facts.by_id
        return [fact for fact in (by_id[name] for name in self._ids if name in by_id) if self._fits(fact, words)]

    def _fits(self, fact: Fact, words: Sequence[str]) -> bool:
        if self.document not in (ALL, fact.document) or self.confidence not in (ALL, fact.confidence):
            return False
        places = " ".join(self._spelled(place.replace("_", " ")) for place in fact.places) if words else ""
        text = " ".join((fact.statement, fact.claimed_by, fact.kind, fact.citation, fact.id, places)).lower()
        return all(word in text for word in words)

    def counted(self, number: int) -> str:
        """Say how many facts fit."""
        facts = f"{len(self._ids)} fact{'' if len(self._ids) == 1 else 's'}"
        source = next((one for one in self.found.facts.sources if one.id == self.document), None)
        whose = f", of {source.title} ({source.kind})" if source is not None else ""
        return (facts if number == len(self._ids) else f"{number} of {facts}") + whose

    def row(self, thing: object) -> Row:
        """Return a fact as a row."""
        assert isinstance(thing, Fact)
        return fact_row(self.found.facts, thing, self._spelled, self._standing.get(thing.id))

    def _seek(self, typed: str) -> None:
        self.sought, self.leaf = typed, 0
        self.list()  # the form stays as it is: somebody types into it

    def _only_document(self, document: str) -> None:
        self.document = document
        self.sift()

    def _only_confidence(self, confidence: str) -> None:
        self.confidence = confidence
        self.sift()

    def _everything(self) -> None:
        self._ids, self._narrow, self.heading = facts_about(self.found, ()), False, Sources.heading
        self.sift()

    def act(self, action: str) -> bool:
        """Go back with the key that came here."""
        if action == "sources":
            self.app.back()
        return action == "sources"
