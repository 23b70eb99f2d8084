"""Walks through the models of a scenario file: every part with its place, every id with what it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from sim.base.document import Loc
from sim.scenario.schema_base import Names, Part

Kind = TypeVar("Kind", bound=Part)


@dataclass(frozen=True)
class Reference:
    """An id that stands at `loc` and names something of a kind: a side, a place, a fact, …"""

    loc: Loc
    kind: str
    name: str


def parts(part: Part, loc: Loc = ()) -> Iterator[tuple[Loc, Part]]:
    """Yield the part itself and every part below it, with its place in the document, in order of writing."""
    yield loc, part
    for name, key, _ in _fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from parts(value, (*loc, key))
        elif isinstance(value, tuple | dict):
            for below, entry in _spread(value, (*loc, key)):
                if isinstance(entry, Part):
                    yield from parts(entry, below)


def parts_of(part: Part, kind: type[Kind], loc: Loc = ()) -> Iterator[tuple[Loc, Kind]]:
    """Yield every part of one class, with its place."""
    for below, found in parts(part, loc):
        if isinstance(found, kind):
            yield below, found


def references(part: Part, loc: Loc = ()) -> Iterator[Reference]:
    """Yield every id in a part, and below it, that names something."""
    for place, found in parts(part, loc):
        for name, key, kind in _fields(type(found)):
            if kind is not None:
                for below, value in _spread(getattr(found, name), (*place, key)):
                    if isinstance(value, str):
                        yield Reference(below, kind, value)


def _spread(value: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    """Yield what lies in a value: the value itself, or the entries of lists and maps."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _spread(entry, (*loc, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _spread(entry, (*loc, key))
    elif value is not None:
        yield loc, value


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str, str | None], ...]:
    """Return (attribute, key in the file, what its ids name) for each field of a model."""
    return tuple(
        (name, definition.alias or name, _named([definition.annotation, *definition.metadata]))
        for name, definition in model.model_fields.items()
    )


def _named(annotations: list[Any]) -> str | None:
    for annotation in annotations:
        if isinstance(annotation, Names):
            return annotation.kind
        if isinstance(annotation, type) and issubclass(annotation, Part):
            continue
        inner = [*get_args(annotation), *getattr(annotation, "__metadata__", ())]
        found = _named(inner) if inner else None
        if found is not None:
            return found
    return None
