"""What stands around a name in text, cut out of a chunk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.folding import plain

if TYPE_CHECKING:
    from dlpscan import Hits

_BEFORE, _AFTER, _LONGEST_LINE = 120, 80, 1600


@dataclass(frozen=True, slots=True)
class Place:
    """A name in text: what stands before and behind it on its line, and the lines around, cut out when asked for."""

    before: str
    name: str
    after: str
    lines: Callable[[], str]

    @property
    def left(self) -> str:
        """What stands before, in plain letters."""
        return plain(self.before)

    @property
    def right(self) -> str:
        """What stands behind, in plain letters."""
        return plain(self.after)


def place_of(hits: Hits, index: int, *, reach: int) -> Place:
    """The place of a hit; its lines reach so many bytes beyond it, at least to the ends of its own."""
    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    before = text[max(0, start - _BEFORE) : start].decode(errors="ignore")
    line = before.rpartition("\n")[2]
    # What stands above counts where the name begins its line: a label.
    before = line if line.strip() else before
    after = text[end : end + _AFTER].decode(errors="ignore").partition("\n")[0]
    return Place(before, text[start:end].decode(errors="replace"), after, lambda: _lines(text, start, end, reach))


def _lines(text: bytes, start: int, end: int, reach: int) -> str:
    low = max(text.rfind(b"\n", 0, start), text.rfind(b"\r", 0, start)) + 1
    high = text.find(b"\n", end)
    low, high = max(low, start - _LONGEST_LINE), min(high if high >= 0 else len(text), end + _LONGEST_LINE)
    if reach:
        low, high = max(0, min(low, start - reach)), max(high, end + reach)
    return text[low:high].decode(errors="ignore")
