"""The cells of lines whose columns are known, by array arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .sample import Form

Offsets = NDArray[np.int64]

_BLANK, _NEWLINE = 0x20, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The n lines of a text that are not blank: `start`, `end` int64[n] in bytes, without the line feed.

    `solid` are the offsets of all bytes that are not blank, `before` int32[size + 1] how many of them precede each
    offset. `leads` are the offsets of all characters and the text's size; None where bytes are counted.
    """

    data: NDArray[np.uint8] = field(repr=False)
    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)
    solid: Offsets = field(repr=False)
    before: NDArray[np.int32] = field(repr=False)
    leads: Offsets | None = field(repr=False)

    @classmethod
    def of(cls, text: bytes, *, counts_bytes: bool) -> Lines:
        """The lines of a text."""
        data = np.frombuffer(text, np.uint8)
        shown = data > _BLANK
        before = np.zeros(len(data) + 1, np.int32)
        np.cumsum(shown, out=before[1:])
        end = np.append(np.flatnonzero(data == _NEWLINE), len(data))
        start = np.append(0, end[:-1] + 1)
        kept = before[end] > before[start]
        leads = None
        if not counts_bytes and not text.isascii():
            leads = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
        return cls(data=data, start=start[kept], end=end[kept], solid=np.flatnonzero(shown), before=before, leads=leads)

    def __len__(self) -> int:
        return len(self.start)

    def without(self, which: NDArray[np.bool_]) -> Lines:
        """All lines but some."""
        return Lines(
            data=self.data,
            start=self.start[~which],
            end=self.end[~which],
            solid=self.solid,
            before=self.before,
            leads=self.leads,
        )

    def equal(self, text: bytes, wanted: bytes) -> NDArray[np.bool_]:
        """bool[n]: the lines that are these words with nothing but blanks around them."""
        found = np.zeros(len(self), np.bool_)
        at = np.array([match.start() for match in re.finditer(re.escape(wanted), text)], np.int64)
        line = np.searchsorted(self.start, at, side="right") - 1
        at, line = at[line >= 0], line[line >= 0]
        first, last = self.before[self.start[line]], self.before[self.end[line]] - 1
        found[line[(self.solid[first] == at) & (self.solid[last] == at + len(wanted) - 1)]] = True
        return found

    def beginning(self, key: bytes) -> NDArray[np.bool_]:
        """bool[n]: the lines that begin with some bytes."""
        begins = self.end - self.start >= len(key)
        for i, byte in enumerate(key):
            begins &= self.data[np.minimum(self.start + i, len(self.data) - 1)] == byte
        return begins

    def cells(self, form: Form, which: Offsets) -> tuple[Offsets, Offsets, NDArray[np.int32], Offsets]:
        """Start, end, column and line of the cells of some lines, row by row; a line has those that it reaches."""
        start, end = self._positions(self.start[which]), self._positions(self.end[which])
        edges = np.array(form.edges, np.int64)
        counts = np.searchsorted(edges, end - start)
        if bool((counts == len(edges)).all()):
            begin = (start[:, None] + edges).ravel()
            column = np.tile(np.arange(len(edges), dtype=np.int32), len(which))
            line = np.repeat(which, len(edges))
            stop = np.append(begin[1:], 0)
            stop[len(edges) - 1 :: len(edges)] = end
        else:
            first = np.cumsum(counts) - counts
            column = (np.arange(int(counts.sum())) - np.repeat(first, counts)).astype(np.int32)
            line = np.repeat(which, counts)
            begin = np.repeat(start, counts) + edges[column]
            stop = np.append(begin[1:], 0)
            stop[first + counts - 1] = end
        begin, stop = self._trimmed(self._offsets(begin), self._offsets(stop))
        return begin, stop, column, line

    def _positions(self, offsets: Offsets) -> Offsets:
        """Offsets as numbers of characters."""
        return offsets if self.leads is None else np.searchsorted(self.leads, offsets)

    def _offsets(self, positions: Offsets) -> Offsets:
        """Numbers of characters as offsets; where bytes are counted, never one inside of a character."""
        if self.leads is not None:
            return self.leads[positions]
        padded = np.append(self.data, np.zeros(1, np.uint8)) if len(positions) else self.data
        for _ in range(3):
            positions = positions + ((padded[positions] & 0xC0) == 0x80)
        return positions

    def _trimmed(self, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
        """Spans without blanks at their ends; a blank span becomes an empty one at its start."""
        first, last = self.before[start], self.before[end]
        empty = first == last
        begin = self.solid[np.minimum(first, len(self.solid) - 1)]
        stop = self.solid[last - 1] + 1
        return np.where(empty, start, begin), np.where(empty, start, stop)


def keyed(lines: Lines, forms: Sequence[Form]) -> NDArray[np.int64]:
    """int64[n]: the number of each line's form, the longest key first; `len(forms)` where there is none."""
    found = np.full(len(lines), len(forms), np.int64)
    for number in sorted(range(len(forms)), key=lambda i: len(forms[i].key)):
        found[lines.beginning(forms[number].key)] = number
    return found
