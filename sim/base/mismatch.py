"""What pydantic finds wrong with a document, for an author: what was found, what was expected, what to do."""

from __future__ import annotations

import difflib
import json
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sim.base.document import Document, Json, Loc
from sim.base.scalars import quoted
from sim.errors import Problem

Model = TypeVar("Model", bound=BaseModel)
Error = dict[str, Any]
_MOST_LISTED = 24


def model_from_json(value: Json, model: type[Model]) -> tuple[Model | None, list[Error]]:
    """Return the model, or None and pydantic's errors.

    The way through JSON lets a strict model take a list for a tuple, and still refuses "5" for 5.
    """
    try:
        return model.model_validate_json(json.dumps(value)), []
    except ValidationError as error:
        return None, [dict(item) for item in error.errors(include_url=False)]


def mismatches(document: Document, model: type[BaseModel], errors: Iterable[Error]) -> Iterator[Problem]:
    """Yield one problem for each of pydantic's errors."""
    for error in errors:
        if _follows_from_another(error):
            continue
        loc = _place(document.value, error["loc"])
        kind = error["type"]
        if kind == "extra_forbidden":
            message, remedy = _unknown_key(model, error["loc"])
            yield document.problem(loc, message, remedy, key=True)
        elif kind == "missing":
            message, remedy = _missing_key(model, error["loc"])
            yield document.problem(loc, message, remedy)
        else:
            message, remedy = _bare(model, error) or _wrong_value(error)
            joint = ":" if message.startswith("'") else ""
            yield document.problem(loc, f"{_called(loc)}{joint} {message}", remedy)


def _follows_from_another(error: Error) -> bool:
    """A list whose entries are all wrong is also called too short by pydantic."""
    value, wanted = error["input"], error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and isinstance(value, list) and len(value) >= wanted


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `did you mean 'x'?` for the known word most like `word`, or an empty text."""
    cutoff = 0.6 if len(word) > 3 else 0.5
    close = difflib.get_close_matches(word[:60], sorted(known), n=1, cutoff=cutoff)
    return f"did you mean {quoted(close[0])}?" if close else ""


def nearest_or_list(word: str, known: Iterable[str], noun: str) -> str:
    """Return the nearest known word, or the list of them all when none is near."""
    words = sorted(known)
    listed = ", ".join(words[:_MOST_LISTED]) + (", …" if len(words) > _MOST_LISTED else "")
    return nearest(word, words) or (f"the {noun} are: {listed}" if words else f"there are no {noun} yet")


# -------------------------------------------------------------------------------- the place


def _place(value: Json, loc: Sequence[str | int]) -> Loc:
    """Return the part of pydantic's location that is in the document (it adds the tags of unions)."""
    place: list[str | int] = []
    for step in loc:
        inner = _inside(value, step)
        if inner is not _NOWHERE:
            value = inner
            place.append(step)
    return tuple(place)


_NOWHERE = object()


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step, _NOWHERE)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return _NOWHERE


def _called(loc: Loc) -> str:
    """Name the value at `loc` by its last key, or as an entry of its list."""
    names = [step for step in loc if isinstance(step, str)]
    if not loc:
        return "the file"
    if isinstance(loc[-1], str):
        return quoted(loc[-1])
    return f"an entry of {quoted(names[-1])}" if names else "an entry"


def _model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that a location leads to, through lists, maps, options and tagged unions."""
    kind: Any = model
    for step in loc:
        kind = _plain(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = _field_kind(kind, step)
        elif get_origin(kind) in (Union, types.UnionType):
            kind = _member(kind, step)
        elif get_origin(kind) in (list, tuple, dict):
            kind = [part for part in get_args(kind) if part is not Ellipsis][-1]
        if kind is None:
            return None
    kind = _plain(kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _plain(kind: Any) -> Any:
    """Take away Annotated and `| None`."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
            continue
        members = [part for part in get_args(kind) if part is not type(None)]
        if get_origin(kind) in (Union, types.UnionType) and len(members) == 1:
            kind = members[0]
            continue
        return kind


def _field_kind(model: type[BaseModel], step: str | int) -> Any:
    for name, definition in model.model_fields.items():
        if step in (definition.alias, name):
            return definition.annotation
    return None


