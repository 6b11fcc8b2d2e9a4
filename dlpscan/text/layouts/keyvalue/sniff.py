"""Whether a text is keys and values line by line, and in which style, by its beginning."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_WORD = rb"[A-Za-z_\x80-\xff(][\w.\-'\x80-\xff\xb0/()@$]*+"
_KEY = rb"(?:[\"']?" + _WORD + rb"(?:[ ][\w.\-'\x80-\xff/()]++){0,3}[\"']?)"
# A key of at most four words, and its value: behind a colon there is a blank.
_PAIR = re.compile(
    rb"([ \t]*+)(- ++)?(" + _KEY + rb")[ \t\xc2\xa0]{0,30}(?:(=)|(:)(?=[ \t\r]|$))[ \t]*+(.*)", re.DOTALL
)
_CARD = re.compile(rb"([ \t]?)()([A-Za-z][\w.-]*+(?:[;][^:\"]{0,60})?)()(:)[ ]?(.*)", re.DOTALL)
_SECTION = re.compile(rb"\s*+\[{1,2}([^\[\]\n]{1,80})\]{1,2}\s*+")
_COMMENT = re.compile(rb"\s*+(?:[#;!]|//)")
_ITEM = re.compile(rb"\s*+-(?: |\s*$)")
_LITERAL = re.compile(rb"[|>][+-]?\d?\s*+")
_CARDS = re.compile(rb"\s*+(?:\xef\xbb\xbf)?BEGIN:(\w{3,20})[ \t\r]*+\n", re.IGNORECASE)
# What betrays other texts: code, several pairs on a line, log files.
_CODE_ENDS = (b";", b"{", b"(", b",", b"->", b"\\")
_SECOND = re.compile(rb"(?:\s{2,}|\t)" + _WORD + rb"(?: [\w.\-'\x80-\xff]+){0,3} ?(?:\xc2\xa0)?:(?:\s|$)|\s\w+=\S")
# A line of a program: there are constants and types in it, but no values of a person.
_STATEMENT = re.compile(
    rb"(?m)^(?:(?:def|class|import|from|#include|#define|package|public|private|using|function|return|const|let)"
    rb" [^:=\n]*|(?:if|for|while|class|def) [^=\n]*[:{]|@[\w.]+\(.*|\}.*|\]\)?.*)\r?$"
)
_LONGEST_KEY = 40
_LONG_VALUE, _MANY_WORDS = 90, 12
_SHARE, _MOST_ODD, _MOST_LONG = 0.8, 0.2, 0.25
_LEAST_PAIRS, _LEAST_KEYS = 4, 3
_FIRST_LINES, _LINES = 12, 400
_FIRST_BYTES = 2048


@dataclass(frozen=True, slots=True)
class Sample:
    """What the lines of a beginning are."""

    pairs: list[re.Match[bytes]]
    sections: list[bytes]
    items: int
    lines: int
    is_card: bool


def sample_of(head: bytes) -> Sample | None:
    """The lines of a text that is nearly all keys and values; None for all else. Cheap for prose."""
    cards = _CARDS.match(head) is not None or head.startswith(b"dn: ")
    line = _CARD if cards else _PAIR
    quick = [row for row in head[:_FIRST_BYTES].split(b"\n", 3 * _FIRST_LINES)[:-1] if row.strip()][:_FIRST_LINES]
    if sum(_is_kind(row, line) for row in quick) < 0.6 * len(quick):
        return None
    rows = head.split(b"\n", _LINES)
    # The last may be cut.
    sample = _sampled(rows[:-1] if len(rows) > _LEAST_PAIRS else rows, line, is_card=cards)
    if sample is None or not _is_sure(sample):
        return None
    return None if not sample.sections and _STATEMENT.search(head) else sample


def _is_kind(row: bytes, pair: re.Pattern[bytes]) -> bool:
    return bool(_COMMENT.match(row) or pair.match(row) or _SECTION.fullmatch(row) or _ITEM.match(row))


def _sampled(rows: list[bytes], pair: re.Pattern[bytes], *, is_card: bool) -> Sample | None:
    pairs: list[re.Match[bytes]] = []
    sections: list[bytes] = []
    good = items = lines = 0
    literal = -1
    for row in rows:
        indent = len(row) - len(row.lstrip())
        if not row.strip() or (literal >= 0 and indent > literal):
            continue
        literal = -1
        if _COMMENT.match(row) and not is_card:
            continue
        lines += 1
        found = pair.match(row)
        if section := _SECTION.fullmatch(row):
            sections.append(section[1])
        elif found and len(found[3]) <= _LONGEST_KEY:
            pairs.append(found)
            literal = indent if _LITERAL.fullmatch(found[6]) else -1
        elif row.startswith((b"---", b"...")) or (_ITEM.match(row) and len(row) <= _LONG_VALUE):
            items += 1
        else:
            continue
        good += 1
    return Sample(pairs, sections, items, lines, is_card) if good >= _SHARE * lines else None


def _is_sure(sample: Sample) -> bool:
    """Enough pairs of different keys, and their values are values: no sentences, no code, no further pairs."""
    pairs = sample.pairs
    least = _LEAST_KEYS - bool(sample.sections)
    if len(pairs) < _LEAST_PAIRS or len({found[3] for found in pairs}) < least or sample.items > len(pairs):
        return False
    values = [found[6].strip() for found in pairs]
    filled = [value for value in values if value]
    long = sum(len(value) > _LONG_VALUE or value.count(b" ") >= _MANY_WORDS for value in filled)
    code = sum(value.endswith(_CODE_ENDS) for value in filled)
    second = sum(_SECOND.search(b" " + value) is not None for value in filled)
    if sample.is_card:
        return len(filled) >= _LEAST_PAIRS - 1
    return long <= _MOST_LONG * len(filled) and max(code, second) <= _MOST_ODD * len(filled) and bool(filled)


def is_nested(sample: Sample) -> bool:
    """Whether it is YAML: lists, or keys without a value with deeper lines behind them."""
    if sample.is_card or sample.sections or any(found[4] for found in sample.pairs[:_FIRST_LINES]):
        return False
    deeper = any(
        not first[6].strip() and len(second[1]) > len(first[1])
        for first, second in zip(sample.pairs, sample.pairs[1:], strict=False)
    )
    return deeper or sample.items > 0 or any(found[2] for found in sample.pairs)


def most_common_separator(sample: Sample) -> bytes:
    """`=` or `:`."""
    return Counter(found[4] or found[5] for found in sample.pairs).most_common(1)[0][0]
