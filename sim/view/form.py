"""Buttons, fields and running texts of one screen; the only module that knows pygame_gui.

What that library lacks is added here: a scale, focus by Tab that is seen, Enter on a button, keys in the hints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import Any

import i18n  # type: ignore[import-untyped]
import pygame
import pygame_gui
from pygame_gui.core import ObjectID
from pygame_gui.core.surface_cache import SurfaceCache
from pygame_gui.core.ui_appearance_theme import UIAppearanceTheme
from pygame_gui.elements import UIButton, UITextBox, UITextEntryLine

from sim.view.look import Look
from sim.view.type import BODY, HEADING, SMALL, path

HINT_SECONDS = 0.3
SCROLLS = {pygame.K_PAGEUP: (-1, 0), pygame.K_PAGEDOWN: (1, 0), pygame.K_UP: (0, -36), pygame.K_DOWN: (0, 36)}
"""How far a key moves a running text: pages and pixels."""
Do = Callable[[], object]


@dataclass
class _Part:
    """Something of the form that can have the focus."""

    element: UIButton | UITextEntryLine
    do: Callable[..., object]
    words: str  # what it is called: the text of a button, the empty text of a field


class _Controls(pygame_gui.UIManager):
    """The library's own, which would read its themes and load its fonts anew for every form."""

    themes: dict[tuple[str, int], UIAppearanceTheme] = {}  # noqa: RUF012  one a palette and scale

    def __init__(self, size: tuple[int, int], look: Look) -> None:
        self._key = look.palette.id, look.scale
        fresh = self._key not in self.themes
        super().__init__(size, theme_path=_theme(look), enable_live_theme_updates=False)
        i18n.load_path[:] = dict.fromkeys(i18n.load_path)  # each manager adds its own; every text is looked for there
        if fresh:
            self.preload_fonts([
                {"name": "face", "point_size": look.px(size_of), "style": style, "antialiased": "1"}
                for size_of in (SMALL, BODY, HEADING) for style in ("bold", "italic", "bold_italic")
            ])  # fmt: skip

    def create_new_theme(self, theme_path: Any = None) -> UIAppearanceTheme:
        """Return the theme of the look; only the pictures of controls are each form's own."""
        if self._key not in self.themes:
            self.themes[self._key] = super().create_new_theme(theme_path)
        theme = copy(self.themes[self._key])
        theme.shape_cache = SurfaceCache()  # type: ignore[no-untyped-call]
        return theme


