"""The pages of the panel at the table: unit, aircraft, plan, objectives, and what to expect of an attack."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from sim.orders.order import LEAD, STANCE, Order, hex_named, hexes_named
from sim.report.chronicle.prose import by_way_of
from sim.report.standing import Standing, standings
from sim.rules.preview import WHOLE, Preview, Side
from sim.scenario.scenario import Scenario
from sim.state.kinds import Mission, Posture, Verb
from sim.state.observation import Observation
from sim.view.column import Column
from sim.view.hexwords import place_title
from sim.view.type import BODY, HEADING, SMALL

POSTURES = {
    Posture.REST: "resting", Posture.MARCH: "marching", Posture.ADVANCE: "advancing", Posture.ASSAULT: "assaulting",
    Posture.DEFEND: "defending", Posture.AMBUSH: "in ambush", Posture.HIDE: "hidden", Posture.WITHDRAW: "withdrawing",
    Posture.ROUT: "running",
}  # fmt: skip
GOES_TO = ("move", "withdraw", "infiltrate")
"""Verbs that ask for a "to" before where they lead."""
Rows = list[tuple[pygame.Rect, str]]


def write_unit(column: Column, scenario: Scenario, seen: Observation, unit: int, names: dict[str, str]) -> None:
    """Write what is known of a unit: everything of one's own, a report of an enemy."""
    picture, forces = seen.picture, scenario.forces
    column.write(forces.names[unit], HEADING, "serif")
    formation = scenario.formations.names[int(forces.formation[unit])]
    here = place_title(scenario, int(picture.position[0, unit]), names)
    friend = bool(scenario.friend[seen.side][forces.side[unit]])
    column.write(f"{formation}; {here}" if friend else here, SMALL, colour=column.look.palette.slanted)
    column.gap(4)
    if not friend:
        age = int(seen.age[0, unit])
        column.pair("reported strength", f"about {int(picture.fit[0, unit])}")
        column.pair("seen", "now" if age == 0 else f"{age} h ago")
        column.write("Cohesion, supply and orders of the enemy are not known. Aim an attack of a unit of yours at this "
                     "hex to see what to expect; the threat overlay shows how far it can come.", SMALL)  # fmt: skip
        return
    column.pair("fit to fight", f"{int(picture.fit[0, unit])} of {int(forces.strength[unit])}")
    column.pair("cohesion", f"{int(picture.cohesion[0, unit]) // 10} of 100")
    cut = ", cut off" if int(picture.cut[0, unit]) else ""
    column.pair("supply", f"{int(picture.stock[0, unit])} h{cut}")
    dug = f", trenches {int(picture.dug[0, unit])}" if int(picture.dug[0, unit]) else ""
    column.pair("posture", POSTURES[Posture(int(picture.posture[0, unit]))] + dug)
    column.pair("order", doing(scenario, seen, unit, names))


def write_formation(column: Column, scenario: Scenario, seen: Observation, unit: int) -> Rows:
    """Write who else of a formation of one's own or of friends is on the map; return where each can be chosen."""
    formation, picture = int(scenario.forces.formation[unit]), seen.picture
    others = [one for one in scenario.formation_units(formation).tolist()
              if one != unit and picture.on_map[0, one]]  # fmt: skip
    if not others or not scenario.friend[seen.side][scenario.forces.side[unit]]:
        return []
    column.gap(6)
    column.write("Of the same formation", SMALL, "strong")
    rows = []
    for one in others:
        line = f"{scenario.forces.names[one]}, {int(picture.fit[0, one])}"
        rows.append((column.write(line, SMALL, colour=column.look.palette.accent), scenario.forces.ids[one]))
    return rows


def doing(scenario: Scenario, seen: Observation, unit: int, names: dict[str, str]) -> str:
    """Say a unit's standing order in words."""
    picture = seen.picture
    goal, verb = int(picture.goal[0, unit]), Verb(int(picture.verb[0, unit])).name.lower()
    if picture.staying[0, unit] or goal >= scenario.map.grid.count:
        return verb
    stops = [place_title(scenario, stop, names) for stop in picture.stops(0, unit)]
    return f"{verb} to {place_title(scenario, goal, names)}{by_way_of(stops)}"


def write_aircraft(column: Column, scenario: Scenario, seen: Observation, chosen: int | None) -> Rows:
    """Write the air packages of a side and its friends; return where each can be clicked."""
    picture, packages, rows = seen.picture, scenario.packages, []
    own = [k for k in range(len(packages.ids)) if int(packages.side[k]) == seen.side]
    if not own:
        column.write("This side has no aircraft.")
    for k in own:
        flying = int(picture.flying[0, k])
        state = f"{int(picture.sorties[0, k])} sorties a day" if flying else "not available now"
        top = column.down
        column.pair(packages.names[k], state, strong=k == chosen)
        mission = Mission(int(picture.mission[0, k])).name.lower()
        column.write(f"{'helicopters' if packages.helicopter[k] else 'aircraft'}: {mission}", SMALL,
                     colour=column.look.palette.slanted)  # fmt: skip
        rows.append((pygame.Rect(column.box.left, top, column.box.width, column.down - top), packages.ids[k]))
        column.gap(6)
    return rows


