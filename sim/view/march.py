"""Where the chosen unit can go, as the table shows it: its reach on the map, the way to a hex, and words for both."""

from __future__ import annotations

import numpy as np
import pygame

from sim.base.columns import Flags
from sim.rules.reach import NEVER, VERBS, Reach, reach
from sim.scenario.scenario import Scenario
from sim.view.camera import Camera
from sim.view.hand import Hand
from sim.view.hexwords import Rows, hours_of, place_title
from sim.view.look import Look
from sim.view.mappane import MapPane
from sim.view.overlays import draw_stamps, stamp_size
from sim.view.patterns import Pattern, stamp
from sim.view.plan import ordered_ways
from sim.view.tiles import Tiles

TINT, FAINT, DOTS = 16, 130, Pattern("dots", 15)
"""Alpha of the ink on the hexes that can be reached, that of the dots on them, and how thick the dots lie."""


class Guide:
    """Foretells marches of the unit in hand; keeps what it found until the unit, the order or the turn is another."""

    def __init__(self, hand: Hand, names: dict[str, str]) -> None:
        self.hand, self.names = hand, names
        self._for: tuple[object, ...] = ()
        self._found: Reach | None = None
        self._ways_for: tuple[object, ...] = ()
        self._ways: tuple[tuple[int, ...], ...] = ()

    @property
    def scenario(self) -> Scenario:
        """Return what is played."""
        return self.hand.game.scenario

    @property
    def found(self) -> Reach | None:
        """Return the reach of the chosen unit; None where none of one's own is chosen."""
        hand = self.hand
        if hand.unit is None or hand.game.over:
            return None
        verb = hand.verb if hand.verb in VERBS else "move"
        key = (hand.unit, verb, hand.stops, hand.game.turn)
        if key != self._for:
            seen = hand.game.seen
            own = int(self.scenario.forces.side[hand.unit]) == seen.side
            self._found = reach(self.scenario, seen, hand.unit, verb, stops=hand.stops) if own else None
            self._for = key
        return self._found

    @property
    def ways(self) -> tuple[tuple[int, ...], ...]:
        """Return the ways, hex by hex from where they begin, of all who are addressed to the hex that is aimed at."""
        hand = self.hand
        key = (hand.unit, hand.whole, hand.verb, hand.stops, hand.aim, hand.game.turn)
        if key != self._ways_for:
            self._ways_for, self._ways = key, self._drawn(hand)
        return self._ways

    def _drawn(self, hand: Hand) -> tuple[tuple[int, ...], ...]:
        if hand.unit is None or hand.aim is None:
            return ()
        leads = (*hand.stops, hand.aim)
        return ordered_ways(self.scenario, hand.game.seen, hand.who(), leads, straight=hand.verb == "lift")

    def obstacles(self, h: int) -> tuple[int, ...]:
        """Return the hexes that stop the chosen unit on its way to a hex, for a turn or for good."""
        found = self.found
        if found is None or not found.orderable[h] or self.hand.verb not in ("", *VERBS):
            return ()
        halts = _halts(found, h)
        return (*halts, int(found.bar_hex[h])) if found.bar[h] else halts

    def words(self, h: int) -> Rows:
        """Say how the chosen unit would come to a hex: what it costs, when it is there, what stops it, or why not."""
        found, verb = self.found, self.hand.verb
        if found is None or verb == "lift":
            return []
        name = self.scenario.forces.names[found.unit]
        if not found.orderable[h]:
            return [(f"{name}: no way there", "strong"), (found.why_not(h, self._at), "plain")]
        rows: Rows = [(f"{name}: {self._cost(found, h)}", "strong")]
        if verb and verb not in VERBS:
            return [*rows, ("what it meets on the way is not foretold", "plain")]
        return [*rows, *((text, "plain") for text in self._course(found, h))]

    def _named(self, h: int) -> str:
        return place_title(self.scenario, h, self.names)

    def _at(self, h: int) -> str:
        """Answer 'where?' of a hex."""
        named = self.scenario.place_at.get(h, "") in self.names
        return f"at {self._named(h)}" if named else self._named(h)

    def _cost(self, found: Reach, h: int) -> str:
        """Say how long the march is, in kilometres and in hours by day."""
        km = len(found.way(h)) * self.scenario.map.hex_metres // 1000
        return f"{km} km, {hours_of(int(found.minutes[h]))} of marching by day" if km else "it stands here"

    def _course(self, found: Reach, h: int) -> list[str]:
        """Say when a march is over, and where a zone stops it."""
        said, clock = [], self.scenario.clock
        if found.impulses[h]:
            said += [f"known enemies control a hex on the way ({self._named(one)}): it halts there, and goes on in the "
                     f"next {clock.impulse_hours} h" for one in _halts(found, h)[:2]]  # fmt: skip
            if found.halts[h] and not found.bar[h]:
                said.append("known enemies control this hex: the march ends here")
        why = found.why_not(h, self._at)
        if why:
            return [*said, why]
        if not found.impulses[h]:
            return said
        then = clock.time_of(found.seen.impulse + int(found.impulses[h]))
        return [*said, f"there by {then:%d %B %H:%M}, within this turn"]


def _halts(found: Reach, h: int) -> tuple[int, ...]:
    """Return the hexes on the way to a hex in which a march halts."""
    return tuple(stage.hex for stage in found.way(h)[:-1] if stage.halts and stage.impulse < NEVER)


class Reachable:
    """A layer of the map: the hexes that a unit can reach within this turn, lightly, with a line around them."""

    def __init__(self) -> None:
        self._found: Reach | None = None
        self._at: MapPane | None = None
        self._look: Look | None = None
        self._mark: Flags = np.zeros(0, dtype=np.bool_)
        self._tiles = Tiles(self._paint, clear=True, fine=1)

    def of(self, found: Reach) -> Reachable:
        """Show a reach."""
        if found is not self._found:
            self._found, self._mark = found, found.this_turn
            self._tiles.forget()
        return self

    @property
    def complete(self) -> bool:
        """Say whether all of it was drawn for the zoom that is shown."""
        return self._found is None or self._tiles.complete

    def draw(self, pane: pygame.Surface, at: MapPane) -> None:
        """Draw it on the pane of the map."""
        if self._at is not at or self._look is not at.look:
            self._at, self._look = at, at.look
            self._tiles.forget()
        self._tiles.draw(pane, at.camera)

    def _paint(self, picture: pygame.Surface, view: Camera) -> None:
        assert self._at is not None
        at, mark, ink = self._at, self._mark, self._at.look.palette.chosen
        picture.set_clip(at.ground.sheet(view))
        seen = at.ground.seen(view)
        seen = seen[mark[seen]]
        draw_stamps(picture, at, view, seen, stamp(DOTS, ink, stamp_size(at, view), TINT, at.look.scale, FAINT))
        rows, sides = np.nonzero(~mark[at.scenario.map.grid.neighbours[seen]])
        corners = at.ground.corners[seen[rows]]
        each = np.arange(len(rows))
        ends = view.on_screen(np.stack((corners[each, sides], corners[each, (sides + 1) % 6]), axis=1)).tolist()
        for colour, wide in ((at.look.palette.paper, 4), (ink, 2)):
            for one, other in ends:
                pygame.draw.line(picture, colour, one, other, at.look.px(wide))
        picture.set_clip(None)
