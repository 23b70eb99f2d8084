"""Records as files: what was written comes back, what was changed does not."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.errors import Spoiled
from sim.orders.notation import parse_order
from sim.record.lines import looks_cut
from sim.record.record import Header, Record, Turn
from sim.record.store import RecordFile, read_record, write_record
from sim.state.state import MOST_STOPS

OWN_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


def refused(path: Path) -> str:
    with pytest.raises(Spoiled) as caught:
        read_record(path)
    assert str(caught.value).startswith(f"{path}:")
    assert caught.value.exit_code == 5
    return str(caught.value)


def test_what_is_written_comes_back(short: Record, written: Path) -> None:
    assert read_record(written) == (short, ())


def test_a_record_is_lines_that_a_person_can_read(written: Path) -> None:
    lines = written.read_text(encoding="ascii").splitlines()
    assert len(lines) == 4
    assert '"seed": 9223372036854775807' in lines[0]
    assert '"government hezbollah move @3,14 via line-45 at 16:00"' in lines[1]
    assert lines[2].startswith('{"turn": 2, "orders": [], "digest": "abab')


def test_the_longest_order_that_can_be_given_can_be_written(short: Record, tmp_path: Path) -> None:
    place = "p" * 80
    line = f"{'u' * 80} infiltrate {place} via {' '.join(f'{place[:-1]}{k}' for k in range(MOST_STOPS))} at 16:00"
    assert str(parse_order(line)) == line
    record = replace(short, turns=(Turn((("government", line),), "0f" * 16),))
    write_record(tmp_path / "long.jsonl", record)
    assert read_record(tmp_path / "long.jsonl") == (record, ())


def test_writing_leaves_nothing_else_behind(written: Path) -> None:
    assert [path.name for path in written.parent.iterdir()] == [written.name]


def test_writing_again_changes_no_byte(short: Record, written: Path) -> None:
    before = written.read_bytes()
    write_record(written, short)
    assert written.read_bytes() == before


def test_turns_appended_one_by_one_make_the_same_file(short: Record, written: Path, tmp_path: Path) -> None:
    path = tmp_path / "grown.jsonl"
    with RecordFile.create(path, short.header) as file:
        for number, turn in enumerate(short.turns, 1):
            file.append(turn)
            assert read_record(path)[0] == short.cut(number)  # on the disk, not in a buffer
    assert path.read_bytes() == written.read_bytes()


def test_a_cut_record_is_gone_on_with_where_it_was_good(short: Record, written: Path) -> None:
    whole = written.read_bytes()
    os.truncate(written, len(whole) - 20)
    file, record, warnings = RecordFile.resume(written)
    assert (record, len(warnings)) == (short.cut(2), 1)
    with file:
        file.append(short.turns[2])
    assert written.read_bytes() == whole


def test_a_record_without_turns_is_one(short: Record, tmp_path: Path) -> None:
    write_record(tmp_path / "new.jsonl", short.cut(0))
    assert read_record(tmp_path / "new.jsonl") == (short.cut(0), ())


def test_every_cut_is_mended_or_refused(short: Record, written: Path) -> None:
    raw = written.read_bytes()
    header = raw.index(b"\n") + 1
    for end in range(len(raw)):
        cut = raw[:end]
        written.write_bytes(cut)
        if end < header:
            refused(written)
        else:
            record, warnings = read_record(written)
            assert record == short.cut(cut.count(b"\n") - 1)
            assert len(warnings) == (not cut.endswith(b"\n"))


def test_a_cut_line_is_one_though_an_editor_ended_it(short: Record, written: Path) -> None:
    raw = written.read_bytes()
    for end in range(raw.index(b"\n") + 2, len(raw)):
        if raw[end - 1 : end] != b"\n" != raw[end : end + 1]:
            written.write_bytes(raw[:end] + b"\n")
            record, warnings = read_record(written)
            assert record == short.cut(raw[:end].count(b"\n") - 1)
            assert len(warnings) == 1


def test_the_warning_names_the_line(written: Path) -> None:
    os.truncate(written, written.stat().st_size - 9)
    (warning,) = read_record(written)[1]
    assert warning == f"{written}:4: warning: the writing of turn 3 was cut short; it is left out"


def test_every_changed_byte_is_found(written: Path) -> None:
    """Each position, with the changes that come closest to going unseen: case, quotes, spaces, line feeds."""
    raw = written.read_bytes()
    for place, byte in enumerate(raw):
        for other in {byte ^ 0x20, byte ^ 0x01, ord(" "), ord('"'), ord("\n"), ord("}")} - {byte}:
            written.write_bytes(raw[:place] + bytes([other]) + raw[place + 1 :])
            refused(written)


@OWN_FOLDER
@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_any_change_of_a_byte_is_found(written: Path, short: Record, place: int, byte: int) -> None:
    write_record(written, short)
    raw = bytearray(written.read_bytes())
    raw[place % len(raw)] ^= byte
    written.write_bytes(raw)
    refused(written)


@OWN_FOLDER
@example(place=585, length=80)
@given(place=st.integers(0, 10_000), length=st.integers(1, 80))
def test_a_gap_is_found(written: Path, short: Record, place: int, length: int) -> None:
    """Bytes that are missing in the middle; where what is left of the last line could be its beginning, it is a cut."""
    write_record(written, short)
    raw = written.read_bytes()
    start = place % (len(raw) - length - 1)
    gap = raw[:start] + raw[start + length :]
    *whole, last = gap.removesuffix(b"\n").split(b"\n")
    if raw.startswith(b"\n".join(whole)) and looks_cut(last.decode("ascii"), len(whole)):
        return
    written.write_bytes(gap)
    refused(written)


@pytest.mark.parametrize(
    ("order", "line", "word"),
    [
        ((0, 2, 1, 3), 2, "turn 2 where turn 1 is due"),
        ((0, 1, 3), 3, "turn 3 where turn 2 is due"),
        ((0, 2, 3), 2, "turn 2 where turn 1 is due"),
        ((0, 1, 1, 2, 3), 3, "turn 1 where turn 2 is due"),
        ((1, 2, 3), 1, "not the first line of a record"),
        ((0, 0, 1, 2, 3), 2, "was changed, or the line before it"),
    ],
)
def test_lines_missing_or_out_of_place(written: Path, order: tuple[int, ...], line: int, word: str) -> None:
    lines = written.read_bytes().splitlines(keepends=True)
    written.write_bytes(b"".join(lines[k] for k in order))
    said = refused(written)
    assert said.startswith(f"{written}:{line}: error: ")
    assert word in said


def test_a_line_of_another_record_is_found(short: Record, written: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    changed = Turn(short.turns[0].orders, "0e" * 16)
    write_record(other, Record(short.header, (changed, *short.turns[1:])))
    ours, theirs = (path.read_bytes().splitlines(keepends=True) for path in (written, other))
    written.write_bytes(b"".join([*ours[:2], theirs[2], ours[3]]))
    assert ":3: error: was changed, or the line before it" in refused(written)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty"),
        (b"\n", "not the first line"),
        (b"\0" * 400, "not a record"),
        (bytes(range(255, -1, -1)) * 8, "bytes that no record has"),
        (b"id: dawn-3\ntitle: Dawn 3\n", "not the first line"),
        (b'{"turn": 1}\n', "not the first line"),
        (b'{"record": 1}\n', "no check"),
        (b'{"record": ' + b"[" * 100_000 + b"\n", "not a line of a record"),
        (b'{"record": ' + b"9" * 10_000 + b', "check": "x"}\n', "not a line of a record"),
        ("{\"record\": 1, \"scenario\": \"ضوء\"}\n".encode(), "bytes that no record has"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(content)
    said = refused(path)
    assert ":1: error: " in said
    assert word in said


def test_a_folder_a_pipe_and_nothing_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "none.jsonl")
    assert "cannot be read" in refused(tmp_path / ("x" * 400))
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refused(tmp_path / "pipe")


def test_a_format_of_another_version_is_named(short: Record, tmp_path: Path) -> None:
    header = Header(short.header.scenario, short.header.scenario_digest, "1", 1, (), format=2)
    write_record(tmp_path / "later.jsonl", Record(header))
    assert "format 2; this program reads format 1" in refused(tmp_path / "later.jsonl")


def test_an_order_that_could_not_be_read_back_is_not_written(short: Record, tmp_path: Path) -> None:
    bad = Record(short.header, (Turn((("isil", 'hold "here"'),), "00" * 16),))
    with pytest.raises(ValueError, match="cannot be written"):
        write_record(tmp_path / "bad.jsonl", bad)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_written_over(short: Record, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not an ordinary file"):
        write_record(tmp_path, short)
