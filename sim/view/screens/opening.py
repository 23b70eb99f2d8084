"""How a game comes onto the table: taken over from history, or taken up again from a file.

Its turns so far are lived one at a time, and the window says meanwhile how far that has come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import AbuKamalError
from sim.play.commander import Commander
from sim.play.course import Known, header_for
from sim.play.game import Game, Person
from sim.play.roster import commander_named, foes_of, persons_of
from sim.play.saves import GameFile, read_plan
from sim.record.record import Header
from sim.rules.moment import Moment
from sim.rules.sequence import Watch
from sim.scenario.scenario import Scenario
from sim.state.state import State
from sim.view.campaign import Campaign
from sim.view.opened import Opened, opened
from sim.view.screen import Screen
from sim.view.screens.progress import Progress
from sim.view.screens.saved import saves_of
from sim.view.screens.seats import Sitting
from sim.view.screens.table import Table

if TYPE_CHECKING:
    from sim.view.app import App


class Coming:
    """A game on its way to the table, led by a person on each of `sides`; `game_of` makes it, waiting."""

    def __init__(
        self, app: App, found: Opened, seed: int, sides: Sequence[str], game_of: Callable[[Watch], Game],
        file: GameFile | None, fresh: bool = True,
    ) -> None:  # fmt: skip
        self.app, self.found, self.file, self.fresh = app, found, file, fresh
        self.warnings: Sequence[str] = ()
        self.plans: dict[str, list[str]] = {}  # lines by side, for the turn at hand
        self._watches: list[Watch] = []
        self.game = game_of(self._watch)
        self.campaigns = [Campaign(found, seed, side, self._seat_of(side)) for side in sides]

    def _seat_of(self, side: str) -> Callable[[Watch], Game]:
        def seat(watch: Watch) -> Game:
            self._watches.append(watch)
            return self.game.seat(side)

        return seat

    def _watch(self, state: State, moment: Moment) -> None:
        for watch in self._watches:
            watch(state, moment)

    def table(self) -> Table:
        """Return the table of the first person, once all turns are lived again, with what was planned."""
        for campaign in self.campaigns:
            campaign.read()
        if len(self.campaigns) > 1:
            tables: Sequence[Table] = Sitting(self.app, self.found, self.campaigns, self.file).tables
        else:
            tables = [Table(self.app, self.found, self.campaigns[0], self.file)]
        for table in tables:
            lost = table.game.plan_again(self.plans.get(self.found.scenario.sides[table.game.side], ()))
            table.said = "; ".join([*self.warnings, *lost])
        return tables[0]

    def give_up(self) -> None:
        """Let go of the file; of a game that was never begun nothing is left."""
        if self.file is not None:
            self.file.close()
            saves = saves_of(self.app.folder)
            if self.fresh and saves is not None:
                saves.remove(self.file.path)


class Opening(Progress):
    """A game is on its way to the table."""

    def __init__(self, app: App, coming: Coming) -> None:
        super().__init__(app)
        self.coming, self._arrived = coming, False

    @property
    def title(self) -> str:
        """Name the scenario."""
        return self.coming.found.scenario.title

    @property
    def come(self) -> tuple[int, int]:
        """Return how far the game has come."""
        return self.coming.game.turn, self.coming.game.due

    def work(self, enough: Callable[[], bool]) -> bool:
        """Live turns; a record that turns out to be spoiled leads back, with the reason."""
        try:
            return self.coming.game.catch_up(enough)
        except (AbuKamalError, OSError) as error:
            self.app.back()
            self.app.notice = str(error)
            return False

    def arrive(self) -> None:
        """Show the table."""
        table = self.coming.table()
        self._arrived = True
        self.app.replace(table)
        table.arrived()

    def closed(self) -> None:
        """Leave the game alone: nobody waits for it any more."""
        if not self._arrived:
            self.coming.give_up()


def bring(app: App, coming: Coming, put: Callable[[Screen], object]) -> None:
    """Bring a game onto the table, by way of a screen that shows how far it is where that takes its time."""
    screen = Opening(app, coming)
    put(screen)
    screen.advance(0)


def taking_over(
    app: App, found: Opened, seed: int, side: str, opponent: str, turn: int, known: Known | None = None
) -> Coming:  # fmt: skip
    """Begin a game in which a person leads a side from a turn (from 0) on, kept as it is played.

    `opponent` is `history`, or the name of a commander, who leads every hostile side that can be led, or `person`.
    What is `known` of history in the same world is not played again.
    """
    scenario = found.scenario
    others = opponents(scenario, side, opponent)
    file = _begun(app, found, header_for(scenario, seed, {**others, side: Person()}, found.written))
    keep, note = (None, None) if file is None else (file.keep, file.note)
    sides = [side, *(name for name, who in others.items() if isinstance(who, Person))]
    return Coming(
        app, found, seed, sides,
        lambda watch: Game(scenario, seed, side, others, turn, keep, note, watch, waiting=True, known=known), file,
    )  # fmt: skip


def taking_up(app: App, path: Path) -> Coming:
    """Go on with a game as it was left, its plan too; raise what a spoiled file raises."""
    file, record, warnings = GameFile.resume(path)
    header = record.header
    try:
        found = opened(header.path or header.scenario)
        coming = Coming(
            app, found, header.seed, persons_of(header),
            lambda watch: Game.resume(found.scenario, record, file.keep, file.note, watch, waiting=True), file, False,
        )  # fmt: skip
    except BaseException:
        file.close()
        raise
    coming.warnings = warnings
    coming.plans = {side: read_plan(path, len(record.turns), side) for side in coming.game.people}
    return coming


def taken_over(app: App, found: Opened, seed: int, side: str, opponent: str, turn: int) -> Table:
    """Return the table of a game that is taken over, as `taking_over`, with all its turns lived at once."""
    coming = taking_over(app, found, seed, side, opponent, turn)
    try:
        coming.game.catch_up()
    except BaseException:
        coming.give_up()
        raise
    return coming.table()


def opponents(scenario: Scenario, side: str, who: str) -> dict[str, Commander]:
    """Return commanders for the hostile sides that can be led; none where history leads them."""
    made = ((name, Person() if who == Person.name else commander_named(who)) for name in foes_of(scenario, side))
    return {name: commander for name, commander in made if commander is not None}


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
