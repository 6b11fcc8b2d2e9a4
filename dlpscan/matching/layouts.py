"""Where the patterns match in prose and in tables; the layouts differ in how spans are found, not in what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Strings, distinct
from ..detector import COLUMN, Detector, Hits, Where
from ..model import Cells, Chunk
from .confirm import spans_everywhere, spans_in_cells, spans_in_prose, trimmed, whole_cells
from .context import Bounds, Context, line_bounds
from .program import Program
from .search import Candidates, Search

# A value that fills its cell is looked at for cues only if it is longer than this many bytes.
_WORDY = 24
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Engine:
    """What the layouts need of the matcher: the search, its program, and how long `regex` may take a call."""

    search: Search
    program: Program
    seconds: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Hits before they are judged: pattern index, start, end, cell (-1 in prose)."""

    pattern: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    cell: NDArray[np.int64]


def _settled(pieces: list[Spans], core: tuple[int, int]) -> Spans | None:
    """One detector's spans in the order of the text, leftmost and longest where they overlap, within the core."""
    pieces = [piece for piece in pieces if len(piece.start)]
    if not pieces:
        return None
    pattern, start, end, cell = (
        np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("pattern", "start", "end", "cell")
    )
    inside = (end > core[0]) & (end <= core[1])
    order = np.flatnonzero(inside)
    order = order[np.lexsort((pattern[order], -end[order], start[order]))]
    start, end = start[order], end[order]
    if len(start) and bool((start[1:] < np.maximum.accumulate(end)[:-1]).any()):
        kept = _without_overlaps(start.tolist(), end.tolist())
        order, start, end = order[kept], start[kept], end[kept]
    return Spans(pattern[order], start, end, cell[order]) if len(order) else None


def _without_overlaps(start: list[int], end: list[int]) -> NDArray[np.int64]:
    kept, reached = [], -1
    for i, (a, b) in enumerate(zip(start, end, strict=True)):
        if a >= reached:
            kept.append(i)
            reached = b
    return np.array(kept, np.int64)


class Prose:
    """The spans in text without cells."""

    def __init__(self, engine: Engine, chunk: Chunk, candidates: list[Candidates]) -> None:
        self.engine, self.program = engine, engine.program
        self.chunk = chunk
        self.ends_of = {one.number: one.ends for one in candidates}
        self.slow = engine.search.unaccelerated()
        self.seen = self.ends_of.keys() | self.slow

    def spans(self, detector: int) -> Spans | None:
        """Where a detector's patterns match. Raises TimeoutError."""
        numbers = [n for n in self.program.patterns_of[detector] if n in self.seen]
        return _settled([self._spans(n) for n in numbers], self.chunk.core)

    def context(self, found: list[Spans]) -> Context:
        """The phrases within reach of the spans."""
        reach, size = self.program.reach, len(self.chunk.text)
        if reach is None or not found:
            start, end = np.zeros(len(found[:1]), np.int64), np.full(len(found[:1]), size)
        else:
            low = np.maximum(np.concatenate([spans.start for spans in found]) - reach, 0)
            high = np.minimum(np.concatenate([spans.end for spans in found]) + reach, size)
            start, end = _united(low, high)
        return _context(self.engine, self.chunk.text, start, end)

    def _spans(self, number: int) -> Spans:
        pattern, text, seconds = self.program.patterns[number], self.chunk.text, self.engine.seconds
        if number in self.slow:
            start, end = spans_everywhere(text, pattern.expression, seconds)
        else:
            start, end = spans_in_prose(text, pattern.expression, self.ends_of[number], seconds)
        return Spans(np.full(len(start), pattern.pattern), start, end, np.full(len(start), -1))

    def hits(self, number: int, detector: Detector, spans: Spans, context: Context) -> Hits:
        """A detector's spans with the labels and cues that reach them."""
        bounds = line_bounds(self.chunk.text, spans.start, spans.end)
        bits = context.bits(number, spans.start, spans.end, bounds)
        return _hits(detector, self.chunk, spans, bits)


