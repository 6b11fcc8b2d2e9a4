"""Lines of fixed width as a matrix of characters, and what one kind of line has at which positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_BLANK = 0x20
# Two columns of a table without a header are further apart than the words of a cell.
_LEAST_GAP = 2
_BLANK_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A named stretch of a line: positions in characters from 0, `end` not included."""

    start: int
    end: int
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the lines that begin with `key` are cut: column i goes from `edges[i]` to the next edge or the line's end.

    The first edge is 0: each character of a line is in some column.
    """

    key: bytes
    edges: tuple[int, ...]
    names: tuple[str | None, ...]


WHOLE = Form(key=b"", edges=(0,), names=(None,))
"""The form of lines of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Sample:
    """n lines without their ends; `grid` uint8[n, width] has a byte a character (`?` beyond Latin-1), blanks at the
    ends of shorter lines."""

    lines: tuple[str, ...] = field(repr=False)
    grid: Grid = field(repr=False)

    @classmethod
    def of(cls, lines: Sequence[str]) -> Sample:
        """The sample of some lines."""
        width = max(map(len, lines), default=0)
        joined = "".join([line.ljust(width) for line in lines]).encode("latin-1", "replace")
        return cls(tuple(lines), np.frombuffer(joined, np.uint8).reshape(len(lines), width))

    @property
    def width(self) -> int:
        """The length of the longest line."""
        return int(self.grid.shape[1])

    def chosen(self, which: Sequence[int]) -> Sample:
        """Some of the lines."""
        return Sample(tuple(self.lines[i] for i in which), self.grid[list(which)])

    def by_key(self, length: int) -> dict[str, list[int]]:
        """The numbers of the lines by their first characters."""
        groups: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            groups.setdefault(line[:length], []).append(number)
        return groups

    def filled(self) -> Mask:
        """bool[width]: the positions that are not blank in nearly all lines."""
        share = (self.grid > _BLANK).mean(axis=0) if len(self.lines) else np.zeros(self.width)
        used: Mask = share > 1 - _BLANK_SHARE
        return used


def runs(filled: Mask, gap: int = 1) -> list[tuple[int, int]]:
    """The maximal runs of filled positions, joined where fewer than `gap` blanks part them."""
    edges = np.flatnonzero(np.diff(filled.astype(np.int8), prepend=0, append=0)).reshape(-1, 2).tolist()
    joined: list[tuple[int, int]] = []
    for start, end in edges:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def is_right_aligned(grid: Grid, start: int, end: int) -> bool:
    """Whether the values of a column end rather than begin at the same position."""
    shown = grid[:, start:end] > _BLANK
    return int(shown[:, -1].sum()) > int(shown[:, 0].sum())


def cut(fields: Sequence[Field], grid: Grid, key: bytes = b"") -> Form:
    """The form whose columns are these fields; a later value may be wider than the sampled ones.

    What lies between two columns belongs to the first, but to the second where its values end at one position.
    """
    edges, names, reached = [0], [fields[0].name], fields[0].end
    for one in fields[1:]:
        edges.append(reached if one.start > reached and is_right_aligned(grid, one.start, one.end) else one.start)
        names.append(one.name)
        reached = one.end
    return Form(key=key, edges=tuple(edges), names=tuple(names))


def around(known: Sequence[Field], sample: Sample, key: bytes = b"") -> Form:
    """The form with known fields that do not overlap; between them it is cut where all lines have several blanks."""
    filled = sample.filled()
    columns: list[tuple[int, str | None]] = []
    at = 0
    for one in sorted(known, key=lambda one: one.start):
        columns += _between(filled, at, one.start)
        columns.append((one.start, one.name))
        at = one.end
    columns += _between(filled, at, max(sample.width, at + 1))
    return Form(key=key, edges=tuple(edge for edge, _ in columns), names=tuple(name for _, name in columns))


def _between(filled: Mask, start: int, end: int) -> list[tuple[int, None]]:
    """The columns from one known field to the next, the first of them right behind the known one."""
    if start >= end:
        return []
    further = [start + begin for begin, _ in runs(filled[start:end], _LEAST_GAP)][1:]
    return [(edge, None) for edge in (start, *further)]


def blank_separated(sample: Sample) -> list[Field]:
    """The columns of lines that no header names: what several blanks part in nearly all lines."""
    return [Field(start=start, end=end) for start, end in runs(sample.filled(), _LEAST_GAP)]
