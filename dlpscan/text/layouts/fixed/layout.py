"""Text of fixed width: lines of one length (or one for each type of line) whose values stand at fixed positions.

Positions count characters: in UTF-8 an accented letter is two bytes, so where a text is not ASCII, positions are turned
into offsets by the characters' first bytes. Files padded by programs that count bytes are laid out by bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ....chunk import Cells
from .header import headed, ruled
from .line_lengths import LEAST_LINES, LEAST_WIDTH, MOST_WIDTH, has_lines_alike
from .lines import Lines, keyed
from .sample import WHOLE, Field, Form, Sample, blank_separated, cut

if TYPE_CHECKING:
    from ....edits import Edits
    from ....layout import Labels

Offsets = NDArray[np.int64]
FormsOf = Callable[[Sample], tuple[Form, ...] | None]

_HEAD = 64 << 10
_ALIKE = 0.95
_MOST_LINES, _MOST_CELLS = 1000, 1 << 20
_MOST_TYPES, _LEAST_COLUMNS, _LEAST_NUMBERS, _MANY_DIGITS = 12, 3, 2, 5
_SHAPE = dict.fromkeys(range(ord("1"), ord("9") + 1), "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLayout:
    """Columns by position, for each type of line. `furniture` are the lines of the header, wherever they stand."""

    forms: tuple[Form, ...]
    furniture: tuple[bytes, ...] = ()
    counts_bytes: bool = False
    name: str = "fixed-width"
    is_splittable: bool = True
    has_memory: bool = False

    def edits(self, text: bytes) -> Edits | None:
        return None

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return tuple(name for form in (*self.forms, WHOLE) for name in form.names)

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        lines = Lines.of(text, counts_bytes=self.counts_bytes)
        preface = 0
        if self.furniture:
            furniture = np.logical_or.reduce([lines.equal(text, wanted) for wanted in self.furniture])
            # What stands before the first header is no table yet.
            preface = int(np.argmax(furniture)) if first and furniture.any() else 0
            lines = lines.without(furniture)
        form_of = keyed(lines, self.forms)
        form_of[:preface] = len(self.forms)
        return self._cells(lines, form_of)

    def _cells(self, lines: Lines, form_of: Offsets) -> Cells:
        """The cells of all lines by their forms, in the order of the text."""
        pieces, names = [], 0
        used = set(np.unique(form_of).tolist())
        for number, form in enumerate((*self.forms, WHOLE)):
            if number in used:
                start, end, column, line = lines.cells(form, np.flatnonzero(form_of == number))
                pieces.append((start, end, column + np.int32(names), line))
            names += len(form.names)
        if not pieces:
            pieces = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))]
        start, end, label, record = pieces[0]
        if len(pieces) > 1:
            start, end, record = (np.concatenate([piece[i] for piece in pieces]) for i in (0, 1, 3))
            label = np.concatenate([piece[2] for piece in pieces])
            order = np.argsort(start, kind="stable")
            start, end, label, record = start[order], end[order], label[order], record[order]
        return Cells(start=start, end=end, label=label, record=record, names=self._names(used), records=len(lines))

    def _names(self, used: set[int]) -> tuple[str | None, ...]:
        """The names of the columns; those of a regular table alone where all lines are its rows."""
        return self.forms[0].names if used == {0} else self.columns(b"")

    def last_border(self, text: bytes, low: int) -> int:
        cut = text.rfind(b"\n") + 1
        return cut if cut > low else 0

    def first_border(self, window: bytes) -> int | None:
        return window.find(b"\n") + 1 or None

    def after(self, text: bytes) -> FixedLayout:
        return self


def no_forms(sample: Sample) -> None:
    """For those who know no format."""


def recognise(head: bytes, labels: Labels, forms_of: FormsOf = no_forms) -> FixedLayout | None:
    """The layout of a text from its beginning. `forms_of` knows formats without a header by their lines.

    At least five lines of equal length (nearly all of them, or nearly all of each type), and one of: a header with a
    known label over the columns, a known format, a NIR at one position of many lines, or columns of which several are
    numbers of one shape.
    """
    if not has_lines_alike(head):
        return None
    body = head[:_HEAD]
    cut_off = len(body) < len(head) or len(head) >= _HEAD
    text = body[: body.rfind(b"\n") + 1] if cut_off else body
    for counts_bytes in (False, True)[: 1 if text.isascii() else 2]:
        lines = text.decode("latin-1" if counts_bytes else "utf-8", "replace").split("\n")
        found = _of_lines([line.rstrip("\r") for line in lines if line.strip()], labels, forms_of)
        if found is not None:
            forms, furniture = found
            encoding = "latin-1" if counts_bytes else "utf-8"
            kept = tuple(line.encode(encoding) for line in furniture)
            return FixedLayout(forms=forms, furniture=kept, counts_bytes=counts_bytes)
    return None


def _of_lines(
    lines: Sequence[str], labels: Labels, forms_of: FormsOf
) -> tuple[tuple[Form, ...], tuple[str, ...]] | None:
    """The forms and the header of lines that are not blank."""
    found = ruled(lines[:_MOST_LINES], labels)
    if found is None:
        alike = _of_one_length(lines)
        if alike is not None:
            found = headed([lines[0], *alike[alike[0] is lines[0] :]], labels)
        else:
            alike = _of_a_length_each(lines)
        if found is None:
            return _without_header(Sample.of(alike), forms_of) if alike is not None else None
    return (found.form,), found.furniture


def _of_one_length(lines: Sequence[str]) -> list[str] | None:
    """The lines that are as long as nearly all, the first of which may be a header."""
    usual, count = Counter(map(len, lines)).most_common(1)[0] if lines else (0, 0)
    if count < max(LEAST_LINES, _ALIKE * (len(lines) - 1)) or not LEAST_WIDTH <= usual <= MOST_WIDTH:
        return None
    return [line for line in lines if len(line) == usual]


def _of_a_length_each(lines: Sequence[str]) -> list[str] | None:
    """The lines that are as long as nearly all that begin with the same character."""
    kinds = Counter((line[:1], len(line)) for line in lines)
    usual = {first: length for (first, length), _ in reversed(kinds.most_common())}
    alike = [line for line in lines if len(line) == usual[line[:1]] <= MOST_WIDTH]
    few = (
        len(usual) <= min(_MOST_TYPES, len(lines) // 2) and len(alike) * max(map(len, alike), default=0) <= _MOST_CELLS
    )
    return alike if few and len(alike) >= max(LEAST_LINES, _ALIKE * len(lines)) else None


def _without_header(sample: Sample, forms_of: FormsOf) -> tuple[tuple[Form, ...], tuple[str, ...]] | None:
    forms = forms_of(sample)
    if forms is not None:
        return forms, ()
    fields = blank_separated(sample)
    return ((cut(fields, sample.grid),), ()) if _are_of_records(fields, sample) else None


def _are_of_records(fields: Sequence[Field], sample: Sample) -> bool:
    """Several columns, of which two are numbers of one shape (a file number, a date) and one is words.

    Printed forms and reports have blanks below blanks, too, but no such numbers in every line.
    """
    if len(fields) < _LEAST_COLUMNS or len({len(line) for line in sample.lines}) > 1:
        return False
    columns = [[line[one.start : one.end] for line in sample.lines] for one in fields]
    numbers = sum(map(_is_of_one_shape, columns))
    return numbers >= _LEAST_NUMBERS and any(map(_is_wordy, columns))


def _is_of_one_shape(column: Sequence[str]) -> bool:
    """Whether nearly all values have the same several digits at the same places, and are no times as in a log."""
    shapes = Counter(value.translate(_SHAPE) for value in column)
    shape, count = shapes.most_common(1)[0]
    return count >= _ALIKE * len(column) and shape.count("0") >= _MANY_DIGITS and "00:00" not in shape


def _is_wordy(column: Sequence[str]) -> bool:
    return sum(any(a.isalpha() and b.isalpha() for a, b in pairwise(value)) for value in column) >= 0.5 * len(column)
