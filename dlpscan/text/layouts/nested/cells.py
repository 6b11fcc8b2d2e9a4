"""The cells of an outline: labels from paths, and what belongs to one person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells
from .outline import UNKEYED, UNLABELLED, Nodes, Outline
from .pairs import Topics, renamed
from .tree import records_of
from .words import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ....layout import Labels

    Numbers = NDArray[np.int64]

# A key that stands in more different nodes than this is told by itself: they are people rather than fields.
_MOST_PARENTS = 64
_LEAST_PEOPLE = 3
# Values beyond so many labels have none.
_MOST_LABELS = 4096
_LONGEST_LABEL = 60


def cells_of(text: bytes, outline: Outline, labels: Labels) -> Cells:
    """The values as cells: labelled by the last two keys of their paths, in records of one person each."""
    outline = replace(outline, nodes=_with_people(outline))
    label, names, paths = _labelled(text, outline)
    persons = labels.persons(paths) if len(label) else {}
    nodes = outline.nodes
    unit = _climbed(nodes.parent, nodes.is_unit)
    number = np.cumsum(nodes.is_unit) - 1
    units = np.flatnonzero(nodes.is_unit)
    above = nodes.parent[units]
    # Nothing stands in the outside but what would be lost without it.
    parent = np.where(above > 0, number[unit[np.maximum(above, 0)]], -1)
    parent[parent == 0] = -1
    record, records = records_of(parent, nodes.is_element[units], number[unit[outline.owner]], label, persons)
    return Cells(
        start=outline.start, end=outline.end, label=label, record=record, names=names, records=records, paths=paths
    )


def _with_people(outline: Outline) -> Nodes:
    """The nodes; the keys of those that stand side by side and begin alike tell people apart, and name nothing."""
    nodes, count = outline.nodes, len(outline.nodes.parent)
    first = np.full(count, UNKEYED)
    own = outline.named >= 0
    # Written backwards, so that the first of each node stays.
    first[outline.owner[own][::-1]] = outline.named[own][::-1]
    keyed = np.flatnonzero((nodes.key >= 0) & nodes.is_unit & (nodes.parent >= 0))
    above = nodes.parent[keyed]
    lead = np.full(count, UNKEYED)
    lead[above] = first[keyed]
    # Where a value stands beside them, they are parts of one thing: `patient`, `medecin`, `prescripteur`.
    lead[outline.owner[own]] = UNKEYED
    alike = np.bincount(above[(first[keyed] == lead[above]) & (first[keyed] >= 0)], minlength=count)
    people = keyed[(alike == np.bincount(above, minlength=count))[above] & (alike[above] >= _LEAST_PEOPLE)]
    if len(people) == 0:
        return nodes
    key, is_element = nodes.key.copy(), nodes.is_element.copy()
    key[people], is_element[people] = UNKEYED, True
    return replace(nodes, key=key, is_element=is_element)


def _climbed(parent: Numbers, stops: NDArray[np.bool_]) -> Numbers:
    """For each node the nearest one, itself or above, that is a stop; where there is none the outside."""
    up = np.where(stops, np.arange(len(parent)), np.maximum(parent, 0))
    while True:
        further = up[up]
        if bool((further == up).all()):
            return further
        up = further


def _labelled(
    text: bytes, outline: Outline
) -> tuple[NDArray[np.int32], tuple[str | None, ...], tuple[str | None, ...]]:
    """int32[m]: the label of each value; the names and paths of the labels."""
    nodes = outline.nodes
    source = _climbed(nodes.parent, nodes.key >= 0)
    key = nodes.key[source]
    above = nodes.parent[source]
    parent_key = np.where(above >= 0, key[np.maximum(above, 0)], UNKEYED)
    own = outline.named >= 0
    name = np.where(own, outline.named, key[outline.owner])
    parent = np.where(own, key[outline.owner], parent_key[outline.owner])
    name[outline.named == UNLABELLED] = UNKEYED
    parent = _without_many(name, parent, len(outline.words))
    topics = renamed(text, outline, name, source)
    return _numbered_labels(name, parent, topics, outline.words)


def _without_many(name: Numbers, parent: Numbers, words: int) -> Numbers:
    """The parents, but none for a name that stands in very many different ones."""
    code = (name + 1) * (words + 1) + parent + 1
    first = numbered(code.astype(np.uint64))[1]
    parents = np.bincount(name[first] + 1, minlength=words + 1)
    if int(parents.max(initial=0)) <= _MOST_PARENTS:
        return parent
    return np.where(parents[name + 1] > _MOST_PARENTS, UNKEYED, parent)


def _numbered_labels(
    name: Numbers, parent: Numbers, topics: Topics, words: tuple[str, ...]
) -> tuple[NDArray[np.int32], tuple[str | None, ...], tuple[str | None, ...]]:
    count = len(words) + 1
    code = ((topics.number + 1) * count + name + 1) * count + parent + 1
    label, first = numbered(code.astype(np.uint64))
    names: list[str | None] = []
    paths: list[str | None] = []
    for n, p, t in zip(name[first].tolist(), parent[first].tolist(), topics.number[first].tolist(), strict=True):
        names.append(words[n] if n >= 0 else None)
        paths.append(_path(words[n], words[p] if p >= 0 else "", topics.texts[t] if t >= 0 else "") if n >= 0 else None)
    label[(name[first] < 0)[label] | (label >= _MOST_LABELS)] = -1
    return label.astype(np.int32), tuple(names[:_MOST_LABELS]), tuple(paths[:_MOST_LABELS])


def _path(name: str, parent: str, topic: str) -> str:
    if topic:
        both = f"{parent} {topic}.value" if parent and not parent.startswith("value") else ""
        return both if 0 < len(both) <= _LONGEST_LABEL else f"{topic}.value"
    return f"{parent}.{name}" if parent else name
