"""Nested text (objects, elements) as records: which of the values belong to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....detector import Person

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RARE = 0.2
_STRONGEST_FIRST = (Person.NATIONAL_ID, Person.BIRTH_DATE, Person.NAME)


def records_of(
    parent: NDArray[np.int64],
    is_element: NDArray[np.bool_],
    owner: NDArray[np.int64],
    label: NDArray[np.int32],
    persons: dict[int, Person],
) -> tuple[NDArray[np.int64], int]:
    """The record of each of m values (int64[m], from 0) and how many records there are.

    The n nodes (objects, elements with children) stand in the order of the text, each behind its parent: `parent`
    int64[n], -1 for a root. `is_element` bool[n]: one of several alike (an item of an array, a repeated element).
    `owner` int64[m] is the node a value stands in, `label` int32[m] its label (-1 for none), `persons` says which
    labels announce what tells people apart.

    The label that tells people apart best and occurs most is the measure: a record is the largest node that has it at
    most once. Without such a label every outermost element is a record.
    """
    if len(owner) == 0:
        return np.zeros(0, np.int64), 0
    measure = _measure(label, owner, persons)
    if measure is None:
        top = _outermost_elements(parent, is_element)
    else:
        holders = np.zeros(len(parent), np.int64)
        holders[owner[label == measure]] = 1
        top = _largest_with_at_most_one(parent, holders)
    root = top[owner]
    first_of = np.zeros(len(parent), np.bool_)
    first_of[root] = True
    number = np.cumsum(first_of) - 1
    return number[root], int(number[-1]) + 1


def _measure(label: NDArray[np.int32], owner: NDArray[np.int64], persons: dict[int, Person]) -> int | None:
    """The label of the strongest kind that stands in the most nodes, unless it is rare beside the others'."""
    counts = {number: len(np.unique(owner[label == number])) for number in persons}
    most = max(counts.values(), default=0)
    for kind in _STRONGEST_FIRST:
        labels = [number for number, person in persons.items() if person is kind]
        best = max(labels, key=lambda number: (counts[number], -number), default=None)
        if best is not None and counts[best] > _RARE * most:
            return best
    return None


def _largest_with_at_most_one(parent: NDArray[np.int64], holders: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each node the topmost ancestor (or itself) in which there is at most one holder."""
    inside = _sums_upwards(parent, holders)
    above = np.maximum(parent, 0)
    climbs = (parent >= 0) & (inside[above] <= 1)
    return _tops(np.where(climbs, parent, np.arange(len(parent))))


def _outermost_elements(parent: NDArray[np.int64], is_element: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each node its outermost ancestor (or itself) that is an element; the root where there is none."""
    above = np.maximum(parent, 0)
    levels = _sums_downwards(parent, is_element.astype(np.int64))
    climbs = (parent >= 0) & ((levels[above] >= 1) | (levels == 0))
    return _tops(np.where(climbs, parent, np.arange(len(parent))))


def _tops(up: NDArray[np.int64]) -> NDArray[np.int64]:
    """Follows `up` to the end of each chain, twice as far every time."""
    while True:
        further = up[up]
        if bool((further == up).all()):
            return up
        up = further


def _depths(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 for a root; by doubling, as chains may be long."""
    return _sums_downwards(parent, (parent >= 0).astype(np.int64))


def _sums_downwards(parent: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each node the sum of a value over itself and its ancestors."""
    # A root's ancestor is an extra node at the end, which has nothing and is its own parent.
    up = np.append(np.where(parent >= 0, parent, len(parent)), len(parent))
    sums = np.append(values, 0)
    while bool((up != len(parent)).any()):
        sums = sums + sums[up]
        up = up[up]
    return sums[:-1]


def _sums_upwards(parent: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each node the sum of a value over itself and all that is inside of it."""
    depth = _depths(parent)
    # In the order of the text a node's inside ends where the next node of its depth or above begins.
    end = _ends(depth)
    before = np.append(0, np.cumsum(values))
    sums: NDArray[np.int64] = before[end] - before[:-1]
    return sums


def _ends(depth: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each node the index behind its inside."""
    ends = np.full(len(depth), len(depth), np.int64)
    open_nodes: list[int] = []
    for index, level in enumerate(depth.tolist()):
        while open_nodes and depth[open_nodes[-1]] >= level:
            ends[open_nodes.pop()] = index
        open_nodes.append(index)
    return ends
