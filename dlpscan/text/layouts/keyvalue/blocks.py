"""Keys and values line by line, in blocks: INI, properties, cards (vCard), printed forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ....arrays import byte_set
from ..nested.outline import UNKEYED, UNLABELLED, Nodes, Outline
from ..nested.words import is_id, trimmed, words_of
from .lines import Lines, last_keyed, lines_of, spoken_of, values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_COMMENTS = b"#;!"
_OPEN, _CLOSE = b"[]"
_BEGIN, _END = "BEGIN", "END"
_CARD_TYPES = ("CELL", "HOME", "WORK", "FAX", "MSG", "PAGER", "IPHONE", "MAIN", "OTHER", "DOMICILE", "MOBILE", "BUREAU")
# What the short names of vCard (RFC 6350) and LDAP (RFC 4519) mean.
_MEANINGS = {"N": "surname", "BDAY": "birthday", "sn": "surname", "gn": "given name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the lines of an item are written.

    `separators`: what may stand between key and value; `spaced`: only with a blank behind it. `cards`: lines `BEGIN:`
    and `END:` enclose records, and keys have parameters. `sections`: lines in brackets name what follows. `first`: the
    key or section with which each record begins; where there is none, a blank line separates them.
    """

    separators: bytes
    spaced: bool = False
    cards: bool = False
    sections: bool = False
    first: str = ""


def blocks_outline(text: bytes, style: Style) -> Outline:
    """The outline of a text: its blocks, the sections in them, and their values."""
    lines = lines_of(text, style.separators, spaced=style.spaced, lists=False)
    comment, section = _comments_and_sections(text, lines, style)
    keyed = lines.keyed & ~comment & ~section
    worded = np.flatnonzero(keyed | section)
    bracket = _brackets(text, lines) * section
    start, end = lines.content + bracket, np.where(section, lines.end - bracket, lines.key_end)
    word, words = words_of(text, *trimmed(text, start[worded], end[worded]))
    word_of = np.full(len(keyed), UNKEYED)
    word_of[worded] = word
    begins, skipped = _beginnings(
        text, lines, style, words, np.where(section & bool(style.sections), word_of, np.where(keyed, word_of, UNKEYED))
    )
    filled = np.flatnonzero(~(section | skipped))
    values = values_of(text, lines.value[filled], lines.end[filled], filled)
    at, nodes = _nodes(begins, section, word_of, words, is_root=bool(style.first))
    named = np.where(comment, UNLABELLED, _going_on(lines, keyed, word_of))
    return Outline(
        words=tuple(map(_card_name, words)) if style.cards else words,
        nodes=nodes,
        start=values.start,
        end=values.end,
        owner=np.searchsorted(at, 2 * spoken_of(comment)[values.line] + 1, side="right") - 1,
        named=np.where(values.is_comment, UNLABELLED, named[values.line]),
    )


def _comments_and_sections(text: bytes, lines: Lines, style: Style) -> tuple[Mask, Mask]:
    data = np.frombuffer(text + b" ", np.uint8)
    first, last = data[lines.start], data[lines.end - 1]
    comment = byte_set(_COMMENTS)[first] & (not style.cards)
    return comment, (first == _OPEN) & (last == _CLOSE) & style.sections


def _brackets(text: bytes, lines: Lines) -> Numbers:
    """How many brackets are around each section: TOML writes two where it is one of a list."""
    data = np.frombuffer(text + b"  ", np.uint8)
    double = (data[lines.start + 1] == _OPEN) & (data[lines.end - 2] == _CLOSE)
    count: Numbers = 1 + double.astype(np.int64)
    return count


def _beginnings(text: bytes, lines: Lines, style: Style, words: tuple[str, ...], word_of: Numbers) -> tuple[Mask, Mask]:
    """Which lines begin a block, and which say nothing else."""
    none = np.zeros(len(word_of), np.bool_)
    if style.cards and _BEGIN in words:
        begin = np.flatnonzero(word_of == words.index(_BEGIN))
        begins, wanted = none.copy(), style.first.encode()
        for line in begin.tolist():
            begins[line] = text[lines.value[line] : lines.end[line]].upper() == wanted
        end = words.index(_END) if _END in words else len(words)
        return begins, (word_of == words.index(_BEGIN)) | (word_of == end)
    if style.first:
        return (word_of == words.index(style.first) if style.first in words else none), none
    if style.sections:
        return none, none
    return np.diff(lines.number, prepend=-2) > 1, none


def _going_on(lines: Lines, keyed: Mask, word_of: Numbers) -> Numbers:
    """The words of the lines; one without a key goes on with the value of the line before it."""
    last, index = last_keyed(keyed), np.arange(len(keyed))
    together = (lines.number - lines.number[last] == index - last) & keyed[last]
    return np.where(together, word_of[last], UNKEYED)


def _nodes(
    begins: Mask, section: Mask, word_of: Numbers, words: tuple[str, ...], *, is_root: bool
) -> tuple[Numbers, Nodes]:
    """Where the nodes are (a line's block, then its section), and what an outline says of them.

    Behind the outside stands the document, for what is in no block.
    """
    blocks, sections = np.flatnonzero(begins), np.flatnonzero(section)
    at = np.concatenate((2 * blocks, 2 * sections + 1))
    order = np.argsort(at, kind="stable")
    line = np.append(blocks, sections)[order]
    is_section = np.append([False, False], (order >= len(blocks)))
    at = np.append([-2, -1], at[order])
    index = np.arange(len(at))
    last_block = np.maximum.accumulate(np.where(is_section, 0, index))
    parent = np.where(is_section, last_block, 0 if is_root else 1)
    parent[:2] = -1, 0
    key = np.where(is_section, np.append([UNKEYED, UNKEYED], word_of[line]), UNKEYED)
    by_id = np.array([*map(is_id, words), False])[key]
    return at, Nodes(parent=parent, key=np.where(by_id, UNKEYED, key), is_unit=index >= 0, is_element=index > 1)


def _card_name(word: str) -> str:
    """`TEL;TYPE=cell` as `TEL cell`, without the parameters that say how it is written."""
    name, *parameters = re.split(r"[;=,:]", word)
    name = name.rpartition(".")[2]
    types = [one for one in parameters if one.upper() in _CARD_TYPES]
    return " ".join([_MEANINGS.get(name, name), *types])
