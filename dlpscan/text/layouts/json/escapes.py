"""The escapes of JSON strings and what they stand for."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ....edits import Edits

_BACKSLASH = 92
_SURROGATE = 0x400
_HIGH, _LOW, _BEHIND = 0xD800, 0xDC00, 0xE000
_UNICODE_WIDTH = 6
_SHORT = {ord(b"n"): b"\n", ord(b"t"): b"\t", ord(b"r"): b" ", ord(b"b"): b" ", ord(b"f"): b" "}
# Behind the code points: escapes of two bytes by their second byte, and a backslash that escapes nothing.
_OTHERS = 0x110000
_ALONE = _OTHERS + 256


def edits_of(text: bytes) -> Edits | None:
    """What is to be decoded in a text so that every quote left in it is one that opens or closes a string."""
    if b"\\" not in text:
        return None
    data = np.frombuffer(text + bytes(2 * _UNICODE_WIDTH), np.uint8)
    start = _escapes(data[: len(text)])
    second = data[start + 1]
    point = _code_points(data, start)
    is_point = (second == ord("u")) & (point >= 0)
    first = ~_is_second(start, point)
    start, second, point, is_point = start[first], second[first], point[first], is_point[first]
    paired = is_point & (point >= 0x10000)
    known = is_point | _escapable()[second]
    width = np.where(paired, 2 * _UNICODE_WIDTH, np.where(is_point, _UNICODE_WIDTH, np.where(known, 2, 1)))
    code = np.where(is_point, point, np.where(known, _OTHERS + second.astype(np.int64), _ALONE))
    return Edits(start, np.minimum(start + width, len(text)), tuple(map(_text, code.tolist())))


def _escapes(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where escapes begin: every other backslash of those in a row."""
    slashes = np.flatnonzero(data == _BACKSLASH)
    goes_on = np.append(False, slashes[1:] == slashes[:-1] + 1)
    if not goes_on.any():
        return slashes
    index = np.arange(len(slashes))
    run = np.maximum.accumulate(np.where(goes_on, 0, index))
    escapes: NDArray[np.int64] = slashes[(index - run) % 2 == 0]
    return escapes


def _code_points(data: NDArray[np.uint8], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n]: the code point of each `\\uXXXX`, of both where two surrogates make a pair; -1 for what is none."""
    point = _units(data, start)
    high = (point >= _HIGH) & (point < _LOW)
    paired = np.flatnonzero(high)
    if len(paired):
        follower = np.minimum(start[paired] + _UNICODE_WIDTH, len(data) - _UNICODE_WIDTH)
        low = np.where(data[follower] == _BACKSLASH, _units(data, follower), -1)
        right = (low >= _LOW) & (low < _BEHIND)
        paired, low = paired[right], low[right]
        point[paired] = 0x10000 + (point[paired] - _HIGH) * _SURROGATE + low - _LOW
    return point


def _units(data: NDArray[np.uint8], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n]: the four hexadecimal digits behind `\\u`, -1 where they are not."""
    point = np.zeros(len(start), np.int64)
    for at in range(2, _UNICODE_WIDTH):
        digit = _digits()[data[start + at]]
        point = np.where((digit < 0) | (point < 0), -1, point * 16 + digit)
    return np.where(data[start + 1] == ord("u"), point, -1)


def _is_second(start: NDArray[np.int64], point: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which escapes are the second half of the pair before them."""
    second = np.zeros(len(start), np.bool_)
    second[1:] = (point[:-1] >= 0x10000) & (start[1:] == start[:-1] + _UNICODE_WIDTH)
    return second


@cache
def _digits() -> NDArray[np.int64]:
    table = np.full(256, -1)
    for value, digit in enumerate(b"0123456789abcdef"):
        table[[digit, ord(chr(digit).upper())]] = value
    return table


@cache
def _escapable() -> NDArray[np.bool_]:
    """The ASCII characters but for controls: a backslash before one of them is part of an escape."""
    table = np.zeros(256, np.bool_)
    table[list(b"\"\\/'bfnrt")] = True
    return table


@cache
def _text(code: int) -> bytes:
    """What an escape becomes: no quote, no backslash, no control character but for line ends and tabs."""
    if code == _ALONE:
        return b"/"
    if code >= _OTHERS:
        byte = code - _OTHERS
        return _SHORT.get(byte) or _plain(chr(byte)).encode()
    if _HIGH <= code < _BEHIND:
        return "\ufffd".encode()
    return _plain(chr(code)).encode()


def _plain(character: str) -> str:
    if character in "\n\t":
        return character
    if character < " " or character == "\x7f":
        return " "
    return {'"': "'", "\\": "/"}.get(character, character)
