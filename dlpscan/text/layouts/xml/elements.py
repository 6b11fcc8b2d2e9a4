"""Texts of elements and values of attributes as cells: what they are called and whom they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells, Stretches
from ..nested.tree import records_of
from ..nested.words import numbered
from .naming import GENERIC, Labelled, Names, Values, labelled
from .nesting import nesting_of
from .tags import Spans, Specials, Tags, attributes_of, specials_of, tags_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ....layout import Labels

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_BLANK = 32
# Attributes that say how the markup is to be read.
_TECHNICAL = ("xmlns", "xml:", "xsi:")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Markup:
    """A text's n tags, how they nest, and what tags and m attributes are called (the numbers of `names`).

    `tag_name`, `parent` and `inside` int64[n + 1] end with -1, for what stands in no element.
    """

    specials: Specials
    tags: Tags
    names: Names
    tag_name: Numbers = field(repr=False)
    parent: Numbers = field(repr=False)
    inside: Numbers = field(repr=False)
    attribute_name: Numbers = field(repr=False)
    attribute_tag: Numbers = field(repr=False)
    attribute_value: Spans


def cells_of(text: bytes, labels: Labels, *, container: str | None) -> Cells:
    """The cells of a text; `container` is what its outermost elements stand in, if it is known."""
    markup = _markup_of(text, container)
    values = _values_of(text, markup)
    found = labelled(text, values, markup.names, markup.tag_name, markup.parent)
    record, records = _records(markup, values, found, labels)
    free = _free(markup.specials.comments, values.spans.start, record)
    return Cells(
        start=values.spans.start,
        end=values.spans.end,
        label=found.label,
        record=record,
        names=found.names,
        paths=found.paths,
        records=max(records, 1) if free else records,
        free=free,
    )


def _markup_of(text: bytes, container: str | None) -> _Markup:
    specials = specials_of(text)
    tags = tags_of(text, specials)
    keys = tags.name.keys(text)
    attribute_names, values, attribute_tag = attributes_of(text, tags)
    names, tag_name, attribute_name = _names(text, keys, tags.name, attribute_names, container)
    nesting = nesting_of(tags, keys)
    kept = np.flatnonzero(attribute_name >= 0)
    return _Markup(
        specials=specials,
        tags=tags,
        names=names,
        tag_name=np.append(tag_name, -1),
        parent=np.append(nesting.parent, -1),
        inside=np.append(nesting.inside, -1),
        attribute_name=attribute_name[kept],
        attribute_tag=attribute_tag[kept],
        attribute_value=values.chosen(kept),
    )


def _names(
    text: bytes, keys: NDArray[np.uint64], of_tags: Spans, of_attributes: Spans, container: str | None
) -> tuple[Names, Numbers, Numbers]:
    """The local names, and their numbers for each tag and each attribute; -1 for attributes that hold no data."""
    both = of_tags.and_then(of_attributes)
    number, first = numbered(np.append(keys, of_attributes.keys(text)))
    words = both.chosen(first).texts(text)
    known: dict[str, int] = {}
    local = np.array([known.setdefault(word.rpartition(":")[2], len(known)) for word in words], np.int64)
    technical = np.array([word.startswith(_TECHNICAL) for word in words], np.bool_)
    attribute = number[len(keys) :]
    outermost = known.setdefault(container, len(known)) if container else -1
    return (
        Names(tuple(known), outermost),
        local[number[: len(keys)]],
        np.where(technical[attribute], -1, local[attribute]),
    )


def _values_of(text: bytes, markup: _Markup) -> Values:
    """The texts and attribute values that are not blank, in the order of the text."""
    spans, tag = _texts(text, markup)
    texts = len(spans)
    spans, tag = spans.and_then(markup.attribute_value), np.append(tag, markup.attribute_tag)
    element = markup.tag_name[tag]
    name = np.append(element[:texts], markup.attribute_name)
    spans = _trimmed(text, spans)
    chosen = np.flatnonzero(spans.end > spans.start)
    if not bool((np.diff(spans.start[chosen]) > 0).all()):
        chosen = chosen[np.argsort(spans.start[chosen], kind="stable")]
    return Values(
        spans=spans.chosen(chosen), tag=tag[chosen], name=name[chosen], element=element[chosen], is_text=chosen < texts
    )


def _texts(text: bytes, markup: _Markup) -> tuple[Spans, Numbers]:
    """What stands between tags, and the element it stands in."""
    marks, inside = markup.tags.spans, markup.inside[:-1]
    if len(markup.specials.all):
        marks = marks.and_then(markup.specials.all)
        marks = marks.chosen(np.argsort(marks.start, kind="stable"))
        inside = _inside(markup, marks.start)
    between = Spans(start=np.append(0, marks.end), end=np.append(marks.start, len(text)))
    tag = np.append(-1, inside)
    filled = np.flatnonzero(between.end > between.start)
    between, tag = between.chosen(filled), tag[filled]
    sections = markup.specials.characters
    if len(sections):
        between, tag = between.and_then(sections), np.append(tag, _inside(markup, sections.start))
    return between, tag


def _inside(markup: _Markup, offsets: Numbers) -> Numbers:
    """The element that is open at each offset."""
    inside: Numbers = markup.inside[np.searchsorted(markup.tags.spans.start, offsets, side="right") - 1]
    return inside


def _trimmed(text: bytes, spans: Spans) -> Spans:
    """The spans without the blanks at both ends."""
    blank = np.frombuffer(text + b" ", np.uint8) <= _BLANK
    start, end = spans.start.copy(), spans.end.copy()
    todo = np.flatnonzero(blank[start])
    if len(todo):
        filled = np.append(np.flatnonzero(blank[:-1] & ~blank[1:]) + 1, len(text))
        start[todo] = np.minimum(filled[np.searchsorted(filled[:-1], start[todo])], end[todo])
    todo = np.flatnonzero(blank[end - 1] & (end > start))
    if len(todo):
        gaps = np.flatnonzero(~blank[:-1] & blank[1:]) + 1
        end[todo] = gaps[np.searchsorted(gaps, end[todo], side="left") - 1]
    return Spans(start=start, end=end)


def _records(markup: _Markup, values: Values, found: Labelled, labels: Labels) -> tuple[Numbers, int]:
    """The record of each value.

    An element is a node if it has children or attributes that tell more than what it is. A leaf's text, and what
    only says what the leaf is, belong to what the leaf stands in; what stands in nothing, to a node of its own.
    """
    parent, names, tags = markup.parent, markup.names, len(markup.tags)
    has_children = np.zeros(tags + 1, np.bool_)
    has_children[parent[:-1][~markup.tags.is_closing]] = True
    is_node: Mask = has_children.copy()
    telling = ~(names.are_generic | names.are_naming)[markup.attribute_name]
    is_node[markup.attribute_tag[telling]] = True
    has_children[tags] = is_node[tags] = False
    number = np.cumsum(is_node, dtype=np.int64)
    number[tags] = 0
    nodes = np.flatnonzero(is_node)
    above = parent[nodes]
    node_parent = np.append(-1, np.where(above >= 0, number[above], -1))
    is_element = np.append(False, _has_siblings(above * len(names.words) + markup.tag_name[nodes]))
    holds_text = has_children | is_node & (parent < 0)
    holds = np.where(values.is_text, holds_text[values.tag], is_node[values.tag])
    owner = number[np.where(holds, values.tag, parent[values.tag])]
    words = zip(found.names, found.paths, strict=True)
    persons = labels.persons(tuple(path if name and GENERIC.fullmatch(name) else name for name, path in words))
    return records_of(node_parent, is_element, owner, found.label, persons)


def _has_siblings(keys: Numbers) -> Mask:
    """bool[n]: which keys occur more than once."""
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    repeated = np.zeros(len(keys), np.bool_)
    repeated[order[1:][same]] = True
    repeated[order[:-1][same]] = True
    return repeated


def _free(comments: Spans, starts: Numbers, record: Numbers) -> Stretches | None:
    """Comments are prose; each belongs to the record of the cell before it."""
    if len(comments) == 0:
        return None
    before = np.maximum(np.searchsorted(starts, comments.start) - 1, 0)
    own = record[before] if len(record) else np.zeros(len(comments), np.int64)
    return Stretches(start=comments.start, end=comments.end, record=own)
