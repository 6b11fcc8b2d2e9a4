"""The cells of a page whose markup was taken away: tables, names with their values, and the prose around them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells, Stretches
from ..nested.words import numbered
from ..prose.labelled import labelled_values
from .pieces import MOST_NAMES, Asked, Pieces
from .tables import header_of, pieces_of, sample_rows, segments_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ....layout import Labels


def header_at_end(text: bytes, labels: Labels) -> tuple[str, ...]:
    """The header of the table that a text is the beginning of."""
    segments = segments_of(text)
    return header_of(text, Asked(labels), sample_rows(segments, 0, len(segments)))


def cells_of(text: bytes, labels: Labels, header: tuple[str, ...]) -> Cells:
    """Cells and prose, in the order of the text; `header` is that of the table in the midst of which it begins."""
    pieces = pieces_of(text, Asked(labels), header)
    _add_labelled(text, labels, pieces)
    start, end = np.array(pieces.start, np.int64), np.array(pieces.end, np.int64)
    is_free = np.array(pieces.is_free, np.bool_)
    order = np.arange(len(start))
    if not bool((np.diff(start) > 0).all()):
        order = np.lexsort((~is_free, start))
    start, end, is_free = start[order], end[order], is_free[order]
    record, records = _records(pieces, labels, order)
    names: dict[tuple[str | None, str | None], int] = {}
    label = np.array([names.setdefault(own, len(names)) for own in pieces.label], np.int64)[order]
    known = list(names)[:MOST_NAMES]
    unlabelled = np.array([path is None for _, path in names], np.bool_)[label] | (label >= MOST_NAMES)
    cells, free = np.flatnonzero(~is_free), np.flatnonzero(is_free)
    return Cells(
        start=start[cells],
        end=end[cells],
        label=np.where(unlabelled, -1, label)[cells].astype(np.int32),
        record=record[cells],
        names=tuple(name for name, _ in known),
        # The point of an abbreviation is none between names.
        paths=tuple(path.replace(".", " ") if path else None for _, path in known),
        records=records,
        free=Stretches(start=start[free], end=end[free], record=record[free]) if len(free) else None,
    )


def _records(pieces: Pieces, labels: Labels, order: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """The record of each piece, in order of the text.

    What belongs to the page and to no row of people is one record, or several if what tells people apart comes again:
    each time its first name comes, another one begins.
    """
    pairs = sorted(pieces.pairs, key=lambda pair: pieces.start[pair])
    paths = {pair: (pieces.label[pair][1] or "").lower() for pair in pairs}
    words = tuple(dict.fromkeys(paths.values()))[:MOST_NAMES]
    persons = labels.persons(words) if words else {}
    begins = np.zeros(len(order), np.int64)
    if persons:
        leading = words[min(persons)]
        begins[[pair for pair in pairs if paths[pair] == leading][1:]] = 1
    row = np.array(pieces.row, np.int64)[order]
    section = np.cumsum(begins[order])
    number, first = numbered(np.where(row >= 0, row, section + pieces.people).astype(np.uint64))
    return number, len(first)


def _add_labelled(text: bytes, labels: Labels, pieces: Pieces) -> None:
    """Values behind their labels in the prose: they say whom it is about."""
    free = [i for i, is_free in enumerate(pieces.is_free) if is_free]
    free.sort(key=pieces.start.__getitem__)
    if not free:
        return
    starts = [pieces.start[i] for i in free]
    reached = 0
    for found in sorted(labelled_values(text, labels), key=lambda found: found.start):
        around = free[max(0, bisect_right(starts, found.start) - 1)]
        is_inside = pieces.start[around] <= found.start and found.end <= pieces.end[around]
        if found.row < 0 and is_inside and found.start >= reached:
            reached = found.end
            pieces.add(found.start, found.end, path=found.name, row=pieces.row[around], is_pair=True)
