"""A page's markup taken away: inline tags leave nothing, blocks end lines, and marks stand for what makes tables.

The marks are control characters, which a page does not have. Each stands before what it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ....edits import Edits
from ..markup.entities import character
from .pieces import ATTRIBUTES

KEY, VALUE, END, TABLE, HEADER, ROW, CELL = b"\x02", b"\x03", b"\x04", b"\x1c", b"\x1d", b"\x1e", b"\x1f"
"""The name of what follows, its value, what follows behind it; a table or what follows it, `th`, `tr`, `td`."""

_SCRIPT, _STYLE = rb"[sS][cC][rR][iI][pP][tT](?=[\s>])", rb"[sS][tT][yY][lL][eE](?=[\s>])"
# A tag without its `<`, and what of a line end follows before the next one.
_TAG = rb"(?:/|(?!%s|%s))[A-Za-z](?:%s>|[^<>]*+>)(?:[ \t\r]*+\n\s*+(?=<))?+" % (_SCRIPT, _STYLE, ATTRIBUTES)
# Each alternative begins with a character of its own, so that text without them is passed over fast.
_TOKEN = re.compile(
    rb"<(?:(?P<tags>%s(?:<%s)*+)|(?P<comment>!--)|(?P<hidden>(?:%s|%s)[^<>]*+>)|(?P<other>[!?][^<>]*+>))"
    rb"|&(?P<entity>#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][0-9A-Za-z]{1,31};|nbsp)"
    rb"|\n(?P<wrap>[ \t\r\n]*+)|\r\n(?P<wraps>[ \t\r\n]*+)|-(?P<close>->)" % (_TAG, _TAG, _SCRIPT, _STYLE)
)
_ONE_TAG = re.compile(rb"<(/?)([A-Za-z][^\s<>/]*+)(%s|[^<>]*+)>" % ATTRIBUTES)
_ENTITY = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});")
_SPAN = re.compile(rb"colspan\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)
_LABEL_CLASS = re.compile(rb"class\s*=\s*[\"'][^\"'<>]*(?:label|libelle)", re.IGNORECASE)
# Pieces of a sentence have no class, or one of a word processor.
_APART = re.compile(rb"</(span|a|button|label|strong|em)>\s*<\1[^<>]*class=\"(?!Mso|Apple|Spell|Gram)", re.IGNORECASE)
_INPUT_VALUE = re.compile(rb"\svalue\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)'|([^\s\"'<>]+))", re.IGNORECASE)
_INPUT_NAME = re.compile(rb"\sname\s*=\s*[\"']?([^\"'<>]{1,60}?)[\"'\s>]", re.IGNORECASE)
_INPUT_TITLE = re.compile(
    rb"\s(?:id|aria-label|placeholder|title)\s*=\s*[\"']?([^\"'<>]{1,60}?)[\"'\s>]", re.IGNORECASE
)
_NO_FIELD = re.compile(rb"\stype\s*=\s*[\"']?(?:submit|button|reset|image|checkbox|radio)", re.IGNORECASE)
_BLOCKS = frozenset(
    b"p div br li ul ol h1 h2 h3 h4 h5 h6 dl dt dd form fieldset legend section article header footer main nav aside"
    b" pre hr blockquote address center option select title body html caption figure figcaption details summary"
    b" textarea tbody thead tfoot tr td th table script style head".split()
)
_MARKS = {b"table": TABLE, b"tr": ROW, b"td": CELL, b"th": HEADER}
_KEYS = (b"dt", b"label")
_FORMATTING = frozenset(b"b i u strong em font a sup sub small big mark tt code abbr".split())
_RAISED, _PREFORMATTED = (b"sub", b"sup"), (b"pre", b"textarea")
# More columns than these no cell goes over.
_MOST_COLUMNS = 8
_LEAST_DIGITS = 9
_DIALLED = re.compile(rb"href\s*+=\s*+[\"']?tel:([+\d][\d .()-]{3,24})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tags:
    """What some tags, one directly after the other, mean.

    `text` replaces them; `key`: the element in which the name of something follows; `is_end`: they close more than a
    piece of a sentence; `is_apart`: what stands before and behind them is not one word; `is_raised`: it may well be;
    `is_pre`: line ends behind them count, None where that does not change; `has_value`: one is a filled field of a
    form.
    """

    text: bytes
    key: bytes
    is_end: bool
    is_apart: bool
    is_raised: bool
    is_pre: bool | None
    has_value: bool


def edits_of(page: bytes) -> Edits | None:
    """What replaces the markup, entities and soft line ends of a page."""
    reader = _Reader(page)
    reader.read()
    if not reader.texts:
        return None
    return Edits(np.array(reader.start, np.int64), np.array(reader.end, np.int64), tuple(reader.texts))


class _Reader:
    """Goes through a page once and notes what replaces what."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.start: list[int] = []
        self.end: list[int] = []
        self.texts: list[bytes] = []
        self.is_pre = self.in_value = False
        self.key = b""
        self.reached = 0
        self.endless: set[bytes] = set()

    def read(self) -> None:
        at = 0
        while at >= 0:
            at = self._read(at)

    def _read(self, at: int) -> int:
        """Reads on until something is passed over; -1 at the end."""
        for found in _TOKEN.finditer(self.page, at):
            kind, (start, end) = found.lastgroup, found.span()
            if kind == "tags":
                self._tags(found[0], start, end)
            elif kind == "entity":
                new = b" " if found[0].startswith(b"&nbsp") else character(found[0])
                if new is not None:
                    self._note(start, end, new)
            elif kind in ("wrap", "wraps"):
                if not self.is_pre:
                    self._note(start, end, b" ")
            elif kind == "comment":
                return self._comment(start, end)
            elif kind == "hidden":
                return self._hidden(start, end, found[0])
            else:
                self._note(start, end, b"")
        return -1

    def _note(self, start: int, end: int, text: bytes) -> None:
        self.start.append(start)
        self.end.append(end)
        self.texts.append(text)

    def _tags(self, run: bytes, start: int, end: int) -> None:
        tags = _meaning(run)
        if tags.has_value:
            self._inputs(start, end)
            return
        text = tags.text or (b" " if self._is_apart(tags, start, end) else b"")
        if self.is_pre and b"\n" in run:
            text += b"\n"
        if tags.is_pre is not None:
            self.is_pre = tags.is_pre
        if self.key and b"</" + self.key in run.lower():
            text, self.key, self.in_value = b"\n" + VALUE + text, b"", True
        elif self.in_value and tags.is_end and self.page[self.reached : start].strip():
            text, self.in_value = b"\n" + END + text, False
        if tags.key:
            self.key, self.in_value, text = tags.key, False, text + b"\n" + KEY
        self.reached = end
        dialled = _DIALLED.search(run)
        if dialled:
            # The number behind a link need not be the one that it shows.
            self._note(start, start + dialled.start(1), text + b" ")
            start, text = start + dialled.end(1), b" "
        self._note(start, end, text)

    def _is_apart(self, tags: _Tags, start: int, end: int) -> bool:
        """A letter and a digit with tags between them are hardly one word."""
        before, behind = self.page[start - 1 : start], self.page[end : end + 1]
        if not before.strip() or not behind.strip():
            return False
        return tags.is_apart or (
            not tags.is_raised and ((before.isalpha() and behind.isdigit()) or (before.isdigit() and behind.isalpha()))
        )

    def _inputs(self, start: int, end: int) -> None:
        """The fields of a form: what is in them is text, behind its name."""
        texts: list[bytes] = []
        at = start
        self.key, self.in_value = b"", False
        for tag in _ONE_TAG.finditer(self.page, start, end):
            value = _value_of(tag)
            if value is None:
                tags = _meaning(tag[0])
                texts += (tags.text, b"\n" + KEY if tags.key else b"")
                self.key = tags.key or self.key
                continue
            name = _INPUT_NAME.search(tag[3] + b">") or _INPUT_TITLE.search(tag[3] + b">")
            self._note(at, value[0], b"".join([*texts, b"\n", KEY, name[1] if name else b"", b"\n", VALUE]))
            for entity in _ENTITY.finditer(self.page, *value):
                self._note(*entity.span(), character(entity[0]) or entity[0])
            texts, at, self.key = [b"\n", END], value[1], b""
        self.reached = end
        self._note(at, end, b"".join(texts))

    def _comment(self, start: int, end: int) -> int:
        close = self._find(b"-->", end)
        if close < 0:
            self._note(start, end, b"")
            return end
        inside = self.page[end:close]
        if inside.startswith(b"[if") or len(inside) - len(inside.translate(None, b"0123456789")) < _LEAST_DIGITS:
            self._note(start, close + 3, b"")
            return close + 3
        # What somebody has taken out of the page is still in the file.
        self._note(start, end, b"\n")
        return end

    def _hidden(self, start: int, end: int, tag: bytes) -> int:
        """Scripts and styles; data in a script is text."""
        close = self._find(b"</script" if tag[2:3] in b"cC" else b"</style", end)
        if close < 0 or b"json" in tag:
            self._note(start, end, b"\n")
            return end
        self._note(start, close, b"\n")
        return close

    def _find(self, wanted: bytes, at: int) -> int:
        """Where something comes next; what does not come is not looked for again."""
        if wanted in self.endless:
            return -1
        found = re.compile(re.escape(wanted), re.IGNORECASE).search(self.page, at)
        if found is None:
            self.endless.add(wanted)
        return found.start() if found else -1


