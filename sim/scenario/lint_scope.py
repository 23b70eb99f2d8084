"""What every lint check looks at: the files of a scenario, the facts, the geography, and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from sim.base.clock import Clock
from sim.base.document import Loc
from sim.errors import Problem
from sim.scenario.geography import Geography, Place
from sim.scenario.load import ScenarioFiles
from sim.scenario.schema import Point
from sim.scenario.schema_base import Part
from sim.scenario.schema_events import Effect, Permit, Reinforce
from sim.scenario.schema_forces import Formation, Unit
from sim.scenario.walk import parts_of

if TYPE_CHECKING:
    from sim.facts.fact import Facts
    from sim.scenario.hexmap import HexMap


class Readable(Protocol):
    """What lint needs to know of an order: `sim.orders.Order` has it."""

    @property
    def who(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def via(self) -> tuple[str, ...]: ...
    @property
    def cargo(self) -> str: ...
    @property
    def at(self) -> str: ...


ReadOrder = Callable[[str], Readable]


@dataclass(frozen=True)
class Scope:
    """One scenario under inspection.  Without `read_order` lines of order notation are not looked at."""

    files: ScenarioFiles
    facts: Facts
    geography: Geography
    read_order: ReadOrder | None = None

    def problem(
        self,
        sheet: str,
        loc: Loc,
        message: str,
        remedy: str = "",
        level: Literal["error", "warning"] = "error",
    ) -> Problem:
        """Return a complaint at a place in one of the files."""
        return self.files.documents[sheet].problem(loc, message, remedy, level=level)

    @cached_property
    def sheets(self) -> tuple[tuple[str, Part], ...]:
        """Return the files with their names, in the order in which an author writes them."""
        files = self.files
        return (
            ("scenario", files.scenario),
            ("forces", files.forces),
            ("history", files.history),
            ("events", files.events),
            ("ruleset", files.ruleset),
        )

    @cached_property
    def clock(self) -> Clock:
        return self.files.scenario.clock.clock

    @cached_property
    def known(self) -> Mapping[str, Mapping[str, object]]:
        """Return what ids may name, by kind; of ids given twice the first counts."""
        scenario, forces, ruleset = self.files.scenario, self.files.forces, self.files.ruleset
        return {
            "side": _by_id(scenario.sides),
            "formation": _by_id(forces.formations),
            "unit": _by_id(forces.units),
            "air package": _by_id(forces.air),
            "event": _by_id(self.files.events.events),
            "unit type": ruleset.unit_types,
            "doctrine": ruleset.doctrines,
            "fact": self.facts.by_id,
            "question": {question.id: question for question in self.facts.questions},
        }

    @cached_property
    def placed(self) -> Mapping[str, Place | Point]:
        """Return the places of the map that exist, with their positions."""
        chart = self.files.scenario.map
        listed = {name: self.geography.places[name] for name in chart.places if name in self.geography.places}
        return {**listed, **{point.id: point for point in chart.points}}

    def countries(self, name: str) -> frozenset[str]:
        """Return the countries in which a place lies: two on a border, none if that is not known."""
        place = self.placed.get(name)
        if isinstance(place, Place):
            return frozenset(place.countries)
        if isinstance(self.hexmap, str) or name not in self.hexmap.place_hex:
            return frozenset()
        from sim.scenario.hexmap import COUNTRIES

        return frozenset({COUNTRIES[int(self.hexmap.country[self.hexmap.place_hex[name]])]})

    @cached_property
    def towns(self) -> frozenset[str]:
        return frozenset(town.place for town in self.files.scenario.map.towns)

    @cached_property
    def formation_of(self) -> Mapping[str, Formation]:
        """Return the formation of each unit."""
        return {unit.id: formation for formation in self.files.forces.formations for unit in formation.units}

    def formation(self, name: str) -> Formation | None:
        found = self.known["formation"].get(name)
        return found if isinstance(found, Formation) else None

    @cached_property
    def people(self) -> Mapping[tuple[str, str], int]:
        """Return how many people there are, for ("formation", id) and ("side", id)."""
        count: dict[tuple[str, str], int] = {}
        for formation in self.files.forces.formations:
            strength = sum(unit.strength.number for unit in formation.units)
            for key in (("formation", formation.id), ("side", formation.side)):
                count[key] = count.get(key, 0) + strength
        return count

    def friends(self, side: str) -> frozenset[str]:
        """Return the side and the sides that it or they call friends."""
        sides = self.files.scenario.sides
        named = {friend for s in sides if s.id == side for friend in s.friends}
        return frozenset({side} | named | {s.id for s in sides if side in s.friends})

    def effects(self) -> Iterator[tuple[Loc, Effect]]:
        """Yield every effect of every event, with its place in events.yaml."""
        return parts_of(self.files.events, Effect)

    @cached_property
    def reinforced(self) -> Mapping[str, str | None]:
        """Return the units that some event brings onto the map, and where; None where the unit says it."""
        brought: dict[str, str | None] = {}
        for _, effect in self.effects():
            if isinstance(effect.reinforce, Reinforce):
                for unit in self.units_named(effect.reinforce.units, effect.reinforce.formation):
                    brought.setdefault(unit.id, effect.reinforce.at)
        return brought

    def units_named(self, units: tuple[str, ...] | None, formation: str | None) -> list[Unit]:
        """Return the units that an effect names; unknown names are left out."""
        if formation is not None:
            found = self.formation(formation)
            return list(found.units) if found else []
        every = self.known["unit"]
        return [unit for unit in map(every.get, units or ()) if isinstance(unit, Unit)]

    def appears(self, unit: Unit) -> bool:
        """Say whether a unit is ever on the map."""
        return unit.at is not None or unit.id in self.reinforced

    def entry(self, unit: Unit) -> str | None:
        """Return the place where a unit starts or comes in, if that is said."""
        return unit.at or self.reinforced.get(unit.id) or (unit.arrives.place if unit.arrives else None)

    def permits(self, formation: Formation) -> frozenset[str]:
        """Return the countries that a formation may ever enter: at the start or by an event."""
        return frozenset({*formation.permits, *self._gained.get(formation.id, ())})

    @cached_property
    def _gained(self) -> Mapping[str, list[str]]:
        """Return the countries that events open to each formation."""
        gained: dict[str, list[str]] = {}
        for _, effect in self.effects():
            if isinstance(effect.permit, Permit) and effect.permit.allowed:
                gained.setdefault(effect.permit.formation, []).append(effect.permit.country)
        return gained

    @cached_property
    def hexmap(self) -> HexMap | str:
        """Return the hex map, or the reason why there can be none."""
        return _hexmap(self)


def _by_id(entries: tuple[Part, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)  # type: ignore[attr-defined]
    return found


def _hexmap(scope: Scope) -> HexMap | str:
    from sim.scenario.compile import hexmap_of

    try:
        return hexmap_of(scope.files.scenario, scope.geography)
    except (KeyError, ValueError) as error:
        return str(error)
