"""Columns without a header: what is in them, from a sample of their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..chunk import Cells
    from ..detector import Detector

_SAMPLE, _FEWEST = 200, 3
_MOST_COLUMNS = 500

IsColumn = Callable[[Sequence[str]], bool]


def guessed_columns(text: bytes, cells: Cells, detectors: Sequence[Detector]) -> dict[int, tuple[int, ...]]:
    """For each detector that can tell (`is_column`) the columns of a table without header that are its own."""
    judges: dict[int, IsColumn] = {
        number: judge for number, detector in enumerate(detectors) if (judge := getattr(detector, "is_column", None))
    }
    if not judges or len(cells.names) > _MOST_COLUMNS or any(cells.labels()):
        return {}
    found: dict[int, list[int]] = {}
    for column in range(len(cells.names)):
        values = _sample(text, cells, column)
        if len(values) >= _FEWEST:
            for number, judge in judges.items():
                if judge(values):
                    found.setdefault(number, []).append(column)
    return {number: tuple(columns) for number, columns in found.items()}


def _sample(text: bytes, cells: Cells, column: int) -> list[str]:
    """Filled cells of a column, spread evenly over it."""
    filled = np.flatnonzero((cells.label == column) & (cells.end > cells.start))
    chosen = filled[:: max(1, len(filled) // _SAMPLE)][:_SAMPLE].tolist()
    return [text[cells.start[i] : cells.end[i]].decode("utf-8", "replace").strip() for i in chosen]
