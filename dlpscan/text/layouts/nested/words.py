"""Words of a text as numbers: the same number for the same word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....arrays import mixed

_WORD = 8
_FIRST_BYTES = np.array([(1 << 8 * k) - 1 for k in range(_WORD + 1)], np.uint64)
# Words that begin alike for so many bytes and are equally long are taken for one.
_LONGEST = 64
_LONGEST_NAME = 120
_LEAST_BITS, _MOST_BITS = 12, 20
_BLANK = 32
_TRIM_STEPS = 16
_LEAST_ID_DIGITS, _LETTERS_A_DIGIT = 3, 3
_BLANKS = bytes(range(_BLANK + 1))


def hashed(text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    """uint64[n]: a hash of each span, eight bytes at a time."""
    padded = np.frombuffer(text + bytes(_WORD), np.uint8)
    # The eight bytes that begin at each offset, as one number.
    words = np.ndarray((len(text) + 1,), "<u8", padded.data, strides=(1,))
    length = end - start
    hashes = mixed(length.astype(np.uint64) ^ (words[start] & _FIRST_BYTES[np.minimum(length, _WORD)]))
    going_on = np.flatnonzero(length > _WORD)
    for reached in range(_WORD, _LONGEST, _WORD):
        if len(going_on) == 0:
            break
        rest = length[going_on] - reached
        eight = words[start[going_on] + reached] & _FIRST_BYTES[np.minimum(rest, _WORD)]
        hashes[going_on] = mixed(hashes[going_on] ^ eight)
        going_on = going_on[rest > _WORD]
    return hashes


def numbered(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each of n keys, in the order in which they first occur (int64[n]), and where each first does.

    A table of hashes in place of a sort, which would take several times as long.
    """
    first = np.zeros(len(keys), np.int64)
    bits = min(max(len(keys).bit_length(), _LEAST_BITS), _MOST_BITS)
    table, shift, salt = np.zeros(1 << bits, np.int64), np.uint64(64 - bits), np.uint64(0)
    open_keys = np.arange(len(keys))
    while len(open_keys):
        own = keys[open_keys]
        slot = mixed(own ^ salt) >> shift
        # Written backwards, so that the first of several stays.
        table[slot[::-1]] = open_keys[::-1]
        found = table[slot]
        same = keys[found] == own
        first[open_keys[same]] = found[same]
        open_keys, salt = open_keys[~same], salt + np.uint64(1)
    is_first = first == np.arange(len(keys))
    number = np.cumsum(is_first) - 1
    return number[first], np.flatnonzero(is_first)


def words_of(
    text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """The number of each span's word, and the words."""
    number, first = numbered(hashed(text, start, end))
    spans = zip(start[first].tolist(), end[first].tolist(), strict=True)
    return number, tuple(text[a : min(b, a + _LONGEST_NAME)].decode("utf-8", "replace") for a, b in spans)


def is_id(word: str) -> bool:
    """Whether a key tells one of many apart rather than says what it is: a number, a date, `PAT000123`, a UUID."""
    digits, letters = sum(map(str.isdigit, word)), sum(map(str.isalpha, word))
    return "@" in word or (digits > 0 and letters == 0) or _LEAST_ID_DIGITS <= digits >= letters / _LETTERS_A_DIGIT


def trimmed(
    text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The spans without the blanks and control characters around them."""
    data = np.frombuffer(text + b" ", np.uint8)
    start, end = start.copy(), end.copy()
    for bound, step, at in ((start, 1, 0), (end, -1, -1)):
        some = np.flatnonzero((start < end) & (data[bound + at] <= _BLANK))
        for _ in range(_TRIM_STEPS):
            if len(some) == 0:
                break
            bound[some] += step
            some = some[(start[some] < end[some]) & (data[bound[some] + at] <= _BLANK)]
        # Long gaps one by one, as each step of the above costs as much as a whole gap.
        for i in some.tolist():
            a, b = int(start[i]), int(end[i])
            rest = text[a:b].strip(_BLANKS)
            lead = len(text[a:b]) - len(text[a:b].lstrip(_BLANKS))
            start[i], end[i] = a + lead, a + lead + len(rest)
    return start, end
