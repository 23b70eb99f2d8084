"""How a game at the terminal comes about: new, from a date, off a record, or resumed; and where it is kept."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.mismatch import nearest_or_list
from sim.cli.arguments import Origin, UsageError, record_goal, turn_since
from sim.cli.commanding import commander_of
from sim.cli.records import blaming, folder_of, opened
from sim.cli.terminal import complain, say
from sim.errors import Illegal

if TYPE_CHECKING:
    from sim.play.commander import Commander
    from sim.play.game import Game
    from sim.play.saves import Saves
    from sim.record.record import Record
    from sim.scenario.scenario import Scenario


def saves_of(arguments: Namespace) -> Saves:
    """Return the folder of saves, in the folder of what is kept."""
    from sim.play.saves import Saves

    return Saves(kept_in(arguments) / "saves")


def kept_in(arguments: Namespace) -> Path:
    """Return where games and settings are kept: as named, ABUKAMAL_DATA_DIR's, or the user's own."""
    from platformdirs import user_data_path

    named = getattr(arguments, "data_dir", None) or os.environ.get("ABUKAMAL_DATA_DIR")
    return Path(named) if named else user_data_path("abukamal", appauthor=False)


@contextmanager
def game_of(arguments: Namespace) -> Iterator[tuple[Game, Path | None]]:
    """Open the game that was asked for, and the file it is kept in: None for a game that is not kept."""
    try:
        with _resumed(arguments) if arguments.resume is not None else _new(arguments) as found:
            yield found
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        where = error.filename or arguments.out or arguments.resume
        raise UsageError(f"cannot write {where}: {error.strerror or error}") from None


@contextmanager
def _resumed(arguments: Namespace) -> Iterator[tuple[Game, Path | None]]:
    from sim.play.game import Game
    from sim.play.saves import GameFile, read_plan
    from sim.record.replay import scenario_of

    for name in ("scenario", "side", "since", "seed", "out", "opponent"):
        if getattr(arguments, name) is not None:
            said = {"scenario": "a scenario", "since": "--from"}.get(name, f"--{name}")
            raise UsageError(f"--resume goes on with a game as it is: leave out {said}")
    path = _save_named(arguments)
    file, record, warnings = GameFile.resume(path)
    for warning in warnings:
        complain(warning)
    with file, blaming(path):
        _check_alone(path, record)
        game = Game.resume(scenario_of(record, path.parent), record, file.keep, file.note)
        for warning in game.plan_again(read_plan(path, game.turn)):
            complain(warning)
        say(f"{game_name(game)}: {game.turn} turns played, {len(game.planned)} orders planned. It goes on in {path}.")
        yield game, path


def _check_alone(path: Path, record: Record) -> None:
    """Raise UsageError for a game of two people: at a terminal the lines above show what the other planned."""
    from sim.play.roster import persons_of

    people = persons_of(record.header)
    if len(people) > 1:
        raise UsageError(
            f"{path} is a game of two people at one screen, who lead {' and '.join(people)}: it needs the window; "
            "open it with 'abukamal' and choose Load"
        )


def _save_named(arguments: Namespace) -> Path:
    """Return the file to resume: a path, or the name of a save."""
    path = Path(arguments.resume)
    if path.exists() or path.suffix:
        return path
    saves = saves_of(arguments)
    there = {save.name: save.path for save in saves.listed()}
    if arguments.resume in there:
        return there[arguments.resume]
    raise UsageError(
        f"there is no file and no save {arguments.resume!r}; {nearest_or_list(arguments.resume, list(there), 'saves')}"
        if there else f"there is no file {arguments.resume!r}, and there are no saves in {saves.folder}"
    )  # fmt: skip


@contextmanager
def _new(arguments: Namespace) -> Iterator[tuple[Game, Path | None]]:
    from sim.play.course import header_for
    from sim.play.game import Game, Person
    from sim.play.saves import GameFile

    parent = _parent(arguments)
    scenario, name = _scenario(arguments, parent)
    side = _side(arguments, scenario)
    since = _since(arguments, scenario, parent)
    others = _others(arguments, scenario, side, parent)
    written = () if parent is None else parent.turns[:since]
    seed = parent.header.seed if parent is not None else 1 if arguments.seed is None else arguments.seed
    if arguments.out is not None:
        record_goal(arguments.out)
        _spare_parent(arguments)
    path = arguments.out if arguments.out is not None else _autosave(arguments)
    if path is None:
        yield Game(scenario, seed, side, others, since, written=written), None
        return
    header = header_for(scenario, seed, {**others, side: Person()}, name)
    with GameFile.create(path, header) as file:
        game = Game(scenario, seed, side, others, since, file.keep, file.note, written=written)
        if arguments.out is None:
            say(f"It is kept as you play: abukamal play --resume {path.stem}")
        yield game, path


def _parent(arguments: Namespace) -> Record | None:
    """Return the record that the game branches off; None for a new game, or one from history."""
    origin: Origin | None = arguments.since
    return None if origin is None or origin.record is None else opened(origin.record)[0]


def _scenario(arguments: Namespace, parent: Record | None) -> tuple[Scenario, str]:
    """Return the scenario and what a record says of where it is."""
    from sim.record.replay import scenario_of
    from sim.scenario.compile import load

    if parent is None:
        if arguments.scenario is None:
            raise UsageError("name a scenario, or a game to go on with: --resume FILE; see: abukamal scenarios")
        return load(arguments.scenario), folder_of(arguments.scenario)
    with blaming(arguments.since.record):
        scenario = scenario_of(parent, arguments.since.record.parent)
    if arguments.scenario not in (None, scenario.id, parent.header.path):
        raise UsageError(f"{arguments.since.record} is a record of {scenario.id}, not of {arguments.scenario}")
    if arguments.seed not in (None, parent.header.seed):
        raise UsageError(f"{arguments.since.record} is of world {parent.header.seed}: leave out --seed")
    return scenario, parent.header.path


def _side(arguments: Namespace, scenario: Scenario) -> str:
    """Return the side to lead."""
    able = [name for name, may in zip(scenario.sides, scenario.playable, strict=True) if may]
    if arguments.side is None:
        raise UsageError(f"say whom you lead: --side {' or --side '.join(able)}")
    if arguments.side not in able:
        raise UsageError(
            f"{arguments.side!r} cannot be led in {scenario.id}; {nearest_or_list(arguments.side, able, 'sides')}"
        )
    return str(arguments.side)


def _since(arguments: Namespace, scenario: Scenario, parent: Record | None) -> int:
    """Return the turn, from 0, in which the person takes over."""
    from sim.play.branch import check_turn

    origin: Origin | None = arguments.since
    if origin is None:
        return 0
    turn = turn_since(scenario.clock, origin.moment) if origin.turn is None else origin.turn - 1
    if parent is not None:
        try:
            with blaming(origin.record or Path()):
                check_turn(scenario, parent, turn)
        except Illegal as error:
            raise UsageError(f"{origin.record}: {error}") from None
    return turn


def _others(arguments: Namespace, scenario: Scenario, side: str, parent: Record | None) -> Mapping[str, Commander]:
    """Return who leads the others: whom was asked for, or whoever leads in the record that the game branches off."""
    from sim.play.branch import rivals
    from sim.play.roster import foes_of

    if arguments.opponent is None:
        return {} if parent is None else rivals(parent.header, side)
    if arguments.opponent == "history":
        return {}
    return {name: commander_of(scenario, name, arguments.opponent) for name in foes_of(scenario, side)}


def _spare_parent(arguments: Namespace) -> None:
    origin: Origin | None = arguments.since
    if origin is not None and origin.record is not None and arguments.out.resolve() == origin.record.resolve():
        raise UsageError(f"{origin.record} is left as it is: choose another name for --out")


def _autosave(arguments: Namespace) -> Path | None:
    """Return where to keep a game nobody named a file for: nowhere, if nobody sits at the terminal."""
    if arguments.no_autosave or not sys.stdin.isatty():
        return None
    return saves_of(arguments).begin()


def game_name(game: Game) -> str:
    """Name a game by scenario, date, side and world."""
    from sim.play.branch import branch_name

    return branch_name(game.scenario, game.since, game.scenario.sides[game.side], int(game.state.seeds[0]))
