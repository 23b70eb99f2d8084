"""Palettes: sets of inks that are chosen whole.  tests/view/test_palettes.py measures what each of them must keep.

Of every palette: text stands 4.5 to 1 against what it is written on, sides 3 to 1 against every terrain, at home and
abroad, by day and by night; sides that meet in a scenario, degrees of confidence and the classes of an overlay differ
also for the colour-blind and in grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.report.mapsheet import ink


@dataclass(frozen=True)
class Palette:
    """One set of inks; every colour as #rrggbb."""

    id: str
    title: str
    paper: str
    panel: str
    text: str
    faint: str
    slanted: str
    grid: str
    accent: str
    chosen: str
    warning: str
    button: str
    hovered: str
    terrain: Mapping[str, str]
    veil: str  # over the neighbours of Syria
    stone: str
    water: str
    water_light: str
    border: str
    wadi: str
    roads: Mapping[str, tuple[str, str]]  # casing and core by grade
    track: str
    building: str
    sides: Mapping[str, str]
    confidence: Mapping[str, str]
    overlays: Mapping[str, str]  # by class, "threat.2"
    night: tuple[int, int, int, int]
    relief: int = 6  # how far hill-shade lightens and darkens the ground, of 255
    spare: tuple[str, ...] = field(default=ink.SPARE_INK)


VEIL_SHARE = 0.17
"""How much of the veil lies over the ground abroad."""
TINT_LEAST, TINT_MOST = 8, 26
"""Alpha of the colour of a side over the ground it holds."""


def _classes(movement: str, supply: str, threat: str, detection: str, confidence: Mapping[str, str]) -> dict[str, str]:
    """Return the inks of the classes of the overlays; each argument has three inks."""
    named = {
        "movement": (movement, "1 2 3"), "supply": (supply, "open guarded cut"), "threat": (threat, "1 2 3"),
        "detection": (detection, "near middle far"),
    }  # fmt: skip
    found = {
        f"{overlay}.{name}": colour
        for overlay, (inks, names) in named.items()
        for name, colour in zip(names.split(), inks.split(), strict=True)
    }
    return found | {f"confidence.{name}": colour for name, colour in confidence.items()}


_PRINTED = {"firm": "#2a3681", "probable": "#1c2610", "contested": "#8a3779", "assumed": "#0e0308"}
PRINTED = Palette(
    "printed", "Printed map",
    paper=ink.PAPER, panel="#f4ecda", text=ink.INK, faint="#6a604e", slanted=ink.SLANTED_INK, grid=ink.GRID,
    accent=ink.WATER_DEEP, chosen="#f2b233", warning="#9c2f2b", button="#ece1c8", hovered="#e2d3b1",
    terrain={"desert": "#f6efdf", "broken": "#ece2cc", "valley": "#dde7c6", "town": "#f1dfc5", "city": "#eed2b2",
             "airbase": "#e6e6e0", "water": "#bcd5e6"},
    veil="#cbbfa8", stone="#b39f76", water="#5b93bd", water_light="#9cc3dc", border=ink.BORDER, wadi="#8f9d9c",
    roads={"highway": ("#7c4a2d", "#eebb7e"), "paved": ("#7c4a2d", "#fbf3e0")}, track=ink.TRACK,
    building=ink.BUILDING,
    sides={"government": "#993a3f", "isil": "#0c0b0d", "iraq": "#062b36", "sdf": "#523263", "opposition": "#2c5f3a",
           "coalition": "#16386c"},
    confidence=_PRINTED,
    overlays=_classes("#1f559c #1b2c4e #02060d", "#1f5a2e #0e0a05 #5d1109", "#170406 #5d1109 #9d240f",
                      "#8928a3 #461c4d #0b0112", _PRINTED),
    night=(28, 38, 74, 31), spare=("#5b3d7a", "#1d4d49", "#56391d"),
)  # fmt: skip

_HIGH = {"firm": "#123f85", "probable": "#33220c", "contested": "#884f5a", "assumed": "#11011d"}
HIGH = Palette(
    "high", "High contrast",
    paper="#ffffff", panel="#f2f2f2", text="#000000", faint="#4d4d4d", slanted="#1a1a1a", grid="#a8a8a8",
    accent="#0b3d91", chosen="#ffb000", warning="#a00010", button="#e4e4e4", hovered="#cfd8ea",
    terrain={"desert": "#fffdf6", "broken": "#f0ebdd", "valley": "#e0f2cf", "town": "#ffe6c4", "city": "#ffd8ab",
             "airbase": "#e6e9f0", "water": "#c9e5f8"},
    veil="#d0d0d0", stone="#8a7a55", water="#1f6fb2", water_light="#8cc4ee", border="#a00010", wadi="#5f7a86",
    roads={"highway": ("#3a1d08", "#ffb45c"), "paved": ("#3a1d08", "#ffffff")}, track="#5a3a1c", building="#4a1408",
    sides={"government": "#b43031", "isil": "#0e0f0e", "iraq": "#093932", "sdf": "#5c3c71", "opposition": "#1f6632",
           "coalition": "#0b2b67"},
    confidence=_HIGH,
    overlays=_classes("#1363a4 #173256 #040812", "#1f5a2e #0e0c04 #6d020c", "#100102 #6d020c #b8010c",
                      "#9814d0 #50087a #100112", _HIGH),
    night=(20, 30, 80, 26), relief=4, spare=("#5b3d7a", "#1d4d49", "#56391d"),
)  # fmt: skip

_DUSK = {"firm": "#c1daf6", "probable": "#fdf5d0", "contested": "#cb918d", "assumed": "#d9a9f4"}
DUSK = Palette(
    "dusk", "Dusk",
    paper="#1b1f24", panel="#23282f", text="#ece6d8", faint="#a8a294", slanted="#cdc6b6", grid="#454b53",
    accent="#8ec5f0", chosen="#ffc24d", warning="#ff9d8c", button="#323942", hovered="#414a55",
    terrain={"desert": "#2b2b2a", "broken": "#34312c", "valley": "#26352a", "town": "#3d332a", "city": "#483a2d",
             "airbase": "#34393f", "water": "#1d3448"},
    veil="#14161a", stone="#57503f", water="#3d6f95", water_light="#2b536f", border="#d88a80", wadi="#5d7076",
    roads={"highway": ("#15110c", "#b98a4e"), "paved": ("#15110c", "#9a9281")}, track="#8c7a5c", building="#b98f77",
    sides={"government": "#cb8e80", "isil": "#f9fcfa", "iraq": "#fed590", "sdf": "#5ecaf5", "opposition": "#55b538",
           "coalition": "#a2c1eb"},
    confidence=_DUSK,
    overlays=_classes("#deeafc #9bc9f7 #96a3ae", "#e4fff0 #e6c94b #e08472", "#fee7e6 #feb3ad #f18271",
                      "#f5e3fa #dfb1f3 #d979f4", _DUSK),
    night=(6, 10, 30, 64), relief=6, spare=("#c6a6e8", "#8fd6d0", "#e0b98f"),
)  # fmt: skip

PALETTES = {palette.id: palette for palette in (PRINTED, HIGH, DUSK)}
