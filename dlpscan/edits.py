"""Replacements in a text that remember where everything stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import re

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Edits:
    """n replacements: `start`, `end` int64[n] in bytes, ascending, none overlapping; what each becomes in `texts`."""

    start: NDArray[np.int64] = field(repr=False)
    end: NDArray[np.int64] = field(repr=False)
    texts: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def of(cls, table: Iterable[tuple[int, int, bytes]]) -> Edits | None:
        """Edits from (start, end, replacement) in any order; of those that overlap the first stays. None for none."""
        kept: list[tuple[int, int, bytes]] = []
        reached = 0
        for start, end, text in sorted(table):
            if start >= reached:
                kept.append((start, end, text))
                reached = end
        if not kept:
            return None
        starts, ends, texts = zip(*kept, strict=True)
        return cls(np.array(starts, np.int64), np.array(ends, np.int64), texts)

    @classmethod
    def of_matches(
        cls, pattern: re.Pattern[bytes], text: bytes, replace: Callable[[bytes], bytes | None]
    ) -> Edits | None:
        """A replacement for every match; `replace` is asked once for each distinct one, None leaves it as it is."""
        known: dict[bytes, bytes | None] = {}
        table = []
        for match in pattern.finditer(text):
            old = match[0]
            if old not in known:
                known[old] = replace(old)
            new = known[old]
            if new is not None:
                table.append((match.start(), match.end(), new))
        return cls.of(table)

    def joined(self, other: Edits | None) -> Edits:
        """These edits and others of the same text."""
        if other is None:
            return self
        both = [zip(one.start.tolist(), one.end.tolist(), one.texts, strict=True) for one in (self, other)]
        return Edits.of([*both[0], *both[1]]) or self

    def applied(self, text: bytes) -> Edited:
        """The text with the replacements in it."""
        pieces: list[bytes] = []
        at = 0
        for start, end, new in zip(self.start.tolist(), self.end.tolist(), self.texts, strict=True):
            pieces += (text[at:start], new)
            at = end
        pieces.append(text[at:])
        lengths = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        shift = np.cumsum(self.end - self.start - lengths)
        return Edited(b"".join(pieces), text, self.end - shift, shift)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits, and the original.

    From offset `at[i]` of the text on (int64[n], where a replacement ends), an offset of the original is larger by
    `shift[i]`.
    """

    text: bytes = field(repr=False)
    original: bytes = field(repr=False)
    at: NDArray[np.int64] = field(repr=False)
    shift: NDArray[np.int64] = field(repr=False)

    def moved(self, offset: int) -> int:
        """Where an offset of the original stands in the text."""
        index = int(np.searchsorted(self.at + self.shift, offset, side="right")) - 1
        return offset - int(self.shift[index]) if index >= 0 else offset

    def offsets(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where offsets of the text stand in the original; those inside of a replacement near its start."""
        index = np.searchsorted(self.at, offsets, side="right") - 1
        shift = np.where(index >= 0, self.shift[np.maximum(index, 0)], 0)
        following = np.minimum(index + 1, len(self.at) - 1)
        # Inside of a longer replacement an offset may not run past the replacement's end in the original.
        limit = np.where(index + 1 < len(self.at), self.at[following] + self.shift[following], len(self.original))
        moved: NDArray[np.int64] = np.minimum(offsets + shift, limit)
        return moved
