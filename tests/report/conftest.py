"""A small stage, and a story of two worlds on it: by default nothing happens; a test writes what does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from sim.base.clock import Clock
from sim.base.hexes import Grid
from sim.facts.predicate import Predicate
from sim.record.trace import Trace
from sim.report.fidelity.evidence import Evidence, Finding
from sim.report.fidelity.grading import judge
from sim.state.events import EventKind, Events

GRID = Grid(20, 12)
H = GRID.count


@dataclass(frozen=True)
class Spot:
    lat: float
    lon: float
    countries: tuple[str, ...]
    bank: str


@dataclass(frozen=True)
class Scene:
    """A Stage: government and Iraq are friends, ISIL fights both."""

    name: str = "dawn-3"
    codename: str = "Operation Fajr-3 (Dawn 3)"
    clock: Clock = field(default_factory=lambda: Clock(datetime(2017, 10, 23), 4, 24, 4))
    grid: Grid = GRID
    hex_metres: int = 2500
    sides: tuple[str, ...] = ("government", "isil", "iraq")
    formations: tuple[str, ...] = ("tiger-forces", "isil-town", "pmf")
    units: tuple[str, ...] = ("tiger-1", "tiger-2", "isil-1", "isil-2", "pmf-1")
    packages: tuple[str, ...] = ("russian-bombers", "syrian-air")
    towns: tuple[str, ...] = ("abu_kamal",)
    triggers: tuple[str, ...] = ("t2-riposte", "qaim-falls")
    verbs: tuple[str, ...] = ("hold", "move", "attack")
    levels: tuple[str, ...] = ("marginal", "decisive")
    unit_side: Any = field(default_factory=lambda: np.array([0, 0, 1, 1, 2]))
    unit_formation: Any = field(default_factory=lambda: np.array([0, 0, 1, 1, 2]))
    establishment: Any = field(default_factory=lambda: np.array([225, 225, 400, 300, 500]))
    package_side: Any = field(default_factory=lambda: np.array([0, 0]))
    package_aircraft: Any = field(default_factory=lambda: np.array([6, 12]))
    town_blocks: Any = field(default_factory=lambda: np.array([20]))
    place_hex: Any = field(
        default_factory=lambda: {
            "abu_kamal": GRID.index(10, 6),
            "t2_station": GRID.index(3, 6),
            "al_qaim": GRID.index(16, 6),
        }
    )
    sites: Any = field(
        default_factory=lambda: {
            "abu_kamal": Spot(34.4523, 40.9185, ("SY",), "right"),
            "al_qaim": Spot(34.3689, 41.0945, ("IQ",), "right"),
            "deir_ez_zor": Spot(35.3359, 40.1408, ("SY",), "right"),
        }
    )
    land: Any = field(default_factory=lambda: np.append(np.ones(H, dtype=bool), False))
    river: Any = field(default_factory=lambda: np.zeros((H + 1, 6), dtype=bool))
    hostile: Any = field(default_factory=lambda: np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool))
    friend: Any = field(default_factory=lambda: np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool))
    commanders: tuple[tuple[str, str], ...] = (("government", "Maj. Gen. Suheil al-Hassan"),)
    force_names: tuple[tuple[str, str], ...] = (("government", "Liwa al-Quds"),)
    backers: tuple[tuple[str, str], ...] = (("government", "russia"),)
    objectives: tuple[tuple[str, str], ...] = (("government", "abu_kamal"),)


class Story:
    """Two worlds of 24 impulses; columns are written by name: `story.position[5:, 0, 2] = hexagon`."""

    def __init__(self, worlds: int = 2, samples: int = 25, **scene: Any) -> None:
        self.scene = Scene(**scene)
        n, w, u = samples, worlds, len(self.scene.units)
        self.worlds = worlds
        self.position = np.full((n, w, u), -1, np.int16)
        self.fit = np.tile(self.scene.establishment.astype(np.int16), (n, w, 1))
        self.killed, self.wounded, self.captured = (np.zeros((n, w, u), np.int16) for _ in range(3))
        self.alert, self.supplied = (np.zeros((n, w, u), np.int8) for _ in range(2))
        self.verb = np.full((n, w, u), -1, np.int8)
        self.goal = np.full((n, w, u), -1, np.int16)
        self.control = np.full((n, w, H + 1), -1, np.int8)
        self.blocks = np.zeros((n, w, 1, 3), np.int8)
        self.blocks[..., 1] = 20
        self.sorties = np.zeros((n, w, 2), np.int16)
        self.civilians = np.zeros((n, w), np.int32)
        self.fired = np.full((w, 2), -1, np.int16)
        self.winner, self.level = np.full(w, -1, np.int8), np.zeros(w, np.int8)
        self.rows: list[tuple[int, ...]] = []

    def hex(self, col: int, row: int) -> int:
        return GRID.index(col, row)

    def tell(self, impulse: int, world: int, kind: str, unit: int, hexagon: int = -1) -> None:
        """Let an event happen to a unit."""
        side = int(self.scene.unit_side[unit]) if unit >= 0 else -1
        self.rows.append((impulse, world, EventKind[kind.upper()], side, unit, -1, hexagon, 1))

    def trace(self) -> Trace:
        table = np.array(sorted(self.rows), np.int32).reshape(-1, 8)
        impulse, world, *rest = table.T
        own = vars(self) | {"scenario": self.scene, "events": Events(world, impulse, *rest)}
        return Trace(**{column.name: own[column.name] for column in fields(Trace)})

    def judge(self, text: str | dict[str, Any], **keys: Any) -> Finding:
        """Ask a predicate, as a seeds file would write it; `since` stands for `from`."""
        asked = {"predicate": text} if isinstance(text, str) else dict(text)
        asked |= {"from" if key == "since" else key: value for key, value in keys.items()}
        check: Any = TypeAdapter(Predicate).validate_json(json.dumps(asked))
        return judge(Evidence(self.trace()), check)

    def holds(self, text: str, **keys: Any) -> list[bool]:
        """Return in which worlds a predicate holds."""
        finding = self.judge(text, **keys)
        assert finding.reached
        assert len(finding.observed) == self.worlds
        assert all(finding.observed)
        assert finding.expected
        return list(finding.holds.tolist())


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def new_story() -> type[Story]:
    return Story
