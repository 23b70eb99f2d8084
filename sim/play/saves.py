"""Games on the disk: a record that grows turn by turn, the plan of the turn at hand beside it, and a folder of both.

    folder/auto-0007.jsonl        an autosave: a game that was played without a name
    folder/auto-0007.jsonl.plan   what was planned in it for the turn at hand
    folder/before-the-bridge.jsonl

A plan begins with its turn: `turn 3`; then an order a line.  Where several people lead, the orders of each follow a
line with his side: `side isil`.

A killed program loses the order that was being given.  Whoever looks through a folder sees every file, spoiled ones
with what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.base.durable import write_whole
from sim.errors import AbuKamalError, Illegal
from sim.orders.notation import parse_order
from sim.orders.order import Order
from sim.play.roster import PERSON, since_of
from sim.record.record import Header, Record, Turn
from sim.record.replay import scenario_of, unlike
from sim.record.store import RecordFile, is_open, read_record, write_record

SUFFIX, PLAN = ".jsonl", ".plan"
SIDE = "side "
"""What the line begins with that says whose orders follow."""
MOST_AUTOSAVES = 10
_AUTO = re.compile(r"auto-([0-9]{4,6})")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


class GameFile:
    """A game on the disk, to be given to a `Game` as `keep` and `note`.  Use it in a `with`."""

    def __init__(self, path: Path, record: RecordFile) -> None:
        self.path, self._record = path, record

    @classmethod
    def create(cls, path: Path, header: Header) -> GameFile:
        """Begin a game's file, in place of any that had this name; raise OSError when that cannot be."""
        file = cls(path, RecordFile.create(path, header))
        plan_beside(path).unlink(missing_ok=True)
        return file

    @classmethod
    def resume(cls, path: Path) -> tuple[GameFile, Record, tuple[str, ...]]:
        """Go on with a game's file; return it, the record so far and the warnings; raise Spoiled, OSError."""
        file, record, warnings = RecordFile.resume(path)
        return cls(path, file), record, warnings

    def keep(self, turn: Turn) -> None:
        """Write a resolved turn; the plan that led to it is no longer needed."""
        self._record.append(turn)
        plan_beside(self.path).unlink(missing_ok=True)

    def note(self, turn: int, plans: Mapping[str, Sequence[Order]]) -> None:
        """Write what is planned for the turn at hand, counted from 0, by side."""
        write_plan(self.path, turn, plans)

    def close(self) -> None:
        self._record.close()

    def __enter__(self) -> GameFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def plan_beside(path: Path) -> Path:
    """Return the file that holds the plan of a game's record."""
    return path.with_name(path.name + PLAN)


def write_plan(path: Path, turn: int, plans: Mapping[str, Sequence[Order]]) -> None:
    """Write the plans by side beside a record, whole or not at all; no file where nothing is planned."""
    if not any(plans.values()):
        plan_beside(path).unlink(missing_ok=True)
        return
    lines = [f"turn {turn + 1}"]
    for side, orders in plans.items():
        lines += [f"{SIDE}{side}"] if len(plans) > 1 else []
        lines += [str(order) for order in orders]
    write_whole(plan_beside(path), ("\n".join(lines) + "\n").encode("ascii"))


def read_plan(path: Path, turn: int, side: str = "") -> list[str]:
    """Return the lines of the plan beside a record, if it is for this turn (from 0); nothing if it cannot be read.

    Of a plan of several people, those of one side, or all.
    """
    planned, of = [], ""
    try:
        first, *lines = plan_beside(path).read_text("ascii").splitlines()
        if first != f"turn {turn + 1}":
            return []
        for line in lines:
            if line.startswith(SIDE):
                of = line.removeprefix(SIDE)
                continue
            parse_order(line)
            if side in ("", of) or not of:
                planned.append(line)
    except (OSError, ValueError, Illegal):
        return []
    return planned


