"""The table: a person plans a turn for one side, it is resolved, and he sees what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from sim.errors import Illegal
from sim.orders.order import NEEDS_PLACE, hex_name
from sim.play.game import Game
from sim.play.saves import GameFile
from sim.report.chronicle.telling import Entry
from sim.report.standing import Standing
from sim.rules.legal import stances
from sim.rules.preview import Preview
from sim.view import pages
from sim.view.campaign import Campaign
from sim.view.column import Column
from sim.view.mappane import Layer
from sim.view.opened import Opened
from sim.view.panel import PLANNING, write_entries, write_head
from sim.view.plan import Arrow, Arrows, addressed, planned, standing
from sim.view.screens.theatre import Theatre
from sim.view.type import BODY, HEADING, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

PAGES = (("unit", "Unit"), ("air", "Air"), ("plan", "Plan"), ("goals", "Goals"), ("log", "Log"))
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
HEAD, TAB, ROW = 128, 30, 32


class Table(Theatre):
    """The plan of one side.  The sample at the end is the present; before it lies what the side has seen."""

    def __init__(self, app: App, opened: Opened, campaign: Campaign, file: GameFile | None = None) -> None:
        super().__init__(app, opened, campaign)
        self.campaign, self.game, self.file = campaign, campaign.game, file
        self.title = title_of(campaign.game)
        self.names = {place.id: place.names[0] for place in self.map.ground.places}
        self.page, self.verb, self.whole, self.said = "unit", "", False, ""
        self.unit: int | None = None
        self.package: int | None = None
        self.stop: int | None = None
        self.aim: int | None = None
        self._expected: tuple[tuple[object, ...], Preview | None] | None = None
        self._rows: pages.Rows = []
        self._goals: list[tuple[pygame.Rect, Standing]] = []
        self._entries: list[tuple[pygame.Rect, Entry]] = []
        self._turn_began = campaign.now
        self.go(campaign.now)

    def closed(self) -> None:
        """Let go of the game's file."""
        if self.file is not None:
            self.file.close()

    # ------------------------------------------------------------------------------------------ laying out

    @property
    def present(self) -> bool:
        """Say whether the plan is on the table, and not what has been."""
        return self.sample == self.campaign.now and not self.game.over

    @property
    def mode(self) -> str:
        """Say in a word what the table is for now."""
        return PLANNING if self.present else "the game is over" if self.game.over else "looking back"

    @property
    def beginning(self) -> int:
        """Return where the last resolved turn began: it is played again from there."""
        return self._turn_began

    def build(self, room: pygame.Rect) -> None:
        """Put the pages of the panel and what can be ordered."""
        super().build(room)
        look, column = self.look, self.column
        self.body = pygame.Rect(column.left, look.px(HEAD + TAB + 10), column.width, 0)
        row = pygame.Rect(column.left + look.px(12), look.px(HEAD), column.width - look.px(24), look.px(TAB))
        self.form.choice(row, PAGES, self.page, self.open)
        bottom = column.bottom - look.px(8)
        if self.present and self.page == "unit" and self.unit is not None and self._own(self.unit):
            bottom = self._order_buttons(bottom)
        elif self.present and self.page == "air" and self.package is not None:
            bottom = self._grid(list(MISSIONS), MISSIONS, bottom)
        self.body.height = bottom - self.body.top - look.px(6)

    def build_bar(self) -> None:
        """Put undo, the film of the last turn, and the resolution."""
        left, keys = self.bar.left + self.look.px(10), self.app.keys
        for text, action, why in (
            ("Undo", "undo", self.game.cannot_undo), ("Redo", "redo", self.game.cannot_redo), ("Next idle", "idle", ""),
        ):  # fmt: skip
            left = self.put(left, text, partial(self.act, action), able=not why, tip=why or keys.tip(action))
        left += self.look.px(14)
        for text, action in (("|◀", "first"), ("◀", "step_back"), ("Pause" if self.playing else "Play", "play"),
                             ("▶", "step_on"), ("▶|", "last")):  # fmt: skip
            wide = self.look.px(66) if action == "play" else 0
            left = self.put(left, text, partial(self.act, action), wide, tip=keys.tip(action))
        right = self.bar.right - self.look.px(10 + 146 + 76 + 5)
        right = self.put(right, "Menu", self.app.back, self.look.px(76), tip=keys.tip("back"))
        self.put(right, "Resolve turn", self.resolve, self.look.px(146), loud=True, able=self.present,
                 tip=keys.tip("resolve") if self.present else self._not_now())  # fmt: skip

    def _order_buttons(self, bottom: int) -> int:
        """Put the verbs, the choice of unit or formation, and how the formation fights."""
        look = self.look
        top = self._grid(list(VERBS), VERBS, bottom)
        assert self.unit is not None
        formation = int(self.scenario.forces.formation[self.unit])
        if self.whole:
            ways = stances(self.scenario, formation)
            top = self._row(top, [(f"fight:{way}", way) for way in ways], "", self._fight)
        box = [("unit", "This unit"), ("whole", f"All of {self.scenario.formations.names[formation]}"[:34])]
        top = self._row(top, box, "whole" if self.whole else "unit", self._address)
        return top - look.px(2)

    def _row(
        self, bottom: int, options: Sequence[tuple[str, str]], chosen: str, do: Callable[[str], object]
    ) -> int:
        look = self.look
        box = pygame.Rect(self.column.left + look.px(12), bottom - look.px(ROW), self.column.width - look.px(24),
                          look.px(ROW - 4))  # fmt: skip
        self.form.choice(box, options, chosen, do)
        return box.top - look.px(4)

    def _grid(self, verbs: list[str], tips: dict[str, str], bottom: int) -> int:
        """Put a button for each verb, four in a row; return where the room above them ends."""
        look = self.look
        wide = (self.column.width - look.px(24)) // 4
        rows = -(-len(verbs) // 4)
        top = bottom - rows * look.px(ROW)
        for k, verb in enumerate(verbs):
            box = pygame.Rect(self.column.left + look.px(12) + k % 4 * wide, top + k // 4 * look.px(ROW),
                              wide - look.px(3), look.px(ROW - 3))  # fmt: skip
            self.form.button(box, verb, partial(self.arm, verb), tip=f"{verb}: {tips[verb]}", chosen=verb == self.verb)
        return top - look.px(4)

    def _not_now(self) -> str:
        return "the game is over" if self.game.over else f"go to the present first ({self.app.keys.shown('last')})"

    # ------------------------------------------------------------------------------------------- choosing

    def open(self, page: str) -> None:
        """Open a page of the panel."""
        self.page, self.scroll, self.verb = page, 0, ""
        self.arrange()

    def choose(self, unit: int | None, visit: bool = False) -> None:
        """Choose a unit, one's own or a known enemy."""
        self.unit, self.verb, self.stop, self.aim, self.said = unit, "", None, None, ""
        self.page, self.scroll = "unit", 0
        if unit is not None and visit:
            self.map.visit(int(self.campaign.seen(self.sample).picture.position[0, unit]))
        self.arrange()

    def _own(self, unit: int) -> bool:
        return pages.able(self.scenario, self.game.seen, unit)

    def _address(self, said: str) -> None:
        self.whole = said == "whole"
        self.arrange()

    def _next(self, units: Sequence[int], by: int = 1) -> None:
        """Choose the unit after the chosen one."""
        if units:
            at = units.index(self.unit) + by if self.unit in units else 0
            self.choose(units[at % len(units)], visit=True)
        else:
            self._say("everybody has something to do")

    def go(self, sample: int) -> None:
        """Go to a sample; what can be ordered belongs to the present alone."""
        before = self.present
        super().go(sample)
        if before != self.present and self.form is not None:
            self.arrange()

    def clicked(self, pixel: tuple[int, int]) -> None:
        """Give the order that is being aimed, or choose what stands there."""
        h = self.map.hex_at(pixel)
        if self.verb and h is not None:
            if pygame.key.get_mods() & pygame.KMOD_SHIFT:
                self.stop = h
            else:
                self.give(h)
            return
        super().clicked(pixel)

    def took(self, unit: int | None) -> None:
        """Choose what was chosen on the map."""
        stack = self.chosen
        self.choose(unit)
        self.chosen = stack if unit is None else None

    def listen(self, event: pygame.event.Event) -> None:
        """A click with the right button sends the chosen unit there."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 3 and self.map.box.collidepoint(event.pos):
            self._send(self.map.hex_at(event.pos))
            return
        super().listen(event)
        if event.type == pygame.MOUSEMOTION and self.verb and self.present:
            self.aim = self.map.hex_at(event.pos)

    def dragged(self, start: tuple[int, int], pixel: tuple[int, int], moved: tuple[int, int]) -> None:
        """Draw an arrow from a counter of one's own; else move the map."""
        if self._carries(start):
            self.aim = self.map.hex_at(pixel)
        else:
            super().dragged(start, pixel, moved)

    def dropped(self, start: tuple[int, int], pixel: tuple[int, int]) -> None:
        """Send the unit where the arrow ends."""
        if self._carries(start):
            stack = self.map.stack_at(start)
            if stack and self.unit not in stack.units:
                self.choose(stack.units[0])
            self._send(self.map.hex_at(pixel))

    def _carries(self, start: tuple[int, int]) -> bool:
        stack = self.map.stack_at(start)
        return self.present and stack is not None and stack.side == self.game.side

    def picked(self, pixel: tuple[int, int]) -> None:
        """Do what the clicked line of the panel stands for."""
        for box, said in self._rows:
            if box.collidepoint(pixel):
                self._line(*said.partition(" ")[::2])
                return
        for box, one in self._goals:
            if box.collidepoint(pixel) and one.places:
                self.map.visit(self.scenario.place(one.places[0]))
                return
        for box, entry in self._entries:
            known = [name for name in entry.places if name in self.scenario.map.place_hex]
            if box.collidepoint(pixel) and known:
                self.map.visit(self.scenario.map.place_hex[known[0]])
                return

    def _line(self, what: str, who: str) -> None:
        if what == "drop":
            self.game.drop(who)
            self.arrange()
        elif what == "show":
            self.choose(self.scenario.forces.ids.index(who), visit=True)
        else:
            self.package = self.scenario.packages.ids.index(what)
            self.arrange()

    # ------------------------------------------------------------------------------------------- ordering

    def arm(self, verb: str) -> None:
        """Take up an order: one that needs a place is aimed next, another is given at once."""
        if verb in NEEDS_PLACE or verb in ("support", "lift", "clear"):
            self.verb, self.said = ("" if verb == self.verb else verb), ""
            self.aim = self.aim if self.aim is not None else self._start()
            self.arrange()
        else:
            self._give(f"{self._who()} {verb}")

    def give(self, h: int) -> None:
        """Give the order that is aimed, on a hex."""
        place, via = hex_name(self.scenario, h), "" if self.stop is None else hex_name(self.scenario, self.stop)
        cargo = f" {self.scenario.forces.ids[self.unit]} to" if self.verb == "lift" and self.unit is not None else ""
        way = f" via {via}" if via and self.page == "unit" else ""
        self._give(f"{self._who()} {self.verb}{cargo} {place}{way}")

    def _send(self, h: int | None) -> None:
        """Move the chosen unit to a hex, or attack where an enemy is known."""
        if h is None or self.unit is None or not self.present or not self._own(self.unit):
            return
        self.verb = "attack" if self._enemies(h) else "move"
        self.give(h)

    def _fight(self, said: str) -> None:
        self._give(f"{self._who()} fight {said.partition(':')[2]}")

    def _give(self, line: str) -> None:
        try:
            order = self.game.give(line)
        except Illegal as error:
            self._say(f"Refused: {error}")
            self.arrange()
            return
        self.verb, self.stop, self.aim = "", None, None
        self._say(f"Planned: {pages.order_words(self.scenario, order, self.names)}")
        self.arrange()

    def _who(self) -> str:
        if self.page == "air" and self.package is not None:
            return self.scenario.packages.ids[self.package]
        if self.unit is None:
            return "nobody"
        formation = int(self.scenario.forces.formation[self.unit])
        return self.scenario.formations.ids[formation] if self.whole else self.scenario.forces.ids[self.unit]

    def _start(self) -> int | None:
        if self.unit is None:
            return None
        return int(self.game.seen.picture.position[0, self.unit])

    def _enemies(self, h: int) -> bool:
        seen = self.game.seen
        hostile = self.scenario.hostile[self.game.side][self.scenario.forces.side]
        return bool((hostile & seen.known[0] & seen.picture.on_map[0] & (seen.picture.position[0] == h)).any())

    def _say(self, words: str) -> None:
        self.said = words

    # ---------------------------------------------------------------------------------------------- acting

    def heard(self, event: pygame.event.Event) -> bool:
        """While an order is aimed, the arrow keys move the aim."""
        steps = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, 1), pygame.K_DOWN: (0, -1)}
        if not self.verb or event.key not in steps or event.mod & pygame.KMOD_CTRL:
            return False
        self._shift(*steps[event.key])
        return True

    def _shift(self, east: int, north: int) -> None:
        """Move the aim to the neighbour that lies that way."""
        h = self.aim if self.aim is not None else self._start()
        if h is None:
            return
        around = [one for one in self.scenario.map.grid.neighbours[h].tolist() if one < self.scenario.map.grid.count]
        away = {one: self.map.ground.centres[one] - self.map.ground.centres[h] for one in around}
        self.aim = max(around, key=lambda one: float(away[one][0]) * east + float(away[one][1]) * north)
        if not self.map.box.inflate(-80, -80).collidepoint(self.map.spot(self.aim)):
            self.map.visit(self.aim, close=False)

    def act(self, action: str) -> bool:
        """Do what a key of the table stands for."""
        own = [unit for unit in range(self.scenario.forces.count) if self._own(unit)]
        if action == "back" and (self.verb or self.said):
            self.verb, self.said, self.stop = "", "", None
            self.arrange()
        elif action in ("undo", "redo"):
            words = self.game.undo() if action == "undo" else self.game.redo()
            self._say(f"{action.capitalize()}: {words}" if words else "")
            self.arrange()
        elif action == "idle":
            self._next([self.scenario.forces.ids.index(name) for name in self.game.idle()])
        elif action in ("unit_on", "unit_back"):
            self._next(own, 1 if action == "unit_on" else -1)
        elif action == "give" and self.verb and self.aim is not None:
            self.give(self.aim)
        elif action == "resolve":
            self.resolve()
        else:
            return super().act(action)
        return True

    def resolve(self, sure: bool = False) -> None:
        """Resolve the turn and play it; ask first where units stand without an order."""
        if not self.present:
            self._say(self._not_now())
            return
        idle = self.game.idle()
        if idle and self.app.settings.ask_idle and not sure and not self.game.planned:
            from sim.view.screens.asking import IdleUnits

            self.app.show(IdleUnits(self.app, self, idle))
            return
        self.verb, self.said, self.unit = "", "", None
        self._turn_began = self.campaign.resolve()
        self.tell(self.campaign)
        self.page = "log"
        if self.look.still:
            self.go(self.campaign.now)
        else:
            self.go(self._turn_began)
            self.playing = True
        self.arrange()

    # --------------------------------------------------------------------------------------------- drawing

    def layers(self) -> Sequence[Layer]:
        """Return the arrows of the plan and what is aimed."""
        if not self.present:
            return ()
        seen = self.game.seen
        told = [unit for order in self.game.planned for unit in addressed(self.scenario, seen, order.who)]
        arrows = [*standing(self.scenario, seen, told), *planned(self.scenario, seen, self.game.planned)]
        if self.aim is not None and self.unit is not None:
            start = int(seen.picture.position[0, self.unit])
            stops = (start, *([self.stop] if self.stop is not None else []), self.aim)
            arrows.append(Arrow(stops, self.game.side, True, self.verb == "attack"))
        return [Arrows(arrows, self.aim, [self.stop] if self.stop is not None else [])]

    def draw_title(self, target: pygame.Surface) -> None:
        """Name the branch, and say what was refused or planned last."""
        look = self.look
        target.blit(look.haloed(self.title, HEADING, style="serif"), (look.px(14), look.px(10)))
        badge = look.line(f" {self.mode} ", SMALL, look.palette.paper, "strong")
        box = badge.get_rect(topleft=(look.px(14), look.px(36))).inflate(8, 4)
        box.left = look.px(14)
        ground = look.palette.accent if self.present else look.palette.faint
        pygame.draw.rect(target, ground, box, border_radius=4)
        target.blit(badge, badge.get_rect(center=box.center))
        if self.said:
            colour = look.palette.warning if self.said.startswith("Refused") else ""
            rows = look.wrapped(self.said, BODY, self.map.box.width - look.px(60))
            for row, text in enumerate(reversed(rows)):
                picture = look.haloed(text, BODY, colour, "strong")
                target.blit(picture, (look.px(14), self.map.box.bottom - look.px(30 + 20 * row)))

    def write(self, column: Column) -> None:
        """Write the head and the open page."""
        write_head(column, self.campaign, self.sample, self.mode)
        column.target.set_clip(self.body)
        column.down = self.body.top - self.scroll
        self._rows, self._goals, self._entries = [], [], []
        getattr(self, f"_write_{self.page}")(column)

    def _write_unit(self, column: Column) -> None:
        seen = self.campaign.seen(self.sample)
        if self.unit is None:
            column.write("Click a counter to choose a unit; a stack is laid out first. Drag a counter to where it "
                         "should go, click there with the right button, or choose an order here.")  # fmt: skip
            return
        if self.verb and self.aim is not None:
            self._write_aim(column)
            return
        pages.write_unit(column, self.scenario, seen, self.unit, self.names)
        if self.verb:
            column.gap(6)
            column.write(f"{self.verb}: click the hex, or move the aim with the arrow keys and press Enter. "
                         "Shift and click sets a stop on the way. Esc leaves it.", SMALL)  # fmt: skip

    def _write_aim(self, column: Column) -> None:
        """Write what is known of the hex that is aimed at, and what to expect of an attack on it."""
        assert self.aim is not None
        where = pages.place_title(self.scenario, self.aim, self.names)
        found = self._expect(self.aim) if self.verb == "attack" else None
        if found is not None:
            pages.write_preview(column, self.scenario, found, where)
            return
        column.write(f"{self.verb} to {where}", BODY, "strong")
        if self.verb == "attack":
            column.write("No enemy is known there: nothing can be foretold.", SMALL)
        column.write("Enter or a click gives the order, Esc leaves it.", SMALL)

    def _expect(self, h: int) -> Preview | None:
        """Foretell the attack; kept while nothing changes."""
        key = (self._who(), h, self.game.turn)
        if self._expected is None or self._expected[0] != key:
            try:
                found = self.game.expect(self._who(), hex_name(self.scenario, h))
            except Illegal as error:
                found = None
                self._say(f"Refused: {error}")
            self._expected = key, found
        return self._expected[1]

    def _write_air(self, column: Column) -> None:
        self._rows = pages.write_aircraft(column, self.scenario, self.campaign.seen(self.sample), self.package)

    def _write_plan(self, column: Column) -> None:
        self._rows = pages.write_plan(column, self.scenario, self.game.planned, self.game.idle(), self.names)

    def _write_goals(self, column: Column) -> None:
        self._goals = pages.write_goals(column, self.scenario, self.campaign.seen(self.sample))

    def _write_log(self, column: Column) -> None:
        self._entries = write_entries(column, self.campaign.told(self.sample))


def title_of(game: Game) -> str:
    """Name a game for people: the side, the day on which it was taken over, the world."""
    scenario, moment = game.scenario, game.scenario.clock.time_of(game.since * game.scenario.clock.impulses_per_turn)
    since = f", from {moment.day} {moment:%B %Y}" if game.since else ""
    return f"{scenario.side_names[game.side]}{since}, world {int(game.state.seeds[0])}"
