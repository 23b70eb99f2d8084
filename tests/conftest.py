"""Options of the whole test suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--games", type=int, default=30, help="games of chance with wild orders, half of each operation (default 30)"
    )
    parser.addoption("--golden", action="store_true", help="write the recorded films and pictures anew")
    parser.addoption("--every-picture", action="store_true", help="compare all large pictures of the window too")
