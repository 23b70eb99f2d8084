"""The command line: parse, call, print.  `main` is what the command `abukamal` runs."""

from __future__ import annotations

from sim.cli.entry import main

__all__ = ["main"]
