"""The command check: everything wrong with a scenario, with any of its files, or with all that is shipped."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.terminal import complain, say, say_json
from sim.errors import Problem, Unreadable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sim.base.document import Document

INVALID = 3
_MOST_NEIGHBOURS = 50


def check(arguments: Namespace) -> int:
    """Say what is wrong; 3 if anything is an error, 0 for nothing or mere warnings."""
    targets = [arguments.target] if arguments.target is not None else _shipped()
    problems = {target: sorted(set(_problems(target))) for target in targets}
    every = [problem for found in problems.values() for problem in found]
    errors = sum(problem.level == "error" for problem in every)
    if arguments.json:
        say_json({
            "targets": targets, "errors": errors, "warnings": len(every) - errors,
            "problems": [
                {"path": p.path, "line": p.line, "column": p.column, "level": p.level, "message": p.message,
                 "remedy": p.remedy} for p in every
            ],
        })  # fmt: skip
        return INVALID if errors else 0
    for target, found in problems.items():
        for problem in found:
            complain(str(problem))
        wrong = sum(problem.level == "error" for problem in found)
        verdict = _count(wrong, "error") if wrong else "sound"
        warned = len(found) - wrong
        say(f"{target}: {verdict}" + (f", {_count(warned, 'warning')}" if warned else ""))
    return INVALID if errors else 0


def _shipped() -> list[str]:
    from sim.base.content import content_root
    from sim.scenario.load import available

    root = content_root()
    return [*available(), *(str(path) for path in (root / "seeds", root / "assets" / "geography") if path.is_dir())]


def _problems(target: str) -> list[Problem]:
    """Find out what a name or a path is, and everything wrong with it."""
    from sim.scenario.load import available

    if target in available():
        return _of_scenario(target)
    path = Path(target)
    try:
        if path.is_dir():
            return _of_folder(path)
        if path.exists() or len(path.parts) > 1 or path.suffix:
            return _of_file(path)
    except (OSError, ValueError):
        pass
    return _of_scenario(target)  # says that there is none, and which names there are


def _of_scenario(name: str | Path) -> list[Problem]:
    """Return what lint finds and, where that is sound, which facts cannot be tested on it."""
    from sim.orders.notation import parse_order
    from sim.scenario.lint import problems_of

    problems = problems_of(name, parse_order)
    if any(problem.level == "error" for problem in problems):
        return problems
    return problems + list(_untestable(name))


def _untestable(name: str | Path) -> Iterator[Problem]:
    """Warn of facts whose tests name what the scenario does not have: they cannot hold."""
    from sim.base.content import content_root
    from sim.base.document import read_document
    from sim.facts.load import load_facts
    from sim.record.stage import ScenarioStage
    from sim.report.fidelity.strangers import strangers
    from sim.scenario.compile import load

    facts = load_facts()
    found = strangers(ScenarioStage(load(name)), facts)
    if not found:
        return
    places: dict[str, tuple[Document, int]] = {}
    for path in sorted((content_root() / "seeds").glob("*.yaml")):
        document = read_document(path)
        entries = document.value["facts"] if isinstance(document.value, dict) else []
        for row, entry in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(entry, dict):
                places[str(entry.get("id"))] = (document, row)
    for fact, complaint in found:
        document, row = places[fact.id]
        yield document.problem(
            ("facts", row, "check"), f"the test of '{fact.id}' cannot hold: {complaint}", level="warning"
        )


def _of_folder(folder: Path) -> list[Problem]:
    """Check a scenario's folder, one of seeds, one of geography, or one that holds scenarios."""
    if _is_scenario(folder):
        return _of_scenario(folder)
    if _is_geography(folder):
        return _of_geography(folder)
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and _is_scenario(path))
    if inside:
        return [problem for path in inside for problem in _of_scenario(path)]
    files = sorted(folder.glob("*.yaml"))
    if not files:
        remedy = "name a folder with scenario.yaml, forces.yaml, history.yaml and events.yaml"
        return [Problem(str(folder), 1, 1, "holds nothing that can be checked", remedy)]
    if any(_looks_like_seeds(path) for path in files[:_MOST_NEIGHBOURS]):
        from sim.facts.load import load_facts

        return _complaints(lambda: load_facts(folder))
    return [problem for path in files[:_MOST_NEIGHBOURS] for problem in _of_file(path)]


def _is_geography(folder: Path) -> bool:
    return (folder / "places.yaml").is_file() and (folder / "euphrates.yaml").is_file()


def _of_geography(folder: Path) -> list[Problem]:
    from sim.scenario.geography_files import read_geography

    return _complaints(lambda: read_geography(folder))


def _is_scenario(folder: Path) -> bool:
    names = ("scenario", "forces", "history", "events")
    return sum((folder / f"{name}.yaml").is_file() for name in names) > 1 or (folder / "scenario.yaml").is_file()


def _of_file(path: Path) -> list[Problem]:
    """Check one file: with its whole scenario if it is part of one, else by its own shape."""
    from sim.base.document import read_document, validate
    from sim.scenario.load import FILES

    if path.stem in FILES and path.suffix == ".yaml" and path.is_file() and (path.parent / "scenario.yaml").is_file():
        return _of_scenario(path.parent)
    try:
        document = read_document(path)
    except Unreadable as error:
        return list(error.problems)
    if _is_geography(path.parent):
        return _of_geography(path.parent)
    if _keys(document) & {"document", "facts", "contested"}:
        return _of_seeds(path, document)
    model = _likeliest(document, path)
    if model is None:
        remedy = "it should have the keys of a scenario file, of seeds or of a ruleset; see: abukamal schema"
        return [document.problem((), "is not a file of this game", remedy)]
    return _complaints(lambda: validate(document, model))


def _of_seeds(path: Path, document: Document) -> list[Problem]:
    """Check a seeds file, together with those beside it if they are seeds: ids are unique over all."""
    from sim.base.document import validate
    from sim.facts.load import load_facts
    from sim.facts.schema import SeedsFile

    problems = _complaints(lambda: validate(document, SeedsFile))
    beside = sorted(path.parent.glob("*.yaml"))
    if problems or len(beside) > _MOST_NEIGHBOURS or not all(_looks_like_seeds(other) for other in beside):
        return problems
    name = path.resolve()
    return [p for p in _complaints(lambda: load_facts(path.parent)) if Path(p.path).resolve() == name]


def _looks_like_seeds(path: Path) -> bool:
    """Say whether a file begins as seeds do, reading no more than its beginning."""
    try:
        with path.open("rb") as stream:
            return b"\ndocument:" in b"\n" + stream.read(4096)
    except OSError:
        return False


def _likeliest(document: Document, path: Path) -> type[BaseModel] | None:
    """Return the kind of file whose keys the document shares most; None if it shares none."""
    from sim.scenario.load import FILES

    keys = _keys(document)
    shared = {name: len(keys & _keys_of(model)) for name, model in FILES.items()}
    named = path.stem if path.stem in FILES else None
    best = max(shared, key=lambda name: (shared[name], name == named))
    return FILES[best] if shared[best] else FILES[named] if named is not None else None


def _keys(document: Document) -> set[str]:
    return set(document.value) if isinstance(document.value, dict) else set()


def _keys_of(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def _complaints(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except Unreadable as error:
        return list(error.problems)
    return []


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
