"""Which of many cells which patterns match from end to end, by arrays: one table look-up a byte, all cells at once.

A pattern of the dialect is bounded and regular, so it has a finite automaton over bytes, and several patterns have one
together. A table of half a million cells goes through it in a few hundredths of a second, where a call of `regex` a
cell and pattern takes many times as long.
"""

from __future__ import annotations

import collections.abc
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..arrays import Strings
from .syntax import Chars, Choice, Look, Node, Repeat, Sequence

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What may stand around a value in its cell, and how much of it.
PADDING = b" \t'"
PADDING_WIDTH = 8
MOST_PATTERNS = 64
_MAX_STATES = 4000
_DEAD = 0
_LONGEST = 1 << 14
_CONTINUATION = frozenset(range(0x80, 0xC0))
# Lead bytes of UTF-8 by the number of bytes that follow.
_LEADS = {1: frozenset(range(0xC2, 0xE0)), 2: frozenset(range(0xE0, 0xF0)), 3: frozenset(range(0xF0, 0xF5))}


@dataclass(frozen=True, slots=True)
class Automaton:
    """`table` int32[states * classes] leads from state to state, a state being the place where its row begins;
    `classes` uint8[256] sorts the bytes; `accepting` uint64[states] has a bit for each pattern."""

    table: NDArray[np.int32]
    classes: NDArray[np.uint8]
    accepting: NDArray[np.uint64]
    start: int

    def matched(self, cells: Strings) -> NDArray[np.uint64]:
        """uint64[n]: a bit for each pattern that matches all of the cell."""
        lengths = np.minimum(cells.lengths, _LONGEST)
        # Cells are sorted by length: those that go on at a position come first.
        order = np.argsort((_LONGEST - lengths).astype(np.uint16), kind="stable")
        at, shortest_last = cells.offsets[:-1][order], lengths[order][::-1]
        longest = int(shortest_last[-1]) if len(order) else 0
        ended = np.searchsorted(shortest_last, np.arange(longest), side="right")
        kinds = self.classes[cells.data]
        state = np.full(len(order), self.start, np.int32)
        for alive in (len(order) - ended).tolist():
            state[:alive] = self.table.take(state[:alive] + kinds.take(at[:alive]))
            at[:alive] += 1
        masks = np.zeros(len(order), np.uint64)
        masks[order] = self.accepting[state // (len(self.table) // len(self.accepting))]
        masks[lengths == _LONGEST] = 0
        return masks


def build(nodes: collections.abc.Sequence[Node]) -> Automaton | None:
    """One automaton for several patterns within padding, None if it would have too many states or one of them has
    lookarounds."""
    nfa = _Nfa()
    padding = Repeat(Chars(frozenset(PADDING.decode())), 0, PADDING_WIDTH)
    try:
        ends = [nfa.add(Sequence((padding, node, padding))) for node in nodes]
    except _UnsupportedError:
        return None
    return _determinized(nfa, [first for first, _ in ends], [last for _, last in ends])


class _UnsupportedError(Exception):
    """The pattern says more than an automaton can."""


@dataclass(slots=True)
class _Nfa:
    """States with edges on sets of bytes, and free moves (Thompson's construction)."""

    free: list[list[int]] = field(default_factory=list)
    edges: list[list[tuple[frozenset[int], int]]] = field(default_factory=list)

    def state(self) -> int:
        self.free.append([])
        self.edges.append([])
        return len(self.free) - 1

    def add(self, node: Node) -> tuple[int, int]:
        """The first and the last state of a node."""
        match node:
            case Chars():
                return self._chars(node)
            case Sequence(parts):
                return self._chain([self.add(part) for part in parts])
            case Choice(options):
                return self._either([self.add(option) for option in options])
            case Repeat(inner, least, most):
                return self._repeat(inner, least, most)
            case Look():
                raise _UnsupportedError

    def _chain(self, pieces: list[tuple[int, int]]) -> tuple[int, int]:
        if not pieces:
            only = self.state()
            return only, only
        for (_, end), (begin, _) in pairwise(pieces):
            self.free[end].append(begin)
        return pieces[0][0], pieces[-1][1]

    def _either(self, pieces: list[tuple[int, int]]) -> tuple[int, int]:
        first, last = self.state(), self.state()
        for begin, end in pieces:
            self.free[first].append(begin)
            self.free[end].append(last)
        return first, last

    def _repeat(self, inner: Node, least: int, most: int) -> tuple[int, int]:
        if len(self.free) > _MAX_STATES:
            raise _UnsupportedError
        first, last = self.state(), self.state()
        here = first
        for turn in range(most):
            if turn >= least:
                self.free[here].append(last)
            begin, end = self.add(inner)
            self.free[here].append(begin)
            here = end
        self.free[here].append(last)
        return first, last

    def _chars(self, node: Chars) -> tuple[int, int]:
        first, last = self.state(), self.state()
        sequences = [character.encode() for character in node.members]
        if node.negated:
            refused = frozenset(encoded[0] for encoded in sequences if len(encoded) == 1)
            self.edges[first].append((frozenset(range(128)) - refused, last))
            self._multibyte_except(first, last, {encoded for encoded in sequences if len(encoded) > 1})
            return first, last
        tails: dict[bytes, set[int]] = defaultdict(set)
        for encoded in sequences:
            tails[encoded[:-1]].add(encoded[-1])
        for lead, ends in tails.items():
            here = first
            for byte in lead:
                following = self.state()
                self.edges[here].append((frozenset({byte}), following))
                here = following
            self.edges[here].append((frozenset(ends), last))
        return first, last

    def _multibyte_except(self, first: int, last: int, refused: set[bytes]) -> None:
        for more, leads in _LEADS.items():
            self._tail(first, last, leads, more, refused)

    def _tail(self, here: int, last: int, allowed: frozenset[int], more: int, refused: set[bytes]) -> None:
        """Edges for one more byte and `more` continuation bytes behind it, without the refused sequences."""
        special = frozenset(encoded[0] for encoded in refused) & allowed
        if more == 0:
            self.edges[here].append((allowed - special, last))
            return
        for bytes_, rest in [
            (allowed - special, set()),
            *((frozenset({b}), {e[1:] for e in refused if e[0] == b}) for b in special),
        ]:
            following = self.state()
            self.edges[here].append((bytes_, following))
            self._tail(following, last, _CONTINUATION, more - 1, rest)


def _determinized(nfa: _Nfa, firsts: list[int], lasts: list[int]) -> Automaton | None:
    """The subset construction over classes of bytes that no edge tells apart."""
    classes, members = _byte_classes(nfa)
    closures = _Closures(nfa)
    begin = closures.of(frozenset(firsts))
    numbers: dict[frozenset[int], int] = {frozenset(): _DEAD, begin: 1}
    rows: list[list[int]] = [[_DEAD] * len(members)]
    todo = [begin]
    while todo:
        if len(numbers) > _MAX_STATES:
            return None
        subset = todo.pop(0)
        row = []
        for byte in members:
            reached = frozenset(t for s in subset for allowed, t in nfa.edges[s] if byte in allowed)
            target = closures.of(reached)
            if target not in numbers:
                numbers[target] = len(numbers)
                todo.append(target)
            row.append(numbers[target])
        rows.append(row)
    accepting = [sum(1 << i for i, last in enumerate(lasts) if last in subset) for subset in numbers]
    width = len(members)
    table = (np.array(rows, np.int32) * width).ravel()
    return Automaton(table, classes, np.array(accepting, np.uint64), width)


class _Closures:
    """What free moves lead to."""

    def __init__(self, nfa: _Nfa) -> None:
        self._nfa = nfa
        self._known: dict[int, frozenset[int]] = {}

    def of(self, states: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*map(self._from, states)) if states else states

    def _from(self, state: int) -> frozenset[int]:
        if state not in self._known:
            seen, todo = {state}, [state]
            while todo:
                for target in self._nfa.free[todo.pop()]:
                    if target not in seen:
                        seen.add(target)
                        todo.append(target)
            # Only states with edges, and ends, tell subsets apart.
            self._known[state] = frozenset(s for s in seen if self._nfa.edges[s] or not self._nfa.free[s])
        return self._known[state]


def _byte_classes(nfa: _Nfa) -> tuple[NDArray[np.uint8], list[int]]:
    """uint8[256], and one byte of each class."""
    sets = {allowed for edges in nfa.edges for allowed, _ in edges}
    signatures: dict[frozenset[int], int] = {}
    classes = np.zeros(256, np.uint8)
    members: list[int] = []
    numbered = list(enumerate(sets))
    for byte in range(256):
        signature = frozenset(number for number, allowed in numbered if byte in allowed)
        if signature not in signatures:
            signatures[signature] = len(signatures)
            members.append(byte)
        classes[byte] = signatures[signature]
    return classes, members
