"""Undo and redo: whatever is done to a plan leads back and forth as a list of lists would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import Illegal
from sim.orders.notation import parse_order
from sim.play.game import Game, Plans
from sim.play.planning import RESOLVED, Planning
from sim.scenario.compile import load
from sim.state.state import digests_of

LINES = (
    "hezbollah hold", "hezbollah attack t2_station", "hezbollah-1 dig", "desert-army move t2_station",
    "hezbollah hold at 16:00", "desert-army hold", "hezbollah attack abu_kamal via t2_station",
    "hezbollah attack abu_kamal via t2_station line-45 @15,45",
)  # fmt: skip
ACTS = st.one_of(
    st.sampled_from([("give", line) for line in LINES]),
    st.sampled_from([("drop", "hezbollah"), ("drop", "desert-army"), ("clear", "")]),
    st.sampled_from([("undo", ""), ("redo", "")] * 4),
)


class Model:
    """The plainest thing that can do the same: all plans ever made, and which of them counts."""

    def __init__(self) -> None:
        self.plans: list[list[str]] = [[]]
        self.at = 0

    @property
    def plan(self) -> list[str]:
        return self.plans[self.at]

    def act(self, what: str, word: str) -> None:
        if what == "undo":
            self.at = max(self.at - 1, 0)
            return
        if what == "redo":
            self.at = min(self.at + 1, len(self.plans) - 1)
            return
        after = {"give": self._given, "drop": self._dropped, "clear": lambda _: []}[what](word)
        if after != self.plan:
            self.plans = [*self.plans[: self.at + 1], after]
            self.at += 1

    def _given(self, line: str) -> list[str]:
        if line in self.plan:
            return self.plan
        key = (line.split()[0], line.partition(" at ")[2])
        return [one for one in self.plan if (one.split()[0], one.partition(" at ")[2]) != key] + [line]

    def _dropped(self, who: str) -> list[str]:
        return [one for one in self.plan if one.split()[0] != who]


def act(planning: Planning, what: str, word: str) -> None:
    if what == "give":
        planning.put(parse_order(word))
    elif what == "clear":
        planning.replace((), "withdrawn")
    else:
        getattr(planning, what)(*([word] if word else []))


@settings(max_examples=1000, deadline=None)
@given(st.lists(ACTS, max_size=30))
def test_a_thousand_changes_of_mind(acts: list[tuple[str, str]]) -> None:
    planning, model = Planning(), Model()
    for what, word in acts:
        act(planning, what, word)
        model.act(what, word)
        assert [str(order) for order in planning.orders] == model.plan
        assert bool(planning.cannot_undo) == (model.at == 0)
        assert bool(planning.cannot_redo) == (model.at == len(model.plans) - 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(ACTS, st.just(("give", "isil-t2 hold"))), max_size=12))
def test_a_game_is_not_touched_by_its_plan(acts: list[tuple[str, str]]) -> None:
    game, model = Game(load("dawn-3"), 1, "government"), Model()
    digests = digests_of(game.state, [b""])
    for what, word in acts:
        if word.startswith("isil"):
            with pytest.raises(Illegal):
                game.give(word)
            continue
        getattr(game, what)(*([word] if word else []))
        model.act(what, word)
        assert [str(order) for order in game.planned] == model.plan
    assert digests_of(game.state, [b""]) == digests


def test_what_cannot_be_undone_says_why() -> None:
    game = Game(load("day-of-wrath"), 1, "isil")
    assert (game.cannot_undo, game.cannot_redo) == ("nothing is planned", "nothing was undone")
    who = game.idle()[0]
    game.give(f"{who} dig")
    game.give(f"{who} hold")
    assert game.cannot_undo == ""
    assert game.undo() == f"{who} hold (in place of: {who} dig)"
    assert [str(order) for order in game.planned] == [f"{who} dig"]
    assert game.cannot_redo == ""
    game.resolve()
    assert (game.undo(), game.redo()) == (None, None)
    assert (game.cannot_undo, game.cannot_redo) == (RESOLVED, RESOLVED)
    game.give(f"{who} rest")
    assert game.undo() == f"{who} rest"
    assert game.cannot_undo == RESOLVED
    assert game.redo() == f"{who} rest"


def test_every_change_is_noted() -> None:
    noted: list[tuple[int, list[str]]] = []

    def note(turn: int, plans: Plans) -> None:
        noted.append((turn, [*map(str, plans["isil"])]))

    game = Game(load("day-of-wrath"), 1, "isil", note=note)
    who = game.idle()[0]
    game.give(f"{who} dig")
    game.undo()
    game.redo()
    game.drop(who)
    assert noted == [(0, [f"{who} dig"]), (0, []), (0, [f"{who} dig"]), (0, [])]
    with pytest.raises(Illegal):
        game.give("nobody hold")
    assert len(noted) == 4
