"""Values beside and below their labels in running text: `Nom : X`, dotted leaders, label lines over value lines.

Beside their label only names, birth dates and ids are looked for: they tell whom a text is about. What it says of them
the detectors find in the prose itself.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ....layout import Label, Labels

_MAX_VALUE, _MAX_NAME, _MAX_LINE = 120, 40, 400
_MAX_ROWS = 2000
# What may stand before a label that is a line by itself: `Numéro de`.
_MAX_BEFORE = 12
# `Nom (en capitales) : `, `Nom ........ `, `nom=`; the value ends at a wide gap, a bar, or the line's end.
_MARK = re.compile(rb"(?:[ \t]{0,2}\([^()\n]{1,24}\))?[ \t]*(?:[._\xe2\x80\xa6]{2,}[ \t]*:?|:|=)[ \t]*")
_VALUE = re.compile(rb"[\"']?(?P<value>[^\s|;:\"'][^\n|;\t\"']*?)(?=[\"';|]|,[ \t]|[ \t]{2,}|\t|[ \t]*\r?(?:\n|\Z))")
# Without a mark only a number is taken for the value: `née le 14/07/1985`, `NIR 2 85 07 ...`.
_NUMBER = re.compile(rb"[ \t]{1,2}(?P<value>\+?\d[\d /.\-]{4,24}[0-9])(?![0-9A-Za-z])")
_NUMBER_LINE = re.compile(rb"[ \t]*(?P<value>\+?\d[\dABab /.\-]{3,24}\d)[ \t]*\r?(?=\n|\Z)")
_AROUND = b" \t\r:;\"'*"
_DATE = re.compile(rb"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?=[ ,;(])")
_BARE = re.compile(rb"[ \t]*(?:[(*\xc2\xb0]|\))*[ \t]*:?[ \t]*\r?(?:\n|\Z)")
_LINE_BELOW = re.compile(rb"(?:[ \t]*\r?\n)?[ \t|\[]*(?P<value>[^\s|\[][^\n]{0,119}?)[ \t|\]]*\r?(?:\n|\Z)")
_FIELD = re.compile(rb"[^\s|](?:[^\n\t|]*?[^\s|])??(?=[ \t]*\||\t|[ \t]{2,}|[ \t]*\r?(?:\n|\Z))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A value in running text, by byte offsets, and the words of its label. `row` is the start of the table row that
    it stands in, -1 for a value beside its label."""

    start: int
    end: int
    name: str
    row: int = -1


def labelled_values(text: bytes, labels: Labels) -> Iterator[Labelled]:
    """The values of a text that stand behind, below or in the column of a known label, in no certain order."""
    in_line: dict[int, list[Label]] = {}
    for label in labels.occurrences(text):
        in_line.setdefault(text.rfind(b"\n", 0, label.start) + 1, []).append(label)
    covered = 0
    for begin, own in in_line.items():
        if begin < covered:
            continue
        covered = yield from _line(text, begin, own)


def _line(text: bytes, begin: int, own: Sequence[Label]) -> Generator[Labelled, None, int]:
    """What the labels of one line announce. Returns how far the text is told."""
    stop = text.find(b"\n", begin)
    stop = len(text) if stop < 0 else stop
    if stop - begin > _MAX_LINE and b"=" not in text[begin:stop] and b":" not in text[begin:stop]:
        return stop
    if _is_header(text, begin, stop, own):
        return (yield from _below_header(text, begin, stop))
    if len(own) == 1 and (rows := _numbers_below(text, begin, stop, own[0])):
        yield from rows
        return stop
    for index, label in enumerate(own):
        limit = own[index + 1].start if index + 1 < len(own) else stop
        if not label.is_of_person:
            continue
        found = _beside(text, label.end, limit, stop) or _below(text, begin, label)
        if found is not None:
            name = text[label.start : label.end].decode("utf-8", "replace")
            yield Labelled(start=found[0], end=found[1], name=name)
    return stop


