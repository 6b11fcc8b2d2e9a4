"""Which names a page may give to its cells, cheaply: it decides whether the page is worth to be laid out.

Asked of a page as it stands, and of one whose markup was taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from .pieces import LONGEST_NAME, MOST_NAMES

# What follows some tags, whatever other tags stand between.
_INSIDE = rb"(?:\s*+<[^<>]*+>){0,6}+\s*+([^<>\x00-\x1f]{1,60})"
_TAG_END = rb"(?=[\s>])[^<>]*+>"
# Captions, groups of columns.
_BEFORE_ROW = rb"[^<]*+(?:<(?!tr|table)[^<>]*+>[^<]*+){0,40}+"
_NAMED: dict[bytes, bytes] = {
    b"<th": _TAG_END + _INSIDE,
    b"<dt": _TAG_END + _INSIDE,
    b"<label": _TAG_END + _INSIDE,
    b"<tr": _TAG_END + rb"\s*+<td" + _TAG_END + _INSIDE,
    b"label": rb"[^<>]{0,60}>" + _INSIDE,
    b"libelle": rb"[^<>]{0,60}>" + _INSIDE,
    b"<input": rb"([^<>]{1,400})",
    b"\x02": rb"\s*+([^\x00-\x1f]{1,60})",
    b"\x1d": rb"\s*+([^\x00-\x1f]{1,60})",
    b"\x1e": rb"\s*+[\x1d\x1f]\s*+([^\x00-\x1f]{1,60})",
    b"<table": _TAG_END + _BEFORE_ROW + rb"<tr(?=[\s>])[^<>]*+>((?s:.){0,4000})",
    b"\x1c": rb"[^\x1c\x1e]*+\x1e([^\x1c\x1e]{1,4000})",
}
"""How what announces names begins, and how it goes on up to them."""
_FIRST_ROWS, _FIELD = (b"<table", b"\x1c"), b"<input"
_ROW_END = re.compile(rb"</?[tT][rR](?=[\s>])")
_BETWEEN = re.compile(rb"(?:<[^<>]*+>|[\x00-\x1f])++")
_BETWEEN_WORDS = re.compile(rb"[\s=]*+[\"'][\s]*+|=|\s++(?=[\w-]++=)")


def names_in(text: bytes) -> tuple[str, ...]:
    """What may be a label of a page's cells."""
    found: dict[bytes, None] = {}
    for name in _announced(text):
        found[name] = None
        if len(found) >= MOST_NAMES:
            break
    names = (unescape(name.decode("utf-8", "replace")).strip(" :/\xa0") for name in found)
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= LONGEST_NAME))


def _announced(text: bytes) -> Iterator[bytes]:
    small = text.lower()
    for beginning, pattern in _patterns().items():
        if beginning in small:
            for start, end in (match.span(1) for match in pattern.finditer(small)):
                if beginning == _FIELD:
                    yield from _BETWEEN_WORDS.split(text[start:end])
                elif beginning in _FIRST_ROWS:
                    row_end = _ROW_END.search(text, start, end)
                    yield from _BETWEEN.split(text[start : row_end.start() if row_end else end])
                else:
                    yield text[start:end]


@cache
def _patterns() -> dict[bytes, re.Pattern[bytes]]:
    return {beginning: re.compile(re.escape(beginning) + rest) for beginning, rest in _NAMED.items()}
