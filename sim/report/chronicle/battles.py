"""Fights and ground won: all rows of a day that belong to one fight around one place, with what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.report.chronicle.daybook import Day, Row, merged, unique
from sim.report.chronicle.happening import Happening, Outcome
from sim.state.events import EventKind as Kind

PAUSE_HOURS = 8
ATTACKS = {"attack", "raid", "infiltrate"}


def battles(day: Day, told: set[int]) -> list[Happening]:
    """Gather the fights of a day, the hardest first; the rows they explain are added to `told`."""
    claimed: set[tuple[int, int]] = set()
    fights = [_fight(day, rows, claimed) for rows in _engagements(day)]
    fights.sort(key=lambda fight: (-fight.amount, fight.first))
    for fight in fights:
        told.update(fight.rows)
    return [_with_outcome(day, fight, told) for fight in fights]


def _engagements(day: Day) -> list[list[Row]]:
    """Group rows by place and by who fights whom; after a pause of some hours a new fight begins."""
    groups: dict[tuple[str, int, int], list[list[Row]]] = {}
    for row in day.of(Kind.FOUGHT):
        low, high = sorted((day.camp(row.side), day.camp(_side_of(day, row.other))))
        fights = groups.setdefault((day.anchor(row.hexagon), low, high), [])
        hours = day.scenario.clock.impulse_hours
        if not fights or (row.impulse - fights[-1][-1].impulse - 1) * hours >= PAUSE_HOURS:
            fights.append([])
        fights[-1].append(row)
    return [rows for fights in groups.values() for rows in fights]


def takings(day: Day, told: set[int]) -> list[Happening]:
    """Gather the ground that changed hands without a fight told before."""
    fresh = [row for row in day.of(Kind.TOOK) if row.index not in told]
    towns = {h: row for row, h in enumerate(day.scenario.towns.hex.tolist())}
    found = []
    for h in dict.fromkeys(row.hexagon for row in fresh if row.hexagon in towns):
        found.append(_town(day, [row for row in fresh if row.hexagon == h], towns[h]))
    columns: dict[tuple[int, frozenset[int]], list[Row]] = {}
    for row in fresh:
        if row.hexagon in day.whereabouts.place_at and row.hexagon not in towns:
            who = frozenset(int(day.scenario.forces.formation[unit]) for unit in _holders(day, [row]))
            columns.setdefault((row.side, who), []).append(row)
    found += [replace(merged(rows), units=_holders(day, rows)) for rows in columns.values()]
    taken = {(row.hexagon, row.impulse) for row in day.of(Kind.TOOK)}
    told.update(row.index for row in fresh)
    told.update(row.index for row in day.of(Kind.LOST) if (row.hexagon, row.impulse) in taken)
    return found


def _fight(day: Day, rows: list[Row], claimed: set[tuple[int, int]]) -> Happening:
    """Merge rows; whoever attacked more often is the attacker, and the other side struck back."""
    camps = [day.camp(row.side) for row in rows]
    camp = max(dict.fromkeys(camps), key=camps.count)
    ours = [row for row in rows if day.camp(row.side) == camp]
    attackers, defenders, hurt = set[int](), set[int](), dict[int, int]()
    for row in rows:
        mine, theirs = _attackers(day, row), _defenders(day, row)
        attackers |= mine if day.camp(row.side) == camp else theirs
        defenders |= theirs if day.camp(row.side) == camp else mine
        for unit in sorted((mine | theirs) - {unit for unit, impulse in claimed if impulse == row.impulse}):
            claimed.add((unit, row.impulse))
            for side, people in day.witness.hurt([unit], row.impulse, row.impulse).items():
                hurt[side] = hurt.get(side, 0) + people
    outcome = Outcome(
        attackers=tuple(sorted(attackers)), defenders=tuple(sorted(defenders)), struck_back=len(ours) < len(rows),
        hurt=tuple((side, people) for side, people in sorted(hurt.items()) if people),
    )  # fmt: skip
    plain = merged(rows)
    return replace(
        plain, side=ours[0].side, units=outcome.attackers, others=outcome.defenders,
        hexes=tuple(row.hexagon for row in ours), amount=sum(hurt.values()), outcome=outcome,
    )  # fmt: skip


def _attackers(day: Day, row: Row) -> set[int]:
    """Return the named attacker and those of its camp who stood beside the target with orders to attack."""
    sample, camp = day.witness.sample(row.impulse), day.camp(row.side)
    beside = day.witness.near(sample, row.hexagon)
    own = {unit for unit in beside if day.camp(_side_of(day, unit)) == camp}
    return {unit for unit in own if day.witness.verb(sample, unit) in ATTACKS} | set(unique([row.unit]))


def _defenders(day: Day, row: Row) -> set[int]:
    """Return the named defender and those of its camp on the hex under attack."""
    camp = day.camp(_side_of(day, row.other))
    there = day.witness.near(min(row.impulse, day.witness.impulses), row.hexagon, 0)
    return {unit for unit in there if day.camp(_side_of(day, unit)) == camp} | set(unique([row.other]))


def _side_of(day: Day, unit: int) -> int:
    return int(day.scenario.forces.side[unit]) if unit >= 0 else -1


def _with_outcome(day: Day, fight: Happening, told: set[int]) -> Happening:
    """Add what the fight led to: ground, retreats, prisoners; mark the rows that it explains."""
    assert fight.outcome is not None
    everyone = set(fight.units) | set(fight.others)
    place = day.anchor(day.whereabouts.middle(fight.hexes))

    slack = -(-PAUSE_HOURS // day.scenario.clock.impulse_hours)

    def explained(*kinds: Kind) -> list[Row]:
        then = range(fight.first, fight.last + slack + 1)
        return [row for row in day.of(*kinds) if row.index not in told and row.impulse in then]

    back = [row for row in explained(Kind.RETREATED) if row.unit in everyone]
    fled = [row for row in explained(Kind.ROUTED) if row.unit in everyone]
    surprised = [row for row in explained(Kind.SURPRISED) if row.unit in everyone]
    beaten = [row for row in explained(Kind.REPULSED) if row.unit in everyone]
    prisoners = [row for row in explained(Kind.CAPTURED_STOCKS) if row.other in everyone]
    ground = [row for row in explained(Kind.TOOK) if day.anchor(row.hexagon) == place]
    ground = [row for row in ground if row.hexagon in day.whereabouts.place_at]
    town = {h: row for row, h in enumerate(day.scenario.towns.hex.tolist())}.get(_hex(day, place), -1)
    in_town = [row for row in ground if town >= 0 and row.hexagon == _hex(day, place)]
    told.update(row.index for row in [*back, *fled, *surprised, *beaten, *prisoners, *ground])
    running = unique(row.unit for row in fled)
    outcome = replace(
        fight.outcome, fell_back=tuple(u for u in unique(row.unit for row in back) if u not in running), fled=running,
        surprised=unique(row.unit for row in surprised), beaten=unique(row.unit for row in beaten),
        prisoners=bool(prisoners),
        taken=tuple((row.side, row.hexagon, row.impulse) for row in ground if row not in in_town),
        won=_sums((row.side, row.amount) for row in in_town), shares=_shares(day, town) if in_town else (),
    )  # fmt: skip
    more = [row for row in ground if row.hexagon not in fight.hexes]
    last = max([fight.last, *(row.impulse for row in ground)])
    rows = tuple(sorted({*fight.rows, *(row.index for row in [*back, *fled, *surprised, *beaten, *ground])}))
    hexes = (*fight.hexes, *(row.hexagon for row in more))
    return replace(fight, outcome=outcome, town=town if in_town else -1, last=last, rows=rows, hexes=hexes)


def _hex(day: Day, place: str) -> int:
    return day.scenario.map.place_hex.get(place, -1)


def _town(day: Day, rows: list[Row], town: int) -> Happening:
    won = _sums((row.side, row.amount) for row in rows)
    side = max(won, key=lambda pair: pair[1])[0]
    plain = replace(merged(rows), side=side, units=_holders(day, [row for row in rows if row.side == side]), town=town)
    contested = any(row.hexagon == rows[0].hexagon for row in day.of(Kind.FOUGHT))
    shares = () if contested or dict(won)[side] >= day.scenario.towns.blocks[town] else _shares(day, town)
    return replace(plain, amount=dict(won)[side], outcome=Outcome(won=won, shares=shares))


def _holders(day: Day, rows: list[Row]) -> tuple[int, ...]:
    """Return the units that stood where ground was taken."""
    found: list[int] = []
    for row in rows:
        there = day.witness.near(day.witness.sample(row.impulse), row.hexagon, 0)
        found += [unit for unit in there if _side_of(day, unit) == row.side]
    return unique(found)


def _shares(day: Day, town: int) -> tuple[tuple[int, int], ...]:
    blocks = day.witness.blocks(min(day.end, day.witness.impulses), town)
    total = max(1, sum(blocks))
    return tuple((side, 100 * held // total) for side, held in enumerate(blocks) if held)


def _sums(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    sums: dict[int, int] = {}
    for side, amount in pairs:
        sums[side] = sums.get(side, 0) + amount
    return tuple(sums.items())
