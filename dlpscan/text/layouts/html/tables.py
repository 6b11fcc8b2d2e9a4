"""The tables of a page: what is a header, what is a name before its value, what is only there for the looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ....arrays import byte_set
from ..nested.words import trimmed
from .edits import CELL, END, HEADER, KEY, ROW, TABLE, VALUE
from .pieces import LONGEST_NAME, Asked, Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FREE, _ROW, _TABLE, _HEADER, _CELL, _KEY, _VALUE = b"".join((END, ROW, TABLE, HEADER, CELL, KEY, VALUE))
_IS_MARK = byte_set(KEY + VALUE + END + TABLE + HEADER + ROW + CELL)
_SAMPLE_ROWS, _LONGEST_SAMPLE = 12, 4096
# From how many pieces on a table's cells are taken all at once.
_MANY = 256
_NAME_DIGITS = 2
# Columns of results: what they hold is what the row is about.
_RESULT = re.compile(
    r"r[eé]sultats?.*|valeurs?(?: mesur[eé]e| trouv[eé]e)?|dosage|ant[eé]riorit[eé]s?.*|ant[eé]rieurs?"
    r"|pr[eé]c[eé]dente?s?.*"
    r"|(?:le |du )?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")


class Segment(NamedTuple):
    """What stands behind a mark, without blanks: byte offsets."""

    mark: int
    start: int
    end: int


Rows = list[list[Segment]]


class Segments:
    """All segments of a text as arrays; some of them as a list."""

    def __init__(self, mark: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]) -> None:
        self.mark, self.start, self.end = mark, start, end

    def __len__(self) -> int:
        return len(self.mark)

    def listed(self, begin: int, end: int) -> list[Segment]:
        """The segments from one index to another."""
        columns = (self.mark[begin:end].tolist(), self.start[begin:end].tolist(), self.end[begin:end].tolist())
        return list(map(Segment, *columns))


def segments_of(text: bytes) -> Segments:
    """What stands behind each mark, without blanks; first what stands before all of them."""
    data = np.frombuffer(text, np.uint8)
    marks = np.flatnonzero(_IS_MARK[data])
    start, end = trimmed(text, np.append(0, marks + 1), np.append(marks, len(text)))
    return Segments(np.append(np.uint8(_FREE), data[marks]), start, end)


def pieces_of(text: bytes, labels: Asked, header: tuple[str, ...]) -> Pieces:
    """The pieces of a page, table by table. `header` is that of the table in the midst of which it begins."""
    segments, pieces = segments_of(text), Pieces()
    tables = np.flatnonzero(segments.mark == _TABLE).tolist()
    for begin, end in zip([0, *tables], [*tables, len(segments)], strict=True):
        if end - begin < _MANY or not _add_people(text, labels, segments, (begin, end), header, pieces):
            _add_mixed(text, labels, segments.listed(begin, end), header, pieces)
        header = ()
    return pieces


def sample_rows(segments: Segments, begin: int, end: int) -> Rows:
    """The first rows of a table."""
    rows: Rows = []
    for segment in segments.listed(begin, min(end, begin + _LONGEST_SAMPLE)):
        if segment.mark == _ROW:
            if len(rows) > _SAMPLE_ROWS:
                break
            rows.append([])
        elif rows and segment.mark in (_HEADER, _CELL):
            rows[-1].append(segment)
    return [row for row in rows if row]


def _add_people(
    text: bytes,
    labels: Asked,
    segments: Segments,
    span: tuple[int, int],
    header: tuple[str, ...],
    pieces: Pieces,
) -> bool:
    """The cells of a large table that is nothing but rows of people; False for any other."""
    part = slice(*span)
    mark, start, end = segments.mark[part], segments.start[part], segments.end[part]
    is_row, is_cell = mark == _ROW, (mark == _HEADER) | (mark == _CELL)
    filled = end > start
    if bool((filled & ~is_cell).any()) or not bool((is_row | is_cell)[1:].all()):
        return False
    names = header or header_of(text, labels, sample_rows(segments, *span))
    if not names or not labels.are_of_people(names):
        return False
    row = np.cumsum(is_row)
    column = np.arange(len(mark)) - np.maximum.accumulate(np.where(is_row, np.arange(len(mark)), 0)) - 1
    first = row[is_cell][0]
    chosen = np.flatnonzero(filled & (row > first) if not header else filled)
    _, number = np.unique(row[chosen], return_inverse=True)
    pieces.add_rows(
        start[chosen].tolist(),
        end[chosen].tolist(),
        np.maximum(column[chosen], 0).tolist(),
        (number + pieces.people).tolist(),
        names,
    )
    pieces.people += int(number.max(initial=-1)) + 1
    return True


def _add_mixed(text: bytes, labels: Asked, segments: list[Segment], header: tuple[str, ...], pieces: Pieces) -> None:
    """The pieces of a stretch of a page that holds one table at most: that, values behind their names, prose."""
    rows: Rows = []
    keys: list[str] = []
    for segment in segments:
        mark, start, end = segment
        if mark == _KEY:
            keys.append(_text(text, segment))
        elif mark == _VALUE and end > start:
            _add_value(segment, keys, rows, labels, pieces)
            keys = []
        elif mark in (_HEADER, _CELL):
            rows = rows or [[]]
            rows[-1].append(segment)
            keys = []
        elif mark != _VALUE:
            if mark == _ROW:
                rows.append([])
            if end > start:
                pieces.add_free(start, end)
                keys = []
    _add_table(text, labels, [row for row in rows if any(map(_is_filled, row))], header, pieces)


def _add_value(segment: Segment, keys: list[str], rows: Rows, labels: Asked, pieces: Pieces) -> None:
    """A value behind its name; in an empty cell it is the cell."""
    row = rows[-1] if rows else []
    if row and not _is_filled(row[-1]):
        row[-1] = Segment(row[-1].mark, segment.start, segment.end)
        return
    # What is read above a field says more than the field's own name, if both are labels or none is.
    spoken = [*filter(labels.is_label, keys), *filter(None, keys), None]
    pieces.add(segment.start, segment.end, name=spoken[0], path=spoken[0], is_pair=True)


def _add_table(text: bytes, labels: Asked, rows: Rows, header: tuple[str, ...], pieces: Pieces) -> None:
    while len(rows) > 1 and not header and sum(map(_is_filled, rows[0])) == 1:
        # The title of the table, or a table that is there for the looks.
        for cell in rows.pop(0):
            pieces.add_free(cell.start, cell.end)
    found = () if header else header_of(text, labels, rows)
    body, header = rows[1:] if found else rows, header or found
    is_named = not header and _has_names(text, labels, body)
    is_of_people = labels.are_of_people(header) if header else not is_named and _is_grid(body)
    for row in body:
        if is_of_people:
            _add_row(row, dict(enumerate(header)), pieces.people, pieces)
            pieces.people += 1
        elif header:
            _add_row(row, _topics(text, row, header), -1, pieces)
        elif is_named:
            _add_pairs(text, labels, row, pieces)
        else:
            _add_loose(row, pieces)


def header_of(text: bytes, labels: Asked, rows: Rows) -> tuple[str, ...]:
    """The names of a table's columns, if its first row has them: `th`, or labels rather than a label and values."""
    first = rows[0] if rows else []
    names = tuple(_text(text, cell) for cell in first)
    if sum(map(bool, names)) < 2 or any(_digits(name) > _NAME_DIGITS or len(name) > LONGEST_NAME for name in names):
        return ()
    if all(cell.mark == _HEADER or not _is_filled(cell) for cell in first):
        return names
    if len(rows) < 2 or first[0].mark == _HEADER:
        return ()
    across = [labels.is_label(name) for name in names]
    down = _labels_among(labels, [_text(text, row[0]) for row in rows])
    # Names beside values, twice in a row.
    alternate = down > 1 and len(names) % 2 == 0 and not any(across[1::2])
    is_header = sum(across) >= max(2, down) or (any(across) and down <= 1 and len(names) > 2)
    return names if is_header and not alternate else ()


