"""What predicates share: strict models, a window in time, sides, a selection of units, and bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sim.base.clock import parse_time, parse_until

Side = Literal[
    "government", "isil", "iraq", "opposition", "coalition", "russia", "iran", "hezbollah", "sdf", "civilians"
]
Mode = Literal["sometime", "throughout", "at_end"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
Names = Annotated[tuple[Name, ...], Field(strict=False)]
Sides = Annotated[tuple[Side, ...], Field(strict=False)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]


@dataclass(frozen=True)
class Window:
    """A stretch of local time: `start` inclusive, `end` exclusive; None reaches to the end of the run."""

    start: datetime | None = None
    end: datetime | None = None

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return "in the whole run"
        if self.end is None:
            return f"from {_moment(self.start)}"
        if self.start is None:
            return f"until {_moment(self.end)}"
        return f"from {_moment(self.start)} until {_moment(self.end)}"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


class Check(BaseModel):
    """Any predicate: strict types, no unknown key, immutable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    over: ClassVar[Literal["record", "scenario"]]

    def words(self) -> str:
        """Say what must be true, in a phrase."""
        raise NotImplementedError


class Windowed(Check):
    """A predicate over a record, within a window."""

    over: ClassVar[Literal["record", "scenario"]] = "record"
    on: Text | None = Field(None, description="one day, YYYY-MM-DD: the window is that day")
    since: Text | None = Field(None, alias="from", description="start of the window; a day means its 00:00")
    until: Text | None = Field(None, description="end of the window, exclusive; a bare day means its end")

    @model_validator(mode="after")
    def _window_is_sound(self) -> Windowed:
        if self.on is not None:
            if self.since is not None or self.until is not None:
                raise ValueError("both 'on' and 'from' or 'until' are given; keep one or the other")
            if len(self.on) != 10:
                raise ValueError(
                    f"'on' takes a day, not {self.on!r}; write 2017-11-09, or 'from' and 'until'"
                )
        window = self.window
        if window.start is not None and window.end is not None and window.start >= window.end:
            raise ValueError("the window ends before it starts")
        return self

    @property
    def window(self) -> Window:
        """Return the window in which the predicate is asked."""
        if self.on is not None:
            return Window(parse_time(self.on), parse_until(self.on))
        start = None if self.since is None else parse_time(self.since)
        end = None if self.until is None else parse_until(self.until)
        return Window(start, end)


class Sampled(Windowed):
    """A predicate over the states within a window: asked of some, of all, or of the last."""

    mode: Mode = Field("sometime", description="true of some state in the window, of all, or of the last one")


class Sided(Check):
    """A predicate about one side or several."""

    side: Side | None = Field(None, description="one side")
    sides: Sides = Field((), description="several sides, taken together")

    @property
    def all_sides(self) -> tuple[Side, ...]:
        """Return the sides named by either key."""
        return self.sides if self.side is None else (self.side, *self.sides)

    @model_validator(mode="after")
    def _names_a_side(self) -> Sided:
        if self._needs_a_side() and not self.all_sides:
            raise ValueError("names no side; add side: …")
        return self

    def _needs_a_side(self) -> bool:
        return True


class Selecting(Sided):
    """A predicate about units: of some sides, and of some formations or some single units."""

    formations: Names = Field((), description="only units of these formations")
    units: Names = Field((), description="only these units")

    @model_validator(mode="after")
    def _selects_something(self) -> Selecting:
        if self._needs_a_selection() and not (self.all_sides or self.formations or self.units):
            raise ValueError("selects no units; add 'side', 'sides', 'formations' or 'units'")
        return self

    def _needs_a_side(self) -> bool:
        return False

    def _needs_a_selection(self) -> bool:
        return True

    def who(self) -> str:
        """Return the selection in words."""
        return ", ".join(self.formations + self.units) or " and ".join(self.all_sides) or "anyone"


class Bounded(Check):
    """A predicate about a number; a bound that is left out or null is open."""

    low: float | None = Field(None, description="least value that satisfies, inclusive")
    high: float | None = Field(None, description="greatest value that satisfies, inclusive")

    @model_validator(mode="after")
    def _bounds_are_sound(self) -> Bounded:
        if self.low is None and self.high is None:
            raise ValueError("has no bounds and could not fail; give 'low', 'high' or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("'low' is greater than 'high'")
        return self

    def bounds(self, unit: str = "") -> str:
        """Return the bounds in words."""
        tail = f" {unit}" if unit else ""
        if self.high is None:
            return f"at least {self.low:g}{tail}"
        if self.low is None:
            return f"at most {self.high:g}{tail}"
        if self.low == self.high:
            return f"{self.low:g}{tail}"
        return f"{self.low:g} to {self.high:g}{tail}"


def titled(name: str) -> str:
    """Write an id for a reader: `al_qaim` becomes `al qaim`."""
    return name.replace("_", " ")
