"""Where the shipped seeds, scenarios and assets lie: beside the package in a wheel, at the root of a checkout."""

from __future__ import annotations

from pathlib import Path

import sim


def content_root() -> Path:
    """Return the folder that holds `seeds/`, `scenarios/` and `assets/`."""
    package = Path(sim.__file__).resolve().parent
    shipped = package / "content"
    return shipped if shipped.is_dir() else package.parent
