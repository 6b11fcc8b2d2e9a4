"""Says of a text that nothing severe is in it, where it is sure; without arrays, records or detectors.

What it is sure of is what the engine would come to: a detector has a match only where one of its patterns matches, in
running text or in a cell, or in a column that carries one of its labels. So a text is passed where

- it is read as it is: valid UTF-8 without hidden marks, its lines not of fixed length, no table of numbers;
- no pattern of the detectors that matter matches, whatever bounds a cell may have;
- or it has no layout in which the words of one of their labels could head a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..text.content import content_of
from ..text.layouts.choose import looks_marked_up
from ..text.layouts.delimited.look import looks_delimited
from ..text.layouts.fixed.line_lengths import has_lines_alike
from ..text.signs import signs_in

if TYPE_CHECKING:
    from .recipe import Recipe

_MOST_BYTES, _MOST_HITS = 1 << 20, 2000
_MANY_DIGITS = 0.1
_DIGITS = b"0123456789"
# What bounds the cells of one layout or another: to a pattern, a cell's text begins and ends there.
_BOUNDS = [
    bytes.maketrans(marks, b"\n" * len(marks)) for marks in (b";\t|", b",()", b"\"'", b"<>", b":=", b"|^~&", b"[]{},:")
]
# How far lookarounds of ordinary length see.
_MARGIN = 80
_NEAR = 200
_SECONDS = 1.0
_JSON_KEY_END = re.compile(rb"[^\"\n]{0,60}\"\s?:")
_DELIMITERS = b";\t|"
_HEAD = 64 << 10


class Sieve:
    """`rules_out` says of a text that there is nothing in it."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    @cached_property
    def _sought(self) -> Any:
        return _database(self.recipe.sought)

    @cached_property
    def _words(self) -> Any:
        return _database(self.recipe.words)

    @cached_property
    def _labels(self) -> Any:
        from .recipe import labels

        packed = labels(self.recipe)
        return _database(packed) if packed is not None else None

    @cached_property
    def _exact(self) -> list[list[tuple[Any, int]]] | None:
        from .recipe import exact

        return exact(self.recipe)

    @cached_property
    def _layouts(self) -> list[Any]:
        return [import_module(name) for name in self.recipe.layouts]

    @cached_property
    def _readers(self) -> tuple[Any, ...]:
        from pickle import loads

        readers: tuple[Any, ...] = loads(self.recipe.readers)  # noqa: S301  # kept with the recipe
        return readers

    def unread(self, data: bytes, name: str) -> str | None:
        """Why nothing reads an item of that content and name; None if something may."""
        content = content_of([data[:_HEAD]])
        return content.reason if content.encoding is None and not self._is_read(data, name) else None

    def _is_read(self, data: bytes, name: str) -> bool:
        """Whether a plugin reads it."""
        return any(reader.accepts(data[:_HEAD], name) > 1 for reader in self._readers)

    def rules_out(self, data: bytes, name: str) -> bool:
        """Whether it is sure that nothing severe is in an item of that content and name."""
        if not _is_plain(data) or self._is_read(data, name):
            return False
        if _has_many_digits(data) and self._is_table(data):
            return False
        texts = [data]
        if looks_marked_up(data):
            from ..text.gist import gist

            texts.append(gist(data))
        if any(self._may_match(text) for text in dict.fromkeys(texts)):
            return False
        return not self.recipe.words or not self._may_have_column(data)

    def _may_match(self, text: bytes) -> bool:
        """Whether a pattern matches anywhere, in the text or in a cell of it."""
        hits = _hits(self._sought, text)
        if not hits:
            return False
        if len(hits) > _MOST_HITS or self._exact is None:
            return True
        try:
            return any(
                _matches(pattern, width, text, low, high)
                for number, low, high in _stretches(hits)
                for pattern, width in self._exact[number]
            )
        except TimeoutError:
            return True

    def _may_have_column(self, plain: bytes) -> bool:
        """Whether there may be a column, or a field, that carries a label."""
        from ..matching.words import in_words_of

        text = in_words_of(plain)
        ends = [end for _, end in _hits(self._words, text)]
        if not ends:
            return False
        if self._is_table(plain) or _is_key_value(text) or _has_rules(text):
            return True
        if b'{"' in text and any(_JSON_KEY_END.match(text, end) for end in ends):
            return True
        return self._may_be_headed(text, ends)

    def _may_be_headed(self, text: bytes, ends: Iterable[int]) -> bool:
        """Whether a word stands in a line that may belong to a table within running text: names of columns by the gaps
        between them, or as many delimiters as in a line beside it."""
        from ..text.layouts.prose.labelled import may_head

        if self._labels is None:
            return True
        for begin in dict.fromkeys(text.rfind(b"\n", 0, end) + 1 for end in ends):
            stop = text.find(b"\n", begin)
            stop = stop if stop >= 0 else len(text)
            labels = [begin + end for _, end in _hits(self._labels, text[begin:stop])]
            if may_head(text, begin, stop, labels):
                return True
            before = text[text.rfind(b"\n", 0, max(0, begin - 1)) + 1 : begin]
            behind = text[stop + 1 : text.find(b"\n", stop + 1) + 1 or len(text)]
            for delimiter in _DELIMITERS:
                count = text.count(delimiter, begin, stop)
                if count and count in (before.count(delimiter), behind.count(delimiter)):
                    return True
        return False

    def _is_table(self, text: bytes) -> bool:
        """Whether the text as a whole has a layout, one of ours or of the plugins."""
        return (
            looks_marked_up(text)
            or looks_delimited(text)
            or any(layout.recognise(text, _ANYTHING) is not None for layout in self._layouts)
        )


