"""SQL dumps: INSERT, REPLACE and UPDATE statements, and the COPY blocks of PostgreSQL.

After the edits every quote opens or closes a string, so that parity tells what is inside of one. What the dump says of
its tables (CREATE TABLE) names the columns of statements that do not name them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells
from ..spans import is_within
from . import borders as sql_borders
from .copy import copied_values, copy_blocks
from .edits import escapes_of
from .labels import ColumnLabels
from .outline import Statements, Strings, statements_in, strings_in
from .rest import rest_of
from .rows import marks_in, tuple_values, tuples_in
from .sets import sample_of_sets, set_values
from .syntax import ANY_HEAD, APOSTROPHE, Head, has_escapes, quote_of, seems_escaped
from .values import Values

if TYPE_CHECKING:
    from ....edits import Edits
    from ....layout import Labels

_MOST_INDENT = 4  # more is code in a document
_LEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[\s;]++|--[^\n]*+|\#[^\n]*+|/\*(?!M?!)(?:[^*]++|\*(?!/))*+\*/)*+"
    rb"(?P<word>(?i:SET|BEGIN|START|CREATE|DROP|INSERT|REPLACE|COPY|USE|LOCK|ALTER|PRAGMA|DELETE|TRUNCATE|UPDATE|SELECT"
    rb"|GO|IF|EXEC|REM|PROMPT|COMMIT|WHENEVER|CALL|DECLARE|CONNECT|SPOOL|GRANT|COMMENT|INTO)\b"
    rb"|/\*M?!|\\restrict\b|\\connect\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlLayout:
    """A dump. What was said before of its tables (lower case names), and the statement that is still open, if any.

    `escapes`: whether a backslash escapes in strings, None if it was not to be told. `quote` is what strings stand in.
    """

    escapes: bool | None = None
    quote: int = APOSTROPHE
    tables: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)
    open_head: Head | None = None
    open_copy: Head | None = None

    @property
    def name(self) -> str:
        return "sql"

    @property
    def is_splittable(self) -> bool:
        return True

    @property
    def has_memory(self) -> bool:
        return True

    def edits(self, text: bytes) -> Edits | None:
        if self.quote not in text and b"\\" not in text:
            return None
        escapes = self._escapes(text)
        doubled = bytes((self.quote,)) * 2
        if doubled not in text and b"\\" not in text:
            return None
        statements = self._statements(text)
        strings = strings_in(text, statements, quote=self.quote, escapes=escapes)
        return escapes_of(text, statements, strings, self.quote, escapes=escapes)

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        statements = self._statements(text)
        labels = ColumnLabels.of(statements)
        for table, column in sample_of_sets(text, statements, self.quote):
            labels.of_column(table, column)
        return labels.paths()

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        statements, strings = self._outline(text)
        labels = ColumnLabels.of(statements)
        marks = marks_in(text, statements, strings)
        tuples = tuples_in(text, statements, strings, marks)
        parts = [
            tuple_values(text, tuples, strings, statements.which, labels.of_heads),
            set_values(text, statements, marks, self.quote, labels.of_column),
        ]
        copies = [one for one in statements.copies if one.head is not None]
        if copies:
            parts.append(copied_values(text, copies, labels.of_copies))
        values = Values.joined(parts)
        changes = np.diff(values.record, prepend=-1) != 0
        records = int(np.count_nonzero(changes))
        free = rest_of(text, statements, strings, marks, tuples, record=records)
        return Cells(
            start=values.start,
            end=values.end,
            label=values.label.astype(np.int32),
            record=np.cumsum(changes) - 1,
            names=labels.names(),
            paths=labels.paths(),
            records=records + (free is not None),
            free=free,
        )

    def last_border(self, text: bytes, low: int) -> int:
        if sql_borders.still_open(text, copy_blocks(text, self.open_copy)) is not None:
            border = text.rfind(b"\n") + 1
        else:
            # A statement that begins a line begins anew, whatever stands before it.
            start = sql_borders.last_firm_start(text)
            rest = SqlLayout(escapes=self.escapes, quote=self.quote) if start else self
            border = start + sql_borders.last_border(text[start:], *rest._outline(text[start:]))
        return border if border > low else 0

    def first_border(self, window: bytes) -> int | None:
        return sql_borders.first_border(window)

    def after(self, text: bytes) -> SqlLayout:
        blocks = copy_blocks(text, self.open_copy)
        open_copy = sql_borders.still_open(text, blocks)
        if open_copy is not None and open_copy is self.open_copy:
            return self
        tables = sql_borders.tables_after(text, self.tables, blocks)
        open_head = None if open_copy else sql_borders.open_head_after(text, self.open_head, dict(tables))
        return replace(self, tables=tables, open_copy=open_copy, open_head=open_head)

    def _escapes(self, text: bytes) -> bool:
        return seems_escaped(text) if self.escapes is None else self.escapes

    def _statements(self, text: bytes) -> Statements:
        return statements_in(text, dict(self.tables), self.open_head, self.open_copy)

    def _outline(self, text: bytes) -> tuple[Statements, Strings]:
        """The statements and strings of a text; without the statements that stand in strings or comments."""
        statements = self._statements(text)
        strings = strings_in(text, statements, quote=self.quote, escapes=self._escapes(text))
        inside = ~statements.firm & strings.hold(statements.start)
        inside |= is_within(statements.start, strings.comments, strings.comment_ends)
        goes_on = statements.body == 0
        return statements.only(goes_on | ~inside), strings


def recognise(head: bytes, labels: Labels) -> SqlLayout | None:
    """The layout of a text that begins with SQL statements, of which one holds data or makes a table."""
    del labels  # the dump says itself what its columns are called
    lead = _LEAD.match(head)
    if lead is None or lead.start("word") - lead.string.rfind(b"\n", 0, lead.start("word")) > _MOST_INDENT:
        return None
    if ANY_HEAD.search(head) is None:
        return None
    return SqlLayout(escapes=has_escapes(head), quote=quote_of(head))
