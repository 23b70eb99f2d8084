"""Happenings as sentences: one function for each kind of event, in the past tense, for a reader new to all this."""

from __future__ import annotations

import re
from collections.abc import Callable

from sim.report.chronicle.fighting import fought, took
from sim.report.chronicle.happening import Happening
from sim.report.chronicle.prose import Phrase, counted, listed, number, sentence
from sim.report.chronicle.teller import Teller, hurt_words, there
from sim.scenario.schema_events import Effect
from sim.state.events import EventKind as Kind

#: `battalion 4 5 km east of …` wants a comma.
_TWO_NUMBERS = re.compile(r"(\d) (\d+ km)\b")


def tell(teller: Teller, told: Happening) -> str:
    """Return a happening in one or two sentences."""
    text = SENTENCES[told.kind](teller, told)
    return sentence(_TWO_NUMBERS.sub(r"\1, \2", text))


_GAITS = {"attack": "advanced", "raid": "rode out to raid", "infiltrate": "slipped forward", "withdraw": "withdrew"}


def _moved(teller: Teller, told: Happening) -> str:
    where = teller.day.whereabouts
    text = f"{teller.doers(told)} {_GAITS.get(told.verb, 'marched')}"
    if not told.hexes:
        return f"{text} off the map"
    goal, named = told.hexes[0], where.anchor(told.origin)
    measured = told.verb == "raid" or told.km < 5 or where.place_at.get(told.origin) == where.anchor(goal)
    km = "" if measured else f" {told.km:.0f} km"
    start = "" if told.origin < 0 else f" from {where.to(told.origin)}"
    return f"{text}{km}{start} to {where.to(goal, named)}"


def _lost(teller: Teller, told: Happening) -> str:
    where = teller.day.whereabouts
    return f"{teller.naming.camp(told.side)} lost {listed([where.to(h) for h in dict.fromkeys(told.hexes)])}"


def _retreated(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told)} gave ground{teller.where(told)}"


def _routed(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told)} broke and fled{teller.where(told)}"


def _surrendered(teller: Teller, told: Happening) -> str:
    people = f"; {counted(told.amount, 'fighter')} went into captivity" if told.amount else ""
    return f"{teller.doers(told)} surrendered{teller.where(told)}{people}"


def _ambushed(teller: Teller, told: Happening) -> str:
    hurt = hurt_words(told.amount) if told.outcome is not None else ""
    return f"{teller.doers(told)} ambushed {teller.others(told, 3)}{teller.where(told)}{hurt}"


def _surprised(teller: Teller, told: Happening) -> str:
    if told.units:
        return f"{teller.doers(told).were} taken by surprise{teller.where(told)}"
    by = f" by {teller.others(told)}" if told.others else ""
    return f"{teller.naming.camp(told.side)} was caught off guard{teller.where(told)}{by}"


def _infiltrated(teller: Teller, told: Happening) -> str:
    return f"Under cover of darkness {teller.doers(told)} slipped between opposing positions{teller.where(told)}"


def _emerged(teller: Teller, told: Happening) -> str:
    many = f", about {told.amount} fighters," if told.amount else ""
    return f"{teller.doers(told)}{many} came up from hiding{teller.where(told)}"


def _car_bomb(teller: Teller, told: Happening) -> str:
    bombs = counted(told.count, "suicide vehicle")
    target = f" against {teller.others(told)}" if told.others else ""
    hurt = hurt_words(told.amount) if told.amount else ", without effect"
    return f"{teller.naming.camp(told.side)} sent {bombs}{there(target, teller.where(told))}{hurt}"


def _rockets(teller: Teller, told: Happening) -> str:
    times = "" if told.count == 1 else f", {number(told.count)} times in all"
    where = teller.day.whereabouts.around(told.hexes) if told.hexes else ""
    places = len({teller.day.anchor(h) for h in told.hexes})
    target = f"positions{' in several places, most of them' if places > 2 else ''} {where}" if where else "positions"
    hurt = hurt_words(told.amount)
    return f"{teller.naming.camp(told.side)} fired rockets and mortars at {target}{times}{hurt}"


def _air_strike(teller: Teller, told: Happening) -> str:
    planes = teller.naming.packages(told.others) if told.others else Phrase("aircraft", True)
    target = f", most of them against targets {teller.day.whereabouts.around(told.hexes)}" if told.hexes else ""
    flown = f"flew {counted(told.count, 'sortie')}"
    return f"{planes} {flown}{target if told.count > 1 else teller.where(told)}{hurt_words(told.amount)}"


def _bomber_strike(teller: Teller, told: Happening) -> str:
    planes = teller.naming.packages(told.others) if told.others else Phrase("long-range bombers", True)
    witness, last = teller.day.witness, min(told.last, teller.day.witness.impulses - 1)
    dead = witness.losses(min(told.first, last), last + 1).civilians if last >= 0 else 0
    toll = f"; about {counted(dead, 'civilian')} must be expected to have been killed" if dead else ""
    return f"{planes} bombed targets{teller.where(told)}{hurt_words(told.amount)}{toll}"


