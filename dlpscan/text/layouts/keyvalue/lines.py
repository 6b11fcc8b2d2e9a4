"""Lines of a key and a value, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..nested.words import trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_BLANK = 32
_DASH, _HASH = ord("-"), ord("#")
_QUOTES = (ord('"'), ord("'"))
_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Lines:
    """The n lines of a text that are not blank.

    `number` int64[n] counts the blank ones, too. `begin` is where each line begins, `start` and `end` are what stands
    in it without the blanks around it, `content` where that begins behind the dash of a list (`dashed`). A line that
    has a separator has a key that ends at `key_end`, and its value begins at `value`; in others both are `content`.
    """

    number: Numbers
    begin: Numbers
    start: Numbers
    content: Numbers
    key_end: Numbers
    value: Numbers
    end: Numbers

    @property
    def dashed(self) -> Mask:
        dashed: Mask = self.content > self.start
        return dashed

    @property
    def keyed(self) -> Mask:
        keyed: Mask = self.value > self.content
        return keyed

    @property
    def column(self) -> Numbers:
        """How far each line is indented, dash not counted."""
        return self.start - self.begin


def lines_of(text: bytes, separators: bytes, *, spaced: bool, lists: bool) -> Lines:
    """The lines of a text. `spaced`: a separator has a blank behind it; `lists`: a dash opens an item."""
    data = np.frombuffer(text + b"\n\n", np.uint8)
    breaks = np.flatnonzero(data[: len(text)] == ord("\n"))
    begin, end = np.append(0, breaks + 1), np.append(breaks, len(text))
    start, end = trimmed(text, begin, end)
    filled = np.flatnonzero(end > start)
    begin, start, end = begin[filled], start[filled], end[filled]
    content = start
    if lists:
        dashed = (data[start] == _DASH) & (data[start + 1] <= _BLANK)
        content = trimmed(text, np.where(dashed, np.minimum(start + 1, end), start), end)[0]
    separator = _separators(data, content, end, separators, spaced=spaced)
    has_key = separator > content
    key_end = trimmed(text, content, np.where(has_key, separator, content))[1]
    value = np.where(has_key, trimmed(text, np.where(has_key, separator + 1, end), end)[0], content)
    return Lines(filled, begin, start, content, key_end, value, end)


def _separators(data: NDArray[np.uint8], start: Numbers, end: Numbers, separators: bytes, *, spaced: bool) -> Numbers:
    """The first separator of each line, -1 where there is none near enough."""
    is_separator = data == separators[0]
    for other in separators[1:]:
        is_separator |= data == other
    at = np.flatnonzero(is_separator[:-1])
    if spaced:
        at = at[data[at + 1] <= _BLANK]
    first = np.append(at, len(data))[np.searchsorted(at, start)]
    return np.where((first < end) & (first - start <= _LONGEST_KEY), first, -1)


def without_comment(text: bytes, start: Numbers, end: Numbers) -> Numbers:
    """Where values end before a comment behind them (` #`)."""
    if b" #" not in text:
        return end
    data = np.frombuffer(text, np.uint8)
    at = np.flatnonzero((data[1:] == _HASH) & (data[:-1] <= _BLANK))
    first = np.append(at, len(text))[np.searchsorted(at, start)]
    commented = (first < end) & ~_is_quoted(data, start, end)
    return np.where(commented, trimmed(text, start, np.where(commented, first, start))[1], end)


def unquoted(text: bytes, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Spans without the quotes around them."""
    quoted = _is_quoted(np.frombuffer(text + b" ", np.uint8), start, end)
    return trimmed(text, start + quoted, end - quoted) if bool(quoted.any()) else (start, end)


def _is_quoted(data: NDArray[np.uint8], start: Numbers, end: Numbers) -> Mask:
    first, last = data[np.minimum(start, len(data) - 1)], data[np.maximum(end - 1, 0)]
    quoted: Mask = (end - start >= 2) & (first == last) & ((first == _QUOTES[0]) | (first == _QUOTES[1]))
    return quoted


@dataclass(frozen=True, slots=True)
class Values:
    """k values: their offsets, and the lines they stand in; `is_comment` bool[k] for what is said of a value."""

    start: Numbers
    end: Numbers
    line: Numbers
    is_comment: Mask


def values_of(text: bytes, start: Numbers, end: Numbers, line: Numbers) -> Values:
    """The values between some offsets, without quotes and comments, and the comments. All int64[n]."""
    comment = without_comment(text, start, end)
    cut = np.flatnonzero(comment < end)
    value_start, value_end = unquoted(text, start, comment)
    comment_start = trimmed(text, comment[cut], end[cut])[0]
    at, behind = np.append(value_start, comment_start), np.append(value_end, end[cut])
    order = np.argsort(at, kind="stable")
    order = order[(behind[order] > at[order]) & ~_is_null(text, at[order], behind[order])]
    is_comment = np.arange(len(at)) >= len(start)
    return Values(at[order], behind[order], np.append(line, line[cut])[order], is_comment[order])


def spoken_of(comment: Mask) -> Numbers:
    """For each line itself; for a comment the line that it stands over, if there is one."""
    count = len(comment)
    lines = np.where(comment, count, np.arange(count))
    following = np.minimum.accumulate(lines[::-1])[::-1]
    return np.where(following < count, following, np.arange(count))


def _is_null(text: bytes, start: Numbers, end: Numbers) -> Mask:
    """What stands for no value in YAML: `null` and a tilde."""
    data = np.frombuffer(text + b" ", np.uint8)
    first, length = data[np.minimum(start, len(text))], end - start
    null: Mask = (length == 1) & (first == ord("~"))
    for i in np.flatnonzero((length == len(b"null")) & (first == ord("n"))).tolist():
        null[i] = text[start[i] : end[i]] == b"null"
    return null


def last_keyed(keyed: Mask) -> Numbers:
    """For each line the last one with a key, itself or before; 0 where there is none."""
    last: Numbers = np.maximum.accumulate(np.where(keyed, np.arange(len(keyed)), 0))
    return last
