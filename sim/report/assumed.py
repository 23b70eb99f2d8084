"""What a scenario assumes where no document says it: each reason once, with what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.scenario.load import ScenarioFiles
from sim.scenario.schema_base import Citable, Part, Quantity

CHAPTERS = ("scenario", "forces", "history", "events", "ruleset")
_NAMES = ("name", "title", "id")
_OWNERS = ("place", "side")


@dataclass(frozen=True)
class Assumption:
    """A reason, and what it is the reason for: `New Syrian Army lead group, strength 40 (30 to 50)`."""

    chapter: str  # the file, without its ending
    reason: str
    subjects: tuple[str, ...]


def assumptions(files: ScenarioFiles) -> tuple[Assumption, ...]:
    """Return what the files of a scenario assume, in order of writing; the same reason of one file only once."""
    found: dict[tuple[str, str], list[str]] = {}
    for chapter in CHAPTERS:
        for subject, reason in _assumed(getattr(files, chapter), ""):
            found.setdefault((chapter, reason), []).append(subject)
    return tuple(
        Assumption(chapter, reason, tuple(dict.fromkeys(subjects))) for (chapter, reason), subjects in found.items()
    )


def _assumed(part: Part, owner: str) -> Iterator[tuple[str, str]]:
    """Yield (subject, reason) of a part and of everything in it."""
    name = _first(part, _NAMES)
    if not name:
        whose = _first(part, _OWNERS)
        name = f"{owner}: {whose}" if owner and whose else whose or owner
    if isinstance(part, Citable) and part.assumed is not None:
        yield name, part.assumed
    for key in type(part).model_fields:
        value = getattr(part, key)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, Quantity):
                yield from _quantity(child, f"{name}, {key.replace('_', ' ')}")
            elif isinstance(child, Part):
                yield from _assumed(child, key.replace("_", " ") if isinstance(value, tuple) else name)


def _first(part: Part, keys: tuple[str, ...]) -> str:
    return next((str(value) for key in keys if (value := getattr(part, key, None)) is not None), "")


def _quantity(number: Quantity, subject: str) -> Iterator[tuple[str, str]]:
    if number.assumed is not None:
        low, high = number.range
        yield f"{subject} {number.number} ({low} to {high})", number.assumed
