"""`abukamal` and `abukamal watch`: the window."""

from __future__ import annotations

from argparse import Namespace

from sim.cli.arguments import UsageError
from sim.cli.opening import kept_in


def menu(arguments: Namespace) -> int:
    """Open the window on its first screen and stay until it is closed."""
    try:
        from sim.view.app import App, NoDisplayError
        from sim.view.screens.menu import Menu
    except ModuleNotFoundError as error:
        raise UsageError(f"the window needs {error.name}: pip install pygame-ce pygame_gui") from None
    try:
        app = App(kept_in(arguments))
    except NoDisplayError:
        raise UsageError("there is no display here; in the terminal: abukamal replay dawn-3, or --help") from None
    app.show(Menu(app))
    app.run()
    return 0


def watch(arguments: Namespace) -> int:
    """Open the window and show the film of one world until it is closed."""
    try:
        from sim.view.app import App, NoDisplayError
        from sim.view.opened import opened
        from sim.view.screens.watch import Making
    except ModuleNotFoundError as error:
        raise UsageError(f"the window needs {error.name}: pip install pygame-ce pygame_gui") from None
    scenario = opened(arguments.scenario)
    try:
        app = App(kept_in(arguments))
    except NoDisplayError as error:
        raise UsageError(str(error).replace("SCENARIO", arguments.scenario)) from None
    app.show(Making(app, scenario, scenario.seed if arguments.seed is None else arguments.seed))
    app.run()
    return 0
