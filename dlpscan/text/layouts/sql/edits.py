"""The escapes in strings and COPY rows, and what they stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....arrays import byte_set
from ....edits import Edits
from ..spans import Offsets, is_within
from .outline import Statements, Strings, is_escaped, spans_of
from .syntax import APOSTROPHE, DOUBLE_QUOTE

_BACKSLASH, _SMALL_N = 92, ord("n")
_LOOKALIKES = {APOSTROPHE: "’".encode(), DOUBLE_QUOTE: "”".encode()}
# What a byte behind a backslash stands for: line ends and tabs would end a row, so they become blanks.
_MEANINGS = dict.fromkeys(b"nrtbfv0Z", b" ") | {ord("\\"): b"/", APOSTROPHE: b"'", DOUBLE_QUOTE: b'"'}
_HAS_MEANING = byte_set(bytes(_MEANINGS))
# The shell of SQLite writes a line end within a string like this and undoes it with replace().
_SQLITE_LINE_END = b"'\\n',char(10)"


def escapes_of(text: bytes, statements: Statements, strings: Strings, quote: int, *, escapes: bool) -> Edits | None:
    """What makes of a piece of a dump one in which every quote opens or closes a string."""
    data = np.frombuffer(text, np.uint8)
    meanings = [_MEANINGS.get(byte, b"") for byte in range(256)]
    meanings[quote] = _LOOKALIKES[quote]
    # 'D''ESSAI' reads as two strings side by side: what closes and opens at one place is a quote of the text.
    doubled = strings.closes[:-1][strings.closes[:-1] + 1 == strings.opens[1:]]
    byte = np.full(len(doubled), quote, np.uint8)
    if _BACKSLASH in text:
        slashed = _slashed(text, data, statements, strings, escapes=escapes)
        doubled, byte = np.append(doubled, slashed), np.append(byte, data[slashed + 1])
    if len(doubled) == 0:
        return None
    order = np.argsort(doubled, kind="stable")
    start = doubled[order]
    return Edits(start, start + 2, tuple(map(meanings.__getitem__, byte[order].tolist())))


def _slashed(
    text: bytes, data: NDArray[np.uint8], statements: Statements, strings: Strings, *, escapes: bool
) -> Offsets:
    """The backslashes that give the byte behind them another meaning."""
    at = np.flatnonzero(data[:-1] == _BACKSLASH)
    at = at[_HAS_MEANING[data[at + 1]]]
    at = at[~is_escaped(data, at)]
    escaping = is_within(at, *spans_of(statements.copies))
    if escapes:
        escaping |= is_within(at, strings.opens, strings.closes)
    elif _SQLITE_LINE_END in text:
        escaping |= data[at + 1] == _SMALL_N
    return at[escaping]