class _Anything:
    """For a layout that asks for labels: every word may be one."""

    def is_label(self, names: tuple[str, ...]) -> bool:
        return True

    def may_hold(self, text: bytes, columns: object) -> bool:
        return True

    def occurrences(self, text: bytes) -> list[Any]:
        return []

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Any]:
        return {}


_ANYTHING = _Anything()


def _is_plain(data: bytes) -> bool:
    """Whether the engine would read the bytes as they are, and has to look for no more than patterns and labels."""
    if len(data) > _MOST_BYTES or b"\0" in data or (b"\r" in data and b"\n" not in data):
        return False
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        if signs_in(data):
            return False
    return not has_lines_alike(data)


def _has_many_digits(data: bytes) -> bool:
    """Whether the engine would take a table for one of numbers, in which it looks into every cell."""
    return len(data) - len(data.translate(None, _DIGITS)) > _MANY_DIGITS * len(data)


def _database(packed: bytes) -> Any:
    import hyperscan as hs

    loaded = hs.loadb(packed, hs.HS_MODE_BLOCK)
    loaded.scratch = hs.Scratch(loaded)
    return loaded


def _hits(database: Any, text: bytes) -> list[tuple[int, int]]:
    """Expressions by number, and where a match of each ends, in the order of the text."""
    found: list[tuple[int, int]] = []

    def note(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        # One line end was put before the text, and one byte behind the match belongs to its bounds.
        found.append((number, end - 2))

    database.scan(b"".join((b"\n", text, b"\n")), match_event_handler=note)
    return list(dict.fromkeys(found))


def _matches(pattern: Any, width: int, text: bytes, low: int, high: int) -> bool:
    """Whether a pattern matches near a stretch of ends: in the text, or in cells of any layout."""
    part = text[max(0, low - width - 2 - _MARGIN) : high + _MARGIN]
    parts = dict.fromkeys([part, *map(part.translate, _BOUNDS)])
    return any(pattern.search(each, timeout=_SECONDS) for each in parts)


def _stretches(hits: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """For each expression where its matches end: from the first to the last of those that are near to each other."""
    ends: dict[int, list[int]] = {}
    for number, end in hits:
        ends.setdefault(number, []).append(end)
    for number, own in ends.items():
        own.sort()
        low = high = own[0]
        for end in own[1:]:
            if end - high > _NEAR:
                yield number, low, high
                low = end
            high = end
        yield number, low, high


def _is_key_value(text: bytes) -> bool:
    from ..text.layouts.keyvalue.sniff import sample_of

    return sample_of(text) is not None


def _has_rules(text: bytes) -> bool:
    """Whether there may be a printed table."""
    from ..text.layouts.printed.frames import rules_in

    return next(rules_in(text), None) is not None
