"""The tutorial: at most six steps, told in a strip over the real film and the real table.

The strip only watches: each step has a condition over the uppermost screen, and nothing is done in a person's place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.play.game import Game
from sim.view.column import Column
from sim.view.form import Form
from sim.view.opened import opened
from sim.view.screens.opening import taken_over
from sim.view.screens.table import Table
from sim.view.screens.theatre import Theatre
from sim.view.screens.watch import Making
from sim.view.type import BODY, HEADING, SMALL

if TYPE_CHECKING:
    from sim.view.app import App

SCENARIO, SIDE, OPPONENT = "day-of-wrath", "opposition", "history"
WIDEST, NARROW = 460, 420

Memory = dict[str, float]
"""What a step keeps in mind from one look at the screen to the next."""


@dataclass(frozen=True)
class Step:
    """One thing to do: `text` names the keys of actions in braces, and the button; `done` looks whether it was done.

    `begin` is called when the step begins, and may show another screen.
    """

    title: str
    text: str
    done: Callable[[Theatre, Memory], bool]
    begin: Callable[[App], object] | None = None


# ------------------------------------------------------------------------------------------------- conditions


def playing(top: Theatre, memory: Memory) -> bool:
    """Say whether the film runs."""
    return top.playing


def stepped(top: Theatre, memory: Memory) -> bool:
    """Say whether the film, once it stood, was moved."""
    if top.playing:
        memory.clear()
        return False
    return top.sample != memory.setdefault("sample", top.sample)


def looked_closer(top: Theatre, memory: Memory) -> bool:
    """Say whether the map was magnified or a counter chosen."""
    scale = top.map.camera.scale
    least = memory["scale"] = min(memory.get("scale", scale), scale)
    return scale > least or top.chosen is not None


def chosen(top: Theatre, memory: Memory) -> bool:
    """Say whether a unit is chosen that can be ordered."""
    return isinstance(top, Table) and top.marching is not None


def planned(top: Theatre, memory: Memory) -> bool:
    """Say whether an order is planned that was not planned before."""
    game = getattr(top, "game", None)
    if not isinstance(game, Game):
        return False
    before = memory.setdefault("planned", len(game.planned))
    return len(game.planned) > before


def resolved(top: Theatre, memory: Memory) -> bool:
    """Say whether a turn was resolved."""
    game = getattr(top, "game", None)
    return isinstance(game, Game) and game.turn > memory.setdefault("turn", game.turn)


def sit_down(app: App) -> None:
    """Give the person the rebels in the first turn, over the film."""
    found = opened(SCENARIO)
    app.show(taken_over(app, found, found.seed, SIDE, OPPONENT, turn=0))


FILM_STEPS = (
    Step("Play", "This is the raid as the documents tell of it, hour by hour. Press {play}, or the button Play.",
         playing),
    Step("Stop and step", "Stop with {play}, or Pause. Then go an hour back or on: {step_back} and {step_on}, or the "
         "buttons ◀ and ▶. The strip below leads to any moment.", stepped),
    Step("Look closer", "Magnify the map with {zoom_in}, or turn the wheel over it; {fit} shows all of it again. Or "
         "click a counter to see who stands there.", looked_closer),
)  # fmt: skip
TABLE_STEPS = (
    Step("Choose who acts", "Now you lead the rebels, before the first turn. Choose a unit with {unit_on}, or click "
         "its counter; a stack is laid out first.", chosen, sit_down),
    Step("Give an order", "Press {order_move} or the button move, then aim with the arrow keys and give the order with "
         "{give}; or drag the counter to where it is to go. {undo}, or the button Undo, takes it back.", planned),
    Step("Resolve the turn", "Both sides act at once when the turn is resolved: {resolve}, or the button Resolve. What "
         "came of it is told on the right.", resolved),
)  # fmt: skip
LAST = ("That is all", "The help ({help}) has every key and rule, and the sources ({sources}) say what each number "
        "rests on.")  # fmt: skip


def begin(app: App) -> None:
    """Show the film of the raid with the strip over it."""
    found = opened(SCENARIO)
    app.over = Strip(app, (*FILM_STEPS, *TABLE_STEPS))
    app.show(Making(app, found, found.seed))


class Strip:
    """Lies over the screen with the map: what is to be done now, and how to leave it out."""

    def __init__(self, app: App, steps: Sequence[Step]) -> None:
        self.app, self.steps, self.at = app, steps, 0
        self.box = pygame.Rect(0, 0, 0, 0)
        self.form: Form | None = None
        self._memory: Memory = {}
        self._laid: object = None

    @property
    def step(self) -> Step | None:
        """Return what is to be done now; None when all was done."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    def go_on(self) -> None:
        """Go to the next step; from the last words, close the strip."""
        if self.step is None:
            self.close()
            return
        self.at, self._memory = self.at + 1, {}
        if self.step is not None and self.step.begin is not None:
            self.step.begin(self.app)
        if self.step is not None and isinstance(self.app.top, Theatre):
            self.step.done(self.app.top, self._memory)  # it keeps in mind how things stand as it begins

    def close(self) -> None:
        """Leave the tutorial where it is; the screens stay."""
        self.app.over = None

    # ---------------------------------------------------------------------------------- what the window asks

    def advance(self, milliseconds: int) -> bool:
        """Look whether the step was done; say whether there is something new to draw."""
        if not any(isinstance(screen, Theatre | Making) for screen in self.app.screens):
            self.close()
            return True
        top, step = self.app.top, self.step
        if isinstance(top, Theatre):
            self._lay_out(top)
        if self.form is not None:
            self.form.advance(milliseconds)
        if step is not None and isinstance(top, Theatre) and step.done(top, self._memory):
            self.go_on()
            return True
        return False

    def listen(self, event: pygame.event.Event) -> bool:
        """Take what the mouse does on the strip, and the keys of the tutorial; True if that was all."""
        top = self.app.top
        if not isinstance(top, Theatre) or self.form is None:
            return False
        if event.type == pygame.KEYDOWN:
            action = self.app.keys.action(event)
            ways = {"tutorial_on": self.go_on, "tutorial_end": self.close}
            if action in ways:
                ways[action]()
            return action in ways
        on_it = hasattr(event, "pos") and self.box.collidepoint(event.pos)
        return (self.form.listen(event) and not self._is_motion(event)) or (on_it and not self._is_motion(event))

    def _is_motion(self, event: pygame.event.Event) -> bool:
        return bool(event.type == pygame.MOUSEMOTION)

    def draw(self, target: pygame.Surface) -> None:
        """Draw the strip over a screen with a map; over others nothing."""
        top = self.app.top
        if not isinstance(top, Theatre):
            return
        self._lay_out(top)
        palette = self.app.look.palette
        pygame.draw.rect(target, palette.paper, self.box, border_radius=6)
        pygame.draw.rect(target, palette.accent, self.box, 2, border_radius=6)
        self._write(Column(target, self.box, self.app.look))
        if self.form is not None:
            self.form.draw(target)

    # ------------------------------------------------------------------------------------------- laying out

    def _lay_out(self, top: Theatre) -> None:
        """Take a place over the map; where that is narrow, at the foot of the panel beside it."""
        look, room = self.app.look, top.map.box
        narrow = room.width < look.px(NARROW)
        key = (self.at, tuple(room), self.app.size, look)
        if self._laid == key:
            return
        self._laid = key
        room = top.column if narrow else room
        wide = min(room.width - look.px(16), look.px(WIDEST))
        self.box = pygame.Rect(0, room.top + look.px(40), wide, 0)
        self.box.centerx = room.centerx
        measured = Column(pygame.Surface((1, 1)), self.box, look)
        self._write(measured)
        high = look.px(30)
        self.box.height = measured.down - self.box.top + high + look.px(16)
        if narrow:
            self.box.bottom = room.bottom - look.px(8)
        self.form = Form(self.app.size, look)
        left, down = self.box.left + look.px(16), self.box.bottom - high - look.px(8)
        over = self.step is None
        for words, do, action in (
            ("Close" if over else "Skip this step", self.go_on, "tutorial_on"),
            *((("Leave the tutorial", self.close, "tutorial_end"),) if not over else ()),
        ):
            size = look.line(words, BODY).get_width() + look.px(20)
            self.form.button(pygame.Rect(left, down, size, high), words, do, tip=self.app.keys.tip(action))
            left += size + look.px(8)

    def _write(self, column: Column) -> None:
        step = self.step
        title, text = (step.title, step.text) if step is not None else LAST
        if step is not None:
            column.write(f"Step {self.at + 1} of {len(self.steps)}", SMALL, colour=column.look.palette.slanted)
        column.write(title, HEADING, "serif")
        column.write(self.told(text))

    def told(self, text: str) -> str:
        """Put the keys in the place of the actions that a text names."""
        return text.format_map(_Shown(self.app))


class _Shown(dict[str, str]):
    """The key of each action, as it is now."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app

    def __missing__(self, action: str) -> str:
        return self.app.keys.shown(action)
