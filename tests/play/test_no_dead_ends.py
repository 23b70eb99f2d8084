"""Games of chance against chance, with orders that are wrong on purpose: all end, and nothing impossible happens."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from sim.errors import Illegal
from sim.orders.notation import VERBS, parse_order
from sim.orders.order import LEAD, orders_of, together
from sim.play.chance import Chance
from sim.play.course import decided
from sim.play.game import Game
from sim.rules.legal import refusal
from sim.rules.sequence import step
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.observation import observe
from sim.state.setup import setup

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "rules"))
from invariants import Watcher

BATCH = 100


def wild(scenario: Scenario, draw: np.random.Generator) -> str:
    """Return a line that may mean anything: any word where any word can stand."""
    who = [*scenario.forces.ids, *scenario.formations.ids, *scenario.packages.ids, *scenario.sides, "nobody"]
    goals = [*scenario.places, "@0,0", "@999,9", "atlantis", *scenario.ruleset.doctrines.ids, ""]
    verbs = [*(verb for verb in VERBS if verb != LEAD), "storm"]
    words = [str(draw.choice(who)), str(draw.choice(verbs)), str(draw.choice(goals))]
    if draw.integers(4) == 0:
        words += ["via", *(str(draw.choice(goals)) or "x" for _ in range(int(draw.integers(1, 7))))]
    if draw.integers(6) == 0:
        words += ["at", str(draw.choice(["08:00", "25:00", "noon"]))]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("name", ["day-of-wrath", "dawn-3"])
def test_games_of_chance_end_and_keep_the_invariants(name: str, request: pytest.FixtureRequest) -> None:
    """The whole number is `--games 2000`; the default is what a newcomer has patience for."""
    games = int(request.config.getoption("--games")) // 2
    scenario = load(name)
    for first in range(0, games, BATCH):
        play(scenario, range(first, min(first + BATCH, games)))


def play(scenario: Scenario, seeds: range) -> None:
    """Play some games together; beside the orders of chance each side gets wild ones, most of them impossible."""
    worlds = len(seeds)
    draw = np.random.default_rng(7 + seeds[0])
    state = setup(scenario, seeds)
    watcher = Watcher(scenario, state)
    who = {side: Chance() for side in scenario.sides}
    legal = wrong = 0
    for _ in range(scenario.clock.turns):
        parts = [decided(scenario, state, who)]
        for side in range(len(scenario.sides)):
            seen = observe(scenario, state, side)
            for _ in range(max(worlds // 2, 6)):
                line, world = wild(scenario, draw), int(draw.integers(worlds))
                try:
                    order = parse_order(line)
                    refused = refusal(scenario, seen, order, world)
                except Illegal:
                    refused = "unreadable"
                if refused:
                    wrong += 1
                else:
                    legal += 1
                    parts[0] = together([parts[0], orders_of(scenario, [(scenario.sides[side], order)], world)])
        state, _ = step(scenario, state, parts[0], watcher.watch)
    assert state.impulse == scenario.clock.impulses
    assert not watcher.faults, "\n".join(watcher.faults[:5])
    assert wrong > legal > 0


def test_refused_orders_leave_a_game_as_it_was() -> None:
    scenario = load("day-of-wrath")
    draw = np.random.default_rng(3)
    plain, pestered = (Game(scenario, 9, "isil", {"opposition": Chance()}) for _ in range(2))
    while not plain.over:
        for _ in range(20):
            kept = list(pestered.planned)
            with suppress(Illegal):
                pestered.give(wild(scenario, draw))
            pestered.planned = kept
        plain.resolve()
        pestered.resolve()
    assert plain.state.digests == pestered.state.digests
