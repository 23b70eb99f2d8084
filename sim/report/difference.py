"""How a course differs from history's own in the same world at the same time: losses, ground, objectives, the front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from sim.play.game import Game
from sim.play.past import Past
from sim.report.chronicle.naming import Naming
from sim.report.chronicle.whereabouts import Whereabouts
from sim.report.standing import WORDS
from sim.rules.victory import standings
from sim.scenario.scenario import Scenario
from sim.state.observation import Observation, observe
from sim.state.state import State

KINDS = ("killed", "wounded", "captured")


@dataclass(frozen=True)
class Toll:
    """Losses of a side, (killed, wounded, captured): here, None where they are not known, and in history."""

    side: str
    here: tuple[int, int, int] | None
    there: tuple[int, int, int]


@dataclass(frozen=True)
class Held:
    """An inhabited place that others hold than in history; None for nobody."""

    place: str
    here: str | None
    there: str | None


@dataclass(frozen=True)
class Aim:
    """An objective and how it stands, in the words of `WORDS`."""

    id: str
    title: str
    side: str
    here: str
    there: str


@dataclass(frozen=True)
class Front:
    """Kilometres from a side's nearest troops to a place that it is after; None where it has no troops."""

    side: str
    place: str
    here: float | None
    there: float | None


@dataclass(frozen=True)
class Difference:
    """A course beside history; `names` are the sides as prose calls them, `places` as well."""

    scenario: str
    date: datetime
    losses: tuple[Toll, ...]
    places: tuple[Held, ...]
    objectives: tuple[Aim, ...]
    front: tuple[Front, ...]
    known_to: str | None  # the side beyond whose knowledge nothing is said of the course; None where all is said
    names: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        tree = asdict(self) | {"date": f"{self.date:%Y-%m-%dT%H:%M}"}
        del tree["names"]
        for toll in tree["losses"]:
            for where in ("here", "there"):
                toll[where] = None if toll[where] is None else dict(zip(KINDS, toll[where], strict=True))
        return tree

    def lines(self) -> Iterator[str]:
        """Say it in sentences, one a line."""
        knows = f", as far as {self.names[self.known_to]} knows" if self.known_to else ""
        yield f"{self.date:%d %B %Y, %H:%M}, beside history in the same world{knows}:"
        for toll in self.losses:
            here = "not known" if toll.here is None else _counted(toll.here)
            yield f"Losses of {self.names[toll.side]}: {here}; in history {_counted(toll.there)}."
        for held in self.places:
            here, there = (self.names[side] if side else "nobody" for side in (held.here, held.there))
            yield f"{_capital(self.names[held.place])} is held by {here}; in history by {there}."
        if not self.places:
            yield "No place is held by others than in history."
        for aim in self.objectives:
            same = " as well" if aim.here == aim.there else f" {aim.there}"
            yield f"{aim.title}: {aim.here}; in history{same}."
        for front in self.front:
            here, there = (
                "no troops are left" if km is None else f"the nearest troops are {km:.0f} km away"
                for km in (front.here, front.there)
            )
            where = f"Of {self.names[front.side]} before {self.names[front.place]}"
            yield f"{where} {here}; in history {there}."


def beside_history(game: Game, past: Past | None = None) -> Difference:
    """Compare a game with history; while it goes on, with what the person's side does not know left out.

    `past` is the game's own and may be given again and again: it then lives on, instead of from the beginning.
    """
    then = (past or Past(game.scenario, [int(game.state.seeds[0])])).at(game.turn)
    return difference(game.scenario, game.state, then, None if game.over else game.seen)


def difference(scenario: Scenario, here: State, there: State, seen: Observation | None = None) -> Difference:
    """Compare two states of one world at one time; with `seen`, `here` only as far as that side knows it.

    Who holds what, and how objectives stand, is then compared with what the same side knew in history at that time.
    """
    if here.impulse != there.impulse:
        raise ValueError(f"the states are of impulse {here.impulse} and {there.impulse}")
    state = here if seen is None else seen.picture
    ground = there if seen is None else observe(scenario, there, seen.side).picture
    known = np.ones(len(scenario.sides), dtype=np.bool_) if seen is None else scenario.friend[seen.side]
    sides = [name for side, name in enumerate(scenario.sides) if known[side]]
    where, naming = Whereabouts(scenario), Naming(scenario)
    names = {place: where.name(place) if place in where.known else place for place in scenario.places}
    names |= {name: str(naming.camp(side)) for side, name in enumerate(scenario.sides)}
    return Difference(
        scenario.id, scenario.clock.time_of(here.impulse), tuple(_tolls(scenario, state, there, sides)),
        tuple(_held(scenario, state, ground)), tuple(_aims(scenario, state, ground, sides)),
        tuple(_fronts(scenario, state, there, sides)),
        None if seen is None else scenario.sides[seen.side], names,
    )  # fmt: skip


def _tolls(scenario: Scenario, here: State, there: State, known: list[str]) -> Iterator[Toll]:
    for side, name in enumerate(scenario.sides):
        mine = scenario.forces.side == side
        here_, there_ = (
            (int(state.killed[0][mine].sum()), int(state.wounded[0][mine].sum()), int(state.captured[0][mine].sum()))
            for state in (here, there)
        )
        yield Toll(name, here_ if name in known else None, there_)


def _held(scenario: Scenario, here: State, there: State) -> Iterator[Held]:
    for place in scenario.places:
        h = scenario.map.place_hex[place]
        now, then = int(here.control[0, h]), int(there.control[0, h])
        if h in scenario.inhabited and now != then:
            yield Held(place, *(scenario.sides[side] if side >= 0 else None for side in (now, then)))


def _aims(scenario: Scenario, here: State, there: State, known: list[str]) -> Iterator[Aim]:
    both = zip(scenario.objectives, standings(scenario, here), standings(scenario, there), strict=True)
    for goal, now, then in both:
        side = scenario.sides[goal.side]
        if side in known:
            yield Aim(goal.id, goal.title, side, WORDS[now], WORDS[then])


def _fronts(scenario: Scenario, here: State, there: State, known: list[str]) -> Iterator[Front]:
    for side, place in scenario.roll.aims:
        if side not in known or place not in scenario.map.place_hex:
            continue
        now, then = (_nearest(scenario, state, side, place) for state in (here, there))
        if now != then:
            yield Front(side, place, now, then)


def _nearest(scenario: Scenario, state: State, side: str, place: str) -> float | None:
    mine = (scenario.forces.side == scenario.sides.index(side)) & state.on_map[0]
    if not mine.any():
        return None
    hexes = scenario.map.grid.distance(state.position[0][mine], scenario.map.place_hex[place])
    return int(hexes.min()) * scenario.map.hex_metres / 1000


def _counted(toll: tuple[int, int, int]) -> str:
    return ", ".join(f"{count} {kind}" for count, kind in zip(toll, KINDS, strict=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
