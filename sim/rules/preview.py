"""What a side can expect of an attack: odds, named modifiers, losses of both sides, who gives way.

The same functions resolve the fight; here they are asked about the state as the side believes it to be, and every face
of every die is counted instead of thrown.  It covers one impulse of close fight in which all who are named attack;
aircraft, vehicle bombs, rockets and surprise come on top.  Chances are integers of 2^14.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.steps import log_steps, multiplier
from sim.rules.cohesion import pressure
from sim.rules.combat import DICE, aimed_rows, engaged, exchange, exposure, fire, fought_rows
from sim.rules.moment import Contacts, Moment, moment_of
from sim.scenario.scenario import Scenario
from sim.state.kinds import Posture, Verb
from sim.state.observation import COARSE, Observation
from sim.state.state import State

WHOLE = 1 << 14
SHAKEN = 600
"""Cohesion of an enemy who has been fought already: his true spirit is not known, so a range is given."""


@dataclass(frozen=True)
class Side:
    """One side of a fight: its units (N,), their modifiers by name, and the chances of its losses in people."""

    units: tuple[int, ...]
    fire: tuple[tuple[tuple[str, int], ...], ...]  # a unit: (modifier, steps), those that are not zero
    exposure: tuple[tuple[tuple[str, int], ...], ...]
    losses: Ints  # (L,) chance of each number of casualties, of 2^14

    @property
    def expected(self) -> int:
        """Return the mean number of casualties in hundredths."""
        people = np.arange(self.losses.size)
        return int((people * self.losses * 100).sum(dtype=np.int64)) // WHOLE

    @property
    def modifiers(self) -> tuple[tuple[int, str, int], ...]:
        """Return each unit with everything that counts for and against it, in words, and the sum of it in steps."""
        found = []
        for unit, aimed, cover in zip(self.units, self.fire, self.exposure, strict=True):
            terms = [*((f"fire: {name}", steps) for name, steps in aimed), *cover]
            words = ", ".join(f"{name} {steps:+d}" for name, steps in terms) or "no modifiers"
            found.append((unit, words, sum(steps for _, steps in terms)))
        return tuple(found)

    def at_most(self, sixteenths: int) -> int:
        """Return the number of casualties that is not exceeded in so many sixteenths of all cases."""
        return int(np.searchsorted(np.cumsum(self.losses), WHOLE * sixteenths // 16))


@dataclass(frozen=True)
class Guess:
    """The same attack if the enemy is as few, or as many, as the reports of him allow."""

    people: int
    odds: int  # steps
    lost: int  # mean of our casualties in hundredths
    all_give_way: int  # chance of 2^14 that every defender, still fresh, falls back


@dataclass(frozen=True)
class Preview:
    """What is expected of an attack on a hex.  Ranges run from a fresh enemy to a shaken one."""

    target: int
    ours: Side
    theirs: Side
    odds: int  # steps: fighting power of all attackers against that of the enemies known there
    goes_in: tuple[int, ...]  # for each attacker the chance, of 16, that it does not call the attack off
    all_give_way: tuple[int, int]  # chance that every defender falls back, of 2^14, least and most
    none_gives_way: tuple[int, int]
    ours_give_way: int  # chance that at least one attacker falls back
    numbers: tuple[Guess, Guess]  # the fewest and the most that they can be: reports are to the nearest fifty


_NOT_ASKED = (Guess(0, 0, 0, 0), Guess(0, 0, 0, 0))


def preview(
    scenario: Scenario, seen: Observation, attackers: Sequence[int], target: int, world: int = 0
) -> Preview | None:
    """Return what a side can expect if some of its units attack a hex; None where no enemy is known in it."""
    known = seen.world(world).picture
    foes = scenario.hostile[seen.side][scenario.forces.side]
    picture = _drawn_up(scenario, known, attackers, target)
    defenders = np.flatnonzero(foes & (picture.position[0] == target) & picture.above[0]).tolist()
    if not defenders:
        return None
    found = _foretold(scenario, picture, attackers, defenders, target)
    few, many = (
        _guess(scenario, _numbered(picture, foes, shift), attackers, defenders, target)
        for shift in (-(COARSE // 2), COARSE // 2 - 1)
    )
    return replace(found, numbers=(few, many))


def _numbered(picture: State, foes: Flags, shift: int) -> State:
    """Return a picture in which every reported enemy is so many people more."""
    other = picture.copy()
    other.fit[:, foes] = np.where(picture.fit[:, foes] > 0, np.maximum(picture.fit[:, foes] + shift, 1), 0)
    return other


def _guess(
    scenario: Scenario, picture: State, attackers: Sequence[int], defenders: Sequence[int], target: int
) -> Guess:
    found = _foretold(scenario, picture, attackers, defenders, target)
    people = int(picture.fit[0, list(defenders)].sum(dtype=np.int64))
    return Guess(people, found.odds, found.ours.expected, found.all_give_way[0])


def _foretold(
    scenario: Scenario, picture: State, attackers: Sequence[int], defenders: Sequence[int], target: int
) -> Preview:
    """Count every face of every die for the fight as it is drawn up; the numbers of people are taken as they stand."""
    moment = moment_of(scenario, picture)
    moment.target[0, list(attackers)] = target
    near = _contacts(moment)
    both = fought_rows(near, aimed_rows(moment, near), picture.fit.shape[1])
    moment.contact[near.world, near.unit] = True
    exchange(moment, near, engaged(moment), np.where(both, 8, 1))
    np.logical_or.at(moment.pressed, (near.world[both], near.unit[both]), True)
    chances = {unit: _casualties(moment, unit) for unit in (*attackers, *defenders)}
    weight = pressure(moment, near)

    def breaks(unit: int, spirit: int) -> int:
        return _breaks(moment, weight, unit, chances[unit], spirit)

    fresh, shaken = ([breaks(unit, spirit) for unit in defenders] for spirit in (1000, SHAKEN))
    own = [breaks(unit, int(picture.cohesion[0, unit])) for unit in attackers]
    every = [_product(chance) for chance in (fresh, shaken)]
    none = [_product([WHOLE - one for one in chance]) for chance in (fresh, shaken)]
    return Preview(
        target, _side(moment, attackers, chances), _side(moment, defenders, chances),
        _odds(moment, attackers, defenders), _goes_in(scenario, moment, attackers, defenders),
        (every[0], every[1]), (none[1], none[0]), WHOLE - _product([WHOLE - one for one in own]), _NOT_ASKED,
    )  # fmt: skip


def _drawn_up(scenario: Scenario, picture: State, attackers: Sequence[int], target: int) -> State:
    """Return the picture with the attackers before the target, in the assault, wherever they are now."""
    drawn = picture.copy()
    town = target in scenario.towns.hex.tolist()
    beside = scenario.map.grid.neighbours[target].tolist()
    for unit in attackers:
        here = int(drawn.position[0, unit])
        if here != target and (town or here not in beside):
            drawn.position[0, unit] = target if town else _approach(scenario, here, target)
        if here != target:
            drawn.posture[0, unit], drawn.dug[0, unit] = int(Posture.ASSAULT), 0
        drawn.verb[0, unit], drawn.goal[0, unit] = int(Verb.ATTACK), target
    return drawn


def _approach(scenario: Scenario, here: int, target: int) -> int:
    """Return the neighbour of a hex that is nearest to where one comes from, on the same bank."""
    grid, bank = scenario.map.grid, scenario.map.bank
    around = [h for h in grid.neighbours[target].tolist() if h != grid.count and bank[h] == bank[target]]
    return min(around, key=lambda h: (int(grid.distance(h, here)), h), default=here)


def _contacts(moment: Moment) -> Contacts:
    near, state = moment.contacts(1), moment.state
    reach = near.same_bank & state.above[near.world, near.unit] & state.above[near.world, near.other]
    rows = np.flatnonzero(reach)
    return Contacts(near.world[rows], near.unit[rows], near.other[rows], near.distance[rows], near.same_bank[rows])


def _casualties(moment: Moment, unit: int) -> Ints:
    """Return the chance of each number of casualties of a unit, of 2^14: every face, and the rounding by lot."""
    constants = moment.scenario.ruleset.constants
    power, most = int(moment.incoming[0, unit]), int(moment.state.fit[0, unit])
    chances = np.zeros(most + 1, dtype=np.int64)
    for face in DICE.tolist():
        amount = ((power * (constants.lethality * moment.hours)) >> 16) * face >> 6
        people, rest = amount >> 10, amount & 1023
        chances[min(people, most)] += 1024 - rest
        chances[min(people + 1, most)] += rest
    return chances


def _breaks(moment: Moment, weight: Ints, unit: int, chances: Ints, spirit: int) -> int:
    """Return the chance, of 2^14, that a unit of a given cohesion falls back after this impulse."""
    fit, people = int(moment.state.fit[0, unit]), np.arange(chances.size)
    bears = int(moment.scenario.ruleset.doctrines.withdraw[moment.doctrine[0, unit]]) * 10
    left = spirit - int(weight[0, unit]) - 1000 * people // max(fit, 1)
    return int(chances[(left < bears) & bool(moment.pressed[0, unit])].sum(dtype=np.int64))


def _product(chances: Sequence[int]) -> int:
    """Multiply chances of 2^14."""
    total = WHOLE
    for chance in chances:
        total = total * chance // WHOLE
    return total


def _side(moment: Moment, units: Sequence[int], chances: dict[int, Ints]) -> Side:
    losses = np.array([WHOLE], dtype=np.int64)
    for unit in units:
        losses = np.convolve(losses, chances[unit]) >> 14
    losses[int(np.argmax(losses))] += WHOLE - int(losses.sum(dtype=np.int64))
    fires, covers = fire(moment), exposure(moment)
    return Side(
        tuple(units), tuple(tuple(fires.at(0, unit)) for unit in units),
        tuple(tuple(covers.at(0, unit)) for unit in units), losses,
    )  # fmt: skip


def _worth(moment: Moment, units: Sequence[int]) -> int:
    power = engaged(moment) * multiplier(fire(moment).total - exposure(moment).total) >> 10
    return int(power[0, list(units)].sum(dtype=np.int64))


def _odds(moment: Moment, attackers: Sequence[int], defenders: Sequence[int]) -> int:
    mine, theirs = (np.array(_worth(moment, units)) for units in (attackers, defenders))
    return int(log_steps(mine) - log_steps(theirs))


def _goes_in(
    scenario: Scenario, moment: Moment, attackers: Sequence[int], defenders: Sequence[int]
) -> tuple[int, ...]:
    """Return for each attacker the chance, of 16, that its odds suffice with the jitter of rule 8.1."""
    odds = _odds(moment, attackers, defenders)
    jitter: Ints = np.select([np.arange(16) < 3, np.arange(16) < 8, np.arange(16) < 13], [-2, -1, 0], 1)
    wanted = scenario.ruleset.doctrines.odds[moment.doctrine[0, list(attackers)]]
    enough: Flags = odds + jitter[None, :] >= wanted[:, None]
    return tuple(enough.sum(axis=1, dtype=np.int64).tolist())

