"""The rows and cells of delimited text, by array arithmetic.

A quote opens a field only at the field's start and closes it only before a delimiter or a line end; a quote that
never closes is an ordinary character.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....arrays import byte_set
from ....chunk import Cells

_MAX_QUOTED = 64 << 10
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How an item's rows are written. `names` are the header's cells, empty where there is no header."""

    delimiter: int
    columns: int
    quoted: bool
    names: tuple[str, ...]

    def column_names(self) -> tuple[str | None, ...]:
        """A name a column, None for each without a header."""
        return self.names or (None,) * self.columns


def lay_out(text: bytes, dialect: Dialect, *, skip_header: bool = False) -> Cells:
    """The cells of a chunk of whole rows; with `skip_header` without those of the first row."""
    data = np.frombuffer(text, np.uint8)
    is_break = (data == dialect.delimiter) | (data == _NEWLINE)
    breaks = np.flatnonzero(is_break)
    if len(data) and (len(breaks) == 0 or breaks[-1] != len(data) - 1 or data[-1] != _NEWLINE):
        breaks = np.append(breaks, len(data))
    opens = closes = _NONE
    if dialect.quoted and _QUOTE in text:
        opens, closes = _quoted_spans(data, dialect.delimiter)
        opens, closes = _without_runaways(data, breaks, opens, closes, dialect.columns)
        breaks = _outside(breaks, opens, closes)
    ends_row = _ends_row(data, breaks)
    start = np.zeros(len(breaks), np.int64)
    start[1:] = breaks[:-1] + 1
    end = breaks.astype(np.int64)
    _trim(data, start, end, ends_row)
    if len(opens):
        quoted = opens[np.minimum(np.searchsorted(opens, start), len(opens) - 1)] == start
        start[quoted] += 1
        end[quoted] -= 1
    label, record = _positions(ends_row, dialect.columns)
    records = int(record[-1]) + 1 if len(record) else 0
    if skip_header and records:
        body = int(np.searchsorted(record, 1))
        start, end, label, record = start[body:], end[body:], label[body:], record[body:] - 1
        records -= 1
    return Cells(start=start, end=end, label=label, record=record, names=dialect.column_names(), records=records)


def _ends_row(data: NDArray[np.uint8], breaks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which breaks end a row; the end of the text does."""
    ends_row = np.ones(len(breaks), np.bool_)
    inside = len(breaks) - int(len(breaks) > 0 and breaks[-1] == len(data))
    ends_row[:inside] = data[breaks[:inside]] == _NEWLINE
    return ends_row


def _without_runaways(
    data: NDArray[np.uint8],
    breaks: NDArray[np.int64],
    opens: NDArray[np.int64],
    closes: NDArray[np.int64],
    columns: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The quoted spans but for those that swallow line ends and leave their row with a wrong width: stray quotes."""
    lines = breaks[_ends_row(data, breaks)]
    several = np.flatnonzero(np.searchsorted(lines, closes) > np.searchsorted(lines, opens))
    if columns == 0 or len(several) == 0:
        return opens, closes
    kept = _outside(breaks, opens, closes)
    row_ends = np.flatnonzero(_ends_row(data, kept))
    widths = np.diff(row_ends, prepend=-1)
    row = np.minimum(np.searchsorted(kept[row_ends], opens[several]), len(widths) - 1)
    keep = np.ones(len(opens), np.bool_)
    keep[several[widths[row] != columns]] = False
    return opens[keep], closes[keep]


def _trim(
    data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64], ends_row: NDArray[np.bool_]
) -> None:
    """Takes the carriage return from the last cell of each row."""
    last = np.flatnonzero(ends_row & (end > start))
    last = last[data[end[last] - 1] == _RETURN]
    end[last] -= 1


