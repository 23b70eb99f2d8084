"""`abukamal play`: lead one side from a terminal, line by line; or from a pipe, which is a script."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, redirect_stdout
from typing import TYPE_CHECKING

from sim.cli.opening import game_name, game_of, saves_of
from sim.cli.situation import account, compare, deviations, enemies, preview, situation, units
from sim.cli.terminal import complain, say, say_json, wrapped
from sim.errors import Illegal

if TYPE_CHECKING:
    from sim.play.game import Game
    from sim.play.saves import Saves

HELP = """\
An order:       hezbollah attack t2_station          WHO VERB [PLACE [via STOP ...]] [at HH:MM]
                isil-town-1 withdraw al_sayyal       verbs: move attack hold dig withdraw raid ambush screen
                russian-tactical support abu_kamal          infiltrate clear hide rest; support strike lift
                hezbollah move t2_station via line-45 @3,14     by way of up to four stops, in their order
                desert-army fight general-assault    how a formation fights
preview WHO PLACE   what to expect of an attack        units, enemies, places   what there is
plan, undo, redo    this turn's orders                 idle                     who stands without an order
drop WHO, drop all  withdraw what is planned
compare             this course beside history         deviations [all]         what history no longer does
save NAME           keep the game as it is             quit                     leave (the record is kept)
go                  resolve the turn"""


def play(arguments: Namespace) -> int:
    """Lead a side until the end, or until told to leave."""
    from sim.cli.outcome import told

    began = time.perf_counter()
    with redirect_stdout(sys.stderr) if arguments.json else nullcontext(), game_of(arguments) as (game, path):
        _tell(HELP.splitlines())
        say(f"{game_name(game)}.")
        _sit(game, saves_of(arguments))
        if path is not None:
            say(f"Record: {path}")
        _tell(_ending(game))
    if arguments.json:
        say_json(told(game.run(), path, time.perf_counter() - began) | {"branch": game_name(game)})
    return 0


def _sit(game: Game, saves: Saves) -> None:
    """Read lines until the game is over or the reader has gone."""
    say()
    _tell(situation(game))
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
            _tell(_save(saves, game, words) if words[0] == "save" else WORDS.get(words[0], _order)(game, words))
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


def _save(saves: Saves, game: Game, words: list[str]) -> Iterator[str]:
    if len(words) != 2:
        raise Illegal("write: save NAME")
    yield f"saved: {saves.save(words[1], game.record(), game.plans)}"


def _idle(game: Game, words: list[str]) -> Iterator[str]:
    yield from wrapped(", ".join(game.idle()) or "everybody has something to do")


def _places(game: Game, words: list[str]) -> Iterator[str]:
    yield from wrapped(", ".join(game.scenario.places))


def _help(game: Game, words: list[str]) -> Iterator[str]:
    yield from HELP.splitlines()


def _go(game: Game, words: list[str]) -> Iterator[str]:
    before = game.turn
    game.resolve()
    yield from account(game, before)
    if not game.over:
        yield ""
        yield from situation(game)


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
    "go": _go, "units": units, "enemies": enemies, "preview": preview, "compare": compare, "deviations": deviations,
}  # fmt: skip
