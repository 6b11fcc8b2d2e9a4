"""Delimited text (CSV and its kin): how it is recognised and where it may be cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .look import looks_delimited
from .rows import Dialect, lay_out, stray_quotes

if TYPE_CHECKING:
    from ....chunk import Cells
    from ....edits import Edits
    from ....layout import Labels

_DELIMITERS = b";\t|,"
_HEAD = 64 << 10
_SAMPLE_LINES = 40
# More than the sniffer looks at, for the lines that quotes hide.
_READ_LINES = 400
_BORDER_LINES, _BORDER_WINDOW = 64, 8 << 10
_MIN_REGULAR = 0.9
_COMMA = 44
_MIN_SENTENCES = 8
_NAME_DIGITS = 2
_LEAST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedLayout:
    """Rows and columns of one dialect."""

    dialect: Dialect
    name: str = "delimited"
    is_splittable: bool = True
    has_memory: bool = False

    def edits(self, text: bytes) -> Edits | None:
        return None

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return self.dialect.column_names()

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        return lay_out(text, self.dialect, skip_header=first and bool(self.dialect.names))

    def last_border(self, text: bytes, low: int) -> int:
        """Behind the last line end that is outside of quotes, as far as their number tells."""
        cut = text.rfind(b"\n") + 1
        if not self.dialect.quoted:
            return cut
        quotes = text.count(b'"', 0, cut)
        at, oldest = cut, max(low, cut - _HEAD)
        while quotes % 2 and at > oldest:
            earlier = text.rfind(b"\n", 0, at - 1) + 1
            quotes -= text.count(b'"', earlier, at)
            at = earlier
        return at if at > oldest else cut

    def first_border(self, window: bytes) -> int | None:
        """The start of the first row.

        Where quotes may hide line ends, a line is believed to start a row if the quotes behind it make sense.
        """
        at = window.find(b"\n") + 1
        if at == 0 or not self.dialect.quoted or b'"' not in window:
            return at or None
        best = (len(window), at)
        for _ in range(_BORDER_LINES):
            stray = stray_quotes(window[at : at + _BORDER_WINDOW], self.dialect)
            best = min(best, (stray, at))
            at = window.find(b"\n", at) + 1
            if stray == 0 or at == 0:
                break
        return best[1]

    def after(self, text: bytes) -> DelimitedLayout:
        return self


def recognise(head: bytes, labels: Labels) -> DelimitedLayout | None:
    """The layout of a text from its beginning: at least its first three lines."""
    if not looks_delimited(head):
        return None
    dialect = sniff(head[: _sample_end(head)] or head, labels)
    return DelimitedLayout(dialect=dialect) if dialect else None


def _sample_end(text: bytes) -> int:
    """Behind the line that ends the sample: enough lines, enough text, at least three lines. 0 if none ends."""
    end = lines = 0
    while lines < _READ_LINES and (end < _HEAD or lines < 3):
        following = text.find(b"\n", end) + 1
        if following == 0:
            return len(text) if len(text) <= _HEAD else end
        end, lines = following, lines + 1
    return end


def sniff(head: bytes, labels: Labels) -> Dialect | None:
    """The dialect of an item from its first lines (UTF-8, whole lines), None for prose.

    `labels` says whether a row holds a word that some detector knows as a label.
    """
    for delimiter in _DELIMITERS:
        rows = _sample_rows(head, delimiter)
        columns = _usual_width(rows, delimiter) or _width_of_header(rows, labels)
        if columns is not None:
            names = _header(rows, labels)
            return Dialect(delimiter=delimiter, columns=columns, quoted=b'"' in head, names=names)
    return None


def _sample_rows(head: bytes, delimiter: int) -> list[list[str]]:
    if head.find(delimiter) < 0:
        return []
    cells = lay_out(head, Dialect(delimiter=delimiter, columns=0, quoted=b'"' in head, names=()))
    rows: list[list[str]] = []
    for start, end, record in zip(cells.start.tolist(), cells.end.tolist(), cells.record.tolist(), strict=True):
        if record >= _SAMPLE_LINES:
            break
        if record == len(rows):
            rows.append([])
        rows[-1].append(head[start:end].decode("utf-8", "replace"))
    return [row for row in rows if row != [""]]


def _usual_width(rows: list[list[str]], delimiter: int) -> int | None:
    """The number of columns if nearly all rows agree on one, and they look like fields rather than sentences."""
    if len(rows) < 2:
        return None
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count)
    if usual < 2 or widths.count(usual) < _MIN_REGULAR * len(rows) or (usual == 2 and len(rows) < 3):
        return None
    fields = [field for row in rows for field in row]
    # Sentences have commas, too, but a blank behind them.
    if delimiter == _COMMA and usual == 2 and len(rows) < _MIN_SENTENCES and any(row[-1][:1] == " " for row in rows):
        return None
    long_fields = sum(len(field) > 80 for field in fields)
    return usual if long_fields <= 0.2 * len(fields) else None


def _width_of_header(rows: list[list[str]], labels: Labels) -> int | None:
    """The number of names, if the first row is known labels and the others have nearly as many fields: misaligned."""
    if len(rows) < 2 or len(rows[0]) < _LEAST_NAMES or not _header(rows, labels):
        return None
    # Another row of names begins another table.
    names = [sum(labels.is_label((field,)) for field in row) >= 2 for row in rows]
    alike = sum(abs(len(row) - len(rows[0])) <= 1 for row in rows)
    return len(rows[0]) if names[0] and not any(names[1:]) and alike >= _MIN_REGULAR * len(rows) else None


def _header(rows: list[list[str]], labels: Labels) -> tuple[str, ...]:
    """The first row, if it names columns: words without numbers, all different, unlike what stands below."""
    first, body = [name.strip() for name in rows[0]], rows[1:]
    named = [name for name in first if name]
    if len(set(named)) < len(named) or len(named) < 0.5 * len(first) or any(map(_is_no_name, named)):
        return ()
    numeric_below = any(
        len(row) > i and _digits(row[i]) > _NAME_DIGITS for i in range(len(first)) if first[i] for row in body[:20]
    )
    wordy = all(_digits(name) <= _NAME_DIGITS for name in named)
    return tuple(first) if labels.is_label(tuple(first)) or (wordy and numeric_below) else ()


def _is_no_name(name: str) -> bool:
    """Neither words with hardly a digit nor one word that begins with a letter (`valeur_2021`)."""
    identifier = name[0].isalpha() and name.replace("_", "a").isalnum()
    return len(name) > 60 or "@" in name or (_digits(name) > _NAME_DIGITS and not identifier)


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)
