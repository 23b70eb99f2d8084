"""Lint: one spoiled scenario for each complaint, and the sound ones that must pass."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from sim.base.content import content_root
from sim.errors import Problem, Unreadable
from sim.facts.fact import Facts
from sim.orders.notation import parse_order
from sim.orders.order import AIR, GROUND
from sim.scenario import lint as lint_module
from sim.scenario.geography import load_geography
from sim.scenario.lint import CHECKS, lint
from sim.scenario.lint_map import _flood
from sim.scenario.lint_orders import AIR_VERBS, SHARED_VERBS
from sim.scenario.lint_scope import Scope
from sim.scenario.load import ScenarioFiles, load_files

SKIRMISH = Path(__file__).parent / "skirmish"
BAD = Path(__file__).resolve().parent.parent / "bad" / "scenario"
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(BAD.glob("*.yaml"))}
Spoil = Callable[..., list[Problem]]


def edits(case: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, str]]:
    return [(edit["file"], edit["find"], edit["write"]) for edit in case["edits"]]


def test_the_skirmish_is_sound(problems: Spoil) -> None:
    assert problems() == []


@pytest.mark.parametrize("name", CASES)
def test_bad_scenario(problems: Spoil, tmp_path: Path, name: str) -> None:
    found = [str(problem).replace(f"{tmp_path / 'skirmish'}/", "") for problem in problems(*edits(CASES[name]))]
    assert found == CASES[name]["expect"]


def test_every_complaint_says_what_to_do_or_what_is_expected() -> None:
    said = re.compile(r"; |should (be|have) at (least|most)|: use ")
    assert [line for case in CASES.values() for line in case["expect"] if not said.search(line)] == []


def complaining(scope: Scope, red: set[str]) -> set[str]:
    """Return the checks that complain; those that are known to do so need not be asked again."""
    return {check.__name__ for check in CHECKS if check.__name__ not in red and any(True for _ in check(scope))}


def test_every_check_has_been_seen_red(facts: Facts, tmp_path: Path) -> None:
    """Each check complains of at least one spoiled scenario, and of none that is sound."""
    red: set[str] = set()
    for name, case in CASES.items():
        folder = tmp_path / name / "skirmish"
        shutil.copytree(SKIRMISH, folder)
        for file, found, written in edits(case):
            path = folder / file
            path.write_text(path.read_text(encoding="utf-8").replace(found, written), encoding="utf-8")
        try:
            scope = Scope(load_files(folder), facts, load_geography(), parse_order)
        except Unreadable:
            continue
        red |= complaining(scope, red)
    for found, written in RULESET_EDITS.values():
        scope = Scope(spoiled_ruleset(tmp_path, found, written), facts, load_geography())
        red |= complaining(scope, red)
    assert {check.__name__ for check in CHECKS} - red == set()


def test_each_check_is_listed_once() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
    written = {
        name
        for module in vars(lint_module).values()
        if getattr(module, "__name__", "").startswith("sim.scenario.lint_")
        for name in vars(module)
        if name.startswith("check_")
    }
    assert written == {check.__name__ for check in CHECKS}


# --------------------------------------------------------------------------------------------------- rulesets

RULESET = "middle-euphrates.yaml"
RULESET_EDITS = {
    "lacks 'lethality'; add lethality: …": ("  lethality:", "  killing:"),
    "the rules read no 'killing'": ("  lethality:", "  killing:"),
    "lacks 'broken'; add broken: …": ("  broken:", "  bush:"),
    "lies in middle-euphrates.yaml": ("id: middle-euphrates", "id: lower-tigris"),
}


def spoiled_ruleset(folder: Path, found: str, written: str) -> ScenarioFiles:
    """Return the skirmish with a ruleset of its own in which a text is replaced."""
    home = folder / "skirmish"
    shutil.copytree(SKIRMISH, home, dirs_exist_ok=True)
    (home / "rulesets").mkdir(exist_ok=True)
    text = (content_root() / "scenarios" / "rulesets" / RULESET).read_text(encoding="utf-8")
    assert found in text
    (home / "rulesets" / RULESET).write_text(text.replace(found, written, 1), encoding="utf-8")
    return load_files(home)


@pytest.mark.parametrize("message", RULESET_EDITS)
def test_bad_ruleset(tmp_path: Path, facts: Facts, message: str) -> None:
    found = lint(spoiled_ruleset(tmp_path, *RULESET_EDITS[message]), facts=facts, read_order=parse_order)
    assert any(message in str(problem) for problem in found), found
    assert all(problem.path.endswith(RULESET) for problem in found)


def test_a_road_of_an_unknown_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        spoiled_ruleset(tmp_path, "  track:\n", "  trail:\n")
    assert "should be one of track, paved, highway" in str(caught.value)


# ----------------------------------------------------------------------------------------------- other matters


def test_the_verbs_are_those_of_the_notation() -> None:
    assert set(AIR) == AIR_VERBS | SHARED_VERBS
    assert set(GROUND) & set(AIR) == SHARED_VERBS


def test_without_a_reader_orders_are_not_looked_at(tmp_path: Path, facts: Facts) -> None:
    folder = tmp_path / "skirmish"
    shutil.copytree(SKIRMISH, folder)
    path = folder / "history.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("garrison hold", "garrison dance"), encoding="utf-8")
    assert lint(load_files(folder), facts=facts) == []


def test_the_river_is_in_the_way_where_there_is_no_crossing(facts: Facts) -> None:
    hexmap = Scope(load_files(SKIRMISH), facts, load_geography()).hexmap
    assert not isinstance(hexmap, str)
    start, goal = hexmap.place_hex["abu_kamal"], hexmap.place_hex["baghuz_fawqani"]
    assert _flood(hexmap, [start], frozenset({"SY"}))[goal]
    assert not _flood(replace(hexmap, ferry=hexmap.ferry & False), [start], frozenset({"SY"}))[goal]
    assert not _flood(hexmap, [start], frozenset({"IQ"}))[goal]


def test_a_hostile_scenario_ends_soon(tmp_path: Path, facts: Facts) -> None:
    """Thousands of units, events and wrong names: complaints stop in time."""
    folder = tmp_path / "skirmish"
    shutil.copytree(SKIRMISH, folder)
    unit = "      - {{id: u{0}, name: U, type: t{0}, strength: {{value: 1, cites: [f{0}]}}, at: p{0}, cites: [f{0}]}}\n"
    forces = (folder / "forces.yaml").read_text(encoding="utf-8")
    many = "".join(unit.format(n) for n in range(2500))
    (folder / "forces.yaml").write_text(forces.replace("  - id: garrison\n", many + "  - id: garrison\n", 1))
    event = (
        "  - {{id: e{0}, title: E, when: {{fired: {{event: e{1}}}}}, do: [{{dig: {{formation: x{0}}}}}], cites: [f]}}\n"
    )
    (folder / "events.yaml").write_text("events:\n" + "".join(event.format(n, n + 1) for n in range(2200)))
    start = time.monotonic()
    found = lint(load_files(folder), facts=facts, read_order=parse_order)
    assert time.monotonic() - start < 5
    assert 40 < len(found) < 1000


# --------------------------------------------------------------------------------------------- shipped content


@pytest.mark.parametrize("name", ["README"])
def test_the_example_of_the_readme_is_sound(tmp_path: Path, name: str) -> None:
    text = (content_root() / "scenarios" / f"{name}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"\*\*`(\w+\.yaml)`\*\*\n+```yaml\n(.*?)```", text, re.DOTALL)
    assert [file for file, _ in blocks] == ["scenario.yaml", "forces.yaml", "history.yaml", "events.yaml"]
    folder = tmp_path / "my-airbase"
    folder.mkdir()
    for file, block in blocks:
        (folder / file).write_text(block, encoding="utf-8")
    assert lint(load_files(folder), read_order=parse_order) == []
