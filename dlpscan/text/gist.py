"""What a text with markup says, roughly and fast: enough to tell that there is nothing in it to look for."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

# An escape of JSON, and an entity that stands for something other than a character of markup.
_ESCAPE = re.compile(rb"\\u00([0-9A-Fa-f]{2})")
_ENTITY = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos);)(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});?")
# The tags that may stand within a number or a word.
_INLINE = re.compile(rb"</?(?:b|i|u|em|strong|span|font|small|sup|sub|mark)\b[^<>]{0,500}>")
_INLINE_ENDS = (b"</b>", b"</span>", b"</font>", b"</strong>", b"</em>", b"</i>")


def gist(text: bytes) -> bytes:
    """The text with its escapes and entities decoded and inline tags left out; offsets are lost."""
    if b"\\u00" in text:
        text = _ESCAPE.sub(_of_escape, text)
    if b"&" in text:
        text = _ENTITY.sub(_of_entity, text)
    if any(end in text for end in _INLINE_ENDS):
        text = _INLINE.sub(b"", text)
    return text


def _of_escape(match: re.Match[bytes]) -> bytes:
    return _character(int(match[1], 16))


def _of_entity(match: re.Match[bytes]) -> bytes:
    return _decoded(match[0])


@lru_cache(maxsize=1024)
def _character(code: int) -> bytes:
    return chr(code).encode()


@lru_cache(maxsize=1024)
def _decoded(entity: bytes) -> bytes:
    return unescape(entity.decode()).encode("utf-8", "replace")
