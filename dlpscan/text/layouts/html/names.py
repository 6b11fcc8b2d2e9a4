"""Which names a page may give to its cells, cheaply: it decides whether the page is worth to be laid out.

Asked of a page as it stands, and of one whose markup was taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from .pieces import ATTRIBUTES, LONGEST_NAME, MOST_NAMES

_REST = ATTRIBUTES + rb">"
# What is no mark: blanks and what can be read.
_SHOWN = rb"[^\x00-\x08\x0e-\x1f]"
_SHOWN_OUTSIDE_OF_TAGS = rb"[^<>\x00-\x08\x0e-\x1f]"
# What follows some tags, whatever other tags stand between and inside of it: `N<sup>o</sup> Sécu`.
_INSIDE = (
    rb"(?:\s*+<" + _REST + rb"){0,6}+\s*+(?=(" + _SHOWN_OUTSIDE_OF_TAGS + rb"{1,120}+"
    rb"(?:<(?!/?(?:t[dhr]|table|tbody|thead|d[dtl]|label|input|select)[\s>])"
    + _REST
    + _SHOWN_OUTSIDE_OF_TAGS
    + rb"{0,120}+){0,6}+))"
)
# What stands behind a mark, up to the next one.
_MARKED = rb"(?=(" + _SHOWN + rb"{1,240}))"
# An empty cell takes the value of a name in it.
_IN_CELL = rb"[\x09-\x0d ]*+(?:\x02" + _SHOWN + rb"*+\x03)*+" + _MARKED
_TAG_END = rb"(?=[\s>])" + _REST
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
    b"\x02": _MARKED,
    b"\x1d": _IN_CELL,
    b"\x1e": rb"[\x09-\x0d ]*+[\x1d\x1f]" + _IN_CELL,
    b"<table": _TAG_END + _BEFORE_ROW + rb"<tr(?=[\s>])[^<>]*+>((?s:.){0,4000})",
    b"\x1c": rb"[^\x1c\x1e]*+\x1e([^\x1c\x1e]{1,4000})",
}
"""How what announces names begins, and how it goes on up to them."""
_FIRST_ROWS, _FIELD = (b"<table", b"\x1c"), b"<input"
_ROW_END = re.compile(rb"</?[tT][rR](?=[\s>])")
_BETWEEN = re.compile(rb"(?:</?[tT][dDhH](?=[\s>])[^<>]*+>|[\x00-\x08\x0e-\x1f])++")
_MOST_PIECES = 8
_TAGS = re.compile(rb"<" + _REST)
_BETWEEN_WORDS = re.compile(rb"[\s=]*+[\"'][\s]*+|=|\s++(?=[\w-]++=)")


def names_in(text: bytes) -> tuple[str, ...]:
    """What may be a label of a page's cells."""
    found: dict[bytes, None] = {}
    for name in _announced(text):
        found[name] = None
        if len(found) >= MOST_NAMES:
            break
    names = (" ".join(unescape(name.decode("utf-8", "replace")).split()).strip(" :/") for name in found)
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
                    for cell in _BETWEEN.split(text[start : row_end.start() if row_end else end]):
                        yield from _readings(cell)
                else:
                    yield from _readings(text[start:end])


def _readings(name: bytes) -> Iterator[bytes]:
    """A name as it stands; with tags in it up to each of them, as one word and as several."""
    if b"<" not in name:
        yield name
        return
    pieces = [piece for piece in _TAGS.split(name) if piece.strip()][:_MOST_PIECES]
    for count in range(1, len(pieces) + 1):
        yield b"".join(pieces[:count])
        yield b" ".join(pieces[:count])


@cache
def _patterns() -> dict[bytes, re.Pattern[bytes]]:
    return {beginning: re.compile(re.escape(beginning) + rest) for beginning, rest in _NAMED.items()}
