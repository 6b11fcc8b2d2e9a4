"""Where a dump may be cut, and what the part before the cut says of the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from ..spans import is_within
from .copy import CopyBlock
from .outline import Statements, Strings, before_blanks, behind_blanks, spans_of
from .syntax import COPY, HEAD, Head, Kind, created_columns, first_width, head_of, named

Tables = tuple[tuple[str, tuple[str, ...]], ...]

_NEWLINE, _COMMA, _SEMICOLON, _OPEN, _CLOSE = b"\n,;()"
_WINDOW = 64 << 10
_MAX_BODY = 1 << 20
_MAX_BLANKS = 4096
_MAX_TRIES = 64
_LEAST_ROWS = 8
_BEFORE_STATEMENT = (b"", b"\n", b";", b" ", b"\t")
_STATEMENT_LINE = re.compile(rb"\n[ \t]{0,40}+(?=(?i:INSERT|REPLACE|UPDATE|CREATE|COPY|INTO)\s)")
_CREATE = (b"CREATE ", b"create ")
_INSERT = (b"INSERT", b"insert", b"REPLACE", b"replace")


def last_firm_start(text: bytes) -> int:
    """Where the last line begins that begins a statement, 0 if there is none."""
    size = _WINDOW
    while True:
        begin = max(0, len(text) - size)
        firm = [match.start() + 1 for match in _STATEMENT_LINE.finditer(text, begin) if _is_head(text, match.end())]
        if firm or begin == 0:
            return firm[-1] if firm else 0
        size *= 8


def _is_head(text: bytes, at: int) -> bool:
    return HEAD.match(text, at) is not None or COPY.match(text, at) is not None


def last_border(text: bytes, statements: Statements, strings: Strings) -> int:
    """The last line start at which a row or statement begins, else the last of their starts; 0 if there is none."""
    size = _WINDOW
    while True:
        begin = max(0, len(text) - size)
        border = _last_line(text, begin, statements, strings) or _last_within(text, begin, statements, strings)
        if border or begin == 0:
            return border
        size *= 8


def _last_line(text: bytes, begin: int, statements: Statements, strings: Strings) -> int:
    data = np.frombuffer(text, np.uint8)
    at = np.flatnonzero(data[begin:] == _NEWLINE) + begin + 1
    at = at[at < len(data)]
    copies, copy_ends = spans_of(statements.copies)
    rows = np.array([one.rows for one in statements.copies], np.int64)
    first, before = behind_blanks(data, at), before_blanks(data, at)
    begins_tuple = (data[first] == _OPEN) & (data[before] == _COMMA)
    begins_statement = (data[before] == _SEMICOLON) | is_within(first, statements.start, statements.start + 1)
    outside = ~strings.hold(at) & ~is_within(at, copies, copy_ends)
    borders = at[(outside & (begins_tuple | begins_statement)) | is_within(at, rows, copy_ends)]
    return int(borders[-1]) if len(borders) else 0


def _last_within(text: bytes, begin: int, statements: Statements, strings: Strings) -> int:
    """The last tuple or statement that begins within a line."""
    data = np.frombuffer(text, np.uint8)
    at = np.flatnonzero(data[begin:] == _OPEN) + begin
    comma = before_blanks(data, at)
    at = at[(data[comma] == _COMMA) & (data[before_blanks(data, comma)] == _CLOSE) & ~strings.hold(at)]
    at = np.append(at, statements.start[statements.start > begin])
    return int(at.max(initial=0))


def first_border(window: bytes) -> int | None:
    """The first line that begins a statement, or any line where all of them are rows."""
    lines = window[:_WINDOW].split(b"\n")[1:-1]
    if len(lines) >= _LEAST_ROWS and (_are_copied(lines) or _are_tuples(lines)):
        return window.find(b"\n") + 1
    for match in _STATEMENT_LINE.finditer(window):
        if _is_head(window, match.end()):
            return match.start() + 1
    return None


def _are_copied(lines: list[bytes]) -> bool:
    """Whether lines are rows of COPY: the same number of tabs in each, whatever its text."""
    tabs = lines[0].count(b"\t")
    return tabs > 0 and all(line.count(b"\t") == tabs for line in lines)


def _are_tuples(lines: list[bytes]) -> bool:
    """Whether each of the lines is a tuple."""
    return all(line[:1] == b"(" and line.rstrip(b"\r")[-2:] == b")," for line in lines)


def tables_after(text: bytes, tables: Tables, blocks: tuple[CopyBlock, ...]) -> Tables:
    """The tables known behind a text with some blocks of COPY."""
    gaps = zip([0, *(one.end for one in blocks)], [*(one.start for one in blocks), len(text)], strict=True)
    at = [place for start, end in gaps for word in _CREATE for place in _places(text, word, start, end)]
    created: dict[str, tuple[str, ...]] = {}
    for start, following in pairwise([*sorted(at), len(text)]):
        match = HEAD.match(text, start) if text[start - 1 : start] in _BEFORE_STATEMENT else None
        if match is not None:
            end = min(following, match.end() + _MAX_BODY)
            created[head_of(match).table.lower()] = created_columns(text, match.end(), end)
    return tuple({**dict(tables), **created}.items()) if created else tables


def _places(text: bytes, word: bytes, start: int, end: int) -> list[int]:
    """Where a word is written between two offsets; searching for bytes is many times faster than any expression."""
    found = []
    at = text.find(word, start, end)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word), end)
    return found


def still_open(text: bytes, blocks: tuple[CopyBlock, ...]) -> Head | None:
    """The head of the COPY block that a text ends in."""
    return blocks[-1].head if blocks and blocks[-1].end == blocks[-1].rows_end == len(text) else None


def open_head_after(text: bytes, open_head: Head | None, tables: Mapping[str, tuple[str, ...]]) -> Head | None:
    """The head of the statement whose tuples go on behind a text: one that ends between tuples ends with a comma."""
    if text[-_MAX_BLANKS:].rstrip()[-1:] in (b";", b")"):
        return None
    for word in _INSERT:
        at = text.rfind(word)
        for _ in range(_MAX_TRIES):
            if at < 0:
                break
            match = HEAD.match(text, at) if text[at - 1 : at] in _BEFORE_STATEMENT else None
            if match is not None:
                return _open(text, match, tables)
            at = text.rfind(word, 0, at)
    return open_head


def _open(text: bytes, match: re.Match[bytes], tables: Mapping[str, tuple[str, ...]]) -> Head | None:
    head = head_of(match)
    if head.kind is not Kind.ROWS:
        return None
    is_known = bool(head.columns) or head.table.lower() in tables
    return named(head, tables, 0 if is_known else first_width(text, match.end(), match.end() + _MAX_BODY))
