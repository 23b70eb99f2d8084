"""Predicates about a scenario alone: its forces, commanders, ground, calendar and aims."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from sim.base.clock import parse_time
from sim.base.projection import bearing_degrees, great_circle_km
from sim.facts.predicate_scenario import (
    Aircraft,
    Bank,
    Calendar,
    Codename,
    Commander,
    Country,
    Direction,
    Force,
    Ground,
    HasAir,
    HasForce,
    HasPlace,
    Objective,
    Supported,
)
from sim.record.trace import Pairs, Site, Stage
from sim.report.fidelity.evidence import StrangerError, bounded, index, selected

Answer = tuple[bool, str]

_SECTORS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def force(stage: Stage, check: Force) -> Answer:
    """Add up full strengths."""
    total = np.asarray(stage.establishment)[selected(stage, check)].sum(dtype=np.int64)
    return bool(bounded(check, total)), f"{int(total)} fighters"


def has_force(stage: Stage, check: HasForce) -> Answer:
    """Look for a name in the order of battle."""
    names = [name for side, name in stage.force_names if side == check.side]
    if check.side in stage.sides:
        own = np.flatnonzero(np.asarray(stage.unit_side) == stage.sides.index(check.side)).tolist()
        names += [stage.units[unit] for unit in own]
        names += sorted({stage.formations[int(stage.unit_formation[unit])] for unit in own})
    return _named(check.name, names)


def commander(stage: Stage, check: Commander) -> Answer:
    """Look for a commander."""
    return _named(check.name, [name for side, name in stage.commanders if side == check.side])


def aircraft(stage: Stage, check: Aircraft) -> Answer:
    """Count aircraft."""
    count = stage.package_aircraft[index(stage.packages, check.package, "air package")]
    return bool(bounded(check, count)), f"{int(count)} aircraft"


def has_air(stage: Stage, check: HasAir) -> Answer:
    """Judge who flies an air package."""
    package = index(stage.packages, check.package, "air package")
    side = stage.sides[int(stage.package_side[package])]
    return side == check.side, f"flies for {side}"


def ground(stage: Stage, check: Ground) -> Answer:
    """Measure between two places."""
    start, end = _site(stage, check.from_place), _site(stage, check.to_place)
    km = great_circle_km(start.lat, start.lon, end.lat, end.lon)
    return bool(bounded(check, np.asarray(km))), f"{km:.1f} km"


def bank(stage: Stage, check: Bank) -> Answer:
    """Judge the bank of the Euphrates."""
    found = _site(stage, check.place).bank
    return found == check.bank, f"{found} bank"


def country(stage: Stage, check: Country) -> Answer:
    """Judge the country."""
    found = _site(stage, check.place).countries
    return check.country in found, ", ".join(found)


def has_place(stage: Stage, check: HasPlace) -> Answer:
    """Judge whether the map has a place."""
    there = check.place in stage.place_hex
    return there, "on the map" if there else "not on the map"


def direction(stage: Stage, check: Direction) -> Answer:
    """Measure a bearing."""
    start, end = _site(stage, check.from_place), _site(stage, check.to_place)
    found = bearing_degrees(start.lat, start.lon, end.lat, end.lon)
    off = abs((found - 45 * _SECTORS.index(check.sector) + 180) % 360 - 180)
    return off <= check.tolerance_degrees, f"bearing {found:.0f}°"


def calendar(stage: Stage, check: Calendar) -> Answer:
    """Judge start, end and length."""
    clock = stage.clock
    good = True
    if check.starts is not None:
        exact = clock.start if len(check.starts) > 10 else clock.start.replace(hour=0, minute=0)
        good &= exact == parse_time(check.starts)
    if check.ends is not None:
        last_day = (clock.end - timedelta(minutes=1)).replace(hour=0, minute=0)
        good &= (clock.end if len(check.ends) > 10 else last_day) == parse_time(check.ends)
    if check.days is not None:
        good &= clock.end - clock.start == timedelta(days=check.days)
    return good, f"{clock.start:%Y-%m-%d %H:%M} to {clock.end:%Y-%m-%d %H:%M}"


def codename(stage: Stage, check: Codename) -> Answer:
    """Look for a code name."""
    return _named(check.text, [stage.codename])


def objective(stage: Stage, check: Objective) -> Answer:
    """Look for an objective."""
    return _pair(check.side, check.place, stage.objectives)


def supported(stage: Stage, check: Supported) -> Answer:
    """Look for a backer."""
    return _pair(check.side, check.by, stage.backers)


def _site(stage: Stage, place: str) -> Site:
    if place not in stage.sites:
        raise StrangerError(f"the geography has no place '{place}'")
    return stage.sites[place]


def _pair(side: str, name: str, pairs: Pairs) -> Answer:
    names = [other for who, other in pairs if who == side]
    return name in names, ", ".join(names) or "none"


def _named(name: str, names: list[str]) -> Answer:
    """Say whether one of the names has `name` in it, word for word, whatever the case, dots and hyphens."""
    wanted = f" {_words(name)} "
    found = any(wanted in f" {_words(known)} " for known in names)
    return found, ", ".join(names) or "none"


def _words(text: str) -> str:
    letters = (letter if letter.isalnum() else " " for letter in text.casefold() if letter not in "'’ʿʾ")
    return " ".join("".join(letters).split())