@lru_cache(maxsize=4096)
def _meaning(run: bytes) -> _Tags:
    marks: list[bytes] = []
    key, is_pre = b"", None
    is_end = is_raised = has_value = False
    for tag in _ONE_TAG.finditer(run):
        name, opens = tag[2].lower(), not tag[1]
        marks += _marks_of(name, tag[3], opens=opens)
        if opens and (name in _KEYS or _LABEL_CLASS.search(tag[3])):
            key = name
        is_end |= name in _BLOCKS or not (opens or name in _FORMATTING)
        is_raised |= name in _RAISED
        has_value |= _value_of(tag) is not None
        if name in _PREFORMATTED:
            is_pre = opens
    text = b"".join(marks) or b" " * (b"\n" in run)
    return _Tags(text, key, is_end, bool(_APART.search(run)), is_raised, is_pre, has_value)


def _marks_of(name: bytes, rest: bytes, *, opens: bool) -> list[bytes]:
    if name == b"table":
        return [b"\n", TABLE]
    if name in _MARKS and opens:
        span = _SPAN.search(rest)
        return [b"\n", _MARKS[name]] * max(1, min(int(span[1]), _MOST_COLUMNS) if span else 1)
    return [b"\n"] if name in _BLOCKS and name not in _MARKS else []


def _value_of(tag: re.Match[bytes]) -> tuple[int, int] | None:
    """Where the value of a form's field stands."""
    if tag[2].lower() != b"input" or _NO_FIELD.search(tag[3]):
        return None
    value = _INPUT_VALUE.search(tag[3])
    if value is None:
        return None
    low, high = value.span(value.lastindex or 0)
    return tag.start(3) + low, tag.start(3) + high
