"""Where the patterns match in text without cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..chunk import Chunk, Stretches
from ..detector import Detector, Hits
from .confirm import spans_everywhere, spans_in_prose
from .context import Bounds, Context, line_bounds
from .layouts import NONE, Engine, Spans, context_of, hits_of, settled
from .search import Candidates


class Prose:
    """The spans in text without cells: all of a chunk, or its free stretches."""

    def __init__(self, engine: Engine, chunk: Chunk, candidates: list[Candidates]) -> None:
        self.engine, self.program = engine, engine.program
        self.chunk = chunk
        # Where the prose is, if not everywhere.
        self.free: Stretches | None = None
        self._known: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        self._context = Context(self.program, (NONE, NONE, NONE))
        self.ends_of = {one.number: one.ends for one in candidates}
        self.slow = engine.search.unaccelerated()
        self.seen = self.ends_of.keys() | self.slow

    def spans(self, detector: int) -> Spans | None:
        """Where a detector's patterns match. Raises TimeoutError."""
        numbers = [n for n in self.program.patterns_of[detector] if n in self.seen]
        return settled([self._spans(n) for n in numbers], self.chunk.core)

    def look_around(self, found: list[Spans]) -> None:
        """Looks for the phrases within reach of the spans."""
        reach, size = self.program.reach, len(self.chunk.text)
        if reach is None or not found:
            start, end = np.zeros(len(found[:1]), np.int64), np.full(len(found[:1]), size)
        else:
            low = np.maximum(np.concatenate([spans.start for spans in found]) - reach, 0)
            high = np.minimum(np.concatenate([spans.end for spans in found]) + reach, size)
            start, end = _united(low, high)
        self._context = context_of(self.engine, self.chunk.text, start, end)

    def _spans(self, number: int) -> Spans:
        if number not in self._known:
            self._known[number] = self._matched(number)
        start, end = self._known[number]
        if self.free is not None:
            stretch = np.searchsorted(self.free.start, start, side="right") - 1
            inside = (stretch >= 0) & (end <= self.free.end[stretch])
            start, end = start[inside], end[inside]
        pattern = self.program.patterns[number].pattern
        return Spans(np.full(len(start), pattern), start, end, np.full(len(start), -1))

    def _matched(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        expression, text, seconds = self.program.patterns[number].expression, self.chunk.text, self.engine.seconds
        if number in self.slow:
            return spans_everywhere(text, expression, seconds)
        return spans_in_prose(text, expression, self.ends_of[number], seconds)

    def hits(self, number: int, detector: Detector, spans: Spans) -> Hits:
        """A detector's spans with the labels and cues that reach them."""
        return hits_of(detector, self.chunk, spans, self.bits(number, spans))

    def bits(self, number: int, spans: Spans) -> NDArray[np.uint32]:
        """uint32[n]: the labels and cues that reach a detector's spans."""
        bounds = line_bounds(self.chunk.text, spans.start, spans.end)
        if self.free is not None:
            stretch = np.searchsorted(self.free.start, spans.start, side="right") - 1
            bounds = Bounds(
                start=np.maximum(bounds.start, self.free.start[stretch]),
                end=np.minimum(bounds.end, self.free.end[stretch]),
            )
        return self._context.bits(number, spans.start, spans.end, bounds)


def _united(start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The spans in order, those that touch as one."""
    order = np.argsort(start, kind="stable")
    start, reached = start[order], np.maximum.accumulate(end[order])
    begins = np.ones(len(start), np.bool_)
    begins[1:] = start[1:] > reached[:-1]
    first = np.flatnonzero(begins)
    return start[first], reached[np.append(first[1:], len(start)) - 1]
