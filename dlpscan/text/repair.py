"""Marks in a text that hide what it says: combining accents, soft hyphens, zero-width characters, mojibake; and lines
that end with carriage returns alone (HL7, old Macintosh).

Patterns and labels expect composed letters, so such a text is rewritten before it is searched. Most texts have none of
it, and a few substring searches tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import numpy as np

from ..edits import Edits
from .decode import character_border
from .signs import INVISIBLE, signs_in

# UTF-8 read as cp1252 and written as UTF-8 again; only what makes a letter or sign of French text is undone.
_TWICE = "àâäéèêëîïôöùûüçœæÀÂÄÉÈÊËÎÏÔÖÙÛÜÇŒÆ°«»’‘“”–—…€²³µ·\u00a0"
_COMBINING = (0xCC, 0xCD)
_CARRIAGE_RETURN = 13


def repairs(text: bytes) -> Edits | None:
    """What is to be replaced in a text (UTF-8), None if nothing is."""
    marks, ends = _marks(text), _line_ends(text)
    return marks.joined(ends) if marks else ends


def _line_ends(text: bytes) -> Edits | None:
    """Carriage returns in a text without any other line end."""
    if b"\r" not in text or b"\n" in text:
        return None
    at = np.flatnonzero(np.frombuffer(text, np.uint8) == _CARRIAGE_RETURN)
    return Edits(at, at + 1, (b"\n",) * len(at))


def _marks(text: bytes) -> Edits | None:
    signs = signs_in(text)
    return Edits.of(edit for sign in signs for edit in _repaired(text, sign)) if signs else None


def _repaired(text: bytes, sign: bytes) -> Iterator[tuple[int, int, bytes]]:
    """What begins with a sign, repaired."""
    known, hiding = _shown(), _hiding()
    at = text.find(sign)
    while at >= 0:
        match = hiding.match(text, at)
        at = text.find(sign, match.end() if match else at + 1)
        if match is None:
            continue
        start, end, found = match.start(), match.end(), match[0]
        if found[0] not in _COMBINING:
            yield start, end, known[found]
            continue
        # The letter that the accents belong to.
        start = character_border(text, start - 1) if start else 0
        composed = unicodedata.normalize("NFC", text[start:end].decode()).encode()
        if composed != text[start:end]:
            yield start, end, composed


@cache
def _shown() -> dict[bytes, bytes]:
    """What stands for what."""
    mojibake = {_misread(character).encode(): character.encode() for character in _TWICE}
    return mojibake | {sign.encode(): b"" for sign in INVISIBLE}


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
    known = sorted(_shown(), key=len, reverse=True)
    return re.compile(b"|".join([rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])+", *map(re.escape, known)]))
