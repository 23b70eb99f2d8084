"""Two people at one screen: each plans at a table of his own, and between them falls the curtain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.play.saves import GameFile
from sim.view.bar import Control
from sim.view.campaign import Campaign
from sim.view.opened import Opened
from sim.view.screens.curtain import Curtain
from sim.view.screens.table import Table

if TYPE_CHECKING:
    from sim.view.app import App


class Sitting:
    """Whose turn it is.  One after the other plans; after the last the turn is resolved, and each sees his own film of
    it before he plans again.
    """

    def __init__(
        self, app: App, opened: Opened, campaigns: Sequence[Campaign], file: GameFile | None = None
    ) -> None:  # fmt: skip
        self.app, self.at, self._count = app, 0, len(campaigns)
        self.tables = [Seat(app, opened, campaign, file, self) for campaign in campaigns]

    @property
    def last(self) -> bool:
        """Say whether everybody else has planned."""
        return self.at == self._count - 1

    def begin(self) -> None:
        """Let the curtain fall before the first, whose table is shown already."""
        self._fall()

    def done(self) -> None:
        """Go on to the next, after the last with the turn resolved."""
        if self.last and not self.tables[0].game.over:
            self._resolve()
        self.at = (self.at + 1) % self._count
        self.app.swap(self.tables[self.at])
        self._fall()

    def _resolve(self) -> None:
        first, *others = (table.campaign for table in self.tables)
        began = first.resolve()
        for campaign in others:
            campaign.read()
        for table in self.tables:
            table.unseen = began
        self.app.tone("resolved")

    def _fall(self) -> None:
        table = self.tables[self.at]
        game, clock = table.game, table.scenario.clock
        said = "the game is over" if game.over else f"turn {game.turn + 1} of {clock.turns}"
        self.app.show(Curtain(self.app, table.scenario.side_names[game.side], table.come, said))


class Seat(Table):
    """The table of one of two people; `unseen` is the sample at which a turn began that he has not been shown."""

    def __init__(
        self, app: App, opened: Opened, campaign: Campaign, file: GameFile | None, sitting: Sitting
    ) -> None:  # fmt: skip
        self.sitting, self.unseen = sitting, -1
        super().__init__(app, opened, campaign, file)

    def arrived(self) -> None:
        """Begin with the curtain."""
        self.sitting.begin()

    def come(self) -> None:
        """Show what the person has not seen yet: the curtain is gone."""
        if self.map.look is not self.look:
            self.relook()  # the other has changed how things look
        began, self.unseen = self.unseen, -1
        if began >= 0:
            self.show_turn(began)
            self._ended = False  # how it went is looked at together, when both have seen the last turn
        self.arrange()

    def tone(self, name: str) -> None:
        """Be silent while one plans: the other would count the orders."""

    def controls(self) -> list[Control]:
        """Return those of a table; what resolves the turn there gives way to the other here."""
        words = "Resolve turn" if self.sitting.last and not self.game.over else "Done"
        able = self.present or self.game.over
        own = self.control(words, "resolve", right=True, loud=True, able=able, why=self._why(able))
        return [*(one for one in super().controls() if one.text != "Resolve turn"), own]

    def _why(self, able: bool) -> str:
        if not able:
            return self._not_now()
        key = self.app.keys.shown("resolve")
        return f"both have planned: resolve the turn ({key})" if self.sitting.last else f"give way to the other ({key})"

    def resolve(self, sure: bool = False) -> None:
        """Have done with the turn; when the game is over, give way to the other."""
        if self.game.over:
            self.carry_out()
        else:
            super().resolve(sure)

    def carry_out(self) -> None:
        """Give way to the other, or resolve the turn if he has planned."""
        self.put_away()
        self.playing = False
        self.sitting.done()
