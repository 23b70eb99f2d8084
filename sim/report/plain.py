"""Text for a terminal: what could move the cursor, ring a bell or hide other text is written out instead."""

from __future__ import annotations

import unicodedata

#: Other, control; format (bidirectional overrides among them); surrogates; private use; unassigned; separators.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT = {"\u200c", "\u200d"}  # joiners that Arabic and Persian words need


def plain(text: str) -> str:
    """Return one line of text in which nothing but letters, marks, signs and blanks is left.

    Tabs and line ends become a blank; any other control or format character is shown as `\\x1b`, `\\u202e` …
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in _KEPT or unicodedata.category(char) not in _UNSAFE:
        return char
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
