"""What a scalar of a YAML file means, by our own rules and not by those of YAML 1.1.

YAML 1.1 reads `NO` as false, `12:30` as 750 and `0777` as 511.  Here a plain scalar is a whole number, a
decimal, `true`, `false`, `null`, or text; whatever another reader would take for something else is refused
with a remedy.
"""

from __future__ import annotations

import re
import unicodedata

Scalar = str | int | float | bool | None

_DIGITS = 18  # every whole number fits 64 bits
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DISGUISED = (
    (re.compile(r"(yes|no|on|off|y|n)", re.IGNORECASE), "write true or false, or put the text in quotes"),
    (re.compile(r"(true|false)", re.IGNORECASE), "write it in small letters, or put the text in quotes"),
    (re.compile(r"(null|~)", re.IGNORECASE), "write null, or put the text in quotes"),
    (re.compile(r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?"), "write a time as 2017-11-09T12:30, or use quotes"),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "write an ordinary number"),
    (re.compile(r"[-+]?0[0-9_]+(\.[0-9]*)?"), "take away the leading zeros, or put the text in quotes"),
    (
        re.compile(r"[-+]?0[xob][0-9a-f_]+", re.IGNORECASE),
        "write it in decimal digits, or put the text in quotes",
    ),
    (re.compile(r"[-+]?[0-9]+_[0-9_.]*"), "take away the underscores, or put the text in quotes"),
    (
        re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+", re.IGNORECASE),
        "write it without an exponent",
    ),
    (re.compile(r"\+[0-9]+(\.[0-9]*)?"), "take away the plus sign, or put the text in quotes"),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.)"), "write digits on both sides of the point, or use quotes"),
)


class AmbiguousError(ValueError):
    """A plain scalar that other readers of YAML take for something else; `remedy` says what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def resolve(text: str) -> Scalar:
    """Return what a plain (unquoted) scalar stands for; raise `AmbiguousError` when it is ambiguous."""
    if text in ("", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if len(text) > 400:
        return _long(text)
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _DECIMAL.fullmatch(text):
        return _decimal(text)
    for pattern, remedy in _DISGUISED:
        if pattern.fullmatch(text):
            raise AmbiguousError(f"{quoted(text)} is not plain enough: YAML readers disagree on what it means", remedy)
    return text


def _long(text: str) -> str:
    if not text.strip("-+.0123456789"):
        raise AmbiguousError(f"a number of {len(text)} digits is too long", f"use at most {_DIGITS} digits")
    return text


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _DIGITS:
        raise AmbiguousError(f"the number {quoted(text)} is too long", f"use at most {_DIGITS} digits")
    return int(text)


def _decimal(text: str) -> float:
    if len(text.lstrip("-")) > _DIGITS + 1:
        raise AmbiguousError(f"the number {quoted(text)} is too long", f"use at most {_DIGITS} digits")
    return float(text)


def is_control(character: str) -> bool:
    """Say whether a character has no place in a file: controls, line separators, surrogates, bidi marks."""
    if character in "\t\n\r":
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or code in (0xFEFF, 0xFFFE, 0xFFFF)
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


def quoted(text: str, width: int = 60) -> str:
    """Return text in quotes, cut to a width, everything unprintable escaped: safe for a terminal."""
    shown = text if len(text) <= width else text[: width - 1] + "…"
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)
    return "'" + "".join(escaped) + "'"
