"""Lines of supply: who is cut off, at which hex, and who goes there to open the line or to keep it open."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints
from sim.play.doctrine.aims import DEAR
from sim.play.doctrine.estimate import Estimate, hours_left, odds
from sim.play.doctrine.levels import Level
from sim.play.doctrine.tasks import Tasks, Why
from sim.rules.moment import moment_of
from sim.rules.supply import Lines, lines
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb

RELIEF_METRES = 30_000
"""Who is farther from the break than this is not called."""
WORST = 2
"""Breaks that are seen to in a turn, those that cut off most people first."""


def keep_lines(
    scenario: Scenario, places: Ints, worth: Ints, found: Estimate, told: Tasks, level: Level
) -> None:
    """Keep guards where they keep a line open, and send some to where one is cut.

    Nobody is taken for it from a dear place that an enemy is near to.
    """
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    if scenario.ruleset.constants.stock_hours >= hours_left(scenario, found.seen.impulse):
        return  # what everybody carries lasts to the end
    traced = lines(moment_of(scenario, picture), found.seen.side)
    worlds, dear = np.arange(picture.worlds)[:, None], worth >= DEAR
    on_guard = found.obeys & traced.kept[worlds, picture.position] & ~np.isin(picture.position, scenario.towns.hex)
    told.verb[on_guard], told.why[on_guard] = int(Verb.DIG), int(Why.LINE)
    told.goal[on_guard], told.place[on_guard] = nowhere, -1
    for world in np.flatnonzero((traced.where != nowhere).any(axis=1)).tolist():
        spare = _spare(found, world) | dict.fromkeys(places[dear & (found.foe_about[world] > 0)].tolist(), 0)
        for h in _worst(scenario, found, traced, world):
            _open(scenario, found, told, level, world, h, spare)


def _worst(scenario: Scenario, found: Estimate, traced: Lines, world: int) -> list[int]:
    """Return the hexes at which most people's lines are cut."""
    cut = np.flatnonzero(traced.where[world] != scenario.map.grid.count)
    hexes, group = np.unique(traced.where[world, cut], return_inverse=True)
    people = np.zeros(hexes.size, dtype=np.int64)
    np.add.at(people, group, found.seen.picture.fit[world, cut])
    return [int(h) for h in hexes[np.argsort(-people, kind="stable")][:WORST]]


def _spare(found: Estimate, world: int) -> dict[int, int]:
    """Return how many units may leave each hex: at most half of those who stand together, but one who stands alone."""
    standing: dict[int, int] = {}
    for here in found.seen.picture.position[world, np.flatnonzero(found.obeys[world])].tolist():
        standing[here] = standing.get(here, 0) + 1
    return {here: max(count // 2, 1) for here, count in standing.items()}


def _open(
    scenario: Scenario, found: Estimate, told: Tasks, level: Level, world: int, h: int, spare: dict[int, int]
) -> None:
    """Send who is near enough, and can be spared, to one hex: enough to guard it, or to beat who stands there."""
    picture, least = found.seen.picture, scenario.ruleset.constants.guard_strength
    foes = scenario.hostile[found.seen.side][scenario.forces.side]
    standing = foes & (picture.position[world] == h) & (found.worth[world] > 0)
    resistance = int(found.worth[world, standing].sum())
    near = _callable(scenario, found, told, world, h)
    left = dict(spare)
    called: list[int] = []
    people = blow = 0
    for unit in near.tolist():
        here = int(picture.position[world, unit])
        if here != h and not left[here]:
            continue
        left[here] -= here != h
        called.append(unit)
        people += int(picture.fit[world, unit])
        blow += int(found.blow[world, unit])
        enough = int(odds(np.array(blow), np.array(resistance))) >= level.odds if resistance else people >= least
        if enough:
            verb = Verb.ATTACK if resistance else Verb.MOVE
            there = picture.position[world, called] == h
            told.verb[world, called] = np.where(there & (not resistance), int(Verb.DIG), int(verb))
            told.goal[world, called] = np.where(there & (not resistance), scenario.map.grid.count, h)
            told.why[world, called], told.place[world, called] = int(Why.LINE), -1
            spare.update(left)
            return


def _callable(scenario: Scenario, found: Estimate, told: Tasks, world: int, h: int) -> Ints:
    """Return own units near a hex that may be called, nearest first."""
    picture = found.seen.picture
    apart = scenario.map.grid.distance(picture.position[world], h) * scenario.map.hex_metres
    busy = np.isin(told.why[world], (Why.LINE, Why.BREAK_OFF, Why.HIDE, Why.REST))
    able = np.flatnonzero(found.obeys[world] & ~busy & (apart <= RELIEF_METRES))
    near: Ints = able[np.argsort(apart[able], kind="stable")]
    return near
