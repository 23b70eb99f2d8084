"""What the film and the table have in common: a map, a timeline, a panel, and the hand that moves them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pygame

from sim.report.fidelity.grading import WorldGrade
from sim.view.bar import BAR, Control, laid, put
from sim.view.column import Column, draw_hint
from sim.view.counters import Counter, Stack, spread
from sim.view.fights import draw_fights, fights_at
from sim.view.find import Found
from sim.view.following import Following
from sim.view.furniture import fitted, plaque
from sim.view.hexwords import describe
from sim.view.mappane import TITLE_ROOM, Layer, MapPane, Scene
from sim.view.minimap import Minimap
from sim.view.opened import Opened
from sim.view.overlays import NAMES, Overlays
from sim.view.panel import WIDTH, new_column
from sim.view.screen import Screen
from sim.view.screens.citing import Citing
from sim.view.screens.pointing import Pointing
from sim.view.screens.seeking import Seeking
from sim.view.story import Story
from sim.view.timeline import HEIGHT, Timeline
from sim.view.type import SMALL

if TYPE_CHECKING:
    from sim.view.app import App

TOOL = 27
"""Pixels of a button that lies on the map."""
LOW_STRIP = 56
"""Pixels of the timeline in a low window."""
IMPULSE_MILLISECONDS = 450
READ_MILLISECONDS = 700
"""How often overlays are read anew while a film plays: faster, nobody would read them."""
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


class Theatre(Screen):
    """A screen with a map; a kind of it says what is shown, and what a click on the map does."""

    def __init__(self, app: App, opened: Opened, story: Story) -> None:
        super().__init__(app)
        self.opened, self.scenario, self.story = opened, opened.scenario, story
        self.map = MapPane(opened.scenario, opened.ground(app.look), app.look)
        self.timeline = Timeline(story, app.look)
        self.column = pygame.Rect(0, 0, WIDTH, 1)
        self.bar = pygame.Rect(0, 0, 1, BAR)
        self.sample, self.playing, self.speed, self.scroll = 0, False, 1.0, 0
        self.chosen: Stack | None = None
        self.fan: list[tuple[pygame.Rect, Counter]] = []
        self.viewer = int(np.flatnonzero(self.scenario.playable)[0])  # the side whose knowledge overlays show
        self.overlays, self.minimap = Overlays(opened), Minimap()
        self.seeking, self.following, self.citing = Seeking(self), Following(), Citing(self)
        self.tools = pygame.Rect(0, 0, 0, 0)  # where the buttons of the overlays lie on the map
        self.title_box = pygame.Rect(0, 0, 0, 0)
        self.pointer = (-1, -1)
        self.pointing = Pointing(self)
        self._waited, self._since_read = 0.0, 0

    # ------------------------------------------------------------------------------------------ laying out

    def build(self, room: pygame.Rect) -> None:
        """Give each part its place."""
        low = self.look.low(room.height)
        wide, strip = min(self.look.px(WIDTH), room.width * 9 // 20), self.look.px(LOW_STRIP if low else HEIGHT)
        rows, pad = laid(self.controls(), room.width, self.look, low)
        bar = self.look.px(BAR) * len(rows)
        self.column = pygame.Rect(room.right - wide, 0, wide, room.height - strip - bar)
        self.bar = pygame.Rect(0, room.height - strip - bar, room.width, bar)
        self.timeline.strip = pygame.Rect(0, room.height - strip, room.width, strip)
        box = pygame.Rect(0, 0, max(room.width - wide, 1), max(room.height - strip - bar, 1))
        tools = (self.look.px(TOOL) + 2) * len(self._tool_actions)
        tight = self._title_in(box.width).get_width() + tools + self.look.px(40) > box.width
        self.map.head = TITLE_ROOM + (TOOL + 7 if tight else 0)
        self.map.arrange(box)
        put(self.form, rows, self.bar, self.look, pad)
        self._build_tools()

    @property
    def _tool_actions(self) -> list[str]:
        return [*(f"overlay_{name}" for name in NAMES), *(["viewer"] if self.viewers else [])]

    def _build_tools(self) -> None:
        """Put a small button for each overlay into the right upper corner of the map."""
        side, keys, actions = self.look.px(TOOL), self.app.keys, self._tool_actions
        self.tools = pygame.Rect(0, 0, (side + 2) * len(actions), side)
        self.tools.topright = self.map.box.right - self.look.px(8), self.look.px(9)
        if self.map.head > TITLE_ROOM:
            self.tools.top += self.look.px(TOOL + 7)
        for row, action in enumerate(actions):
            box = pygame.Rect(self.tools.left + row * (side + 2), self.tools.top, side, side)
            self.form.button(box, keys.shown(action), partial(self.act, action), tip=keys.tip(action))
        self.seeking.build()

    def seek(self, found: Found) -> None:
        """Bring what was found to the middle of the map and choose who stands there."""
        self.map.visit(found.hex)
        self.citing.spot = found.hex
        stacks = [stack for stack in self.scene().stacks if stack.hex == found.hex]
        self.chosen = next((stack for stack in stacks if found.unit < 0 or found.unit in stack.units), None)

    def heard(self, event: pygame.event.Event) -> bool:
        """Take the keys of the field in which one looks for something."""
        return self.seeking.heard(event)

    def controls(self) -> list[Control]:
        """Return the buttons of the bar, in their order."""
        return []

    def control(self, text: str, action: str, *, wide: int = 0, right: bool = False, able: bool = True,
                loud: bool = False, why: str = "", spare: int = 0) -> Control:  # fmt: skip
        """Return a button for an action; `why` says why it cannot be done now."""
        tip = why or self.app.keys.tip(action)
        return Control(text, partial(self.act, action), tip, wide, right, able, loud, spare)

    def tell(self, story: Story) -> None:
        """Show another story, or the same one gone on."""
        self.story = story
        strip = self.timeline.strip
        self.timeline = Timeline(story, self.look)
        self.timeline.strip = strip

    def relook(self) -> None:
        """Draw everything anew with another look."""
        self.map.relook(self.look)
        self.timeline.look = self.look

    # ---------------------------------------------------------------------------------------------- moving

    def go(self, sample: int) -> None:
        """Go to a sample, within what there is."""
        self.sample = min(max(sample, 0), self.story.samples - 1)
        self.chosen, self.scroll = None, 0

    def play(self) -> None:
        """Play or pause; from the end, play it again from where it begins."""
        self.playing, self._waited = not self.playing, 0.0
        if self.playing and self.sample == self.story.samples - 1:
            self.go(self.beginning)
        self.arrange()

    @property
    def beginning(self) -> int:
        """Return the sample from which the film is played again."""
        return 0

    def advance(self, milliseconds: int) -> bool:
        """Let the film run while it plays."""
        self.seeking.advance()
        fresh = self.map.prepare() or not self.overlays.complete
        if not self.playing:
            self.following.stop()
            return fresh
        self._waited += milliseconds * self.speed
        self._since_read += milliseconds
        before = self.sample
        while self._waited >= IMPULSE_MILLISECONDS:
            self._waited -= IMPULSE_MILLISECONDS
            self.go(self.sample + 1)
        if self.app.settings.follow:
            now = self.sample if self.sample != before else None
            fresh |= self.following.advance(self.story, now, self.map, milliseconds)
        if self.sample == self.story.samples - 1:
            self.playing = False
            self.arrange()
        return self.sample != before or fresh

    def act(self, action: str) -> bool:
        """Do what a key of the map or of the film stands for."""
        a_day = 24 // self.scenario.clock.impulse_hours
        steps = {"step_back": -1, "step_on": 1, "day_back": -a_day, "day_on": a_day}
        if action in steps:
            self.go(self.sample + steps[action])
        elif action in ("event_on", "event_back"):
            self._to_event(action == "event_on")
        elif action == "play":
            self.play()
        elif action == "back" and (self.chosen is not None or self.citing.place):
            self.chosen = self.citing.spot = None
        elif action in ("first", "last"):
            self.go(0 if action == "first" else self.story.samples - 1)
        elif action in ("slower", "faster"):
            self._pace(1 if action == "faster" else -1)
        elif action.startswith("overlay_"):
            self.overlays.toggle(action.removeprefix("overlay_"))
        elif action == "find":
            self.seeking.ask()
        elif action in ("log", "sources"):
            self.log() if action == "log" else self.sources()
        elif action == "viewer" and self.viewers:
            self.viewer = self.viewers[(self.viewers.index(self.viewer) + 1) % len(self.viewers)]
        else:
            return self.map.act(action)
        return True

    @property
    def viewers(self) -> list[int]:
        """Return the sides whose knowledge the overlays can show; none if that cannot be chosen."""
        return [int(side) for side in np.flatnonzero(self.scenario.playable)]

    @property
    def title(self) -> str:
        """Return what the map is called."""
        return self.scenario.title

    @property
    def marching(self) -> int | None:
        """Return the unit whose reach the movement overlay shows."""
        return self.chosen.units[0] if self.chosen is not None else None

    @property
    def world(self) -> WorldGrade | None:
        """Return how the facts stand in the world that is shown; None where that is not known."""
        return None

    def log(self) -> None:
        """Open the log at this moment."""
        from sim.view.screens.log import Log, visiting

        self.playing = False
        now = self.story.time(self.sample)
        self.app.show(Log(self.app, self.opened, self.story.entries, visiting(self), now, self.world))

    def sources(self) -> None:
        """Open the sources of what is chosen, or of everything."""
        self.citing.show_chosen()

    def _to_event(self, on: bool) -> None:
        samples = [mark.told for mark in self.story.marks]
        later = [one for one in samples if one > self.sample] if on else [one for one in samples if one < self.sample]
        if later:
            self.go(min(later) if on else max(later))

    def _pace(self, by: int) -> None:
        at = min(max(SPEEDS.index(self.speed) + by, 0), len(SPEEDS) - 1)
        self.speed = SPEEDS[at]
        self.arrange()

    # ------------------------------------------------------------------------------------------- listening

    def listen(self, event: pygame.event.Event) -> None:
        """Take what the mouse did."""
        self.pointing.listen(event)

    def dragged(self, start: tuple[int, int], pixel: tuple[int, int], moved: tuple[int, int]) -> None:
        """Take a drag that began on the map: the map follows the hand."""
        self.map.camera.pan(*moved)

    def dropped(self, start: tuple[int, int], pixel: tuple[int, int]) -> None:
        """Take the end of a drag that began on the map."""

    def clicked(self, pixel: tuple[int, int]) -> None:
        """Take a click on the map: a stack is laid out, a unit of it is chosen."""
        unit = self.fanned_at(pixel)
        if unit is not None:
            self.took(unit)
            return
        self.chosen, self.citing.spot = self.map.stack_at(pixel), self.map.meant(pixel)
        self.took(self.chosen.units[0] if self.chosen and len(self.chosen.units) == 1 else None)

    def fanned_at(self, pixel: tuple[int, int]) -> int | None:
        """Return the unit of a stack that is laid out, under a pixel of the window."""
        at = self.map.inside(pixel)
        return next((counter.unit for box, counter in self.fan if box.collidepoint(at)), None)

    def took(self, unit: int | None) -> None:
        """Take note of the unit that was chosen on the map, or that none was."""

    def picked(self, pixel: tuple[int, int]) -> None:
        """Take a click into the panel."""

    # --------------------------------------------------------------------------------------------- drawing

    def scene(self) -> Scene:
        """Return what is to be seen on the map."""
        return self.story.scene(self.sample)

    def layers(self) -> Sequence[Layer]:
        """Return what lies on the map beneath the counters."""
        return ()

    def write(self, column: Column) -> None:
        """Write the panel."""

    def hint(self, pixel: tuple[int, int]) -> list[tuple[str, str]]:
        """Return what to say of the map beneath the pointer, (text, style); nothing says nothing."""
        h = self.map.meant(pixel)
        return [] if h is None else [*self.overlays.words(h), *describe(self.opened, self.scene(), h)]

    def draw(self, target: pygame.Surface) -> None:
        """Draw the map, the panel and the timeline."""
        self._follow_overlays()
        viewer = self.scenario.side_names[self.viewer]
        self.overlays.place_legend(self.map, self.tools.bottom + self.look.px(6), viewer)
        self.minimap.place(self.map)
        self.map.kept_free = [self.title_box, self.tools, self.overlays.legend, self.minimap.box]
        layers = (self.overlays, *self.layers()) if self.overlays.on else self.layers()
        scene = self.scene()
        self.map.draw(target, scene, layers, self.chosen)
        self.minimap.draw(target, self.map, scene)
        known = [fight for fight in fights_at(self.story.entries, self.story.time(self.sample))
                 if fight[0] in self.scenario.map.place_hex]  # fmt: skip
        draw_fights(target, self.map, known)
        self._draw_fan(target)
        self.draw_title(target)
        self.overlays.draw_legend(target, self.map)
        target.set_clip(self.column)
        column = new_column(target, self.column, self.look, self.scroll)
        self.write(column)
        target.set_clip(None)
        self._draw_more(target, column)
        pygame.draw.rect(target, self.look.palette.panel, self.bar)
        pygame.draw.line(target, self.look.palette.grid, self.bar.topleft, self.bar.topright)
        self.timeline.draw(target, self.sample)
        if self.seeking.open:
            self.seeking.draw(target)
        else:
            self._draw_hint(target)

    def _draw_more(self, target: pygame.Surface, column: Column) -> None:
        """Say at the foot of the panel that its text goes on: the wheel moves it."""
        if column.down > self.foot and not self.form.covers((self.column.centerx, self.foot - 4)):
            more = self.look.line("▼", SMALL, self.look.palette.accent, "strong")
            box = more.get_rect(midbottom=(self.column.centerx, self.foot - 1))
            pygame.draw.rect(target, self.look.palette.paper, (self.column.left + 1, box.top - 2, self.column.width - 1,
                                                               self.foot - box.top + 2))  # fmt: skip
            target.blit(more, box)

    @property
    def foot(self) -> int:
        """Return where the text of the panel ends."""
        return self.column.bottom

    def _draw_fan(self, target: pygame.Surface) -> None:
        """Lay out the units of the chosen stack."""
        self.fan = []
        if self.chosen is not None and len(self.chosen.units) > 1:
            pane, at = target.subsurface(self.map.box), self.map
            self.fan = spread(pane, at.camera, at.ground.centres, self.chosen, self.scenario.sides, self.look,
                              self.tools.bottom - self.map.box.top)  # fmt: skip

    def _follow_overlays(self) -> None:
        """Let the overlays read the moment that is shown; of a film that plays, now and then."""
        if not self.overlays.on or (self.playing and self._since_read < READ_MILLISECONDS and self.overlays.readings):
            return
        self._since_read = 0
        moment = (self.sample, self.story.samples)
        self.overlays.follow(moment, lambda: self.story.seen(self.sample, self.viewer), self.viewer, self.marching)

    def draw_title(self, target: pygame.Surface) -> None:
        """Write the title above the map, on paper of its own where the map lies beneath it."""
        title = self._title_in(self.map.box.width)
        box = title.get_rect(topleft=(self.look.px(14), self.look.px(10)))
        if not self.map.camera.whole:
            plaque(target, box.inflate(self.look.px(16), self.look.px(8)), self.look)
        target.blit(title, box)
        self.title_box = box

    def _title_in(self, room: int) -> pygame.Surface:
        """Return the title in the largest type in which it fits between the edges of the map."""
        return fitted(self.look, self.title, room - self.look.px(28))

    def _hints(self, pixel: tuple[int, int]) -> bool:
        """Say whether a hint may be shown: nothing is dragged, and nothing else lies under the pointer."""
        over = (self.minimap.box, self.overlays.legend)
        covered = bool(self.fan) or any(box.collidepoint(pixel) for box in over) or self.form.covers(pixel)
        return not self.pointing.held and not covered

    def _draw_hint(self, target: pygame.Surface) -> None:
        mark = self.timeline.mark_at(self.pointer)
        if mark is not None:
            when = f"{self.story.time(max(mark.sample - 1, 0)):%d %b %H:%M}, {mark.confidence}"
            draw_hint(target, self.look, [(when, "strong"), (mark.text, "plain")], self.pointer)
        elif self.map.box.collidepoint(self.pointer) and self._hints(self.pointer):
            rows = self.hint(self.pointer)
            if rows:
                draw_hint(target, self.look, rows, self.pointer)
