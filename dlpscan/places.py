"""Where a chunk's matches stand: lines, columns, records."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .chunk import Cells, Chunk
from .grouping import prose_records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .model import Lines


class Places:
    """Where a chunk's offsets are, and its records."""

    def __init__(self, chunk: Chunk, cells: Cells | None) -> None:
        self.chunk = chunk
        self.cells = cells
        self.text = chunk.origin.original if chunk.origin else chunk.text

    def record(self, cell: int, record: int) -> int | None:
        """The number of a record as reported, from 1; none outside of tables."""
        if self.cells is None or cell < 0:
            return None
        in_row = self.cells.free is None or self.cells.names[self.cells.label[cell]] is not None or self._is_row[record]
        return self.chunk.first_record + record + 1 if in_row else None

    @cached_property
    def _is_row(self) -> NDArray[np.bool_]:
        return ~prose_records(self.cells) if self.cells else np.zeros(0, np.bool_)

    @cached_property
    def _line_ends(self) -> NDArray[np.int64]:
        data = np.frombuffer(self.text, np.uint8)
        breaks = np.flatnonzero(data == 10)
        return breaks if len(breaks) else np.flatnonzero(data == 13)

    def locate(self, offsets: NDArray[np.int64]) -> tuple[list[int], list[int]]:
        """Line and column, from 1, in characters, of byte offsets."""
        chunk = self.chunk
        offsets, lines = self._lines(offsets)
        begins = np.concatenate(([0], self._line_ends + 1))[lines]
        columns = []
        for line, begin, at in zip(lines.tolist(), begins.tolist(), offsets.tolist(), strict=True):
            characters = len(self.text[begin:at].decode("utf-8", "replace"))
            columns.append(characters + (chunk.column if line == 0 else 1))
        return (lines + chunk.line).tolist(), columns

    def is_in(self, offsets: NDArray[np.int64], lines: Lines) -> NDArray[np.bool_]:
        """bool[n]: which of some byte offsets stand in these lines."""
        if not lines:
            return np.zeros(len(offsets), np.bool_)
        first, last = np.array(lines, np.int64).T
        own = self._lines(offsets)[1] + self.chunk.line
        before = np.searchsorted(first, own, side="right") - 1
        inside: NDArray[np.bool_] = (before >= 0) & (own <= last[before])
        return inside

    def _lines(self, offsets: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where byte offsets stand in the original text, and how many line ends of it stand before each."""
        if self.chunk.origin:
            offsets = self.chunk.origin.offsets(offsets)
        return offsets, np.searchsorted(self._line_ends, offsets)

    def line(self, offset: int) -> bytes:
        """The line that a byte offset stands in, without its end."""
        _, lines = self._lines(np.array([offset], np.int64))
        number = int(lines[0])
        begin = int(self._line_ends[number - 1]) + 1 if number else 0
        end = int(self._line_ends[number]) if number < len(self._line_ends) else len(self.text)
        return self.text[begin:end]


def is_among(line: int, lines: Lines) -> bool:
    """Whether a line is one of these."""
    before = bisect_right(lines, line, key=lambda each: each[0]) - 1
    return before >= 0 and line <= lines[before][1]
