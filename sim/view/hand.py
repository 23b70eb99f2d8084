"""What a person has in hand while he gives an order: whom, what, by way of where, at which hex."""

from __future__ import annotations

from dataclasses import dataclass

from sim.orders.order import NEEDS_PLACE, Order, hex_name
from sim.play.game import Game
from sim.state.state import MOST_STOPS
from sim.view.camera import Floats
from sim.view.pages import able

AIMED = (*NEEDS_PLACE, "support", "lift", "clear")
"""Verbs that are given on a hex."""


@dataclass
class Hand:
    """A unit, or all of its formation, or an air package; and the order that is being aimed."""

    game: Game
    unit: int | None = None
    package: int | None = None
    whole: bool = False  # the formation of the unit is addressed
    verb: str = ""
    stops: tuple[int, ...] = ()  # hexes on the way, in order
    aim: int | None = None

    def put_down(self) -> None:
        """Leave the order; the unit stays chosen."""
        self.verb, self.stops, self.aim = "", (), None

    def take_up(self, verb: str) -> None:
        """Aim another order by the same way; without a verb the stops go, the aim stays."""
        self.verb, self.stops = verb, self.stops if verb else ()

    def put_stop(self, h: int) -> str:
        """Add a stop to the way, or take the last away if that is it; return why not, nothing if it was done."""
        if self.stops[-1:] == (h,):
            self.stops = self.stops[:-1]
        elif len(self.stops) == MOST_STOPS:
            return f"a way has at most {MOST_STOPS} stops"
        else:
            self.stops = (*self.stops, h)
        return ""

    def own(self, unit: int) -> bool:
        """Say whether a unit can be ordered by the person at all."""
        return able(self.game.scenario, self.game.seen, unit)

    @property
    def units(self) -> list[int]:
        """Return all units that the person can order."""
        scenario, seen = self.game.scenario, self.game.seen
        return [unit for unit in range(scenario.forces.count) if able(scenario, seen, unit)]

    @property
    def formation(self) -> int:
        """Return the formation of the chosen unit."""
        assert self.unit is not None
        return int(self.game.scenario.forces.formation[self.unit])

    def who(self, air: bool = False) -> str:
        """Return the id that is addressed: of the package, the unit, or its formation."""
        scenario = self.game.scenario
        if air:
            return scenario.packages.ids[self.package] if self.package is not None else "nobody"
        if self.unit is None:
            return "nobody"
        return scenario.formations.ids[self.formation] if self.whole else scenario.forces.ids[self.unit]

    def line(self, h: int, air: bool = False) -> str:
        """Return the order on a hex as a line of notation."""
        scenario = self.game.scenario
        cargo = scenario.forces.ids[self.unit] if self.verb == "lift" and self.unit is not None else ""
        stops = () if air else self.stops[:-1] if self.stops[-1:] == (h,) else self.stops  # the last may be the goal
        via = tuple(hex_name(scenario, stop) for stop in stops)
        return str(Order(self.who(air), self.verb, hex_name(scenario, h), via, cargo))

    @property
    def start(self) -> int | None:
        """Return the hex in which the chosen unit stands, as far as one knows."""
        return None if self.unit is None else int(self.game.seen.picture.position[0, self.unit])

    def enemies_at(self, h: int) -> bool:
        """Say whether an enemy is known in a hex."""
        seen, scenario = self.game.seen, self.game.scenario
        hostile = scenario.hostile[self.game.side][scenario.forces.side]
        return bool((hostile & seen.known[0] & seen.picture.on_map[0] & (seen.picture.position[0] == h)).any())

    def shift(self, east: int, north: int, centres: Floats) -> int | None:
        """Move the aim to the neighbour that lies that way; return where it is then."""
        h, grid = self.aim if self.aim is not None else self.start, self.game.scenario.map.grid
        if h is not None:
            around = [one for one in grid.neighbours[h].tolist() if one < grid.count]
            self.aim = max(around, key=lambda one: float((centres[one] - centres[h]) @ (east, north)))
        return self.aim
