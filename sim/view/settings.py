"""What a person has set, kept from one day to the next in a small file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sim.base.durable import write_whole
from sim.view.look import PALETTES, SCALES
from sim.view.sound import VOLUMES

NAME = "settings.json"
LEAST = 480
"""Pixels of a window that are worth keeping."""


@dataclass
class Settings:
    """Choices of the options screen, with what they are at first."""

    palette: str = "printed"
    scale: int = 100
    still: bool = False  # reduced motion
    sound: str = "off"  # how loud
    follow: bool = False  # the camera goes where something happens
    ask_idle: bool = True
    seen_tutorial: bool = False
    window: list[int] = field(default_factory=lambda: [1280, 800])  # pixels across and down
    keys: dict[str, str] = field(default_factory=dict)


def load_settings(folder: Path | None) -> Settings:
    """Return the settings of a folder; what is missing or makes no sense is as it was at first."""
    plain = Settings()
    if folder is None:
        return plain
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return plain
    if not isinstance(found, dict):
        return plain
    kept = {key: found[key] for key, value in asdict(plain).items() if isinstance(found.get(key), type_of(value))}
    settings = Settings(**kept)
    if settings.palette not in PALETTES:
        settings.palette = plain.palette
    if settings.sound not in VOLUMES:
        settings.sound = plain.sound
    if settings.scale not in SCALES:
        settings.scale = plain.scale
    if len(settings.window) != 2 or not all(type(one) is int and one >= LEAST for one in settings.window):
        settings.window = plain.window
    settings.keys = {str(name): str(key) for name, key in settings.keys.items()}
    return settings


def save_settings(folder: Path | None, settings: Settings) -> str:
    """Keep the settings; return why that was not possible, or nothing."""
    if folder is None:
        return ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, (json.dumps(asdict(settings), indent=1, sort_keys=True) + "\n").encode("utf-8"))
    except OSError as error:
        return f"the settings cannot be kept in {folder}: {error.strerror}"
    return ""


def type_of(value: object) -> type:
    """Return the exact kind of a setting: True is not a number here."""
    return type(value)
