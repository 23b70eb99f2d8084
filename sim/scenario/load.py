"""From a name or a path to the validated files of a scenario, each with its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sim.base.content import content_root
from sim.base.document import Document, read_document, validate
from sim.base.mismatch import nearest_or_list
from sim.base.scalars import quoted
from sim.errors import Problem, Unreadable
from sim.scenario.schema import ScenarioSheet
from sim.scenario.schema_base import Part
from sim.scenario.schema_events import EventsSheet, HistorySheet
from sim.scenario.schema_forces import ForcesSheet
from sim.scenario.schema_ruleset import RulesetSheet

Sheet = TypeVar("Sheet", bound=Part)

FILES: Mapping[str, type[Part]] = {
    "scenario": ScenarioSheet,
    "forces": ForcesSheet,
    "history": HistorySheet,
    "events": EventsSheet,
    "ruleset": RulesetSheet,
}


@dataclass(frozen=True)
class ScenarioFiles:
    """The files of a scenario folder and its ruleset; `documents` has the marks, by the names of `FILES`."""

    folder: Path
    scenario: ScenarioSheet
    forces: ForcesSheet
    history: HistorySheet
    events: EventsSheet
    ruleset: RulesetSheet
    documents: Mapping[str, Document] = field(repr=False)


def available() -> list[str]:
    """Return the names of the shipped scenarios, sorted."""
    return sorted(path.parent.name for path in _shipped().glob("*/scenario.yaml"))


def load_files(name_or_path: str | Path) -> ScenarioFiles:
    """Read a shipped scenario by name, or the folder (or its scenario.yaml) at a path.

    Raises `Unreadable` with the problems of all files, at their lines and columns.
    """
    folder = find_folder(name_or_path)
    reading = _Reading()
    scenario = reading.read("scenario", folder / "scenario.yaml", ScenarioSheet)
    forces = reading.read("forces", folder / "forces.yaml", ForcesSheet)
    history = reading.read("history", folder / "history.yaml", HistorySheet)
    events = reading.read("events", folder / "events.yaml", EventsSheet)
    ruleset = None
    if scenario is not None:
        ruleset = reading.read_ruleset(scenario, folder)
    if scenario is None or forces is None or history is None or events is None or ruleset is None:
        raise Unreadable(sorted(reading.problems))
    return ScenarioFiles(folder, scenario, forces, history, events, ruleset, reading.documents)


def find_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a scenario; raise `Unreadable` if there is none of that name or at that path."""
    if str(name_or_path) in available():
        return _shipped() / str(name_or_path)
    path = Path(name_or_path)
    try:
        if path.is_dir():
            return path
        if path.name == "scenario.yaml" and path.is_file():
            return path.parent
    except (OSError, ValueError):
        pass
    shown = quoted(str(name_or_path), 200)
    remedy = nearest_or_list(str(name_or_path), available(), "scenarios")
    raise Unreadable([Problem(shown[1:-1], 1, 1, "no scenario of this name, and no folder at this path", remedy)])


def _shipped() -> Path:
    return content_root() / "scenarios"


class _Reading:
    """Reads several files and keeps the problems of all of them."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []

    def read(self, name: str, path: Path, model: type[Sheet]) -> Sheet | None:
        try:
            self.documents[name] = read_document(path)
            return validate(self.documents[name], model)
        except Unreadable as error:
            self.problems += error.problems
            return None

    def read_ruleset(self, scenario: ScenarioSheet, folder: Path) -> RulesetSheet | None:
        """Read the ruleset by name: from `rulesets/` in the folder or beside it, else the shipped one."""
        places = (folder / "rulesets", folder.resolve().parent / "rulesets", _shipped() / "rulesets")
        for place in places:
            path = place / f"{scenario.ruleset}.yaml"
            if path.is_file():
                return self.read("ruleset", path, RulesetSheet)
        known = sorted({path.stem for place in places for path in place.glob("*.yaml")})
        message = f"there is no ruleset {quoted(scenario.ruleset)}"
        remedy = nearest_or_list(scenario.ruleset, known, "rulesets")
        self.problems.append(self.documents["scenario"].problem(("ruleset",), message, remedy))
        return None
