"""`abukamal watch`: the film of a scenario in a window."""

from __future__ import annotations

from argparse import Namespace

from sim.cli.arguments import UsageError


def watch(arguments: Namespace) -> int:
    """Open the window and show the film of one world until it is closed."""
    try:
        from sim.view.ground import Ground
        from sim.view.window import NoDisplayError, Window
    except ModuleNotFoundError as error:
        raise UsageError(f"the window needs {error.name}: pip install pygame-ce") from None
    from sim.report.fidelity.film_seed import film_seed
    from sim.scenario.compile import load, own_places
    from sim.scenario.geography import load_geography
    from sim.scenario.load import load_files

    scenario = load(arguments.scenario)
    extra = tuple(own_places(load_files(arguments.scenario).scenario.map))
    ground = Ground(scenario.map, load_geography(), extra)
    seed = film_seed(scenario.id) if arguments.seed is None else arguments.seed
    try:
        Window(scenario, ground, seed).run()
    except NoDisplayError as error:
        raise UsageError(str(error).replace("SCENARIO", arguments.scenario)) from None
    return 0
