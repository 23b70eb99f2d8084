"""The shape of all scenario files as one JSON Schema, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from sim.scenario.load import FILES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def scenario_schema() -> dict[str, Any]:
    """Return one schema document.

    Its `$defs` hold every part; the five kinds of files are `ScenarioSheet`, `ForcesSheet`, `HistorySheet`,
    `EventsSheet` and `RulesetSheet`, and the document itself admits any of the five.
    """
    _, schema = models_json_schema([(model, "validation") for model in FILES.values()])
    return {
        "$schema": _DIALECT,
        "title": "Abu Kamal scenario files",
        "description": "scenario.yaml, forces.yaml, history.yaml, events.yaml and rulesets/*.yaml",
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in FILES.values()],
        "$defs": _plain(schema["$defs"]),
    }


def schema_text() -> str:
    """Return the schema as it is kept in `scenarios/schema.json`."""
    return json.dumps(scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def _plain(node: Any, names: bool = True) -> Any:
    """Take away what differs between versions of pydantic and says nothing; `names`: the keys here are names."""
    if isinstance(node, list):
        return [_plain(entry, False) for entry in node]
    if not isinstance(node, dict):
        return node
    if names:
        return {key: _plain(value, False) for key, value in node.items()}
    if len(node.get("allOf", ())) == 1:
        node = {**node["allOf"][0], **node}
    needless = {"title", "allOf", "propertyNames", *(("type",) if "const" in node else ())}
    return {key: _plain(value, key == "properties") for key, value in node.items() if key not in needless}
