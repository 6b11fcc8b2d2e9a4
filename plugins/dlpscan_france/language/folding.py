"""Text as rules read it: lower case, without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_NO_MARKS = dict.fromkeys(range(0x300, 0x370))
_LOST_ACCENT = re.compile(r"(?<=[a-z])[?\ufffd](?=[a-z])")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, without accents; lost accents and the ligature are undone as far as it goes."""
    if text.isascii() and "?" not in text:
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe")).translate(_NO_MARKS).lower()
    return _LOST_ACCENT.sub("e", folded)


@cache
def _base_letters() -> dict[int, str]:
    """Each accented letter, apostrophe and blank to its plain form, one character for one."""
    letters = [chr(code) for code in range(0xC0, 0x17F)]
    table = {ord(letter): unicodedata.normalize("NFKD", letter)[0] for letter in letters}
    return {**table, **dict.fromkeys(map(ord, "’ʼ´`‘"), "'"), **dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")}


def folded(text: str) -> str:
    """Lower case without accents, as long as the text; lost accents become `e`."""
    plain = text.translate(_base_letters()).lower()
    plain = plain if len(plain) == len(text) else text
    return _LOST_ACCENT.sub("e", plain) if "?" in plain or "\ufffd" in plain else plain