class Form:
    """The controls that lie over a screen; build it anew when the size or the look changes."""

    def __init__(self, size: tuple[int, int], look: Look) -> None:
        self.look = look
        self._ui = _Controls(size, look)
        with suppress(pygame.error):  # where there is no pointer
            pygame.mouse.set_cursor(pygame.SYSTEM_CURSOR_ARROW)  # the form before may have left the one for text
        self._parts: list[_Part] = []
        self._texts: list[tuple[UITextBox, Callable[[str], None] | None]] = []
        self._focus = -1
        self._walked = False  # the focus came by Tab, not by a click

    # ------------------------------------------------------------------------------------------- building

    def button(
        self, box: pygame.Rect, text: str, do: Do, *, tip: str = "", able: bool = True, chosen: bool = False,
        loud: bool = False,
    ) -> None:  # fmt: skip
        """Put a button; one that is not able is grey, and its tip says why."""
        kind = "#loud" if loud else "#chosen" if chosen else "#plain"
        element = UIButton(
            box, text, self._ui, tool_tip_text=tip or None, object_id=ObjectID(object_id=kind, class_id=None)
        )
        if not able:
            element.disable()  # type: ignore[no-untyped-call]
        self._parts.append(_Part(element, do, text))

    def choice(
        self, box: pygame.Rect, options: Sequence[tuple[str, str]], chosen: str, do: Callable[[str], object]
    ) -> None:
        """Put a row of buttons of which one is down; options are (id, text)."""
        wide = box.width // max(len(options), 1)
        for row, (name, text) in enumerate(options):
            piece = pygame.Rect(box.left + row * wide, box.top, wide - 2, box.height)
            self.button(piece, text, _bound(do, name), chosen=name == chosen)

    def entry(
        self, box: pygame.Rect, empty: str, text: str = "", *, changed: Callable[[str], None] | None = None,
        done: Callable[[str], None] | None = None, focus: bool = False,
    ) -> None:  # fmt: skip
        """Put a field to type in; `changed` hears each letter, `done` the Enter."""
        element = UITextEntryLine(box, self._ui, initial_text=text, placeholder_text=empty)

        def do(typed: str, end: bool) -> None:
            hears = done if end else changed
            if hears is not None:
                hears(typed)

        self._parts.append(_Part(element, do, empty))
        if focus:
            self._set_focus(len(self._parts) - 1)

    def text(self, box: pygame.Rect, html: str, follow: Callable[[str], None] | None = None) -> None:
        """Put a running text that scrolls where it is long; `follow` gets the address of a link."""
        self._texts.append((UITextBox(html, box, self._ui), follow))

    # ------------------------------------------------------------------------------------------ listening

    @property
    def typing(self) -> bool:
        """Say whether keys are letters of a field now."""
        return 0 <= self._focus < len(self._parts) and isinstance(self._parts[self._focus].element, UITextEntryLine)

    @property
    def words(self) -> list[str]:
        """Return what can be pressed or filled in, in the order of Tab."""
        return [part.words for part in self._parts]

    @property
    def boxes(self) -> list[pygame.Rect]:
        """Return where each control lies, in the order of Tab."""
        return [pygame.Rect(part.element.rect) for part in self._parts]

    @property
    def focused(self) -> tuple[int, str] | None:
        """Return which control was gone to by Tab, for a form that takes the place of this one."""
        if not self._walked or not 0 <= self._focus < len(self._parts):
            return None
        return self._focus, self._parts[self._focus].words

    def take_focus(self, kept: tuple[int, str] | None) -> None:
        """Go to the control that had the focus in the form before: of the same words, or where it stood."""
        if kept is None or not self._parts:
            return
        row, words = kept
        alike = [k for k, part in enumerate(self._parts) if part.words == words]
        goal = min(alike, key=lambda k: abs(k - row)) if alike else min(row, len(self._parts) - 1)
        if self._parts[goal].element.is_enabled:
            self._set_focus(goal)
            self._walked = True

    def let_go(self) -> None:
        """Take the focus from whatever has it, so that the next key is not meant for a control."""
        self._focus, self._walked = -1, False

    def press(self, words: str) -> None:
        """Press the button of that text, as a person would; KeyError if there is none that can be pressed."""
        for part in self._parts:
            if part.words == words and isinstance(part.element, UIButton) and part.element.is_enabled:
                part.do()
                return
        raise KeyError(words)

    def covers(self, pixel: tuple[int, int]) -> bool:
        """Say whether a control lies under a pixel."""
        elements = [*(part.element for part in self._parts), *(text for text, _ in self._texts)]
        return any(element.rect.collidepoint(pixel) for element in elements)

    def listen(self, event: pygame.event.Event) -> bool:
        """Take what a person did; True if it was meant for a control."""
        if event.type == pygame.KEYDOWN and self._key(event):
            return True
        taken = bool(self._ui.process_events(event))
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            under = [row for row, part in enumerate(self._parts) if part.element.rect.collidepoint(event.pos)]
            self._focus, self._walked = under[-1] if under else -1, False
        return self._heard(event) or taken

    def scroll(self, event: pygame.event.Event) -> None:
        """Move the first running text by a key that nothing else has taken."""
        if event.key not in SCROLLS or not self._texts or event.mod & pygame.KMOD_CTRL:
            return
        text, (pages, pixels) = self._texts[0][0], SCROLLS[event.key]
        bar, layout = text.scroll_bar, text.text_box_layout
        if bar is not None and layout is not None:
            way = pages * 9 * text.rect.height // 10 + self.look.px(pixels)
            whole = max(layout.layout_rect.height, 1)
            bar.set_scroll_from_start_percentage(bar.start_percentage + way / whole)

    def advance(self, milliseconds: int) -> None:
        """Let time pass: hints appear, a cursor blinks."""
        self._ui.update(milliseconds / 1000)

    def draw(self, target: pygame.Surface) -> None:
        """Draw the controls, and a ring round the one that has the focus."""
        self._ui.draw_ui(target)
        if 0 <= self._focus < len(self._parts):
            ring = self._parts[self._focus].element.rect.inflate(4, 4)
            pygame.draw.rect(target, self.look.palette.accent, ring, 2, border_radius=5)

    def _heard(self, event: pygame.event.Event) -> bool:
        for part in self._parts:
            if getattr(event, "ui_element", None) is not part.element:
                continue
            if event.type == pygame_gui.UI_BUTTON_PRESSED:
                part.do()
            elif event.type in (pygame_gui.UI_TEXT_ENTRY_CHANGED, pygame_gui.UI_TEXT_ENTRY_FINISHED):
                part.do(event.text, event.type == pygame_gui.UI_TEXT_ENTRY_FINISHED)
            return True
        for text, follow in self._texts:
            if getattr(event, "ui_element", None) is text and event.type == pygame_gui.UI_TEXT_BOX_LINK_CLICKED:
                if follow is not None:
                    follow(event.link_target)
                return True
        return False

    def _key(self, event: pygame.event.Event) -> bool:
        if event.key == pygame.K_TAB:
            self._step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return True
        part = self._parts[self._focus] if 0 <= self._focus < len(self._parts) else None
        if part is None:
            return False
        if isinstance(part.element, UIButton) and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE):
            if part.element.is_enabled:
                part.do()
            return True
        return False

    def _step(self, by: int) -> None:
        able = [row for row, part in enumerate(self._parts) if part.element.is_enabled and part.element.visible]
        if able:
            at = able.index(self._focus) + by if self._focus in able else (0 if by > 0 else -1)
            self._set_focus(able[at % len(able)])
            self._walked = True

    def _set_focus(self, row: int) -> None:
        self._focus = row
        element = self._parts[row].element
        self._ui.set_focus_set({element} if isinstance(element, UITextEntryLine) else None)


