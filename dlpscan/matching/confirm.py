"""From candidates to spans: `regex` runs where the search saw something, and only there.

The result is what `regex` alone would find: in prose the leftmost matches that do not overlap, in a cell the whole
cell if it matches from end to end, else the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..arrays import Strings, byte_set
from .automaton import PADDING, PADDING_WIDTH
from .compiled import automata, compiled
from .dialect import Expression

# Room for the boundaries on both sides of a match, and for lookarounds of ordinary length.
_MARGIN = 80

Spans = tuple[NDArray[np.int64], NDArray[np.int64]]
# From how many cells on an automaton pays for being built.
MANY_CELLS = 64

# What stands between cells: the bounds of a line, and what no line has, lest a label of one cell announces the next.
_BETWEEN = b"\n\0\n"
_IS_PADDING = byte_set(PADDING)


def spans_in_prose(text: bytes, expression: Expression, ends: NDArray[np.int64], seconds: float) -> Spans:
    """The matches in the neighbourhood of the candidates. Raises TimeoutError."""
    starts: list[int] = []
    stops: list[int] = []
    pattern = compiled(expression)
    finditer = pattern.inside.finditer
    for low, last in _regions(ends, pattern.width):
        # The slice keeps what lookarounds see; a match beyond the last candidate is an artefact of its end.
        begin = max(0, low - _MARGIN)
        part = text[begin : last + _MARGIN]
        for match in finditer(part, low - begin, timeout=seconds):
            if match.end() + begin > last or match.end() == match.start():
                continue
            starts.append(match.start() + begin)
            stops.append(match.end() + begin)
    return np.array(starts, np.int64), np.array(stops, np.int64)


def spans_everywhere(text: bytes, expression: Expression, seconds: float) -> Spans:
    """The matches of a pattern that cannot be searched for. Raises TimeoutError."""
    matches = compiled(expression).inside.finditer(text, timeout=seconds)
    table = np.array([m.span() for m in matches if m.end() > m.start()], np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _regions(ends: NDArray[np.int64], width: int) -> list[tuple[int, int]]:
    """Where to look: (begin, last candidate), merged where they touch."""
    regions: list[tuple[int, int]] = []
    reach = width + 2
    for end in ends.tolist():
        low = max(0, end - reach)
        if regions and low <= regions[-1][1] + 1:
            regions[-1] = (regions[-1][0], end)
        else:
            regions.append((low, end))
    return regions


def whole_cells(
    text: bytes, expressions: Sequence[Expression], start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """uint64[n]: a bit for each of at most 64 narrow patterns that matches all of a cell, padding aside."""
    cells = Strings.cut(text, start, end)
    masks = np.zeros(len(start), np.uint64)
    for automaton, first in automata(tuple(expressions)):
        masks |= automaton.matched(cells) << np.uint64(first)
    return masks


def fully_matched(
    text: bytes, expression: Expression, start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The numbers of the cells that a pattern matches from end to end, padding aside; ascending."""
    pattern = compiled(expression)
    match, widest = pattern.whole.fullmatch, pattern.width + 2 * PADDING_WIDTH
    cells = zip(start.tolist(), end.tolist(), strict=True)
    return np.array([i for i, (a, b) in enumerate(cells) if b - a <= widest and match(text[a:b])], np.int64)


def spans_in_cells(
    text: bytes, expression: Expression, start: NDArray[np.int64], end: NDArray[np.int64], seconds: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The matches inside of cells: which of the given cells, start, end. Raises TimeoutError.

    The cells are joined by line ends, which a pattern does not cross unless it says so; a lookaround may, but finds
    nothing there that it knows.
    """
    if compiled(expression).crosses_lines:
        pieces = [_joined_spans(text, expression, start[i : i + 1], end[i : i + 1], seconds) for i in range(len(start))]
        table = [(i, a, b) for i, (starts, stops, _) in enumerate(pieces) for a, b in zip(starts, stops, strict=True)]
        columns = np.array(table, np.int64).reshape(-1, 3)
        return columns[:, 0], columns[:, 1], columns[:, 2]
    starts, stops, which = _joined_spans(text, expression, start, end, seconds)
    return which, starts, stops


def _joined_spans(
    text: bytes, expression: Expression, start: NDArray[np.int64], end: NDArray[np.int64], seconds: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Start, end and cell of the matches, as offsets of the chunk."""
    joined = _BETWEEN.join([text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)])
    starts, stops = spans_everywhere(joined, expression, seconds)
    begins = np.cumsum(np.append(0, end - start + len(_BETWEEN)))[:-1]
    which = np.searchsorted(begins, starts, side="right") - 1
    shift = start[which] - begins[which]
    return starts + shift, stops + shift, which


def trimmed(
    text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The spans without the padding that a whole cell may have around its value."""
    data = np.frombuffer(text, np.uint8)
    start, end = start.copy(), end.copy()
    for edge, step, offset in ((start, 1, 0), (end, -1, -1)):
        todo = np.flatnonzero(_IS_PADDING[data.take(edge + offset, mode="clip")])
        for _ in range(PADDING_WIDTH):
            todo = todo[(end[todo] > start[todo]) & _IS_PADDING[data.take(edge[todo] + offset, mode="clip")]]
            if len(todo) == 0:
                break
            edge[todo] += step
    return start, end
