"""The scenario files: how they are found and read, what their parts say, and the exported JSON Schema."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.base.content import content_root
from sim.base.document import parse_document, validate
from sim.errors import Unreadable
from sim.scenario.jsonschema import scenario_schema, schema_text
from sim.scenario.load import FILES, available, find_folder, load_files
from sim.scenario.schema_base import Quantity
from sim.scenario.schema_conditions import Condition
from sim.scenario.schema_events import Effect, EventsSheet
from sim.scenario.walk import parts_of, references

SKIRMISH = Path(__file__).parent / "skirmish"


def part(model: type[Any], text: str) -> Any:
    return validate(parse_document(text, Path("part.yaml")), model)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SKIRMISH, tmp_path / "skirmish"))


# --------------------------------------------------------------------------------------------------- reading


def test_a_folder_and_its_scenario_file_name_the_same_scenario(folder: Path) -> None:
    files = load_files(folder)
    assert files.scenario.id == "skirmish"
    assert load_files(folder / "scenario.yaml") == files
    assert {name: document.path.name for name, document in files.documents.items()} == {
        "scenario": "scenario.yaml",
        "forces": "forces.yaml",
        "history": "history.yaml",
        "events": "events.yaml",
        "ruleset": "middle-euphrates.yaml",
    }


def test_a_ruleset_in_the_folder_comes_first(folder: Path) -> None:
    (folder / "rulesets").mkdir()
    shipped = content_root() / "scenarios" / "rulesets" / "middle-euphrates.yaml"
    shutil.copy(shipped, folder / "rulesets")
    assert load_files(folder).documents["ruleset"].path.parent == folder / "rulesets"


def test_an_unknown_name_gets_the_nearest_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.scenario.load.available", lambda: ["dawn-3", "day-of-wrath"])
    with pytest.raises(Unreadable, match="did you mean 'dawn-3'"):
        find_folder("dwan-3")


@pytest.mark.parametrize("name", ["", "no/such/folder", "a\0b", "x" * 5000, "\x1b[31m"])
def test_names_that_are_nothing(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        find_folder(name if name else "nothing-here")
    assert "\x1b" not in str(caught.value)


def test_the_problems_of_all_files_come_at_once(folder: Path) -> None:
    (folder / "history.yaml").unlink()
    for name, found, written in (
        ("scenario.yaml", "turns: 8", "turns: many"),
        ("forces.yaml", "side: blue", "side: Blue"),
        ("events.yaml", "of_16: 8", "of_16: 80"),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(found, written), encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        load_files(folder)
    assert [Path(problem.path).name for problem in caught.value.problems] == [
        "events.yaml",
        "forces.yaml",
        "history.yaml",
        "scenario.yaml",
    ]


def test_shipped_scenarios_are_listed() -> None:
    assert available() == sorted(available())
    for name in available():
        assert find_folder(name) == content_root() / "scenarios" / name


# ----------------------------------------------------------------------------------------------------- parts


def test_the_clock_of_the_skirmish() -> None:
    sheet = load_files(SKIRMISH).scenario
    assert sheet.clock.clock.impulses == 24
    assert sheet.objectives[0].moment == datetime(2016, 6, 29)
    assert sheet.map.all_places[-1] == "desert-track"


def test_quantities() -> None:
    cited = part(Quantity, "{value: 450, cites: [a-fact]}")
    assumed = part(Quantity, "{assumed: nobody counted, low: 60, base: 100, high: 200}")
    assert (cited.number, cited.range) == (450, (450, 450))
    assert (assumed.number, assumed.range) == (100, (60, 200))


def test_conditions_are_trees() -> None:
    tree = part(Condition, "{at_least: 2, of: [{chance: {of_16: 4}}, {not: {any: [{every: {hours: 4}}]}}]}")
    assert (tree.kind, len(tree.children), tree.leaf) == ("of", 2, None)
    chance, negation = tree.children
    assert (chance.kind, chance.leaf.of_16, chance.children) == ("chance", 4, ())
    assert (negation.kind, negation.children[0].kind, negation.children[0].children[0].leaf.hours) == ("not", "any", 4)


def test_every_leaf_and_effect_of_the_list_is_there() -> None:
    trees = {"all", "any", "not", "at_least", "of"}
    leaves = {definition.alias or name for name, definition in Condition.model_fields.items()} - trees
    assert leaves == {
        "time", "every", "holds", "near", "losses", "cohesion", "supply", "alert", "seen", "arrived", "fired",
        "chance", "linked", "cut_off", "relaxed", "lost_unit",
    }  # fmt: skip
    assert set(Effect.model_fields) == {
        "reinforce", "release", "recall", "order", "doctrine", "posture", "dig", "air", "air_withdraw", "command",
        "alert", "permit", "supply_source", "weather", "message",
    }  # fmt: skip


def test_no_effect_can_name_an_outcome() -> None:
    """Nothing in an effect speaks of holding, killing, losing, cohesion, blocks, score or luck."""
    outcomes = {"holds", "control", "owner", "killed", "wounded", "captured", "losses", "cohesion", "fatigue"}
    outcomes |= {"blocks", "share", "position", "hex", "strength", "fit", "points", "score", "seed", "fired", "stock"}
    definitions = scenario_schema()["$defs"]
    for body in Effect.model_fields.values():
        model = next(m for m in str(body.annotation).replace("|", " ").split() if "schema_events" in m)
        assert not outcomes & set(definitions[model.split(".")[-1]]["properties"])


def test_an_order_effect_says_the_whole_line() -> None:
    effect = part(Effect, "{order: {formation: garrison, do: attack mari via abu_kamal}}")
    assert (effect.kind, effect.body.line) == ("order", "garrison attack mari via abu_kamal")


def test_references_say_where_and_what() -> None:
    text = (
        "events: [{id: a, title: A, when: {near: {side: red, place: mari, km: 2}}, cites: [f],"
        " do: [{reinforce: {units: [u, v], at: mari}}]}]"
    )
    sheet = part(EventsSheet, text)
    assert [(ref.kind, ref.name, ref.loc[-2:]) for ref in references(sheet)] == [
        ("fact", "f", ("cites", 0)),
        ("side", "red", ("near", "side")),
        ("place", "mari", ("near", "place")),
        ("unit", "u", ("units", 0)),
        ("unit", "v", ("units", 1)),
        ("place", "mari", ("reinforce", "at")),
    ]
    assert [loc for loc, _ in parts_of(sheet, Effect)] == [("events", 0, "do", 0)]


# ----------------------------------------------------------------------------------------------- JSON Schema


def test_the_committed_schema_is_current() -> None:
    """If this fails: python -c "from sim.scenario.jsonschema import schema_text; print(schema_text(), end='')"."""
    committed = (content_root() / "scenarios" / "schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json.loads(schema_text())


def test_every_part_and_every_key_is_described() -> None:
    definitions = scenario_schema()["$defs"]
    assert {model.__name__ for model in FILES.values()} <= set(definitions)
    for name, definition in definitions.items():
        assert definition.get("description"), name
        assert definition["additionalProperties"] is False, name
        for key, value in definition["properties"].items():
            text = json.dumps(value)
            assert '"description"' in text or '"$ref"' in text, f"{name}.{key}"


@pytest.mark.parametrize("file", ["scenario", "forces", "history", "events"])
def test_the_skirmish_fits_the_json_schema(file: str) -> None:
    """A small check of our own: every key that the files use is in the schema, at its place."""
    schema = scenario_schema()
    value = yaml.safe_load((SKIRMISH / f"{file}.yaml").read_text(encoding="utf-8"))
    assert list(_strangers(schema, {"$ref": f"#/$defs/{FILES[file].__name__}"}, value)) == []
    assert list(_strangers(schema, {"$ref": f"#/$defs/{FILES[file].__name__}"}, {"bogus": 1})) == ["bogus"]


def _strangers(schema: dict[str, Any], node: dict[str, Any], value: Any) -> Any:
    """Yield the keys of a value that the schema does not know."""
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].split("/")[-1]]
    if "properties" not in node and "anyOf" in node:
        node = next(option for option in node["anyOf"] if option.get("type") != "null")
        yield from _strangers(schema, node, value)
    elif isinstance(value, dict):
        yield from (key for key in value if key not in node["properties"])
        for key in node["properties"].keys() & value.keys():
            yield from _strangers(schema, node["properties"][key], value[key])
    elif isinstance(value, list):
        for entry in value:
            yield from _strangers(schema, node["items"], entry)
