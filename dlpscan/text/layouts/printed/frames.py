"""Where tables stand in a text as programs print them: rules of dashes or box characters, and what they frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

_HORIZONTAL = rb"(?:\xe2\x94[\x80\x81]|\xe2\x95\x90)"
_BOX = rb"\xe2[\x94\x95][\x80-\xbf]"
_CORNER = rb"(?:(?!%b)%b)?+" % (_HORIZONTAL, _BOX)
_VERTICALS = rb"(?:\||\xe2\x94[\x82\x83]|\xe2\x95\x91)"
_RULES = (
    rb"(?P<box>\+?[-=]++(?:\+[-=]++)++\+?|\+[-=]++\+)",  # mysql +----+, psql ----+----
    rb"(?P<piped>\|(?:[ \t]*+:?-++:?[ \t]*+\|)++|\|-++(?:\+-++)++\||:?-++:?(?:[ \t]*+\|[ \t]*+:?-++:?)++)",  # Markdown
    rb"(?P<fixed>-++(?:[ \t]++-++)++|=++(?:[ \t]++=++)++)",  # sqlite3 -- ----, sqlplus, sqlcmd
    rb"(?P<drawn>%b%b(?:%b|[ ])*+)" % (_CORNER, _HORIZONTAL, _BOX),
    rb"(?P<row>\*{3,}+[ ]\d++\. row \*{3,}+)",  # mysql \G
    rb"(?P<record>(?:\+|%b)?+(?:-|%b)\[ [^\]\n]{1,40}+\](?:[-+]|%b)*+)"
    % (rb"(?!%b)%b" % (_HORIZONTAL, _BOX), _HORIZONTAL, _BOX),
)
_BODY = rb"[ \t]{0,40}+(?=[-+|=:*\xe2])(?:%b)[ \t\r]*+(?=\n|\Z)" % rb"|".join(_RULES)
_FIRST_RULE = re.compile(_BODY)
_RULE = re.compile(rb"\n" + _BODY)
VERTICAL = re.compile(_VERTICALS)
_BORDER = re.compile(rb"[ \t]*+" + _VERTICALS)
_RECORD_SIGNS = (b"*", b"-", b"+", b"\xe2")
_GROUP = re.compile(rb"[-=:]+|%b+" % _HORIZONTAL)
_DASHES = re.compile(r"[-=]+")
_FOOTER = re.compile(rb"\(\d++ [^\d\W]")  # (3 rows), (3 lignes), (3 rows affected)
_LONGEST_NAME, _MOST_LINES, _LEAST_COLUMNS = 120, 50, 4


class Shape(Enum):
    """How the values of a table are told apart."""

    PIPED = auto()
    FIXED = auto()
    VERTICAL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the lines of a table have in common.

    `header` is the line of the names. `columns`: of a FIXED table the character at which each begins. `bordered`: the
    lines begin and end with a separator, `closed`: a rule ends the table, so that a value may have several lines.
    `colon`: of a VERTICAL table, a colon stands behind the names.
    """

    shape: Shape
    names: tuple[str | None, ...] = ()
    header: bytes = b""
    columns: tuple[int, ...] = ()
    bordered: bool = False
    closed: bool = False
    colon: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table in a text: `start` to `end` with its header and rules, `rows` where its first row begins."""

    start: int
    rows: int
    end: int
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line of a text without letters that frames a table, or the line before a record."""

    start: int
    end: int
    kind: str


def rules_in(text: bytes) -> Iterator[Rule]:
    """The rules of a text."""
    first = _FIRST_RULE.match(text)
    if first is not None:
        yield Rule(start=0, end=first.end(), kind=str(first.lastgroup))
    for match in _RULE.finditer(text):
        yield Rule(start=match.start() + 1, end=match.end(), kind=str(match.lastgroup))


def blocks_in(text: bytes, rules: list[Rule], going_on: Frame | None) -> list[Block]:
    """The tables of a text, in order; the first may be one that goes on from before."""
    blocks: list[Block] = []
    reached = 0
    if going_on is not None:
        reached = _end(text, 0, going_on)
        blocks.append(Block(start=0, rows=0, end=reached, frame=going_on))
    for number, rule in enumerate(rules):
        if rule.start < reached:
            continue
        block = _block(text, rule, rules[number + 1] if number + 1 < len(rules) else None, reached)
        if block is None:
            continue
        reached = block.end
        if blocks and blocks[-1].frame == block.frame and not text[blocks[-1].end : block.start].strip():
            # The next page of the same table: its header is printed again.
            block = Block(start=blocks[-1].start, rows=blocks[-1].rows, end=block.end, frame=block.frame)
            blocks.pop()
        blocks.append(block)
    return blocks


