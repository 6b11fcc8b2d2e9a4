"""Labels and cues: what the words around a hit say about it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from ..arrays import values_of
from ..chunk import Cells
from ..detector import COLUMN, Person, Scope, Where
from ..layout import Label
from .program import REFUTED, Program, Use
from .search import Search, Spans
from .words import in_words

_MAX_HEADER = 60
_GENERIC = re.compile(
    rb"@?#?(?:values?|valeurs?|val|v|dates?|codes?|num(?:e|\xc3\xa9)ro|num|no|number|nb|te?xte?e?"
    rb"|libell(?:e|\xc3\xa9)|content|contenu|extension|key|cle|id|ident|identifiant|identifier|string|data"
    rb"|display(?: Name)?|r(?:e|\xc3\xa9)sultats?|results?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """The occurrences of the phrases that share a use, in the order of the text."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """For each of n hits, how far its line or cell reaches: int64[n] byte offsets."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]


class Context:
    """The phrases of one chunk, searched once for all detectors."""

    def __init__(self, program: Program, phrases: Spans) -> None:
        numbers, starts, ends = phrases
        order = np.argsort(starts, kind="stable")
        self._by_use = _grouped(program, numbers[order], starts[order], ends[order])

    def bits(
        self, detector: int, start: NDArray[np.int64], end: NDArray[np.int64], bounds: Bounds
    ) -> NDArray[np.uint32]:
        """uint32[n]: which of a detector's labels and cues reach its hits."""
        bits = np.zeros(len(start), np.uint32)
        for use, phrases in self._by_use.get(detector, ()):
            bits[_reached(use, phrases, start, end, bounds)] |= np.uint32(use.bit)
        return bits


