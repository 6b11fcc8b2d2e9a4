"""The tuples behind VALUES, found with array arithmetic: parentheses and commas outside of strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ....arrays import byte_set
from ..spans import Offsets, is_within, trimmed
from .outline import Statements, Strings, before_blanks, spans_of
from .syntax import Kind
from .values import Values, label_of, says_something

_OPEN, _CLOSE, _COMMA, _SEMICOLON = b"(),;"
_MOST_COMMENTS = 8
_NO_TEXT = byte_set(b"xXbB")
_BACKSLASH, _SMALL_X = ord("\\"), ord("x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """n parentheses, commas and semicolons outside of strings, comments and COPY rows: where, and which; `[n]`.

    `statement` int64[n]: the statement whose body they stand in, -1 for none. `end` int64[k]: where the body of each
    statement ends: before the semicolon, or where the next one begins.
    """

    at: Offsets = field(repr=False)
    byte: NDArray[np.uint8] = field(repr=False)
    statement: Offsets = field(repr=False)
    end: Offsets = field(repr=False)


def marks_in(text: bytes, statements: Statements, strings: Strings) -> Marks:
    """The marks of a text and what they belong to."""
    data = np.frombuffer(text, np.uint8)
    at = np.flatnonzero((data == _OPEN) | (data == _CLOSE) | (data == _COMMA) | (data == _SEMICOLON))
    at = at[~strings.hold(at)]
    copies, copy_ends = spans_of(statements.copies)
    at = at[~is_within(at, copies, copy_ends)]
    byte = data[at]
    semicolons = at[byte == _SEMICOLON]
    barriers = np.sort(np.concatenate((statements.start[1:], copies, [len(text)])))
    end = barriers[np.searchsorted(barriers, statements.body)]
    end = np.minimum(end, np.append(semicolons, len(text))[np.searchsorted(semicolons, statements.body)])
    statement = np.full(len(at), -1, np.int64)
    edges = np.searchsorted(at, np.stack((statements.body, end), 1).ravel())
    owner = np.repeat(np.stack((np.arange(len(end)), np.full(len(end), -1)), 1).ravel()[:-1], np.diff(edges))
    if len(edges):
        statement[edges[0] : edges[-1]] = owner
    return Marks(at=at, byte=byte, statement=statement, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuples:
    """k tuples, and the n places between which their values stand: each value from behind a place to the next.

    `start`, `end` int64[n]: the span of each value with all that is around it; `statement`, `index` int64[n]: which
    statement it belongs to and the how manyth value of its tuple it is; `opens` int64[n]: where its tuple opens.
    `closes` int64[k]: the last byte of each tuple, in order; `owners` int64[k]: its statement.
    """

    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)
    statement: Offsets = field(repr=False)
    index: Offsets = field(repr=False)
    opens: Offsets = field(repr=False)
    closes: Offsets = field(repr=False)
    owners: Offsets = field(repr=False)


def tuples_in(text: bytes, statements: Statements, strings: Strings, marks: Marks) -> Tuples:
    """The tuples of the statements that have rows."""
    data = np.frombuffer(text, np.uint8)
    kinds = np.array([head.kind is Kind.ROWS for head in statements.heads], np.bool_)
    own = np.flatnonzero(np.append(kinds[statements.which], False)[marks.statement])
    byte, depth = marks.byte[own], _depths(marks.byte[own], marks.statement[own])
    opens = (byte == _OPEN) & (depth == 0)
    edges = np.flatnonzero(opens | (((byte == _COMMA) | (byte == _CLOSE)) & (depth == 1)))
    opens, at, closes, statement = (
        opens[edges],
        marks.at[own][edges],
        byte[edges] == _CLOSE,
        marks.statement[own][edges],
    )
    first = np.flatnonzero(opens)
    follows = _follow_values(
        data, at[first], statements.body[statement[first]], (strings.comments, strings.comment_ends)
    )
    number = np.cumsum(opens) - 1
    index = np.arange(len(edges)) - first[number]
    end = np.append(at[1:], len(text))
    unclosed = np.append(opens[1:], True) & ~closes
    end[unclosed] = marks.end[statement[unclosed]]
    last = np.append(first[1:], len(edges))[follows] - 1
    kept = np.flatnonzero(~closes & follows[number])
    return Tuples(
        start=at[kept] + 1,
        end=end[kept],
        statement=statement[kept],
        index=index[kept],
        opens=at[first][number[kept]],
        closes=np.where(closes[last], at[last], end[last] - 1),
        owners=statement[last],
    )


def _depths(byte: NDArray[np.uint8], statement: Offsets) -> NDArray[np.int32]:
    """int32[n]: how many parentheses of the statement are open before each mark."""
    step = (byte == _OPEN).astype(np.int32) - (byte == _CLOSE)
    depth: NDArray[np.int32] = np.cumsum(step, dtype=np.int32) - step
    if len(depth) == 0:
        return depth
    first = np.flatnonzero(np.diff(statement, prepend=-1))
    depth -= np.repeat(depth[first], np.diff(np.append(first, len(depth))))
    if depth[0 : first[1] if len(first) > 1 else len(depth)].min() < 0:
        # The text begins inside of a tuple: what it closes was opened before.
        begun = depth[: first[1] if len(first) > 1 else len(depth)]
        begun -= np.minimum.accumulate(begun)
    return depth


def _follow_values(
    data: NDArray[np.uint8], at: Offsets, body: Offsets, comments: tuple[Offsets, Offsets]
) -> NDArray[np.bool_]:
    """bool[k]: which parentheses stand behind VALUES or a comma; what else is in parentheses is no tuple."""
    if len(at) == 0:
        return np.zeros(0, np.bool_)
    before = before_blanks(data, at)
    for _ in range(_MOST_COMMENTS):
        behind = np.flatnonzero(is_within(before, *comments))
        if len(behind) == 0:
            break
        comment = np.searchsorted(comments[0], before[behind], side="right") - 1
        before[behind] = before_blanks(data, comments[0][comment])
    follows: NDArray[np.bool_] = (before < body) | (data[before] == _COMMA) | ((before == 0) & (body == 0))
    return follows


def tuple_values(text: bytes, tuples: Tuples, strings: Strings, which: Offsets, labels: Sequence[Offsets]) -> Values:
    """The values of tuples: of one that holds strings the first, else what is written, if it says something.

    `which` int64[statements] and `labels` say the label of each column of each statement.
    """
    data = np.frombuffer(text, np.uint8)
    opens, closes = np.append(strings.opens, len(text)), np.append(strings.closes, len(text))
    inside = np.searchsorted(opens, tuples.start)
    quoted = opens[inside] < tuples.end
    start = np.where(quoted, opens[inside] + 1, tuples.start)
    end = np.where(quoted, np.minimum(closes[inside], tuples.end), tuples.end)
    bare = np.flatnonzero(~quoted)
    start[bare], end[bare] = trimmed(data, start[bare], end[bare])
    keep = end > start
    keep[bare] = says_something(data, start[bare], end[bare])
    keep[quoted & keep] = ~_are_bytes(data, start[quoted & keep])
    values = Values(
        start=start, end=end, record=tuples.opens, label=label_of(labels, which[tuples.statement], tuples.index)
    )
    return values.only(keep)


def _are_bytes(data: NDArray[np.uint8], start: Offsets) -> NDArray[np.bool_]:
    """bool[n]: which strings hold bytes as digits: X'4142', B'01', '\\x4142'."""
    prefix = data[np.maximum(start - 2, 0)]
    escaped = (data[start] == _BACKSLASH) & (data[np.minimum(start + 1, len(data) - 1)] == _SMALL_X)
    are_bytes: NDArray[np.bool_] = _NO_TEXT[prefix] | escaped
    return are_bytes