def write_plan(
    column: Column, scenario: Scenario, orders: Sequence[Order], idle: Sequence[str], names: dict[str, str]
) -> tuple[Rows, Rows]:
    """Write what is planned and who has no order; return where each order can be withdrawn, each idle unit chosen."""
    planned: Rows = []
    column.write("Planned for this turn", BODY, "strong")
    if not orders:
        column.write("Nothing yet. Units go on with the orders they have.", SMALL)
    for order in orders:
        text = order_words(scenario, order, names)
        planned.append((column.write(f"{text}   ×", BODY), order.who))
    column.gap(8)
    column.write(f"Standing without an order: {len(idle)}", BODY, "strong")
    standing = [(column.write(scenario.forces.names[scenario.forces.ids.index(name)], SMALL), name) for name in idle]
    return planned, standing


def order_words(scenario: Scenario, order: Order, names: dict[str, str]) -> str:
    """Say an order for people."""
    known = {
        **dict(zip(scenario.forces.ids, scenario.forces.names, strict=True)),
        **dict(zip(scenario.formations.ids, scenario.formations.names, strict=True)),
        **dict(zip(scenario.packages.ids, scenario.packages.names, strict=True)),
    }
    where = order.place
    if where and order.verb not in (STANCE, LEAD):
        to = "to " if order.verb in GOES_TO else ""
        where = to + place_title(scenario, hex_named(scenario, order.place), names)
    via = by_way_of([place_title(scenario, stop, names) for stop in hexes_named(scenario, order.via)])
    cargo = f" {known.get(order.cargo, order.cargo)} to" if order.cargo else ""
    when = f" at {order.at}" if order.at else ""
    return f"{known.get(order.who, order.who)}: {order.verb}{cargo} {where}{via}{when}".rstrip()


def write_goals(column: Column, scenario: Scenario, seen: Observation) -> list[tuple[pygame.Rect, Standing]]:
    """Write the objectives of the side and how they stand."""
    rows = []
    for one in standings(scenario, seen):
        top = column.down
        column.pair(one.goal.title, f"{one.goal.points} points", strong=True)
        colour = column.look.palette.accent if one.met else column.look.palette.warning
        column.write(f"{'judged' if one.past else 'by'} {one.due.day} {one.due:%B %H:%M}: {one.words}", colour=colour)
        column.write(f"asked: {one.asked}", SMALL)
        for text in one.stood:
            column.write(f"now: {text}", SMALL, colour=column.look.palette.slanted)
        rows.append((pygame.Rect(column.box.left, top, column.box.width, column.down - top), one))
        column.gap(8)
    return rows


def write_preview(column: Column, scenario: Scenario, found: Preview, where: str) -> None:
    """Write what to expect of an attack: odds, losses, who gives way, and every modifier that adds up to it."""
    column.write(f"Attack: {where}", BODY, "strong")
    column.pair("odds, four steps are two to one", f"{found.odds:+d} steps", strong=True)
    few, many = found.numbers
    column.pair(f"they may be {few.people} to {many.people}", f"{many.odds:+d} to {few.odds:+d}")
    for label, side in (("our losses", found.ours), ("their losses", found.theirs)):
        column.pair(label, f"{side.expected / 100:.1f} ({side.at_most(2)} to {side.at_most(14)})")
    for label, (least, most) in (("all of them give way", found.all_give_way),
                                 ("none of them gives way", found.none_gives_way)):  # fmt: skip
        column.pair(label, f"{100 * least // WHOLE} to {100 * most // WHOLE} %")
    column.pair("somebody of ours gives way", f"{100 * found.ours_give_way // WHOLE} %")
    for unit, chance in zip(found.ours.units, found.goes_in, strict=True):
        if chance < 16:
            column.write(f"{scenario.forces.names[unit]} holds back in {16 - chance} of 16 cases: its doctrine asks "
                         "for more", SMALL, colour=column.look.palette.warning)  # fmt: skip
    column.gap(4)
    for label, side in (("Ours", found.ours), ("Theirs", found.theirs)):
        _modifiers(column, scenario, label, side)


def _modifiers(column: Column, scenario: Scenario, label: str, side: Side) -> None:
    column.write(label, SMALL, "strong")
    for unit, listed, total in side.modifiers:
        column.write(f"{scenario.forces.names[unit]}: {listed} = {total:+d}", SMALL)


def able(scenario: Scenario, seen: Observation, unit: int) -> bool:
    """Say whether a unit is one's own and awake on the map."""
    picture = seen.picture
    return int(scenario.forces.side[unit]) == seen.side and bool(picture.on_map[0, unit])
