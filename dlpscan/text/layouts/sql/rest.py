"""What of a dump is neither rows nor definitions: comments, and statements of other kinds, read as prose."""

from __future__ import annotations

import numpy as np

from ....chunk import Stretches
from ..spans import Offsets, is_within, trimmed
from .outline import Statements, Strings
from .rows import Marks, Tuples
from .syntax import Kind

_SEMICOLON = 59
_SHORTEST = 8
"""Bytes of a stretch worth looking at: less holds no value."""


def rest_of(
    text: bytes, statements: Statements, strings: Strings, marks: Marks, tuples: Tuples, *, record: int
) -> Stretches | None:
    """The stretches between the statements that have cells or define tables, and the comments within them.

    They are one record, as nothing says what belongs together.
    """
    start, end = _covered(text, statements, marks, tuples)
    gaps = np.append(0, np.maximum.accumulate(end)), np.append(start, len(text))
    within = is_within(strings.comments, start, end)
    begin = np.append(gaps[0], strings.comments[within])
    stop = np.append(gaps[1], strings.comment_ends[within])
    long = np.flatnonzero(stop - begin >= _SHORTEST)
    long = long[np.argsort(begin[long], kind="stable")]
    begin, stop = trimmed(np.frombuffer(text, np.uint8), begin[long], stop[long])
    kept = np.flatnonzero(stop - begin >= _SHORTEST)
    if len(kept) == 0:
        return None
    return Stretches(start=begin[kept], end=stop[kept], record=np.full(len(kept), record, np.int64))


def _covered(text: bytes, statements: Statements, marks: Marks, tuples: Tuples) -> tuple[Offsets, Offsets]:
    """Where what is laid out otherwise begins and ends: statements up to their last tuple, tables, COPY blocks."""
    data = np.frombuffer(text, np.uint8)
    has_rows = np.array([head.kind is Kind.ROWS for head in statements.heads], np.bool_)[statements.which]
    end = np.where(has_rows, statements.body, marks.end)
    end[tuples.owners] = tuples.closes + 1  # of several the last stays
    end[end < len(text)] += data[end[end < len(text)]] == _SEMICOLON
    copies = [one for one in statements.copies if one.head is not None]
    start = np.append(statements.start, [one.start for one in copies]).astype(np.int64)
    end = np.append(end, [one.end for one in copies]).astype(np.int64)
    order = np.argsort(start, kind="stable")
    return start[order], end[order]
