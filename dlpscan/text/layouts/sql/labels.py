"""The labels of a dump's columns: one for each column of each table, however often the table is named."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..spans import Offsets
from .outline import Statements
from .syntax import Head, Kind


@dataclass(slots=True)
class ColumnLabels:
    """Labels in the order in which their columns are met.

    `of_heads`, `of_copies`: int64[columns] for each of the heads of some statements, and of their COPY blocks.
    """

    of_heads: list[Offsets] = field(default_factory=list)
    of_copies: list[Offsets] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _names: list[str | None] = field(default_factory=list)

    @classmethod
    def of(cls, statements: Statements) -> ColumnLabels:
        """The labels of statements with rows."""
        own = cls()
        nothing = np.zeros(0, np.int64)
        own.of_heads = [own._of(head) if head.kind is Kind.ROWS else nothing for head in statements.heads]
        own.of_copies = [own._of(one.head) for one in statements.copies if one.head is not None]
        return own

    def of_column(self, table: str, column: str) -> int:
        """The label of one column."""
        return self._label(f"{table}.{column}", column)

    def names(self) -> tuple[str | None, ...]:
        """The columns' names, None where only their number is known."""
        return tuple(self._names)

    def paths(self) -> tuple[str | None, ...]:
        """`table.column`, `table.number` where only that is known."""
        return tuple(self._numbers)

    def _of(self, head: Head) -> Offsets:
        labels = [self._label(path, name) for path, name in zip(head.paths(), head.columns, strict=True)]
        return np.array(labels, np.int64)

    def _label(self, path: str, name: str | None) -> int:
        label = self._numbers.setdefault(path, len(self._numbers))
        if label == len(self._names):
            self._names.append(name)
        return label
