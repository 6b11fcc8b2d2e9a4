"""Values on their way to be cells: the arrays that all parts of the SQL layout share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..spans import Offsets, is_null

_LOWER, _ZERO, _X, _CLOSE = 0x20, ord("0"), ord("x"), ord(")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """n values: `start`, `end` without quotes, `record` (the offset where their record begins), `label`: int64[n]."""

    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)
    record: Offsets = field(repr=False)
    label: Offsets = field(repr=False)

    @classmethod
    def none(cls) -> Values:
        """No values."""
        empty = np.zeros(0, np.int64)
        return cls(start=empty, end=empty, record=empty, label=empty)

    @classmethod
    def joined(cls, parts: Sequence[Values]) -> Values:
        """The values of all parts, in the order of the text."""
        filled = [part for part in parts if len(part.start)]
        if len(filled) < 2:
            return filled[0] if filled else cls.none()
        order = np.argsort(np.concatenate([part.start for part in filled]), kind="stable")
        return cls(
            start=np.concatenate([part.start for part in filled])[order],
            end=np.concatenate([part.end for part in filled])[order],
            record=np.concatenate([part.record for part in filled])[order],
            label=np.concatenate([part.label for part in filled])[order],
        )

    def only(self, keep: NDArray[np.bool_]) -> Values:
        """Some of the values."""
        if keep.all():
            return self
        return Values(start=self.start[keep], end=self.end[keep], record=self.record[keep], label=self.label[keep])


def label_of(labels: Sequence[Offsets], which: Offsets, index: Offsets) -> Offsets:
    """int64[n]: the label of the column at `index` of the table `which`; -1 beyond its columns."""
    widths = np.array([len(own) for own in labels], np.int64)
    flat = np.concatenate([*labels, np.array([-1])])
    before = np.cumsum(widths) - widths
    if len(labels) == 1:
        only: Offsets = flat[np.minimum(index, widths[0])]
        return only
    return np.where(index < widths[which], flat[np.minimum(before[which] + index, len(flat) - 1)], -1)


def says_something(data: NDArray[np.uint8], start: Offsets, end: Offsets) -> NDArray[np.bool_]:
    """bool[n]: which values without quotes are neither empty, NULL, bytes as a hexadecimal number, nor a call."""
    told = (end > start) & ~is_null(data, start, end)
    long = np.flatnonzero(told & (end - start > 1))
    is_hexadecimal = (data[start[long]] == _ZERO) & ((data[start[long] + 1] | _LOWER) == _X)
    told[long[is_hexadecimal | (data[end[long] - 1] == _CLOSE)]] = False
    return told
