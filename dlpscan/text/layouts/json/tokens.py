"""The objects, lists and values of JSON by array arithmetic: no tree of objects, no recursion.

The text has no escapes any more, so every quote opens or closes a string, by turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ..nested.outline import UNKEYED, UNLABELLED, Nodes, Outline
from ..nested.words import is_id, trimmed, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

QUOTE, OBJECT, LIST, CLOSE, COLON, COMMA = range(1, 7)
# Deeper levels are not told apart.
_DEEPEST = 1000
# From a key's token to that of its value: two quotes and a colon.
_KEY_WIDTH = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The quotes and what stands outside of strings of brackets, colons and commas.

    `at` int64[n + 3] are their offsets, `kind` uint8[n + 3] what they are, `opens` bool[n + 3] which quotes open a
    string. A comma before the text and two behind it stand for what may precede and follow.
    """

    at: Numbers
    kind: NDArray[np.uint8]
    opens: Mask

    def is_key(self) -> Mask:
        """Which tokens, all but the last two, open a string with a colon behind it."""
        keys: Mask = self.opens[:-2] & (self.kind[2:] == COLON)
        return keys

    def has_key(self, which: Numbers) -> Mask:
        """Behind which of some tokens a value with a key stands."""
        keyed: Mask = (self.kind[which] == COLON) | self.opens[which] & (self.kind[which - 1] == COLON)
        return keyed

    def are_balanced(self, level: int) -> bool:
        """Whether all strings are closed, and the brackets all or but for some levels."""
        brackets = np.bincount(self.kind, minlength=COMMA + 1)
        rest = int(brackets[OBJECT] + brackets[LIST] - brackets[CLOSE])
        return brackets[QUOTE] % 2 == 0 and rest in (0, level)

    def is_bracket(self) -> Mask:
        """Which tokens open or close an object or a list."""
        return (self.kind >= OBJECT) & (self.kind <= CLOSE)


def tokens_of(text: bytes, beginning: re.Pattern[bytes] | None = None) -> Tokens:
    """The tokens of a text without escapes that begins outside of a string.

    `beginning` matches where a record begins and never within a string, for texts in which a cut or a quote too many
    may mislead.
    """
    outside = np.array([match.start() for match in beginning.finditer(text)] if beginning else [], np.int64)
    code = np.frombuffer(text.translate(_kinds()), np.uint8)
    at = np.flatnonzero(code != 0)
    kind = code[at]
    quote = kind == QUOTE
    opens = _is_odd(np.cumsum(quote), at, quote, outside) if len(outside) else np.cumsum(quote, dtype=np.uint8) & 1 == 1
    kept = quote | ~opens
    if not kept.all():
        at, kind, opens = at[kept], kind[kept], opens[kept]
    opens &= kind == QUOTE
    return Tokens(
        np.concatenate(([-1], at, [len(text), len(text)])),
        np.concatenate(([COMMA], kind, [COMMA, COMMA])).astype(np.uint8),
        np.concatenate(([False], opens, [False, False])),
    )


def _is_odd(count: Numbers, at: Numbers, quote: Mask, outside: Numbers) -> Mask:
    """Whether the quotes are odd in number from the last sure offset on; before the first, as it tells."""
    before = np.searchsorted(at[quote], outside)
    counted = np.append(before, before[0])[np.searchsorted(outside, at, side="right") - 1]
    odd: Mask = (count - counted) % 2 == 1
    return odd


@cache
def _kinds() -> bytes:
    table = bytearray(256)
    for kind, members in ((QUOTE, b'"'), (OBJECT, b"{"), (LIST, b"["), (CLOSE, b"}]"), (COLON, b":"), (COMMA, b",")):
        for byte in members:
            table[byte] = kind
    return bytes(table)


@dataclass(frozen=True, slots=True)
class Brackets:
    """The outside (node 0) and what n - 1 brackets open: `token` int64[n] (-1 for the outside), `parent` int64[n].

    `inside` int64[b + 1] is the node that goes on behind each of b brackets, the outside before the first.
    """

    token: Numbers
    parent: Numbers
    inside: Numbers


