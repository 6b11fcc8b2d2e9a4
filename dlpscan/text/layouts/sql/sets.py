"""`column = value` of UPDATE … SET … WHERE and INSERT … SET."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from .outline import Statements
from .rows import Marks
from .syntax import Kind, bare_name
from .values import Values

_SAMPLE, _SAMPLE_BYTES = 64, 4096
_ASSIGNED = (
    rb"(?:(?P<name>`[^`\n]{1,128}+`|\[[^\]\n]{1,128}+\]|(?<![\w$#@\x80-\xff])[\w$#@\x80-\xff]{1,128}+|\"[^\"\n]{1,128}\")"
    rb"\s*+=\s*+(?:\w{1,40}+\s*+\(\s*+)?+[NnEe]?+(?:QUOTE(?P<string>[^QUOTE]*+)QUOTE?+|(?P<number>[+-]?\d[\d.eE+-]*+)))"
    rb"|QUOTE[^QUOTE]*+QUOTE?+"
)


@cache
def _assigned(quote: int) -> re.Pattern[bytes]:
    return re.compile(_ASSIGNED.replace(b"QUOTE", bytes((quote,))))


def set_values(
    text: bytes, statements: Statements, marks: Marks, quote: int, label: Callable[[str, str], int]
) -> Values:
    """The values of the statements that set columns; `label` gives the label of a table's column."""
    found: list[tuple[int, int, int, int]] = []
    for number in _with_sets(statements):
        record, table = int(statements.start[number]), statements.heads[int(statements.which[number])].table
        for match in _assigned(quote).finditer(text, int(statements.body[number]), int(marks.end[number])):
            start, end = match.span("string" if match["string"] is not None else "number")
            if match["name"] is not None and start < end:
                found.append((start, end, record, label(table, bare_name(match["name"]))))
    columns = np.array(found, np.int64).reshape(-1, 4)
    return Values(start=columns[:, 0], end=columns[:, 1], record=columns[:, 2], label=columns[:, 3])


def sample_of_sets(text: bytes, statements: Statements, quote: int) -> Iterator[tuple[str, str]]:
    """Tables and columns of the first statements that set columns."""
    for number in _with_sets(statements)[:_SAMPLE]:
        table, body = statements.heads[int(statements.which[number])].table, int(statements.body[number])
        for match in _assigned(quote).finditer(text, body, body + _SAMPLE_BYTES):
            if match["name"] is not None:
                yield table, bare_name(match["name"])


def _with_sets(statements: Statements) -> list[int]:
    """Which statements set columns."""
    sets = np.array([head.kind is Kind.SETS for head in statements.heads], np.bool_)
    numbers: list[int] = np.flatnonzero(sets[statements.which]).tolist() if len(sets) else []
    return numbers
