"""What the documents say: of a place, a unit, an event, or of everything."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
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
from sim.view.screens.listed import Listed
from sim.view.type import SMALL

if TYPE_CHECKING:
    from sim.view.app import App

PAGE = 50
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
    lines = [Line(fact.statement, "strong" if fact.conflicts_with else "plain"),
             Line(f"[{fact.citation}]  says {fact.claimed_by}; {_when(fact)}{value}", "cite")]  # fmt: skip
    if fact.check is None:
        lines.append(Line(f"not tested: {fact.unchecked}", "faint"))
    elif standing is None:
        lines.append(Line(f"tested: {spelled(expected(fact.check))}", "faint"))
    else:
        verdict = "holds" if standing.holds else "does not hold" if standing.reached else "not reached yet"
        observed = spelled(standing.observed)
        lines.append(Line(f"in the world shown: {verdict}; {observed}", "faint" if standing.holds else "warning"))
    rivals = [facts.by_id[name] for name in fact.conflicts_with if name in facts.by_id]
    cells = tuple(
        (Line(f"against it, {rival.claimed_by}", "slanted"), Line(rival.statement, "small"),
         Line(f"[{rival.citation}]", "cite"))
        for rival in rivals
    )  # fmt: skip
    return Row(tuple(lines), None, fact.confidence, cells=cells)


def _when(fact: Fact) -> str:
    dates = fact.date
    if dates is None:
        return "undated"
    ends = [f"{one.day} {one:%b %Y}" for one in (dates.start, dates.end) if one is not None]
    return f"{ends[0]} to {ends[1]}" if len(ends) == 2 and not _one_day(fact) else ends[0]


def _one_day(fact: Fact) -> bool:
    dates = fact.date
    if dates is None or dates.start is None or dates.end is None:
        return False
    return (dates.end - dates.start).days <= 1


class Sources(Listed):
    """The facts of something, to be searched and sifted; `world` says how each stands in the world that is shown."""

    heading = "Sources"
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
        self.sought, self.document, self.confidence, self.page = "", ALL, ALL, 0

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
        top = field.bottom + look.px(24)
        self._count_at = (body.left, field.bottom + look.px(12))
        self.rows.arrange(pygame.Rect(body.left, top, body.width, body.bottom - top), look)
        self._list(stay=True)

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put the pages, and the way to everything."""
        box = pygame.Rect(foot.left, foot.top, self.look.px(110), foot.height)
        self.form.button(box, "Next page", partial(self._turn, 1))
        box.left = box.right + self.look.px(6)
        self.form.button(box, "Page before", partial(self._turn, -1))
        if self._narrow:
            box = pygame.Rect(box.right + self.look.px(6), foot.top, self.look.px(140), foot.height)
            self.form.button(box, "All sources", self._everything, tip="every fact that bears on this scenario")

    def found_facts(self) -> list[Fact]:
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

    def _list(self, stay: bool = False) -> None:
        facts = self.found_facts()
        pages = max(-(-len(facts) // PAGE), 1)
        self.page = min(self.page, pages - 1)
        shown = facts[self.page * PAGE : (self.page + 1) * PAGE]
        self._count = _counted(len(facts), len(self._ids)) + (f", page {self.page + 1} of {pages}" if pages > 1 else "")
        standing = self._standing
        rows = [fact_row(self.found.facts, fact, self._spelled, standing.get(fact.id)) for fact in shown]
        self.rows.show(rows or [Row((Line("No fact fits.", "slanted"),))], stay=stay)

    def _seek(self, typed: str) -> None:
        self.sought, self.page = typed, 0
        self._list()

    def _only_document(self, document: str) -> None:
        self.document, self.page = document, 0
        self._anew()

    def _only_confidence(self, confidence: str) -> None:
        self.confidence, self.page = confidence, 0
        self._anew()

    def _anew(self) -> None:
        self._list()
        self.arrange()

    def _turn(self, by: int) -> None:
        pages = max(-(-len(self.found_facts()) // PAGE), 1)
        self.page = (self.page + by) % pages
        self._list()

    def _everything(self) -> None:
        self._ids, self._narrow, self.heading = facts_about(self.found, ()), False, Sources.heading
        self._anew()

    def act(self, action: str) -> bool:
        """Go back with the key that came here."""
        if action == "sources":
            self.app.back()
        return action == "sources"

    def draw(self, target: pygame.Surface) -> None:
        """Draw the list, and how many facts are in it."""
        super().draw(target)
        count = self.look.line(self._count, SMALL, self.look.palette.slanted)
        target.blit(count, count.get_rect(midleft=self._count_at))


def _counted(some: int, every: int) -> str:
    facts = f"{every} fact{'' if every == 1 else 's'}"
    return facts if some == every else f"{some} of {facts}"
