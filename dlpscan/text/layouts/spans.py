"""Spans of a text as arrays: what the layouts that work on quotes, separators and lines share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...arrays import byte_set

Offsets = NDArray[np.int64]

_BLANKS = byte_set(b" \t\r\n")
_LOWER, _NULL = 0x20, b"null"
_FEW = 3


def is_within(offsets: Offsets, starts: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """bool[k]: which offsets are in one of the spans (ascending, none overlapping), the end not included."""
    if len(starts) == 0:
        return np.zeros(len(offsets), np.bool_)
    before = np.searchsorted(starts, offsets, side="right") - 1
    inside: NDArray[np.bool_] = (before >= 0) & (offsets < ends[np.maximum(before, 0)])
    return inside


def trimmed(data: NDArray[np.uint8], start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Spans without the blanks around them; one of blanks only is empty."""
    start, end = start.copy(), end.copy()
    padded = np.arange(len(start))
    for _ in range(_FEW):
        padded = padded[start[padded] < end[padded]]
        at_start, at_end = _BLANKS[data[start[padded]]], _BLANKS[data[end[padded] - 1]]
        start[padded] += at_start
        end[padded] -= at_end & (start[padded] < end[padded])
        padded = padded[at_start | at_end]
        if len(padded) == 0:
            return start, end
    filled = np.flatnonzero(~_BLANKS[data])
    first, last = np.searchsorted(filled, start[padded]), np.searchsorted(filled, end[padded]) - 1
    some = last >= first
    begin, stop = np.append(filled, 0)[first], np.append(filled, 0)[last] + 1
    start[padded] = np.where(some, begin, end[padded])
    end[padded] = np.where(some, stop, end[padded])
    return start, end


def is_null(data: NDArray[np.uint8], start: Offsets, end: Offsets) -> NDArray[np.bool_]:
    """bool[n]: which spans say NULL."""
    null: NDArray[np.bool_] = end - start == len(_NULL)
    four = np.flatnonzero(null)
    for at, letter in enumerate(_NULL):
        four = four[(data[start[four] + at] | _LOWER) == letter]
    null[:] = False
    null[four] = True
    return null