def _beside(text: bytes, end: int, limit: int, stop: int) -> tuple[int, int] | None:
    mark = _MARK.match(text, end, stop)
    match = _VALUE.match(text, mark.end(), limit) if mark else _NUMBER.match(text, end, stop)
    if match is None or match.end("value") - match.start("value") > _MAX_VALUE:
        return None
    start, end = match.span("value")
    date = _DATE.match(text, start, end)
    return start, date.end() if date else end


def _below(text: bytes, begin: int, label: Label) -> tuple[int, int] | None:
    """The value on the next line, where the label is all of its line."""
    before = text[begin : label.start].strip()
    bare = _BARE.match(text, label.end) if len(before) <= _MAX_BEFORE and b":" not in before else None
    match = _LINE_BELOW.match(text, bare.end()) if bare else None
    return match.span("value") if match and b":" not in match["value"] else None


def _numbers_below(text: bytes, begin: int, stop: int, label: Label) -> list[Labelled]:
    """The lines below one that is a label and nothing else, as long as they are numbers: a list of one column."""
    if text[begin:stop].strip(_AROUND) != text[label.start : label.end]:
        return []
    rows: list[Labelled] = []
    name = text[label.start : label.end].decode("utf-8", "replace")
    while len(rows) < _MAX_ROWS and (match := _NUMBER_LINE.match(text, stop + 1)):
        rows.append(Labelled(start=match.start("value"), end=match.end("value"), name=name, row=stop + 1))
        stop = match.end()
    return rows if len(rows) > 1 else []


def may_head(text: bytes, begin: int, stop: int, ends: Sequence[int]) -> bool:
    """Whether a line is names of columns, or the one name of a list of numbers below it, where labels end there."""
    if _NUMBER_LINE.match(text, stop + 1):
        return True
    fields = _header_fields(text, begin, stop)
    named = sum(any(a < end <= b for end in ends) for a, b in fields)
    return len(set(ends)) >= 2 and len(fields) >= 2 and 2 * named >= len(fields)


def _header_fields(text: bytes, begin: int, stop: int) -> list[tuple[int, int]]:
    """The fields of a line that may be names of columns: none has its value behind it, none is long."""
    line = text[begin:stop]
    if b":" in line or b"=" in line or stop - begin > _MAX_LINE:
        return []
    fields = _spans(text, begin, stop)
    return fields if all(b - a <= _MAX_NAME for a, b in fields) else []


def _is_header(text: bytes, begin: int, stop: int, own: Sequence[Label]) -> bool:
    """Whether a line is names of columns: most of its fields are labels."""
    if len(own) < 2:
        return False
    fields = _header_fields(text, begin, stop)
    named = sum(any(a <= label.start and label.end <= b for label in own) for a, b in fields)
    return len(fields) >= 2 and 2 * named >= len(fields)


def _below_header(text: bytes, begin: int, stop: int) -> Generator[Labelled, None, int]:
    """The values of the lines below a header, by where they stand. Returns the end of the table."""
    header = [(a - begin, b - begin, text[a:b].decode("utf-8", "replace")) for a, b in _spans(text, begin, stop)]
    at = stop + 1
    for _ in range(_MAX_ROWS):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if not line.strip() or b" : " in line or len(line) > _MAX_LINE:
            break
        if line.strip(b"-=_+| \t\r"):
            for a, b in _spans(text, at, end):
                name = _over(header, a - at, b - at)
                if name:
                    yield Labelled(start=a, end=b, name=name, row=at)
        at = end + 1
        if end >= len(text):
            break
    return min(at, len(text))


def _spans(text: bytes, begin: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _FIELD.finditer(text, begin, end)]


def _over(header: list[tuple[int, int, str]], start: int, end: int) -> str | None:
    """The name that stands over a field: the one that covers most of it, one blank beside it at most."""
    covers = [(min(b, end) - max(a, start), name) for a, b, name in header]
    best, name = max(covers, key=lambda cover: cover[0])
    return name if best >= 0 else None