def _block(text: bytes, rule: Rule, following: Rule | None, reached: int) -> Block | None:
    """The table that begins with a rule, or with the header above it."""
    if rule.kind in ("row", "record"):
        frame = Frame(shape=Shape.VERTICAL, colon=rule.kind == "row")
        return Block(start=rule.start, rows=rule.start, end=_end(text, rule.start, frame), frame=frame)
    above = text.rfind(b"\n", reached, max(rule.start - 1, reached)) + 1 if rule.start > reached else rule.start
    above = max(above, reached)
    framed = _frame(text, rule, text[above : max(rule.start - 1, above)])
    if framed is not None:
        return Block(start=above, rows=rule.end + 1, end=_end(text, rule.end + 1, framed), frame=framed)
    below = _line(text, rule.end + 1)
    if following is None or following.start != rule.end + 1 + len(below) + 1:
        return None
    framed = _frame(text, following, below)
    if framed is None:
        return None
    return Block(start=rule.start, rows=following.end + 1, end=_end(text, following.end + 1, framed), frame=framed)


def _line(text: bytes, start: int) -> bytes:
    end = text.find(b"\n", start)
    return text[start : end if end >= 0 else len(text)]


def _frame(text: bytes, rule: Rule, header: bytes) -> Frame | None:
    """What a header and the rule below it say of a table, None where they do not agree."""
    line = text[rule.start : rule.end]
    if not header.strip():
        return None
    if rule.kind == "fixed":
        return _fixed(line.decode("utf-8", "replace"), header)
    cells, bordered = separated(header)
    if len(cells) != len(_GROUP.findall(line)) or (len(cells) < 2 and not bordered):
        return None
    names = _names([cell.decode("utf-8", "replace") for cell in cells])
    closed = bordered and rule.kind != "piped"
    return Frame(shape=Shape.PIPED, names=names, header=header, bordered=bordered, closed=closed) if names else None


def separated(line: bytes) -> tuple[list[bytes], bool]:
    """The cells of a line between its separators, and whether it begins with one."""
    parts = VERTICAL.split(line.strip())
    bordered = len(parts) > 1 and not parts[0].strip()
    parts = parts[1:] if bordered else parts
    return (parts[:-1] if bordered and len(parts) > 1 and not parts[-1].strip() else parts), bordered


def _fixed(rule: str, header: bytes) -> Frame | None:
    columns = tuple(match.start() for match in _DASHES.finditer(rule))
    text = header.decode("utf-8", "replace").rstrip()
    if any(text[at - 1 : at].strip() for at in columns[1:]) or text[: columns[0]].strip():
        return None
    edges = [*columns, len(text)]
    names = _names([text[a:b] for a, b in pairwise(edges)])
    return Frame(shape=Shape.FIXED, names=names, header=header, columns=columns) if names else None


def _names(cells: list[str]) -> tuple[str | None, ...]:
    """The names in a header, none where it cannot be one: empty, too long, only signs."""
    names = [cell.strip().strip("*_`") for cell in cells]
    if not any(any(map(str.isalpha, name)) for name in names) or any(len(name) > _LONGEST_NAME for name in names):
        return ()
    return tuple(name or None for name in names)


def _end(text: bytes, at: int, frame: Frame) -> int:
    """Where the rows that begin at an offset end: at the first line that is none."""
    if frame.shape is Shape.VERTICAL:
        empty = text.find(b"\n\n", at)
        return empty + 1 if empty >= 0 else len(text)
    was_rule = False
    while at < len(text):
        line = _line(text, at)
        if is_row(line, frame):
            rules = frame.closed and _BORDER.match(line) is None
            if rules and was_rule:
                return at  # the next table begins
            was_rule = rules
            at += len(line) + 1
            continue
        resumes = _resumed(text, at + len(line) + 1, frame, was_rule=was_rule)
        if not resumes:
            return at
        at = resumes
    return min(at, len(text))


def is_row(line: bytes, frame: Frame) -> bool:
    """Whether a line is a row or rule of a table."""
    if frame.shape is Shape.FIXED:
        return line.strip() != b"" and _FOOTER.match(line) is None
    if frame.bordered:
        return _BORDER.match(line) is not None or is_rule(line)
    return b"|" in line or VERTICAL.search(line) is not None or is_rule(line)


def begins_row(line: bytes, frame: Frame) -> bool:
    """Whether a text may be cut before a line: a row or record begins with it."""
    if frame.shape is Shape.VERTICAL:
        return line[:1] in _RECORD_SIGNS and is_rule(line)
    return is_row(line, frame) and not is_rule(line)


def is_rule(line: bytes) -> bool:
    """Whether a line is a rule."""
    return _FIRST_RULE.match(line) is not None


def _resumed(text: bytes, at: int, frame: Frame, *, was_rule: bool) -> int:
    """Where a table goes on behind a line that is no row, 0 if it does not.

    In a box a value may have several lines; sqlite3 puts empty lines between rows, sqlplus between pages.
    """
    if frame.shape is Shape.FIXED:
        return at if len(frame.columns) >= _LEAST_COLUMNS and _is_aligned(_line(text, at), frame) else 0
    if was_rule or not frame.closed:
        return 0
    for _ in range(_MOST_LINES):
        if at >= len(text):
            return 0
        line = _line(text, at)
        if _BORDER.match(line) or line[:1] == b"+":
            return at
        at += len(line) + 1
    return 0


def _is_aligned(line: bytes, frame: Frame) -> bool:
    """Whether a line has a blank before each column, and reaches most of them."""
    text = line.decode("utf-8", "replace")
    return len(text) > frame.columns[len(frame.columns) // 2] and not any(
        text[at - 1 : at].strip() for at in frame.columns[1:]
    )
