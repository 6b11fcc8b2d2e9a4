"""Where the patterns match in text that has both cells and stretches of prose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..detector import Detector, Hits
from .layouts import Spans, hits_of, settled
from .prose import Prose
from .tables import Table


class Mixed:
    """The spans in cells and in the stretches around them."""

    def __init__(self, table: Table, prose: Prose) -> None:
        self.table, self.prose = table, prose

    def spans(self, detector: int) -> Spans | None:
        """Where a detector's patterns match; where a cell lies in a stretch, the longer one. Raises TimeoutError."""
        both = [self.table.spans(detector), self.prose.spans(detector)]
        return settled([own for own in both if own is not None], self.prose.chunk.core)

    def look_around(self, found: list[Spans]) -> None:
        """Looks for the phrases that may matter to the spans."""
        self.table.look_around(found)
        free = [_chosen(spans, spans.cell < 0) for spans in found]
        self.prose.look_around([spans for spans in free if len(spans.start)])

    def hits(self, number: int, detector: Detector, spans: Spans) -> Hits:
        """A detector's spans with the labels and cues that reach them."""
        in_cell = spans.cell >= 0
        # What reaches out of its cell still has the cell's label.
        bits = np.where(in_cell, np.uint32(0), self.table.labels_over(number, spans))
        for layout, which in ((self.table, in_cell), (self.prose, ~in_cell)):
            if bool(which.any()):
                bits[which] |= layout.bits(number, _chosen(spans, which))
        return hits_of(detector, self.prose.chunk, spans, bits)


def _chosen(spans: Spans, which: NDArray[np.bool_]) -> Spans:
    return Spans(spans.pattern[which], spans.start[which], spans.end[which], spans.cell[which])
