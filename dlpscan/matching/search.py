"""The two search engines behind one door: Hyperscan, and `regex` where Hyperscan has no wheel.

Both give the same answers (a differential test holds them to it); only their speed differs. Positions are byte
offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import regex
from numpy.typing import NDArray

from ..arrays import distinct, values_of
from ..detector import Where
from .compiled import compiled
from .databases import Form, database
from .dialect import Expression
from .program import Program

Spans = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

_EMPTY = np.zeros(0, np.int64)
# A pattern with as many digits costs more to search for in a table of numbers than digits cost to count.
NUMERIC = 9
# A phrase with the character before it and the byte behind it.
_PHRASE_BEFORE = (
    rb"(?:[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]|[\xc2\xca-\xdf][\x80-\xbf]"
    rb"|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
)
_PHRASE_AFTER = rb"[^0-9A-Za-z\xc3-\xc9]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Where a pattern may match: every match ends one byte before one of `ends`, int64[n] ascending byte offsets; not
    every one of them is a match's."""

    number: int
    ends: NDArray[np.int64]


class Search(Protocol):
    """One pass over a text for all patterns at once."""

    def candidates(self, text: bytes) -> list[Candidates]:
        """Where the patterns may match."""
        ...

    def wordy_candidates(self, text: bytes) -> list[Candidates]:
        """The same without the patterns that are `numeric`, for text that has many digits."""
        ...

    def phrases(self, text: bytes) -> Spans:
        """Every occurrence of a phrase: its number, start and end, in the order of the ends."""
        ...

    def numeric(self) -> dict[int, int]:
        """The patterns whose matches are mostly digits, and how many digits every match has at least."""
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

    def candidates(self, text: bytes) -> list[Candidates]:
        return []

    wordy_candidates = candidates

    def numeric(self) -> dict[int, int]:
        return {}

    def unaccelerated(self) -> frozenset[int]:
        return frozenset(number for number, p in enumerate(self.program.patterns) if p.where is not Where.COLUMN)

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


class _Sought:
    """Expressions in one Hyperscan database, each for the patterns that share it."""

    def __init__(self, numbers: dict[Expression, list[int]]) -> None:
        self._numbers, self._expressions = numbers, list(numbers)
        self._database, refused = database(self._expressions, _SEARCH)
        self.refused = frozenset(number for index in refused for number in numbers[self._expressions[index]])

    def candidates(self, text: bytes) -> list[Candidates]:
        """Where the patterns may match."""
        packed: list[int] = []
        append = packed.append

        def found(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append(end << 16 | index)

        if self._database is not None:
            self._database.scan(_between_line_ends(text), match_event_handler=found)
        if not packed:
            return []
        table = np.array(packed, np.int64)
        which, ends = (table & 0xFFFF).astype(np.int16), (table >> 16) - 1
        order = np.argsort(which, kind="stable")
        bounds = np.searchsorted(which[order], np.arange(len(self._expressions) + 1))
        candidates: list[Candidates] = []
        for index in values_of(which):
            own = distinct(ends[order[bounds[index] : bounds[index + 1]]])
            candidates += [Candidates(number=number, ends=own) for number in self._numbers[self._expressions[index]]]
        return candidates


class HyperscanSearch:
    """All patterns in one Hyperscan database, all phrases in another."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._numbers: dict[Expression, list[int]] = {}
        for number, pattern in enumerate(program.patterns):
            if pattern.where is not Where.COLUMN:
                self._numbers.setdefault(pattern.sought, []).append(number)
        self._all = _Sought(self._numbers)

    def unaccelerated(self) -> frozenset[int]:
        return self._all.refused

    def numeric(self) -> dict[int, int]:
        return self._numeric

    def candidates(self, text: bytes) -> list[Candidates]:
        return self._all.candidates(text)

    def wordy_candidates(self, text: bytes) -> list[Candidates]:
        return self._wordy.candidates(text)

    @cached_property
    def _numeric(self) -> dict[int, int]:
        patterns = self.program.patterns
        searched = [number for numbers in self._numbers.values() for number in numbers]
        least = {number: compiled(patterns[number].expression).least_digits for number in searched}
        left_out = self._all.refused | self.program.of_text
        return {number: least[number] for number in searched if least[number] >= NUMERIC and number not in left_out}

    @cached_property
    def _wordy(self) -> _Sought:
        left_out = self._numeric.keys() | self.program.of_text
        kept = {
            expression: [number for number in numbers if number not in left_out]
            for expression, numbers in self._numbers.items()
        }
        return _Sought({expression: numbers for expression, numbers in kept.items() if numbers})

    def phrases(self, text: bytes) -> Spans:
        packed: list[tuple[int, int, int]] = []
        append = packed.append

        def found(number: int, start: int, end: int, _flags: int, _context: object) -> None:
            append((end, start, number))

        if self._phrases is not None:
            self._phrases.scan(_between_line_ends(text), match_event_handler=found)
        if not packed:
            return _EMPTY, _EMPTY, _EMPTY
        table = np.array(sorted(set(packed)), np.int64)
        starts = table[:, 1] + _character_lengths(_between_line_ends(text), table[:, 1]) - 1
        return table[:, 2], starts, table[:, 0] - 2

    @cached_property
    def _phrases(self) -> Any:
        return database(self.program.phrases, _PHRASE)[0]


def _written_for_search(expression: Expression) -> bytes:
    return expression.search


def written_as_phrase(expression: Expression) -> bytes:
    """A phrase for Hyperscan, with what bounds it on both sides."""
    return _PHRASE_BEFORE + expression.bare + _PHRASE_AFTER


_SEARCH = Form(name="search", write=_written_for_search)
_PHRASE = Form(name="phrase", write=written_as_phrase, starts=True)


def _between_line_ends(text: bytes) -> bytes:
    return b"".join((b"\n", text, b"\n"))


def _character_lengths(text: bytes, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many bytes the characters have that begin at `starts`."""
    lead = np.frombuffer(text, np.uint8)[starts]
    lengths: NDArray[np.int64] = np.select([lead < 0x80, lead < 0xE0, lead < 0xF0], [1, 2, 3], 4)
    return lengths