def _positions(ends_row: NDArray[np.bool_], columns: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Column and row of each cell. Cells beyond the header's columns have column -1."""
    count = len(ends_row)
    if columns and count % columns == 0:
        grid = ends_row.reshape(-1, columns)
        if grid[:, -1].all() and int(grid.sum()) == len(grid):
            rows = len(grid)
            label = np.tile(np.arange(columns, dtype=np.int32), rows)
            return label, np.repeat(np.arange(rows, dtype=np.int64), columns)
    record = np.zeros(count, np.int64)
    np.cumsum(ends_row[:-1], out=record[1:])
    first = np.zeros(int(record[-1]) + 1 if count else 0, np.int64)
    first[1:] = np.flatnonzero(ends_row)[: len(first) - 1] + 1
    label = (np.arange(count) - first[record]).astype(np.int32)
    if columns:
        label[label >= columns] = -1
    return label, record


def _outside(breaks: NDArray[np.int64], opens: NDArray[np.int64], closes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The breaks that are not between quotes."""
    if len(opens) == 0:
        return breaks
    nearest = np.searchsorted(opens, breaks) - 1
    inside = (nearest >= 0) & (breaks < closes[np.maximum(nearest, 0)])
    return breaks[~inside]


def _quoted_spans(data: NDArray[np.uint8], delimiter: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where quoted fields open and close (the positions of their quotes)."""
    quotes = np.flatnonzero(data == _QUOTE)
    if len(quotes) and len(quotes) % 2 == 0:
        opens, closes = quotes[0::2], quotes[1::2]
        before = np.where(opens > 0, data[np.maximum(opens - 1, 0)], _NEWLINE)
        after = np.where(closes + 1 < len(data), data[np.minimum(closes + 1, len(data) - 1)], _NEWLINE)
        at_start = (before == delimiter) | (before == _NEWLINE)
        at_end = (after == delimiter) | (after == _NEWLINE) | (after == _RETURN)
        doubled = np.zeros(len(opens), np.bool_)
        doubled[1:] = opens[1:] == closes[:-1] + 1
        # A doubled quote inside a field closes and opens at once: join such spans.
        regular = bool((at_start | doubled).all()) and bool((at_end | np.append(doubled[1:], False)).all())
        # A very long field means that some quote was never closed.
        if regular and int((closes - opens).max(initial=0)) <= _MAX_QUOTED:
            return opens[~doubled], closes[np.append(~doubled[1:], True)]
    return _stray_quoted_spans(data, quotes, delimiter)


def _stray_quoted_spans(
    data: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same where some quotes are stray, run by run of adjacent quotes; linear in their number."""
    first = np.flatnonzero(np.diff(quotes, prepend=-2) != 1)
    length = np.diff(np.append(first, len(quotes)))
    begin, end = quotes[first], quotes[first] + length
    field_ends = byte_set(bytes((delimiter, _NEWLINE, _RETURN)))
    opens_field = (begin == 0) | field_ends[data[np.maximum(begin - 1, 0)]]
    closes_field = (end == len(data)) | field_ends[data[np.minimum(end, len(data) - 1)]]
    odd = length % 2 == 1
    closers = np.flatnonzero(closes_field & odd)
    openers = np.flatnonzero(opens_field & (odd | closes_field))
    # A run of an even number of quotes that opens a field can only be all of it; else the quote is stray.
    later = np.searchsorted(closers, openers, side="right")
    closer = np.where(odd[openers], np.append(closers, len(first))[later], openers)
    openers, closer = openers[closer < len(first)], closer[closer < len(first)]
    odd_until = np.cumsum(odd)
    possible = _may_be_fields(data, begin[openers], end[closer], odd_until[closer] - odd_until[openers] > 1)
    openers, closer = openers[possible], closer[possible]
    kept = _one_after_the_other(openers.tolist(), closer.tolist())
    return begin[openers[kept]], end[closer[kept]] - 1


def _may_be_fields(
    data: NDArray[np.uint8], begin: NDArray[np.int64], end: NDArray[np.int64], odd_inside: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether what stands between two quotes may be one field: not too long, and without a single quote inside if it
    has several lines."""
    lines = np.flatnonzero(data == _NEWLINE)
    has_lines = np.searchsorted(lines, begin) < np.searchsorted(lines, end)
    possible: NDArray[np.bool_] = (end - begin <= _MAX_QUOTED) & ~(has_lines & odd_inside)
    return possible


def _one_after_the_other(openers: list[int], closers: list[int]) -> list[int]:
    """Which of the fields count: those that open behind the end of the one before."""
    kept, reached = [], -1
    for i, (opener, closer) in enumerate(zip(openers, closers, strict=True)):
        if opener > reached:
            kept.append(i)
            reached = closer
    return kept


def stray_quotes(text: bytes, dialect: Dialect) -> int:
    """How many quotes of a text's first half are outside of quoted fields if it begins with a row.

    The second half is there to close what the first half opens.
    """
    data = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    opens, closes = _quoted_spans(data, dialect.delimiter)
    quotes = quotes[quotes < len(data) // 2]
    if len(opens) == 0:
        return len(quotes)
    nearest = np.searchsorted(opens, quotes, side="right") - 1
    return int(((nearest < 0) | (quotes > closes[np.maximum(nearest, 0)])).sum())
