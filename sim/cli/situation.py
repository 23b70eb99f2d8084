"""What a person at the terminal is told of a game: the situation, what was seen of a turn, units, enemies, odds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.cli.terminal import columns, wrapped
from sim.errors import Illegal

if TYPE_CHECKING:
    from sim.play.deviation import Deviation
    from sim.play.game import Game
    from sim.rules.preview import Preview, Side


def account(game: Game, turn: int) -> Iterator[str]:
    """Tell what the side saw of the turn: what itself or its friends took part in."""
    from sim.facts.load import load_facts
    from sim.report.account import account as told

    scenario = game.scenario
    for entry in told(game.run(), game.side, load_facts(), turn):
        yield from wrapped(f"{entry.time:%d %b %H:%M}  {entry.text}", "", "    ")
    mine = scenario.forces.side == game.side
    kinds = ("killed", "wounded", "captured")
    lost = (f"{int(getattr(game.state, kind)[0][mine].sum())} {kind}" for kind in kinds)
    yield f"Our losses so far: {', '.join(lost)}."


def situation(game: Game) -> Iterator[str]:
    """Tell date, side and how the side's objectives stand."""
    from sim.report.standing import standings

    scenario, clock, seen = game.scenario, game.scenario.clock, game.seen
    now = clock.time_of(seen.impulse)
    yield f"Turn {game.turn + 1} of {clock.turns}, {now:%A %d %B %Y, %H:%M}. You lead {scenario.side_names[game.side]}."
    for one in standings(scenario, seen):
        yield f"  {one.goal.title} ({one.goal.points} points, {one.due:%d %b}): {one.words}"


def units(game: Game, words: list[str]) -> Iterator[str]:
    """List the side's own units."""
    scenario, picture = game.scenario, game.seen.picture
    rows = [("unit", "fit", "cohesion", "supply", "where", "order")]
    for unit in (scenario.forces.side == game.side).nonzero()[0].tolist():
        if picture.on_map[0, unit]:
            rows.append((
                scenario.forces.ids[unit], str(picture.fit[0, unit]), str(picture.cohesion[0, unit] // 10),
                f"{picture.stock[0, unit]} h", _where(game, int(picture.position[0, unit])), _doing(game, unit),
            ))  # fmt: skip
    yield from columns(rows)


def enemies(game: Game, words: list[str]) -> Iterator[str]:
    """List the enemies that the side knows of."""
    scenario, seen = game.scenario, game.seen
    hostile = scenario.hostile[game.side][scenario.forces.side]
    rows = [("known enemy", "about", "where", "seen")]
    for unit in (hostile & seen.known[0] & seen.picture.on_map[0]).nonzero()[0].tolist():
        kind = scenario.forces.names[unit]
        age = f"{int(seen.age[0, unit])} h ago" if seen.age[0, unit] else "now"
        rows.append((kind, str(seen.picture.fit[0, unit]), _where(game, int(seen.picture.position[0, unit])), age))
    yield from columns(rows) if len(rows) > 1 else ("no enemy is known anywhere",)


def _where(game: Game, h: int) -> str:
    from sim.orders.order import hex_name

    return hex_name(game.scenario, h)


def _doing(game: Game, unit: int) -> str:
    from sim.state.kinds import Verb

    picture = game.seen.picture
    place = "" if picture.staying[0, unit] else f" {_where(game, int(picture.goal[0, unit]))}"
    stops = [_where(game, h) for h in picture.stops(0, unit)]
    way = f" via {' '.join(stops)}" if stops else ""
    return f"{Verb(int(picture.verb[0, unit])).name.lower()}{place}{way}"


def preview(game: Game, words: list[str]) -> Iterator[str]:
    """Foretell an attack."""
    if len(words) != 3:
        raise Illegal("write: preview WHO PLACE")
    found = game.expect(words[1], words[2])
    if found is None:
        yield f"no enemy is known at {words[2]}: nothing can be foretold"
        return
    yield from _foretold(game, found)


def _foretold(game: Game, found: Preview) -> Iterator[str]:
    from sim.rules.preview import WHOLE

    names = game.scenario.forces.ids
    yield f"odds {found.odds:+d} steps (four are two to one), cover counted, if all attack for one impulse"
    for unit, chance in zip(found.ours.units, found.goes_in, strict=True):
        if chance < 16:
            yield f"  {names[unit]} holds back in {16 - chance} of 16 cases: its doctrine asks for more"
    for label, side in (("ours", found.ours), ("theirs", found.theirs)):
        yield f"  {label}: {_losses(side)}"
        for unit, listed, _ in side.modifiers:
            who = names[unit] if label == "ours" else game.scenario.forces.names[unit]
            yield from wrapped(f"{who}: {listed}", "    ", "      ")
    few, many = found.numbers
    yield (
        f"  they may be {few.people} to {many.people}: odds {few.odds:+d} to {many.odds:+d}, our mean losses "
        f"{_mean(few.lost)} to {_mean(many.lost)}, all of them give way in {100 * many.all_give_way // WHOLE} to "
        f"{100 * few.all_give_way // WHOLE} %"
    )
    ranges = ("all of them give way", found.all_give_way), ("none gives way", found.none_gives_way)
    for label, (least, most) in ranges:
        yield f"  {label}: {100 * least // WHOLE} to {100 * most // WHOLE} % (they are fresh, or shaken already)"
    yield f"  somebody of ours gives way: {100 * found.ours_give_way // WHOLE} %"


def _mean(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100 // 10}"


def _losses(side: Side) -> str:
    low, middle, high = (side.at_most(sixteenths) for sixteenths in (2, 8, 14))
    spread = f"at most {low} in one case of eight, {middle} in four, {high} in seven"
    return f"killed or wounded {_mean(side.expected)} on average; {spread}"


def compare(game: Game, words: list[str]) -> Iterator[str]:
    """Hold the game against history at the same time in the same world."""
    from sim.report.difference import beside_history

    for line in beside_history(game).lines():
        yield from wrapped(line, "", "    ")


def deviations(game: Game, words: list[str]) -> Iterator[str]:
    """List the orders of history that were not given any more, and the events that came otherwise.

    While the game goes on, what the side cannot know is left out; `deviations all` tells it.
    """
    from sim.play.deviation import known_to

    found = game.deviations()
    if not game.over and words[1:] != ["all"]:
        found = [one for one in found if known_to(game.scenario, one, game.side)]
    for one in found:
        yield from deviated(one)
    if not found:
        yield "nothing has come otherwise than in history"


def deviated(one: Deviation) -> Iterator[str]:
    """Say where a course left history."""
    yield from wrapped(f"turn {one.turn}, {one.kind} {one.id}: {one.what}", "  ", "    ")
    if one.condition:
        yield from wrapped(f"taken for granted: {one.condition}", "    ", "      ")
