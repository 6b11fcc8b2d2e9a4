"""HL7 v2 and HPRIM: lines of fields, the first of which says what the others are.

A field is a cell with the label that its place has in the standard; the value of a result has the name of the analysis
for its label. Each line is prose as well, so that what reaches over several fields is met too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dlpscan.arrays import Strings
from dlpscan.chunk import Cells, Stretches

from .segment_fields import CODED_HEADER, HEADER_LINES, Standard

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_LINE_FEED, _CARRIAGE_RETURN = 10, 13
_LONGEST_NAME = 60
_MOST_NAMES = 4000
_KIND_BYTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsLayout:
    """Lines of fields of a standard, parted by `delimiter`."""

    standard: Standard
    delimiter: int
    has_memory: bool = False
    is_splittable: bool = True

    @property
    def name(self) -> str:
        return self.standard.name

    def edits(self, text: bytes) -> None:
        """Escapes stay: they stand in free text only, and hide no number."""

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return (*self.standard.labels, *_Lines(text, self).topics)

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        return _Lines(text, self).cells()

    def last_border(self, text: bytes, low: int) -> int:
        last = 0
        for found in self.standard.border.finditer(text, low + 1):
            last = found.end()
        return last if last < len(text) else 0

    def first_border(self, window: bytes) -> int | None:
        found = self.standard.border.search(window)
        return found.end() if found and found.end() < len(window) else None

    def after(self, text: bytes) -> SegmentsLayout:
        return self


class _Lines:
    """A text cut into lines and fields."""

    def __init__(self, text: bytes, layout: SegmentsLayout) -> None:
        self.text, self.standard = text, layout.standard
        data = np.frombuffer(text, np.uint8)
        breaks = np.flatnonzero((data == _LINE_FEED) | (data == _CARRIAGE_RETURN))
        start, end = np.append(0, breaks + 1), np.append(breaks, len(text))
        filled = end > start
        self.start, self.end = start[filled], end[filled]
        # Fields of lines whose kind is known; the delimiter is no field's.
        cuts = np.flatnonzero(data == layout.delimiter)
        line = np.searchsorted(self.start, cuts, side="right") - 1
        cuts, line = cuts[line >= 0], line[line >= 0]
        first = np.searchsorted(line, line)
        self.line, self.field = line, np.arange(len(cuts)) - first + 1
        self.field_start = cuts + 1
        following = np.append(cuts[1:], len(text))
        self.field_end = np.minimum(following, self.end[line])

    @cached_property
    def kind(self) -> Numbers:
        """int64 of each line: the index of its kind in the standard, -1 for any other."""
        kinds = np.full(len(self.start), -1)
        padded = np.frombuffer(self.text + b" " * _KIND_BYTES, np.uint8)
        for number, name in enumerate(self.standard.kinds):
            alike = self.end - self.start >= len(name)
            for at, byte in enumerate(name.encode() + b"|"):
                alike &= (padded[self.start + at] == byte) if at < len(name) else self._is_delimited(at)
            kinds[alike] = number
        return kinds

    def _is_delimited(self, at: int) -> NDArray[np.bool_]:
        """Whether a line's first field ends there."""
        ends = np.full(len(self.start), -1)
        first = self.field == 1
        ends[self.line[first]] = self.field_start[first] - 1
        alike: NDArray[np.bool_] = ends == self.start + at
        return alike

    @cached_property
    def place(self) -> Numbers:
        """int64 of each field: the index of its label in the standard, -1 for none."""
        places = np.full(len(self.field), -1)
        kind = self.kind[self.line] if len(self.line) else self.line
        for number, (of_kind, field) in enumerate(self.standard.places):
            places[(kind == of_kind) & (self.field == field)] = number
        return places

    @cached_property
    def _named(self) -> tuple[Numbers, Numbers, tuple[str, ...]]:
        """Fields that another one names, the index of their name each, and the names."""
        naming = self._fields_in(self.standard.naming)
        values = self._fields_in(self.standard.named)
        last = np.searchsorted(naming, values) - 1
        of_line = (
            (last >= 0) & (self.line[naming[np.maximum(last, 0)]] == self.line[values]) if len(naming) else last > 0
        )
        values, naming = values[of_line], naming[last[of_line]]
        if len(values) == 0:
            return values, values, ()
        start, end = self.field_start[naming], self.field_end[naming]
        _, first, which = np.unique(Strings.cut(self.text, start, end).hashes(), return_index=True, return_inverse=True)
        names = tuple(_words(self.text[a:b]) for a, b in zip(start[first].tolist(), end[first].tolist(), strict=True))
        return values, which, names

    def _fields_in(self, places: tuple[tuple[int, int], ...]) -> Numbers:
        kind = self.kind[self.line] if len(self.line) else self.line
        chosen = np.zeros(len(self.field), np.bool_)
        for of_kind, field in places:
            chosen |= (kind == of_kind) & (self.field == field)
        return np.flatnonzero(chosen)

    @property
    def topics(self) -> tuple[str, ...]:
        """What results are named."""
        return self._named[2][:_MOST_NAMES]

    def cells(self) -> Cells:
        """The fields with a label, each line as a stretch of prose, and a record for each patient."""
        standard, topics = self.standard, self.topics
        values, which, _ = self._named
        label = self.place.copy()
        label[values] = np.where(which < _MOST_NAMES, len(standard.labels) + which, -1)
        chosen = np.flatnonzero((label >= 0) & (self.field_end > self.field_start))
        record, records = self._records()
        found = np.stack((self.field_start[chosen], self.field_end[chosen], label[chosen], record[self.line[chosen]]))
        if standard.ends_record:
            found = np.concatenate((self._header(record), found), axis=1)
            found = found[:, np.argsort(found[0], kind="stable")]
        start, end, label, of_record = found
        return Cells(
            start=start,
            end=end,
            label=label.astype(np.int32),
            record=of_record,
            names=(*standard.names[:-1], *(standard.names[-1:] * len(topics))),
            paths=(*standard.labels, *topics),
            records=records,
            free=Stretches(start=self.start, end=self.end, record=record) if len(self.start) else None,
        )

    def _records(self) -> tuple[Numbers, int]:
        """The record of each line: another one begins with each patient."""
        begins = np.zeros(len(self.start), np.bool_)
        if self.standard.ends_record:
            ends = np.array([self.text[a:b] == self.standard.ends_record for a, b in self._spans()], np.bool_)
            begins[1:] = ends[:-1]
        else:
            begins = np.array(self.kind == self.standard.patient, np.bool_)
            if begins.any():
                begins[int(np.argmax(begins))] = False
        record = np.cumsum(begins, dtype=np.int64)
        return record, int(record[-1]) + 1 if len(record) else 0

    def _spans(self) -> list[tuple[int, int]]:
        """Where each line is."""
        return list(zip(self.start.tolist(), self.end.tolist(), strict=True))

    def _header(self, record: Numbers) -> Numbers:
        """int64[4, n], start, end, label and record of what stands above the text of a letter of HPRIM Médecins."""
        lines = self._spans()
        found: list[tuple[int, int, int, int]] = []
        for first in np.flatnonzero(np.diff(record, prepend=-1)).tolist():
            header = lines[first : first + len(HEADER_LINES)]
            if CODED_HEADER.match(b"".join(self.text[a:b] + b"\n" for a, b in header)):
                found += [
                    (*span, self.standard.labels.index(label), int(record[first]))
                    for span, label in zip(header, HEADER_LINES, strict=False)
                    if label
                ]
        return np.array(found, np.int64).reshape(-1, 4).T


def _words(field: bytes) -> str:
    """What a field calls a result: `HIVR^VIH 1+2` is both; a point is none between names."""
    said = field.decode("utf-8", "replace")
    return " ".join(re.split(r"[\^~&.\s]+", said)).strip()[:_LONGEST_NAME]