def _grouped(
    program: Program, numbers: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> dict[int, list[tuple[Use, _Phrases]]]:
    phrases_of: dict[Use, list[int]] = defaultdict(list)
    for number in values_of(numbers):
        for use in program.uses[number]:
            phrases_of[use].append(number)
    grouped: dict[int, list[tuple[Use, _Phrases]]] = defaultdict(list)
    for use, wanted in phrases_of.items():
        is_wanted = np.zeros(len(program.uses), np.bool_)
        is_wanted[wanted] = True
        chosen = is_wanted[numbers]
        grouped[use.detector].append((use, _Phrases(start=starts[chosen], end=ends[chosen])))
    return grouped


def _reached(
    use: Use, phrases: _Phrases, start: NDArray[np.int64], end: NDArray[np.int64], bounds: Bounds
) -> NDArray[np.bool_]:
    """bool[n]: a phrase stands in reach before, in or after each hit."""
    if use.scope is Scope.DOCUMENT:
        return np.ones(len(start), np.bool_)
    low, high = start - use.before, end + use.after
    if use.scope is Scope.LINE:
        low, high = np.maximum(low, bounds.start), np.minimum(high, bounds.end)
    # The last phrase that ends before the hit, and the first that starts in or after it.
    by_end = np.argsort(phrases.end, kind="stable")
    ends = phrases.end[by_end]
    last = np.searchsorted(ends, start, side="right") - 1
    before = (last >= 0) & (ends[last] >= low) & (phrases.start[by_end][last] >= _earliest(use, bounds))
    first = np.searchsorted(phrases.start, start, side="left")
    found = first < len(phrases.start)
    first = np.minimum(first, len(phrases.start) - 1)
    inside = found & (phrases.start[first] < end)
    # Within the match it counts always; behind it, only where the reach allows.
    behind = np.searchsorted(phrases.start, end, side="left")
    after = (behind < len(phrases.start)) & (phrases.start[np.minimum(behind, len(phrases.start) - 1)] < high)
    return before * (use.before > 0) | inside | after * (use.after > 0)


def _earliest(use: Use, bounds: Bounds) -> NDArray[np.int64] | int:
    """Where a phrase before the hit may begin at the earliest."""
    return bounds.start if use.scope is Scope.LINE else 0


def line_bounds(text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> Bounds:
    """The lines of hits in prose, from the start of the first to the end of the last."""
    breaks = np.flatnonzero(np.frombuffer(text, np.uint8) == 10)
    if len(breaks) == 0:
        breaks = np.flatnonzero(np.frombuffer(text, np.uint8) == 13)
    padded = np.concatenate(([-1], breaks, [len(text)]))
    first = np.searchsorted(breaks, start, side="left")
    last = np.searchsorted(breaks, end, side="left")
    return Bounds(start=padded[first] + 1, end=padded[last + 1])


def _own_name(path: bytes) -> int:
    """Where the name begins that a path's labels must reach: the last one, if it says something."""
    parent, dot, name = path.rpartition(b".")
    return len(parent + dot) if dot and not _GENERIC.fullmatch(name) else 0


class Headers:
    """Which columns carry a label of which detector."""

    def __init__(self, program: Program, search: Search) -> None:
        self._program, self._search = program, search
        self.columns = lru_cache(maxsize=512)(self._columns)
        self.columns_of_paths = lru_cache(maxsize=512)(partial(self._columns, nested=True))

    def is_label(self, names: tuple[str, ...]) -> bool:
        """Whether any of a row's words is a label."""
        return bool(self.columns(names))

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        """Which of the words announce what tells people apart, by index."""
        kinds = [detector.info.person for detector in self._program.detectors]
        found = self.columns_of_paths(names)
        return {column: kind for number, kind in enumerate(kinds) if kind for column in found.get(number, ())}

    @cached_property
    def asked_for(self) -> frozenset[int]:
        """The reported detectors that look at columns of their own."""
        patterns, detectors = self._program.patterns, self._program.detectors
        of_columns = {p.detector for p in patterns if p.where is Where.COLUMN}
        return frozenset(number for number in of_columns if detectors[number].info.reported)

    def occurrences(self, text: bytes) -> list[Label]:
        """The labels in a text, in order; of those that overlap the longest."""
        numbers, starts, ends = self._search.phrases(text)
        known = self._is_label[numbers]
        found: list[Label] = []
        order = np.lexsort((-ends, starts))
        for index in order[known[order]].tolist():
            start, end = int(starts[index]), int(ends[index])
            if not found or start >= found[-1].end:
                found.append(Label(start, end, bool(self._is_of_person[numbers[index]])))
        return found

    @cached_property
    def _is_label(self) -> NDArray[np.bool_]:
        return np.array([any(bit == COLUMN for _, bit in uses) for uses in self._program.header_uses], np.bool_)

    @cached_property
    def _is_of_person(self) -> NDArray[np.bool_]:
        kinds = [detector.info.person is not None for detector in self._program.detectors]
        uses = self._program.header_uses
        return np.array([any(bit == COLUMN and kinds[number] for number, bit in own) for own in uses], np.bool_)

    def of_cells(self, cells: Cells) -> dict[int, tuple[int, ...]]:
        """For each detector the labels of cells (from 0) that are its own."""
        return self.columns_of_paths(cells.paths) if cells.paths else self.columns(cells.names)

    def _columns(self, names: tuple[str | None, ...], *, nested: bool = False) -> dict[int, tuple[int, ...]]:
        """For each detector the columns (from 0) whose header carries one of its labels and none that refutes it.

        Of a path (`nested`) the last name is the label, unless it only says that this is a value: `patient.sexe` is
        no patient, `nir.value` is a NIR.
        """
        short = [(i, name.replace("\n", " ")) for i, name in enumerate(names) if name and len(name) <= _MAX_HEADER]
        text = in_words("\n".join([name for _, name in short])).encode()
        numbers, starts, ends = self._search.phrases(text)
        if len(numbers) == 0:
            return {}
        kept = [(i, name) for (i, _), name in zip(short, text.split(b"\n"), strict=True)]
        line_starts = np.cumsum([0] + [len(name) + 1 for _, name in kept[:-1]])
        bits: dict[tuple[int, int], int] = defaultdict(int)
        own_starts = [_own_name(name) if nested else 0 for _, name in kept]
        for number, start, end in zip(numbers.tolist(), starts.tolist(), ends.tolist(), strict=True):
            line = int(np.searchsorted(line_starts, start, side="right")) - 1
            if end <= line_starts[line] + len(kept[line][1]):
                is_own = end > line_starts[line] + own_starts[line]
                for detector, bit in self._program.header_uses[number]:
                    if is_own or bit == REFUTED:
                        bits[detector, kept[line][0]] |= bit
        columns: dict[int, list[int]] = defaultdict(list)
        for (detector, column), found in bits.items():
            if found & COLUMN and not found & REFUTED:
                columns[detector].append(column)
        return {detector: tuple(sorted(found)) for detector, found in columns.items()}
