"""Tables in the midst of running text: printed ones, blocks of delimited lines, lines of JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells
from ..delimited.layout import recognise

if TYPE_CHECKING:
    from ....layout import Labels

_LEAST_ROWS = 2
_DELIMITERS = b";\t|"
_FIRST_KEY = re.compile(rb'\{"[^"\n]{1,60}"\s?:')
_NO_LINE_END = re.compile(rb"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A table between two offsets of a text; its cells by offsets in the whole text."""

    start: int
    end: int
    cells: Cells = field(repr=False)


def embedded_tables(text: bytes, labels: Labels) -> list[Embedded]:
    """The tables of a text, in order; none overlaps."""
    found = [*_printed(text), *_delimited(text, labels), *_json(text, labels)]
    found.sort(key=lambda table: table.start)
    kept: list[Embedded] = []
    for table in found:
        if not kept or table.start >= kept[-1].end:
            kept.append(table)
    return kept


def _printed(text: bytes) -> Iterator[Embedded]:
    from ..printed.layout import tables_in

    for table in tables_in(text):
        yield Embedded(start=table.start, end=table.end, cells=table.cells)


def _delimited(text: bytes, labels: Labels) -> Iterator[Embedded]:
    """Blocks of at least two lines with equally many delimiters."""
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


def _json(text: bytes, labels: Labels) -> Iterator[Embedded]:
    """The objects of JSON in the lines of a log: laid out as if nothing else stood in the lines."""
    if b'{"' not in text:
        return
    from ..json.layout import JsonLayout

    objects = list(_objects(text))
    if not objects:
        return
    blanked = bytearray(_NO_LINE_END.sub(_blank, text))
    for start, end in objects:
        blanked[start:end] = text[start:end]
    alone = bytes(blanked)
    cells = JsonLayout(head=alone, labels=labels).lay_out(alone, first=True)
    if len(cells.start) == 0:
        return
    # One table for each object: what stands around it in its line is prose.
    starts = np.array([start for start, _ in objects])
    first = np.searchsorted(cells.start, starts)
    last = np.append(first[1:], len(cells.start))
    for (start, end), low, high in zip(objects, first.tolist(), last.tolist(), strict=True):
        if high > low:
            yield Embedded(start=start, end=end, cells=_part(cells, low, high))


def _objects(text: bytes) -> Iterator[tuple[int, int]]:
    """An object a line, from its first key to the last brace."""
    found = _FIRST_KEY.search(text)
    while found:
        stop = text.find(b"\n", found.end())
        stop = len(text) if stop < 0 else stop
        end = text.rfind(b"}", found.end(), stop) + 1
        if end:
            yield found.start(), end
        found = _FIRST_KEY.search(text, stop)


def _blank(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0])


def _part(cells: Cells, low: int, high: int) -> Cells:
    """Some of the cells, with records of their own."""
    record = cells.record[low:high]
    return replace(
        cells,
        start=cells.start[low:high],
        end=cells.end[low:high],
        label=cells.label[low:high],
        record=record - record.min(),
        records=int(record.max() - record.min()) + 1,
    )


def _moved(cells: Cells, start: int, end: int) -> Embedded:
    return Embedded(start=start, end=end, cells=replace(cells, start=cells.start + start, end=cells.end + start))
