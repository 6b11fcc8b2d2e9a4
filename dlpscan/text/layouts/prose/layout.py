"""Prose with what it holds: labelled values, small tables, printed tables, lines of JSON.

All of it stays prose for the detectors, but for the tables, which are cells; the labelled values say whom it is
about. A record goes from where one person is named to where another one is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ....chunk import Cells, Stretches
from ....layout import PROSE
from .embedded import Embedded, embedded_tables
from .labelled import Labelled, labelled_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ....detector import Person
    from ....edits import Edits
    from ....layout import Labels


_ENDLESS = 1 << 16
_NO_LETTER = re.compile(rb"[^0-9A-Za-z\x80-\xff]+")
_ROWS, _TABLES = 1, 2

RecordKey = tuple[int, int]
"""A stretch of running text (0, number), a row under a header (1, start), a row of a table (2 + its number, row)."""


class _Cell(NamedTuple):
    """A cell before records and labels are numbered."""

    start: int
    end: int
    name: str | None
    path: str | None
    record: RecordKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseLayout:
    """Running text. `labels` is what the detectors know of words that announce a value."""

    labels: Labels
    name: str = PROSE
    is_splittable: bool = True
    has_memory: bool = False

    def edits(self, text: bytes) -> Edits | None:
        return None

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return ()

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        tables = embedded_tables(text, self.labels)
        around = [found for found in labelled_values(text, self.labels) if not _is_inside(found.start, tables)]
        flow = _Flow(text, self.labels, [found for found in around if found.row < 0])
        rows = {found.row: (_ROWS, found.row) for found in around if found.row >= 0}
        cells = [_Cell(f.start, f.end, f.name, f.name, rows[f.row]) for f in around if f.row >= 0]
        # In running text a value is no field of a table, whatever stands before it.
        cells += [_Cell(f.start, f.end, None, f.name, flow.record(f.start)) for f in around if f.row < 0]
        cells += _of_tables(tables)
        return _assembled(list(_without_overlaps(cells)), _stretches(text, flow, rows, tables))

    def last_border(self, text: bytes, low: int) -> int:
        return text.rfind(b"\n") + 1

    def first_border(self, window: bytes) -> int | None:
        return window.find(b"\n") + 1 or None

    def after(self, text: bytes) -> ProseLayout:
        return self


def recognise(head: bytes, labels: Labels) -> ProseLayout | None:
    """Any text that has lines."""
    return ProseLayout(labels=labels) if b"\n" in head or len(head) < _ENDLESS else None


class _Flow:
    """The records of running text: each goes from where a person is named to where another one is."""

    def __init__(self, text: bytes, labels: Labels, named: Sequence[Labelled]) -> None:
        self.begins = [0]
        known: dict[tuple[Person, str], bytes] = {}
        last = 0
        persons = labels.persons(tuple(found.name for found in named))
        for index, found in enumerate(named):
            if index not in persons:
                continue
            key, value = (persons[index], found.name.lower()), _letters(text[found.start : found.end])
            before = known.get(key, value)
            if before not in value and value not in before:
                self.begins.append(_beginning(text, last, found.start))
                known = {}
            known[key] = value
            last = found.end

    def record(self, at: int) -> RecordKey:
        """The record that an offset stands in."""
        return 0, bisect_right(self.begins, at) - 1


def _letters(value: bytes) -> bytes:
    return _NO_LETTER.sub(b"", value).upper()


def _beginning(text: bytes, low: int, at: int) -> int:
    """The start of the paragraph of an offset, or of its line."""
    paragraph = text.rfind(b"\n\n", low, at)
    return paragraph + 2 if paragraph >= 0 else max(low, text.rfind(b"\n", low, at) + 1)


def _is_inside(at: int, tables: Sequence[Embedded]) -> bool:
    index = bisect_right(tables, at, key=lambda table: table.start) - 1
    return index >= 0 and at < tables[index].end


def _of_tables(tables: Sequence[Embedded]) -> Iterator[_Cell]:
    for number, table in enumerate(tables):
        cells = table.cells
        paths = cells.labels()
        columns = (cells.start.tolist(), cells.end.tolist(), cells.label.tolist(), cells.record.tolist())
        for start, end, label, record in zip(*columns, strict=True):
            # Cells beyond the header have no label.
            name, path = (cells.names[label], paths[label]) if 0 <= label < len(cells.names) else (None, None)
            yield _Cell(start, end, name, path, (_TABLES + number, record))


def _stretches(
    text: bytes, flow: _Flow, rows: dict[int, RecordKey], tables: Sequence[Embedded]
) -> list[tuple[int, int, RecordKey]]:
    """What is left of the text beside the tables, in pieces of one record each."""
    marks = {begin: flow.record(begin) for begin in flow.begins}
    for row, record in rows.items():
        behind = text.find(b"\n", row) + 1 or len(text)
        marks.setdefault(behind, flow.record(behind))
        marks[row] = record
    for table in tables:
        marks.setdefault(table.end, flow.record(table.end))
    begins = sorted(begin for begin in marks if begin < len(text))
    pieces = []
    for begin, end in pairwise([*begins, len(text)]):
        index = bisect_right(tables, begin, key=lambda table: table.start)
        if index and begin < tables[index - 1].end:
            continue
        stop = min(end, tables[index].start) if index < len(tables) else end
        if stop > begin:
            pieces.append((begin, stop, marks[begin]))
    return pieces


def _without_overlaps(cells: Iterable[_Cell]) -> Iterator[_Cell]:
    reached = 0
    for cell in sorted(cells, key=lambda cell: (cell.start, -cell.end)):
        if cell.start >= reached:
            yield cell
            reached = cell.end


def _assembled(cells: Sequence[_Cell], stretches: Sequence[tuple[int, int, RecordKey]]) -> Cells:
    starts = sorted([(cell.start, cell.record) for cell in cells] + [(begin, record) for begin, _, record in stretches])
    numbers = {record: number for number, record in enumerate(dict.fromkeys(record for _, record in starts))}
    labels = list(dict.fromkeys((cell.name, cell.path) for cell in cells))
    label_of = {label: number for number, label in enumerate(labels)}
    free = np.array([(begin, end, numbers[record]) for begin, end, record in stretches], np.int64).reshape(-1, 3)
    table = np.array(
        [(cell.start, cell.end, label_of[cell.name, cell.path], numbers[cell.record]) for cell in cells], np.int64
    ).reshape(-1, 4)
    return Cells(
        start=table[:, 0].copy(),
        end=table[:, 1].copy(),
        label=table[:, 2].astype(np.int32),
        record=table[:, 3].copy(),
        names=tuple(name for name, _ in labels),
        paths=tuple(path for _, path in labels),
        records=len(numbers),
        free=Stretches(start=free[:, 0].copy(), end=free[:, 1].copy(), record=free[:, 2].copy()),
    )
