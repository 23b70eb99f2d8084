"""Records as the commands meet them: read with their warnings told, blamed by name when they are spoiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import UsageError
from sim.cli.terminal import complain
from sim.errors import Spoiled

if TYPE_CHECKING:
    from sim.play.course import Keep
    from sim.record.record import Header, Record


def opened(path: Path) -> tuple[Record, tuple[str, ...]]:
    """Read a record; return it and the warnings, which have been printed."""
    from sim.record.store import read_record

    record, warnings = read_record(path)
    for warning in warnings:
        complain(warning)
    return record, warnings


@contextmanager
def kept(path: Path | None, header: Header) -> Iterator[Keep | None]:
    """Give what writes each turn to the record asked for, as soon as it is resolved; None if none is."""
    from sim.record.store import RecordFile

    if path is None:
        yield None
        return
    try:
        with RecordFile.create(path, header) as file:
            yield file.append
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Put the file's name before what is wrong with what it says."""
    try:
        yield
    except Spoiled as error:
        raise Spoiled(f"{path}: error: {error}") from None


def folder_of(scenario: str) -> str:
    """Return what a record says of where its scenario is: nothing for a shipped one, else the folder's name."""
    from sim.scenario.load import available, find_folder

    return "" if scenario in available() else find_folder(scenario).resolve().name