def _has_names(text: bytes, labels: Asked, rows: Rows) -> bool:
    """Whether values stand beside their names."""
    sample = [row for row in rows[:_SAMPLE_ROWS] if len(row) > 1]
    if any(row[0].mark == _HEADER and row[1].mark != _HEADER for row in sample):
        return True
    colons = sum(text[row[0].start : row[0].end].endswith(b":") for row in sample)
    return 2 * colons > len(sample) or _labels_among(labels, [_text(text, row[0]) for row in sample]) > 0


def _labels_among(labels: Asked, names: list[str] | tuple[str, ...]) -> int:
    return sum(map(labels.is_label, names[:_SAMPLE_ROWS]))


def _is_grid(rows: Rows) -> bool:
    """Rows of equally many cells, more than two."""
    widths = {len(row) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and min(widths) > 2


def _add_row(row: list[Segment], names: dict[int, str], number: int, pieces: Pieces) -> None:
    for column, cell in enumerate(row):
        name = names.get(column)
        pieces.add(cell.start, cell.end, name=name, path=name, row=number)


def _topics(text: bytes, row: list[Segment], header: tuple[str, ...]) -> dict[int, str]:
    """The names of columns, but for results what the row is about."""
    topic = _text(text, row[0])
    is_name = 0 < len(topic) <= LONGEST_NAME and any(map(str.isalpha, topic))
    results = [i for i, name in enumerate(header) if i and is_name and _RESULT.fullmatch(name)]
    # What names the results is no value of a column.
    return dict(enumerate(header)) | dict.fromkeys(results, topic) | ({0: ""} if results else {})


def _add_pairs(text: bytes, labels: Asked, row: list[Segment], pieces: Pieces) -> None:
    """Names and the value to the right of each; what follows are units, norms, remarks."""
    keys = [i for i, cell in enumerate(row) if cell.mark == _HEADER]
    if not keys:
        even = range(0, len(row) - 1, 2) if len(row) % 2 == 0 else range(1)
        keys = [i for i in even if i == 0 or labels.is_label(_text(text, row[i]))]
    name = None
    for i, cell in enumerate(row):
        if i in keys:
            name = _text(text, cell) or name
            pieces.add(cell.start, cell.end)
        elif _is_filled(cell):
            pieces.add(cell.start, cell.end, name=name, path=name, is_pair=name is not None)
            name = None


def _add_loose(row: list[Segment], pieces: Pieces) -> None:
    """Cells without names: prose if there is only one."""
    filled = list(filter(_is_filled, row))
    for cell in filled:
        if len(filled) == 1:
            pieces.add_free(cell.start, cell.end)
        else:
            pieces.add(cell.start, cell.end)


def _is_filled(cell: Segment) -> bool:
    return cell.end > cell.start


def _text(text: bytes, cell: Segment) -> str:
    """What a cell says, as a name: on one line, without a colon."""
    said = text[cell.start : min(cell.end, cell.start + 2 * LONGEST_NAME)].decode("utf-8", "replace")
    return " ".join(said.split()).rstrip(": ")


def _digits(name: str) -> int:
    """How many digits a name has, dates aside: a column may be a day's."""
    return sum(map(str.isdigit, _DATE.sub("", name)))
