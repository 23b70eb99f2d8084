"""The commander itself: estimate, plan, tasks, orders; and a line of reason for each."""

from __future__ import annotations

import numpy as np

from sim.base.columns import Ints
from sim.orders.order import Orders, hex_name, straight
from sim.play.doctrine.aims import Aims
from sim.play.doctrine.estimate import Estimate, estimate
from sim.play.doctrine.levels import LEVELS, minded
from sim.play.doctrine.lines import keep_lines, post_guards
from sim.play.doctrine.means import air, tempers
from sim.play.doctrine.plan import plan
from sim.play.doctrine.strikes import strikes
from sim.play.doctrine.tasks import Tasks, Why, tasks
from sim.scenario.scenario import Scenario
from sim.state.kinds import Verb
from sim.state.observation import Observation

STANDING = (int(Verb.HOLD), int(Verb.DIG), int(Verb.REST), int(Verb.AMBUSH), int(Verb.HIDE), int(Verb.SCREEN))
WORDS = {
    Why.NONE: "stands fast: nothing it could do is worth more",
    Why.TAKE: "to take {place}, at odds of {odds:+d} steps",
    Why.HOLD: "to hold {place}, at odds of {odds:+d} steps",
    Why.GARRISON: "to hold {place}, where no enemy is known",
    Why.RESERVE: "in reserve behind the attack on {place}",
    Why.RAID: "a raid on {place}, which nobody is known to guard",
    Why.REST: "spent: it rests where it stands",
    Why.BREAK_OFF: "breaks off before it is broken, at odds of {odds:+d} steps",
    Why.HIDE: "below ground: the town cannot be held",
    Why.SLIP_AWAY: "leaves a town that cannot be held, for {place}",
    Why.ESCAPE: "cut off: makes for {place} while there is a way",
    Why.GUARD: "stays behind so that {place} is not left empty",
    Why.STRIKE: "strikes the enemy beside it, at odds of {odds:+d} steps",
    Why.LINE: "keeps the line of supply open, or opens it",
    Why.FLANK: "guards the flank of the attack against {place}",
    Why.RISE: "comes up: the enemy is in the town",
}


class Doctrine:
    """Plays any side by rules of thumb; `level` is cautious, competent or bold."""

    scripted = False

    def __init__(self, level: str = "competent") -> None:
        self.level = LEVELS[level]
        self._aims: dict[tuple[str, int], Aims] = {}
        self._last: tuple[Tasks, Ints] | None = None

    @property
    def name(self) -> str:
        return "doctrine" if self.level.name == "competent" else f"doctrine:{self.level.name}"

    def decide(self, scenario: Scenario, seen: Observation) -> Orders:
        """Return what changes: units that go on with what they do get no order."""
        aims = self._aims.setdefault((scenario.digest, seen.side), Aims(scenario, seen.side))
        places, worth = aims.hexes, aims.worth(seen.impulse)
        level = minded(self.level, scenario, seen.side)
        found = estimate(scenario, seen, places)
        made = plan(scenario, places, worth, found, level)
        told = tasks(scenario, places, worth, found, made, level)
        strikes(scenario, found, told, level)
        post_guards(scenario, places, worth, found, told)
        keep_lines(scenario, places, worth, found, told, level)
        ground = _changed(scenario, found, told)
        self._last = told, ground
        flights = air(scenario, places, worth, found, made, level)
        stances = tempers(scenario, worth, found, made, level)
        return Orders((), ground, flights, stances, np.zeros((0, 3), dtype=np.int64))

    def why(self, scenario: Scenario, world: int) -> dict[str, str]:
        """Return the reason of each order of the last turn in one world, by unit."""
        if self._last is None:
            return {}
        told, ground = self._last
        reasons = {}
        for _, unit, *_ in ground[ground[:, 0] == world].tolist():
            column = int(told.place[world, unit])
            place = hex_name(scenario, int(scenario.place_hex[column])) if column >= 0 else ""
            text = WORDS[Why(int(told.why[world, unit]))]
            reasons[scenario.forces.ids[unit]] = text.format(place=place, odds=int(told.odds[world, unit]))
        return reasons


def _changed(scenario: Scenario, found: Estimate, told: Tasks) -> Ints:
    """Return rows of `Orders.ground` for units whose task is not what they do already."""
    picture, nowhere = found.seen.picture, scenario.map.grid.count
    stays = told.goal == nowhere
    goal = np.where(stays, picture.position, told.goal)
    same = (picture.verb == told.verb) & ((picture.goal == goal) | stays)
    same |= stays & (told.verb == Verb.HOLD) & np.isin(picture.verb, STANDING[:2])
    worlds, units = np.nonzero(found.obeys & ~same)
    return straight(worlds, units, told.verb[worlds, units], told.goal[worlds, units], nowhere)

