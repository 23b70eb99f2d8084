"""Work that is done piecemeal: whoever waits for it can do something else between them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")
Piecemeal = Generator[int, None, Result]
"""Yields how many steps are done, and returns what they come to."""


def finish(work: Piecemeal[Result]) -> Result:
    """Do all steps at once; return what they come to."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