def brackets_of(tokens: Tokens) -> Brackets:
    """What stands in what, by the levels of the brackets."""
    brackets = np.flatnonzero(tokens.is_bracket())
    opening = tokens.kind[brackets] != CLOSE
    level = np.cumsum(np.where(opening, 1, -1))
    level = np.minimum(level - min(int(level.min(initial=0)), 0), _DEEPEST).astype(np.int16)
    # Level by level, in the order of the text: the node that goes on is the last that opened.
    order = np.argsort(level, kind="stable")
    last = np.maximum.accumulate(np.where(opening[order], np.arange(len(order)), -1))
    known = (last >= 0) & (level[order[last]] == level[order])
    node = np.cumsum(opening)
    inside = np.zeros(len(brackets) + 1, np.int64)
    inside[order + 1] = np.where(known, node[order[last]], 0)
    opened = np.flatnonzero(opening)
    return Brackets(np.append(-1, brackets[opened]), np.append(-1, inside[opened]), inside)


def outline_of(text: bytes, tokens: Tokens, *, behind: int = 0, is_series: bool = False) -> Outline:
    """The outline of a text; of its first `behind` bytes only what they open. `is_series`: one of several values."""
    brackets = brackets_of(tokens)
    is_key = tokens.is_key()
    keys = np.flatnonzero(is_key)
    word, words = words_of(text, tokens.at[keys] + 1, tokens.at[keys + 1])
    ids = np.array([*map(is_id, words), False])
    last_key = np.append(word, UNKEYED)[np.cumsum(is_key) - 1]
    cells, start, end = _values(text, tokens, is_key, keys[ids[word]], behind)
    is_id_key = is_key[cells]
    # What is told apart by a key has the key as well.
    follower = np.where(
        is_id_key & _opens(tokens.kind[np.minimum(cells + _KEY_WIDTH, len(tokens.kind) - 1)]), _KEY_WIDTH, 0
    )
    owner = brackets.inside[np.cumsum(tokens.is_bracket())[cells + follower]]
    return Outline(
        words=words,
        nodes=_nodes(tokens, brackets, last_key, ids, is_series=is_series),
        start=start,
        end=end,
        owner=owner,
        named=np.where(is_id_key, UNLABELLED, np.where(tokens.has_key(cells), last_key[cells], UNKEYED)),
    )


def _values(
    text: bytes, tokens: Tokens, is_key: Mask, further: Numbers, behind: int
) -> tuple[Numbers, Numbers, Numbers]:
    """The tokens behind which values stand, and the values' offsets. `further`: keys that are values, too."""
    kind, following = tokens.kind[:-2], tokens.kind[1:-1]
    strings = tokens.opens[:-2] & ~is_key
    bare = ((kind == COLON) | (kind == COMMA) | (kind == LIST)) & ((following == COMMA) | (following == CLOSE))
    chosen = strings | bare
    chosen[further] = True
    cells = np.flatnonzero(chosen)
    # A value ends before the next token.
    start, end = trimmed(text, tokens.at[cells] + 1, tokens.at[cells + 1])
    filled = (end > start) & (tokens.at[cells] + 1 >= behind)
    data = np.frombuffer(text + b" ", np.uint8)
    filled &= ~((end - start == len("null")) & (kind[cells] != QUOTE) & (data[start] == ord("n")))
    return cells[filled], start[filled], end[filled]


def _nodes(tokens: Tokens, brackets: Brackets, last_key: Numbers, ids: Mask, *, is_series: bool) -> Nodes:
    """The objects and lists. A list is no record but where it is a row of a list of lists."""
    opener, above = brackets.token[1:], brackets.parent[1:]
    kind = np.append(OBJECT, tokens.kind[opener])
    own = np.where(tokens.kind[opener - 1] == COLON, last_key[opener], UNKEYED)
    by_id = ids[own]
    is_item, outermost = kind[above] == LIST, above == 0
    return Nodes(
        parent=brackets.parent,
        key=np.append(UNKEYED, np.where(by_id, UNKEYED, own)),
        is_unit=np.append(True, (kind[1:] == OBJECT) | is_item),
        is_element=np.append(False, is_item | by_id | outermost & (is_series or np.count_nonzero(outermost) > 1)),
    )


def _opens(kind: NDArray[np.uint8]) -> Mask:
    opens: Mask = (kind == OBJECT) | (kind == LIST)
    return opens
