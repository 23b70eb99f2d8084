"""Sentences about fights and about ground that changed hands: who, against whom, what came of it, at what cost."""

from __future__ import annotations

from collections.abc import Collection

from sim.report.chronicle.happening import Happening, Outcome
from sim.report.chronicle.parts import in_part, part_of, until_part
from sim.report.chronicle.prose import counted, listed, number, sentence
from sim.report.chronicle.teller import Teller, there
from sim.state.events import EventKind as Kind

#: A fight with fewer people killed or wounded and no ground won was a skirmish.
SKIRMISH = 6
DAY_LONG_HOURS = 20


def fought(teller: Teller, told: Happening) -> str:
    """Tell of one fight."""
    outcome = told.outcome or Outcome()
    who, whom = teller.doers(told), teller.others(told)
    ended = bool(outcome.taken or outcome.won or outcome.fell_back or outcome.fled)
    serious = ended or told.amount >= SKIRMISH
    again = serious and teller.day.anchor(teller.day.whereabouts.middle(told.hexes)) in teller.yesterday
    verb = "went on attacking" if again else "attacked" if serious else "skirmished with"
    opening = there(f"{who} {verb} {whom}", teller.where(told))
    parts = [opening + _duration(teller, told) + _surprise(told, outcome)]
    if ended:
        parts.append(_ending(teller, told, outcome))
    elif serious:
        parts[0] += _vain(told, outcome, who.plural)
    parts += [_shares(teller, told, outcome), _cost(teller, outcome)]
    return " ".join(sentence(part) for part in parts if part)


def took(teller: Teller, told: Happening) -> str:
    """Tell of ground that changed hands without a fight."""
    where, outcome = teller.day.whereabouts, told.outcome
    who = teller.doers(told)
    if told.town >= 0 and outcome is not None:
        town = where.name(teller.day.scenario.towns.ids[told.town])
        total = int(teller.day.scenario.towns.blocks[told.town])
        blocks = dict(outcome.won).get(told.side, told.amount)
        against = teller.day.of(Kind.FOUGHT, Kind.SURPRISED, Kind.EMERGED)
        opposed = any(row.hexagon in told.hexes and told.first <= row.impulse <= told.last for row in against)
        mine = f"{who} took {_blocks(blocks, total, town)}{'' if opposed else ', which nobody defended'}"
        return " ".join(sentence(part) for part in (mine, _shares(teller, told, outcome)) if part)
    places = listed([where.to(h) for h in dict.fromkeys(told.hexes)]) or "ground"
    if not told.units:
        return f"{places} passed to {teller.naming.camp(told.side)}"
    return f"{who} took {places} without a fight"


def _duration(teller: Teller, told: Happening) -> str:
    clock = teller.day.scenario.clock
    if (told.last - told.first + 1) * clock.impulse_hours >= DAY_LONG_HOURS:
        return ", day and night"
    last = part_of(clock, told.last)
    return "" if last == part_of(clock, told.first) else f", and fought on until {until_part(last)}"


def _surprise(told: Happening, outcome: Outcome) -> str:
    return ", taking them by surprise" if set(outcome.surprised) & set(told.others) else ""


def _vain(told: Happening, outcome: Outcome, plural: bool) -> str:
    """Say that an attack came to nothing."""
    if set(outcome.beaten) & set(told.units):
        return f", and {'were' if plural else 'was'} beaten back"
    return ", but won no ground"


def _ending(teller: Teller, told: Happening, outcome: Outcome) -> str:
    """Say what came of the fight: ground first, then who gave way."""
    endings = _ground(teller, told, outcome)
    fell_back = [unit for unit in (*told.others, *told.units) if unit in outcome.fell_back]
    beaten = [unit for unit in outcome.beaten if unit in told.units and unit not in (*fell_back, *outcome.fled)]
    endings += _who_did(teller, told, fell_back, "fell back")
    endings += _who_did(teller, told, outcome.fled, "broke and fled" + _prisoners(outcome))
    if beaten and not endings:
        endings.append("the attack was beaten back")
    plain_pair = len(endings) < 3 and not any(" and " in text for text in endings)
    return listed(endings) if plain_pair else "; ".join(endings)


def _who_did(teller: Teller, told: Happening, units: Collection[int], words: str) -> list[str]:
    """Tell it of each side apart, so that it is clear who left whom."""
    sides = dict.fromkeys(int(teller.day.scenario.forces.side[unit]) for unit in units)
    of_side = [[unit for unit in units if int(teller.day.scenario.forces.side[unit]) == side] for side in sides]
    return [f"{teller.forces(own, told.first, 2)} {words}" for own in of_side]


def _prisoners(outcome: Outcome) -> str:
    return ", leaving prisoners and weapons" if outcome.prisoners else ""


def _ground(teller: Teller, told: Happening, outcome: Outcome) -> list[str]:
    naming, where, clock = teller.naming, teller.day.whereabouts, teller.day.scenario.clock
    endings = []
    changes = [h for _, h, _ in outcome.taken]
    for h, (side, impulse) in {h: (side, impulse) for side, h, impulse in outcome.taken}.items():
        again = ", after it had changed hands more than once," if changes.count(h) > 1 else ""
        endings.append(f"{naming.camp(side)}{again} took {where.to(h)} {in_part(part_of(clock, impulse))}")
    if outcome.won:
        total = int(teller.day.scenario.towns.blocks[told.town])
        ranked = sorted(outcome.won, key=lambda pair: -pair[1])
        side, blocks = ranked[0]
        more = [f"{naming.camp(s)} {counted(n, 'block')}" for s, n in ranked[1:]]
        endings.append(listed([f"{naming.camp(side)} won {_blocks(blocks, total, 'the town')}", *more]))
    return endings


def _blocks(blocks: int, total: int, town: str) -> str:
    if blocks >= total:
        return f"all {number(total)} blocks of {town}"
    return f"{number(blocks)} of the {number(total)} blocks of {town}"


def _shares(teller: Teller, told: Happening, outcome: Outcome) -> str:
    """Say how a town was divided when the day ended."""
    if not outcome.shares:
        return ""
    town = teller.day.whereabouts.name(teller.day.scenario.towns.ids[told.town])
    ranked = sorted(outcome.shares, key=lambda pair: -pair[1])
    if len(ranked) == 1:
        return f"at the end of the day {teller.naming.camp(ranked[0][0])} held all of {town}"
    first, *others = [f"{teller.naming.camp(side)} held {share} percent" for side, share in ranked]
    return f"at the end of the day {first} of {town}, {listed([text.replace(' held', '') for text in others])}"


def _cost(teller: Teller, outcome: Outcome) -> str:
    people = [f"{teller.naming.short[side]} {people}" for side, people in outcome.hurt]
    return f"killed or wounded there: {', '.join(people)}" if people else ""
