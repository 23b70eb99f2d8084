"""`abukamal report`: what it writes, what it prints, what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "raid.jsonl"
    assert main(["run", "day-of-wrath", "--seed", "7", "--out", str(path)]) == 0
    return path


def test_it_writes_a_page_and_prints_the_tree(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    out = tmp_path / "raid.html"
    assert main(["report", str(record), "--out", str(out), "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert (tree["scenario"], tree["seed"], len(tree["turns"])) == ("day-of-wrath", 7, 16)
    assert tree["digest"] in out.read_text(encoding="utf-8")
    assert main(["report", str(record), "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: Day of Wrath, the raid on Abu Kamal, world 7, 16 of 16 turns\n"


def test_it_is_the_same_elsewhere_and_under_another_hash_seed(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["report", str(record), "--out", str(tmp_path / "here.html"), "--json"]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "sim.cli", "report", str(record), "--out", "there.html", "--json"], cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8") == capsys.readouterr().out
    assert (tmp_path / "there.html").read_bytes() == (tmp_path / "here.html").read_bytes()


@pytest.mark.parametrize(
    ("out", "complaint"),
    [
        (None, "say where to write the report: --out FILE.html"),
        ("raid.pdf", "has no name for a page"),
        ("nowhere/raid.html", "there is no folder"),
        ("letter.html", "exists and is not a report"),
    ],
)
def test_what_it_cannot_write_it_refuses(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str | None, complaint: str
) -> None:
    (tmp_path / "letter.html").write_text("<html>a letter</html>")
    where = [] if out is None else ["--out", str(tmp_path / out)]
    capsys.readouterr()
    assert main(["report", str(record), *where]) == 2
    assert complaint in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.html"]
    assert (tmp_path / "letter.html").read_text() == "<html>a letter</html>"


def test_a_spoiled_record_is_code_5_and_nothing_is_written(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = tmp_path / "spoiled.jsonl"
    spoiled.write_bytes(record.read_bytes().replace(b"attack", b"hold", 1))
    capsys.readouterr()
    assert main(["report", str(spoiled), "--out", str(tmp_path / "raid.html")]) == 5
    assert capsys.readouterr().err.startswith(f"{spoiled}:")
    assert [path.name for path in tmp_path.iterdir()] == ["spoiled.jsonl"]
