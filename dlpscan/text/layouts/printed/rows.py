"""The values of printed tables, by array arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..spans import Offsets, is_null, is_within, trimmed
from .frames import Block, Frame, Rule, Shape
from .records import Lines, separators, vertical

_NEWLINE, _RETURN, _BLANK = b"\n\r "


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """n values: `start`, `end`, `record` (where it begins), `label` int64[n], -1 for none; the labels' `names`."""

    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)
    record: Offsets = field(repr=False)
    label: Offsets = field(repr=False)
    names: tuple[str | None, ...]


def values_of(text: bytes, blocks: Sequence[Block], rules: Sequence[Rule]) -> Printed:
    """The values of tables that have the same frame."""
    base = blocks[0].start
    text = text[base : blocks[-1].end]
    data = np.frombuffer(text, np.uint8)
    frame = blocks[0].frame
    lines = _lines(data, blocks, rules, base)
    if frame.shape is not Shape.VERTICAL:
        lines = _without_headers(text, lines, frame)
    if len(lines.start) == 0:
        return Printed(start=lines.start, end=lines.end, record=lines.start, label=lines.start, names=frame.names)
    if frame.shape is Shape.VERTICAL:
        start, end, record, label, names = vertical(text, data, lines, frame)
    else:
        names = frame.names
        start, end, record, label = (_piped if frame.shape is Shape.PIPED else _fixed)(data, lines, frame)
    start, end = trimmed(data, start, end)
    keep = (end > start) & ~is_null(data, start, end)
    return Printed(
        start=start[keep] + base, end=end[keep] + base, record=record[keep] + base, label=label[keep], names=names
    )


Layer = tuple[Offsets, Offsets, Offsets, Offsets]


def _lines(data: NDArray[np.uint8], blocks: Sequence[Block], rules: Sequence[Rule], base: int) -> Lines:
    """The lines of the rows of some tables; of rules only those that begin a record."""
    breaks = np.flatnonzero(data == _NEWLINE)
    start, end = np.append(0, breaks + 1), np.append(breaks, len(data))
    end -= (end > start) & (data[np.maximum(end - 1, 0)] == _RETURN)
    rows = np.array([one.rows for one in blocks], np.int64) - base
    ends = np.array([one.end for one in blocks], np.int64) - base
    framing = np.array([rule.start for rule in rules], np.int64) - base
    is_rule = is_within(start, framing, framing + 1)
    keep = is_within(start, rows, ends)
    if blocks[0].frame.shape is not Shape.VERTICAL:
        keep &= ~is_rule
    return Lines(start=start[keep], end=end[keep], is_rule=is_rule[keep])


def _without_headers(text: bytes, lines: Lines, frame: Frame) -> Lines:
    """The lines but for the header, where it is printed again on a new page."""
    header = frame.header.rstrip(b"\r")
    keep = np.ones(len(lines.start), np.bool_)
    alike = np.flatnonzero(lines.end - lines.start == len(header))
    keep[alike] = [not text.startswith(header, at) for at in lines.start[alike].tolist()]
    return Lines(start=lines.start[keep], end=lines.end[keep], is_rule=lines.is_rule[keep])


def _piped(data: NDArray[np.uint8], lines: Lines, frame: Frame) -> Layer:
    """Values between separators; a line without one at its start goes on with a value of the row before."""
    at, width = separators(data, boxes=b"|" not in frame.header)
    at = at[is_within(at, lines.start, lines.end)]
    line = np.searchsorted(lines.start, at, side="right") - 1
    counts = np.bincount(line, minlength=len(lines.start)) + 1
    owner, index, first = _numbered(counts)
    start, end = np.empty(len(owner), np.int64), np.empty(len(owner), np.int64)
    is_first, is_last = np.zeros(len(owner), np.bool_), np.zeros(len(owner), np.bool_)
    is_first[first] = is_last[first + counts - 1] = True
    start[is_first], start[~is_first] = lines.start, at + width
    end[is_last], end[~is_last] = lines.end, at
    label, record = index - frame.bordered, lines.start
    if frame.bordered:
        margin, _ = trimmed(data, lines.start, lines.end)
        begins = np.zeros(len(lines.start), np.bool_)
        begins[line[at == margin[line]]] = True
        label[~begins[owner]] = -1
        record = lines.start[np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))]
    label[label >= len(frame.names)] = -1
    return start, end, record[owner], label


def _numbered(counts: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """For so many values a line: the line of each, its index in it, and the first value of each line."""
    first = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - first[owner], first


def _fixed(data: NDArray[np.uint8], lines: Lines, frame: Frame) -> Layer:
    """Values below the dashes of the rule, counted in characters; a line that runs across is one value."""
    places = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
    begin, stop = np.searchsorted(places, lines.start), np.searchsorted(places, lines.end)
    columns = np.array(frame.columns, np.int64)
    counts = np.searchsorted(columns, stop - begin)
    owner, index, _ = _numbered(counts)
    start = begin[owner] + columns[index]
    end = np.where(index + 1 < counts[owner], begin[owner] + np.append(columns, 0)[index + 1], stop[owner])
    across = np.zeros(len(begin), np.bool_)
    across[owner[(index > 0) & (data[places[start] - 1] != _BLANK)]] = True
    is_across = across[owner]
    start, end = np.where(is_across, begin[owner], start), np.where(is_across, stop[owner], end)
    kept = np.flatnonzero(~is_across | (index == 0))
    label = np.where(is_across, -1, index)[kept]
    return places[start[kept]], places[end[kept]], lines.start[owner[kept]], label
