"""Whether a text has marks that hide what it says, as far as a cheap look tells (see `repair.py`)."""

from __future__ import annotations

INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
# One of these stands in every text that has something to be replaced; hardly one in any other.
_SIGNS = (
    *(b"\xcc", b"\xcd"),
    *(b"\xc3\x82\xc2", b"\xc3\x83\xc2", b"\xc3\x83\xc5", b"\xc3\x83\xc6", b"\xc3\x83\xcb", b"\xc3\x83\xe2"),
    *(b"\xc3\x85\xe2", b"\xc3\x85\xc2", b"\xc3\xa2\xe2"),
    *(sign.encode() for sign in INVISIBLE),
)
_ASCII = bytes(range(128))


def signs_in(text: bytes) -> list[bytes]:
    """The signs that a text (UTF-8) has."""
    if text.isascii():
        return []
    # Looked for without the ASCII in between, which is faster and may only find more.
    high = text.translate(None, _ASCII)
    return [sign for sign in _SIGNS if sign in high]
