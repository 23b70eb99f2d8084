"""The window itself: it is opened, screens lie in it one over the other, and the uppermost hears and draws."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pygame

from sim.errors import AbuKamalError
from sim.view.keys import Keys
from sim.view.look import Look
from sim.view.screen import Screen
from sim.view.settings import Settings, load_settings, save_settings
from sim.view.sound import Sound

FRAMES = 30
LINGER = 700
"""Milliseconds for which the window is drawn on after the last event: hints appear, buttons change their face."""
VOID = ("offscreen", "dummy")
BARS = 70
"""Pixels that the title of a window and the bars of a desktop take."""


class NoDisplayError(AbuKamalError):
    """There is nothing to draw on."""


def open_window(size: tuple[int, int], fits: bool = False) -> pygame.Surface:
    """Open the window, with `fits` no larger than the screen has room for.

    Raises NoDisplayError where SDL has no screen and would only draw into the void.
    """
    complaint = "there is no display here; watch the same in the terminal: abukamal replay SCENARIO"
    asked = os.environ.get("SDL_VIDEODRIVER", "")
    screens = [name for name in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name)]
    if not asked and sys.platform.startswith("linux") and not screens:
        raise NoDisplayError(complaint)  # before SDL complains in words of its own
    pygame.display.init()
    pygame.font.init()
    if pygame.display.get_driver() in VOID and asked not in VOID:
        pygame.display.quit()
        raise NoDisplayError(complaint)
    pygame.display.set_caption("Abu Kamal")
    pygame.key.set_repeat(350, 60)
    if fits and pygame.display.get_driver() not in VOID:
        size = fitting(size, pygame.display.get_desktop_sizes()[0])
    return pygame.display.set_mode(size, pygame.RESIZABLE)


def fitting(wanted: tuple[int, int], screen: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a window that is wanted, or what of it a smaller screen has room for beside title and bars."""
    return min(wanted[0], screen[0]), wanted[1] if wanted[1] <= screen[1] else screen[1] - BARS


class Over(Protocol):
    """Something that lies over every screen and only watches them."""

    def advance(self, milliseconds: int) -> bool:
        """Let time pass; say whether there is something new to draw."""

    def listen(self, event: pygame.event.Event) -> bool:
        """Take an event before the screen; True if that was all."""

    def draw(self, target: pygame.Surface) -> None:
        """Draw it over the screen."""


