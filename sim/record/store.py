"""Records as files: JSON lines, one a turn, appended and synced, so that a crash costs one turn at most.

A last line whose writing was cut short is left out with a warning.  Everything else that is not as it was
written is refused with the file and the line: a changed byte, a missing line, lines out of place, another file.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from sim.base.durable import claim, sync, write_whole
from sim.errors import Spoiled
from sim.record.lines import (
    NoLineError,
    header_entry,
    header_of,
    is_json,
    looks_cut,
    sealed,
    turn_entry,
    turn_of,
    unsealed,
    writable,
)
from sim.record.record import Header, Record, Turn

MOST_BYTES = 64 << 20


def write_record(path: Path, record: Record) -> None:
    """Write a whole record, complete or not at all; raise OSError when it cannot be written."""
    text, check = _first(record.header)
    for number, turn in enumerate(record.turns, 1):
        line, check = _turn_line(number, turn, check)
        text += line
    write_whole(path, text.encode("ascii"))


def read_record(path: Path) -> tuple[Record, tuple[str, ...]]:
    """Return a record and what there is to warn of; raise Spoiled naming the file and the line."""
    record, warnings, _, _ = _read(path)
    return record, warnings


class RecordFile:
    """A record that grows: each appended turn is on the disk when `append` returns.  Use it in a `with`."""

    def __init__(self, stream: BinaryIO, check: str, turns: int) -> None:
        self._stream, self._check = stream, check
        self.turns = turns

    @classmethod
    def create(cls, path: Path, header: Header) -> RecordFile:
        """Begin a record, in place of any that had this name; raise OSError when that cannot be."""
        text, check = _first(header)
        write_whole(path, text.encode("ascii"))
        return cls(_claimed(path), check, 0)

    @classmethod
    def resume(cls, path: Path) -> tuple[RecordFile, Record, tuple[str, ...]]:
        """Go on with a record: drop a last line that was cut short; return what is there and the warnings.

        Raises Spoiled, and OSError when it cannot be written or somebody writes in it at this moment.
        """
        _read(path)
        stream = _claimed(path)
        try:
            record, warnings, check, good = _read(path)
            os.truncate(path, good)
        except BaseException:
            stream.close()
            raise
        return cls(stream, check, len(record.turns)), record, warnings

    def append(self, turn: Turn) -> None:
        """Write one turn and bring it to the disk."""
        line, self._check = _turn_line(self.turns + 1, turn, self._check)
        self._stream.write(line.encode("ascii"))
        sync(self._stream)
        self.turns += 1

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _claimed(path: Path) -> BinaryIO:
    """Open a record to write on in it, alone: lines of two writers would spoil it."""
    stream = path.open("ab")
    if not claim(stream):
        stream.close()
        raise OSError(errno.EBUSY, "a game is being played in it at this moment", str(path))
    return stream


def is_open(path: Path) -> bool:
    """Say whether somebody writes in a record at this moment, as far as the system can tell."""
    try:
        with path.open("rb") as stream:
            return not claim(stream)
    except OSError:
        return False


def _first(header: Header) -> tuple[str, str]:
    line, check = sealed(header_entry(header), "")
    return line + "\n", check


def _turn_line(number: int, turn: Turn, before: str) -> tuple[str, str]:
    for side, order in turn.orders:
        if not writable(side, order):
            raise ValueError(f"the order {order!r} of {side!r} cannot be written to a record")
    line, check = sealed(turn_entry(number, turn), before)
    return line + "\n", check


def _read(path: Path) -> tuple[Record, tuple[str, ...], str, int]:
    """Return the record, the warnings, the last check and how many bytes are good."""
    *lines, rest = _contents(path).split(b"\n")
    if not lines:
        raise _spoiled(path, 1, "is empty" if not rest else "is not a record, or its first line was cut short")
    header, check = _read_header(path, lines[0])
    turns: list[Turn] = []
    good = len(lines[0]) + 1
    for number, raw in enumerate(lines[1:], 1):
        text = _ascii(path, number + 1, raw)
        last = number == len(lines) - 1 and not rest
        try:
            entry, seal = unsealed(text, check)
            turns.append(turn_of(entry, number))
        except NoLineError as error:
            if last and looks_cut(text, number) and not is_json(text):
                return Record(header, tuple(turns)), (_warning(path, number),), check, good
            raise _spoiled(path, number + 1, _blame(text, number, str(error))) from None
        check, good = seal, good + len(raw) + 1
    warnings: tuple[str, ...] = ()
    if rest:
        number = len(turns) + 1
        if not looks_cut(_ascii(path, number + 1, rest), number):
            raise _spoiled(path, number + 1, "is not a line of a record, not even a part of one")
        warnings = (_warning(path, number),)
    return Record(header, tuple(turns)), warnings, check, good


def _read_header(path: Path, raw: bytes) -> tuple[Header, str]:
    text = _ascii(path, 1, raw)
    if not text.startswith('{"record": '):
        raise _spoiled(path, 1, "is not the first line of a record: this is another kind of file, or it was changed")
    try:
        entry, check = unsealed(text, "")
        return header_of(entry), check
    except NoLineError as error:
        raise _spoiled(path, 1, str(error)) from None


def _blame(text: str, number: int, said: str) -> str:
    """Name a line out of place as such, though its seal is broken too."""
    due = f'{{"turn": {number}, '
    if text.startswith('{"turn": ') and not text.startswith(due):
        found = text[len('{"turn": ') :].partition(",")[0]
        if found.isdecimal() and len(found) < 6:
            return f"has turn {found} where turn {number} is due: lines are missing, out of place or changed"
    return said


def _warning(path: Path, turn: int) -> str:
    return f"{path}:{turn + 1}: warning: the writing of turn {turn} was cut short; it is left out"


def _ascii(path: Path, line: int, raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise _spoiled(path, line, "holds bytes that no record has") from None


def _contents(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _spoiled(path, 1, "is a folder, not a record" if stat.S_ISDIR(mode) else "is not an ordinary file")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _spoiled(path, 1, "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _spoiled(path, 1, f"cannot be read: {reason}") from None
    if len(raw) > MOST_BYTES:
        raise _spoiled(path, 1, f"is larger than {MOST_BYTES >> 20} MiB: no record is")
    return raw


def _spoiled(path: Path, line: int, message: str) -> Spoiled:
    return Spoiled(f"{path}:{line}: error: {message}")
