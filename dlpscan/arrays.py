"""Many short strings as arrays: the form in which the hot path validates and compares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Number = TypeVar("_Number", bound=np.generic)

_FIRST_LEAD = 0xC0
_WORD = 8
# The bits of the first k bytes of a word, k from 0 to 8; a one in each byte: a product with it sums bytes in the last.
_FIRST_BYTES = np.array([(1 << 8 * k) - 1 for k in range(_WORD + 1)], np.uint64)
_EACH_BYTE, _LAST_BYTE = np.uint64(0x0101010101010101), np.uint64(56)


def flat_index(start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The index of every byte of the spans, one span after the other, and the n + 1 offsets of the spans in it."""
    lengths = end - start
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    index = np.arange(offsets[-1], dtype=np.int64)
    index += np.repeat(start - offsets[:-1], lengths)
    return index, offsets


@dataclass(frozen=True, slots=True)
class Strings:
    """n byte strings, one after the other: `data` uint8[total], `offsets` int64[n + 1]."""

    data: NDArray[np.uint8] = field(repr=False)
    offsets: NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def cut(cls, text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> Strings:
        """The spans of a text."""
        index, offsets = flat_index(start, end)
        return cls(np.frombuffer(text, np.uint8)[index], offsets)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """int64[n], in bytes."""
        return np.diff(self.offsets)

    def chosen(self, which: NDArray[np.int64]) -> Strings:
        """Some of the strings."""
        index, offsets = flat_index(self.offsets[:-1][which], self.offsets[1:][which])
        return Strings(self.data[index], offsets)

    def kept(self, keep: NDArray[np.bool_]) -> Strings:
        """The strings without the bytes for which `keep` (bool[256]) is false."""
        mask = keep[self.data]
        before = np.zeros(len(self.data) + 1, np.int64)
        np.cumsum(mask, out=before[1:])
        return Strings(self.data[mask], before[self.offsets])

    def of_length(self, length: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Which strings are `length` bytes long, and their bytes as uint8[k, length]."""
        which = np.flatnonzero(self.lengths == length)
        return which, self.data[self.offsets[which][:, None] + np.arange(length)]

    def folded(self) -> Strings:
        """Upper case without accents (Latin-1 letters; others stay), digits kept, all else a single NUL."""
        if int(self.data.max(initial=0)) < _FIRST_LEAD:
            return Strings(_ascii_fold()[self.data], self.offsets)
        lead = self.data == 0xC3
        after_lead = np.zeros_like(lead)
        after_lead[1:] = lead[:-1]
        data = np.where(after_lead, _latin_fold()[self.data], _ascii_fold()[self.data])
        keep = ~lead
        before = np.zeros(len(data) + 1, np.int64)
        np.cumsum(keep, out=before[1:])
        return Strings(data[keep], before[self.offsets])

    def without_first(self, words: Iterable[bytes]) -> Strings:
        """The strings without their first word, where it is one of these; words end with a NUL, as in `folded`."""
        data = np.append(self.data, np.zeros(1, np.uint8))
        start, end = self.offsets[:-1].copy(), self.offsets[1:]
        for word in words:
            begins = np.flatnonzero(end - start > len(word))
            for i, byte in enumerate(word + b"\0"):
                begins = begins[data[start[begins] + i] == byte]
            start[begins] += len(word) + 1
        index, offsets = flat_index(start, end)
        return Strings(self.data[index], offsets)

    def hashes(self) -> NDArray[np.uint64]:
        """uint64[n]: a hash of each string."""
        return _hashes(self.data, self.offsets[:-1], self.offsets[1:])

    def token_keys(self) -> NDArray[np.uint64]:
        """uint64[n]: a hash of each string's words, whatever their order; 0 for a string without a word."""
        gaps = np.flatnonzero(self.data == 0)
        starts = np.sort(np.concatenate((self.offsets[:-1], gaps + 1)))
        ends = np.sort(np.concatenate((self.offsets[1:], gaps)))
        filled = ends > starts
        starts, ends = starts[filled], ends[filled]
        keys = np.zeros(len(self), np.uint64)
        if len(starts) == 0:
            return keys
        hashes = _hashes(self.data, starts, ends)
        owner = np.searchsorted(self.offsets, starts, side="right") - 1
        edges = np.flatnonzero(np.diff(owner, prepend=-1))
        keys[owner[edges]] = np.add.reduceat(hashes, edges)
        return keys


def _hashes(data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    """uint64[n]: a hash of each span, eight bytes at a time."""
    padded = np.append(data, np.zeros(_WORD, np.uint8))
    # The eight bytes that begin at each offset, as one number.
    words = np.ndarray((len(padded) - _WORD + 1,), "<u8", padded.data, strides=(1,))
    hashes = np.zeros(len(start), np.uint64)
    going_on = np.arange(len(start))
    while len(going_on):
        rest = end[going_on] - start[going_on]
        eight = words[start[going_on]] & _FIRST_BYTES[np.minimum(rest, _WORD)]
        hashes[going_on] = mixed(hashes[going_on] ^ eight)
        start = start + _WORD
        going_on = going_on[rest > _WORD]
    return hashes


def digits_in(text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n]: how many digits each span has. Eight bytes at a time, which is faster than a running sum of bytes."""
    marks = np.zeros((len(text) // _WORD + 1) * _WORD, np.uint8)
    marks[: len(text)] = is_digit(text)
    words = marks.view("<u8")
    before = np.zeros(len(words) + 1, np.int64)
    np.cumsum((words * _EACH_BYTE) >> _LAST_BYTE, out=before[1:], dtype=np.int64)

    def until(offset: NDArray[np.int64]) -> NDArray[np.int64]:
        word, rest = offset >> 3, offset & 7
        within = ((words[word] & _FIRST_BYTES[rest]) * _EACH_BYTE) >> _LAST_BYTE
        counted: NDArray[np.int64] = before[word] + within.astype(np.int64)
        return counted

    return until(end) - until(start)


def is_digit(text: bytes) -> NDArray[np.bool_]:
    """bool[n]: which bytes are digits."""
    digits: NDArray[np.bool_] = (np.frombuffer(text, np.uint8) - np.uint8(ord("0"))) < 10
    return digits


def distinct(keys: NDArray[_Number]) -> NDArray[_Number]:
    """The values, sorted and once each. For large arrays: `numpy.unique` hashes, which takes several times as long."""
    if len(keys) == 0:
        return keys
    ordered = keys if bool(np.greater_equal(keys[1:], keys[:-1]).all()) else np.sort(keys)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def is_among(numbers: NDArray[np.integer[Any]], members: Iterable[int]) -> NDArray[np.bool_]:
    """bool[n]: which numbers are members. `numpy.isin` imports more than a short scan has time for."""
    known = np.array(sorted(members), np.int64)
    if len(known) == 0:
        return np.zeros(len(numbers), np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, numbers), len(known) - 1)] == numbers
    return found


def values_of(small: NDArray[np.integer[Any]]) -> list[int]:
    """Which of the small numbers from -1 on occur in an array."""
    if len(small) == 0:
        return []
    found: list[int] = (np.flatnonzero(np.bincount(small.astype(np.int64) + 1)) - 1).tolist()
    return found


def lowest_bit(masks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The number of the lowest bit of each mask; none may be 0."""
    return np.log2((masks & (~masks + np.uint64(1))).astype(np.float64)).astype(np.int64)


def mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of splitmix64 (Steele, Lea and Flood, OOPSLA 2014): a bijection that spreads every bit."""
    keys = keys + np.uint64(0x9E3779B97F4A7C15)
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def byte_set(members: bytes) -> NDArray[np.bool_]:
    """bool[256], true for the given bytes."""
    table = np.zeros(256, np.bool_)
    table[np.frombuffer(members, np.uint8)] = True
    return table


@cache
def _ascii_fold() -> NDArray[np.uint8]:
    table = np.zeros(256, np.uint8)
    for byte in range(128):
        character = chr(byte)
        if character.isalnum():
            table[byte] = ord(character.upper())
    table[128:] = np.arange(128, 256)
    table[0xC2] = 0
    return table


@cache
def _latin_fold() -> NDArray[np.uint8]:
    """What follows the byte C3 in UTF-8: the Latin-1 letters from À to ÿ."""
    import unicodedata

    table = np.arange(256, dtype=np.uint8)
    for code in range(0xC0, 0x100):
        base = unicodedata.normalize("NFKD", chr(code))[0].upper()[0]
        table[code - 0x40] = ord(base) if base.isascii() and base.isalpha() else 0
    return table
