"""Marked YAML: what is read, where it stands, what is refused, and that nothing hostile takes long."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from sim.base.document import Document, Limits, parse_document, read_document, validate
from sim.base.scalars import is_control, quoted
from sim.errors import Problem, Unreadable

BAD = Path(__file__).resolve().parent.parent / "bad" / "yaml"
HERE = Path("here.yaml")


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as caught:
        parse_document(text, HERE)
    return caught.value.problems


def file_problem(path: Path) -> Problem:
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


# ---------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("34.50", 34.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("'5'", "5"),
        ('"true"', "true"),
        ("'yes'", "yes"),
        ("2017-10-23", "2017-10-23"),
        ("2017-10-23T04:00", "2017-10-23T04:00"),
        ("'12:30'", "12:30"),
        ("66-68", "66-68"),
        ("450 people", "450 people"),
        ("no man's land", "no man's land"),
        ("البوكمال", "البوكمال"),
        ("999999999999999999", 999999999999999999),
    ],
)
def test_scalars(text: str, value: object) -> None:
    found = parse_document(f"key: {text}\n", HERE).value
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


def test_keys_are_always_text() -> None:
    assert parse_document("5: a\non: b\n2017-10-23: c\n", HERE).value == {"5": "a", "on": "b", "2017-10-23": "c"}


def test_block_text_and_flow() -> None:
    text = "a: |\n  one\n  two\nb: >-\n  three\n  four\nc: {d: [1, 2], e: }\n"
    assert parse_document(text, HERE).value == {"a": "one\ntwo\n", "b": "three four", "c": {"d": [1, 2], "e": None}}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfkey: 1\n")
    document = read_document(path)
    assert document.value == {"key": 1}
    assert document.mark(("key",), key=True) == (1, 1)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not is_control(c)), max_size=20),
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(st.text("abcdefgh <é", min_size=1, max_size=5), below, max_size=4)
    ),
    max_leaves=30,
)


@given(JSON.filter(lambda value: value is not None))
@settings(max_examples=150, deadline=None)
def test_json_is_read_as_it_is(value: object) -> None:
    assert parse_document(json.dumps(value, ensure_ascii=False), HERE).value == value


# ----------------------------------------------------------------------------------------------------- marks


def test_marks() -> None:
    document = parse_document("a: 1\nقائمة:\n  - {x: 5, y: [7, 8]}\n", HERE)
    assert document.mark(("a",)) == (1, 4)
    assert document.mark(("a",), key=True) == (1, 1)
    assert document.mark(("قائمة", 0)) == (3, 5)
    assert document.mark(("قائمة", 0, "y"), key=True) == (3, 12)
    assert document.mark(("قائمة", 0, "y", 1)) == (3, 19)


def test_a_mark_that_is_not_there_falls_back_to_its_parent() -> None:
    document = parse_document("a:\n  b: 1\n", HERE)
    assert document.mark(("a", "missing")) == document.mark(("a",)) == (2, 3)
    assert document.mark(("x", 5, "y")) == (1, 1)
    assert document.problem(("a", "b"), "odd", "mend it", level="warning") == Problem(
        "here.yaml", 2, 6, "odd", "mend it", "warning"
    )


# --------------------------------------------------------------------------------------------- refused texts


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_bad_yaml(path: Path) -> None:
    """The first line of each file says what is expected: `# expect: LINE:COLUMN message || …`."""
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ").split(" || ")
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    assert [f"{p.line}:{p.column} {p.message}" for p in caught.value.problems] == expected
    assert all(problem.remedy for problem in caught.value.problems)


def test_all_complaints_come_at_once() -> None:
    found = problems("a: yes\nb: *x\na: 0777\nc: [1,\n")
    assert [problem.line for problem in found] == [1, 2, 3, 3, 5]
    assert "given twice" in found[2].message
    assert "within brackets" in found[-1].message


def test_complaints_have_an_end() -> None:
    found = problems("- yes\n" * 5000)
    assert len(found) == Limits().problems + 1
    assert "too many" in found[-1].message


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ud800", "\uffff"])
def test_invisible_characters(character: str) -> None:
    found = problems(f"a: 1\nb: x{character}y\n")
    assert [(problem.line, problem.column) for problem in found] == [(2, 5)]
    assert f"U+{ord(character):04X}" in found[0].message
    assert str(found[0]).isprintable()


def test_what_is_shown_is_safe_for_a_terminal() -> None:
    assert quoted("a\x1b[31m\u202e") == r"'a\x1b[31m\u202e'"
    assert len(quoted("x" * 5000)) == 62


# --------------------------------------------------------------------------------------------- refused files


def test_no_such_file(tmp_path: Path) -> None:
    assert "no such file" in file_problem(tmp_path / "nothing.yaml").message


def test_a_folder(tmp_path: Path) -> None:
    assert "folder" in file_problem(tmp_path).message


def test_a_path_with_a_zero_byte() -> None:
    assert "cannot be read" in file_problem(Path("a\0b")).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in file_problem(tmp_path / "pipe").message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1\n")
    path.chmod(0)
    assert "may not be read" in file_problem(path).message


@pytest.mark.parametrize(
    ("raw", "line", "column", "message"),
    [
        (b"", 1, 1, "is empty"),
        (b"# only a comment\n", 1, 1, "is empty"),
        (b"a: 1\nname: caf\xe9\n", 2, 10, "0xe9 is not UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, 1, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 3, 1, "zero byte"),
        (b"a: \xed\xa0\x80\n", 1, 4, "not UTF-8"),
        (b"a: " + b"x" * (1 << 20), 1, 1, "larger than"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, raw: bytes, line: int, column: int, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(raw)
    found = file_problem(path)
    assert (found.line, found.column) == (line, column)
    assert message in found.message
    assert found.path == str(path)
    assert found.remedy


# ------------------------------------------------------------------------------------------------- hostility

BOMB = "\n".join(["a: &a {x: 1}", *(f"b{n}: &b{n} {{<<: [{'*a, ' * 9}*a]}}" for n in range(20))])
HOSTILE = {
    "brackets": "[" * 200_000,
    "braces": "{" * 200_000,
    "mappings in mappings": "{a: " * 200_000,
    "lists in lists": "- " * 200_000,
    "keys of keys": "? " * 200_000,
    "lists in a line": "[a, " * 200_000,
    "a merge-key bomb": BOMB,
    "aliases": "a: &a [1]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(30_000)),
    "indentation": "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 1400)),
    "a long text": "a: " + "x" * 1_000_000,
    "a long quoted text": "a: '" + "x" * 1_000_000 + "'",
    "a long block": "a: |\n" + " x\n" * 300_000,
    "a long number": "a: " + "9" * 5_000,
    "a long decimal": "a: 0." + "9" * 5_000,
    "a long key": "x" * 500_000 + ": 1",
    "many entries": "- a\n" * 250_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(80_000)),
    "one key": "a: 1\n" * 200_000,
    "many documents": "---\n" * 250_000,
    "colons": ": " * 500_000,
    "tags": "!" * 1_000_000,
    "anchors": "&a " * 300_000,
    "quotes": "'" * 1_000_000,
    "comments": "#\n" * 500_000,
    "empty lines": "\n" * 1_000_000,
    "joiners": "\u200d" * 300_000,
    "control characters": "\x01" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_soon(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    start = time.monotonic()
    with pytest.raises(Unreadable):
        read_document(path)
    assert time.monotonic() - start < 5


def test_random_bytes_end_soon(tmp_path: Path) -> None:
    path = tmp_path / "noise.yaml"
    path.write_bytes(os.urandom(1 << 20))
    start = time.monotonic()
    with pytest.raises(Unreadable):
        read_document(path)
    assert time.monotonic() - start < 5


@given(st.text(st.sampled_from("ab:-[]{}'\"&*!|>%@#,?\n \t0159.~<é\\"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        assert isinstance(parse_document(text, HERE), Document)
    except Unreadable as error:
        found = error.problems
    for problem in found:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert str(problem).isprintable()


# ------------------------------------------------------------------------------------------------ validation


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Near(Part):
    predicate: Literal["near"]
    km: Annotated[int, Field(ge=0)]


class Held(Part):
    predicate: Literal["held"]
    side: str


class Sheet(Part):
    title: str = Field(description="what it is called")
    turns: Annotated[int, Field(ge=1, le=9)] = 1
    lat: float = 0
    sides: tuple[str, ...] = ()
    kind: Literal["raid", "siege"] = "raid"
    check: Annotated[Near | Held, Field(discriminator="predicate")] | None = None
    below: dict[str, Sheet] = Field(default_factory=dict)


def refused(text: str) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        validate(parse_document(text, HERE), Sheet)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_document_becomes_a_model() -> None:
    text = "title: A\nturns: 3\nlat: 34\nsides: [a, b]\ncheck: {predicate: near, km: 4}\nbelow: {x: {title: B}}\n"
    sheet = validate(parse_document(text, HERE), Sheet)
    assert (sheet.title, sheet.turns, sheet.lat, sheet.sides) == ("A", 3, 34.0, ("a", "b"))
    assert sheet.check == Near(predicate="near", km=4)
    assert sheet.below["x"].title == "B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("turns: 1", "here.yaml:1:1: error: the key 'title' is missing; add title: what it is called"),
        ("title: A\nturn: 1", "here.yaml:2:1: error: unknown key 'turn'; did you mean 'turns'?"),
        (
            "title: A\nxyz: 1",
            "here.yaml:2:1: error: unknown key 'xyz'; "
            "the keys here are: below, check, kind, lat, sides, title, turns",
        ),
        ("title: 5", "here.yaml:1:8: error: 'title' should be text, found the number 5; put it in quotes: \"5\""),
        ("title:", "here.yaml:1:7: error: 'title' should be text, found nothing; write a value"),
        (
            "title: A\nturns: '3'",
            "here.yaml:2:8: error: 'turns' should be a whole number, found the text '3'; take away the quotes: 3",
        ),
        ("title: A\nturns: 3.5", "here.yaml:2:8: error: 'turns' should be a whole number, found the number 3.5"),
        ("title: A\nturns: 0", "here.yaml:2:8: error: 'turns' should be at least 1, found the number 0"),
        ("title: A\nturns: true", "here.yaml:2:8: error: 'turns' should be a whole number, found true"),
        ("title: A\nlat: north", "here.yaml:2:6: error: 'lat' should be a number, found the text 'north'"),
        (
            "title: A\nsides: a",
            "here.yaml:2:8: error: 'sides' should be a list, found the text 'a'; "
            "begin each entry on its own line with '- ', or write [a, b]",
        ),
        (
            "title: A\nsides: [a, 5]",
            "here.yaml:2:12: error: an entry of 'sides' should be text, found the number 5; "
            'put it in quotes: "5"',
        ),
        (
            "title: A\nkind: rade",
            "here.yaml:2:7: error: 'kind' should be one of raid, siege; found the text 'rade'; did you mean 'raid'?",
        ),
        (
            "title: A\ncheck: {predicate: nera}",
            "here.yaml:2:8: error: 'check' has an unknown predicate 'nera'; did you mean 'near'?",
        ),
        ("title: A\ncheck: {km: 4}", "here.yaml:2:8: error: 'check' needs the key 'predicate'; add predicate: …"),
        (
            "title: A\ncheck: {predicate: near, kn: 4, km: 1}",
            "here.yaml:2:26: error: unknown key 'kn'; did you mean 'km'?",
        ),
        (
            "title: A\nbelow: {x: {titel: B, title: C}}",
            "here.yaml:2:13: error: unknown key 'titel'; did you mean 'title'?",
        ),
        (
            "just text",
            "here.yaml:1:1: error: the file should be a mapping (key: value), found the text 'just text'; "
            "write 'key: value' lines, indented below the key",
        ),
    ],
)  # fmt: skip
def test_mismatches_are_said_in_words(text: str, expected: str) -> None:
    assert refused(text) == [expected]


def test_all_mismatches_come_at_once_in_order_of_line() -> None:
    lines = refused("turns: 99\nlat: x\nkind: 5\nsides: {}\n")
    assert [line.split(":")[1] for line in lines] == ["1", "1", "2", "3", "4"]
