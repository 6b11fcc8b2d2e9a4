"""Which element of XML stands in which: also where tags are not balanced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .tags import Tags

# Elements deeper than this count as children of the one at this level.
DEEPEST = 100
# So many open elements a closing tag may close at once.
_MOST_CLOSED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """For each of n tags: `level` of its element (0 for a root), `parent` the tag that opens what it stands in.

    `inside` is the tag of the element that is open behind the tag. -1 where there is none; all int64[n].
    """

    level: NDArray[np.int64] = field(repr=False)
    parent: NDArray[np.int64] = field(repr=False)
    inside: NDArray[np.int64] = field(repr=False)


def nesting_of(tags: Tags, keys: NDArray[np.uint64]) -> Nesting:
    """How the tags nest; `keys` uint64[n] stand for their names.

    A text that begins or ends inside of elements is balanced as far as it goes. A closing tag that closes nothing of
    its name nearby is ignored.
    """
    is_open = ~tags.is_closing & ~tags.is_single
    after = np.cumsum(is_open.astype(np.int64) - tags.is_closing)
    level = np.where(is_open, after - 1, after)
    level -= min(0, int(level.min(initial=0)))
    if not _is_balanced(level, is_open, tags.is_closing, keys):
        level = _repaired(is_open.tolist(), tags.is_closing.tolist(), keys.tolist())
    level = np.minimum(level, DEEPEST)
    parent = _parents(level, tags.is_closing)
    return Nesting(level=level, parent=parent, inside=np.where(is_open, np.arange(len(level)), parent))


def _is_balanced(
    level: NDArray[np.int64], is_open: NDArray[np.bool_], is_closing: NDArray[np.bool_], keys: NDArray[np.uint64]
) -> bool:
    """Whether each closing tag has the name of what it closes: on a level they alternate."""
    pair = np.flatnonzero(is_open | is_closing)
    order = pair[_order_of_levels(level[pair])]
    closes = is_closing[order[1:]] & is_open[order[:-1]] & (level[order[1:]] == level[order[:-1]])
    return bool((keys[order[1:]][closes] == keys[order[:-1]][closes]).all())


def _order_of_levels(level: NDArray[np.int64]) -> NDArray[np.int64]:
    # Sorted by counting where the numbers are small.
    small = level.astype(np.uint8) if int(level.max(initial=0)) < 256 else level
    return np.argsort(small, kind="stable")


def _repaired(is_open: list[bool], is_closing: list[bool], keys: list[int]) -> NDArray[np.int64]:
    open_elements: list[int] = []
    levels = []
    for opens, closes, key in zip(is_open, is_closing, keys, strict=True):
        if closes:
            nearby = open_elements[-_MOST_CLOSED:]
            if key in nearby:
                last = len(nearby) - 1 - nearby[::-1].index(key)
                del open_elements[len(open_elements) - len(nearby) + last :]
        levels.append(len(open_elements))
        if opens:
            open_elements.append(key)
    return np.array(levels, np.int64)


def _parents(level: NDArray[np.int64], is_closing: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each tag the last tag before it that opens an element one level above."""
    order = _order_of_levels(level)
    edges = np.searchsorted(level[order], np.arange(int(level.max(initial=-1)) + 2))
    parent = np.full(len(level), -1, np.int64)
    above = np.zeros(0, np.int64)
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        own = order[low:high]
        if len(above):
            index = np.searchsorted(above, own) - 1
            parent[own] = np.where(index >= 0, above[index], -1)
        above = own[~is_closing[own]]
    return parent
