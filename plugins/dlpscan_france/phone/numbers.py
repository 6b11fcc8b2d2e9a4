"""Phone numbers as arrays of digits: which are in the numbering plan, and which are other rows of pairs of digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits
    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.uint8]

DIGITS = 9
"""Of the national number without its 0."""

_PLATFORMS = (162, 163, 270, 271, 377, 378, 424, 425, 568, 569, 948, 949)
"""The first digits, without the 0, of the ranges of call platforms."""
_FICTION = (19900, 26191, 35301, 46571, 53649, 63998)
"""The first digits, without the 0, of the ranges for films and books (ARCEP decision 2018-0881)."""
_OVERSEAS = (262, 263, 269, 590, 594, 596, 690, 691, 692, 693, 694, 696, 697, 639)
"""The first digits, without the 0, of the numbers that are written 0692 12 34 56."""
_LARGEST_OF_SCALES = 60
_MISREAD, _MEANT = b"OoQDlIiSBgqZ", b"000011158992"
"""What optical recognition makes of digits."""


def national(hits: Hits) -> Rows:
    """The last nine digits of each, without a final ".0", as uint8[n, 9] of values 0-9."""
    import numpy as np

    from dlpscan.arrays import Strings

    # Column by column, each contiguous, for those that are digits at the end; the others are picked apart.
    rows = np.empty((len(hits), DIGITS), np.uint8, order="F")
    text = np.frombuffer(hits.chunk.text, np.uint8)
    glued = (hits.end - hits.start) >= DIGITS
    for i in range(DIGITS):
        rows[:, i] = text[np.maximum(hits.end - DIGITS + i, 0)] - ord("0")
        glued &= rows[:, i] < 10
    rest = np.flatnonzero(~glued)
    if len(rest):
        rows[rest] = _picked(Strings.cut(hits.chunk.text, hits.start[rest], hits.end[rest]))
    return rows


def _picked(strings: Strings) -> Rows:
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    table = np.arange(256, dtype=np.uint8)
    table[list(_MISREAD)] = list(_MEANT)
    read = Strings(table[strings.data], strings.offsets)
    kept = read.kept(byte_set(b"0123456789"))
    last = strings.data[np.maximum(strings.offsets[1:] - 2, 0)]
    before = strings.data[np.maximum(strings.offsets[1:] - 3, 0)]
    decimal = (strings.lengths > 2) & ((last == ord(".")) | (last == ord(","))) & byte_set(b"0123456789")[before]
    # A zero behind a point is a spreadsheet's, unless every digit stands alone.
    decimal &= kept.lengths > DIGITS
    decimal &= ~_is_spaced(strings)
    end = kept.offsets[1:] - decimal
    rows: Rows = kept.data[end[:, None] - np.arange(DIGITS, 0, -1)] - ord("0")
    return rows


def _is_spaced(strings: Strings) -> Mask:
    """Whether most of a string is what stands between digits."""
    from dlpscan.arrays import byte_set

    spaced: Mask = strings.kept(byte_set(b"0123456789")).lengths * 2 <= strings.lengths + 1
    return spaced


def in_plan(rows: Rows) -> Mask:
    """Whether a number can be a subscriber's."""
    import numpy as np

    from dlpscan.arrays import is_among

    zone, second = rows[:, 0], rows[:, 1]
    prefix = zone.astype(np.int64) * 100 + second * 10 + rows[:, 2]
    platform = is_among(prefix, _PLATFORMS) | (prefix == 947) & (rows[:, 3] >= 5)
    empty = (rows[:, 1:] == rows[:, 1:2]).all(axis=1)
    region = (zone >= 1) & (zone <= 5)
    known = region | (zone == 6) | (zone == 9) | ((zone == 7) & (second >= 3))
    possible: Mask = known & ~platform & ~empty
    return possible


def is_overseas(rows: Rows) -> Mask:
    """Whether a number is one of those that are written in a group of four digits and three pairs."""
    import numpy as np

    from dlpscan.arrays import is_among

    return is_among(rows[:, :3].astype(np.int64) @ np.array([100, 10, 1]), _OVERSEAS)


def is_mobile(rows: Rows) -> Mask:
    """Whether a number begins with 06 or 07."""
    mobile: Mask = (rows[:, 0] == 6) | (rows[:, 0] == 7)
    return mobile


def is_fictitious(rows: Rows) -> Mask:
    """Whether a number is kept for films and books."""
    import numpy as np

    from dlpscan.arrays import is_among

    beginning = rows[:, :5].astype(np.int64) @ 10 ** np.arange(4, -1, -1)
    return is_among(beginning, _FICTION)


def pairs_of(rows: Rows) -> NDArray[np.int16]:
    """The five pairs of each number as int16[n, 5]."""
    import numpy as np

    pairs = np.empty((len(rows), 5), np.int16)
    pairs[:, 0] = rows[:, 0]
    pairs[:, 1:] = rows[:, 1::2].astype(np.int16) * 10 + rows[:, 2::2]
    return pairs


def is_outline(pairs: NDArray[np.int16]) -> Mask:
    """01.02.03.04.05 and its like: pairs that climb in even steps, or small ones that never fall."""
    import numpy as np

    steps = np.diff(pairs, axis=1)
    even = (steps == steps[:, :1]).all(axis=1)
    small = (pairs <= 12).all(axis=1) & (steps >= 0).all(axis=1)
    outline: Mask = even | small
    return outline


def rises(pairs: NDArray[np.int16]) -> Mask:
    """Whether every pair is greater than the one before and none is large, as in draws and scales."""
    import numpy as np

    rising: Mask = (np.diff(pairs, axis=1) > 0).all(axis=1) & (pairs[:, -1] <= _LARGEST_OF_SCALES)
    return rising


def in_grid(hits: Hits) -> Mask:
    """Another pair of digits stands right before or behind, and it is no second number's."""
    import numpy as np

    from dlpscan.arrays import byte_set

    spaced = np.flatnonzero((hits.end - hits.start) > DIGITS + 1)
    digit, gap = byte_set(b"0123456789"), byte_set(b" .-/")
    a, b, c, d = (_byte_at(hits.chunk.text, hits.start[spaced] - back) for back in (1, 2, 3, 4))
    follows = np.append(False, hits.start[1:] - hits.end[:-1] <= 1)[spaced]
    before = gap[a] & digit[b] & digit[c] & ~digit[d] & ~follows
    a, b, c, d = (_byte_at(hits.chunk.text, hits.end[spaced] + forth) for forth in range(4))
    behind = gap[a] & digit[b] & digit[c] & (b != ord("0")) & ~digit[d] & ~byte_set(b"hHeE:")[d]
    grid = np.zeros(len(hits), np.bool_)
    grid[spaced] = before | behind
    return grid


def _byte_at(text: bytes, offset: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The bytes at the offsets, blanks outside of the text."""
    import numpy as np

    inside = (offset >= 0) & (offset < len(text))
    return np.where(inside, np.frombuffer(text, np.uint8)[np.where(inside, offset, 0)], np.uint8(ord(" ")))


def keys_of(rows: Rows) -> NDArray[np.uint64]:
    """uint64[n]: each number as a number."""
    import numpy as np

    keys: NDArray[np.uint64] = rows.astype(np.uint64) @ np.array([10**i for i in reversed(range(DIGITS))], np.uint64)
    return keys
