"""A scenario that was opened: what the rules read, what its files say, its ground and the facts of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim.facts.fact import Facts
from sim.facts.load import load_facts
from sim.report.fidelity.film_seed import film_seed
from sim.scenario.compile import compile_scenario, own_places
from sim.scenario.geography import Geography, Place, load_geography
from sim.scenario.load import ScenarioFiles, available, load_files
from sim.scenario.scenario import Scenario
from sim.view.ground import Ground
from sim.view.look import Look


@dataclass(frozen=True)
class Opened:
    """A scenario with everything that is shown of it; `name` is how it was asked for."""

    name: str
    files: ScenarioFiles
    scenario: Scenario
    geography: Geography
    facts: Facts

    @property
    def seed(self) -> int:
        """Return the world of the film: the one that agrees best with the documents."""
        return film_seed(self.scenario.id)

    @property
    def written(self) -> str:
        """Return what a record says of where the scenario is: nothing for a shipped one, else its folder's name."""
        return "" if self.name in available() else Path(self.name).name

    @property
    def extra(self) -> tuple[Place, ...]:
        """Return the places that only this scenario names."""
        return tuple(own_places(self.files.scenario.map))

    def ground(self, look: Look) -> Ground:
        """Return its ground, to be drawn."""
        return Ground(self.scenario.map, self.geography, self.extra, look)


@lru_cache(maxsize=4)
def opened(name: str) -> Opened:
    """Open a scenario by name or path; raise as `load` does."""
    files = load_files(name)
    return Opened(name, files, compile_scenario(files), load_geography(), load_facts())
