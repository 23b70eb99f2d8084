"""Section 2b. Effects: the closed list of what an event may do (promise P4).

Forces come, or are recalled by their own side.  Sorties, permissions, orders, postures, doctrine, alert, command,
sources of supply, weather and information change.  No event can decide who holds a hex or a block, move a unit that is
on the map, kill anybody, raise or break a unit's spirit, or award points: those come out of the fighting.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.base.clock import parse_until
from sim.base.columns import Flags, Ints
from sim.orders.notation import parse_order
from sim.orders.order import GROUND_CLOCK, STOPS, orders_of
from sim.rules.command import fly, give, settle
from sim.rules.moment import Moment
from sim.scenario.schema_events import Effect
from sim.state.events import EventKind
from sim.state.kinds import Posture, Status, Verb

WRITES = frozenset({
    "position", "status", "goal", "verb", "via", "wait", "posture", "alert", "doctrine", "permits", "confusion",
    "confused", "sorties", "guided", "controllers", "flying", "mission", "aim", "cargo", "open_source", "visibility",
    "weather_until", "revert", "fallback", "left", "fit",
})  # fmt: skip
"""Every column of the state that an effect may touch; a test holds random states against it.  `position`, `fit` and
`left` only for units that enter from, or are recalled to, the outside."""
POSTURES = {posture.name.lower(): posture for posture in Posture}
VISIBILITIES = {"clear": 0, "haze": 1, "dust": 2, "blind": 3}


def apply(moment: Moment, effect: Effect, where: Flags) -> None:
    """Carry out one effect in the worlds flagged in `where` (W,)."""
    EFFECTS[effect.kind](moment, effect, where)


def _units(moment: Moment, effect_body: object) -> list[int]:
    units, formation = getattr(effect_body, "units", None), getattr(effect_body, "formation", None)
    if units:
        return [moment.scenario.forces.ids.index(unit) for unit in units]
    whole: list[int] = moment.scenario.formation_units(moment.scenario.formations.ids.index(str(formation))).tolist()
    return whole


def _reinforce(moment: Moment, effect: Effect, where: Flags) -> None:
    """Let waiting units enter at their place, unless hostile troops stand there: then they wait on."""
    body, state, scenario = effect.reinforce, moment.state, moment.scenario
    assert body is not None
    for unit in _units(moment, body):
        h = scenario.place(body.at) if body.at else int(scenario.forces.arrival[unit])
        side = int(scenario.forces.side[unit])
        waits = where & (state.status[:, unit] == Status.WAITING)
        if not waits.any():
            continue
        barred = (state.above & (state.position == h) & scenario.hostile[side][scenario.forces.side]).any(axis=1)
        enters = waits & ~barred
        state.status[enters, unit] = Status.ACTIVE
        state.position[enters, unit] = h
        state.goal[enters, unit] = h
        _tell(moment, EventKind.ARRIVED, enters, unit)


def _release(moment: Moment, effect: Effect, where: Flags) -> None:
    body, state = effect.release, moment.state
    assert body is not None
    for unit in _units(moment, body):
        awake = where & (state.status[:, unit] == Status.DORMANT)
        state.status[awake, unit] = Status.ACTIVE
        _tell(moment, EventKind.RELEASED, awake, unit)


def _recall(moment: Moment, effect: Effect, where: Flags) -> None:
    """Take units off the map that stand at their own rear or depot."""
    body, state, scenario = effect.recall, moment.state, moment.scenario
    assert body is not None
    for unit in _units(moment, body):
        formation = int(moment.formation[unit])
        home = np.isin(
            state.position[:, unit], (scenario.formations.rear[formation], scenario.formations.depot[formation])
        )
        goes = where & home & (state.status[:, unit] == Status.ACTIVE)
        state.left[goes, unit] += state.fit[goes, unit]
        state.fit[goes, unit] = 0
        state.status[goes, unit] = Status.GONE
        state.position[goes, unit] = moment.nowhere


def _order(moment: Moment, effect: Effect, where: Flags) -> None:
    body, scenario = effect.order, moment.scenario
    assert body is not None
    side = _side_of(moment, body.who)
    orders = orders_of(scenario, [(side, parse_order(body.line))])
    where = _led_by_history(moment, where, scenario.sides.index(side))
    for row in orders.ground:
        _, unit, verb, goal = row[:GROUND_CLOCK].tolist()
        give(moment, where, unit, verb, goal, row[STOPS])
    for _, package, mission, aim, _, _ in orders.air.tolist():
        fly(moment, where, package, mission, aim, -1)


def _led_by_history(moment: Moment, where: Flags, side: int) -> Flags:
    """Leave out the worlds in which a side plans for itself (rule 4.1)."""
    flags: Flags = where & (moment.state.scripted[:, side] > 0)
    return flags


def _side_of_unit(moment: Moment, unit: int) -> int:
    return int(moment.scenario.forces.side[unit])


def _side_of(moment: Moment, who: str) -> str:
    """Return the side of a formation, a unit or an air package."""
    scenario = moment.scenario
    for group in (scenario.formations, scenario.forces, scenario.packages):
        if who in group.ids:
            return scenario.sides[int(group.side[group.ids.index(who)])]
    raise KeyError(who)


def _doctrine(moment: Moment, effect: Effect, where: Flags) -> None:
    body, scenario = effect.doctrine, moment.scenario
    assert body is not None
    row, formation = scenario.ruleset.doctrines.ids.index(body.name), scenario.formations.ids.index(body.formation)
    where = _led_by_history(moment, where, int(scenario.formations.side[formation]))
    moment.state.doctrine[where, formation] = row


def _posture(moment: Moment, effect: Effect, where: Flags) -> None:
    """Take a posture, unless routed; hiding needs a town with tunnels and room, as for anybody (rule 10.4)."""
    body = effect.posture
    assert body is not None
    for unit in _units(moment, body):
        able = _led_by_history(moment, where, _side_of_unit(moment, unit))
        able &= moment.state.posture[:, unit] != Posture.ROUT
        if body.name == "hide":
            give(moment, able, unit, int(Verb.HIDE), moment.nowhere, moment.nowhere)
        else:
            moment.state.posture[able, unit] = int(POSTURES[body.name])


def _dig(moment: Moment, effect: Effect, where: Flags) -> None:
    assert effect.dig is not None
    for unit in _units(moment, effect.dig):
        told = _led_by_history(moment, where, _side_of_unit(moment, unit))
        moment.state.verb[told, unit] = int(Verb.DIG)
        moment.state.goal[told, unit] = moment.state.position[told, unit]
        settle(moment, told, unit, int(Verb.DIG))


def _air(moment: Moment, effect: Effect, where: Flags) -> None:
    body, state = effect.air, moment.state
    assert body is not None
    package = moment.scenario.packages.ids.index(body.package)
    surging = state.revert[:, package] >= 0
    state.fallback[:, package] = np.where(where & ~surging, state.sorties[:, package], state.fallback[:, package])
    state.sorties[where, package] = body.sorties_per_day
    state.flying[where, package] = 1
    if body.until is not None:
        state.revert[where, package] = moment.scenario.clock.impulse_at(parse_until(body.until))
    else:
        state.revert[where, package] = -1
    if body.controllers is not None:
        state.controllers[where, package] = int(body.controllers)
    if body.guided is not None:
        state.guided[where, package] = int(body.guided)


def _air_withdraw(moment: Moment, effect: Effect, where: Flags) -> None:
    assert effect.air_withdraw is not None
    moment.state.flying[where, moment.scenario.packages.ids.index(effect.air_withdraw.package)] = 0


def _formations(moment: Moment, side: str | None, formation: str | None) -> Ints:
    formations = moment.scenario.formations
    if formation is not None:
        return np.array([formations.ids.index(formation)], dtype=np.int64)
    return np.flatnonzero(formations.side == moment.scenario.sides.index(str(side)))


def _command(moment: Moment, effect: Effect, where: Flags) -> None:
    body, state = effect.command, moment.state
    assert body is not None
    for formation in _formations(moment, body.side, body.formation).tolist():
        state.confusion[where, formation] = body.level
        state.confused[where, formation] = body.hours
        side = int(moment.scenario.formations.side[formation])
        unit = int(moment.scenario.formation_units(formation)[0])
        moment.ledger.tell(moment.impulse, EventKind.BLACKED_OUT, np.flatnonzero(where), side=side, unit=unit,
                           hexagon=state.position[where, unit], amount=body.level)  # fmt: skip


def _alert(moment: Moment, effect: Effect, where: Flags) -> None:
    body, state, scenario = effect.alert, moment.state, moment.scenario
    assert body is not None
    if body.place is not None:
        near = scenario.map.grid.distance(state.position, scenario.place(body.place)) * scenario.map.hex_metres
        chosen = near <= 15_000
    else:
        formations = _formations(moment, body.side, body.formation)
        chosen = np.broadcast_to(np.isin(moment.formation, formations), state.alert.shape)
    chosen = chosen & where[:, None] & (state.status == Status.ACTIVE)
    raised = chosen & (state.alert < 2) & (body.level >= 2)
    state.alert[chosen] = body.level
    moment.tell(EventKind.ALERTED, raised, amount=state.alert)


def _permit(moment: Moment, effect: Effect, where: Flags) -> None:
    body, scenario = effect.permit, moment.scenario
    assert body is not None
    formation, bit = scenario.formations.ids.index(body.formation), 1 << scenario.countries.index(body.country)
    permits = moment.state.permits[:, formation]
    changed = permits | bit if body.allowed else permits & ~np.int64(bit)
    moment.state.permits[:, formation] = np.where(where, changed, permits)


def _supply_source(moment: Moment, effect: Effect, where: Flags) -> None:
    body, scenario = effect.supply_source, moment.scenario
    assert body is not None
    value = scenario.sides.index(body.side) + 1 if body.open else 0
    moment.state.open_source[where, scenario.places.index(body.place)] = value


def _weather(moment: Moment, effect: Effect, where: Flags) -> None:
    body = effect.weather
    assert body is not None
    moment.state.visibility[where] = VISIBILITIES[body.visibility]
    moment.state.weather_until[where] = moment.scenario.clock.impulse_at(parse_until(body.until))


def _message(moment: Moment, effect: Effect, where: Flags) -> None:
    """Information alone: the trigger's own line in the chronicle carries the text."""


def _tell(moment: Moment, kind: EventKind, where: Flags, unit: int) -> None:
    worlds = np.flatnonzero(where)
    moment.ledger.tell(
        moment.impulse, kind, worlds, side=int(moment.scenario.forces.side[unit]), unit=unit,
        hexagon=moment.state.position[worlds, unit], amount=moment.state.fit[worlds, unit],
    )  # fmt: skip


EFFECTS: dict[str, Callable[[Moment, Effect, Flags], None]] = {
    "reinforce": _reinforce, "release": _release, "recall": _recall, "order": _order, "doctrine": _doctrine,
    "posture": _posture, "dig": _dig, "air": _air, "air_withdraw": _air_withdraw, "command": _command,
    "alert": _alert, "permit": _permit, "supply_source": _supply_source, "weather": _weather, "message": _message,
}  # fmt: skip
