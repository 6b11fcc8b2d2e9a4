"""COPY … FROM stdin of PostgreSQL: rows with tabs between the values, up to a line of `\\.`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..spans import Offsets, is_within
from .syntax import COPY, Head, Kind, bare_name, listed
from .values import Values, label_of

_TAB, _NEWLINE, _RETURN, _BACKSLASH, _SLASH, _NULL, _SMALL_X = b"\t\n\r\\/Nx"
_STDIN = (b" stdin", b" STDIN")
_MAX_HEAD = 1 << 20
_END = re.compile(rb"\\\.\r?(?:\n|\Z)")
_OTHER_FORMAT = re.compile(rb"(?i:csv|delimiter|binary)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyBlock:
    """A COPY statement and its rows: `start` of the statement, `rows` to `rows_end`, `end` behind the `\\.`.

    `head` is None where the rows are in another format than the usual one. Without `\\.` a block goes on to the end.
    """

    start: int
    rows: int
    rows_end: int
    end: int
    head: Head | None


def copy_blocks(text: bytes, open_copy: Head | None) -> tuple[CopyBlock, ...]:
    """The blocks of a text; the first may be one that goes on from before."""
    blocks: list[CopyBlock] = []
    at = 0
    if open_copy is not None:
        blocks.append(_block(text, 0, 0, open_copy))
        at = blocks[-1].end
    following = [text.find(spelling, at) for spelling in _STDIN]
    while (word := min((place for place in following if place >= 0), default=-1)) >= 0:
        line = text.rfind(b"\n", max(at, word - _MAX_HEAD), word) + 1
        match = COPY.match(text, max(at, line))
        if match is not None:
            blocks.append(_block(text, match.start(), match.end(), _head(match)))
        at = max(blocks[-1].end if blocks else 0, word + 1)
        following = [
            text.find(spelling, at) if 0 <= place < at else place
            for spelling, place in zip(_STDIN, following, strict=True)
        ]
    return tuple(blocks)


def _head(match: re.Match[bytes]) -> Head | None:
    if _OTHER_FORMAT.search(match["options"]):
        return None
    return Head(kind=Kind.ROWS, table=bare_name(match["table"]), columns=listed(match["columns"] or b""))


def _block(text: bytes, start: int, rows: int, head: Head | None) -> CopyBlock:
    at = rows if text.startswith(b"\\.", rows) else text.find(b"\n\\.", rows) + 1
    while at > 0:
        match = _END.match(text, at)
        if match is not None:
            return CopyBlock(start=start, rows=rows, rows_end=at, end=match.end(), head=head)
        at = text.find(b"\n\\.", at) + 1
    return CopyBlock(start=start, rows=rows, rows_end=len(text), end=len(text), head=head)


def copied_values(text: bytes, blocks: Sequence[CopyBlock], labels: Sequence[Offsets]) -> Values:
    """The values of the rows of some blocks; `labels` has the label of each column of each block."""
    data = np.frombuffer(text, np.uint8)
    begin = np.array([one.rows for one in blocks], np.int64)
    stop = np.array([one.rows_end for one in blocks], np.int64)
    breaks = np.flatnonzero((data == _TAB) | (data == _NEWLINE))
    if len(blocks) > 1 or begin[0] > 0 or stop[0] < len(text):
        breaks = breaks[is_within(breaks, begin, stop)]
    ends_row = data[breaks] == _NEWLINE
    if begin[-1] < stop[-1] == len(text) and data[-1] != _NEWLINE:
        breaks, ends_row = np.append(breaks, len(text)), np.append(ends_row, True)
    if len(breaks) == 0:
        return Values.none()
    block = np.searchsorted(begin, breaks, side="right") - 1
    start = np.maximum(np.append(0, breaks[:-1] + 1), begin[block])
    first = np.append(0, np.flatnonzero(ends_row[:-1]) + 1)
    row = np.cumsum(np.append(False, ends_row[:-1]))
    label = label_of(labels, block, np.arange(len(breaks)) - first[row])
    end = breaks - (ends_row & (breaks > start) & (data[np.maximum(breaks - 1, 0)] == _RETURN))
    values = Values(start=start, end=end, record=start[first][row], label=label)
    return values.only(~_is_null(data, start, end))


def _is_null(data: NDArray[np.uint8], start: Offsets, end: Offsets) -> NDArray[np.bool_]:
    """bool[n]: empty, `\\N`, or bytes as digits: `\\\\x4142`, of which the edits make `/x4142`."""
    null: NDArray[np.bool_] = end == start
    marked = np.flatnonzero((data[start[~null]] == _BACKSLASH) | (data[start[~null]] == _SLASH))
    marked = np.flatnonzero(~null)[marked]
    second = data[np.minimum(start[marked] + 1, end[marked] - 1)]
    null[marked] = ((second == _NULL) & (end[marked] - start[marked] == len(b"\\N"))) | (second == _SMALL_X)
    return null
