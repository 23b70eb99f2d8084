"""Whether an order can be given, as far as the side that gives it can know; and if not, why, in words.

Every refusal names the rule behind it.  Nothing that the side does not know enters: an order that is legal may still
come to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sim.errors import Illegal
from sim.orders.order import LEAD, STANCE, Order, hex_named, hexes_named, orders_of
from sim.scenario.passage import PERMIT_SETS
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Posture, Status
from sim.state.observation import Observation

GOES = ("move", "attack", "withdraw", "raid", "infiltrate", "clear")
SINGLE_USE = "cell"


def refusal(scenario: Scenario, seen: Observation, order: Order, world: int = 0) -> str:
    """Return why a side cannot give an order in one world; nothing if it can."""
    try:
        orders_of(scenario, [(scenario.sides[seen.side], order)])
    except Illegal as error:
        return str(error)
    if order.verb == LEAD:
        return ""
    if order.verb == STANCE:
        return _stance(scenario, order)
    if order.who in scenario.packages.ids:
        return _flight(scenario, seen, order, world)
    single = order.who in scenario.forces.ids
    units = [scenario.forces.ids.index(order.who)] if single else _members(scenario, order.who)
    reasons = [_march(scenario, seen, unit, order, world) for unit in units]
    return "" if not all(reasons) else _shortest(reasons)


def stances(scenario: Scenario, formation: int) -> list[str]:
    """Return the doctrines by which a formation may be told to fight: those of its own kind of troops."""
    doctrines = scenario.ruleset.doctrines
    first = int(scenario.formations.doctrine[formation])
    kind = bool(doctrines.dispersed[first])
    return [
        word for row, word in enumerate(doctrines.ids)
        if bool(doctrines.dispersed[row]) == kind and (word != SINGLE_USE or row == first)
    ]  # fmt: skip


def _members(scenario: Scenario, formation: str) -> list[int]:
    members: list[int] = scenario.formation_units(scenario.formations.ids.index(formation)).tolist()
    return members


def _shortest(reasons: Sequence[str]) -> str:
    """Return the first reason, and that it is not the only one."""
    kinds = list(dict.fromkeys(reasons))
    return kinds[0] if len(kinds) == 1 else f"{kinds[0]} (and the others of the formation cannot either)"


def _stance(scenario: Scenario, order: Order) -> str:
    may = stances(scenario, scenario.formations.ids.index(order.who))
    if order.place in may:
        return ""
    return f"{order.who} cannot fight as {order.place}: troops of its kind know {', '.join(may)}"


def _march(scenario: Scenario, seen: Observation, unit: int, order: Order, world: int) -> str:
    name, picture = scenario.forces.ids[unit], seen.picture
    status = int(picture.status[world, unit])
    if status == Status.GONE:
        return f"{name} is no more (9.6)"
    if status == Status.WAITING:
        return f"{name} has not arrived yet (2.4)"
    if status == Status.DORMANT:
        return f"{name} sleeps among the people until an event calls it"
    if int(picture.posture[world, unit]) == Posture.ROUT:
        return f"{name} is running and obeys nobody until it rallies (4.4, 9.5)"
    here = int(picture.position[world, unit])
    if order.verb == "hide":
        return _hiding(scenario, name, here)
    if order.verb in GOES and bool(scenario.formations.tied[scenario.forces.formation[unit]]):
        return f"{name} keeps its base: no order takes it away from there (4.7)"
    if order.verb in GOES and order.place:
        hexes = hexes_named(scenario, order.leads)
        return _way(scenario, seen, unit, (here, *hexes), order, world) or _twice(order, hexes)
    return ""


def _hiding(scenario: Scenario, name: str, here: int) -> str:
    towns = scenario.towns
    if here in towns.hex.tolist() and int(towns.tunnels[towns.hex.tolist().index(here)]) > 0:
        return ""
    return f"{name} cannot hide: there are no tunnels where it stands (10.4)"


def _twice(order: Order, hexes: Sequence[int]) -> str:
    """Say that a stop is where the march would be already, under another name; `hexes` are where the order leads."""
    for (stop, onward), (h, then) in zip(pairwise(order.leads), pairwise(hexes), strict=True):
        if h == then:
            return f"{onward} is where {stop} is: name a stop once, and not the goal as the last (5.1)"
    return ""


def _way(scenario: Scenario, seen: Observation, unit: int, hexes: Sequence[int], order: Order, world: int) -> str:
    """Say why there is no way for a unit from hex to hex, the first its own: a river, or a country it may not enter."""
    forces, formation = scenario.forces, int(scenario.forces.formation[unit])
    permits = int(seen.picture.permits[world, formation])
    kind = int(forces.mobility[unit]) * PERMIT_SETS + permits
    anywhere = int(forces.mobility[unit]) * PERMIT_SETS + PERMIT_SETS - 1
    for leg, (start, goal) in enumerate(pairwise(hexes)):
        if scenario.routes.leads(start, goal, kind):
            continue
        which = f"from {order.leads[leg - 1]} to {order.leads[leg]}" if leg else f"to {order.leads[leg]}"
        if scenario.routes.leads(start, goal, anywhere):
            return f"{forces.ids[unit]} may not cross a border on the way {which} (5.8)"
        return f"there is no way {which} for {forces.ids[unit]}: no bridge, no ferry, or off the map (5.1)"
    return ""


def _flight(scenario: Scenario, seen: Observation, order: Order, world: int) -> str:
    package, picture = scenario.packages.ids.index(order.who), seen.picture
    if order.verb != "rest" and not int(picture.flying[world, package]):
        return f"{order.who} is not available now (12.1)"
    helicopter = bool(scenario.packages.helicopter[package])
    if helicopter and order.verb not in ("lift", "rest"):
        return f"{order.who} has helicopters: it carries troops and does nothing else (12.6)"
    if Mission[order.verb.upper()] is not Mission.LIFT:
        return ""
    return _lift(scenario, seen, order, package, world)


def _lift(scenario: Scenario, seen: Observation, order: Order, package: int, world: int) -> str:
    picture, unit = seen.picture, scenario.forces.ids.index(order.cargo)
    if int(scenario.forces.side[unit]) != seen.side:
        return f"{order.cargo} is not ours to carry"
    if int(picture.status[world, unit]) != Status.ACTIVE:
        return f"{order.cargo} is not there to be carried"
    if bool(scenario.formations.tied[scenario.forces.formation[unit]]):
        return f"{order.cargo} keeps its base: no order takes it away from there (4.7)"
    people, room = int(picture.fit[world, unit]), int(scenario.packages.capacity[package])
    if people > room:
        return f"{order.cargo} has {people} people, and {order.who} carries {room} (12.6)"
    goal = hex_named(scenario, order.place)
    permits = int(picture.permits[world, int(scenario.forces.formation[unit])])
    if not permits >> int(scenario.map.country[goal]) & 1:
        return f"{order.cargo} may not enter the country of {order.place} (5.8)"
    hostile = scenario.hostile[seen.side][scenario.forces.side]
    if bool((picture.above[world] & hostile & (picture.position[world] == goal)).any()):
        return f"hostile troops are known to be at {order.place}: nobody can land there (12.6)"
    return ""
