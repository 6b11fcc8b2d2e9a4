"""Entities of XML and HTML: what stands for a character."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5

from ....edits import Edits

_ENTITY = re.compile(rb"&(?:#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][0-9A-Za-z]{1,31});")
# What would be taken for markup once it is decoded, and what looks like it.
_LOOK_ALIKES = {"<": "‹", ">": "›", '"': "”", "'": "’"}
_FIRST_PRINTABLE = 32
_ALLOWED_CONTROLS = "\t\n\r"


def decoded(text: bytes) -> Edits | None:
    """The entities of a text with their characters; None where there are none.

    Each stands for a character or two at most, once: entities that a document defines are not known and stay.
    """
    if b"&" not in text:
        return None
    return Edits.of_matches(_ENTITY, text, character)


@lru_cache(maxsize=4096)
def character(entity: bytes) -> bytes | None:
    """What `&eacute;` or `&#233;` stands for, None for what is unknown."""
    name = entity[1:-1].decode("ascii")
    found = _numbered(name[1:]) if name[0] == "#" else html5.get(name + ";")
    return _LOOK_ALIKES.get(found, found).encode() if found else None


def _numbered(number: str) -> str | None:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return None
    found = chr(code)
    return found if code >= _FIRST_PRINTABLE or found in _ALLOWED_CONTROLS else None
