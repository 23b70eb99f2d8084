"""Records as the commands meet them: read with their warnings told, blamed by name when they are spoiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.terminal import complain
from sim.errors import Spoiled

if TYPE_CHECKING:
    from sim.record.record import Record


def opened(path: Path) -> tuple[Record, tuple[str, ...]]:
    """Read a record; return it and the warnings, which have been printed."""
    from sim.record.store import read_record

    record, warnings = read_record(path)
    for warning in warnings:
        complain(warning)
    return record, warnings


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
