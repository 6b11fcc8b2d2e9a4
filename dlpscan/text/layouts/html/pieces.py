"""What a page is made of, before its records are known, and what may be asked of the labels for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ....layout import Labels

LONGEST_NAME, MOST_NAMES = 60, 4096
ATTRIBUTES = rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+"
"""What stands in a tag behind its name: quoted values may hold a `>`."""
# Longer cells are prose.
_LONGEST_CELL = 1000
# Each question costs a search, so that pages of very many small tables get no more answers than this.
_MOST_QUESTIONS = 2000


class Asked:
    """The labels, asked the same only once and not too much."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._labelled: dict[str, bool] = {}
        self._of_people: dict[tuple[str, ...], bool] = {}

    def is_label(self, name: str) -> bool:
        """Whether a text is a label."""
        if name not in self._labelled:
            may = 0 < len(name) <= LONGEST_NAME and len(self._labelled) < _MOST_QUESTIONS
            if not may:
                return False
            self._labelled[name] = self._labels.is_label((name,))
        return self._labelled[name]

    def are_of_people(self, names: tuple[str, ...]) -> bool:
        """Whether one of some columns tells people apart."""
        if names not in self._of_people:
            if len(self._of_people) >= _MOST_QUESTIONS:
                return False
            self._of_people[names] = bool(self._labels.persons(names))
        return self._of_people[names]


class Pieces:
    """Cells and, where `is_free`, prose, in parallel lists.

    `label` is the name that is reported and the words that are the label, `row` numbers what is a record by itself
    (below `people`), -1 for what belongs to the page. `pairs` are the indices of cells whose name stood beside them.
    """

    def __init__(self) -> None:
        self.start: list[int] = []
        self.end: list[int] = []
        self.label: list[tuple[str | None, str | None]] = []
        self.row: list[int] = []
        self.is_free: list[bool] = []
        self.pairs: list[int] = []
        self.people = 0

    def add(
        self,
        start: int,
        end: int,
        *,
        path: str | None = None,
        name: str | None = None,
        row: int = -1,
        is_pair: bool = False,
    ) -> None:
        """Adds a cell, blank ones aside; a very long one is prose."""
        if end <= start:
            return
        if is_pair:
            self.pairs.append(len(self.start))
        self.start.append(start)
        self.end.append(end)
        self.label.append((name, path or None))
        self.row.append(row)
        self.is_free.append(end - start > _LONGEST_CELL)

    def add_free(self, start: int, end: int) -> None:
        """Adds prose."""
        if end > start:
            self.add(start, end)
            self.is_free[-1] = True

    def add_rows(
        self, start: list[int], end: list[int], column: list[int], row: list[int], names: Iterable[str]
    ) -> None:
        """Adds filled cells of people under the names of their columns."""
        labels = [(name or None, name or None) for name in names]
        self.start += start
        self.end += end
        self.label += [labels[at] if at < len(labels) else (None, None) for at in column]
        self.row += row
        self.is_free += [b - a > _LONGEST_CELL for a, b in zip(start, end, strict=True)]
