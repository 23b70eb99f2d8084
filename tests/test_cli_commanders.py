"""`abukamal run` with commanders: who leads, from when, what comes of it, and what is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.entry import main

Call = Callable[..., tuple[int, str, str]]
DAWN = ("run", "dawn-3", "--until", "2017-10-26")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs a command in this process: (exit code, output, complaints)."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return run


def tree(call: Call, *arguments: object) -> Any:
    code, out, _ = call(*arguments, "--json")
    assert code == 0
    return json.loads(out)


def test_two_thinking_sides_fight_it_out(call: Call) -> None:
    found = tree(call, *DAWN, "--commander", "government=doctrine", "--commander", "isil=doctrine:bold")
    assert found["commanders"] == {
        "government": "doctrine", "isil": "doctrine:bold", "iraq": "history", "sdf": "history",
    }  # fmt: skip
    assert set(found["result"]) == {"winner", "level", "rule", "points", "objectives"}
    assert [day["date"] for day in found["control"]] == ["2017-10-23", "2017-10-24", "2017-10-25", "2017-10-26"]
    assert found["control"][0]["places"]["abu_kamal"] == "isil"
    assert sum(found["control"][0]["blocks"]["abu_kamal"].values()) == 20
    assert {"world", "turn", "kind", "id", "what", "condition"} == set(found["deviations"][0])
    assert {"losses", "digest", "seconds"} <= set(found)


def test_until_the_day_history_leads(call: Call) -> None:
    plain = tree(call, *DAWN)
    branch = tree(call, *DAWN, "--commander", "isil=chance", "--from", "2017-10-25")
    assert branch["digests"][:2] == plain["digests"][:2]
    assert branch["digests"][2] != plain["digests"][2]
    assert plain["deviations"] == []


def test_the_record_of_a_commanded_run_verifies(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "game.jsonl"
    code, told, _ = call(*DAWN, "--commander", "isil=doctrine", "--out", out)
    assert code == 0
    assert "isil doctrine" in told
    assert call("verify", out)[0] == 0


def test_a_file_of_orders_is_played(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "isil.txt"
    path.write_text("2017-10-23 isil-t2 attack humaymah\n", "utf-8")
    found = tree(call, *DAWN, "--commander", f"isil={path}")
    assert found["commanders"]["isil"] == "file:isil.txt"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("2017-10-23 isil-valley-1 hide\n", 4, "isil.txt:1:1: error: the order 'isil-valley-1 hide' is refused"),
        ("\n2017-10-23 isil-t2 storm\n", 3, "isil.txt:2:1: error: 'storm' is no verb"),
    ],
)
def test_what_cannot_be_done_names_file_and_line(
    call: Call, tmp_path: Path, text: str, code: int, words: str
) -> None:
    path = tmp_path / "isil.txt"
    path.write_text(text, "utf-8")
    found, _, complaint = call(*DAWN, "--commander", f"isil={path}")
    assert found == code
    assert words in complaint


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--commander", "isis=doctrine"), "has no side 'isis'"),
        (("--commander", "isil"), "write isil=doctrine"),
        (("--commander", "isil=genius"), "no commander and no file 'genius'"),
        (("--commander", "isil=doctrine:reckless"), "no commander and no file"),
        (("--commander", "isil=chance", "--commander", "isil=doctrine"), "twice"),
        (("--from", "2018-01-01"), "--from lies outside"),
        (("--from", "soon"), "is not a date"),
    ],
)
def test_a_wrong_word_is_a_usage_error(call: Call, arguments: tuple[str, ...], words: str) -> None:
    code, _, complaint = call(*DAWN, *arguments)
    assert code == 2
    assert words in complaint
    assert complaint.count("\n") == 1


def test_a_side_is_led_from_a_pipe(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "units\nenemies\npreview hezbollah abu_kamal\nisil-town hold\nhezbollah hold\nplan\ngo\nquit\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = tmp_path / "game.jsonl"
    code, told, complaint = call("play", "dawn-3", "--side", "government", "--from", "2017-11-08", "--out", out)
    assert code == 0
    assert "You lead Syrian government and allies." in told
    assert "odds -" in told
    assert "planned: hezbollah hold" in told
    assert "refused: isil-town does not belong to government" in complaint
    assert "Our losses so far" in told
    assert "Left in turn 18 of 45." in told
    assert "Most of the garrison was told to leave" not in told
    assert call("verify", out)[0] == 0


@pytest.mark.parametrize("side", ["iraq", "nobody"])
def test_a_third_party_cannot_be_led(call: Call, side: str) -> None:
    code, _, complaint = call("play", "dawn-3", "--side", side)
    assert code == 2
    assert "cannot be led" in complaint


def test_a_game_is_on_the_disk_turn_by_turn(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "game.jsonl"
    seen: list[int] = []

    class Reader(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            seen.append(len(out.read_text().splitlines()))
            return super().readline()

    monkeypatch.setattr("sys.stdin", Reader("go\ngo\nquit\n"))
    assert call("play", "dawn-3", "--side", "isil", "--out", out)[0] == 0
    assert seen == [1, 2, 3]


def test_a_march_by_way_of_several_stops_is_ordered_and_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    way = "hezbollah-1 move line-45 via @15,43 abu_kamal t2_station"
    lines = [way, "plan", f"{way} @16,42 @15,41", "hezbollah-1 hold via @15,45", "go", "units"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    code, told, complaint = call("play", "dawn-3", "--side", "government")
    assert code == 0
    assert "by way of up to four stops" in told
    assert f"planned: {way}" in told
    assert "5 stops on the way; at most 4" in complaint
    assert "stops lead nowhere without a goal" in complaint
    assert "move line-45 via abu_kamal t2_station" in told  # after a day the first stop lies behind it


def test_a_game_is_held_against_history(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "compare\ndeviations\nundo\nhezbollah dig\nundo\nredo\ndrop hezbollah\ndrop hezbollah\ngo\nundo\ncompare\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    code, told, complaint = call("play", "dawn-3", "--side", "government", "--from", "2017-11-08")
    assert code == 0
    assert "dawn-3 from 8 November 2017 as government, world 1." in told
    assert "No place is held by others than in history." in told
    assert "nothing has come otherwise than in history" in told
    assert "cannot undo: nothing is planned" in told
    assert "undone: hezbollah dig" in told
    assert "redone: hezbollah dig" in told
    assert "withdrawn: hezbollah dig" in told
    assert "refused: nothing is planned for 'hezbollah'" in complaint
    assert "cannot undo: the turn was resolved: dice were rolled" in told
    assert "09 November 2017, 00:00, beside history in the same world, as far as the government side knows:" in told


def test_a_game_ends_in_one_json_value(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hezbollah hold\ngo\nquit\n"))
    code, out, told = call("play", "dawn-3", "--side", "government", "--json")
    assert code == 0
    assert json.loads(out)["commanders"]["government"] == "person"
    assert "planned: hezbollah hold" in told


def test_an_order_is_explained_by_its_reason(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "game.jsonl"
    call(*DAWN, "--commander", "government=doctrine", "--out", out)
    code, told, _ = call("explain", "government", out)
    assert code == 0
    assert "steps)" in told
    found = tree(call, "explain", "government", out)
    assert any(order["why"] for order in found["orders"])
    assert {order["side"] for order in found["orders"]} == {"government"}
    code, _, complaint = call("explain", "isil-twon", out)
    assert code == 2
    assert "isil-town" in complaint


def test_many_worlds_come_to_a_distribution(call: Call) -> None:
    raid = ("run", "day-of-wrath", "--commander", "opposition=doctrine", "--commander", "isil=chance")
    found = tree(call, *raid, "--seeds", 6)
    assert found["worlds"] == 6
    assert sum(found["ahead"].values()) == pytest.approx(1)
    low, middle, high = found["killed"]["isil"]
    assert low <= middle <= high
    assert 0 < found["fidelity"]["mean"] < 1
    assert set(found["facts"].values()) <= {k / 6 for k in range(7)}
    alone = tree(call, *raid, "--seeds", 1, "--from-seed", 4)
    assert alone["points"]["isil"][0] == tree(call, *raid, "--seed", 4)["result"]["points"]["isil"]
    code, told, _ = call(*raid, "--seeds", 2)
    assert code == 0
    assert "ahead at the end" in told
    assert call(*raid, "--seeds", 2, "--digests")[0] == 2