class App:
    """The window and what a person has set; `run` returns when he leaves."""

    def __init__(self, folder: Path | None = None, size: tuple[int, int] | None = None) -> None:
        self.folder = folder  # where settings and saves are kept; None keeps nothing
        self.settings: Settings = load_settings(folder)
        self.keys = Keys(self.settings.keys)
        self.look = Look(self.settings.palette, self.settings.scale, self.settings.still)
        self.target = open_window(size or (self.settings.window[0], self.settings.window[1]), fits=size is None)
        self.screens: list[Screen] = []
        self.over: Over | None = None
        self.notice, self.sound = "", Sound()
        self._linger, self._left = LINGER, False

    @property
    def size(self) -> tuple[int, int]:
        """Return the size of the window in pixels."""
        return self.target.get_size()

    @property
    def top(self) -> Screen:
        """Return the screen that a person sees."""
        return self.screens[-1]

    # -------------------------------------------------------------------------------------------- screens

    def show(self, screen: Screen) -> None:
        """Lay a screen over the others."""
        self.screens.append(screen)
        screen.arrange()
        self._linger = LINGER

    def replace(self, screen: Screen) -> None:
        """Put a screen in the place of the uppermost."""
        self.screens.pop().closed()
        self.show(screen)

    def swap(self, screen: Screen) -> None:
        """Put a screen in the place of the uppermost, which somebody keeps and will show again."""
        self.screens[-1] = screen

    def back(self) -> None:
        """Take the uppermost screen away; with the last one the person leaves."""
        self.screens.pop().closed()
        if self.screens:
            self.top.arrange()
            self._linger = LINGER

    def home(self) -> None:
        """Go back to the first screen."""
        while len(self.screens) > 1:
            self.screens.pop().closed()
        self.top.arrange()

    def close(self) -> None:
        """Let every screen go of what it holds."""
        while self.screens:
            self.screens.pop().closed()

    def leave(self) -> None:
        """Close the window."""
        self._left = True

    def tone(self, name: str) -> None:
        """Let a tone be heard, as loud as the person has set."""
        self.sound.play(name, self.settings.sound)

    # ------------------------------------------------------------------------------------------- settings

    def set(self, **changed: object) -> None:
        """Change settings, keep them, and show everything anew by them."""
        for name, value in changed.items():
            setattr(self.settings, name, value)
        self.settings.keys = dict(self.keys.changed)
        self.notice = save_settings(self.folder, self.settings)
        look = Look(self.settings.palette, self.settings.scale, self.settings.still)
        if not look.like(self.look):
            self.look = look
            for screen in self.screens:
                screen.relook()
        self.top.arrange()

    # --------------------------------------------------------------------------------------------- a frame

    def run(self) -> None:
        """Draw and listen until the person leaves."""
        clock = pygame.time.Clock()
        while self.listen(pygame.event.get()):
            passed = clock.tick(FRAMES)
            if self.advance(passed):
                self.draw()
                pygame.display.flip()
        self.close()
        save_settings(self.folder, self.settings)  # how large the window was
        self.sound.close()
        pygame.display.quit()

    def listen(self, events: list[pygame.event.Event]) -> bool:
        """Take what the person did; False when he leaves."""
        for event in events:
            if event.type == pygame.QUIT:
                self.leave()
            elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
                self.target = pygame.display.get_surface() or self.target
                if not pygame.display.is_fullscreen():
                    self.settings.window = list(self.size)
                self.top.arrange()
            elif self.screens and not self._left:
                self._give(event)
            if event.type != pygame.ACTIVEEVENT:
                self._linger = LINGER
        return bool(self.screens) and not self._left

    def advance(self, milliseconds: int) -> bool:
        """Let time pass; say whether there is something new to draw."""
        if not self.screens:
            return False
        moved = self.top.advance(milliseconds)
        self.top.form.advance(milliseconds)
        moved |= self.over is not None and self.over.advance(milliseconds)
        fresh = self._linger > 0
        self._linger = max(self._linger - milliseconds, 0)
        return moved or fresh

    def draw(self) -> None:
        """Draw the screen that a person sees."""
        if self.screens:
            self.top.draw(self.target)
            self.top.form.draw(self.target)
        if self.screens and self.over is not None:
            self.over.draw(self.target)

    def _give(self, event: pygame.event.Event) -> None:
        screen = self.top
        if self.over is not None and self.over.listen(event):
            return
        if screen.form.listen(event) or self.top is not screen:
            return
        if event.type == pygame.KEYDOWN:
            self._key(screen, event)
        else:
            screen.listen(event)

    def _key(self, screen: Screen, event: pygame.event.Event) -> None:
        """Do what a key says; while a field is typed into, letters are its own."""
        action = self.keys.action(event)
        if screen.form.typing and (event.unicode.isprintable() and event.unicode and not event.mod & pygame.KMOD_CTRL):
            return
        if screen.heard(event) or screen.act(action):
            return
        everywhere: dict[str, Callable[[], None]] = {
            "back": self.back, "help": screen.help, "options": screen.options, "full_screen": self._full_screen,
        }  # fmt: skip
        if action in everywhere:
            everywhere[action]()
        else:
            screen.form.scroll(event)

    def _full_screen(self) -> None:
        pygame.display.toggle_fullscreen()
        self.target = pygame.display.get_surface() or self.target
        self.top.arrange()
