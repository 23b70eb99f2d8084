"""The command line as a caller sees it: what is printed where, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from sim.cli.terminal import columns
from sim.scenario.compile import load

ROOT = Path(__file__).resolve().parent.parent
DAWN = ("dawn-3", "--until", "2017-10-24")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


Call = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs a command in this process."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Said(code, printed.out, printed.err)

    return run


@pytest.fixture
def record(call: Call, tmp_path: Path) -> Path:
    assert call("run", *DAWN, "--out", tmp_path / "game.jsonl").code == 0
    return tmp_path / "game.jsonl"


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sim.cli", *arguments], cwd=ROOT, check=False, timeout=120, **options)


# ----------------------------------------------------------------------------------------------- the door


@pytest.mark.parametrize("display", [None, ""], ids=["no display", "an empty one"])
@pytest.mark.parametrize("options", [(), ("--data-dir", "kept")], ids=["bare", "with a folder"])
def test_without_a_command_and_without_a_display_it_says_what_to_run(
    call: Call, monkeypatch: pytest.MonkeyPatch, display: str | None, options: tuple[str, ...]
) -> None:
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if display is not None:
        monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("pygame.display.init", lambda: pytest.fail("there is nothing to begin"))
    said = call(*options)
    assert (said.code, said.out) == (2, "")
    assert "abukamal replay dawn-3" in said.err
    assert said.err.count("\n") == 1


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; from sim.cli import main; main(['--help']); "
        "print([m for m in ('numpy', 'pydantic', 'yaml', 'matplotlib', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
    commands = ("scenarios", "replay", "run", "verify", "check", "map", "facts", "explain", "report", "rules", "schema")
    for command in commands:
        assert f"    {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["rply"],
        ["replay"],
        ["replay", "dawn-3", "--unknown"],
        ["replay", "dawn-3", "--seed", "-1"],
        ["replay", "dawn-3", "--seed", str(1 << 63)],
        ["replay", "dawn-3", "--seed", "1.0"],
        ["replay", "dawn-3", "--seed", "١"],
        ["replay", "dawn-3", "--seeds", "0"],
        ["replay", "dawn-3", "--seeds", "2", "--from-seed", str((1 << 63) - 1)],
        ["replay", "dawn-3", "--min-fidelity", "80"],
        ["replay", "dawn-3", "--min-fidelity", "nan"],
        ["replay", "dawn-3", "--delay", "-1"],
        ["replay", "dawn-3", "--until", "tomorrow"],
        ["replay", "dawn-3", "--until", "2017-02-30"],
        ["replay", "dawn-3", "--until", "2016-10-23"],
        ["replay", "dawn-3", "--until", "9999-12-31"],
        ["run", "dawn-3", "--out", "no/such/folder/game.jsonl"],
        ["run", "dawn-3", "--out", "."],
        ["run", "dawn-3", "--out", "pyproject.toml"],
        ["run", "dawn-3", "--out", os.devnull],
        ["map", "dawn-3"],
        ["map", "dawn-3", "--out", "map.txt"],
        ["map", "dawn-3", "--out", "no/such/folder/map.png"],
        ["facts", "dawn-3", "--document", "009"],
        ["rules", "99"],
        ["rules", "8.99"],
        ["check", "dawn-3", "day-of-wrath"],
        ["check", ""],
        ["replay", " "],
        ["schema", "--out", "."],
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    call: Call, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    said = call(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert len(said.complaints) == 1
    assert said.err.startswith("abukamal: error: ")


@pytest.mark.parametrize("name", ["nowhere", "no/such/folder", "x" * 5000, "a\0b", "\x1b[31mred", "dawn_3"])
@pytest.mark.parametrize("command", ["replay", "run", "map", "facts", "check"])
def test_an_unknown_scenario_is_code_3(call: Call, command: str, name: str) -> None:
    said = call(command, name, *(["--json"] if command == "map" else []))
    assert said.code == 3
    assert len(said.complaints) == 1
    assert "\x1b" not in said.err + said.out


def test_an_interrupt_is_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.scenario.load.available", interrupted)
    said = call("scenarios")
    assert (said.code, said.complaints) == (130, ["abukamal: interrupted"])


def test_a_fault_of_the_program_is_no_trace(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("sim.scenario.load.available", broken)
    monkeypatch.delenv("ABUKAMAL_TRACE", raising=False)
    said = call("scenarios")
    assert said.code == 70
    assert len(said.complaints) == 1
    assert "ZeroDivisionError: by zero" in said.err


def test_a_reader_who_goes_away_is_no_trace() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("rules", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_no_trace() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("scenarios", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 70
    assert done.stderr.count(b"\n") == 1


def test_an_ascii_terminal_is_served() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process("facts", "dawn-3", stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_every_text_is_made_harmless() -> None:
    assert list(columns([["\x1b[2J\x9b\u202e", "\udcff"]])) == [r"\x1b[2J\x9b\u202e  \udcff"]


def test_columns_line_up() -> None:
    assert list(columns([["a", "bb", "c"], ["aaa", "b", ""]])) == ["a    bb  c", "aaa  b"]
    assert list(columns([])) == []


# ---------------------------------------------------------------------------------------------- scenarios


def test_scenarios(call: Call) -> None:
    listed = call("scenarios", "--json").json
    assert [list(one) for one in listed] == [["id", "title", "sides", "start", "end", "turns"]] * len(listed)
    dawn = next(one for one in listed if one["id"] == "dawn-3")
    assert dawn["sides"] == ["government", "isil", "iraq", "sdf"]
    assert (dawn["start"], dawn["end"], dawn["turns"]) == ("2017-10-23T00:00", "2017-12-07T00:00", 45)
    lines = call("scenarios").out.splitlines()
    assert len(lines) == len(listed)
    assert any(line.startswith("dawn-3 ") for line in lines)


# -------------------------------------------------------------------------------------------- replay, run

REPLAY = ["scenario", "title", "seed", "turns", "ended", "digest", "record", "seconds", "losses", "fidelity", "facts"]


def test_replay_as_json(call: Call) -> None:
    said = call("replay", *DAWN, "--json")
    tree = said.json
    assert said.code == 0
    assert said.err == ""
    assert list(tree) == REPLAY
    assert (tree["scenario"], tree["turns"], tree["ended"]) == ("dawn-3", 2, "2017-10-25T00:00")
    assert list(tree["losses"]) == ["government", "isil", "iraq", "sdf"]
    assert all(list(losses) == ["killed", "wounded", "captured"] for losses in tree["losses"].values())
    assert list(tree["fidelity"]) == ["checkable", "held", "share", "firm"]
    assert list(tree["fidelity"]["firm"]) == ["checkable", "held", "share"]
    keys = ["id", "document", "lines", "confidence", "statement", "expected", "observed", "holds"]
    assert all(list(fact) == keys for fact in tree["facts"])


def test_the_share_counts_what_holds(call: Call) -> None:
    tree = call("replay", *DAWN, "--json").json
    holds = [fact["holds"] for fact in tree["facts"] if fact["holds"] is not None]
    fidelity = tree["fidelity"]
    assert (fidelity["checkable"], fidelity["held"]) == (len(holds), sum(holds))
    assert fidelity["share"] == sum(holds) / len(holds)
    assert len(holds) < len(tree["facts"])  # two days do not reach the facts of November


def test_replay_of_many_worlds(call: Call) -> None:
    tree = call("replay", *DAWN, "--json", "--seeds", 3, "--from-seed", 7).json
    assert list(tree) == [*REPLAY, "seeds"]
    seeds = tree["seeds"]
    assert list(seeds) == ["n", "mean_share", "min_share", "max_share", "firm_mean_share", "facts"]
    assert seeds["n"] == 3
    assert 0 < seeds["min_share"] <= seeds["mean_share"] <= seeds["max_share"] <= 1
    assert set(seeds["facts"]) == {fact["id"] for fact in tree["facts"]}
    alone = [call("replay", *DAWN, "--json", "--seed", seed).json["fidelity"]["share"] for seed in (7, 8, 9)]
    assert seeds["min_share"] == min(alone)
    assert seeds["max_share"] == max(alone)


def test_a_seed_is_a_world(call: Call) -> None:
    digests = [call("run", *DAWN, "--json", "--seed", seed).json["digest"] for seed in (0, 1, 1, (1 << 63) - 1)]
    assert digests[1] == digests[2]
    assert len(set(digests)) == 3


@pytest.mark.parametrize(("asked", "code"), [("0", 0), ("0%", 0), ("1", 1), ("100%", 1)])
def test_min_fidelity(call: Call, asked: str, code: int) -> None:
    said = call("replay", *DAWN, "--json", "--min-fidelity", asked)
    assert said.code == code
    assert list(said.json) == REPLAY
    assert len(said.complaints) == code


@pytest.mark.parametrize(
    ("until", "turns", "ended"),
    [
        ("2017-10-23", 1, "2017-10-24T00:00"),
        ("2017-10-24T00:00", 1, "2017-10-24T00:00"),
        ("2017-10-24T00:01", 2, "2017-10-25T00:00"),
    ],
)
def test_until(call: Call, until: str, turns: int, ended: str) -> None:
    tree = call("run", "dawn-3", "--until", until, "--json").json
    assert (tree["turns"], tree["ended"]) == (turns, ended)


def test_digests_are_a_line_a_turn(call: Call) -> None:
    said = call("run", *DAWN, "--digests")
    tree = call("run", *DAWN, "--json").json
    assert said.out.splitlines() == [f"turn {turn} {digest}" for turn, digest in enumerate(tree["digests"], 1)]
    assert tree["digests"][-1] == tree["digest"]


def test_the_same_digests_under_any_hash_seed() -> None:
    outs = {
        process("run", *DAWN, "--digests", capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "77")
    }
    assert len(outs) == 1


def test_a_run_in_words(call: Call, tmp_path: Path) -> None:
    out = call("run", *DAWN, "--out", tmp_path / "game.jsonl").out
    assert "2 turns, until 2017-10-25T00:00" in out
    assert "isil: " in out
    assert str(tmp_path / "game.jsonl") in out


def test_a_replay_in_words(call: Call) -> None:
    said = call("replay", *DAWN, "--headless")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "Monday 23 October 2017" in said.out
    assert "was what it aimed at. [000:1, 5, 57" in said.out
    assert "When did the operation begin?" in said.out
    assert max(map(len, said.out.splitlines())) <= 100


def test_a_pause_after_each_day(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    call("replay", "dawn-3", "--until", "2017-10-25", "--delay", "0.5")
    assert pauses == [0.5, 0.5]


# ------------------------------------------------------------------------------------------------- verify


def test_a_record_verifies(call: Call, record: Path) -> None:
    said = call("verify", record)
    assert said.code == 0
    assert "2 turns of dawn-3, all as written" in said.out
    tree = call("verify", record, "--json").json
    assert (tree["same"], tree["turns"], tree["first_difference"]) == (True, 2, None)


def test_a_run_that_is_broken_off_leaves_its_turns(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.play import course as playing

    turns: list[int] = []
    real = playing.step

    def breaks_off(*arguments: object) -> object:
        turns.append(1)
        if len(turns) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(playing, "step", breaks_off)
    path = tmp_path / "cut.jsonl"
    call("run", "dawn-3", "--out", str(path))
    assert [line.split(",")[0] for line in path.read_text("ascii").splitlines()[1:]] == ['{"turn": 1', '{"turn": 2']
    monkeypatch.undo()
    told = call("verify", str(path))
    assert (told.code, "2 turns" in told.out) == (0, True)


def test_a_record_of_other_rules_does_not(call: Call, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.rules.movement.resolve", lambda *_: None)
    said = call("verify", record)
    assert said.code == 1
    assert said.out == ""
    assert "turn 1 comes out differently" in said.err
    assert call("verify", record, "--json").json["first_difference"] == 1


def test_a_spoiled_record_is_code_5(call: Call, record: Path) -> None:
    record.write_bytes(record.read_bytes().replace(b"attack", b"attach", 1))
    for command in (["verify"], ["explain", "t2-riposte"], ["facts", "dawn-3", "--record"]):
        said = call(*command, record)
        assert said.code == 5
        assert said.out == ""
        assert said.complaints[0].startswith(f"{record}:2: error: ")


def test_a_cut_record_is_used_with_a_warning(call: Call, record: Path) -> None:
    os.truncate(record, record.stat().st_size - 5)
    said = call("verify", record)
    assert said.code == 0
    assert "1 turn of dawn-3" in said.out
    assert said.complaints == [f"{record}:3: warning: the writing of turn 2 was cut short; it is left out"]


@pytest.mark.parametrize("path", ["none.jsonl", ".", "pyproject.toml", "a\0b", "x" * 5000])
def test_no_record_at_all_is_code_5(call: Call, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = call("verify", path)
    assert (said.code, said.out, len(said.complaints)) == (5, "", 1)


def test_a_record_is_written_over_by_a_record_only(call: Call, record: Path) -> None:
    assert call("run", *DAWN, "--seed", 3, "--out", record).code == 0
    assert call("verify", record, "--json").json["seed"] == 3
    record.write_text("my notes\n")
    assert call("run", *DAWN, "--out", record).code == 2
    assert record.read_text() == "my notes\n"


def test_a_scenario_at_a_path(call: Call, tmp_path: Path) -> None:
    folder = copy_of_dawn(tmp_path)
    record = tmp_path / "own.jsonl"
    assert call("run", folder, "--until", "2017-10-23", "--out", record).code == 0
    assert str(tmp_path) not in record.read_text()
    assert json.loads(record.read_text().splitlines()[0])["path"] == folder.name
    assert call("verify", record).code == 0
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace("turns: 45", "turns: 44"))
    load.cache_clear()  # a scenario is read once in a process
    said = call("verify", record)
    assert said.code == 5
    assert said.err.startswith(f"{record}: error: ")
    assert "another version of the scenario dawn-3" in said.err


def copy_of_dawn(tmp_path: Path) -> Path:
    folder = tmp_path / "dawn-3"
    folder.mkdir()
    for file in (ROOT / "scenarios" / "dawn-3").glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


# -------------------------------------------------------------------------------------------------- check


def test_what_is_shipped_is_sound(call: Call) -> None:
    said = call("check")
    assert said.code == 0
    assert "dawn-3: sound" in said.out
    tree = call("check", "--json").json
    assert list(tree) == ["targets", "errors", "warnings", "problems"]
    assert tree["errors"] == 0


@pytest.mark.parametrize("path", ["scenarios/dawn-3", "seeds", "scenarios", "assets/geography", "seeds/000.yaml",
                                  "scenarios/dawn-3/forces.yaml", "scenarios/rulesets/middle-euphrates.yaml",
                                  "assets/geography/roads.yaml"])  # fmt: skip
def test_check_takes_any_path(call: Call, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = call("check", path)
    assert (said.code, said.out.split(":")[0]) == (0, path)


def spoiled_paths(folder: Path) -> dict[str, Path]:
    (folder / "binary").write_bytes(bytes(range(256)) * 100)
    (folder / "empty.yaml").write_bytes(b"")
    (folder / "huge.yaml").write_bytes(b"a: b\n" * 1_000_000)
    (folder / "deep.yaml").write_bytes(b"[" * 200_000)
    (folder / "merge.yaml").write_bytes(b"a: &a [x]\nb: *a\n")
    (folder / "list.yaml").write_bytes(b"- 1\n- 2\n")
    (folder / "other.yaml").write_bytes(b"services: {web: {image: x}}\n")
    (folder / "events.yaml").write_bytes(b"nonsense: true\n")
    (folder / "seeds.yaml").write_bytes(b"document: {id: '1'}\nfacts: []\n")
    (folder / "hollow").mkdir()
    (folder / "hollow" / "scenario.yaml").write_bytes(b"id: hollow\n")
    (folder / "bare").mkdir()
    os.mkfifo(folder / "pipe")
    return {path.name: path for path in folder.iterdir()} | {"missing": folder / "missing.yaml"}


@pytest.mark.parametrize(
    "name",
    ["binary", "empty.yaml", "huge.yaml", "deep.yaml", "merge.yaml", "list.yaml", "other.yaml", "events.yaml",
     "seeds.yaml", "hollow", "bare", "pipe", "missing"],
)  # fmt: skip
def test_check_of_garbage_is_code_3(call: Call, tmp_path: Path, name: str) -> None:
    path = spoiled_paths(tmp_path)[name]
    said = call("check", path)
    assert said.code == 3
    assert said.complaints
    assert all(line.startswith(str(path)) for line in said.complaints)
    tree = call("check", path, "--json")
    assert tree.code == 3
    assert tree.err == ""
    assert tree.json["errors"] == len(tree.json["problems"]) == len(said.complaints)
    assert list(tree.json["problems"][0]) == ["path", "line", "column", "level", "message", "remedy"]


def test_check_finds_a_slip_in_a_scenario_through_any_of_its_files(call: Call, tmp_path: Path) -> None:
    folder = copy_of_dawn(tmp_path)
    path = folder / "history.yaml"
    path.write_text(path.read_text().replace("hezbollah attack t2_station", "hezbollah attack t2_sation", 1))
    for target in (folder, path, folder / "forces.yaml"):
        said = call("check", target)
        assert said.code == 3
        assert any(line.startswith(str(path)) and "t2_sation" in line for line in said.complaints)


def test_check_finds_an_id_given_twice_among_seeds(call: Call, tmp_path: Path) -> None:
    for name in ("000.yaml", "001.yaml"):
        (tmp_path / name).write_bytes((ROOT / "seeds" / "000.yaml").read_bytes())
    said = call("check", tmp_path / "001.yaml")
    assert said.code == 3
    assert "is given twice" in said.err


# -------------------------------------------------------------------------- map, facts, explain, rules, schema


def test_the_places_of_a_map(call: Call) -> None:
    tree = call("map", "dawn-3", "--json").json
    assert {"scenario", "hex_km", "box", "places"} <= set(tree)
    assert tree["hex_km"] == 2.5
    assert set(tree["box"]) == {"south", "north", "west", "east"}
    by_id = {place["id"]: place for place in tree["places"]}
    assert {"id", "names", "lat", "lon", "hex", "bank", "country"} <= set(by_id["abu_kamal"])
    assert (by_id["abu_kamal"]["bank"], by_id["abu_kamal"]["country"]) == ("right", "SY")
    assert len({place["hex"] for place in tree["places"]}) == len(tree["places"])


def test_a_map_is_drawn(call: Call, tmp_path: Path) -> None:
    said = call("map", "dawn-3", "--out", tmp_path / "map.png", "--forces")
    assert said.code == 0
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_facts(call: Call) -> None:
    tree = call("facts", "dawn-3", "--json").json
    assert list(tree) == ["scenario", "record", "facts", "questions"]
    facts = {fact["id"]: fact for fact in tree["facts"]}
    assert len(facts) > 100
    assert facts["ak17-t2-captured"]["document"] == "000"
    assert all((fact["expected"] is None) == (fact["unchecked"] is not None) for fact in facts.values())
    one = call("facts", "dawn-3", "--document", "001", "--json").json
    assert {fact["document"] for fact in one["facts"]} == {"001"}
    contested = call("facts", "dawn-3", "--contested", "--json").json
    assert {fact["confidence"] for fact in contested["facts"]} == {"contested"}
    assert "ak17-t2-captured" in call("facts", "dawn-3").out


def test_facts_against_a_record(call: Call, record: Path) -> None:
    replayed = call("replay", *DAWN, "--seed", 1, "--json").json
    tree = call("facts", "dawn-3", "--record", record, "--json").json
    stands = {fact["id"]: (fact["observed"], fact["holds"]) for fact in tree["facts"] if fact["expected"] is not None}
    assert stands == {fact["id"]: (fact["observed"], fact["holds"]) for fact in replayed["facts"]}
    text = call("facts", "dawn-3", "--record", record, "--contested").out
    assert "not reached: " in text


def test_an_event_that_fired_is_explained(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    call("run", "dawn-3", "--until", "2017-10-28", "--out", path)
    tree = call("explain", "quriyah-riposte", path, "--json").json
    assert list(tree) == ["event", "title", "fired", "stretches", "ends", "closest"]
    assert tree["fired"] == ["2017-10-28T00:00"]
    (before,) = tree["stretches"]
    assert (before["since"], before["until"]) == ("2017-10-23T00:00", "2017-10-28T00:00")
    assert before["wanting"] == ["time {from: 2017-10-28}"]


def test_an_event_that_did_not_fire_names_what_was_wanting(call: Call, record: Path) -> None:
    tree = call("explain", "qaim-falls", record, "--json").json
    assert tree["fired"] == []
    assert "holds {side: iraq, place: al_qaim}" in tree["closest"]["wanting"]
    text = call("explain", "qaim-falls", record).out
    assert "did not fire until 2017-10-25T00:00" in text
    said = call("explain", "qaim-fell", record)
    assert said.code == 2
    assert "qaim-falls" in said.err


def test_the_rulebook(call: Call) -> None:
    sections = call("rules", "--json").json
    labels = [one["number"] for one in sections]
    assert labels == sorted(labels, key=lambda label: (int(label.rstrip("abc")), label))
    assert {"1", "2", "2a", "2b", "8", "16"} <= set(labels)
    assert all({"number", "title", "module", "rules"} <= set(one) for one in sections)
    whole = call("rules").out
    assert whole.index("1. The sequence of play") < whole.index("8. Combat") < whole.index("12. Aircraft")
    for asked, found in (("2", ["2", "2a", "2b"]), ("2b", ["2b"]), ("combat", ["8"]), ("Entrench", ["15"])):
        assert [one["number"] for one in call("rules", asked, "--json").json] == found
    (section,) = call("rules", "8.2", "--json").json
    assert [rule["number"] for rule in section["rules"]] == ["8.2"]


def test_the_schema(call: Call, tmp_path: Path) -> None:
    tree = call("schema").json
    assert tree == call("schema", "--json").json
    assert tree["$schema"].startswith("https://json-schema.org/")
    assert call("schema", "--out", tmp_path / "schema.json").code == 0
    assert json.loads((tmp_path / "schema.json").read_text()) == tree