def _member(union: Any, tag: str | int) -> Any:
    """Return the member of a tagged union whose class, or whose literal field, has the tag's name."""
    for part in map(_plain, get_args(union)):
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            continue
        literals = [get_args(f.annotation) for f in part.model_fields.values()]
        if part.__name__ == tag or any(tag in values for values in literals):
            return part
    return None


# -------------------------------------------------------------------------------- the words


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [definition.alias or name for name, definition in model.model_fields.items()] if model else []


def _unknown_key(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, str]:
    """A model may say itself, as `beyond_the_keys`, why it has no others."""
    word, parent = str(loc[-1]), _model_at(model, loc[:-1])
    why = getattr(parent, "beyond_the_keys", "")
    return f"unknown key {quoted(word)}{why}", nearest_or_list(word, _keys(parent), "keys here")


def _missing_key(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, str]:
    word = str(loc[-1])
    parent = _model_at(model, loc[:-1])
    fields = parent.model_fields.items() if parent else ()
    text = next((field.description for name, field in fields if word in (name, field.alias)), "")
    return f"the key {quoted(word)} is missing", f"add {word}: {text or '…'}".rstrip()


def found(value: Any) -> str:
    """Name a value: `the text 'x'`, `the number 5`, `a list`, `nothing`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a mapping (key: value)" if isinstance(value, dict) else "a list"


_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "none_required": "nothing",
}
_SIZES = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}
_COUNTS = {
    "too_short": ("at least", "min_length", "entries"),
    "too_long": ("at most", "max_length", "entries"),
    "string_too_short": ("at least", "min_length", "characters"),
    "string_too_long": ("at most", "max_length", "characters"),
}


def _wrong_value(error: Error) -> tuple[str, str]:
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind in _EXPECTED:
        return f"should be {_EXPECTED[kind]}, found {found(value)}", _how(kind, value)
    if kind in _SIZES:
        words, name = _SIZES[kind]
        return f"should be {words} {context[name]}, found {found(value)}", ""
    if kind in _COUNTS:
        words, name, noun = _COUNTS[kind]
        if context[name] == 1 and kind.endswith("too_short"):
            return "is empty", f"write at least one of its {noun}"
        return f"should have {words} {context[name]} {noun}", ""
    if kind in ("literal_error", "enum"):
        return _not_in_list(value, str(context["expected"]))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _wrong_tag(kind, context)
    if kind == "value_error":
        return _own_words(context["error"])
    return f"does not fit: {error['msg'][:1].lower()}{error['msg'][1:]}; found {found(value)}", ""


def _bare(model: type[BaseModel], error: Error) -> tuple[str, str] | None:
    """A model may say itself what to write where a bare value stands in its place."""
    target = _model_at(model, error["loc"]) if error["type"] in ("model_type", "model_attributes_type") else None
    words = getattr(target, "instead_of_a_mapping", None)
    return (f"{words[0]}: found {found(error['input'])}", words[1]) if words else None


def _own_words(error: Exception) -> tuple[str, str]:
    """A validator of ours says `what is wrong; what to do`."""
    message, _, remedy = str(error).partition("; ")
    return message, remedy


def _how(kind: str, value: Any) -> str:
    if kind == "string_type" and isinstance(value, int | float):
        return f'put it in quotes: "{value}"' if not isinstance(value, bool) else "put it in quotes"
    if kind.startswith(("int", "float")) and isinstance(value, str) and value.strip("-").replace(".", "").isdigit():
        return f"take away the quotes: {value[:24]}"
    if kind in ("list_type", "tuple_type"):
        return "begin each entry on its own line with '- ', or write [a, b]"
    if kind.startswith(("dict", "model")):
        return "write 'key: value' lines, indented below the key"
    return "write a value" if value is None else ""


def _not_in_list(value: Any, expected: str) -> tuple[str, str]:
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    remedy = nearest(value, words) if isinstance(value, str) else ""
    return f"should be one of {', '.join(words)}; found {found(value)}", remedy


def _wrong_tag(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    key = str(context["discriminator"]).strip("'")
    if kind == "union_tag_not_found":
        return f"needs the key {quoted(key)}", f"add {key}: …"
    words = [word.strip().strip("'") for word in str(context["expected_tags"]).split(", ")]
    tag = str(context["tag"])
    return f"has an unknown {key} {quoted(tag)}", nearest_or_list(tag, words, key + "s")
