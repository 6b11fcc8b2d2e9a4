"""The outline of a piece of a dump: where statements begin, where COPY rows, strings and comments are.

A statement that begins at a line start is believed to begin there whatever the quotes before it say: a stray quote
costs no more than the statement it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ....arrays import byte_set
from ..spans import Offsets, is_within
from .copy import CopyBlock, copy_blocks
from .syntax import APOSTROPHE, HEAD, Head, Kind, created_columns, first_width, head_of, named

_NEWLINE, _SEMICOLON, _BACKSLASH, _HASH = 10, 59, 92, 35
_BLANKS = byte_set(b" \t\r\n")
_INDENT = byte_set(b" \t\r")
_FIRST_LETTERS = byte_set(b"iIrRuUcC")
_BEFORE_COMMENT = byte_set(b" \t\r\n;,()")
_MAX_INDENT = 40
_MAX_TUPLE = 1 << 20
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """n statements in the order of the text, none in COPY rows: where each begins and where its head ends (int64[n]).

    `which` int64[n] indexes `heads`. `firm` bool[n]: it begins a line. The first may be one that goes on from before.
    """

    start: Offsets = field(repr=False)
    body: Offsets = field(repr=False)
    which: Offsets = field(repr=False)
    firm: NDArray[np.bool_] = field(repr=False)
    heads: tuple[Head, ...]
    copies: tuple[CopyBlock, ...]

    def only(self, keep: NDArray[np.bool_]) -> Statements:
        """Some of the statements."""
        return Statements(
            start=self.start[keep],
            body=self.body[keep],
            which=self.which[keep],
            firm=self.firm[keep],
            heads=self.heads,
            copies=self.copies,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """n strings: the offsets of the quotes that open and close them, int64[n]; one never closed ends where a statement
    begins. `comments` and `comment_ends` int64[m]: the comments between the strings."""

    opens: Offsets = field(repr=False)
    closes: Offsets = field(repr=False)
    comments: Offsets = field(repr=False)
    comment_ends: Offsets = field(repr=False)

    def hold(self, offsets: Offsets) -> NDArray[np.bool_]:
        """bool[k]: which offsets are in a string or comment."""
        return is_within(offsets, self.opens, self.closes) | is_within(offsets, self.comments, self.comment_ends)


def statements_in(
    text: bytes, tables: Mapping[str, tuple[str, ...]], open_head: Head | None, open_copy: Head | None
) -> Statements:
    """The statements of a text. Those behind a semicolon within a line may turn out to stand in a string."""
    data = np.frombuffer(text, np.uint8)
    copies = copy_blocks(text, open_copy)
    if is_all_copied(text, copies):
        data = data[:0]
    at, firm = _possible_starts(data, copies)
    kept: list[tuple[int, int, int, bool]] = []
    found: dict[bytes, int] = {}
    heads: list[Head] = []
    if open_head is not None:
        heads.append(open_head)
        kept.append((0, 0, 0, False))
    previous, number = b"\xff", 0
    for start, is_firm in zip(at.tolist(), firm.tolist(), strict=True):
        if kept and start < kept[-1][1]:
            continue  # a line of the head before
        # A dump of one row a statement repeats the same head, with all its columns.
        if not text.startswith(previous, start):
            match = HEAD.match(text, start)
            if match is None:
                continue
            previous = match[0]
            if previous not in found:
                found[previous] = len(heads)
                heads.append(head_of(match))
            number = found[previous]
        kept.append((start, start + len(previous), number, is_firm))
    starts, bodies, which, firms = zip(*kept, strict=True) if kept else ((), (), (), ())
    return Statements(
        start=np.array(starts, np.int64),
        body=np.array(bodies, np.int64),
        which=np.array(which, np.int64),
        firm=np.array(firms, np.bool_),
        heads=_with_columns(text, heads, kept, tables),
        copies=copies,
    )


def _possible_starts(data: NDArray[np.uint8], copies: tuple[CopyBlock, ...]) -> tuple[Offsets, NDArray[np.bool_]]:
    """Where a statement may begin: the first letter of a line or behind a semicolon; and whether it begins a line."""
    if len(data) == 0:
        return _NONE, np.zeros(0, np.bool_)
    breaks = np.append(-1, np.flatnonzero((data == _NEWLINE) | (data == _SEMICOLON)))
    breaks = breaks[breaks < len(data) - 1]
    firm = (breaks < 0) | (data[breaks] == _NEWLINE)
    at = behind_blanks(data, breaks + 1)
    keep = _FIRST_LETTERS[data[at]] & (at > breaks)
    at, firm = at[keep], firm[keep]
    inside = is_within(at, *spans_of(copies))
    return at[~inside], firm[~inside]


def is_all_copied(text: bytes, copies: tuple[CopyBlock, ...]) -> bool:
    """Whether a text is in the midst of a COPY block."""
    return len(copies) == 1 and copies[0].start == 0 and copies[0].end == len(text)


def behind_blanks(data: NDArray[np.uint8], at: Offsets) -> Offsets:
    """The offsets moved on over the blanks of an indent."""
    at = at.copy()
    moving = np.flatnonzero(_INDENT[data[at]])
    for _ in range(_MAX_INDENT):
        at[moving] += 1
        moving = moving[at[moving] < len(data)]
        moving = moving[_INDENT[data[at[moving]]]]
        if len(moving) == 0:
            break
    return np.minimum(at, len(data) - 1)


def before_blanks(data: NDArray[np.uint8], at: Offsets) -> Offsets:
    """The offsets of the last bytes before the given ones that are no blanks, at least 0."""
    at = np.maximum(at - 1, 0)
    moving = np.flatnonzero(_BLANKS[data[at]] & (at > 0))
    for _ in range(_MAX_INDENT):
        if len(moving) == 0:
            break
        at[moving] -= 1
        moving = moving[_BLANKS[data[at[moving]]] & (at[moving] > 0)]
    return at


def spans_of(copies: tuple[CopyBlock, ...]) -> tuple[Offsets, Offsets]:
    """Where blocks of COPY begin (with their statement) and end."""
    return np.array([one.start for one in copies], np.int64), np.array([one.end for one in copies], np.int64)


def _with_columns(
    text: bytes, heads: list[Head], kept: list[tuple[int, int, int, bool]], tables: Mapping[str, tuple[str, ...]]
) -> tuple[Head, ...]:
    """The heads with the columns of the tables created before them; in text order, as each is met first."""
    known = dict(tables)
    complete: dict[int, Head] = {}
    for (_, body, number, _), (end, *_) in pairwise([*kept, (len(text), 0, 0, False)]):
        if number in complete:
            continue
        head = heads[number]
        if head.kind is Kind.TABLE:
            columns = created_columns(text, body, end)
            known[head.table.lower()] = columns
            complete[number] = Head(kind=Kind.TABLE, table=head.table, columns=columns)
        elif head.kind is Kind.ROWS:
            is_known = bool(head.columns) or head.table.lower() in known
            width = 0 if is_known else first_width(text, body, min(end, body + _MAX_TUPLE))
            complete[number] = named(head, known, width)
        else:
            complete[number] = head
    return tuple(complete[number] for number in range(len(heads)))


def strings_in(text: bytes, statements: Statements, *, quote: int = APOSTROPHE, escapes: bool) -> Strings:
    """The strings and comments of a text outside of COPY rows; with `escapes` a backslash takes a quote its meaning."""
    if is_all_copied(text, statements.copies):
        return Strings(opens=_NONE, closes=_NONE, comments=_NONE, comment_ends=_NONE)
    data = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(data == quote)
    copies = spans_of(statements.copies)
    if escapes and _BACKSLASH in text:
        quotes = quotes[~is_escaped(data, quotes)]
    quotes = quotes[~is_within(quotes, *copies)]
    resets = np.append(statements.start[statements.firm], copies[0])
    resets.sort()
    comments, comment_ends = _comments(text, data, quotes, resets, copies)
    if len(comments):
        quotes = quotes[~is_within(quotes, comments, comment_ends)]
        resets = np.sort(np.append(resets, comments))
    base = np.zeros(len(quotes) + 1, np.int64)
    restart = np.searchsorted(quotes, resets)
    if len(quotes) % 2 == 0 and not (restart % 2).any():
        return Strings(opens=quotes[0::2], closes=quotes[1::2], comments=comments, comment_ends=comment_ends)
    base = np.zeros(len(quotes) + 1, np.int64)
    base[restart] = restart
    opening = (np.arange(len(quotes)) - np.maximum.accumulate(base)[:-1]) % 2 == 0
    opens = np.flatnonzero(opening)
    closed = np.append(~opening[1:], False)[opens]
    # One that never closes ends where the next statement begins.
    limit = np.append(resets, len(text))[np.searchsorted(resets, quotes[opens], side="right")]
    closes = np.where(closed, np.append(quotes, len(text))[opens + 1], limit)
    return Strings(opens=quotes[opens], closes=closes, comments=comments, comment_ends=comment_ends)


def is_escaped(data: NDArray[np.uint8], at: Offsets) -> NDArray[np.bool_]:
    """bool[n]: whether an odd number of backslashes stands before each offset."""
    escaped: NDArray[np.bool_] = (data[np.maximum(at - 1, 0)] == _BACKSLASH) & (at > 0)
    behind = np.flatnonzero(escaped)
    if len(behind):
        slashes = np.flatnonzero(data == _BACKSLASH)
        first = np.append(True, np.diff(slashes) != 1)
        begin = slashes[np.maximum.accumulate(np.where(first, np.arange(len(slashes)), 0))]
        run = begin[np.searchsorted(slashes, at[behind]) - 1]
        escaped[behind] = (at[behind] - run) % 2 == 1
    return escaped


def _comments(
    text: bytes, data: NDArray[np.uint8], quotes: Offsets, resets: Offsets, copies: tuple[Offsets, Offsets]
) -> tuple[Offsets, Offsets]:
    """Where comments begin and end that do not stand in strings: one after the other, as each may hold quotes."""
    at, ends = _possible_comments(text, data)
    outside = ~is_within(at, *copies)
    at, ends = at[outside], ends[outside]
    if len(at) == 0:
        return _NONE, _NONE
    first, last = np.searchsorted(quotes, at), np.searchsorted(quotes, ends)
    restart = np.append(0, np.searchsorted(quotes, resets))[np.searchsorted(resets, at, side="right")]
    kept: list[tuple[int, int]] = []
    base = reached = 0
    for start, end, before, within, own in zip(
        at.tolist(), ends.tolist(), first.tolist(), last.tolist(), restart.tolist(), strict=True
    ):
        if start < reached:
            continue
        base = max(base, own)
        if (before - base) % 2 == 0:
            kept.append((start, end))
            base, reached = within, end
    starts, stops = zip(*kept, strict=True) if kept else ((), ())
    return np.array(starts, np.int64), np.array(stops, np.int64)


def _possible_comments(text: bytes, data: NDArray[np.uint8]) -> tuple[Offsets, Offsets]:
    """What looks like a comment: `--` to the line's end, `#` where it begins a line, `/* */`."""
    dashes, hashes, blocks = _pairs(data, b"--"), np.flatnonzero(data == _HASH), _pairs(data, b"/*")
    dashes = dashes[_BEFORE_COMMENT[data[np.maximum(dashes - 1, 0)]] | (dashes == 0)]
    hashes = hashes[(data[np.maximum(hashes - 1, 0)] == _NEWLINE) | (hashes == 0)]
    begin = np.append(dashes, hashes)
    newlines = np.flatnonzero(data == _NEWLINE) if len(begin) else _NONE
    end = np.append(newlines, len(text))[np.searchsorted(newlines, begin)]
    if len(blocks):
        closers = np.append(_pairs(data, b"*/"), len(text))
        closer = closers[np.searchsorted(closers[:-1], blocks + 2)]
        closed = closer < len(text)
        begin, end = np.append(begin, blocks[closed]), np.append(end, closer[closed] + 2)
    order = np.argsort(begin, kind="stable")
    return begin[order], end[order]


def _pairs(data: NDArray[np.uint8], pair: bytes) -> Offsets:
    """Where two bytes stand side by side."""
    at: Offsets = np.flatnonzero(data[:-1] == pair[0])
    found: Offsets = at[data[at + 1] == pair[1]]
    return found
