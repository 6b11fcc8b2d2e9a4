"""Names as programs write them, taken apart."""

from __future__ import annotations

import re

_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")


def in_words(name: str) -> str:
    """`dateNaissance` as two words, `NIRPatient` too."""
    return _INNER_CAPITAL.sub(" ", name)
