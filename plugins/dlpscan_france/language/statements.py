"""What the detectors of HIV and pregnancy results have in common: how a hit is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cues import GENERAL_NAMES
from .folding import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits

    Mask = NDArray[np.bool_]

NEGATIVE, POSITIVE, UNKNOWN = 0, 1, 2
TAGS = ("negative", "positive", "unknown")
BOXES = "☐□▢❏❑❒"
"""What somebody is to tick: a form, not an answer."""

_SHORT_CELL = 90
"""How long a cell may be, in bytes, to be a comment about the person of its row."""


_OPEN_LABELS = frozenset(("", "value", "valeur", "extension", "id", "identifier", "identifiant", "code", "numero"))


def general(hits: Hits) -> Mask:
    """bool[n]: a word nearby says that the statement is about nobody."""
    import numpy as np

    reached = np.zeros(len(hits), np.bool_)
    for name in GENERAL_NAMES:
        reached |= hits.cue(name)
    return reached


def in_short_cell(hits: Hits) -> Mask:
    """bool[n]: the hit stands in a short cell of a table."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    cell = np.maximum(hits.cell, 0)
    short: Mask = (hits.cell >= 0) & (cells.end[cell] - cells.start[cell] <= _SHORT_CELL)
    return short


def opens_cell(hits: Hits) -> Mask:
    """bool[n]: nothing but blanks stands before the hit in its cell."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    opened: Mask = (hits.cell >= 0) & (hits.start - cells.start[np.maximum(hits.cell, 0)] <= 1)
    return opened


def is_open(hits: Hits) -> Mask:
    """bool[n]: which hits are no whole cell, or one whose label leaves open what it holds (`value`, `extension`)."""
    import numpy as np

    cells = hits.chunk.cells()
    whole = hits.whole_cell()
    if cells is None or not whole.any():
        return ~whole
    # The last entry is for cells that have no label (-1).
    opened = np.array([plain(name or "") in _OPEN_LABELS for name in cells.names] + [True])
    label = cells.label[hits.cell]
    open_cells: Mask = opened[np.where((label >= 0) & (label < len(cells.names)), label, -1)]
    return ~whole | open_cells


def header(hits: Hits, index: int) -> str:
    """The header of a hit's column, plain; empty where there is none."""
    cells = hits.chunk.cells()
    if cells is None or hits.cell[index] < 0:
        return ""
    label = int(cells.label[hits.cell[index]])
    name = cells.names[label] if 0 <= label < len(cells.names) else None
    return plain(name or "")


class Surroundings:
    """What stands before and behind hits, on their line and in their cell."""

    def __init__(self, hits: Hits) -> None:
        import numpy as np

        self._text, cells = hits.chunk.text, hits.chunk.cells()
        self._start, self._end = hits.start.tolist(), hits.end.tolist()
        low, high = np.zeros(len(hits), np.int64), np.full(len(hits), len(self._text))
        if cells is not None:
            inside, cell = hits.cell >= 0, np.maximum(hits.cell, 0)
            low, high = np.where(inside, cells.start[cell], low), np.where(inside, cells.end[cell], high)
        self._low, self._high = low.tolist(), high.tolist()

    def of(self, index: int, *, before: int, after: int) -> tuple[str, str]:
        """At most so many bytes before and behind a hit."""
        low, start = max(self._low[index], self._start[index] - before), self._start[index]
        end, high = self._end[index], min(self._high[index], self._end[index] + after)
        left = self._text[low:start].decode(errors="replace").rpartition("\n")[2]
        right = self._text[end:high].decode(errors="replace").partition("\n")[0]
        return left, right