def _bound(do: Callable[[str], object], name: str) -> Do:
    return lambda: do(name)


def _theme(look: Look) -> dict[str, Any]:
    """Return the palette in the words of pygame_gui; fonts are repeated for each element, as it wants them."""
    ink = look.palette
    face = {
        "name": "face", "size": str(look.px(BODY)), "regular_path": str(path("plain")),
        "bold_path": str(path("strong")), "italic_path": str(path("oblique")),
        "bold_italic_path": str(path("strong")),
    }  # fmt: skip
    plain = {
        "normal_bg": ink.button, "hovered_bg": ink.hovered, "active_bg": ink.hovered, "selected_bg": ink.hovered,
        "disabled_bg": ink.panel, "dark_bg": ink.paper, "normal_text": ink.text, "hovered_text": ink.text,
        "active_text": ink.text, "selected_text": ink.text, "disabled_text": ink.faint, "normal_border": ink.grid,
        "hovered_border": ink.faint, "active_border": ink.text, "selected_border": ink.text,
        "disabled_border": ink.grid, "link_text": ink.accent, "link_hover": ink.warning, "link_selected": ink.warning,
        "text_cursor": ink.text, "normal_text_shadow": ink.paper,
    }  # fmt: skip
    inverse = {"normal_bg": ink.accent, "hovered_bg": ink.text, "active_bg": ink.text, "normal_text": ink.paper,
               "hovered_text": ink.paper, "active_text": ink.paper, "normal_border": ink.accent}  # fmt: skip
    flat = {"shape": "rounded_rectangle", "shape_corner_radius": "4", "border_width": "1", "shadow_width": "0",
            "tool_tip_delay": str(HINT_SECONDS)}  # fmt: skip
    paper = {**plain, "dark_bg": ink.paper, "normal_bg": ink.paper, "selected_bg": ink.hovered}
    still = {"border_width": "0", "shadow_width": "0", "padding": f"{look.px(6)},{look.px(4)}"}
    return {
        "button": {"colours": plain, "font": face, "misc": flat},
        "#loud": {"colours": {**plain, **inverse}, "font": face, "misc": flat},
        "#chosen": {"colours": {**plain, **inverse}, "font": face, "misc": flat},
        "text_box": {"colours": paper, "font": face, "misc": still},
        "tool_tip": {"colours": paper, "font": face, "misc": {"rect_width": str(look.px(280))}},
        "tool_tip.text_box": {"colours": paper, "font": {**face, "size": str(look.px(SMALL))},
                              "misc": {"border_width": "1", "shadow_width": "0"}},
        "text_entry_line": {"colours": paper, "font": face, "misc": {"border_width": "1", "shadow_width": "0"}},
        "vertical_scroll_bar": {"colours": plain, "misc": {"shadow_width": "0", "border_width": "0"}},
    }  # fmt: skip
