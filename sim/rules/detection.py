"""Section 3. Detection and alert.

3.1  A unit is seen when an enemy's observation beats its concealment on a roll of sixteen; a sighting lasts 24
     hours, or an impulse once the unit has moved on.  (assumed: a day is how long a reported position stays
     useful; rules note 2.6)
3.2  Observation: reconnaissance, plus 8 in the same hex, 4 within 6 km, 1 within 11 km, plus 3 by day while the
     side has aircraft up.  (assumed)
3.3  Concealment: the ground, plus 11 when in ambush, less 1 on the advance, less 3 on the march, plus 6 for
     infiltrators, plus 3 in the dark, less one for each doubling above 90 fighters.  (assumed) Who hides below
     ground or among people is not seen at all, only found by a search (10.4).
3.4  A unit that is fired at or fires is seen.
3.5  Alert has four levels: unaware, routine, alert, stand-to.  An unaware unit fires at -6, cannot dig and
     obeys no order; routine costs 2; stand-to adds 1 and tires.  (002 lines 39: an early move alerted the
     defenders; values assumed)
3.6  Contact or a sighting nearby makes a unit alert; word passes through a formation at one level an impulse
     while its command is not broken.
"""

from __future__ import annotations

import numpy as np

from sim.base.columns import Flags, Ints
from sim.base.steps import log_steps
from sim.rules.moment import Contacts, Moment
from sim.state.events import EventKind
from sim.state.kinds import Posture, Status, Verb

SIGHTING_HOURS = 24
BANDS_METRES = ((1_000, 8), (6_000, 4), (11_000, 1))
DAY_FLIGHT = 3
DARKNESS_HIDES, INFILTRATORS_HIDE = 3, 6
FIRE_BY_ALERT = np.array([-6, -2, 0, 1], dtype=np.int64)
POSTURE_HIDES = np.array([0, -3, -1, -1, 0, 11, 11, -3, -3], dtype=np.int64)


def resolve(moment: Moment) -> None:
    """Roll sightings, age them, and pass the alarm."""
    state = moment.state
    state.seen[:] = np.maximum(state.seen - moment.hours, 0)
    reach = -(-BANDS_METRES[-1][0] // moment.scenario.map.hex_metres)
    near = moment.contacts(reach)
    if near.world.size:
        _look(moment, near)
    _alarm(moment, near)


def concealment(moment: Moment) -> Ints:
    """Return how hard each unit is to find, (W, U)."""
    state = moment.state
    size = np.maximum(log_steps(state.fit) - 26, 0) // 4
    sly = np.where(state.verb == Verb.INFILTRATE, INFILTRATORS_HIDE, 0) + (DARKNESS_HIDES if moment.night else 0)
    hard: Ints = moment.scenario.ruleset.hide[moment.terrain] + POSTURE_HIDES[state.posture] + sly - size
    return hard


def reveal(moment: Moment, units: Flags) -> None:
    """Make units (W, U) known to every side that is hostile to them."""
    hostile = moment.scenario.hostile[moment.scenario.forces.side]  # (U, S)
    shown = units[:, :, None] & hostile[None]
    moment.state.seen[shown] = SIGHTING_HOURS


def _look(moment: Moment, near: Contacts) -> None:
    state, forces = moment.state, moment.scenario.forces
    metres = near.distance * moment.scenario.map.hex_metres
    score = np.zeros_like(metres)
    for limit, points in reversed(BANDS_METRES):
        score = np.where(metres <= limit, points, score)
    observer_side = forces.side[near.unit]
    score += forces.reconnaissance[near.unit] + _daylight(moment)[near.world, observer_side]
    score -= concealment(moment)[near.world, near.other]
    below = state.posture[near.world, near.other] == Posture.HIDE
    roll = moment.luck.d16("look", forces.words[near.other], near.world, forces.words[near.unit])
    spotted = (roll < 8 + score) & (metres <= BANDS_METRES[-1][0]) & ~below
    world, unit, side = near.world[spotted], near.other[spotted], observer_side[spotted]
    state.seen[world, unit, side] = SIGHTING_HOURS


def _daylight(moment: Moment) -> Ints:
    """What aircraft in the air add to a side's eyes, (W, S)."""
    state, scenario = moment.state, moment.scenario
    eyes = np.zeros((state.worlds, len(scenario.sides)), dtype=np.int64)
    if moment.night:
        return eyes
    for package, side in enumerate(scenario.packages.side.tolist()):
        up = (state.flying[:, package] > 0) & (state.sorties[:, package] > 0)
        eyes[:, scenario.friend[side]] = np.maximum(
            eyes[:, scenario.friend[side]], np.where(up, DAY_FLIGHT, 0)[:, None]
        )
    seeing: Ints = np.maximum(eyes - state.visibility[:, None], 0)
    return seeing


def _alarm(moment: Moment, near: Contacts) -> None:
    """Raise alert from sightings, then by word of mouth within a formation."""
    state, forces = moment.state, moment.scenario.forces
    before = state.alert.copy()
    close = near.distance <= 2
    world, unit, other = near.world[close], near.unit[close], near.other[close]
    knows = state.seen[world, other, forces.side[unit]] > 0
    np.maximum.at(state.alert, (world[knows], unit[knows]), 2)
    live = state.status == Status.ACTIVE
    firsts = np.searchsorted(moment.formation, np.arange(len(moment.scenario.formations.ids)))
    members = np.maximum.reduceat(np.where(live, state.alert, 0), firsts, axis=1)  # (W, F)
    heard = (members[:, moment.formation] >= 2) & (state.confusion[:, moment.formation] < 4)
    state.alert[:] = np.where(heard & live, np.maximum(state.alert, np.minimum(state.alert + 1, 2)), state.alert)
    moment.tell(EventKind.ALERTED, live & (before < 2) & (state.alert >= 2), amount=state.alert)
