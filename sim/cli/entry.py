"""From arguments to an exit code.  Whatever goes wrong ends in one line a complaint on standard error, without a trace.

    0 done            3 a scenario or another content file cannot be read or is not valid
    1 not met         4 an order was refused
    2 usage           5 a spoiled record
    70 a fault of the program    130 interrupted    141 the reader of a pipe went away
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from sim.cli.arguments import UsageError
from sim.cli.parser import new_parser
from sim.cli.terminal import complain, say
from sim.errors import AbuKamalError, Unreadable

USAGE, FAULT, INTERRUPTED, PIPE_GONE = 2, 70, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _prepare_streams()
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _drop_output()
        return PIPE_GONE
    except OSError as error:
        _drop_output()
        complain(f"abukamal: error: cannot write: {error.strerror or error}")
        return FAULT
    except KeyboardInterrupt:
        complain("abukamal: interrupted")
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = new_parser().parse_args(argv)
        if arguments.version:
            return _version()
        if arguments.command is None:
            return int(import_module("sim.cli.showing").menu(arguments))
        module, function = arguments.runs
        return int(getattr(import_module(f"sim.cli.{module}"), function)(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except UsageError as error:
        complain(f"abukamal: error: {error}")
        return USAGE
    except Unreadable as error:
        for problem in error.problems:
            complain(str(problem))
        return error.exit_code
    except AbuKamalError as error:
        complain(f"abukamal: error: {error}" if ": error: " not in str(error) else str(error))
        return error.exit_code
    except OSError:
        raise
    except Exception as error:
        if os.environ.get("ABUKAMAL_TRACE"):
            raise
        complain(f"abukamal: a fault of the program: {type(error).__name__}: {error}; ABUKAMAL_TRACE=1 shows where")
        return FAULT


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    from sim.rules.sequence import RULES_VERSION

    try:
        number = version("abu-kamal")
    except PackageNotFoundError:
        number = "from a checkout"
    say(f"abukamal {number}, rules {RULES_VERSION}")
    return 0


def _prepare_streams() -> None:
    """Let a terminal that lacks a letter show its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter does not complain when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
