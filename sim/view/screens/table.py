"""The table: a person plans a turn for one side, it is resolved, and he sees what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from sim.errors import Illegal
from sim.play.game import Game
from sim.play.saves import GameFile
from sim.view import pages
from sim.view.bar import Control
from sim.view.campaign import Campaign
from sim.view.column import Column
from sim.view.find import Found
from sim.view.hand import AIMED, Hand
from sim.view.mappane import Layer
from sim.view.march import Guide, Reachable
from sim.view.opened import Opened
from sim.view.panel import PLANNING, write_head
from sim.view.plan import Aimed, Arrow, Arrows, addressed, planned, standing
from sim.view.screens.desk import Desk
from sim.view.screens.ending import Aftermath
from sim.view.screens.theatre import Theatre
from sim.view.type import BODY, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

class Table(Theatre):
    """The plan of one side.  The sample at the end is the present; before it lies what the side has seen."""

    def __init__(self, app: App, opened: Opened, campaign: Campaign, file: GameFile | None = None) -> None:
        super().__init__(app, opened, campaign)
        self.campaign, self.game, self.file = campaign, campaign.game, file
        self.viewer = campaign.game.side
        self.names = {  # waypoints of the scenario's own are no names for a reader
            place.id: place.names[0] for place in self.map.ground.places if place not in opened.extra
        }
        self.hand, self.desk, self.said = Hand(campaign.game), Desk(self), ""
        self.guide, self.reachable, self.arrows = Guide(self.hand, self.names), Reachable(), Arrows()
        self._turn_began = campaign.now
        self.aftermath, self._ended = Aftermath(self, "Back to the table"), False
        self.go(campaign.now)

    def arrived(self) -> None:
        """Begin, once the table is shown."""

    def closed(self) -> None:
        """Let go of the game's file."""
        if self.file is not None:
            self.file.close()

    # ------------------------------------------------------------------------------------------ laying out

    @property
    def title(self) -> str:
        """Name the game."""
        return title_of(self.game)

    @property
    def air(self) -> bool:
        """Say whether orders go to the aircraft."""
        return self.desk.page == "air"

    @property
    def viewers(self) -> list[int]:
        """Return nobody to choose from: a person knows what his side knows."""
        return []

    @property
    def marching(self) -> int | None:
        """Return the unit whose reach is shown."""
        return self.hand.unit if self.hand.unit is not None and self.hand.own(self.hand.unit) else None

    def seek(self, found: Found) -> None:
        """Choose the unit that was found, or lay out who stands there."""
        super().seek(found)
        if found.unit >= 0:
            self.choose(found.unit)

    def sources(self) -> None:
        """Open the sources of the chosen unit, or as everywhere else."""
        if self.hand.unit is None:
            super().sources()
        else:
            self.citing.show((self.scenario.forces.ids[self.hand.unit],))

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
        self.desk.build()

    def controls(self) -> list[Control]:
        """Return undo, the film of the last turn, what can be opened, and the resolution."""
        return [
            self.control("Undo", "undo", able=not self.game.cannot_undo, why=self.game.cannot_undo),
            self.control("Redo", "redo", able=not self.game.cannot_redo, why=self.game.cannot_redo),
            self.control("Next idle", "idle", able=self.present),
            self.control("|◀", "first", spare=3), self.control("◀", "step_back", spare=2),
            self.control("Pause" if self.playing else "Play", "play", wide=66),
            self.control("▶", "step_on", spare=2), self.control("▶|", "last", spare=1),
            self.control("Log", "log"), self.control("Sources", "sources", spare=1), self.control("Save", "save"),
            self.control("Menu", "back", right=True),
            self._main_control(),
        ]  # fmt: skip

    def _main_control(self) -> Control:
        """Return the resolution; once the game is over, how it went."""
        if self.game.over:
            return self.control("How it went", "ending", right=True, loud=True)
        why = "" if self.present else self._not_now()
        return self.control("Resolve turn", "resolve", right=True, loud=True, able=self.present, why=why)

    def _not_now(self) -> str:
        return "the game is over" if self.game.over else f"go to the present first ({self.app.keys.shown('last')})"

    def advance(self, milliseconds: int) -> bool:
        """Go on drawing what is not drawn yet; once the film of the last turn is over, show how the game went."""
        fresh = super().advance(milliseconds)
        if self._ended and not self.playing and self.sample == self.campaign.now:
            self._ended = False
            self.aftermath.show(self.game.record())
        return fresh or (self.present and not self.reachable.complete)

    # ------------------------------------------------------------------------------------------- choosing

    def open(self, page: str) -> None:
        """Open a page of the panel."""
        self.desk.page, self.scroll = page, 0
        self.hand.take_up("")
        self.arrange()

    def choose(self, unit: int | None, visit: bool = False) -> None:
        """Choose a unit, one's own or a known enemy."""
        self.hand.put_down()
        self.hand.unit, self.said = unit, ""
        self.desk.page, self.scroll = "unit", 0
        if unit is not None and visit:
            self.map.visit(int(self.campaign.seen(self.sample).picture.position[0, unit]))
        self.arrange()

    def address(self, said: str) -> None:
        """Give orders to the unit, or to all of its formation."""
        self.hand.whole = said == "whole"
        self.arrange()

    def _next(self, units: Sequence[int], by: int = 1) -> None:
        """Choose the unit after the chosen one."""
        if units:
            at = units.index(self.hand.unit) + by if self.hand.unit in units else 0
            self.choose(units[at % len(units)], visit=True)
        else:
            self.said = "everybody has something to do"

    def go(self, sample: int) -> None:
        """Go to a sample; what can be ordered belongs to the present alone."""
        before = self.present
        super().go(sample)
        if before != self.present and self.form is not None:
            self.arrange()

    def clicked(self, pixel: tuple[int, int]) -> None:
        """Give the order that is being aimed, or choose what stands there."""
        h = self.map.hex_at(pixel)
        if self.hand.verb and h is not None:
            if pygame.key.get_mods() & pygame.KMOD_SHIFT:
                self.put_stop(h)
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
        """A click with the right button sends the chosen unit there, one with the middle button puts a stop."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button in (2, 3) and self.map.box.collidepoint(event.pos):
            do = self.put_stop if event.button == 2 else self._send
            do(self.map.hex_at(event.pos))
            return
        super().listen(event)
        if event.type == pygame.MOUSEMOTION and self.hand.verb and self.present:
            self.hand.aim = self.map.hex_at(event.pos)

    def dragged(self, start: tuple[int, int], pixel: tuple[int, int], moved: tuple[int, int]) -> None:
        """Draw an arrow from a counter of one's own; else move the map."""
        if self._carries(start):
            self.hand.aim = self.map.hex_at(pixel)
        else:
            super().dragged(start, pixel, moved)

    def dropped(self, start: tuple[int, int], pixel: tuple[int, int]) -> None:
        """Send the unit where the arrow ends."""
        if self._carries(start):
            stack = self.map.stack_at(start)
            if stack and self.hand.unit not in stack.units:
                self.choose(stack.units[0])
            self._send(self.map.hex_at(pixel))

    def _carries(self, start: tuple[int, int]) -> bool:
        stack = self.map.stack_at(start)
        return self.present and stack is not None and stack.side == self.game.side

    def picked(self, pixel: tuple[int, int]) -> None:
        """Do what the clicked line of the panel stands for."""
        self.desk.picked(pixel)

    def drop(self, who: str) -> None:
        """Withdraw what is planned for somebody."""
        self.game.drop(who)
        self.arrange()

    def take_package(self, name: str) -> None:
        """Choose an air package."""
        self.hand.package = self.scenario.packages.ids.index(name)
        self.arrange()

    # ------------------------------------------------------------------------------------------- ordering

    def arm(self, verb: str) -> None:
        """Take up an order: one that needs a place is aimed next, another is given at once."""
        if verb in AIMED:
            self.hand.take_up("" if verb == self.hand.verb else verb)
            self.said = ""
            self.hand.aim = self.hand.aim if self.hand.aim is not None else self.hand.start
            self.arrange()
        else:
            self._give(f"{self.hand.who(self.air)} {verb}")

    def give(self, h: int) -> None:
        """Give the order that is aimed, on a hex."""
        self._give(self.hand.line(h, self.air))

    def put_stop(self, h: int | None) -> None:
        """Put a stop on the way of the order that is aimed, or take the last away if it is that hex."""
        if h is None or not self.hand.verb or not self.present:
            return
        flies = self.air or self.hand.verb == "lift"
        why = "aircraft fly straight: they make no stops" if flies else self.hand.put_stop(h)
        self.said = f"Refused: {why}" if why else ""
        if why:
            self.tone("refused")
        self.arrange()

    def _send(self, h: int | None) -> None:
        """Move the chosen unit to a hex, or attack where an enemy is known."""
        if h is None or self.hand.unit is None or not self.present or not self.hand.own(self.hand.unit):
            return
        self.hand.verb = "attack" if self.hand.enemies_at(h) else "move"
        self.give(h)

    def fight(self, way: str) -> None:
        """Tell the formation how to fight."""
        self._give(f"{self.hand.who()} fight {way}")

    def _give(self, line: str) -> None:
        try:
            order = self.game.give(line)
        except Illegal as error:
            self.said = f"Refused: {error}"
            self.tone("refused")
            self.arrange()
            return
        self.hand.put_down()
        self.tone("planned")
        self.said = f"Planned: {pages.order_words(self.scenario, order, self.names)}"
        self.arrange()

    # ---------------------------------------------------------------------------------------------- acting

    def heard(self, event: pygame.event.Event) -> bool:
        """While an order is aimed, the arrow keys move the aim."""
        if super().heard(event):
            return True
        steps = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, 1), pygame.K_DOWN: (0, -1)}
        if not self.hand.verb or event.key not in steps or event.mod & pygame.KMOD_CTRL:
            return False
        self._shift(*steps[event.key])
        return True

    def _shift(self, east: int, north: int) -> None:
        """Move the aim by a hex, and the map where it would leave it."""
        aim = self.hand.shift(east, north, self.map.ground.centres)
        if aim is not None and not self.map.box.inflate(-80, -80).collidepoint(self.map.spot(aim)):
            self.map.visit(aim, close=False)

    def act(self, action: str) -> bool:
        """Do what a key of the table stands for."""
        if action == "back" and (self.hand.verb or self.said):
            self._step_back()
        elif action in ("undo", "redo"):
            words = self.game.undo() if action == "undo" else self.game.redo()
            self.said = f"{action.capitalize()}: {words}" if words else ""
            self.arrange()
        elif action == "idle":
            self._next([self.scenario.forces.ids.index(name) for name in self.game.idle()])
        elif action in ("unit_on", "unit_back"):
            self._next(self.hand.units, 1 if action == "unit_on" else -1)
        elif action == "give" and self.hand.verb and self.hand.aim is not None:
            self.give(self.hand.aim)
        elif action == "stop":
            self.put_stop(self.hand.aim)
        elif action == "ending" and self.game.over:
            self.aftermath.show(self.game.record())
        elif action == "resolve":
            self.resolve()
        elif action == "save":
            self.save()
        elif action.startswith("page_"):
            self.open(action.removeprefix("page_"))
        elif action.startswith("order_"):
            if self.present and self.marching is not None:
                self.arm(action.removeprefix("order_"))
        elif not super().act(action):
            if action != "back":
                return False
            self.app.back()
        return True

    def _step_back(self) -> None:
        """Take the last stop of the order back that is aimed; without a stop leave the order."""
        if self.hand.stops:
            self.hand.stops = self.hand.stops[:-1]
        else:
            self.hand.put_down()
        self.said = ""
        self.arrange()

    def resolve(self, sure: bool = False) -> None:
        """Resolve the turn and play it; ask first where units stand without an order."""
        if self.game.over:
            self.aftermath.show(self.game.record())
            return
        if not self.present:
            self.said = "" if self.playing else self._not_now()  # a key that is held on says nothing
            return
        idle = self.game.idle()
        first = self.game.turn == self.game.since  # whoever has just sat down sees first what happens by itself
        if idle and self.app.settings.ask_idle and not (sure or first or self.game.planned):
            from sim.view.screens.asking import IdleUnits

            self.app.show(IdleUnits(self.app, self, idle))
            return
        self.carry_out()

    def carry_out(self) -> None:
        """Resolve the turn, whatever stands idle, and play it."""
        self.put_away()
        began = self.campaign.resolve()
        self.tone("resolved")
        self.show_turn(began)

    def save(self) -> None:
        """Ask for a name to save the game under."""
        from sim.view.screens.keeping import SaveGame

        self.playing = False
        self.app.show(SaveGame(self.app, self))

    def tone(self, name: str) -> None:
        """Let a tone be heard."""
        self.app.tone(name)

    def put_away(self) -> None:
        """Leave whatever was in hand: the plan of the turn is made."""
        self.hand.put_down()
        self.said, self.hand.unit = "", None

    def show_turn(self, began: int) -> None:
        """Play a turn that has been resolved, from the sample at which it began."""
        self._turn_began = began
        self._ended = self.game.over
        self.tell(self.campaign)
        self.desk.page = "log"
        if self.look.still:
            self.go(self.campaign.now)
        else:
            self.go(self._turn_began)
            self.playing = True
        self.arrange()

    # --------------------------------------------------------------------------------------------- drawing

    def layers(self) -> Sequence[Layer]:
        """Return the reach of the chosen unit, the arrows of the plan and what is aimed."""
        if not self.present:
            return ()
        layers: list[Layer] = []
        if self.guide.found is not None and "movement" not in self.overlays.on:
            layers.append(self.reachable.of(self.guide.found))
        layers.append(self.arrows.of((self.game.turn, *self.game.planned), self._arrows))
        if self.hand.aim is not None and self.hand.unit is not None:
            attack = self.hand.verb == "attack"
            arrows = [Arrow(way, self.game.side, True, attack) for way in self.guide.ways]
            layers.append(Aimed(arrows, self.hand.aim, self.hand.stops, self.guide.obstacles(self.hand.aim)))
        return layers

    def _arrows(self) -> list[Arrow]:
        """Return the arrows of what is planned, and of what everybody else goes on with."""
        seen = self.game.seen
        told = [unit for order in self.game.planned for unit in addressed(self.scenario, seen, order.who)]
        return [*standing(self.scenario, seen, told), *planned(self.scenario, seen, self.game.planned)]

    def hint(self, pixel: tuple[int, int]) -> list[tuple[str, str]]:
        """Say first how the chosen unit would come to a hex."""
        h = self.map.hex_at(pixel) if self.hand.verb else self.map.meant(pixel)
        said = self.guide.words(h) if h is not None and self.present else []
        return [*said, *super().hint(pixel)]

    def draw_title(self, target: pygame.Surface) -> None:
        """Name the branch, and say what was refused or planned last."""
        super().draw_title(target)
        look = self.look
        badge = look.line(f" {self.mode} ", SMALL, look.palette.paper, "strong")
        box = badge.get_rect(topleft=(look.px(14), look.px(40))).inflate(8, 4)
        box.left = look.px(14)
        ground = look.palette.accent if self.present else look.palette.faint
        pygame.draw.rect(target, ground, box, border_radius=4)
        target.blit(badge, badge.get_rect(center=box.center))
        if self.said:
            colour = look.palette.warning if self.said.startswith("Refused") else ""
            rows = look.wrapped(self.said, BODY, self.map.box.width - look.px(60))
            for row, text in enumerate(reversed(rows)):
                picture = look.haloed(text, BODY, colour, "strong")
                target.blit(picture, (look.px(14), self.map.box.bottom - look.px(72 + 20 * row)))

    @property
    def foot(self) -> int:
        """Return where the text of the page ends: above what can be ordered."""
        return self.desk.body.bottom

    def write(self, column: Column) -> None:
        """Write the head and the open page."""
        write_head(column, self.campaign, self.sample, self.mode, short=self.desk.cramped)
        self.desk.write(column)


def title_of(game: Game) -> str:
    """Name a game for people: the side, the day on which it was taken over, the world."""
    scenario, moment = game.scenario, game.scenario.clock.time_of(game.since * game.scenario.clock.impulses_per_turn)
    since = f", from {moment.day} {moment:%B %Y}" if game.since else ""
    return f"{scenario.side_names[game.side]}{since}, world {int(game.state.seeds[0])}"
