"""The window: a film of a scenario over its map; keys and mouse, one frame after the other."""

from __future__ import annotations

import os
import sys

import pygame

from sim.errors import AbuKamalError
from sim.facts.load import load_facts
from sim.play.course import Course
from sim.report.mapsheet import ink
from sim.scenario.scenario import Scenario
from sim.view.camera import Camera
from sim.view.counters import Stack, draw
from sim.view.film import Film
from sim.view.ground import Ground
from sim.view.panel import WIDTH, Panel, draw_help
from sim.view.timeline import HEIGHT, Timeline
from sim.view.type import HEADING, SMALL, haloed, line, wrapped

SMALLEST = (1024, 640)
FRAMES, IMPULSE_MILLISECONDS = 30, 450
TINT, NIGHT = 26, (28, 38, 74, 46)
VOID = ("offscreen", "dummy")
NO_DISPLAY = "there is no display here; watch the same in the terminal: abukamal replay SCENARIO"
CLICK = 5
"""Pixels that the mouse may move between press and release and still have clicked."""


class NoDisplayError(AbuKamalError):
    """There is nothing to draw on."""


def open_window(size: tuple[int, int]) -> pygame.Surface:
    """Open the window; raise NoDisplayError where SDL has no screen and would only draw into the void."""
    asked = os.environ.get("SDL_VIDEODRIVER", "")
    screens = {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
    if not asked and sys.platform.startswith("linux") and not screens:
        raise NoDisplayError(NO_DISPLAY)  # before SDL complains in words of its own
    pygame.display.init()
    pygame.font.init()
    if pygame.display.get_driver() in VOID and asked not in VOID:
        pygame.display.quit()
        raise NoDisplayError(NO_DISPLAY)
    pygame.display.set_caption("Abu Kamal")
    return pygame.display.set_mode(size, pygame.RESIZABLE)


class Window:
    """Shows the film of one world; `run` returns when the person leaves."""

    def __init__(self, scenario: Scenario, ground: Ground, seed: int, size: tuple[int, int] = (1280, 800)) -> None:
        self.screen = open_window(size)
        self.scenario = scenario
        self.film = self._played(Course(scenario, [seed]))
        self.ground = ground
        self.camera = Camera(self.ground.extent, (1, 1))
        self.timeline, self.panel = Timeline(self.film), Panel(self.film)
        self.sample, self.playing, self.help = 0, False, False
        self.chosen: Stack | None = None
        self._cards: list[tuple[pygame.Rect, Stack]] = []
        self._waited, self._pressed, self._moved, self._scrubs = 0, (0, 0), 0, False
        self._lay_out()
        self.camera.fit()

    def run(self) -> None:
        """Draw and listen until the person leaves."""
        clock = pygame.time.Clock()
        changed = True
        while self.listen(events := pygame.event.get()):
            if changed or events or self.playing:
                self.draw()
                pygame.display.flip()
            changed = self.playing  # the last picture of a film that has just stopped is drawn as well
            self.advance(clock.tick(FRAMES))
        pygame.display.quit()

    def advance(self, milliseconds: int) -> None:
        """Let the film run while it plays."""
        if not self.playing:
            return
        self._waited += milliseconds
        while self._waited >= IMPULSE_MILLISECONDS:
            self._waited -= IMPULSE_MILLISECONDS
            self.go(self.sample + 1)
        if self.sample == self.film.samples - 1:
            self.playing = False

    def go(self, sample: int) -> None:
        """Go to a sample, within the film."""
        self.sample = min(max(sample, 0), self.film.samples - 1)
        self.chosen = None

    # ------------------------------------------------------------------------------------------ listening

    def listen(self, events: list[pygame.event.Event]) -> bool:
        """Take what the person did; False when he leaves."""
        for event in events:
            if event.type == pygame.QUIT or (event.type == pygame.KEYDOWN and not self._key(event)):
                return False
            if event.type == pygame.MOUSEWHEEL:
                self._wheel(event.y)
            elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
                self._press(event.pos)
            elif event.type == pygame.MOUSEMOTION and event.buttons[0]:
                self._drag(event.pos, event.rel)
            elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
                self._release(event.pos)
        return True

    def _key(self, event: pygame.event.Event) -> bool:
        """Do what a key says; False for leaving."""
        if event.key == pygame.K_ESCAPE and not self.help:
            return False
        if event.key in (pygame.K_ESCAPE, pygame.K_F1):
            self.help = event.key == pygame.K_F1 and not self.help
        elif event.key == pygame.K_SPACE:
            again = self.sample == self.film.samples - 1 and not self.playing
            self.playing, self._waited = not self.playing, 0
            if again:
                self.go(0)
        elif event.key in (pygame.K_LEFT, pygame.K_RIGHT):
            step = 24 // self.scenario.clock.impulse_hours if event.mod & pygame.KMOD_SHIFT else 1
            self.go(self.sample + (step if event.key == pygame.K_RIGHT else -step))
        elif event.key in (pygame.K_HOME, pygame.K_END):
            self.go(0 if event.key == pygame.K_HOME else self.film.samples - 1)
        elif event.key == pygame.K_0:
            self.camera.fit()
        elif event.unicode in ("+", "=", "-"):
            self.camera.zoom(-1 if event.unicode == "-" else 1, (self.pane.width / 2, self.pane.height / 2))
        return True

    def _wheel(self, turns: int) -> None:
        pointer = pygame.mouse.get_pos()
        if self.panel.column.collidepoint(pointer):
            self.panel.scroll = max(self.panel.scroll - 40 * turns, 0)
        elif self.pane.collidepoint(pointer):
            self.camera.zoom(turns, pointer)

    def _press(self, pixel: tuple[int, int]) -> None:
        self._pressed, self._moved = pixel, 0
        self._scrubs = self.timeline.strip.collidepoint(pixel)
        if self._scrubs:
            self.playing = False
            self.go(self.timeline.sample_at(pixel[0]))

    def _drag(self, pixel: tuple[int, int], moved: tuple[int, int]) -> None:
        self._moved += abs(moved[0]) + abs(moved[1])
        if self._scrubs:
            self.go(self.timeline.sample_at(pixel[0]))
        elif self.pane.collidepoint(self._pressed):
            self.camera.pan(*moved)

    def _release(self, pixel: tuple[int, int]) -> None:
        if self._scrubs or self._moved > CLICK:
            self._scrubs = False
            return
        if self.pane.collidepoint(pixel):
            self.chosen = next((stack for box, stack in reversed(self._cards) if box.collidepoint(pixel)), None)
            return
        entry = self.panel.entry_at(pixel)
        known = [place for place in (entry.places if entry else ()) if place in self.scenario.map.place_hex]
        if known:
            x, y = self.ground.centres[self.scenario.map.place_hex[known[0]]].tolist()
            self.camera.centre(x, y, 4 * self.camera.least)

    # -------------------------------------------------------------------------------------------- drawing

    def draw(self) -> None:
        """Draw the whole window."""
        self._lay_out()
        pane = self.screen.subsurface(self.pane)
        self.ground.draw(pane, self.camera)
        self._draw_control(pane)
        if self.scenario.clock.is_night(max(self.sample - 1, 0)):
            dusk = pygame.Surface(pane.get_size(), pygame.SRCALPHA)
            dusk.fill(NIGHT)
            pane.blit(dusk, (0, 0))
        shown = self.film.stacks(self.sample)
        self._cards = draw(pane, self.camera, self.ground.centres, shown, self.scenario.sides, self.chosen)
        self.ground.draw_names(pane, self.camera)
        title = haloed(self.scenario.title, HEADING, ink.INK, ink.PAPER, "serif")
        pane.blit(title, (14, 10))
        self.panel.draw(self.screen, self.sample, self.playing, self.chosen)
        self.timeline.draw(self.screen, self.sample)
        self._draw_hint()
        if self.help:
            draw_help(self.screen)

    def _draw_control(self, pane: pygame.Surface) -> None:
        """Tint what each side holds, and draw the line between it and what others hold."""
        held = self.film.trace.control[self.sample, 0]
        veil = pygame.Surface(pane.get_size(), pygame.SRCALPHA)
        veil.set_clip(self.ground.sheet(self.camera))
        around = self.scenario.map.grid.neighbours
        shapes = self.camera.on_screen(self.ground.corners)
        inks = [pygame.Color(ink.side_ink(name, row)) for row, name in enumerate(self.scenario.sides)]
        low, high = shapes.min(axis=1), shapes.max(axis=1)
        seen = (high > 0).all(axis=1) & (low < self.camera.size).all(axis=1) & (held[:-1] >= 0)
        for h in seen.nonzero()[0].tolist():
            colour = inks[int(held[h])]
            corners = shapes[h].tolist()
            pygame.draw.polygon(veil, (colour.r, colour.g, colour.b, TINT), corners)
            for side in ((held[around[h]] != held[h]) & (around[h] != len(shapes))).nonzero()[0].tolist():
                pygame.draw.line(veil, (colour.r, colour.g, colour.b, 150), corners[side], corners[(side + 1) % 6], 2)
        pane.blit(veil, (0, 0))

    def _draw_hint(self) -> None:
        """Say what lies under the pointer on the timeline, and how to get help."""
        mark = self.timeline.mark_at(pygame.mouse.get_pos())
        if mark is None:
            hint = haloed("Space plays · F1 keys", SMALL, ink.SLANTED_INK, ink.PAPER)
            self.screen.blit(hint, hint.get_rect(bottomleft=(12, self.pane.bottom - 8)))
            return
        rows = [f"{self.film.time(mark.sample - 1):%d %b %H:%M}, {mark.confidence}", *wrapped(mark.text, SMALL, 340)]
        box = pygame.Rect(0, 0, 364, 16 + 17 * len(rows))
        box.midbottom = (pygame.mouse.get_pos()[0], self.timeline.strip.top - 6)
        box.clamp_ip(self.screen.get_rect())
        pygame.draw.rect(self.screen, ink.PAPER, box, border_radius=5)
        pygame.draw.rect(self.screen, ink.INK, box, 1, border_radius=5)
        for row, text in enumerate(rows):
            style = "strong" if row == 0 else "plain"
            self.screen.blit(line(text, SMALL, ink.INK, style), (box.left + 12, box.top + 8 + 17 * row))

    def _lay_out(self) -> None:
        """Give each part its place for the size that the window has now."""
        self.screen = pygame.display.get_surface() or self.screen
        width, height = self.screen.get_size()
        self.pane = pygame.Rect(0, 0, max(width - WIDTH, 1), max(height - HEIGHT, 1))
        self.panel.column = pygame.Rect(self.pane.right, 0, WIDTH, self.pane.height)
        self.timeline.strip = pygame.Rect(0, self.pane.height, width, HEIGHT)
        if self.camera.size != self.pane.size:
            self.camera.resize((self.pane.width, self.pane.height))

    def _played(self, course: Course) -> Film:
        """Play the course to its end, and show how far it has come."""
        while course.turn < self.scenario.clock.turns:
            course.advance()
            self.screen.fill(ink.PAPER)
            told = f"{self.scenario.title}: turn {course.turn} of {self.scenario.clock.turns}"
            text = line(told, HEADING, ink.INK, "serif")
            self.screen.blit(text, text.get_rect(center=self.screen.get_rect().center))
            pygame.display.flip()
            pygame.event.pump()
        return Film(course, load_facts())
