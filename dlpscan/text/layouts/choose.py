"""Which layout a text has, by its beginning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .fixed.line_lengths import has_lines_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...layout import Labels, Layout, Recogniser

_BRACKETS = b"{[<"
_OPENING = re.compile(rb"[\s\xef\xbb\xbf]*+(.)", re.DOTALL)
# JSON in JavaScript: what is assigned, exported, or handed to a function.
_SCRIPT = re.compile(
    rb"\s*+(?:(?:var|let|const)\s|(?:module\.)?exports?\b|window\.|[A-Za-z_$][\w$.]{0,60}+\(\s*+[{\[])"
)
_SQL_WORD = re.compile(
    rb"[\s\xef\xbb\xbf]*+(?:--|#(?!!)|/\*|\\restrict|REM "
    rb"|(?:SET|BEGIN|CREATE|DROP|INSERT|COPY|USE|LOCK|ALTER|PRAGMA|START|REPLACE|DELETE|UPDATE|SELECT|GO|PROMPT)\b)",
    re.IGNORECASE,
)
_SQL_VERBS = (b"INSERT", b"REPLACE INTO", b"COPY ", b"UPDATE ", b"CREATE TABLE")
_SQL_DATA = (*_SQL_VERBS, *map(bytes.lower, _SQL_VERBS))


def opening_of(head: bytes) -> bytes | None:
    """The first character, if it is one that markup begins with."""
    found = _OPENING.match(head)
    return found[1] if found and found[1] in _BRACKETS else None


def names_in(opening: bytes, text: bytes) -> tuple[str, ...]:
    """What a text that begins like markup may call its values, cheaply."""
    if opening != b"<":
        from .json.layout import keys_in

        return keys_in(text)
    from .html.names import names_in as names_of_page
    from .markup.prolog import Markup, markup_of
    from .xml.vocabulary import names_in as names_of_xml

    return names_of_page(text) if markup_of(text) is Markup.PAGE else names_of_xml(text)


def markup_of(head: bytes, labels: Labels) -> Layout | None:
    """The layout of a text whose first characters give it away: JSON, XML, HTML, a dump.

    Cheap for all other text, as every item is asked.
    """
    opening = _OPENING.match(head)
    if opening is None or not looks_marked_up(head):
        return None
    if opening[1] in _BRACKETS[:2] or _SCRIPT.match(head):
        from .json import layout as json

        return json.recognise(head, labels)
    if opening[1] == b"<":
        from .html import layout as html
        from .xml import layout as xml

        return xml.recognise(head, labels) or html.recognise(head, labels)
    from .sql import layout as sql

    return sql.recognise(head, labels)


def looks_marked_up(head: bytes) -> bool:
    """Whether a text begins like JSON, XML, HTML or a dump. Cheap, and without arrays."""
    if opening_of(head) or _SCRIPT.match(head):
        return True
    if _SQL_WORD.match(head) is None or not any(word in head for word in _SQL_DATA):
        return False
    from .sql.syntax import ANY_HEAD

    return ANY_HEAD.search(head) is not None


def rows_of(head: bytes, labels: Labels, others: Sequence[Recogniser] = ()) -> Layout | None:
    """The layout of a text that is rows of cells: one of a plugin, delimited, or of fixed width. Cheap for prose."""
    for other in others:
        if (found := other.recognise(head, labels)) is not None:
            return found
    from .delimited.look import looks_delimited

    if looks_delimited(head):
        from .delimited import layout as delimited
        from .printed import layout as printed

        found = printed.recognise(head, labels) or delimited.recognise(head, labels)
        if found is not None:
            return found
    if has_lines_alike(head):
        from .fixed import layout as fixed
        from .printed import layout as printed

        return printed.recognise(head, labels) or fixed.recognise(head, labels)
    return None


def blocks_of(head: bytes, labels: Labels) -> Layout | None:
    """The layout of a text that is neither: blocks of keys and values, printed tables, or else prose."""
    from .keyvalue import layout as keyvalue
    from .printed import layout as printed
    from .prose import layout as prose

    return printed.recognise(head, labels) or keyvalue.recognise(head, labels) or prose.recognise(head, labels)
