"""Where the patterns match in cells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import digits_in, distinct, lowest_bit, values_of
from ..chunk import Cells, Chunk
from ..detector import COLUMN, Detector, Hits, Where
from .automaton import MOST_PATTERNS, PADDING_WIDTH
from .compiled import compiled
from .confirm import MANY_CELLS, fully_matched, spans_in_cells, trimmed, whole_cells
from .context import Bounds, Context
from .layouts import NONE, Engine, Spans, context_of, hits_of, settled
from .search import NUMERIC, Candidates

# A value that fills its cell is looked at for cues only if it is longer than this many bytes.
_WORDY = 24
_NO_PATTERN = np.iinfo(np.int16).max


class Table:
    """The spans in cells: those that are a whole cell are found for all patterns of a detector at once."""

    def __init__(
        self,
        engine: Engine,
        chunk: Chunk,
        cells: Cells,
        labelled: dict[int, tuple[int, ...]],
        candidates: list[Candidates],
        *,
        is_numeric: bool,
        named: dict[int, NDArray[np.int64]],
    ) -> None:
        self.engine, self.program = engine, engine.program
        self.chunk, self.cells, self.labelled = chunk, cells, labelled
        # Cells that are one number: nothing is looked for inside of them.
        self.solid = np.zeros(len(cells.start), np.bool_)
        self.closed_by: dict[int, NDArray[np.int64]] = {}
        self.cells_of = self._candidate_cells(candidates)
        if is_numeric:
            self.cells_of |= self._cells_of_digits()
        is_text = not (is_numeric or any(cells.labels()))
        self.barred: frozenset[int] = frozenset() if is_text else self.program.of_text
        for number in self.barred:
            self.cells_of.pop(number, None)
            self.closed_by.pop(number, None)
        self.named = {detector: _cell_set(own, len(cells.start)) for detector, own in named.items()}
        self.labelled_cells = self._labelled_cells()
        for detector, own in named.items():
            self.labelled_cells[detector] = distinct(np.concatenate((self.labelled_cells.get(detector, NONE), own)))
        self.wordy: list[NDArray[np.int64]] = []
        self._context = Context(self.program, (NONE, NONE, NONE))
        # Scratch paper: for each cell the first pattern of a detector that matches all of it, and a mark.
        self._first = np.full(len(cells.start), _NO_PATTERN, np.int16)
        self._mark = np.zeros(len(cells.start), np.bool_)

    def _candidate_cells(self, candidates: list[Candidates]) -> dict[int, NDArray[np.int64]]:
        """For each pattern the cells in which it may match."""
        cells = self.cells
        found: dict[int, NDArray[np.int64]] = {}
        if slow := self.engine.search.unaccelerated():
            found = dict.fromkeys(slow, np.flatnonzero(cells.end > cells.start))
        for one in candidates:
            # A candidate ends in its cell, or one byte behind it.
            index = np.searchsorted(cells.start, one.ends - 1, side="right") - 1
            ends, index = one.ends[index >= 0], index[index >= 0]
            found[one.number] = distinct(index)
            # What matches a whole cell ends with it, but for the padding.
            self.closed_by[one.number] = distinct(index[ends >= cells.end[index] - PADDING_WIDTH])
        return found

    def _cells_of_digits(self) -> dict[int, NDArray[np.int64]]:
        """For each numeric pattern the cells that have enough digits for it."""
        least = self.engine.search.numeric()
        if not least:
            return {}
        width = self.cells.end - self.cells.start
        cells = np.flatnonzero(width >= min(least.values()))
        count = digits_in(self.chunk.text, self.cells.start[cells], self.cells.end[cells])
        self.solid[cells[count == width[cells]]] = True
        return {number: cells[count >= enough] for number, enough in least.items()}

    def _labelled_cells(self) -> dict[int, NDArray[np.int64]]:
        """For each detector the filled cells of the columns that carry one of its labels."""
        columns, wanted = len(self.cells.names), sorted({column for own in self.labelled.values() for column in own})
        if self.cells.is_grid():
            rows = np.arange(len(self.cells.label) // columns) * columns
            cells = (rows[:, None] + np.array(wanted, np.int64)).ravel()
        else:
            cells = np.flatnonzero(_column_set(wanted, columns)[self.cells.label])
        cells = cells[self.cells.end[cells] > self.cells.start[cells]]
        label = self.cells.label[cells]
        return {detector: cells[_column_set(own, columns)[label]] for detector, own in self.labelled.items()}

    def spans(self, detector: int) -> Spans | None:
        """Where a detector's patterns match. Raises TimeoutError."""
        whole, first = self._whole[detector]
        pieces = [self._whole_spans(whole, first)]
        closed = self.solid.copy() if len(whole) else self.solid
        closed[whole] = True
        for number in self.program.patterns_of[detector]:
            rest = self.cells_of.get(number, NONE)
            if len(rest):
                pieces.append(self._inner_spans(number, rest[~closed[rest]]))
        return settled(pieces, self.chunk.core)

    @cached_property
    def _whole(self) -> list[tuple[NDArray[np.int64], NDArray[np.int16]]]:
        """For each detector the cells that are a value, and which pattern's.

        A cell that is a number as a whole is closed to all detectors: there is no phone in a NIR.
        """
        found = []
        for detector in range(len(self.program.detectors)):
            if asked := self._asked(detector):
                self._match_whole(detector, asked)
            which = np.flatnonzero(self._first != _NO_PATTERN) if asked else NONE
            first = self._first[which]
            self._first[which] = _NO_PATTERN
            found.append((which, first))
            for index in values_of(first):
                number = self.program.patterns_of[detector][index]
                if self.program.patterns[number].where is Where.ANYWHERE and self._is_numeric(number):
                    self.solid[which[first == index]] = True
        return found

    def _is_numeric(self, number: int) -> bool:
        return compiled(self.program.patterns[number].expression).least_digits >= NUMERIC

    def _asked(self, detector: int) -> dict[int, NDArray[np.int64]]:
        """For each pattern of a detector the cells that it may match from end to end."""
        labelled = self.labelled_cells.get(detector, NONE)
        asked = {}
        for number in self.program.patterns_of[detector]:
            of_column = self.program.patterns[number].where is Where.COLUMN
            cells = labelled if of_column else self.closed_by.get(number, self.cells_of.get(number, NONE))
            if len(cells):
                asked[number] = cells
        return asked

    def _match_whole(self, detector: int, asked: dict[int, NDArray[np.int64]]) -> None:
        """Notes for each cell the first of the patterns that matches it from end to end."""
        patterns = self.program.patterns
        narrow = self._narrow(detector)
        cells = self._union([asked[number] for number in narrow if number in asked])
        if len(cells) >= MANY_CELLS:
            masks = whole_cells(
                self.chunk.text,
                tuple(patterns[number].expression for number in narrow),
                self.cells.start[cells],
                self.cells.end[cells],
            )
            masks &= self._allowed(detector, narrow, cells)
            matched = np.flatnonzero(masks)
            index = np.array([patterns[number].pattern for number in narrow], np.int16)
            self._first[cells[matched]] = index[lowest_bit(masks[matched])]
            asked = {number: own for number, own in asked.items() if number not in narrow}
        for number, own in asked.items():
            pattern = patterns[number]
            own = own[self._first[own] > pattern.pattern]
            if not pattern.takes_all:
                start, end = self.cells.start[own], self.cells.end[own]
                own = own[fully_matched(self.chunk.text, pattern.expression, start, end)]
            self._first[own] = pattern.pattern

    def _narrow(self, detector: int) -> list[int]:
        patterns = self.program.patterns
        numbers = [n for n in self.program.patterns_of[detector] if not patterns[n].takes_all]
        return [number for number in numbers if compiled(patterns[number].expression).is_narrow][:MOST_PATTERNS]

    def _union(self, pieces: list[NDArray[np.int64]]) -> NDArray[np.int64]:
        for piece in pieces:
            self._mark[piece] = True
        union = np.flatnonzero(self._mark)
        self._mark[union] = False
        return union

    def _allowed(self, detector: int, narrow: list[int], cells: NDArray[np.int64]) -> NDArray[np.uint64]:
        """uint64[n]: a bit for each pattern that may match a cell; those of columns may only below their label."""
        of_column = [self.program.patterns[number].where is Where.COLUMN for number in narrow]
        anywhere = np.uint64(sum(1 << bit for bit, column in enumerate(of_column) if not column))
        barred = np.uint64(sum(1 << bit for bit, number in enumerate(narrow) if number in self.barred))
        return np.where(self._is_labelled(detector, cells), ~np.uint64(0), anywhere) & ~barred

    def _whole_spans(self, which: NDArray[np.int64], first: NDArray[np.int16]) -> Spans:
        start, end = trimmed(self.chunk.text, self.cells.start[which], self.cells.end[which])
        self.wordy.append(which[end - start > _WORDY])
        some = end > start
        return Spans(first[some].astype(np.int64), start[some], end[some], which[some])

    def _inner_spans(self, number: int, rest: NDArray[np.int64]) -> Spans:
        if len(rest) == 0:
            return Spans(rest, rest, rest, rest)
        cells, pattern = self.cells, self.program.patterns[number]
        which, start, end = spans_in_cells(
            self.chunk.text, pattern.expression, cells.start[rest], cells.end[rest], self.engine.seconds
        )
        self.wordy.append(rest[which])
        return Spans(np.full(len(start), pattern.pattern), start, end, rest[which])

    def look_around(self, _found: list[Spans]) -> None:
        """Looks for the phrases in the cells that hold more than a value."""
        which = self._union(self.wordy)
        self._mark[which] = True
        self._context = context_of(self.engine, self.chunk.text, self.cells.start[which], self.cells.end[which])

    def hits(self, number: int, detector: Detector, spans: Spans) -> Hits:
        """A detector's spans with the labels and cues that reach them."""
        return hits_of(detector, self.chunk, spans, self.bits(number, spans))

    def bits(self, number: int, spans: Spans) -> NDArray[np.uint32]:
        """uint32[n]: the labels and cues that reach a detector's spans."""
        cells = self.cells
        bits = np.zeros(len(spans.start), np.uint32)
        # Phrases are known of the wordy cells, which `context` has marked.
        wordy = np.flatnonzero(self._mark[spans.cell])
        if len(wordy):
            cell = spans.cell[wordy]
            bounds = Bounds(start=cells.start[cell], end=cells.end[cell])
            bits[wordy] = self._context.bits(number, spans.start[wordy], spans.end[wordy], bounds)
        return bits | self._below_label(number, spans.cell)

    def _below_label(self, number: int, cell: NDArray[np.int64]) -> NDArray[np.uint32]:
        """uint32[n]: COLUMN where a cell's column carries one of the detector's labels."""
        return self._is_labelled(number, cell) * np.uint32(COLUMN)

    def _is_labelled(self, detector: int, cell: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool[n]: which cells carry one of a detector's labels, over their column or in their row."""
        labelled = _column_set(self.labelled.get(detector, ()), len(self.cells.names))[self.cells.label[cell]]
        return labelled | self.named[detector][cell] if detector in self.named else labelled

    def labels_over(self, number: int, spans: Spans) -> NDArray[np.uint32]:
        """uint32[n]: COLUMN where a span overlaps a cell whose column carries one of the detector's labels."""
        cell = np.searchsorted(self.cells.start, spans.end, side="left") - 1
        overlaps = (cell >= 0) & (self.cells.end[cell] > spans.start)
        return np.where(overlaps, self._below_label(number, cell), np.uint32(0))


def _cell_set(cells: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    table = np.zeros(count, np.bool_)
    table[cells] = True
    return table


def _column_set(columns: Iterable[int], count: int) -> NDArray[np.bool_]:
    """bool[count + 1]: which columns are meant; the last is that of cells beyond the header, whose label is -1."""
    table = np.zeros(count + 1, np.bool_)
    table[list(columns)] = True
    return table
