"""Names as programs write them, taken apart."""

from __future__ import annotations

import re

_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
# The same of ASCII, written so that it is found fast.
_ASCII_CAPITAL = re.compile(rb"[A-Z](?:(?<=[a-z0-9].)|(?<=[A-Z].)(?=[a-z]))", re.DOTALL)


def in_words(name: str) -> str:
    """`dateNaissance` as two words, `NIRPatient` too."""
    return _INNER_CAPITAL.sub(" ", name)


def in_words_of(text: bytes) -> bytes:
    """All the names of a text (UTF-8) taken apart."""
    if not text.isascii():
        return in_words(text.decode()).encode()
    at = 0
    pieces = []
    for match in _ASCII_CAPITAL.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.start()
    return b" ".join([*pieces, text[at:]])
