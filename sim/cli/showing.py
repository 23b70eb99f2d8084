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
        raise UsageError(missing(error)) from None
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
        raise UsageError(missing(error)) from None
    scenario = opened(arguments.scenario)
    try:
        app = App(kept_in(arguments))
    except NoDisplayError as error:
        raise UsageError(str(error).replace("SCENARIO", arguments.scenario)) from None
    app.show(Making(app, scenario, scenario.seed if arguments.seed is None else arguments.seed))
    app.run()
    return 0


def missing(error: ModuleNotFoundError) -> str:
    """Say which part of the window is not there, and what to do."""
    if (error.name or "").startswith("sim."):
        return f"the window is not installed here ({error.name} is missing); in the terminal: abukamal replay dawn-3"
    return f"the window needs {error.name}: pip install pygame-ce pygame_gui"
