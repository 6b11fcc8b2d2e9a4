"""Keys and values that stand in one another: JSON, YAML, sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

UNKEYED, UNLABELLED = -1, -2
"""In place of a value's key: it has that of the node it stands in; it has no label at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """n objects, lists, sections in the order of the text; node 0 is the outside.

    `parent` int64[n] is the node that one stands in, always an earlier one (-1 for the outside), `key` int64[n] the
    number of its word, UNKEYED where it has none of its own: an item of a list, or one of a dictionary of people.
    `is_unit` bool[n]: it may be a record (a list may not), `is_element` bool[n]: it is one of several alike.
    """

    parent: Numbers
    key: Numbers
    is_unit: NDArray[np.bool_]
    is_element: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The nodes of a text and its m values in the order of the text.

    `start` and `end` int64[m] are the values' offsets, `owner` int64[m] their nodes, `named` int64[m] the numbers of
    their keys in `words`, UNKEYED or UNLABELLED.
    """

    words: tuple[str, ...]
    nodes: Nodes
    start: Numbers
    end: Numbers
    owner: Numbers
    named: Numbers