def _lifted(teller: Teller, told: Happening) -> str:
    by = teller.naming.packages(told.others) if told.others else Phrase("helicopters", True)
    landing = f" to {teller.day.whereabouts.to(told.hexes[-1])}" if told.hexes else ""
    return f"{by} flew {teller.doers(told)}{landing}"


def _dug_in(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told, 2)} dug in"


def _cleared(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told)} cleared mines and traps{teller.where(told)}"


def _crossed_border(teller: Teller, told: Happening) -> str:
    where = teller.day.whereabouts
    old = where.country(told.origin) if told.origin >= 0 else ""
    new = where.country(told.hexes[-1]) if told.hexes else ""
    way = f" from {old} into {new}" if old and new and old != new else ""
    went = "went back over" if told.verb == "withdraw" else "crossed"
    return f"{teller.doers(told)} {went} the border{way}{teller.where(told)}"


def _repulsed(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told).were} beaten back{teller.where(told)}"


def _cut_off(teller: Teller, told: Happening) -> str:
    who = teller.doers(told)
    return f"{who.were} cut off from {who.its} supplies{teller.where(told) if len(set(told.hexes)) < 4 else ''}"


def _rejoined(teller: Teller, told: Happening) -> str:
    who = teller.doers(told)
    return f"{who} had {who.its} supply line back"


def _raided(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told)} cut the supply line of {teller.others(told)}{teller.where(told)}"


def _captured_stocks(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told)} took prisoners and weapons from {teller.others(told)}{teller.where(told)}"


def _arrived(teller: Teller, told: Happening) -> str:
    people = f" with {told.amount:,} fighters" if told.amount else ""
    return f"{teller.doers(told)} arrived{teller.where(told)}{people}"


def _released(teller: Teller, told: Happening) -> str:
    who = teller.doers(told)
    return f"{who}, in hiding until then, took up arms{teller.where(told)}"


def _alerted(teller: Teller, told: Happening) -> str:
    return f"{teller.doers(told).were} put on the alert"


def _blacked_out(teller: Teller, told: Happening) -> str:
    groups = teller.day.scenario.formations.ids
    rows = sorted({int(teller.day.scenario.forces.formation[unit]) for unit in told.units})
    units = [int(unit) for row in rows if row < len(groups) for unit in teller.day.scenario.formation_units(row)]
    who = teller.naming.forces(units) if units else teller.naming.camp(told.side)
    return f"the command of {who} was disrupted: orders would come late"


def _dispersed(teller: Teller, told: Happening) -> str:
    who = teller.doers(told)
    return f"{who}, after {who.its} losses, dispersed{teller.where(told)}"


def _destroyed(teller: Teller, told: Happening) -> str:
    who = teller.doers(told)
    return f"{who.were} destroyed{teller.where(told)}"


def _message(teller: Teller, told: Happening) -> str:
    row = told.others[0] if told.others else -1
    if not 0 <= row < len(teller.day.scenario.triggers):
        return "An event of the scenario came about"
    trigger = teller.day.scenario.triggers[row]
    texts = [effect.message.text for effect in trigger.effects if isinstance(effect, Effect) and effect.message]
    return trigger.say or " ".join(texts) or trigger.title


SENTENCES: dict[Kind, Callable[[Teller, Happening], str]] = {
    Kind.MOVED: _moved, Kind.FOUGHT: fought, Kind.TOOK: took, Kind.LOST: _lost, Kind.WITHDREW: _moved,
    Kind.RETREATED: _retreated, Kind.ROUTED: _routed, Kind.SURRENDERED: _surrendered, Kind.AMBUSHED: _ambushed,
    Kind.SURPRISED: _surprised, Kind.INFILTRATED: _infiltrated, Kind.EMERGED: _emerged, Kind.CAR_BOMB: _car_bomb,
    Kind.ROCKETS: _rockets, Kind.AIR_STRIKE: _air_strike, Kind.BOMBER_STRIKE: _bomber_strike, Kind.LIFTED: _lifted,
    Kind.DUG_IN: _dug_in, Kind.CLEARED: _cleared, Kind.CROSSED_BORDER: _crossed_border, Kind.REPULSED: _repulsed,
    Kind.CUT_OFF: _cut_off, Kind.REJOINED: _rejoined, Kind.RAIDED: _raided, Kind.CAPTURED_STOCKS: _captured_stocks,
    Kind.ARRIVED: _arrived, Kind.RELEASED: _released, Kind.ALERTED: _alerted, Kind.BLACKED_OUT: _blacked_out,
    Kind.DISPERSED: _dispersed, Kind.DESTROYED: _destroyed, Kind.MESSAGE: _message,
}  # fmt: skip
