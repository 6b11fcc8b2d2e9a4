"""Where the records of a JSON text begin: learned from its beginning, found again anywhere in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from .tokens import CLOSE, COLON, COMMA, LIST, OBJECT, QUOTE, Brackets, Tokens, brackets_of, tokens_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
# Between two values that stand one behind the other.
_BETWEEN = (b"}\n{", b"}\r\n{", b"]\n[", b"]\r\n[")
_LINE = b"\n"
_NEW_LINE = re.compile(rb'(?<=\n)\{"')
_VALUE_AND_COMMA = rb'\s*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^"{}\[\],]++)\s*+,\s*+'
_MOST_OPENINGS = 8
_LONGEST_OPENING = 300
_LEAST_ITEMS, _LEAST_KEYED = 2, 4
_MOST_PARENTS, _MOST_NODES = 8, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """How the records of an item are told apart.

    `lines`: each line is a value. `values`: so is what stands between `}` and `{` on a new line. `openings`: what is
    behind the comma before each record, up to the colon behind its first key; of `keyed` records, which stand in an
    object, what follows their own key from its last quote on. None of these can stand in a string, where a quote has a
    backslash. `seconds`: the second keys that tell records from what else begins so, if that is needed. `before` opens
    what the records stand in.
    """

    lines: bool = False
    values: bool = False
    openings: tuple[bytes, ...] = ()
    seconds: tuple[bytes, ...] = ()
    keyed: bool = False
    before: bytes = b""

    def level(self) -> int:
        """How many brackets are open between records."""
        return len(brackets_of(tokens_of(self.before)).token) - 1

    def beginning(self) -> re.Pattern[bytes] | None:
        """Where records begin for sure, in text whose escapes are decoded as well."""
        if self.lines:
            return _NEW_LINE
        return _beginning_with(self.openings, self.seconds) if self.openings and not self.keyed else None

    def are_known(self) -> bool:
        return self.lines or self.values or bool(self.openings)

    def first(self, text: bytes) -> int:
        """The first border in a text, 0 if there is none."""
        if self.lines:
            return text.find(_LINE) + 1
        if self.values:
            found = [(text.find(between), between) for between in _BETWEEN]
            return min((at + len(between) - 1 for at, between in found if at >= 0), default=0)
        return min(filter(None, (self._next(text, opening) for opening in self.openings)), default=0)

    def last(self, text: bytes, low: int) -> int:
        """The last border in a text behind `low`, 0 if there is none."""
        if self.lines:
            return text.rfind(_LINE, low) + 1
        best = 0
        for opening in self.openings:
            best = max(best, self._previous(text, opening, max(low, best)))
        for between in () if self.openings else _BETWEEN:
            at = text.rfind(between, max(low, best) - min(low, len(between) - 2))
            best = max(best, at + len(between) - 1 if at >= 0 else 0)
        return best

    def _next(self, text: bytes, opening: bytes) -> int:
        at = text.find(opening)
        while at >= 0:
            if border := self._border(text, at, at + len(opening)):
                return border
            at = text.find(opening, at + 1)
        return 0

    def _previous(self, text: bytes, opening: bytes, low: int) -> int:
        at = text.rfind(opening, low)
        while at >= 0:
            border = self._border(text, at, at + len(opening))
            if border > low:
                return border
            at = text.rfind(opening, low, at + len(opening) - 1)
        return 0

    def _border(self, text: bytes, at: int, end: int) -> int:
        """Behind the comma before an opening and, if the record has one, its own key; 0 if it opens something else."""
        if self.seconds and _second(self.seconds).match(text, end) is None:
            return 0
        if self.keyed:
            low = max(0, at - _LONGEST_OPENING)
            key = text.rfind(b'"', low, at)
            at = low + len(text[low:key].rstrip()) if key >= 0 else 0
        return at if at > 0 and text[at - 1] == ord(",") else 0


@lru_cache(maxsize=4)
def _beginning_with(openings: tuple[bytes, ...], seconds: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"(?<=,)" + _any_of(openings) + _VALUE_AND_COMMA * bool(seconds) + _any_of(seconds), re.DOTALL)


@lru_cache(maxsize=4)
def _second(seconds: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(_VALUE_AND_COMMA * bool(seconds) + _any_of(seconds), re.DOTALL)


def _any_of(texts: tuple[bytes, ...]) -> bytes:
    return b"(?:" + b"|".join(map(re.escape, texts)) + b")"


@lru_cache(maxsize=4)
def borders_of(head: bytes) -> Borders:
    """How the records are told apart, by the beginning of an item, which may be cut anywhere."""
    return _beginning(head).borders()


def outer_gaps(head: bytes) -> list[bytes]:
    """What stands behind each of the outermost brackets, up to the next: nothing but blanks in JSON."""
    return _beginning(head).gaps()


@lru_cache(maxsize=2)
def _beginning(head: bytes) -> _Beginning:
    return _Beginning(head)


class _Beginning:
    """The beginning of a JSON text, its escapes masked."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.masked = _ESCAPE.sub(b"__", head)
        self.tokens: Tokens = tokens_of(self.masked)
        self.brackets: Brackets = brackets_of(self.tokens)
        self.start = self.tokens.at[self.brackets.token]
        self.end = self._ends()
        self.kind = np.append(OBJECT, self.tokens.kind[self.brackets.token[1:]])

    def _ends(self) -> NDArray[np.int64]:
        """int64[n]: behind the bracket that closes each node, the end of the text where none does."""
        brackets = np.flatnonzero(self.tokens.is_bracket())
        closing = np.flatnonzero(self.tokens.kind[brackets] == CLOSE)
        ends = np.full(len(self.start), len(self.head), np.int64)
        ends[self.brackets.inside[closing]] = self.tokens.at[brackets[closing]] + 1
        return ends

    def borders(self) -> Borders:
        gaps = self.gaps()
        if len(gaps) > 1 and all(b"\n" in gap for gap in gaps[:-1]):
            return Borders(lines=self._are_lines(), values=True)
        items = self._items()
        sizes = self.end - self.start
        parents = sorted(items, key=lambda node: (-int(sizes[node]), node))
        for parent in parents[:_MOST_PARENTS]:
            openings, seconds = self._openings(items[parent])
            if openings:
                keyed = bool(self.kind[parent] == OBJECT)
                before = self._before(parent)
                return Borders(openings=openings, seconds=seconds, keyed=keyed, before=before)
        return Borders()

    def gaps(self) -> list[bytes]:
        """What stands behind each of the outermost brackets, up to the next: nothing else than blanks in JSON."""
        top = np.flatnonzero(self.brackets.parent == 0)
        starts = [*self.start[top].tolist(), len(self.head)][1:]
        return [self.masked[a:b] for a, b in zip(self.end[top].tolist(), starts, strict=True)]

    def _are_lines(self) -> bool:
        """No line end stands within a value."""
        lines = np.flatnonzero(np.frombuffer(self.masked, np.uint8) == ord(_LINE))
        brackets = self.tokens.at[self.tokens.is_bracket()]
        return not self.brackets.inside[np.searchsorted(brackets, lines)].any()

    def _items(self) -> dict[int, list[int]]:
        """The objects that may be records, by what they stand in: enough of them in one list or object."""
        items: dict[int, list[int]] = {}
        objects = np.flatnonzero((self.kind == OBJECT) & (self.brackets.parent > 0))[:_MOST_NODES]
        for node, parent in zip(objects.tolist(), self.brackets.parent[objects].tolist(), strict=True):
            items.setdefault(parent, []).append(node)
        least = {LIST: _LEAST_ITEMS, OBJECT: _LEAST_KEYED}
        return {parent: own for parent, own in items.items() if len(own) >= least[int(self.kind[parent])]}

    def _openings(self, items: list[int]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
        """How most of the items begin, if nothing else does: up to their first key, or else with their second."""
        own, keyed = set(items), self._has_key(items[0])
        others = [node for node in range(1, min(len(self.start), _MOST_NODES)) if node not in own]
        taken = {self._begins(node) for node in others if self._has_key(node) == keyed}
        begins = [begin for begin in map(self._begins, items) if begin[0]]
        for parts in (1, 2):
            counts = Counter(begin[:parts] for begin in begins if all(begin[:parts]))
            common = [begin for begin, count in counts.most_common(_MOST_OPENINGS) if count > 1]
            if sum(counts[begin] for begin in common) <= len(items) / 2:
                continue
            openings, *seconds = (tuple(dict.fromkeys(part)) for part in zip(*common, strict=True))
            if {begin[:parts] for begin in taken}.isdisjoint(product(openings, *seconds)):
                return openings, seconds[0] if seconds else ()
        return (), ()

    def _has_key(self, node: int) -> bool:
        return bool(self.tokens.kind[self.brackets.token[node] - 1] == COLON)

    def _begins(self, node: int) -> tuple[bytes, bytes]:
        """What is from the comma (or the last quote of its key) before an object to its first value; the second key.

        Empty where there is none, or none to be relied on.
        """
        kind, at, token = self.tokens.kind, self.tokens.at, int(self.brackets.token[node])
        if token + 3 >= len(kind) or kind[token + 3] != COLON or self.kind[node] != OBJECT:
            return b"", b""
        start = int(at[token - 2] if kind[token - 1] == COLON else at[token - 1] + 1)
        opening = self.head[start : int(at[token + 3]) + 1]
        if not opening.isascii() or b"\\" in opening or len(opening) > _LONGEST_OPENING:
            return b"", b""
        comma = token + (6 if kind[token + 4] == QUOTE else 4)
        if comma + 3 >= len(kind) or kind[comma] != COMMA or kind[comma + 3] != COLON:
            return opening, b""
        return opening, self.head[int(at[comma + 1]) : int(at[comma + 2]) + 1]

    def _before(self, node: int) -> bytes:
        """The brackets that are open within a node, each with its key."""
        kind, at, pieces = self.tokens.kind, self.tokens.at, []
        while node > 0:
            token = int(self.brackets.token[node])
            pieces.append(b"{" if kind[token] == OBJECT else b"[")
            if kind[token - 1] == COLON:
                pieces.append(self.masked[int(at[token - 3]) : int(at[token - 1]) + 1])
            node = int(self.brackets.parent[node])
        return b"".join(reversed(pieces))
