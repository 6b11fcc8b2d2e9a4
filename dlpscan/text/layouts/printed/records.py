"""Records printed with a name and a value a line (`\\G` of MySQL, `\\x` of psql)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..spans import Offsets, is_within, trimmed
from .frames import Frame

_PIPE, _COLON, _LEAD = b"|:\xe2"
_BOXES = ((0x94, 0x82), (0x94, 0x83), (0x95, 0x91))  # │ ┃ ║
_SIGNS = " |│┃║"
_FIRST_RECORD = re.compile(rb"[^0-9]*+1[^0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """n lines of tables: where each begins and ends (int64[n]), and whether it begins a record (bool[n])."""

    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)
    is_rule: NDArray[np.bool_] = field(repr=False)


def separators(data: NDArray[np.uint8], *, boxes: bool) -> tuple[Offsets, int]:
    """Where the separators stand and how many bytes each has: pipes, or box characters."""
    if not boxes:
        return np.flatnonzero(data == _PIPE), 1
    at = np.flatnonzero(data[:-2] == _LEAD)
    is_box = np.zeros(len(at), np.bool_)
    for second, third in _BOXES:
        is_box |= (data[at + 1] == second) & (data[at + 2] == third)
    return at[is_box], len("│".encode())


class _Names:
    """The names of the records so far. All records of a query have those of its first, written alike."""

    def __init__(self) -> None:
        self.names: list[str | None] = []
        self.label = -1
        self._known: dict[bytes, int] = {}
        self._learns, self._width = True, 0

    def begin(self, *, is_first: bool) -> None:
        """A record begins, the first of its query or a later one."""
        self.label, self._learns = -1, is_first or not self._known
        if is_first:
            self._known = {}

    def meet(self, written: bytes) -> bool:
        """Whether what stands before a separator is a name or, where a value goes on, blank; then it is the label."""
        label = self._known.get(written)
        if label is None and self._learns:
            label = self._learnt(written)
        if label is not None:
            self.label = label
        return label is not None or not written.strip(_SIGNS.encode())

    def _learnt(self, written: bytes) -> int | None:
        """The label of a new name: it is as wide as the others."""
        text = written.decode("utf-8", "replace")
        name = text.strip(_SIGNS)
        self._width = self._width if self._known else len(text)
        if not name or self._width not in (len(written), len(text)):
            return None
        self.names.append(name)
        self._known[written] = len(self.names) - 1
        return self._known[written]


def vertical(
    text: bytes, data: NDArray[np.uint8], lines: Lines, frame: Frame
) -> tuple[Offsets, Offsets, Offsets, Offsets, tuple[str | None, ...]]:
    """The values: start, end, record, label; and the names. A line without a name goes on with the value above."""
    edge, end, width = _edges(data, lines, colon=frame.colon)
    start, labels, own = lines.start.copy(), [], _Names()
    for number, (begin, at, is_rule) in enumerate(
        zip(lines.start.tolist(), edge.tolist(), lines.is_rule.tolist(), strict=True)
    ):
        if is_rule:
            own.begin(is_first=_FIRST_RECORD.match(text, begin) is not None)
        elif at >= 0 and own.meet(text[begin:at]):
            start[number] = at + width
        labels.append(own.label)
    start = np.where(lines.is_rule, end, start)
    record = lines.start[np.maximum.accumulate(np.where(lines.is_rule, np.arange(len(labels)), 0))]
    return start, end, record, np.array(labels, np.int64), tuple(own.names)


def _edges(data: NDArray[np.uint8], lines: Lines, *, colon: bool) -> tuple[Offsets, Offsets, int]:
    """Where the separator behind the name stands in each line, -1 for none, where the value ends, how wide one is."""
    at, width = (np.flatnonzero(data == _COLON), 1) if colon else separators(data, boxes=False)
    if not colon and len(at) == 0:
        at, width = separators(data, boxes=True)
    at = at[is_within(at, lines.start, lines.end)]
    padded = np.append(at, len(data) + 1)
    first = np.searchsorted(at, lines.start)
    bordered = np.zeros(len(first), np.bool_) if colon else padded[first] == lines.start
    edge = padded[np.minimum(first + bordered, len(at))]
    _, end = trimmed(data, lines.start, lines.end)
    last = np.append(at, -1)[np.searchsorted(at, lines.end) - 1]
    end = np.where(bordered & (last + width == end) & (last > edge), last, end)
    return np.where(edge < lines.end, edge, -1), end, width
