"""Values that are somebody's where enough speaks for it: points for a person, less those against."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dlpscan import Hits, Verdicts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .near_person import Reader

    OfCells = Callable[[Hits, NDArray[np.int64], NDArray[np.float32]], None]

# With so many points a value counts, and is certain.
LEAST, SURE = 2, 4
_LIKELY, _CERTAIN = 0.6, 0.9


def judged_by_points(
    hits: Hits, in_column: NDArray[np.bool_], of_cells: OfCells, points: Callable[[int, str, Reader], int]
) -> Verdicts:
    """Fills in what cells below a header are with `of_cells`, and asks for the `points` of each other hit.

    `points` is given a hit's number, its text and what reads around it; less than none are against the value.
    """
    import numpy as np

    confidence = np.zeros(len(hits), np.float32)
    failed = np.ones(len(hits), np.bool_)
    if in_column.any():
        of_cells(hits, np.flatnonzero(in_column), confidence)
    rest = np.flatnonzero(~in_column)
    if len(rest):
        from .near_person import Reader

        reader, text = Reader(hits), hits.chunk.text
        for i in rest.tolist():
            found = points(i, text[hits.start[i] : hits.end[i]].decode(errors="replace"), reader)
            failed[i] = found < 0
            confidence[i] = _CERTAIN if found >= SURE else _LIKELY if found >= LEAST else 0
    return Verdicts(confidence=confidence, failed=failed)
