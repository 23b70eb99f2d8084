"""`abukamal saves`: the games that were kept, with what is wrong with those that cannot be gone on with."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from sim.cli.opening import saves_of
from sim.cli.terminal import columns, say, say_json, wrapped

if TYPE_CHECKING:
    from sim.play.saves import Save


HEAD = ("save", "scenario", "side", "turn", "date there", "planned", "written")


def saves(arguments: Namespace) -> int:
    """List the folder of saves, newest first."""
    folder = saves_of(arguments)
    found = folder.listed()
    if arguments.json:
        say_json({"folder": str(folder.folder), "saves": [save.as_json() for save in found]})
        return 0
    sound = [save for save in found if not save.fault]
    if sound:
        for line in columns([HEAD, *map(_row, sound)]):
            say(line)
        say("Go on with one: abukamal play --resume SAVE")
    for save in found:
        if save.fault:
            for line in wrapped(f"{save.name}: {save.fault}"):
                say(line)
    if not found:
        say(f"There are no saves in {folder.folder}.")
    return 0


def _row(save: Save) -> tuple[str, ...]:
    date = "over" if save.over else f"{save.date:%Y-%m-%d %H:%M}" if save.date else ""
    written = datetime.fromtimestamp(save.modified_ns / 1e9)
    return (
        save.name, save.scenario, save.side or "nobody", f"{min(save.turn + 1, save.turns)} of {save.turns}", date,
        str(save.planned), f"{written:%Y-%m-%d %H:%M}",
    )  # fmt: skip
