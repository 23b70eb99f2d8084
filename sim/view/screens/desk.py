"""The panel at the table: its pages, the buttons of orders, and what a click on a line of it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.errors import Illegal
from sim.orders.order import hex_name
from sim.report.chronicle.prose import by_way_of
from sim.report.chronicle.spelling import Spelling
from sim.rules.legal import stances
from sim.rules.preview import Preview
from sim.state.observation import Observation
from sim.state.state import MOST_STOPS
from sim.view import pages
from sim.view.column import Column
from sim.view.hexwords import place_title
from sim.view.panel import write_entries
from sim.view.screens.sources import about_unit
from sim.view.type import BODY, SMALL

if TYPE_CHECKING:
    from sim.view.screens.table import Table

PAGES = (
    ("unit", "Unit"), ("air", "Air"), ("plan", "Plan"), ("goals", "Goals"), ("log", "Log"), ("history", "History"),
)  # fmt: skip
VERBS = {
    "move": "go there, and avoid a fight", "attack": "go there and fight whoever holds it",
    "hold": "stay and fight where it stands", "dig": "stay and dig trenches", "withdraw": "go back there, fighting off",
    "raid": "cut a supply line there and come away", "ambush": "lie in wait where it stands",
    "screen": "watch, and give way to force", "infiltrate": "slip in between the enemy's posts",
    "clear": "go there and lift mines", "hide": "go into the tunnels of the town", "rest": "stay and recover",
}
MISSIONS = {"support": "aid troops in contact near a place", "strike": "hit what is known at a place",
            "interdict": "hunt movement near a place", "patrol": "hunt movement anywhere", "rest": "stay on the ground",
            "lift": "carry the chosen unit to a place"}  # fmt: skip
HEAD, SHORT_HEAD, TAB, ROW, EDGE = 128, 62, 30, 32, 12
CRAMPED = 470
"""Pixels of the column up to which only the most needful is put into it."""


class Desk:
    """One page is open; its buttons and its text belong to the column of a table."""

    def __init__(self, table: Table) -> None:
        self.table, self.page = table, "unit"
        self.body, self.spelled = pygame.Rect(0, 0, 1, 1), Spelling(table.scenario)
        self.rows: list[tuple[pygame.Rect, Callable[[], object]]] = []
        self.expected: tuple[tuple[object, ...], Preview | None] | None = None

    # ------------------------------------------------------------------------------------------- building

    def build(self) -> None:
        """Put the choice of pages, and beneath the page what can be ordered."""
        table, look, column = self.table, self.table.look, self.table.column
        head = look.px(SHORT_HEAD if self.cramped else HEAD)
        self.body = pygame.Rect(column.left, head + look.px(TAB + 10), column.width, 0)
        self._tabs(pygame.Rect(column.left, head, column.width, look.px(TAB)).inflate(-2 * look.px(EDGE), 0))
        bottom = column.bottom - look.px(8)
        if self.cramped and table.present and table.hand.verb:
            pass  # what is to be expected takes all the room
        elif table.present and self.page == "unit" and table.marching is not None:
            bottom = self._orders(bottom)
        elif table.present and self.page == "air" and table.hand.package is not None:
            bottom = self._grid(MISSIONS, bottom)
        self.body.height = bottom - self.body.top - look.px(6)

    @property
    def cramped(self) -> bool:
        """Say whether there is room for little else than the buttons."""
        return self.table.column.height <= self.table.look.px(CRAMPED)

    def _tabs(self, row: pygame.Rect) -> None:
        """Put the choice of pages; where there is no room for it, the page that is open, and the way round them."""
        table, look = self.table, self.table.look
        if not self.cramped:
            table.form.choice(row, PAGES, self.page, table.open)
            return
        if table.present and table.hand.verb:
            table.form.button(row, "Another order", partial(table.act, "back"), tip=table.app.keys.tip("back"))
            return
        ids, titles = [name for name, _ in PAGES], dict(PAGES)
        at, side = ids.index(self.page), look.px(34)
        for left, text, by in ((row.left, "◀", -1), (row.right - side, "▶", 1)):
            box = pygame.Rect(left, row.top, side, row.height)
            table.form.button(box, text, partial(table.open, ids[(at + by) % len(ids)]), tip="another page")
        middle = row.inflate(-2 * (side + look.px(4)), 0)
        if self.page == "unit" and table.marching is not None:
            both = [("unit", "This unit"), ("whole", "Formation")]
            table.form.choice(middle, both, "whole" if table.hand.whole else "unit", table.address)
        else:
            table.form.button(middle, titles[self.page], partial(table.open, self.page), chosen=True)

    def _orders(self, bottom: int) -> int:
        """Put the verbs, the choice of unit or formation, and how the formation fights."""
        table, hand = self.table, self.table.hand
        top = self._grid(VERBS, bottom)
        if self.cramped:
            return top
        if hand.whole:
            ways = stances(table.scenario, hand.formation)
            top = self._choice(top, [(way, way) for way in ways], "", table.fight)
        whole = f"All of {table.scenario.formations.names[hand.formation]}"
        if table.look.line(whole, BODY).get_width() > table.column.width // 2 - table.look.px(36):
            whole = "Its formation"
        both = [("unit", "This unit"), ("whole", whole)]
        top = self._choice(top, both, "whole" if hand.whole else "unit", table.address)
        return top - table.look.px(2)

    def _choice(
        self, bottom: int, options: Sequence[tuple[str, str]], chosen: str, do: Callable[[str], object]
    ) -> int:
        look, column = self.table.look, self.table.column
        edge = look.px(EDGE)
        box = pygame.Rect(column.left + edge, bottom - look.px(ROW), column.width - 2 * edge, look.px(ROW - 4))
        self.table.form.choice(box, options, chosen, do)
        return box.top - look.px(4)

    def _grid(self, tips: dict[str, str], bottom: int) -> int:
        """Put a button for each verb, four in a row or three; return where the room above them ends."""
        table, look, column = self.table, self.table.look, self.table.column
        across, high = (3, look.px(ROW - 4)) if self.cramped else (4, look.px(ROW))
        wide = (column.width - 2 * look.px(EDGE)) // across
        top = bottom - -(-len(tips) // across) * high
        for k, (verb, tip) in enumerate(tips.items()):
            left = column.left + look.px(EDGE) + k % across * wide
            box = pygame.Rect(left, top + k // across * high, wide - look.px(3), high - look.px(3))
            table.form.button(
                box, verb, partial(table.arm, verb), tip=f"{verb}: {tip}", chosen=verb == table.hand.verb
            )
        return top - look.px(4)

    # -------------------------------------------------------------------------------------------- writing

    def write(self, column: Column) -> None:
        """Write the open page, and remember what can be clicked."""
        column.target.set_clip(self.body)
        column.down = self.body.top - self.table.scroll
        self.rows = []
        {
            "unit": self._unit, "air": self._air, "plan": self._plan, "goals": self._goals, "log": self._log,
            "history": self._history,
        }[self.page](column)  # fmt: skip

    def picked(self, pixel: tuple[int, int]) -> None:
        """Do what the clicked line stands for."""
        for box, do in self.rows:
            if box.collidepoint(pixel):
                do()
                return

    def _unit(self, column: Column) -> None:
        table, hand = self.table, self.table.hand
        if hand.unit is None:
            column.write("Click a counter to choose a unit; a stack is laid out first. Drag a counter to where it "
                         "should go, click there with the right button, or choose an order here.")  # fmt: skip
            column.gap(6)
            self.rows = [(table.citing.write_place(column), table.sources)]
        elif hand.verb and hand.aim is not None:
            self._aim(column, hand.aim)
        else:
            seen = table.campaign.seen(table.sample)
            pages.write_unit(column, table.scenario, seen, hand.unit, table.names)
            self._around(column, seen, hand.unit)

    def _around(self, column: Column, seen: Observation, unit: int) -> None:
        """Write where the sources are, and the other units of the formation: a click opens or chooses them."""
        table, ids = self.table, self.table.scenario.forces.ids
        column.gap(6)
        self.rows = [(table.citing.write_count(column, len(about_unit(table.opened, ids[unit]))), table.sources)]
        others = pages.write_formation(column, table.scenario, seen, unit)
        self.rows += [(box, partial(table.choose, ids.index(name), True)) for box, name in others]

    def _aim(self, column: Column, h: int) -> None:
        """Write what is ordered on the hex that is aimed at, and what to expect of an attack on it."""
        table, verb = self.table, self.table.hand.verb
        where = place_title(table.scenario, h, table.names)
        way = by_way_of([place_title(table.scenario, stop, table.names) for stop in table.hand.stops])
        found = self.expect(h) if verb == "attack" else None
        if found is not None:
            if way:
                column.write(way.strip(), BODY, "strong")
            pages.write_preview(column, table.scenario, found, where)
            return
        column.write(f"{verb} to {where}{way}", BODY, "strong")
        if verb == "attack":
            column.write("No enemy is known there: nothing can be foretold.", SMALL)
        for text, style in table.guide.words(h):
            column.write(text, SMALL, style)
        column.gap(6)
        column.write("Click the hex, or move the aim with the arrow keys and press Enter. The middle button, Shift and "
                     f"click or {table.app.keys.shown('stop')} puts a stop on the way, up to {MOST_STOPS}; on the last "
                     "one it takes that away. Esc takes the last stop back, then the order.", SMALL)  # fmt: skip

    def expect(self, h: int) -> Preview | None:
        """Foretell the attack; kept while nothing changes."""
        table = self.table
        who = table.hand.who(table.air)
        key = (who, h, table.game.turn)
        if self.expected is None or self.expected[0] != key:
            try:
                found = table.game.expect(who, hex_name(table.scenario, h))
            except Illegal as error:
                found = None
                table.said = f"Refused: {error}"
            self.expected = key, found
        return self.expected[1]

    def _air(self, column: Column) -> None:
        table = self.table
        seen = table.campaign.seen(table.sample)
        rows = pages.write_aircraft(column, table.scenario, seen, table.hand.package)
        self.rows = [(box, partial(table.take_package, name)) for box, name in rows]

    def _plan(self, column: Column) -> None:
        table = self.table
        planned, idle = pages.write_plan(column, table.scenario, table.game.planned, table.game.idle(), table.names)
        ids = table.scenario.forces.ids
        self.rows = [(box, partial(table.drop, who)) for box, who in planned]
        self.rows += [(box, partial(table.choose, ids.index(who), True)) for box, who in idle]

    def _goals(self, column: Column) -> None:
        table = self.table
        for box, one in pages.write_goals(column, table.scenario, table.campaign.seen(table.sample)):
            if one.places:
                self.rows.append((box, partial(table.map.visit, table.scenario.place(one.places[0]))))

    def _log(self, column: Column) -> None:
        table = self.table
        self.rows = list(table.citing.ways(write_entries(column, table.campaign.told(table.sample))))

    def _history(self, column: Column) -> None:
        """Write how the course stands beside history, and where it left it."""
        table = self.table
        if not table.present and not table.game.over:
            column.write("The comparison is of the present: go there first.", SMALL)
            return
        column.write("Beside history, at this hour in the same world", BODY, "strong")
        for line in table.campaign.difference.lines():
            column.write(line, SMALL)
            column.gap(3)
        column.gap(6)
        column.write("What history no longer does", BODY, "strong")
        departures = table.campaign.departures
        for one in departures:
            column.write(f"turn {one.turn}, {one.kind} {one.id}: {self.spelled(one.what)}", SMALL)
            if one.condition:
                faint = column.look.palette.slanted
                column.write(f"taken for granted: {self.spelled(one.condition)}", SMALL, colour=faint, indent=10)
        if table.campaign.hushed:
            column.write("Two people lead: it is told when the game is over.", SMALL)
        elif not departures:
            column.write("Nothing yet: the others still follow it.", SMALL)
