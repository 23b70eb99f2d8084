"""A game in the window: take command, choose, order, undo, resolve, look back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from sim.orders.order import Order, hex_name
from sim.play.deviation import known_to
from sim.rules.legal import refusal
from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.asking import IdleUnits
from sim.view.screens.command import TakeCommand
from sim.view.screens.opening import taken_over, taking_over
from sim.view.screens.table import Table
from sim.view.screens.watch import Watch
from tests.view.conftest import arrive, sit_down

Press = Callable[..., bool]
Click = Callable[[tuple[int, int]], None]


@pytest.fixture
def table(app: App) -> Table:
    """Return a table on the second turn of the raid, the rebels' side, above the film."""
    return sit_down(app)


def own(table: Table) -> list[int]:
    return table.hand.units


def beside(table: Table, unit: int) -> int:
    """A hex that the unit can be ordered to."""
    here = int(table.game.seen.picture.position[0, unit])
    grid = table.scenario.map.grid
    return next(h for h in grid.neighbours[here].tolist() if h < grid.count and not table.hand.enemies_at(h))


def test_command_is_taken_from_the_film(app: App, film: Watch, press: Press) -> None:
    film.go(9)
    press("c", 0, "c")
    asked = app.top
    assert isinstance(asked, TakeCommand)
    app.draw()
    assert asked.turn == 3
    asked.form.press("Bold")
    asked.form.press(f"Lead {film.scenario.side_names[0]}")
    arrive(app)
    table = app.top
    assert isinstance(table, Table)
    assert (table.game.turn, table.present) == (3, True)
    press("escape")
    assert app.top is film


def test_a_branch_begins_as_history_did(app: App, film: Watch) -> None:
    table = taken_over(app, film.opened, film.seed, "isil", "history", 4)
    assert (table.game.state.position == film.film._states[table.campaign.now].position).all()
    assert table.campaign.time(table.campaign.now) == film.story.time(table.campaign.now)


@pytest.mark.parametrize("opponent", ["history", "doctrine", "person"])
def test_what_the_film_knows_is_not_played_again_and_makes_no_difference(
    app: App, film: Watch, opponent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = taking_over(app, film.opened, film.seed, "isil", opponent, 7)
    known = taking_over(app, film.opened, film.seed, "isil", opponent, 7, film.film.known)
    plain.game.catch_up()
    with monkeypatch.context() as stopped:
        stopped.setattr("sim.play.course.step", lambda *args: pytest.fail("it was played again"))
        known.game.catch_up()
    for _ in range(2):
        assert known.game.record() == plain.game.record()
        assert known.game.deviations() == plain.game.deviations()
        for one, other in zip(known.campaigns[0]._sights, plain.campaigns[0]._sights, strict=True):
            assert one.picture.impulse == other.picture.impulse
            assert (one.picture.fit == other.picture.fit).all()
            assert (one.picture.position == other.picture.position).all()
        assert (known.game.trace().position == plain.game.trace().position).all()
        assert (known.game.trace().killed == plain.game.trace().killed).all()
        assert len(known.game.trace().events) == len(plain.game.trace().events)
        for coming in (known, plain):
            coming.game.resolve()


def test_what_is_known_of_another_world_is_not_used(app: App, film: Watch) -> None:
    other = taking_over(app, film.opened, film.seed + 1, "isil", "history", 3, film.film.known)
    plain = taking_over(app, film.opened, film.seed + 1, "isil", "history", 3)
    for coming in (other, plain):
        coming.game.catch_up()
    assert other.game.record() == plain.game.record()


def test_a_unit_is_chosen_ordered_undone_and_redone_by_keys(app: App, table: Table, press: Press) -> None:
    press("]", 0, "]")
    assert table.hand.unit in own(table)
    app.draw()
    table.form.press("move")
    press("right")
    app.draw()
    assert table.hand.aim is not None
    press("return")
    assert [order.verb for order in table.game.planned] == ["move"]
    press("z", pygame.KMOD_CTRL)
    assert table.game.planned == []
    press("y", pygame.KMOD_CTRL)
    assert [order.verb for order in table.game.planned] == ["move"]
    table.open("plan")
    app.draw()
    box, _ = table.desk.rows[0]
    table.picked(box.center)
    assert table.game.planned == []


def test_a_click_with_the_right_button_sends_the_unit(app: App, table: Table) -> None:
    unit = own(table)[0]
    table.choose(unit, visit=True)
    app.draw()
    goal = beside(table, unit)
    app.listen([pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=3, pos=table.map.spot(goal))])
    order = table.game.planned[0]
    assert (order.who, order.verb, order.place) == (
        table.scenario.forces.ids[unit], "move", hex_name(table.scenario, goal),
    )  # fmt: skip


def test_a_counter_is_dragged_to_where_it_shall_go(app: App, table: Table) -> None:
    unit = own(table)[0]
    table.choose(unit, visit=True)
    app.draw()
    start, goal = (table.map.spot(h) for h in (table.hand.start or 0, beside(table, unit)))
    rel = (goal[0] - start[0], goal[1] - start[1])
    app.listen([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=start),
        pygame.event.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0), pos=goal, rel=rel),
        pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=goal),
    ])  # fmt: skip
    assert len(table.game.planned) == 1


