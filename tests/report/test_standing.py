"""How the objectives of a side stand, in words that a player reads."""

from __future__ import annotations

import pytest

from sim.play.game import Game
from sim.report.standing import standings
from sim.scenario.compile import load


@pytest.mark.parametrize(("name", "side"), [("dawn-3", "isil"), ("day-of-wrath", "opposition")])
def test_what_is_asked_and_how_it_stands_is_said_with_names(name: str, side: str) -> None:
    game = Game(load(name), 1, side)
    found = standings(game.scenario, game.seen)
    assert found
    for one in found:
        assert one.stood
        assert not set("{}_") & set(" ".join((one.asked, *one.stood)))


def test_the_share_of_a_town_that_is_asked_is_said() -> None:
    game = Game(load("dawn-3"), 1, "government")
    town = standings(game.scenario, game.seen)[0]
    assert town.asked == "90 percent or more of Abu Kamal is held by the government side."
    assert town.stood == ("Abu Kamal held by ISIL.",)
