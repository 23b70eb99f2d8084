"""Marked YAML: a text becomes plain values, and each value remembers its line and column.

The C parser delivers events; limits are checked on the events, before anything is built, and the values are
built from the same events.  There is one parser, on every platform.  All complaints about a text are
collected before one error is raised; where the parser itself gives up, its own comes last,
in words for an author.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import yaml
from yaml import CSafeLoader

from sim.base.scalars import AmbiguousError, is_control, quoted, resolve
from sim.errors import Problem, Unreadable

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Loc: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Limits:
    """How large a foreign text may be: bytes, levels, nodes, characters of a scalar, complaints."""

    size: int = 1 << 20
    depth: int = 32
    nodes: int = 50_000
    scalar: int = 20_000
    problems: int = 100


@dataclass(frozen=True)
class Document:
    """The value of one YAML text, and where each part of it stands (lines and columns count from 1)."""

    path: Path
    value: Json
    marks: Mapping[Loc, Mark] = field(repr=False)
    key_marks: Mapping[Loc, Mark] = field(repr=False)

    def mark(self, loc: Loc, key: bool = False) -> Mark:
        """Return (line, column) of the value at `loc`, or of its key; failing that, of the nearest parent."""
        if key and loc in self.key_marks:
            return self.key_marks[loc]
        while loc and loc not in self.marks:
            loc = loc[:-1]
        return self.marks.get(loc, (1, 1))

    def problem(
        self,
        loc: Loc,
        message: str,
        remedy: str = "",
        *,
        level: Literal["error", "warning"] = "error",
        key: bool = False,
    ) -> Problem:
        """Return a complaint about the value (or the key) at `loc`."""
        line, column = self.mark(loc, key)
        return Problem(str(self.path), line, column, message, remedy, level)


def read_document(path: Path, *, limits: Limits = Limits()) -> Document:
    """Read one YAML file; raise `Unreadable` with every complaint about it."""
    return parse_document(_decode(path, _contents(path, limits)), path, limits=limits)


def parse_document(text: str, path: Path, *, limits: Limits = Limits()) -> Document:
    """Read one YAML text that came from `path`; raise `Unreadable` with every complaint about it."""
    text = text.removeprefix("\ufeff")
    problems = list(_control_characters(text, path, limits))
    if problems:
        raise Unreadable(problems)
    builder = _Builder(path, limits)
    builder.read(text)
    if builder.problems:
        raise Unreadable(builder.problems)
    return Document(path, builder.root, builder.marks, builder.key_marks)


def validate(document: Document, model: type[Model]) -> Model:
    """Return the document as a pydantic model; raise `Unreadable` with every mismatch at its place."""
    from sim.base.mismatch import mismatches, model_from_json

    found, errors = model_from_json(document.value, model)
    if found is None:
        most = Limits().problems
        raise Unreadable(sorted(mismatches(document, model, errors[:most])))
    return found


# -------------------------------------------------------------------------------- the file


def _contents(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file of acceptable size."""
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise _refusal(path, "is a folder, not a file", "name a YAML file")
        if not stat.S_ISREG(mode.st_mode):
            raise _refusal(path, "is not an ordinary file", "name a YAML file")
        with path.open("rb") as stream:
            raw = stream.read(limits.size + 1)
    except FileNotFoundError:
        raise _refusal(path, "there is no such file", "check the name and the folder") from None
    except PermissionError:
        raise _refusal(path, "may not be read by you", "change the permissions of the file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refusal(path, f"cannot be read: {reason}") from None
    if len(raw) > limits.size:
        raise _refusal(path, f"is larger than {limits.size:,} bytes", "shorten the text")
    return raw


def _decode(path: Path, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, "is written in UTF-16", "save it as UTF-8")
    if b"\0" in raw:
        line, column = _position(raw[: raw.index(b"\0")].decode("utf-8", "replace"))
        raise Unreadable([Problem(str(path), line, column, "holds a zero byte: not text", "name a YAML file")])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _position(raw[: error.start].decode("utf-8", "replace"))
        message = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        raise Unreadable([Problem(str(path), line, column, message, "save the file as UTF-8")]) from None


def _refusal(path: Path, message: str, remedy: str = "") -> Unreadable:
    return Unreadable([Problem(quoted(str(path), 300)[1:-1], 1, 1, message, remedy)])


def _position(before: str) -> Mark:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


_SUSPECT = re.compile("[^\t\n\r -~\u00a0-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe]")


def _control_characters(text: str, path: Path, limits: Limits) -> Iterator[Problem]:
    """Yield a complaint for each invisible control character (the parser would stop at the first)."""
    count = 0
    for match in _SUSPECT.finditer(text):
        if is_control(match.group()):
            line, column = _position(text[: match.start()])
            message = f"the invisible control character U+{ord(match.group()):04X}"
            yield Problem(str(path), line, column, message, "delete it")
            count += 1
            if count == limits.problems:
                return


# -------------------------------------------------------------------------------- the events


@dataclass
class _Frame:
    """A mapping or a list that is still open."""

    loc: Loc
    content: dict[str, Json] | list[Json]
    mark: Mark
    key: str | None = None


class _Builder:
    """Builds values from parser events, one open frame a level; no recursion."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits = path, limits
        self.problems: list[Problem] = []
        self.marks: dict[Loc, Mark] = {}
        self.key_marks: dict[Loc, Mark] = {}
        self.root: Json = None
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def read(self, text: str) -> None:
        """Take all events of a text; stop at a limit, at a syntax error or after too many complaints."""
        events = yaml.parse(text, Loader=CSafeLoader)
        try:
            for event in events:
                if not self._take(event):
                    return
                if len(self.problems) >= self.limits.problems:
                    self._complain(self._end(), "too many complaints: reading stops here", "mend those above first")
                    return
        except yaml.MarkedYAMLError as error:
            from sim.base.syntax import in_words

            (line, column), message, remedy = in_words(error, text)
            self.problems.append(Problem(str(self.path), line, column, message, remedy))
        except yaml.YAMLError as error:
            self._complain((1, 1), f"cannot be read as YAML: {quoted(str(error))}", "check the file in a text editor")
        else:
            if self._nodes == 0 or (self.root is None and not self.problems):
                self._complain((1, 1), "is empty", "write the keys that this file needs")

    def _end(self) -> Mark:
        """Return where the last complaint stands."""
        return self.problems[-1].line, self.problems[-1].column

    def _complain(self, mark: Mark, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(str(self.path), *mark, message, remedy))

    def _take(self, event: Any) -> bool:
        """Take one event; return False when reading must stop."""
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            return self._open_document(event, mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self._frames.pop()
            return True
        if not isinstance(event, yaml.NodeEvent):
            return True
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            self._complain(mark, f"more than {self.limits.nodes:,} entries", "shorten the text")
            return False
        self._refuse_decoration(event, mark)
        if isinstance(event, yaml.CollectionStartEvent):
            return self._open(event, mark)
        self._put_scalar(event, mark)
        return True

    def _open_document(self, event: Any, mark: Mark) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._complain(mark, "a %YAML or %TAG line before the text", "delete the lines that start with %")
        if self._documents > 1:
            self._complain(mark, "a second document begins here (---)", "keep one document in a file")
            return False
        return True

    def _refuse_decoration(self, event: Any, mark: Mark) -> None:
        """Aliases, anchors and tags make a text mean what it does not show."""
        if isinstance(event, yaml.AliasEvent):
            name = quoted(f"*{event.anchor}")
            self._complain(mark, f"the alias {name}", "write the value out, or put the text in quotes")
            return
        if event.anchor is not None:
            name = quoted(f"&{event.anchor}")
            self._complain(mark, f"the anchor {name}", "delete it, or put the text in quotes")
        if event.tag is not None:
            name = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._complain(mark, f"the tag {name}", "delete it, or put the text in quotes")

    def _open(self, event: Any, mark: Mark) -> bool:
        if len(self._frames) >= self.limits.depth:
            self._complain(mark, f"more than {self.limits.depth} levels deep", "nest less")
            return False
        if self._expects_key():
            self._complain(mark, "a list or a mapping stands where a key should be", "use plain text as a key")
        content: dict[str, Json] | list[Json] = {} if isinstance(event, yaml.MappingStartEvent) else []
        loc = self._attach(content, mark)
        self._frames.append(_Frame(loc, content, mark))
        return True

    def _expects_key(self) -> bool:
        return bool(self._frames) and isinstance(self._frames[-1].content, dict) and self._frames[-1].key is None

    def _put_scalar(self, event: Any, mark: Mark) -> None:
        text = "" if isinstance(event, yaml.AliasEvent) else event.value
        plain = not getattr(event, "style", None)
        if len(text) > self.limits.scalar:
            self._complain(mark, f"a text of {len(text):,} characters", f"use at most {self.limits.scalar:,}")
            text = ""
        elif not plain:
            self._refuse_escapes(text, mark)
        if self._expects_key():
            self._put_key(text, plain, mark)
            return
        try:
            self._attach(resolve(text) if plain else text, mark)
        except AmbiguousError as error:
            self._complain(mark, str(error), error.remedy)
            self._attach(None, mark)

    def _refuse_escapes(self, text: str, mark: Mark) -> None:
        for character in text:
            if is_control(character):
                name = f"U+{ord(character):04X}"
                self._complain(mark, f"the text holds the control character {name}", "delete its escape")
                return

    def _put_key(self, text: str, plain: bool, mark: Mark) -> None:
        frame = self._frames[-1]
        assert isinstance(frame.content, dict)
        if text == "<<" and plain:
            self._complain(mark, "the merge key '<<'", "write the keys out")
        elif text == "":
            self._complain(mark, "a key is empty", "write the key before ':'")
        elif text in frame.content:
            line = self.key_marks[(*frame.loc, text)][0]
            self._complain(mark, f"the key {quoted(text)} is given twice", f"keep one; the first is on line {line}")
        frame.key = text
        self.key_marks.setdefault((*frame.loc, text), mark)

    def _attach(self, value: Json, mark: Mark) -> Loc:
        """Put a value into the open frame and return its place."""
        loc: Loc = ()
        if not self._frames:
            self.root = value
        else:
            frame = self._frames[-1]
            if isinstance(frame.content, list):
                loc = (*frame.loc, len(frame.content))
                frame.content.append(value)
            else:
                # a list or a mapping used as a key is attached under a name that no key can have
                loc = (*frame.loc, frame.key if frame.key is not None else "")
                frame.content[str(loc[-1])] = value
                frame.key = None if frame.key is not None else ""
        self.marks.setdefault(loc, mark)
        return loc
