"""The tags of XML: where they are and what they are called. Nothing is expanded, nothing is looked up elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ....arrays import byte_set
from ..nested.words import hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Offsets = NDArray[np.int64]
    Mask = NDArray[np.bool_]

# Of a longer name only so many bytes count.
LONGEST_NAME = 64
NAME_START = b"_:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + bytes(range(0x80, 0x100))
_IS_NAME_START = byte_set(NAME_START)
_LESS, _GREATER, _SLASH, _EQUALS, _BANG, _QUESTION = b"<>/=!?"
_BLANK = 32
_QUOTES = (ord('"'), ord("'"))
_MOST_BLANKS = 8

_SPECIAL = re.compile(rb"<!--|<!\[CDATA\[|<\?|<!DOCTYPE", re.IGNORECASE)
_CLOSERS = {b"<!--": re.compile(rb"-->"), b"<![CDATA[": re.compile(rb"\]\]>"), b"<?": re.compile(rb"\?>")}
_DOCTYPE_END, _SUBSET_END = re.compile(rb"[\[>]"), re.compile(rb"\]\s*>")
# Whether a quoted value may hold a `>`, which ends no tag; and all quoted values.
_MAY_QUOTE_END = re.compile(rb"=(?:\"[^\"<>]*>[^\"<]*\"|'[^'<>]*>[^'<]*')")
_QUOTED = re.compile(rb"=(?:\"[^\"<]*\"|'[^'<]*')")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """n spans of a text: `start`, `end` int64[n]."""

    start: Offsets = field(repr=False)
    end: Offsets = field(repr=False)

    def __len__(self) -> int:
        return len(self.start)

    @classmethod
    def of(cls, pairs: list[tuple[int, int]]) -> Spans:
        """The spans of a list."""
        table = np.array(pairs, np.int64).reshape(-1, 2)
        return cls(start=table[:, 0], end=table[:, 1])

    def chosen(self, which: NDArray[np.int64]) -> Spans:
        """Some of the spans."""
        return Spans(start=self.start[which], end=self.end[which])

    def and_then(self, others: Spans) -> Spans:
        """These spans and behind them the others."""
        if len(others) == 0:
            return self
        return Spans(start=np.append(self.start, others.start), end=np.append(self.end, others.end))

    def texts(self, text: bytes) -> tuple[str, ...]:
        """What stands in the spans of a text; for few."""
        pairs = zip(self.start.tolist(), self.end.tolist(), strict=True)
        return tuple(text[start:end].decode("utf-8", "replace") for start, end in pairs)

    def keys(self, text: bytes) -> NDArray[np.uint64]:
        """uint64[n]: a hash of what stands in each span of a text."""
        return hashed(text, self.start, self.end)

    def of_offsets(self, offsets: Offsets) -> NDArray[np.int64]:
        """int64[m]: the span that each offset lies in, -1 for none. The spans are in order."""
        if len(self) == 0:
            return np.full(len(offsets), -1, np.int64)
        index = np.searchsorted(self.start, offsets, side="right") - 1
        return np.where((index >= 0) & (offsets < self.end[index]), index, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specials:
    """What is no tag: comments, sections of characters (what is inside of the brackets), the rest."""

    all: Spans
    comments: Spans
    characters: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """n tags in the order of the text, with the numbers of the attributes' equal signs in them.

    `name` are the spans of the names; `is_closing` `</name>`, `is_single` `<name/>`: bool[n]. `equals` int64[m] are the
    offsets of the equal signs inside of tags, `equals_tag` int64[m] the tags they are in.
    """

    spans: Spans
    name: Spans
    is_closing: Mask = field(repr=False)
    is_single: Mask = field(repr=False)
    equals: Offsets = field(repr=False)
    equals_tag: NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.spans)


def specials_of(text: bytes) -> Specials:
    """Comments, CDATA sections, processing instructions and document types. One that never ends is none."""
    everything: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []
    characters: list[tuple[int, int]] = []
    endless: set[bytes] = set()
    reached = 0
    for at in _special_starts(text):
        found = _SPECIAL.match(text, at) if at >= reached else None
        if found is None or found[0].upper() in endless:
            continue
        kind, begin = found[0].upper(), found.end()
        close = _close(text, kind, begin)
        if close is None:
            endless.add(kind)
            continue
        reached = close[1]
        everything.append((at, reached))
        if kind == b"<!--":
            comments.append((begin, close[0]))
        elif kind == b"<![CDATA[":
            characters.append((begin, close[0]))
    return Specials(all=Spans.of(everything), comments=Spans.of(comments), characters=Spans.of(characters))


def _special_starts(text: bytes) -> list[int]:
    data = np.frombuffer(text + bytes(1), np.uint8)
    less = np.flatnonzero(data == _LESS)
    following = data[less + 1]
    starts: list[int] = less[(following == _BANG) | (following == _QUESTION)].tolist()
    return starts


def _close(text: bytes, kind: bytes, begin: int) -> tuple[int, int] | None:
    if kind in _CLOSERS:
        found = _CLOSERS[kind].search(text, begin)
    else:
        found = _DOCTYPE_END.search(text, begin)
        if found and found[0] == b"[":
            found = _SUBSET_END.search(text, begin)
    return found.span() if found else None


def tags_of(text: bytes, specials: Specials) -> Tags:
    """The tags of a text. A `<` without its `>` before the next tag is none."""
    data = np.frombuffer(text + bytes(2), np.uint8)
    start, greater = np.flatnonzero(data == _LESS), np.flatnonzero(data == _GREATER)
    following = np.append(start[1:], len(text))
    is_closing = data[start + 1] == _SLASH
    named = _IS_NAME_START[data[start + 1 + is_closing]]
    if len(specials.all):
        named &= specials.all.of_offsets(start) < 0
        greater = greater[specials.all.of_offsets(greater) < 0]
    if not bool(named.all()):
        start, is_closing, following = start[named], is_closing[named], following[named]
    if _MAY_QUOTE_END.search(text):
        quoted = Spans.of([found.span() for found in _QUOTED.finditer(text)])
        greater = greater[quoted.of_offsets(greater) < 0]
    end = _next_of(greater, start, len(text)) + 1
    whole = end <= following
    if not bool(whole.all()):
        start, end, is_closing = start[whole], end[whole], is_closing[whole]
    spans = Spans(start=start, end=end)
    is_single = (data[end - 2] == _SLASH) & ~is_closing
    equals = np.flatnonzero(data == _EQUALS)
    equals_tag = spans.of_offsets(equals)
    inside = (equals_tag >= 0) & ~np.append(is_closing, True)[equals_tag]
    equals, equals_tag = equals[inside], equals_tag[inside]
    name = Spans(start=start + 1 + is_closing, end=end - 1 - is_single)
    name = Spans(start=name.start, end=_name_ends(data, name, equals_tag))
    return Tags(
        spans=spans, name=name, is_closing=is_closing, is_single=is_single, equals=equals, equals_tag=equals_tag
    )


def _next_of(marks: Offsets, start: Offsets, size: int) -> Offsets:
    """The first mark behind each start, `size` where there is none."""
    if len(marks) == len(start) and bool((marks > start).all() and (marks[:-1] < start[1:]).all()):
        # They alternate, as they do where all is well.
        return marks
    following: Offsets = np.append(marks, size)[np.searchsorted(marks, start)]
    return following


def _name_ends(data: NDArray[np.uint8], inside: Spans, equals_tag: NDArray[np.int64]) -> Offsets:
    """Where the name at the start of each tag ends. Without attributes it is all that is in the tag, blanks aside."""
    end = np.minimum(inside.end, inside.start + LONGEST_NAME)
    wide = np.zeros(len(end), np.bool_)
    wide[equals_tag] = True
    wide |= data[inside.end - 1] <= _BLANK
    todo = np.flatnonzero(wide)
    at = inside.start[todo]
    while len(todo):
        going_on = (at < end[todo]) & (data[at] > _BLANK) & (data[at] != _SLASH)
        end[todo[~going_on]] = at[~going_on]
        todo, at = todo[going_on], at[going_on] + 1
    return end


def attributes_of(text: bytes, tags: Tags) -> tuple[Spans, Spans, NDArray[np.int64]]:
    """The names and values of m attributes and int64[m] the tags they are in. Values are in quotes."""
    data = np.frombuffer(text + bytes(2), np.uint8)
    quote = _stepped(data, tags.equals + 1, 1)
    double = data[quote] == _QUOTES[0]
    is_value = double | (data[quote] == _QUOTES[1])
    begin, double = quote[is_value] + 1, double[is_value]
    equals, tag = tags.equals[is_value], tags.equals_tag[is_value]
    end = np.zeros(len(begin), np.int64)
    for mark, own in zip(_QUOTES, (double, ~double), strict=True):
        if bool(own.any()):
            marks = np.append(np.flatnonzero(data == mark), len(text))
            end[own] = marks[np.searchsorted(marks[:-1], begin[own])]
    kept = np.flatnonzero(end < tags.spans.end[tag])
    kept = kept[_without_nested(equals[kept], end[kept])]
    begin, end, equals, tag = begin[kept], end[kept], equals[kept], tag[kept]
    name_end = _stepped(data, equals - 1, -1) + 1
    names = Spans(start=_name_starts(data, name_end, tags.name.end[tag]), end=name_end)
    return names, Spans(start=begin, end=end), tag


def _without_nested(equals: Offsets, end: Offsets) -> NDArray[np.int64]:
    """Which values there are, without what looks like one inside of another."""
    if bool((equals[1:] > end[:-1]).all()):
        return np.arange(len(end))
    kept, reached = [], -1
    for i, (at, stop) in enumerate(zip(equals.tolist(), end.tolist(), strict=True)):
        if at >= reached:
            kept.append(i)
            reached = stop
    return np.array(kept, np.int64)


def _stepped(data: NDArray[np.uint8], at: Offsets, step: int) -> Offsets:
    """The offsets moved over a few blanks."""
    at = at.copy()
    for _ in range(_MOST_BLANKS):
        blank = np.flatnonzero(data[at] <= _BLANK)
        if len(blank) == 0:
            break
        at[blank] = np.clip(at[blank] + step, 0, len(data) - 1)
    return at


def _name_starts(data: NDArray[np.uint8], end: Offsets, low: Offsets) -> Offsets:
    """Where the names that end at the offsets begin: behind a blank or quote."""
    start = end.copy()
    todo = np.arange(len(end))
    for _ in range(LONGEST_NAME):
        before = data[start[todo] - 1]
        todo = todo[(before > _BLANK) & (before != _QUOTES[0]) & (before != _QUOTES[1]) & (start[todo] > low[todo])]
        if len(todo) == 0:
            break
        start[todo] -= 1
    return start
