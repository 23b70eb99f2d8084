"""`calibrate`: how the constants of the rules stand beside the documents."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.cli.terminal import say, say_json

if TYPE_CHECKING:
    from sim.report.calibration import Trial

BOTH = ("dawn-3", "day-of-wrath")


def calibrate(arguments: argparse.Namespace) -> int:
    """Print the score of the shipped constants and of each one moved a step; with --fit, search."""
    from sim.report.calibration import STEPS, around, fit
    from sim.scenario.compile import load

    scenarios = [load(name) for name in arguments.scenario or BOTH]
    constants = scenarios[0].ruleset.constants
    trials: list[Trial] = []

    def tell(trial: Trial) -> None:
        trials.append(trial)
        if not arguments.json:
            say(_line(trial))

    found = constants
    if arguments.fit:
        found, _ = fit(scenarios, arguments.worlds, max(arguments.rounds, 1), tell)
    else:
        for trial in around(scenarios, constants, arguments.worlds, constants):
            tell(trial)
    best = {name: getattr(found, name) for name in STEPS}
    if arguments.json:
        say_json({"worlds": arguments.worlds, "trials": [asdict(trial) for trial in trials], "constants": best})
    elif arguments.fit:
        say("found: " + ", ".join(f"{name} {value}" for name, value in best.items()))
    return 0


def _line(trial: Trial) -> str:
    moved = f"{trial.name} {trial.value} (shipped {trial.shipped})" if trial.name else "constants as they are"
    each = ", ".join(f"{name} {share:.3f}" for name, share in trial.by_scenario)
    return f"{trial.score:.4f}  {moved:44}  {each}"