def test_a_stack_is_laid_out_and_one_of_it_chosen(app: App, table: Table, click: Click, press: Press) -> None:
    stack = next(one for one in table.scene().stacks if len(one.units) > 1 and one.side == table.game.side)
    table.map.visit(stack.hex)
    app.draw()
    box = next(box for box, one in table.map.cards if one == stack)
    click(box.center)
    app.draw()
    assert [counter.unit for _, counter in table.fan] == list(stack.units)
    press("escape")
    app.draw()
    assert table.fan == []
    click(box.center)
    app.draw()
    box, counter = table.fan[1]
    click(box.center)
    assert table.hand.unit == counter.unit


def test_a_refusal_is_told_in_words_and_changes_nothing(app: App, table: Table) -> None:
    table.choose(own(table)[0])
    before = table.game.state.digests
    table.form.press("hide")
    app.draw()
    assert table.said.startswith("Refused: ")
    assert "10.4" in table.said
    assert (table.game.planned, table.game.state.digests) == ([], before)


def test_the_whole_formation_can_be_addressed(table: Table) -> None:
    unit = own(table)[0]
    table.choose(unit)
    table.form.press(next(words for words in table.form.words if words.startswith(("All of", "Its formation"))))
    table.form.press("hold")
    formation = table.scenario.formations.ids[int(table.scenario.forces.formation[unit])]
    assert table.game.planned[0].who == formation


def test_a_turn_is_resolved_and_played_and_stays_resolved(app: App, table: Table, press: Press) -> None:
    press("return", pygame.KMOD_CTRL)  # the first turn asks nothing: three clicks lead from the menu to its film
    assert app.top is table
    assert table.playing
    app.advance(100_000)
    now = table.campaign.now
    press("return", pygame.KMOD_CTRL)
    asked = app.top
    assert isinstance(asked, IdleUnits)
    app.draw()
    asked.form.press("Resolve")
    assert app.top is table
    per_turn = table.scenario.clock.impulses_per_turn
    assert (table.game.turn, table.campaign.now, table.sample, table.playing) == (3, now + per_turn, now, True)
    app.advance(100_000)
    assert table.present
    assert table.game.cannot_undo
    app.draw()
    press("left")
    assert not table.present
    assert "hold" not in table.form.words


def test_what_was_seen_stays_as_it_was_seen(app: App, table: Table) -> None:
    before = [table.campaign.seen(k).picture.position.copy() for k in range(table.campaign.samples)]
    table.resolve(sure=True)
    for k, positions in enumerate(before[:-1]):
        assert (table.campaign.seen(k).picture.position == positions).all()


def test_nobody_peeks(table: Table) -> None:
    scenario, game = table.scenario, table.game
    hidden = ~game.seen.known[0]
    assert hidden.any()
    before = [(stack.hex, stack.units) for stack in table.scene().stacks]
    game.state.fit[0, hidden] += 500
    assert [(stack.hex, stack.units) for stack in table.scene().stacks] == before
    shown = np.unique([unit for stack in table.scene().stacks for unit in stack.units])
    assert not hidden[shown].any()
    assert scenario.friend[game.side].any()


def test_an_attack_is_foretold_before_it_is_ordered(app: App) -> None:
    table = taken_over(app, opened("day-of-wrath"), 283, "isil", "history", 8)
    app.show(table)
    seen, scenario = table.game.seen, table.scenario
    hostile = scenario.hostile[table.game.side][scenario.forces.side]
    held = seen.picture.position[0][hostile & seen.known[0] & seen.picture.on_map[0]].tolist()
    unit, aim = next(
        (unit, h) for unit in own(table) for h in held
        if not refusal(scenario, seen, Order(scenario.forces.ids[unit], "attack", hex_name(scenario, h)))
    )  # fmt: skip
    table.choose(unit)
    table.form.press("attack")
    table.hand.aim = aim
    app.draw()
    assert table.desk.expected is not None
    assert table.desk.expected[1] is not None
    assert table.desk.expected[1].odds == table.game.expect(table.hand.who(), hex_name(scenario, aim)).odds  # type: ignore[union-attr]


def test_objectives_are_listed_and_lead_to_their_place(app: App, table: Table) -> None:
    table.open("goals")
    app.draw()
    assert table.desk.rows
    before = table.map.camera.scale
    table.picked(table.desk.rows[0][0].center)
    assert table.map.camera.scale > before


def test_the_page_of_history_says_what_a_side_can_know_and_all_at_the_end(app: App) -> None:
    table = taken_over(app, opened("day-of-wrath"), 283, "isil", "history", 14)
    app.show(table)
    while not table.game.over:
        table.open("history")
        app.draw()
        every = table.game.deviations()
        shown = table.campaign.departures
        assert all(known_to(table.scenario, one, table.game.side) for one in shown)
        assert shown == [one for one in every if one in shown]
        table.resolve(sure=True)
        table.go(table.campaign.now)
    assert table.campaign.departures == table.game.deviations()
    table.open("history")
    app.draw()
    assert list(table.campaign.difference.lines())
