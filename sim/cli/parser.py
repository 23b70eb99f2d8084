"""What can be typed: commands and their options.  Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from sim.cli import arguments
from sim.cli.arguments import UsageError

_EPILOG = """\
SCENARIO is a name (day-of-wrath: 28 and 29 June 2016; dawn-3: 23 October to 6 December 2017) or a path to a folder.
Exit codes: 0 done, 1 not met, 2 usage, 3 unreadable scenario, 4 refused order, 5 spoiled record."""


class Parser(argparse.ArgumentParser):
    """Complains in one line, like everything else here."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see: {self.prog} --help")


class _Commands:
    """Adds commands; each names the function that runs it as (module of this package, function)."""

    def __init__(self, parser: Parser) -> None:
        self._parsers = parser.add_subparsers(
            dest="command", metavar="COMMAND", title="commands", parser_class=Parser
        )

    def add(self, name: str, module: str, summary: str, details: str = "") -> Parser:
        text = f"{summary[0].upper()}{summary[1:]}. {details}".strip()
        parser: Parser = self._parsers.add_parser(name, help=summary, description=text, allow_abbrev=False)
        parser.set_defaults(runs=(module, name))
        parser.add_argument("--json", action="store_true", help="print one JSON value, with stable keys")
        return parser


def new_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="abukamal", allow_abbrev=False, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="A turn-based simulator of the Abu Kamal operations of 2016 and 2017. "
        "Without a command the window opens.",
    )  # fmt: skip
    parser.add_argument("--version", action="store_true", help="print the versions of the program and its rules")
    _saves(parser)
    commands = _Commands(parser)
    _add_playing(commands)
    _add_commanding(commands)
    _add_looking(commands)
    return parser


def _add_playing(commands: _Commands) -> None:
    replay = commands.add(
        "replay", "playing", "play a scenario with the orders that history knows, and grade it against the documents"
    )
    _scenario(replay)
    _until(replay)
    _seed(replay, "the world that is shown (default: the film's, chosen because it agrees best with the documents)")
    replay.add_argument("--headless", action="store_true", help="in this terminal, without a window")
    replay.add_argument("--summary", action="store_true", help="leave out the days: the grade alone")
    replay.add_argument("--seeds", type=arguments.worlds, metavar="N", help="grade N worlds as well")
    replay.add_argument(
        "--from-seed", type=arguments.seed, default=1, metavar="N", help="the first of those worlds (default 1)"
    )
    replay.add_argument(
        "--min-fidelity", type=arguments.share, metavar="SHARE",
        help="end with exit code 1 if a smaller share of the facts holds: in the world shown and, with --seeds, "
        "in the mean of the worlds",
    )  # fmt: skip
    replay.add_argument(
        "--delay", type=arguments.seconds, default=0.0, metavar="S", help="pause S seconds after each day"
    )
    _out(replay)
    watch = commands.add(
        "watch", "showing", "watch a scenario in a window: the map, day by day, with its sources",
        "Space plays and pauses; F1 lists the keys.",
    )  # fmt: skip
    _scenario(watch)
    _seed(watch, "the world that is shown (default: the film's, as in replay)")
    _saves(watch)
    calibrate = commands.add(
        "calibrate", "measuring", "score the ruleset's constants against what the documents count",
        "With --fit, move one constant at a time as long as the score gains. The same command gives the same table.",
    )  # fmt: skip
    calibrate.add_argument("--scenario", action="append", type=arguments.name, metavar="SCENARIO",
                           help="an operation to score (default: both); may be given again")  # fmt: skip
    calibrate.add_argument("--worlds", type=arguments.worlds, default=48, metavar="N", help="worlds (default 48)")
    calibrate.add_argument("--fit", action="store_true", help="search from the shipped constants")
    calibrate.add_argument("--rounds", type=int, default=4, metavar="N", help="rounds of the search (default 4)")
    verify = commands.add("verify", "playing", "replay a record and compare the digest of every turn")
    _record(verify)


