"""Keys: what each does, in words, and which key it is; every one can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygame


@dataclass(frozen=True)
class Action:
    """Something that a key does."""

    id: str
    keys: tuple[str, ...]  # the first is the one that is shown
    words: str
    group: str  # where it is in force: everywhere, map, film, table


ACTIONS = (
    Action("help", ("f1",), "help: keys, rules, glossary", "everywhere"),
    Action("back", ("escape",), "close, go back", "everywhere"),
    Action("options", ("f10",), "options", "everywhere"),
    Action("full_screen", ("f11",), "the whole screen, and back", "everywhere"),
    Action("tutorial_on", ("f2",), "tutorial: leave out this step", "everywhere"),
    Action("tutorial_end", ("shift+f2",), "tutorial: leave it", "everywhere"),
    Action("zoom_in", ("+", "="), "zoom in", "map"),
    Action("zoom_out", ("-",), "zoom out", "map"),
    Action("fit", ("home", "0"), "show the whole map", "map"),
    Action("pan_left", ("ctrl+left",), "move the map left", "map"),
    Action("pan_right", ("ctrl+right",), "move the map right", "map"),
    Action("pan_up", ("ctrl+up",), "move the map up", "map"),
    Action("pan_down", ("ctrl+down",), "move the map down", "map"),
    Action("find", ("ctrl+f", "/"), "find a place or unit", "map"),
    Action("overlay_movement", ("1",), "overlay: movement", "map"),
    Action("overlay_supply", ("2",), "overlay: supply", "map"),
    Action("overlay_control", ("3",), "overlay: control", "map"),
    Action("overlay_threat", ("4",), "overlay: threat", "map"),
    Action("overlay_detection", ("5",), "overlay: detection", "map"),
    Action("overlay_confidence", ("6",), "overlay: confidence", "map"),
    Action("viewer", ("v",), "overlays as the other side knows it", "map"),
    Action("log", ("l",), "the log", "map"),
    Action("sources", ("s",), "sources of what is chosen", "map"),
    Action("play", ("space",), "play, pause", "film"),
    Action("step_back", ("left",), "an impulse back", "film"),
    Action("step_on", ("right",), "an impulse on", "film"),
    Action("day_back", ("shift+left", "page up"), "a day back", "film"),
    Action("day_on", ("shift+right", "page down"), "a day on", "film"),
    Action("event_on", ("e",), "the next cited event", "film"),
    Action("event_back", ("shift+e",), "the cited event before", "film"),
    Action("first", ("ctrl+home",), "the beginning", "film"),
    Action("last", ("end",), "the end, or now", "film"),
    Action("slower", (",",), "slower", "film"),
    Action("faster", (".",), "faster", "film"),
    Action("command", ("c",), "take command here", "film"),
    Action("ending", ("o",), "how it went", "film"),
    Action("resolve", ("ctrl+return",), "resolve the turn", "table"),
    Action("undo", ("ctrl+z",), "undo", "table"),
    Action("redo", ("ctrl+y", "ctrl+shift+z"), "redo", "table"),
    Action("save", ("ctrl+s",), "save the game under a name", "table"),
    Action("idle", ("n",), "the next unit without an order", "table"),
    Action("unit_on", ("]",), "the next unit", "table"),
    Action("unit_back", ("[",), "the unit before", "table"),
    Action("order_move", ("m",), "order: move", "table"),
    Action("order_attack", ("a",), "order: attack", "table"),
    Action("order_hold", ("h",), "order: hold", "table"),
    Action("order_dig", ("d",), "order: dig in", "table"),
    Action("order_withdraw", ("w",), "order: withdraw", "table"),
    Action("order_raid", ("r",), "order: raid", "table"),
    Action("give", ("return",), "give the order that is aimed (the arrow keys move the aim)", "table"),
    Action("stop", ("shift+return",), "a stop on the way where the aim is; on the last stop: take it away", "table"),
    Action("page_unit", ("f3",), "the unit", "table"),
    Action("page_air", ("f4",), "the aircraft", "table"),
    Action("page_plan", ("f5",), "the plan", "table"),
    Action("page_goals", ("f6",), "the objectives", "table"),
    Action("page_log", ("f7",), "what was seen today", "table"),
    Action("page_history", ("f8",), "how it stands beside history", "table"),
)


def chord(event: pygame.event.Event) -> str:
    """Return the name of what was pressed: "ctrl+z", "f1", "+"."""
    name = pygame.key.name(event.key)
    held = [word for word, mask in (("ctrl", pygame.KMOD_CTRL), ("alt", pygame.KMOD_ALT)) if event.mod & mask]
    letter = getattr(event, "unicode", "")
    if letter and letter.isprintable() and not letter.isalnum() and letter != " " and not held:
        return str(letter)  # "+" is what is on the key, wherever the layout has it
    if event.mod & pygame.KMOD_SHIFT:
        held.append("shift")
    return "+".join((*held, name))


class Keys:
    """Which chord does what; `changed` maps actions to chords of a person's own."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self.changed = {name: key for name, key in (changed or {}).items() if name in {one.id for one in ACTIONS}}

    def of(self, action: str) -> tuple[str, ...]:
        """Return the chords of an action."""
        own = self.changed.get(action)
        return (own,) if own else next(one.keys for one in ACTIONS if one.id == action)

    def shown(self, action: str) -> str:
        """Return the first chord of an action as it is written for people."""
        return self.all_shown(action)[0]

    def all_shown(self, action: str) -> tuple[str, ...]:
        """Return the chords of an action as they are written for people."""
        return tuple("+".join(_TITLES.get(part, part.title()) for part in _parts(one)) for one in self.of(action))

    def tip(self, action: str) -> str:
        """Return what an action does, with its key."""
        return f"{next(one.words for one in ACTIONS if one.id == action)} ({self.shown(action)})"

    def action(self, event: pygame.event.Event) -> str:
        """Return what a key press does; empty for nothing."""
        pressed = chord(event)
        return next((one.id for one in ACTIONS if pressed in self.of(one.id)), "")

    def refusal(self, action: str, pressed: str) -> str:
        """Say why a chord cannot be given to an action; empty if it can."""
        if pressed in ("tab", "shift+tab"):
            return "Tab goes from button to button"
        other = next((one for one in ACTIONS if one.id != action and pressed in self.of(one.id)), None)
        return f"{pressed} is taken: {other.words}" if other else ""

    def change(self, action: str, pressed: str) -> str:
        """Give an action a chord of its own; return why not."""
        why = self.refusal(action, pressed)
        if not why:
            self.changed[action] = pressed
        return why


_TITLES = {"left": "←", "right": "→", "up": "↑", "down": "↓", "return": "Enter", "escape": "Esc", "space": "Space"}


def _parts(pressed: str) -> list[str]:
    return [pressed] if len(pressed) == 1 else pressed.split("+")
