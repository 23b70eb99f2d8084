"""The confidence overlay: what on the map rests on documents, and what is assumed or contested."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.facts.fact import Facts
from sim.scenario.schema_forces import Unit
from sim.state.observation import Observation
from sim.view.opened import Opened
from sim.view.overlays_read import Reading, blank

ORDER = ("firm", "probable", "contested", "assumed")
CLASSES = (
    ("confidence.firm", "rests on firm documents"), ("confidence.probable", "on probable ones"),
    ("confidence.contested", "documents differ"), ("confidence.assumed", "place or strength assumed"),
)  # fmt: skip
MOST = 4


def confidence(opened: Opened, seen: Observation) -> Reading:
    """Read how sure the placement and strength of the units are that the side knows, and its scenario's own places."""
    scenario, facts = opened.scenario, opened.facts
    of = blank(scenario)
    words_of: dict[int, list[str]] = {}
    for point in opened.files.scenario.map.points:
        h = scenario.map.place_hex.get(point.id)
        if h is not None:
            _put(of, words_of, h, *_judged(facts, point.cites or (), point.assumed, f"place {point.name}"))
    sheets = {sheet.id: sheet for sheet in opened.files.forces.units}
    here = np.flatnonzero(seen.known[0] & (seen.picture.position[0] < scenario.map.grid.count) & seen.picture.on_map[0])
    for unit in here.tolist():
        sheet = sheets.get(scenario.forces.ids[unit])
        if sheet is not None:
            level, said = _unit(facts, sheet)
            _put(of, words_of, int(seen.picture.position[0, unit]), level, said)

    def words(h: int) -> list[str]:
        said = words_of.get(h, [])
        more = [f"and {len(said) - MOST} more"] if len(said) > MOST else []
        return said[:MOST] + more or ["nothing here whose source is in question"]

    return Reading("confidence", CLASSES, of, words, note="placements at the start, strengths, places")


def _put(of: np.ndarray, words: dict[int, list[str]], h: int, level: int, said: str) -> None:
    of[h] = max(int(of[h]), level)
    words.setdefault(h, []).append(said)


def _unit(facts: Facts, sheet: Unit) -> tuple[int, str]:
    """Return the least certain of a unit's placement and strength, and both in words."""
    placed, where = _judged(facts, sheet.cites or (), sheet.assumed, "placement")
    low, high = sheet.strength.range
    text = f"strength {low} to {high}" if low != high else f"strength {low}"
    strong, how = _judged(facts, sheet.strength.cites or (), sheet.strength.assumed, text)
    return max(placed, strong), f"{sheet.name}: {where}; {how}"


def _judged(facts: Facts, cites: Iterable[str], assumed: str | None, what: str) -> tuple[int, str]:
    """Return the row of the least certain source of something, and a sentence."""
    if assumed:
        return ORDER.index("assumed"), f"{what} assumed: {assumed}"
    found = [facts.by_id[key] for key in cites if key in facts.by_id]
    worst = max((ORDER.index(fact.confidence) for fact in found if fact.confidence in ORDER), default=1)
    cited = ", ".join(sorted({fact.citation for fact in found})[:3])
    return worst, f"{what} {ORDER[worst]}" + (f" [{cited}]" if cited else "")