def _add_commanding(commands: _Commands) -> None:
    run = commands.add(
        "run", "playing", "play a scenario without words",
        "Sides for which nobody is named follow the orders of history; against another commander they do so while "
        "those make sense, and doctrine leads whom they leave adrift.",
    )  # fmt: skip
    _scenario(run)
    run.add_argument(
        "--commander", action="append", type=arguments.commander, default=[], metavar="SIDE=WHO",
        help="who commands a side: history, doctrine (or doctrine:cautious, doctrine:bold), chance, or a file of "
        "orders; may be given for several sides",
    )  # fmt: skip
    run.add_argument("--from", dest="since", type=arguments.since, metavar="DATE",
                     help="until this day (or time) history leads everybody")  # fmt: skip
    _until(run)
    _seed(run, "the world that is played (default 1)")
    _out(run)
    run.add_argument("--seeds", type=arguments.worlds, metavar="N", help="play N worlds, and say what they came to")
    run.add_argument(
        "--from-seed", type=arguments.seed, default=1, metavar="N", help="the first of those worlds (default 1)"
    )
    run.add_argument("--digests", action="store_true", help="print 'turn N HEX' a line and nothing else")
    play = commands.add(
        "play", "sitting", "lead one side in this terminal, from the beginning or from any date",
        "Orders are read line by line, from a pipe as well; until the date history leads everybody. A game at a "
        "terminal is kept turn by turn in the folder of saves.",
    )  # fmt: skip
    play.add_argument("scenario", nargs="?", type=arguments.name, metavar="SCENARIO",
                      help="a name or the path of a folder; not needed where a record says it")  # fmt: skip
    play.add_argument("--side", metavar="SIDE", help="the side that you lead")
    play.add_argument("--opponent", metavar="WHO",
                      help="history (default), doctrine, doctrine:cautious, doctrine:bold or chance")  # fmt: skip
    play.add_argument("--from", dest="since", type=arguments.origin, metavar="DATE|RECORD@TURN",
                      help="take command on this day, or in this turn (or on this day) of a record")  # fmt: skip
    play.add_argument("--resume", type=arguments.name, metavar="FILE|SAVE", help="go on with a game, in its own file")
    play.add_argument("--no-autosave", action="store_true", help="keep nothing in the folder of saves")
    _saves(play)
    _seed(play, "the world that is played (default 1)")
    _out(play)
    saves = commands.add("saves", "saving", "list the games that were kept, newest first")
    _saves(saves)


def _add_looking(commands: _Commands) -> None:
    commands.add("scenarios", "looking", "list the scenarios")
    check = commands.add(
        "check", "checking", "look for everything wrong with a scenario or a file",
        "Without a name: with all that is shipped.",
    )  # fmt: skip
    check.add_argument(
        "target", nargs="?", type=arguments.name, metavar="SCENARIO|PATH", help="a name, a folder or a file"
    )
    map_ = commands.add("map", "looking", "draw the map of a scenario, or list what lies on it")
    _scenario(map_)
    map_.add_argument("--out", type=Path, metavar="FILE.png", help="the picture to write")
    map_.add_argument("--forces", action="store_true", help="with the forces where they stand at first")
    facts = commands.add("facts", "looking", "list the facts that a scenario rests on")
    _scenario(facts)
    facts.add_argument("--record", type=Path, metavar="RECORD", help="say how a record stands against each")
    facts.add_argument("--document", metavar="ID", help="only those of one document, such as 001")
    facts.add_argument("--contested", action="store_true", help="only what documents disagree on")
    explain = commands.add(
        "explain", "looking",
        "say when an event fired in a record, or what kept it from firing; or what somebody was told, and why",
    )  # fmt: skip
    explain.add_argument(
        "event", metavar="EVENT|WHO", help="the id of an event, or of a side, a formation, a unit, aircraft"
    )
    _record(explain)
    report = commands.add(
        "report", "reporting", "tell how a record ended: result, losses, ground, luck, what the documents say, turns",
        "One page that needs nothing beside it, the same for the same record.",
    )  # fmt: skip
    _record(report)
    report.add_argument("--out", type=Path, metavar="FILE.html", help="the page to write")
    rules = commands.add("rules", "looking", "print the rulebook")
    rules.add_argument("section", nargs="?", metavar="SECTION", help="one section or rule: 8, 8.3, combat")
    schema = commands.add("schema", "looking", "print the JSON Schema of scenario files, for editors")
    schema.add_argument("--out", type=Path, metavar="FILE", help="write it to a file instead")


def _scenario(parser: Parser) -> None:
    parser.add_argument("scenario", type=arguments.name, metavar="SCENARIO", help="a name or the path of a folder")


def _record(parser: Parser) -> None:
    parser.add_argument("record", type=Path, metavar="RECORD", help="a file written by run, replay or play --out")


def _saves(parser: Parser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", default=argparse.SUPPRESS,  # what stands before the command stays
        help="where games are kept (default: $ABUKAMAL_DATA_DIR, else the user's folder for such things)",
    )  # fmt: skip


def _until(parser: Parser) -> None:
    parser.add_argument(
        "--until", type=arguments.until, metavar="DATE", help="stop after this day (2017-11-09) or time"
    )


def _seed(parser: Parser, text: str) -> None:
    parser.add_argument("--seed", type=arguments.seed, metavar="N", help=text)


def _out(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, metavar="RECORD", help="write the world as a record (.jsonl)")
