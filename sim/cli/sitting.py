"""`abukamal play`: lead one side from a terminal, line by line; or from a pipe, which is a script."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, redirect_stdout
from typing import TYPE_CHECKING

from sim.base.mismatch import nearest_or_list
from sim.cli.arguments import UsageError, record_goal, turn_since
from sim.cli.commanding import commander_of
from sim.cli.records import folder_of, kept
from sim.cli.terminal import columns, complain, say, say_json, wrapped
from sim.errors import Illegal

if TYPE_CHECKING:
    from sim.play.game import Game
    from sim.rules.preview import Preview, Side

HELP = """\
An order:       hezbollah attack t2_station          WHO VERB [PLACE] [via PLACE] [at HH:MM]
                isil-town-1 withdraw al_sayyal       verbs: move attack hold dig withdraw raid ambush screen
                russian-tactical support abu_kamal          infiltrate clear hide rest; support strike lift
                desert-army fight general-assault    how a formation fights
preview WHO PLACE   what to expect of an attack        units, enemies, places   what there is
plan, undo, redo    this turn's orders                 idle                     who stands without an order
drop WHO, drop all  withdraw what is planned
go                  resolve the turn                   quit                     leave (the record is kept)"""


def play(arguments: Namespace) -> int:
    """Lead a side until the end, or until told to leave."""
    from sim.cli.outcome import told
    from sim.play.course import header_for
    from sim.play.game import Game, Person
    from sim.scenario.compile import load

    began = time.perf_counter()
    if arguments.out is not None:
        record_goal(arguments.out)
    scenario = load(arguments.scenario)
    side = arguments.side
    if side not in scenario.sides or not scenario.playable[scenario.sides.index(side)]:
        able = [name for name, may in zip(scenario.sides, scenario.playable, strict=True) if may]
        raise UsageError(f"{side!r} cannot be led in {scenario.id}; {nearest_or_list(side, able, 'sides')}")
    others = {}
    if arguments.opponent != "history":
        foes = [name for k, name in enumerate(scenario.sides)
                if scenario.hostile[scenario.sides.index(side)][k] and scenario.playable[k]]  # fmt: skip
        others = {name: commander_of(scenario, name, arguments.opponent) for name in foes}
    seed = 1 if arguments.seed is None else arguments.seed
    since = turn_since(scenario.clock, arguments.since)
    header = header_for(scenario, seed, {**others, side: Person()}, folder_of(arguments.scenario))
    with redirect_stdout(sys.stderr) if arguments.json else nullcontext(), kept(arguments.out, header) as keep:
        _tell(HELP.splitlines())
        game = Game(scenario, seed, side, others, since, keep)
        _sit(game)
        if arguments.out is not None:
            say(f"Record: {arguments.out}")
        _tell(_ending(game))
    if arguments.json:
        say_json(told(game.run(), arguments.out, time.perf_counter() - began))
    return 0


def _sit(game: Game) -> None:
    """Read lines until the game is over or the reader has gone."""
    say()
    _tell(_situation(game))
    while not game.over:
        print("> ", end="", flush=True)
        text = sys.stdin.readline()
        if not text:
            say()
            return
        words = text.split("#", 1)[0].split()
        if not words:
            continue
        if words[0] == "quit":
            return
        try:
            _tell(WORDS.get(words[0], _order)(game, words))
        except Illegal as error:
            complain(f"refused: {error}")


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _order(game: Game, words: list[str]) -> Iterator[str]:
    yield f"planned: {game.give(' '.join(words))}"


def _plan(game: Game, words: list[str]) -> Iterator[str]:
    yield from (str(order) for order in game.planned)
    yield f"{len(game.planned)} planned; {len(game.idle())} units stand without an order"


def _undo(game: Game, words: list[str]) -> Iterator[str]:
    step = game.undo()
    yield f"undone: {step}" if step is not None else f"cannot undo: {game.cannot_undo}"


def _redo(game: Game, words: list[str]) -> Iterator[str]:
    step = game.redo()
    yield f"redone: {step}" if step is not None else f"cannot redo: {game.cannot_redo}"


def _drop(game: Game, words: list[str]) -> Iterator[str]:
    if len(words) != 2:
        raise Illegal("write: drop WHO, or drop all")
    if words[1] == "all":
        game.clear()
        yield "nothing is planned"
        return
    gone = game.drop(words[1])
    if not gone:
        raise Illegal(f"nothing is planned for {words[1]!r}")
    yield from (f"withdrawn: {order}" for order in gone)


def _idle(game: Game, words: list[str]) -> Iterator[str]:
    yield from wrapped(", ".join(game.idle()) or "everybody has something to do")


def _places(game: Game, words: list[str]) -> Iterator[str]:
    yield from wrapped(", ".join(game.scenario.places))


def _help(game: Game, words: list[str]) -> Iterator[str]:
    yield from HELP.splitlines()


def _go(game: Game, words: list[str]) -> Iterator[str]:
    before = game.turn
    game.resolve()
    yield from _account(game, before)
    if not game.over:
        yield ""
        yield from _situation(game)


def _account(game: Game, turn: int) -> Iterator[str]:
    """Tell what the side saw of the turn: what itself or its friends took part in."""
    from sim.facts.load import load_facts
    from sim.report.account import account

    scenario = game.scenario
    for entry in account(game.run(), game.side, load_facts(), turn):
        yield from wrapped(f"{entry.time:%d %b %H:%M}  {entry.text}", "", "    ")
    mine = scenario.forces.side == game.side
    kinds = ("killed", "wounded", "captured")
    lost = (f"{int(getattr(game.state, kind)[0][mine].sum())} {kind}" for kind in kinds)
    yield f"Our losses so far: {', '.join(lost)}."


def _situation(game: Game) -> Iterator[str]:
    from sim.report.standing import standings

    scenario, clock, seen = game.scenario, game.scenario.clock, game.seen
    now = clock.time_of(seen.impulse)
    yield f"Turn {game.turn + 1} of {clock.turns}, {now:%A %d %B %Y, %H:%M}. You lead {scenario.side_names[game.side]}."
    for one in standings(scenario, seen):
        yield f"  {one.goal.title} ({one.goal.points} points, {one.due:%d %b}): {one.words}"


def _units(game: Game, words: list[str]) -> Iterator[str]:
    scenario, picture = game.scenario, game.seen.picture
    rows = [("unit", "fit", "cohesion", "supply", "where", "order")]
    for unit in (scenario.forces.side == game.side).nonzero()[0].tolist():
        if picture.on_map[0, unit]:
            rows.append((
                scenario.forces.ids[unit], str(picture.fit[0, unit]), str(picture.cohesion[0, unit] // 10),
                f"{picture.stock[0, unit]} h", _where(game, int(picture.position[0, unit])), _doing(game, unit),
            ))  # fmt: skip
    yield from columns(rows)


def _enemies(game: Game, words: list[str]) -> Iterator[str]:
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
    goal = int(picture.goal[0, unit])
    place = "" if goal == int(picture.position[0, unit]) else f" {_where(game, goal)}"
    return f"{Verb(int(picture.verb[0, unit])).name.lower()}{place}"


def _preview(game: Game, words: list[str]) -> Iterator[str]:
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
        for unit, fire, cover in zip(side.units, side.fire, side.exposure, strict=True):
            terms = [*((f"fire: {name}", steps) for name, steps in fire), *((name, steps) for name, steps in cover)]
            listed = ", ".join(f"{name} {steps:+d}" for name, steps in terms) or "no modifiers"
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


def _ending(game: Game) -> Iterator[str]:
    from sim.cli.outcome import winner
    from sim.rules.victory import points

    if not game.over:
        yield f"Left in turn {game.turn + 1} of {game.scenario.clock.turns}."
        return
    gained = points(game.scenario, game.state)[0].tolist()
    side, _ = winner(game.run())
    yield "Points: " + ", ".join(f"{name} {n}" for name, n in zip(game.scenario.sides, gained, strict=True))
    names = dict(zip(game.scenario.sides, game.scenario.side_names, strict=True))
    yield "Undecided." if side is None else f"{names[side]} came out ahead."


WORDS: dict[str, Callable[[Game, list[str]], Iterator[str]]] = {
    "plan": _plan, "undo": _undo, "redo": _redo, "drop": _drop, "idle": _idle, "places": _places, "help": _help,
    "go": _go, "units": _units, "enemies": _enemies, "preview": _preview,
}  # fmt: skip
