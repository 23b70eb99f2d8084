"""Work in steps comes to the same whether somebody looks up between them or not."""

from __future__ import annotations

from sim.base.piecemeal import Piecemeal, finish


def counting(steps: int) -> Piecemeal[str]:
    for number in range(steps):
        yield number + 1
    return f"{steps} done"


def test_it_comes_to_what_the_last_step_returns() -> None:
    assert finish(counting(3)) == "3 done"
    assert finish(counting(0)) == "0 done"


def test_it_goes_on_from_where_it_was_left() -> None:
    work = counting(3)
    assert next(work) == 1
    assert finish(work) == "3 done"
