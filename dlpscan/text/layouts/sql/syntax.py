"""What SQL statements look like: how they begin, which table and columns they name, how the dialect quotes strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

APOSTROPHE, DOUBLE_QUOTE = 39, 34

# Possessive throughout: no part is ever given back, so that a broken statement costs no more than its length.
_NAME = rb"(?:`[^`\n]++`|\"[^\"\n]++\"|\[[^\]\n]++\]|[\w$#@\x80-\xff]++)"
_DOTTED = rb"%b(?:\s*+\.\s*+%b)*+" % (_NAME, _NAME)
_COLUMNS = rb"\((?:[^()'\"`\[\];]++|`[^`]*+`|\"[^\"]*+\"|\[[^\]]*+\])*+\)"
_INSERT = (
    rb"(?:(?:INSERT|REPLACE)\s++(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OVERWRITE|ALL|OR\s++\w++)\s++)*+"
    rb"(?:INTO\s++)?+|INTO\s++)(?P<table>%b)\s*+(?P<columns>%b)?+\s*+(?:OVERRIDING\s++\w++\s++VALUE\s++)?+"
    rb"(?:VALUES?|(?P<sets>SET))\b" % (_DOTTED, _COLUMNS)
)
_UPDATE = (
    rb"UPDATE\s++(?:(?:LOW_PRIORITY|IGNORE|ONLY)\s++)*+(?P<updated>%b)(?:\s++(?!SET\b)\w++){0,2}+\s++SET\b" % _DOTTED
)
_CREATE = (
    rb"CREATE\s++(?:(?:GLOBAL|LOCAL|TEMPORARY|TEMP|UNLOGGED)\s++)*+TABLE\s++(?:IF\s++NOT\s++EXISTS\s++)?+"
    rb"(?P<created>%b)\s*+\(" % _DOTTED
)
_COPY = rb"COPY\s++(?P<table>%b)\s*+(?P<columns>%b)?+\s*+FROM\s++stdin\b(?P<options>[^;\n]*+);?+\r?\n" % (
    _DOTTED,
    _COLUMNS,
)
HEAD = re.compile(rb"(?i:%b|%b|%b)" % (_INSERT, _UPDATE, _CREATE))
COPY = re.compile(rb"(?i:%b)" % _COPY)
ANY_HEAD = re.compile(
    rb"(?im:^[ \t]{0,40}+(?:%b))"
    % rb"|".join((_INSERT, _UPDATE, _CREATE, _COPY)).replace(b"?P<table>", b"?:").replace(b"?P<columns>", b"?:")
)  # the group names would stand there twice
_NAMES = re.compile(_NAME)
_BODY = re.compile(rb"'[^']*+'?|%b|[(),;]" % _NAME)
_NO_COLUMN = frozenset(
    ("PRIMARY", "KEY", "INDEX", "UNIQUE", "CONSTRAINT", "FOREIGN", "CHECK", "FULLTEXT", "SPATIAL", "EXCLUDE", "PERIOD")
)


class Kind(Enum):
    """What stands behind the beginning of a statement."""

    ROWS = auto()
    SETS = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a statement: the bare name of its table, and the columns it gives, in order.

    `columns` is empty where nothing names them; None for columns of which only the number is known.
    """

    kind: Kind
    table: str
    columns: tuple[str | None, ...] = ()

    def paths(self) -> list[str]:
        """`table.column` for each column, `table.number` (from 1) for one without a name."""
        return [f"{self.table}.{name or number}" for number, name in enumerate(self.columns, 1)]


def head_of(match: re.Match[bytes]) -> Head:
    """What a match of `HEAD` says."""
    if match["created"]:
        return Head(kind=Kind.TABLE, table=bare_name(match["created"]))
    if match["updated"]:
        return Head(kind=Kind.SETS, table=bare_name(match["updated"]))
    kind = Kind.SETS if match["sets"] else Kind.ROWS
    return Head(kind=kind, table=bare_name(match["table"]), columns=listed(match["columns"] or b""))


