"""How fast it is, measured in one run on one machine: python tests/benchmarks/measure.py

Whole processes are timed where a person waits for one; a batch of worlds is compared with one world in the same
process, as a ratio.  Nothing here is a test: machines differ.
"""

from __future__ import annotations

import subprocess
import sys
import time

from sim.play.run import run
from sim.scenario.compile import load

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


if __name__ == "__main__":
    main()
