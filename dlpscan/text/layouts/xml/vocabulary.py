"""Which names occur in XML, cheaply: it decides whether a text is worth to be laid out.

Names are told apart eight bytes at a time, up to the byte that ends them, without looking where the tags end. What
stands in comments or texts and looks like a tag is taken for one.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import numpy as np

from ....arrays import byte_set, mixed
from ..nested.words import numbered
from .naming import LONGEST_SAID, MOST_SAID, Names
from .tags import NAME_START

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Words = NDArray[np.uint64]

_SMALL = 32 << 10
_WORD, _MOST_WORDS = 8, 8
_ONES, _HIGH_BITS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_ONE, _SEVEN = np.uint64(1), np.uint64(7)
_IS_NAME_START = byte_set(NAME_START)
_LESS, _EQUALS = b"<="
_TAG_STOPS, _NAME_STOPS, _QUOTES, _TEXT_STOPS = b">/ ", b" \n", b"\"'", b"<"
_NAME = re.compile(rb"[^\s<>/=\"']{1,64}")
_NAME_BEFORE = re.compile(rb"[^\s<>/=\"']{1,64}\Z")
_ELEMENT = re.compile(rb"<([A-Za-z_\x80-\xff][^\s<>/=\"']{0,63})")
_ATTRIBUTE = re.compile(rb"\s([A-Za-z_\x80-\xff][^\s<>/=\"']{0,63})\s*+=\s*+[\"']")
_SAID_IN_QUOTES = re.compile(rb"=[\"']([^\"'<]{1,%d})[\"']" % LONGEST_SAID)
_SAID_IN_TAG = re.compile(rb"[^\s<>]++>\s*+([^<>]{1,%d})<" % LONGEST_SAID)


def names_in(text: bytes) -> tuple[str, ...]:
    """What may be a label of a text's cells: the names of elements and attributes, and what else may name a cell."""
    return _few_names(text) if len(text) < _SMALL else _many_names(text)


def _few_names(text: bytes) -> tuple[str, ...]:
    """The same for a short text, where arrays are more work than they save."""
    elements = _local([*dict.fromkeys(_ELEMENT.findall(text))])
    attributes = _local([*dict.fromkeys(_ATTRIBUTE.findall(text))])
    said: dict[str, None] = {}
    if bool(attributes.are_naming.any() or elements.are_naming.any()):
        found = (*_SAID_IN_QUOTES.findall(text), *_SAID_IN_TAG.findall(text))[:MOST_SAID]
        said = dict.fromkeys(unescape(word.decode("utf-8", "replace")) for word in found)
    return tuple(dict.fromkeys((*elements.words, *attributes.words, *said)))


def _many_names(text: bytes) -> tuple[str, ...]:
    data = np.frombuffer(bytes(_WORD) + text + bytes(_WORD * (_MOST_WORDS + 1)), np.uint8)
    starts = np.flatnonzero(data == _LESS) + 1
    starts = starts[_IS_NAME_START[data[starts]]]
    equals = np.flatnonzero(data == _EQUALS)
    equals = equals[(data[equals + 1] == _QUOTES[0]) | (data[equals + 1] == _QUOTES[1])]
    tag, first_tag = numbered(_spelled(_words(data, "<u8"), starts, 1, _TAG_STOPS))
    own, first_own = numbered(_spelled(_words(data, ">u8"), equals - _WORD, -1, _NAME_STOPS))
    found = [_NAME.match(text, at) for at in (starts[first_tag] - _WORD).tolist()]
    tag_words = [match[0] if match else b"" for match in found]
    before = [_NAME_BEFORE.search(text, max(0, at - 64), at) for at in (equals[first_own] - _WORD).tolist()]
    own_words = [match[0] if match else b"" for match in before]
    elements, attributes = _local(tag_words), _local(own_words)
    said = _said(text, data, equals[attributes.are_naming[own]], _QUOTES, _SAID_IN_QUOTES)
    if bool(elements.are_values.any()):
        said |= _said(text, data, starts[elements.are_naming[tag]], _TEXT_STOPS, _SAID_IN_TAG)
        of_value = equals[attributes.are_values[own]]
        holder = tag[np.maximum(np.searchsorted(starts, of_value) - 1, 0)] if len(starts) else of_value[:0]
        said |= _said(text, data, of_value[elements.are_naming[holder]], _QUOTES, _SAID_IN_QUOTES)
    return tuple(dict.fromkeys((*elements.words, *attributes.words, *said)))


def _local(words: list[bytes]) -> Names:
    return Names(tuple(word.decode("utf-8", "replace").rpartition(":")[2] for word in words), -1)


def _words(data: NDArray[np.uint8], order: str) -> Words:
    """The eight bytes that begin at each offset, as one number."""
    return np.ndarray((len(data) - _WORD + 1,), order, data.data, strides=(1,))


def _spelled(words: Words, at: Numbers, step: int, stops: bytes) -> Words:
    """uint64[n]: a hash of what stands from each offset on, forwards or backwards, up to one of the stops."""
    keys = np.zeros(len(at), np.uint64)
    todo = np.arange(len(at))
    for reach in range(_MOST_WORDS):
        word = words[np.maximum(at[todo] + step * reach * _WORD, 0)].astype(np.uint64)
        hit = np.zeros(len(todo), np.uint64)
        for stop in stops:
            # The lowest byte that becomes 0 is the first stop; its high bit is set.
            off = word ^ (_ONES * np.uint64(stop))
            hit |= (off - _ONES) & ~off & _HIGH_BITS
        lowest = hit & (~hit + _ONE)
        keys[todo] = mixed(keys[todo] ^ (word & ((lowest >> _SEVEN) - _ONE)))
        todo = todo[hit == 0]
        if len(todo) == 0:
            break
    return keys


def _said(
    text: bytes, data: NDArray[np.uint8], at: Numbers, stops: bytes, pattern: re.Pattern[bytes]
) -> dict[str, None]:
    """The different texts behind some offsets."""
    begin = at + 2 if stops is _QUOTES else at
    _, first = numbered(_spelled(_words(data, "<u8"), begin, 1, stops))
    found = [pattern.match(text, offset) for offset in (at[first[:MOST_SAID]] - _WORD).tolist()]
    return dict.fromkeys(unescape(match[1].decode("utf-8", "replace")) for match in found if match)
