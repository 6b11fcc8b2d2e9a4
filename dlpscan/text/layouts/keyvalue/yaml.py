"""YAML as far as block style goes: keys and lists that stand in one another by their indentation.

Quoted and literal scalars (`|`, `>`) and comments are known; anchors, tags and flow style (`[a, b]`) are text like any
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..nested.outline import UNKEYED, UNLABELLED, Nodes, Outline
from ..nested.words import is_id, words_of
from .lines import Lines, last_keyed, lines_of, spoken_of, unquoted, values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_HASH, _PIPE, _ANGLE, _DASH = b"#|>-"
# What deeper indentations are taken for.
_DEEPEST = 100
_LONGEST_HEADER = 3
# The levels of the outside, of a document, and of a key in column 0. Lists are one step deeper than keys.
_OUTSIDE, _DOCUMENT, _FIRST = 0, 1, 2
_STEP = 2
_STEPS, _ITEM, _KEY = 3, 1, 2


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the lines of a text are; all but the first bool[n].

    `value` int64[n] is where a line's value begins. `literal`: a line of a literal scalar, which reaches from the line
    behind its key to `literal_end` (int64[n], at the key).
    """

    value: Numbers
    keyed: Mask
    comment: Mask
    mark: Mask
    literal: Mask
    literal_end: Numbers


@dataclass(frozen=True, slots=True)
class _Levels:
    """The outside, documents, items of lists and keys without a value of their own: n nodes in the order of the text.

    `at` int64[n]: line by line, with the steps of a document (0), an item, a key. `level` int64[n]: a node stands in
    the last one before it of a lower level. `line` int64[n], -1 for the outside and the first document.
    """

    at: Numbers
    level: Numbers
    line: Numbers

    def holders(self, at: Numbers, level: Numbers) -> Numbers:
        """The nodes that hold what stands at some places, by its level."""
        last = np.searchsorted(self.at, at, side="left") - 1
        found = np.zeros(len(at), np.int64)
        index = np.arange(len(self.at))
        for each in np.flatnonzero(np.bincount(level)).tolist():
            own = level == each
            found[own] = np.maximum.accumulate(np.where(self.level < each, index, 0))[last[own]]
        return found


def yaml_outline(text: bytes, before: bytes = b"") -> Outline:
    """The outline of a text; of what precedes it, `before`, only what it opens."""
    text = before + text
    lines = lines_of(text, b":", spaced=True, lists=True)
    parts = _parts(text, lines)
    keys = np.flatnonzero(parts.keyed)
    word, words = words_of(text, *unquoted(text, lines.content[keys], lines.key_end[keys]))
    word_of = np.full(len(lines.begin), UNKEYED)
    word_of[keys] = word
    key_level, item_level = _levels(lines)
    levels = _level_by_level(lines, parts, key_level, item_level)
    # A line without a key goes on with the value before it.
    last = last_keyed(parts.keyed)
    goes_on = ~parts.keyed & ~lines.dashed & ~parts.comment
    named = np.where(goes_on, word_of[last], word_of)
    level = np.where(lines.dashed & ~parts.keyed, item_level, np.where(goes_on, key_level[last], key_level))
    named[parts.comment] = UNLABELLED
    filled = np.flatnonzero(~parts.literal & ~parts.mark & (lines.begin >= len(before)))
    end = np.maximum(lines.end, parts.literal_end)
    values = values_of(text, parts.value[filled], end[filled], filled)
    line = spoken_of(parts.comment)[values.line]
    return Outline(
        words=words,
        nodes=_nodes(levels, words, word_of),
        start=values.start,
        end=values.end,
        owner=levels.holders(_STEPS * line + _KEY, level[line]),
        named=np.where(values.is_comment, UNLABELLED, named[values.line]),
    )


def _parts(text: bytes, lines: Lines) -> _Parts:
    data = np.frombuffer(text + b"   ", np.uint8)
    first = data[lines.start]
    comment = first == _HASH
    # Between documents: three dashes or dots.
    mark = (lines.column == 0) & ((first == _DASH) | (first == ord(".")))
    mark &= (data[lines.start + 1] == first) & (data[lines.start + 2] == first)
    literal, value, literal_end = _literals(data, lines)
    keyed = lines.keyed & ~(comment | mark | literal)
    value = np.where(keyed & (data[np.minimum(value, len(data) - 1)] == _HASH), lines.end, value)
    return _Parts(value, keyed, comment & ~literal, mark & ~literal, literal, literal_end)


def _literals(data: NDArray[np.uint8], lines: Lines) -> tuple[Mask, Numbers, Numbers]:
    """The lines of literal scalars; where each line's value begins; where literal ones end (at their keys, else 0)."""
    inside, value, end = np.zeros(len(lines.begin), np.bool_), lines.value.copy(), np.zeros(len(lines.begin), np.int64)
    sign = data[lines.value]
    short = (lines.end > lines.value) & (lines.end - lines.value <= _LONGEST_HEADER)
    headers = np.flatnonzero(short & ((sign == _PIPE) | (sign == _ANGLE)) & (lines.keyed | lines.dashed))
    column = lines.column.tolist() if len(headers) else []
    reached = 0
    for header in headers.tolist():
        following = header + 1
        while header >= reached and following < len(column) and column[following] > column[header]:
            following += 1
        if following > header + 1:
            inside[header + 1 : following] = True
            value[header], end[header] = lines.start[header + 1], lines.end[following - 1]
            reached = following
    return inside, value, end


def _levels(lines: Lines) -> tuple[Numbers, Numbers]:
    """The levels of each line's key, and of its item if it is one of a list."""
    key = np.minimum(lines.content - lines.begin, _DEEPEST) * _STEP + _FIRST
    return key, np.minimum(lines.column, _DEEPEST) * _STEP + _FIRST + 1


def _level_by_level(lines: Lines, parts: _Parts, key_level: Numbers, item_level: Numbers) -> _Levels:
    empty = parts.value >= np.maximum(lines.end, parts.literal_end)
    documents = np.flatnonzero(parts.mark)
    items = np.flatnonzero(lines.dashed & (parts.keyed | empty) & ~(parts.literal | parts.mark))
    keys = np.flatnonzero(parts.keyed & empty)
    at = np.concatenate((_STEPS * documents, _STEPS * items + _ITEM, _STEPS * keys + _KEY))
    level = np.concatenate((np.full(len(documents), _DOCUMENT), item_level[items], key_level[keys]))
    order = np.argsort(at, kind="stable")
    line = np.concatenate((documents, items, keys))[order]
    return _Levels(
        np.append([-2, -1], at[order]), np.append([_OUTSIDE, _DOCUMENT], level[order]), np.append([-1, -1], line)
    )


def _nodes(levels: _Levels, words: tuple[str, ...], word_of: Numbers) -> Nodes:
    kind = np.where(levels.line < 0, 0, levels.at % _STEPS)
    parent = levels.holders(levels.at, levels.level)
    parent[0] = -1
    own = np.where(kind == _KEY, np.append(word_of, UNKEYED)[levels.line], UNKEYED)
    by_id = np.array([*map(is_id, words), False])[own]
    is_list = np.zeros(len(parent), np.bool_)
    is_list[parent[kind == _ITEM]] = True
    documents = levels.level == _DOCUMENT
    return Nodes(
        parent=parent,
        key=np.where(by_id, UNKEYED, own),
        is_unit=~is_list,
        is_element=(kind == _ITEM) | by_id | documents & (np.count_nonzero(documents) > 1),
    )