class Table:
    """The spans in cells: those that are a whole cell are found for all patterns at once."""

    def __init__(
        self,
        engine: Engine,
        chunk: Chunk,
        cells: Cells,
        labelled: dict[int, tuple[int, ...]],
        candidates: list[Candidates],
    ) -> None:
        self.engine, self.program = engine, engine.program
        self.chunk, self.cells, self.labelled = chunk, cells, labelled
        self.cells_of = self._candidate_cells(candidates)
        self.whole = self._whole_cells()
        self.wordy: list[NDArray[np.int64]] = []

    def _candidate_cells(self, candidates: list[Candidates]) -> dict[int, NDArray[np.int64]]:
        """For each pattern the cells in which it may match."""
        cells = self.cells
        everything = np.flatnonzero(cells.end > cells.start)
        found = dict.fromkeys(self.engine.search.unaccelerated(), everything)
        for one in candidates:
            # A candidate ends in its cell, or one byte behind it.
            index = np.searchsorted(cells.start, one.ends - 1, side="right") - 1
            found[one.number] = distinct(index[index >= 0])
        return found

    def _whole_cells(self) -> dict[int, NDArray[np.int64]]:
        """For each pattern the cells that it matches from end to end, and no earlier pattern of its detector."""
        found: dict[int, NDArray[np.int64]] = {}
        for detector, numbers in enumerate(self.program.patterns_of):
            labelled = self._labelled_cells(detector)
            done = np.zeros(len(self.cells.start), np.bool_)
            for number in numbers:
                cells = labelled if self.program.patterns[number].where is Where.COLUMN else self.cells_of.get(number)
                if cells is None or len(cells) == 0:
                    continue
                cells = cells[~done[cells]]
                found[number] = self._matched(number, cells)
                done[found[number]] = True
            for number in self.cells_of.keys() & set(numbers):
                self.cells_of[number] = self.cells_of[number][~done[self.cells_of[number]]]
        return found

    def _labelled_cells(self, detector: int) -> NDArray[np.int64]:
        """The filled cells of the columns that carry a detector's label."""
        columns = self.labelled.get(detector, ())
        if not columns:
            return _NONE
        return np.flatnonzero(np.isin(self.cells.label, columns) & (self.cells.end > self.cells.start))

    def _matched(self, number: int, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        pattern = self.program.patterns[number]
        return cells if pattern.takes_all else cells[whole_cells(pattern.expression, self._strings(cells))]

    def _strings(self, cells: NDArray[np.int64]) -> Strings:
        return Strings.cut(self.chunk.text, self.cells.start[cells], self.cells.end[cells])

    def spans(self, detector: int) -> Spans | None:
        """Where a detector's patterns match. Raises TimeoutError."""
        pieces: list[Spans] = []
        for number in self.program.patterns_of[detector]:
            if number in self.whole:
                pieces.append(self._whole_spans(number))
            if number in self.cells_of:
                pieces.append(self._inner_spans(number))
        return _settled(pieces, self.chunk.core)

    def context(self, _found: list[Spans]) -> Context:
        """The phrases in the cells that hold more than a value."""
        which = distinct(np.concatenate(self.wordy)) if self.wordy else _NONE
        return _context(self.engine, self.chunk.text, self.cells.start[which], self.cells.end[which])

    def _whole_spans(self, number: int) -> Spans:
        which = self.whole[number]
        start, end = trimmed(self.chunk.text, self.cells.start[which], self.cells.end[which])
        some = end > start
        long = which[end - start > _WORDY]
        if len(long):
            self.wordy.append(long)
        return Spans(np.full(int(some.sum()), self._index(number)), start[some], end[some], which[some])

    def _inner_spans(self, number: int) -> Spans:
        rest = self.cells_of[number]
        if len(rest) == 0:
            return Spans(rest, rest, rest, rest)
        cells, expression = self.cells, self.program.patterns[number].expression
        which, start, end = spans_in_cells(
            self.chunk.text, expression, cells.start[rest], cells.end[rest], self.engine.seconds
        )
        self.wordy.append(rest[which])
        return Spans(np.full(len(start), self._index(number)), start, end, rest[which])

    def _index(self, number: int) -> int:
        return self.program.patterns[number].pattern

    def hits(self, number: int, detector: Detector, spans: Spans, context: Context) -> Hits:
        """A detector's spans with the labels and cues that reach them."""
        cells = self.cells
        bounds = Bounds(start=cells.start[spans.cell], end=cells.end[spans.cell])
        bits = context.bits(number, spans.start, spans.end, bounds)
        if number in self.labelled:
            bits[np.isin(cells.label[spans.cell], self.labelled[number])] |= np.uint32(COLUMN)
        return _hits(detector, self.chunk, spans, bits)


def _united(start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The spans in order, those that touch as one."""
    order = np.argsort(start, kind="stable")
    start, reached = start[order], np.maximum.accumulate(end[order])
    begins = np.ones(len(start), np.bool_)
    begins[1:] = start[1:] > reached[:-1]
    first = np.flatnonzero(begins)
    return start[first], reached[np.append(first[1:], len(start)) - 1]


def _context(engine: Engine, text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> Context:
    """The phrases in some stretches of a text."""
    if len(start) == 0:
        return Context(engine.program, (_NONE, _NONE, _NONE))
    pieces = [text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    numbers, starts, ends = engine.search.phrases(b"\n".join(pieces))
    begins = np.cumsum(np.append(0, end - start + 1))[:-1]
    piece = np.searchsorted(begins, starts, side="right") - 1
    inside = ends <= begins[piece] + (end - start)[piece]
    shift = (start - begins)[piece]
    return Context(engine.program, (numbers[inside], (starts + shift)[inside], (ends + shift)[inside]))


def _hits(detector: Detector, chunk: Chunk, spans: Spans, bits: NDArray[np.uint32]) -> Hits:
    return Hits(
        info=detector.info,
        chunk=chunk,
        pattern=spans.pattern.astype(np.int32),
        start=spans.start,
        end=spans.end,
        cell=spans.cell,
        cues=bits,
    )
