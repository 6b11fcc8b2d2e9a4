"""Tables in the midst of running text: printed ones, blocks of delimited lines, lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ...model import Cells
from .delimited import recognise

if TYPE_CHECKING:
    from .base import Labels

_LEAST_ROWS = 3
_DELIMITERS = b";\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A table between two offsets of a text; its cells by offsets in the whole text."""

    start: int
    end: int
    cells: Cells = field(repr=False)


def embedded_tables(text: bytes, labels: Labels) -> list[Embedded]:
    """The tables of a text, in order; none overlaps."""
    found = [*_printed(text), *_delimited(text, labels)]
    found.sort(key=lambda table: table.start)
    kept: list[Embedded] = []
    for table in found:
        if not kept or table.start >= kept[-1].end:
            kept.append(table)
    return kept


def _printed(text: bytes) -> Iterator[Embedded]:
    from .printed import tables_in

    for table in tables_in(text):
        yield Embedded(start=table.start, end=table.end, cells=table.cells)


def _delimited(text: bytes, labels: Labels) -> Iterator[Embedded]:
    """Blocks of at least three lines with equally many delimiters."""
    data = np.frombuffer(text, np.uint8)
    breaks = np.flatnonzero(data == 10)
    begins = np.append(0, breaks + 1)
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        before = np.searchsorted(np.flatnonzero(data == delimiter), np.append(begins, len(text)))
        counts = np.diff(before)
        changes = np.flatnonzero(np.diff(counts, prepend=-1, append=-1))
        for first, last in zip(changes[:-1].tolist(), changes[1:].tolist(), strict=True):
            if counts[first] and last - first >= _LEAST_ROWS:
                start, end = int(begins[first]), int(begins[last]) if last < len(begins) else len(text)
                layout = recognise(text[start:end], labels)
                if layout is not None and layout.dialect.names:
                    yield _moved(layout.lay_out(text[start:end], first=True), start, end)


def _moved(cells: Cells, start: int, end: int) -> Embedded:
    return Embedded(start=start, end=end, cells=replace(cells, start=cells.start + start, end=cells.end + start))
