"""The YAML parser's complaints in words for an author."""

from __future__ import annotations

import yaml

from sim.base.scalars import quoted

_QUOTES = "put the whole text in quotes"
# part of the parser's complaint -> (message, remedy, report where the construct begins)
_WORDS: tuple[tuple[str, str, str, bool], ...] = (
    ("found unexpected end of stream", "a quote opens here and never closes", "close it", True),
    ("found unexpected document indicator", "a quote opens here and never closes", "close it", True),
    ("mapping values are not allowed", "a second ': ' on the line, or an indentation that does not fit",
     f"{_QUOTES}, or line the keys up", False),
    ("did not find expected ',' or ']'", "a list opened with '[' is not closed, or a comma is missing",
     "close it with ']'", True),
    ("did not find expected ',' or '}'", "a mapping opened with '{' is not closed, or a comma is missing",
     "close it with '}'", True),
    ("did not find expected '-' indicator", "this line belongs to no entry of the list",
     "begin it with '- ', or line it up with the keys above", False),
    ("did not find expected key", "this line does not line up with the keys above it",
     f"use the same number of spaces; {_QUOTES} if it holds quotes or brackets", False),
    ("could not find expected ':'", "a line without ': ' where a key is expected", "write key: value", True),
    ("block sequence entries are not allowed", "a list entry '- ' on the same line as its key",
     "begin the list on the next line", False),
    ("unknown escape character", "a backslash that begins no known escape",
     "use single quotes around the text", False),
    ("invalid Unicode character escape", "an escape that stands for no character",
     "write the character itself", False),
    ("expected alphabetic or numeric character", "a text that begins with * or &",
     "put the text in quotes", True),
    ("expected comment or line break", "text after '|' or '>'",
     "begin the text on the next line, indented", False),
    ("did not find expected <document start>", "text after the end of the document",
     "keep one document in a file", False),
    ("directive", "a line that begins with %", "delete it", False),
    ("did not find expected node content", "a value is missing here, or the text ends within brackets",
     "write the value, or close the brackets", False),
)  # fmt: skip


def in_words(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str, str]:
    """Return ((line, column) from 1, message, remedy) for a syntax error in a text."""
    reason = str(error.problem or error.context or "not YAML")
    if "cannot start any token" in reason and error.problem_mark is not None:
        return _position(error, False), *_beginning(text[error.problem_mark.index : error.problem_mark.index + 1])
    for part, message, remedy, at_start in _WORDS:
        if part in reason:
            return _position(error, at_start), message, remedy
    message = f"cannot be read as YAML: {reason}"
    return _position(error, False), message, "check indentation, quotes and brackets"


def _beginning(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab stands where the line is indented", "indent with spaces"
    return f"a text that begins with {quoted(character)}", "put the text in quotes"


def _position(error: yaml.MarkedYAMLError, at_start: bool) -> tuple[int, int]:
    marks = (error.context_mark, error.problem_mark) if at_start else (error.problem_mark, error.context_mark)
    mark = next((mark for mark in marks if mark is not None), None)
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
