"""The two search engines behind one door: Hyperscan, and `regex` where Hyperscan has no wheel.

Both give the same answers (a differential test holds them to it); only their speed differs. Positions are byte
offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import regex
from numpy.typing import NDArray

from ..arrays import Strings
from ..detector import Where
from . import cache
from .program import Program

Hits = tuple[NDArray[np.int64], NDArray[np.int64]]
Spans = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

_EMPTY = np.zeros(0, np.int64)
# What may stand around a value in its cell.
_PADDING = rb"[ \t']{0,8}"


class Search(Protocol):
    """One pass over a text for all patterns at once."""

    def candidates(self, text: bytes) -> Hits:
        """Pattern numbers and where a match of each may end, in the order of the text.

        Every match of every pattern ends at one of these, or one byte before; not every one is a match's.
        """
        ...

    def whole(self, where: Where, cells: Strings) -> Hits:
        """Which patterns of that place match which cells from end to end: pattern numbers, cell numbers."""
        ...

    def phrases(self, text: bytes) -> Spans:
        """Every occurrence of a phrase: its number, start and end, in the order of the ends."""
        ...

    def unaccelerated(self) -> frozenset[int]:
        """The patterns that this engine cannot search for and that `regex` must run over the whole text."""
        ...


def make_search(program: Program, *, pure: bool = False) -> Search:
    """Hyperscan's engine if it is installed, else the one in `regex`."""
    if not pure:
        try:
            import hyperscan  # noqa: F401  # only to see whether it is there
        except ImportError:
            pass
        else:
            return HyperscanSearch(program)
    return RegexSearch(program)


class RegexSearch:
    """Every pattern by itself, with `regex`."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def candidates(self, text: bytes) -> Hits:
        return _EMPTY, _EMPTY

    def unaccelerated(self) -> frozenset[int]:
        return frozenset(number for number, p in enumerate(self.program.patterns) if p.where is Where.ANYWHERE)

    def whole(self, where: Where, cells: Strings) -> Hits:
        joined, offsets = cells.data.tobytes(), cells.offsets.tolist()
        found = [
            (number, cell)
            for number, matches in self._whole.items()
            if self.program.patterns[number].where is where
            for cell in range(len(cells))
            if matches(joined[offsets[cell] : offsets[cell + 1]])
        ]
        table = np.array(found, np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    @cached_property
    def _whole(self) -> dict[int, Any]:
        return {
            number: regex.compile(_PADDING + p.expression.whole + _PADDING).fullmatch
            for number, p in enumerate(self.program.patterns)
            if p.expression.whole_is_exact and not p.takes_all
        }

    def phrases(self, text: bytes) -> Spans:
        found = [
            (match.end(), match.start(), number)
            for number, expression in enumerate(self._phrases)
            for match in expression.finditer(text, overlapped=True)
        ]
        table = np.array(sorted(found), np.int64).reshape(-1, 3)
        return table[:, 2], table[:, 1], table[:, 0]

    @cached_property
    def _phrases(self) -> list[Any]:
        return [regex.compile(phrase.exact) for phrase in self.program.phrases]


class HyperscanSearch:
    """All patterns in one Hyperscan database, all phrases in another."""

    def __init__(self, program: Program) -> None:
        self.program = program
        numbers = [n for n, p in enumerate(program.patterns) if p.where is Where.ANYWHERE]
        expressions = [program.patterns[n].expression.search for n in numbers]
        self._main, refused = cache.database(expressions, numbers)
        self._refused = frozenset(refused)

    def unaccelerated(self) -> frozenset[int]:
        return self._refused

    def candidates(self, text: bytes) -> Hits:
        packed: list[int] = []
        append = packed.append

        def found(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append(end << 16 | number)

        if self._main is not None:
            self._main.scan(text, match_event_handler=found)
        if not packed:
            return _EMPTY, _EMPTY
        table = np.array(packed, np.int64)
        return table & 0xFFFF, table >> 16

    def whole(self, where: Where, cells: Strings) -> Hits:
        database = self._whole[where]
        if database is None or len(cells) == 0:
            return _EMPTY, _EMPTY
        # Each cell stands between two line ends, which the expressions consume.
        ends = cells.offsets[1:] + np.arange(1, len(cells) + 1)
        joined = np.full(len(cells.data) + len(cells) + 1, 10, np.uint8)
        joined[np.arange(len(cells.data)) + 1 + np.repeat(np.arange(len(cells)), cells.lengths)] = cells.data
        packed: list[int] = []
        append = packed.append

        def found(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append(end << 16 | number)

        database.scan(joined.tobytes(), match_event_handler=found)
        if not packed:
            return _EMPTY, _EMPTY
        table = np.array(packed, np.int64)
        return table & 0xFFFF, np.searchsorted(ends, (table >> 16) - 1)

    @cached_property
    def _whole(self) -> dict[Where, Any]:
        return {where: self._whole_database(where) for where in Where}

    def _whole_database(self, where: Where) -> Any:
        numbers = [
            n
            for n, p in enumerate(self.program.patterns)
            if p.where is where and p.expression.whole_is_exact and not p.takes_all
        ]
        expressions = [rb"\n" + _PADDING + self.program.patterns[n].expression.whole + _PADDING + rb"\n" for n in numbers]
        database, refused = cache.database(expressions, numbers)
        self._refused_whole = refused
        return database

    def phrases(self, text: bytes) -> Spans:
        packed: list[tuple[int, int, int]] = []
        append = packed.append

        def found(number: int, start: int, end: int, _flags: int, _context: object) -> None:
            append((end, start, number))

        database = self._phrases
        if database is not None:
            database.scan(text, match_event_handler=found)
        if not packed:
            return _EMPTY, _EMPTY, _EMPTY
        table = np.array(packed, np.int64)
        return _without_boundaries(text, table)

    @cached_property
    def _phrases(self) -> Any:
        expressions = [
            _PHRASE_BEFORE + phrase.exact[len(_LOOKBEHIND) : -len(_LOOKAHEAD)] + _PHRASE_AFTER
            for phrase in self.program.phrases
        ]
        return cache.database(expressions, list(range(len(expressions))), starts=True)[0]


from .dialect import _AFTER as _LOOKAHEAD  # noqa: E402
from .dialect import _BEFORE as _LOOKBEHIND  # noqa: E402
