"""How a text of markup begins: is it XML, is it a page?"""

from __future__ import annotations

import re
from enum import Enum

_HEAD = 64 << 10
_OPENING = re.compile(rb"[\s\xef\xbb\xbf]*+<(?:[!A-Za-z_:\x80-\xff]|\?(?!php|[=\s]))")
_PROLOG = re.compile(
    rb"(?:[\s\xef\xbb\xbf]++|<\?.*?\?>|<!--.*?-->|(?P<type><!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>))*+",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(rb"[\s\xef\xbb\xbf]*+<\?xml[\s-]", re.IGNORECASE)
_PAGE_TYPE = re.compile(rb"<!DOCTYPE\s+html", re.IGNORECASE)
_NAME = re.compile(rb"<([A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*+)(?=[\s>/]|\Z)")
_TAG = re.compile(
    rb"<[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*+(?:\s++[^\s<>/=\"']++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*+(/?)>"
)
_CLOSING = re.compile(rb"</([A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*+)\s*+>")
_ROW = re.compile(rb"<(?:tr|td|th|tbody|thead)[\s>]", re.IGNORECASE)
_PAGE_NAMES = frozenset(
    b"html head body div p table span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd form font center br b i u a hr pre strong em"
    b" style script meta title link section article main header footer nav tr td th tbody thead blockquote img input"
    b" label small".split()
)
# A page may also be data that somebody named so.
_PLAIN_NAMES = frozenset(
    b"head body form a b i u p header footer main section article title link meta label input nav small tr td"
    b" th".split()
)
_PAGE_INSIDE = re.compile(rb"<(?:p|br|div|span|b|td|tr|li|input|h[1-6])[\s/>]", re.IGNORECASE)


class Markup(Enum):
    """What a text of tags is."""

    XML = "xml"
    PAGE = "html"


def markup_of(head: bytes) -> Markup | None:
    """What a text is by its beginning, None for text that is no markup. Cheap for all other text."""
    if not _OPENING.match(head):
        return None
    head = head[:_HEAD]
    is_declared = bool(_DECLARATION.match(head))
    prolog = _PROLOG.match(head)
    begin = prolog.end() if prolog else 0
    if prolog and prolog["type"]:
        return Markup.PAGE if _PAGE_TYPE.match(prolog["type"]) else Markup.XML
    found = _NAME.match(head, begin)
    if found is None:
        return Markup.XML if is_declared else None
    name = found[1].lower()
    if name == b"html" or (not is_declared and _is_page(name, head, begin)):
        return Markup.PAGE
    return Markup.XML if is_declared or _is_nested(head, begin) else None


def _is_page(name: bytes, head: bytes, begin: int) -> bool:
    if name == b"table":
        return bool(_ROW.search(head, begin))
    if name in _PLAIN_NAMES:
        return bool(_PAGE_INSIDE.search(head, begin))
    return name in _PAGE_NAMES


def _is_nested(head: bytes, begin: int) -> bool:
    """Whether a tag is followed by another, and one closes what was opened."""
    first = _TAG.match(head, begin)
    if first is None:
        return False
    if first[1]:
        return bool(_TAG.search(head, first.end()))
    if b"/>" in head:
        return bool(_TAG.search(head, first.end()))
    closing = _CLOSING.search(head, first.end())
    return (
        closing is not None
        and re.search(rb"<" + re.escape(closing[1]) + rb"[\s>]", head[: closing.start()]) is not None
    )
