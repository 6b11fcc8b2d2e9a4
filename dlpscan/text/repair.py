"""Marks in a text that hide what it says: combining accents, soft hyphens, zero-width characters, mojibake.

Patterns and labels expect composed letters, so such a text is rewritten before it is searched. Most texts have none of
it, and a few substring searches tell.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .edits import Edits

# UTF-8 read as cp1252 and written as UTF-8 again; only what makes a letter or sign of French text is undone.
_TWICE = "àâäéèêëîïôöùûüçœæÀÂÄÉÈÊËÎÏÔÖÙÛÜÇŒÆ°«»’‘“”–—…€²³µ·\u00a0"
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
# One of these stands in every text that has something to be replaced.
_SIGNS = (
    *(b"\xcc", b"\xcd"),
    *(b"\xc3\x82", b"\xc3\x83", b"\xc3\x85\xe2", b"\xc3\xa2\xe2"),
    *(sign.encode() for sign in _INVISIBLE),
)


def repairs(text: bytes) -> Edits | None:
    """What is to be replaced in a text (UTF-8), None if nothing is."""
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return None
    return Edits.of_matches(_hiding(), text, _shown)


@cache
def _mojibake() -> dict[bytes, bytes]:
    return {_misread(character).encode(): character.encode() for character in _TWICE}


def _misread(character: str) -> str:
    """How the bytes of a character look where they are taken for cp1252; its few unused bytes stay as they are."""
    return "".join(_of_cp1252(byte) for byte in character.encode())


def _of_cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _hiding() -> re.Pattern[bytes]:
    combined = rb"(?:[A-Za-z]|[\xc3-\xc5][\x80-\xbf])(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])+"
    known = [*(sign.encode() for sign in _INVISIBLE), *_mojibake()]
    known.sort(key=len, reverse=True)
    return re.compile(b"|".join([combined, *map(re.escape, known)]))


def _shown(found: bytes) -> bytes | None:
    if found in _mojibake():
        return _mojibake()[found]
    character = found.decode()
    if character in _INVISIBLE:
        return b""
    composed = unicodedata.normalize("NFC", character).encode()
    return composed if composed != found else None
