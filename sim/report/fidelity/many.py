"""Grades of several batches of worlds, put together as if all had been played in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sim.report.fidelity.grading import Grade, Row


def together(grades: Iterable[Grade]) -> Grade:
    """Join grades of the same scenario and the same stretch of time, worlds in order; there is at least one.

    What was observed in each world is left out: for many worlds it would be more text than anybody reads.
    """
    kept = [_without_texts(grade) for grade in grades]
    rows = tuple(_joined(parts) for parts in zip(*(grade.rows for grade in kept), strict=True))
    rates = {row.id: row.hold_rate for row in rows if row.reached}
    questions = tuple(
        replace(question, variants=tuple((variant, rates.get(variant)) for variant, _ in question.variants))
        for question in kept[0].questions
    )
    return Grade(rows, sum(grade.worlds for grade in kept), questions)


def _without_texts(grade: Grade) -> Grade:
    return replace(grade, rows=tuple(replace(row, observed=()) for row in grade.rows))


def _joined(parts: tuple[Row, ...]) -> Row:
    return replace(parts[0], holds=np.concatenate([part.holds for part in parts]))
