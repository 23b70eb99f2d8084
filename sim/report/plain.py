"""Text for a terminal or a file: what could move the cursor, ring a bell or hide other text is written out instead."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

#: Other, control; format (bidirectional overrides among them); surrogates; private use; unassigned; separators.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT = {"\u200c", "\u200d"}  # joiners that Arabic and Persian words need


def plain(text: str) -> str:
    """Return one line of text in which nothing but letters, marks, signs and blanks is left.

    Tabs and line ends become a blank; any other control or format character is shown as `\\x1b`, `\\u202e` …
    """
    return "".join(_shown(char) for char in text)


def json_text(value: Any) -> str:
    """Return a value as JSON in ASCII, without a line end: what is printed and what is kept in a file are the same."""
    return json.dumps(value, indent=1, allow_nan=False)


def _shown(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in _KEPT or unicodedata.category(char) not in _UNSAFE:
        return char
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
