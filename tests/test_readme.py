"""The commands of the README and of the author's guide are run as they stand there."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest

from sim.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ abukamal (.+)$", README, re.MULTILINE)
ON_A_RECORD = tuple(command for command in COMMANDS if ".jsonl" in command)
"""Those that write a record or read the one before."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of one's own, with the scenarios in it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    return folder


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) > 10
    assert len(set(COMMANDS)) == len(COMMANDS)


TOGETHER = [ON_A_RECORD, *((command,) for command in COMMANDS if command not in ON_A_RECORD)]


@pytest.mark.parametrize("commands", TOGETHER, ids=lambda commands: commands[0])
def test_every_command_of_the_readme_does_what_it_says(
    commands: tuple[str, ...], reader: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(reader)
    for command in commands:
        code = main(shlex.split(command))
        assert code == 0, f"abukamal {command}: {capsys.readouterr().err}"


def test_what_the_readme_pipes_into_a_game_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped = re.findall(r'^\$ echo "(.+)" \| abukamal (.+)$', README, re.MULTILINE)
    assert piped
    for text, command in piped:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))
        assert main(shlex.split(command)) == 0
        told = capsys.readouterr()
        assert "odds" in told.out
        assert not told.err


def test_the_readme_names_its_two_commands_once() -> None:
    for mark, tail in (("replay-command", "abukamal replay dawn-3"), ("test-command", "pytest -n auto")):
        fences = re.findall(rf"<!-- {mark} -->\n```sh\n(python3 -m venv .+)\n```", README)
        assert len(fences) == 1
        assert fences[0].endswith(tail)


def test_the_readme_points_at_files_that_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_rules_note_that_is_cited_is_written() -> None:
    notes = (ROOT / "scenarios" / "rulesets" / "NOTES.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^##+ (\d+(?:\.\d+)?)\.? ", notes, re.MULTILINE))
    sources = [*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "sim" / "rules").glob("*.py")]
    cited = {
        number
        for path in sources
        for number in re.findall(r"rules note (\d+(?:\.\d+)?)", path.read_text(encoding="utf-8"))
    }
    assert cited <= written, sorted(cited - written)
