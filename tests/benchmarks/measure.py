"""How fast it is, measured in one run on one machine: python tests/benchmarks/measure.py

Whole processes are timed where a person waits for one; a batch of worlds is compared with one world in the same
process, as a ratio.  Nothing here is a test: machines differ.
"""

from __future__ import annotations

import subprocess
import sys
import time

from sim.play.doctrine.staff import Doctrine
from sim.play.run import run
from sim.scenario.compile import load
from sim.scenario.scenario import Scenario
from sim.state.observation import observe

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "abukamal --help": ["-m", "sim.cli", "--help"],
    "abukamal replay dawn-3 --headless": ["-m", "sim.cli", "replay", "dawn-3", "--headless"],
    "abukamal replay day-of-wrath --headless": ["-m", "sim.cli", "replay", "day-of-wrath", "--headless"],
    "abukamal replay dawn-3 --headless --seeds 200": ["-m", "sim.cli", "replay", "dawn-3", "--seeds", "200"],
}


def seconds(arguments: list[str], times: int = 3) -> float:
    """Return the median time of a whole process."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2]


def thinking(scenario: Scenario, worlds: int) -> float:
    """Return the median time in which doctrine decides a turn of the government's side, in milliseconds a world."""
    taken = []
    for turn in (0, 5, 10, 15, 20, 25, 30):
        state = run(scenario, range(worlds), turns=turn).state
        for _ in range(3):
            start = time.perf_counter()
            Doctrine().decide(scenario, observe(scenario, state, 0))
            taken.append(1000 * (time.perf_counter() - start) / worlds)
    return sorted(taken)[len(taken) // 2]


def main() -> None:
    """Print whole commands in seconds, and batches as the cost of a world beside a single one."""
    for label, arguments in COMMANDS.items():
        print(f"{seconds(arguments, 1 if '200' in label else 3):8.2f} s  {label}")
    scenario = load("dawn-3")
    run(scenario, [1])
    start = time.perf_counter()
    run(scenario, [1])
    alone = time.perf_counter() - start
    for worlds in (8, 64, 256):
        start = time.perf_counter()
        run(scenario, range(worlds))
        each = (time.perf_counter() - start) / worlds
        print(f"{each / alone:8.3f}    cost of a world in a batch of {worlds}, beside one world alone ({alone:.2f} s)")
    for worlds in (1, 256):
        print(f"{thinking(scenario, worlds):8.2f} ms a world in which doctrine decides a turn, {worlds} together")


if __name__ == "__main__":
    main()