@dataclass(frozen=True)
class Save:
    """One file of a folder of saves, as far as it can be read."""

    path: Path
    modified_ns: int  # of the file, since 1970
    auto: bool
    scenario: str = ""
    side: str = ""  # that a person leads, or those that several do: "isil and opposition"; nothing where nobody does
    seed: int = 0
    turn: int = 0  # resolved ones
    led: int = 0  # of them, those since the person took over
    turns: int = 0  # of the scenario; 0 if that is not at hand
    date: datetime | None = None  # in the scenario
    planned: int = 0  # orders for the turn at hand
    fault: str = ""  # why it cannot be gone on with

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(SUFFIX)

    @property
    def over(self) -> bool:
        return 0 < self.turns <= self.turn

    def as_json(self) -> dict[str, Any]:
        """Return plain values with stable keys; the time of the file in seconds since 1970."""
        return {
            "name": self.name, "path": str(self.path), "auto": self.auto, "scenario": self.scenario,
            "side": self.side, "seed": self.seed, "turn": self.turn, "turns": self.turns, "led": self.led,
            "over": self.over, "date": None if self.date is None else f"{self.date:%Y-%m-%dT%H:%M}",
            "planned": self.planned, "modified": self.modified_ns // 1_000_000_000, "fault": self.fault or None,
        }  # fmt: skip


class Saves:
    """A folder of games; it need not exist before something is saved in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def listed(self) -> list[Save]:
        """Return every save, newest first."""
        return sorted(map(_save, self._paths()), key=lambda one: (-one.modified_ns, one.name))

    def named(self, name: str) -> Path:
        """Return the path of a save; raise Illegal for a name that cannot be one."""
        if not _NAME.fullmatch(name):
            raise Illegal(f"{name!r} cannot be the name of a save: use a-z, 0-9, - and _, at most 60")
        return self.folder / f"{name}{SUFFIX}"

    def save(self, name: str, record: Record, plans: Mapping[str, Sequence[Order]] | None = None) -> Path:
        """Write a game and the plans of its turn at hand, by side, under a name; raise Illegal, OSError."""
        path = self.named(name)
        if _AUTO.fullmatch(name) or path.exists():
            raise Illegal(f"there is a save {name!r} already, or its name is one of the autosaves': choose another")
        self.folder.mkdir(parents=True, exist_ok=True)
        write_record(path, record)
        write_plan(path, len(record.turns), plans or {})
        return path

    def begin(self) -> Path:
        """Return a path for a new autosave, after making room for it; raise OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        autos = [save for save in self.listed() if save.auto]
        spare = sorted((save for save in autos if not is_open(save.path)), key=_spare)
        for save in spare[: max(len(autos) - MOST_AUTOSAVES + 1, 0)]:
            self.remove(save.path)
        last = max((int(save.name.removeprefix("auto-")) for save in autos), default=0)
        return self.folder / f"auto-{last + 1:04d}{SUFFIX}"

    def remove(self, path: Path) -> None:
        """Remove a save and its plan; raise OSError."""
        path.unlink(missing_ok=True)
        plan_beside(path).unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return [path for path in self.folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith(".")]
        return []


def _spare(save: Save) -> tuple[bool, int]:
    """Rank autosaves by how little is lost with them: games that are over or never begun first, then the oldest."""
    return not (save.over or not (save.led or save.planned or save.fault)), save.modified_ns


def _save(path: Path) -> Save:
    """Look at one file; whatever is wrong with it is told and does no harm."""
    auto = _AUTO.fullmatch(path.name.removesuffix(SUFFIX)) is not None
    modified = 0
    try:
        modified = max(
            part.stat().st_mtime_ns for part in (path, plan_beside(path)) if part == path or part.exists()
        )
        record, _ = read_record(path)
    except (AbuKamalError, OSError) as error:
        return Save(path, modified, auto, fault=str(error))
    return _of_record(path, modified, auto, record)


def _of_record(path: Path, modified: int, auto: bool, record: Record) -> Save:
    header, turn = record.header, len(record.turns)
    led_by = [side for side, who in header.commanders if who == PERSON]
    planned, turns, date = len(read_plan(path, turn)), 0, None
    try:
        scenario = scenario_of(record, path.parent)
        clock, fault = scenario.clock, unlike(record, scenario)
        turns, date = clock.turns, clock.time_of(turn * clock.impulses_per_turn)
    except AbuKamalError as error:
        fault = str(error)
    said = f"{path}: error: {fault}" if fault else ""
    led = turn - since_of(record, led_by[0] if led_by else "")
    side = " and ".join(led_by)
    return Save(path, modified, auto, header.scenario, side, header.seed, turn, led, turns, date, planned, said)
