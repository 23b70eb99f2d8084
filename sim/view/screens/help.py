"""Help: the keys, the rules, the glossary."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pygame

from sim.report.rulebook import rulebook
from sim.view.keys import ACTIONS
from sim.view.screens.sheet import Sheet

if TYPE_CHECKING:
    from sim.view.app import App

CHAPTERS = (("keys", "Keys"), ("rules", "Rules"), ("glossary", "Glossary"))
GLOSSARY = (
    ("Block", "A part of a town that one side holds; shares of a town are counted in blocks."),
    ("Breakdown", "The list of named modifiers behind a fight; what is shown before it is what decides it."),
    ("Cohesion", "How far a unit still acts as one body, 0 to 100; below a limit it falls back."),
    ("Contested", "A claim that another document contradicts; both are shown, neither is dropped."),
    ("Control", "Which side's word counts in a hex; it stays when the unit moves on, until another comes."),
    ("Detection", "What a side knows of an enemy: where, how many to the nearest fifty, how long ago."),
    ("Deviation", "An order or event of history that no longer made sense after a person took command."),
    ("Formation", "Units under one plan, one depot and one commander; they can be ordered together."),
    ("Impulse", "The step in which a turn is resolved; four hours in 2017, one hour in 2016."),
    ("Posture", "What a unit is about: standing, dug in, moving, attacking, hidden, falling back."),
    ("Step of odds", "A factor of the fourth root of two; four steps are two to one."),
    ("Supply", "Hours for which a unit can live and fight on what it carries."),
    ("Turn", "Both sides plan, then everything is resolved at once; a day in 2017, three hours in 2016."),
    ("World", "One course of luck, named by a number; the same number and orders give the same course."),
    ("Zone of control", "Ground beside a unit that an enemy crosses slowly or not at all."),
)  # fmt: skip


class Help(Sheet):
    """Three chapters, one of which is open."""

    heading = "Help"

    def __init__(self, app: App, chapter: str = "keys") -> None:
        super().__init__(app)
        self.chapter = chapter

    def fill(self, body: pygame.Rect) -> None:
        """Put the choice of chapter and the chapter."""
        row = pygame.Rect(body.left, body.top, self.look.px(360), self.look.px(32))
        self.form.choice(row, CHAPTERS, self.chapter, self._open)
        text = {"keys": self._keys, "rules": _rules, "glossary": _glossary}[self.chapter]()
        top = row.bottom + self.look.px(10)
        self.form.text(pygame.Rect(body.left, top, body.width, body.bottom - top), text)

    def help(self) -> None:
        """Go back: it is open already."""
        self.app.back()

    def _open(self, chapter: str) -> None:
        self.chapter = chapter
        self.arrange()

    def _keys(self) -> str:
        groups = {"everywhere": "Everywhere", "map": "On the map", "film": "In the film", "table": "At the table"}
        parts = ["Every key can be changed in the options (F10). Tab goes from button to button, Enter presses it."]
        for group, title in groups.items():
            rows = [
                f"<b>{escape(' or '.join(self.app.keys.all_shown(one.id)))}</b>   {escape(one.words)}"
                for one in ACTIONS if one.group == group
            ]  # fmt: skip
            parts.append(f"<b>{title}</b><br>" + "<br>".join(rows))
        parts.append("<b>Mouse</b><br>wheel: zoom where the pointer is; drag: move the map; click: choose")
        return "<br><br>".join(parts)


def _rules() -> str:
    return "<br><br>".join(
        f"<b>{section.number}. {escape(section.title)}</b><br>"
        + "<br>".join(escape(f"{rule.number}  {rule.text} [{rule.source or 'assumed'}]") for rule in section.rules)
        for section in rulebook()
    )


def _glossary() -> str:
    return "<br><br>".join(f"<b>{escape(word)}</b><br>{escape(text)}" for word, text in GLOSSARY)
