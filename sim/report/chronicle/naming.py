"""How sides, formations, units and aircraft are called in running text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sim.report.chronicle.prose import Phrase, joined
from sim.scenario.scenario import Scenario

_PLURAL = {
    "aircraft", "bands", "battalions", "brigades", "bombers", "cells", "columns", "companies", "fighters", "forces",
    "groups", "helicopters", "martyrs", "militias", "police", "raiders", "rebels", "supporters", "teams", "tribes",
    "tribesmen", "troops", "units",
}  # fmt: skip
_SINGULAR = {
    "airlift", "army", "band", "battalion", "brigade", "cell", "column", "company", "detachment", "flight", "force",
    "garrison", "group", "guard", "militia", "regiment", "relief", "reserve", "squadron", "team",
}  # fmt: skip
#: First words that are no proper names: small in the middle of a sentence.
_COMMON = {
    "Advance", "Air", "Assault", "Base", "Covert", "Desert", "First", "Forward", "Local", "Mobile", "Raiding", "Relief",
    "Second", "Sleeper", "Third", "Town", "Tribal", "Valley",
}  # fmt: skip
_HEAD_ENDS = re.compile(r"\s+(?:of|in|at|on|from|near|and|for|with)\s+|\s*[,(]")


class Naming:
    """Names of a scenario, with the articles and numbers that English wants."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        pairs = zip(scenario.sides, scenario.side_names, strict=True)
        self.short = tuple(_short(word, name) for word, name in pairs)

    def camp(self, side: int) -> Phrase:
        """Return `ISIL`, `the government side`."""
        if side < 0:
            return Phrase("nobody")
        short = self.short[side]
        if short.islower() and short in _PLURAL:
            return Phrase(f"the {short}", plural=True)
        return Phrase(short if short.isupper() else f"the {short} side")

    def camps(self, sides: Iterable[int]) -> Phrase:
        """Return several sides."""
        return joined([self.camp(side) for side in dict.fromkeys(sides)])

    def forces(self, units: Collection[int], living: Collection[int] = (), most: int = 3) -> Phrase:
        """Return units by name: whole formations by theirs, the strongest first, at most so many names.

        `living` are all units there are at the time: a formation is named as a whole when none of them is missing.
        """
        forces = self.scenario.forces
        groups: dict[int, list[int]] = {}
        for unit in sorted(set(units)):
            groups.setdefault(int(forces.formation[unit]), []).append(unit)
        ranked = sorted(groups.items(), key=lambda group: -sum(int(forces.strength[unit]) for unit in group[1]))
        kept = ranked if len(ranked) <= most else ranked[: most - 1]
        whole: list[Phrase] = []
        parts: list[Phrase] = []
        for formation, members in kept:
            phrase, part = self._group(formation, members, living)
            (parts if part else whole).append(phrase)
        whole += [Phrase(f"{'of' if row else 'units of'} {part}", plural=True) for row, part in enumerate(parts)]
        return joined(whole if kept is ranked else [*whole, Phrase("others", plural=True)])

    def packages(self, rows: Iterable[int]) -> Phrase:
        """Return air packages by name."""
        return joined([spoken(self.scenario.packages.names[row]) for row in dict.fromkeys(rows)])

    def _group(self, formation: int, members: list[int], living: Collection[int]) -> tuple[Phrase, bool]:
        """Name what is there of a formation; True if the name is that of the whole, of which this is a part."""
        own = [unit for unit in living if int(self.scenario.forces.formation[unit]) == formation]
        whole = not set(own) - set(members)
        if len(members) == 1 and not (whole and own):
            return self._unit(members[0]), False
        name = self._formation(formation)
        if not whole and " fighters from " in name.text:
            return Phrase(f"some {name}", plural=True), False
        return name, not whole

    def _formation(self, formation: int) -> Phrase:
        name = self.scenario.formations.names[formation]
        short = self.short[int(self.scenario.formations.side[formation])]
        if short.isupper() and (found := re.match(rf"{re.escape(short)} (?:in|at|of|on) (.+)", name)):
            return Phrase(f"{short} fighters from {found[1]}", plural=True)
        head, _, tail = name.partition(", ")
        alike = [other for other in self.scenario.formations.names if other.startswith(head) and other != name]
        return Phrase(f"{spoken(head)} ({tail})", spoken(head).plural) if tail and alike else spoken(name)

    def _unit(self, unit: int) -> Phrase:
        forces = self.scenario.forces
        name, short = forces.names[unit], self.short[int(forces.side[unit])]
        if short.isupper() and short not in name:
            return Phrase(f"{short}'s {_without_tail(name)}", _head(name).split(" ")[-1].lower() in _PLURAL)
        return spoken(name)


def spoken(name: str) -> Phrase:
    """Return a name as it stands in a sentence: `the Tiger Forces` (plural), `Hezbollah`, `Army battalion 2`."""
    text, last = _without_tail(name), _head(name).split(" ")[-1].lower()
    if last not in _PLURAL | _SINGULAR or name.lower().startswith("the "):
        return Phrase(text, last in _PLURAL)
    return Phrase(f"the {text}", last in _PLURAL)


def _without_tail(name: str) -> str:
    """Leave off what stands behind a comma or in brackets: it tells apart in a list, not in a sentence."""
    text = re.split(r"\s*[,(]", name, maxsplit=1)[0]
    first, blank, rest = text.partition(" ")
    return f"{first.lower() if first in _COMMON else first}{blank}{rest}"


def _head(name: str) -> str:
    """Return the words that the name is about: `ISIL garrison` of `ISIL garrison of Abu Kamal`."""
    return _HEAD_ENDS.split(name, maxsplit=1)[0]


def _short(word: str, name: str) -> str:
    """Shorten a side's name: to its initials, to the word in it that begins with its id, or to its last noun."""
    initials = "".join(part[0] for part in re.findall(r"[^\W\d_][\w'-]*", name) if part[0].isupper())
    if len(initials) > 2 and initials.lower() == word:
        return initials
    words = name.split()
    named = [part for part in words if part.lower().startswith(word)]
    return named[0] if named else words[-1] if words[-1] in _PLURAL else name.partition(" and ")[0]
