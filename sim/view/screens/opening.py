"""How a game comes onto the table: taken over from history, or taken up again from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import AbuKamalError, Illegal
from sim.play.commander import Commander
from sim.play.course import header_for
from sim.play.game import Game, Person
from sim.play.roster import commander_named
from sim.play.saves import GameFile, read_plan
from sim.record.record import Header
from sim.scenario.load import available
from sim.scenario.scenario import Scenario
from sim.view.campaign import Campaign
from sim.view.opened import Opened, opened
from sim.view.screens.saved import saves_of
from sim.view.screens.table import Table

if TYPE_CHECKING:
    from sim.view.app import App


def taken_over(app: App, found: Opened, seed: int, side: str, opponent: str, turn: int) -> Table:
    """Return the table of a game in which a person leads a side from a turn (from 0) on, kept as it is played.

    `opponent` is `history` or the name of a commander, who leads every hostile side that can be led.
    """
    scenario = found.scenario
    others = opponents(scenario, side, opponent)
    file = _begun(app, found, header_for(scenario, seed, {**others, side: Person()}, _path(found)))
    keep, note = (None, None) if file is None else (file.keep, file.note)
    campaign = Campaign(
        found, seed, side, lambda watch: Game(scenario, seed, side, others, turn, keep, note, watch)
    )  # fmt: skip
    return Table(app, found, campaign, file)


def taken_up(app: App, path: Path) -> Table:
    """Return the table of a game as it was left, its plan too; raise what a spoiled file raises."""
    file, record, warnings = GameFile.resume(path)
    header = record.header
    try:
        found = opened(header.path or header.scenario)
        side = next(name for name, who in header.commanders if who == Person.name)
        campaign = Campaign(
            found, header.seed, side, lambda watch: Game.resume(found.scenario, record, file.keep, file.note, watch)
        )  # fmt: skip
    except BaseException:
        file.close()
        raise
    table = Table(app, found, campaign, file)
    lost = []
    for line in read_plan(path, campaign.game.turn):
        try:
            campaign.game.give(line)
        except Illegal as error:
            lost.append(f"no longer planned: {line}: {error}")
    table.said = "; ".join([*warnings, *lost])
    return table


def opponents(scenario: Scenario, side: str, who: str) -> dict[str, Commander]:
    """Return commanders for the hostile sides that can be led; none where history leads them."""
    lead = scenario.sides.index(side)
    found = {}
    for row, name in enumerate(scenario.sides):
        commander = commander_named(who)
        if commander is not None and scenario.hostile[lead][row] and scenario.playable[row]:
            found[name] = commander
    return found


def _path(found: Opened) -> str:
    """Return what a record says of where the scenario is: nothing for a shipped one."""
    return "" if found.name in available() else Path(found.name).name


def _begun(app: App, found: Opened, header: Header) -> GameFile | None:
    """Begin the file of a new game; where that is not possible, the window says so and the game goes on unkept."""
    saves = saves_of(app.folder)
    if saves is None:
        return None
    try:
        return GameFile.create(saves.begin(), header)
    except (OSError, AbuKamalError) as error:
        app.notice = f"the game cannot be kept: {error}"
        return None