def bare_name(dotted: bytes) -> str:
    """The last part of a name, without schema and quotes."""
    return _unquoted(_NAMES.findall(dotted)[-1])


def listed(columns: bytes) -> tuple[str, ...]:
    """The names of a list of columns in parentheses."""
    return tuple(map(_unquoted, _NAMES.findall(columns)))


def _unquoted(name: bytes) -> str:
    return (name[1:-1] if name[:1] in (b"`", b'"', b"[") else name).decode("utf-8", "replace").strip()


def created_columns(text: bytes, start: int, end: int) -> tuple[str, ...]:
    """The columns that a CREATE TABLE defines, from behind its parenthesis to `end` at most."""
    names: list[str] = []
    depth, expects_name = 1, True
    for match in _BODY.finditer(text, start, end):
        token = match[0]
        if token == b"(":
            depth += 1
        elif token == b")":
            depth -= 1
        elif token == b"," and depth == 1:
            expects_name = True
            continue
        elif expects_name:
            names += _defined(token)
        if depth == 0 or token == b";":
            break
        expects_name = False
    return tuple(names)


def _defined(token: bytes) -> list[str]:
    """The column that a definition's first word names, none where it begins a constraint."""
    name = _unquoted(token)
    is_word = token[:1] not in (b"`", b'"', b"[", b"'")
    return [] if token[:1] == b"'" or (is_word and name.upper() in _NO_COLUMN) else [name]


def first_width(text: bytes, start: int, end: int) -> int:
    """How many values the first tuple behind `start` has, as far as it can be told."""
    depth, width = 0, 1
    for match in _BODY.finditer(text, start, end):
        token = match[0]
        depth += (token == b"(") - (token == b")")
        width += token == b"," and depth == 1
        if token == b";" or (token == b")" and depth <= 0):
            break
    return width


def named(head: Head, tables: Mapping[str, tuple[str, ...]], width: int) -> Head:
    """A head with columns: its own, else those of the table, else as many without a name as there are values."""
    columns: tuple[str | None, ...] = head.columns or tables.get(head.table.lower(), ()) or (None,) * width
    return Head(kind=head.kind, table=head.table, columns=columns)


_MYSQL = re.compile(
    rb"/\*!\d|/\*M!|ENGINE ?= ?\w|-- (?:MySQL|MariaDB) dump|-- phpMyAdmin|INTO `|_binary '|LOCK TABLES `"
)
_OTHERS = re.compile(
    rb"PostgreSQL database|standard_conforming_strings|pg_catalog|PRAGMA |BEGIN TRANSACTION|\[dbo\]|[(,] ?N'"
    rb"|(?i:to_date\(|SET DEFINE OFF|\sVARCHAR2\()"
)
_ESCAPE_STRING = re.compile(rb"[(,=] ?E'")
_ESCAPED_QUOTE = re.compile(rb"[\w\x80-\xff]\\'[\w\x80-\xff]")
_FIRST_STRING = re.compile(rb"(?i:\bVALUES)\s*+\([^'\"]*+\"")


def has_escapes(head: bytes) -> bool | None:
    """Whether a backslash escapes what follows it in strings; None if the beginning of an item does not tell."""
    if _MYSQL.search(head) or _ESCAPE_STRING.search(head) or _ESCAPED_QUOTE.search(head):
        return True
    return False if _OTHERS.search(head) else None


def seems_escaped(text: bytes) -> bool:
    """Whether some quote inside of a word is escaped with a backslash."""
    return b"\\'" in text and _ESCAPED_QUOTE.search(text) is not None


def quote_of(head: bytes) -> int:
    """What strings stand between: apostrophes, or quotation marks as MySQL and SQLite allow them."""
    return DOUBLE_QUOTE if _FIRST_STRING.search(head) else APOSTROPHE
