"""Games that were kept: the list of them, the newest first, and how one is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from sim.errors import AbuKamalError
from sim.scenario.load import available, load_files
from sim.scenario.schema import ScenarioSheet
from sim.view.rows import Line, Row
from sim.view.screens.listed import Listed
from sim.view.screens.verified import verification

if TYPE_CHECKING:
    from sim.play.saves import Save, Saves
    from sim.view.app import App


@dataclass(frozen=True)
class Saved:
    """A game on disk.  One that cannot be read has a `fault` and perhaps nothing else but its path."""

    path: Path
    scenario: str = ""  # its title
    side: str = ""  # the name of the side that is led
    turn: int = 0  # the turn that is planned next, from 1
    turns: int = 0
    moment: datetime | None = None  # in the scenario
    kept: datetime | None = None  # when it was written
    name: str = ""  # what the person called it; empty for one that was kept by itself
    fault: str = ""


def saves_of(folder: Path | None) -> Saves | None:
    """Return the folder of games beside the settings; None where nothing is kept."""
    from sim.play.saves import Saves

    return None if folder is None else Saves(folder / "saves")


def saved_games(folder: Path | None) -> list[Saved]:
    """Return the games of a folder, the newest first, those that cannot be read among them."""
    saves = saves_of(folder)
    return [] if saves is None else [_saved(one) for one in saves.listed()]


def _saved(one: Save) -> Saved:
    """Return what is shown of a file."""
    kept = datetime.fromtimestamp(one.modified_ns / 1e9) if one.modified_ns else None
    name, fault = "" if one.auto else one.name, one.fault
    title, side = one.scenario, one.side
    if one.scenario in available():
        sheet = _shipped(one.scenario)
        title, side = sheet.title, _names(sheet, one.side)
    if not fault and not one.side:
        fault = "nobody leads a side of it in person: it can be watched in the terminal, not played on"
    if not fault and one.over:
        fault = ""
    return Saved(one.path, title, side, one.turn + 1, one.turns, one.date, kept, name, fault)


@cache
def _shipped(name: str) -> ScenarioSheet:
    """Return what a shipped scenario says of itself; it does not change while the window is open."""
    return load_files(name).scenario


def _names(sheet: ScenarioSheet, led: str) -> str:
    """Write the names of the sides that are led, as a save has their ids."""
    names = {part.id: part.name for part in sheet.sides}
    return " and ".join(names.get(side, side) for side in led.split(" and "))


def resume(app: App, game: Saved) -> None:
    """Take up a game again: show the screen on which it is played."""
    from sim.view.screens.opening import bring, taking_up

    try:
        bring(app, taking_up(app, game.path), app.show)
    except (AbuKamalError, OSError) as error:
        app.notice = str(error)


def newest(games: Sequence[Saved]) -> Saved | None:
    """Return the newest game that can be read."""
    return next((game for game in games if not game.fault), None)


def why_none(folder: Path | None, games: Sequence[Saved]) -> str:
    """Say why there is nothing to go on with."""
    if folder is None:
        return "there is no folder for saved games"
    return "none of the saved games can be read; Load says why" if games else "no game has been saved yet"


class Load(Listed):
    """The saved games, to choose one of."""

    heading = "Load a game"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.games = saved_games(app.folder)

    def fill(self, body: pygame.Rect) -> None:
        """List the games."""
        self.rows.arrange(body, self.look)
        self.rows.show([self._row(game) for game in self.games] or [Row((Line(self._nothing(), "slanted"),))],
                       stay=True)  # fmt: skip
        if self.rows.chosen < 0:
            able = (row for row, game in enumerate(self.games) if not game.fault)
            self.rows.chosen = next(able, 0 if self.games else -1)

    def fill_foot(self, foot: pygame.Rect) -> None:
        """Put a button for the game that is chosen."""
        box = pygame.Rect(foot.left, foot.top, self.look.px(150), foot.height)
        able = newest(self.games) is not None
        self.form.button(box, "Load", self._load, able=able, loud=able, tip="go on with the chosen game (Enter)")
        box = pygame.Rect(box.right + self.look.px(12), foot.top, self.look.px(110), foot.height)
        self.form.button(box, "Verify", self._verify, able=bool(self.games),
                         tip="replay the chosen game and say whether every turn comes out as written")  # fmt: skip

    def _row(self, game: Saved) -> Row:
        if game.fault:
            lines = (Line(game.name or game.path.name, "strong"), Line(game.fault, "warning"),
                     Line("It cannot be gone on with here; Enter, or Verify, replays it as far as it goes.", "faint"))
            return Row(lines, partial(self._resume, game))
        about = f"{game.side}, turn {game.turn} of {game.turns}"
        if game.moment is not None:
            about += f", {game.moment.day} {game.moment:%B %Y, %H:%M}"
        when = f"{game.kept.day} {game.kept:%b %Y, %H:%M}" if game.kept is not None else ""
        title = f"{game.name}: {game.scenario}" if game.name else game.scenario
        lines = (Line(title, "strong"), Line(about), Line(game.path.name, "faint"))
        return Row(lines, partial(self._resume, game), when)

    def _nothing(self) -> str:
        why = why_none(self.app.folder, self.games)
        return f"{why[0].upper()}{why[1:]}."

    def _load(self) -> None:
        if 0 <= self.rows.chosen < len(self.games):
            self._resume(self.games[self.rows.chosen])

    def _resume(self, game: Saved) -> None:
        """Go on with a game; say of one that cannot be gone on with what is wrong with it."""
        if game.fault:
            self.app.show(verification(self.app, game.path, game.turn - 1))
        else:
            resume(self.app, game)

    def _verify(self) -> None:
        """Replay the chosen game."""
        if 0 <= self.rows.chosen < len(self.games):
            game = self.games[self.rows.chosen]
            self.app.show(verification(self.app, game.path, game.turn - 1))
