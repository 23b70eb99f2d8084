"""What all scenario files share: strict models, ids, moments, citations and quantities with a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sim.base.clock import parse_time
from sim.base.scalars import quoted

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def _is_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} is not an id; use small letters, digits, - and _, with a letter or digit first"
        )
    return text


def _is_moment(text: str) -> str:
    try:
        parse_time(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a date or a time; write 2017-11-09 or 2017-11-09T16:00") from None
    return text


Id = Annotated[
    str,
    AfterValidator(_is_id),
    Field(
        description="an id: small letters, digits, - and _",
        json_schema_extra={"pattern": f"^{_ID.pattern}$"},
    ),
]


@dataclass(frozen=True)
class Names:
    """Says of an id what it names; lint looks it up there."""

    kind: str


SideId = Annotated[Id, Names("side"), Field(description="a side of scenario.yaml")]
PlaceId = Annotated[Id, Names("place"), Field(description="a place of the map")]
FormationId = Annotated[Id, Names("formation"), Field(description="a formation of forces.yaml")]
UnitId = Annotated[Id, Names("unit"), Field(description="a unit of forces.yaml")]
PackageId = Annotated[Id, Names("air package"), Field(description="an air package of forces.yaml")]
EventId = Annotated[Id, Names("event"), Field(description="an event of events.yaml")]
TypeId = Annotated[Id, Names("unit type"), Field(description="a unit type of the ruleset")]
DoctrineId = Annotated[Id, Names("doctrine"), Field(description="a doctrine of the ruleset")]
FactId = Annotated[Id, Names("fact"), Field(description="a fact of the seeds")]
QuestionId = Annotated[Id, Names("question"), Field(description="a contested question of the seeds")]
Moment = Annotated[
    str,
    AfterValidator(_is_moment),
    Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$"}),
]
Text = Annotated[str, Field(min_length=1, max_length=2000, description="a text for readers")]
Line = Annotated[str, Field(min_length=1, max_length=200, description="one line for readers")]
FactIds = Annotated[tuple[FactId, ...], Field(min_length=1)]
Country = Annotated[Literal["SY", "IQ", "JO"], Field(description="a country: SY, IQ or JO")]


class Part(BaseModel):
    """Any entry of a scenario file: strict types, no unknown key, immutable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def given(part: Part, *names: str) -> list[str]:
    """Return those of the fields that hold a value."""
    return [name for name in names if getattr(part, name) is not None]


def keys_of(part: Part) -> list[str]:
    """Return the keys that hold a value, as written in the file."""
    fields = type(part).model_fields.items()
    return [definition.alias or name for name, definition in fields if getattr(part, name) is not None]


def one_of(part: Part, *names: str) -> None:
    """Raise ValueError unless exactly one of the fields is given (names are those of the file)."""
    count = len(set(keys_of(part)) & set(names))
    listed = ", ".join(quoted(name) for name in names)
    if count == 0:
        raise ValueError(f"needs one of {listed}; add one of these keys")
    if count > 1:
        raise ValueError(f"has more than one of {listed}; keep one of these keys")


def _one_source(schema: dict[str, Any]) -> None:
    schema["anyOf"] = [{"required": ["cites"]}, {"required": ["assumed"]}]


class Citable(Part):
    """An entry that rests on facts, or says that it is assumed and why."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, json_schema_extra=_one_source)

    cites: Annotated[FactIds | None, Field(description="ids of the facts (seeds/) that this rests on")] = None
    assumed: Annotated[
        str | None,
        Field(min_length=8, max_length=2000, description="why this is assumed, where no fact says it"),
    ] = None

    @model_validator(mode="after")
    def _has_a_source(self) -> Citable:
        if self.cites is None and self.assumed is None:
            raise ValueError("has no source; add cites: [fact ids] or assumed: the reason")
        return self


_UNCITED = "write {value: N, cites: [fact ids]} or {assumed: reason, low: N, base: N, high: N}"


def _one_quantity(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": ["value", "cites"]}, {"required": ["assumed", "low", "base", "high"]}]


class Quantity(Part):
    """A number with its source: `value` and `cites`, or `assumed` with a range and a base."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, json_schema_extra=_one_quantity)

    instead_of_a_mapping: ClassVar[tuple[str, str]] = ("is uncited", _UNCITED)

    value: Annotated[int | None, Field(ge=0, le=1_000_000, description="the number that the facts give")] = None
    cites: Annotated[FactIds | None, Field(description="ids of the facts that give the value or bound it")] = None
    assumed: Annotated[str | None, Field(min_length=8, max_length=2000, description="why it is assumed")] = None
    low: Annotated[int | None, Field(ge=0, le=1_000_000, description="the least that is plausible")] = None
    base: Annotated[int | None, Field(ge=0, le=1_000_000, description="the number in play")] = None
    high: Annotated[int | None, Field(ge=0, le=1_000_000, description="the most that is plausible")] = None

    @model_validator(mode="after")
    def _is_cited_or_assumed(self) -> Quantity:
        if self.value is not None:
            if self.cites is None:
                raise ValueError(f"is the uncited number {self.value}; {_UNCITED}")
            if given(self, "assumed", "low", "base", "high"):
                raise ValueError("is both cited and assumed; keep value and cites, or assumed, low, base and high")
            return self
        if self.assumed is None:
            raise ValueError(f"has no number with a source; {_UNCITED}")
        if self.low is None or self.base is None or self.high is None:
            raise ValueError("is assumed without a range; add low, base and high")
        if not self.low <= self.base <= self.high:
            raise ValueError(f"has low {self.low}, base {self.base}, high {self.high}; put them in rising order")
        return self

    @property
    def number(self) -> int:
        """Return the number in play: the cited value, or the base of the range."""
        number = self.value if self.value is not None else self.base
        assert number is not None
        return number

    @property
    def range(self) -> tuple[int, int]:
        """Return the least and the most that is plausible; a cited value is its own range."""
        low = self.low if self.low is not None else self.number
        return low, self.high if self.high is not None else self.number
