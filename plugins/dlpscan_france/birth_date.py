"""The birth date columns of a table. Not reported: it tells people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from .base import FunctionDetector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Digits = NDArray[np.uint8]

_DAY_FIRST, _YEAR_FIRST, _SHORT, _GLUED = range(4)
_WRITTEN_OUT = len("31/12/1999")
_OLDEST, _PIVOT = 1880, 30


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    digits = _digits(hits)
    day_first, year_first = _parts(digits, year_first=False), _parts(digits, year_first=True)
    glued_year_first = (hits.pattern == _GLUED) & _may_be(year_first)
    chosen = (hits.pattern == _YEAR_FIRST) | glued_year_first
    day, month, year = (np.where(chosen, a, b) for a, b in zip(year_first, day_first, strict=True))
    short = hits.pattern == _SHORT
    two = _number(digits, 4, 2)
    year = np.where(short, two + np.where(two > _PIVOT, 1900, 2000), year)
    right = _may_be((day, month, year))
    key = np.where(right, year * 10_000 + month * 100 + day, 0).astype(np.uint64)
    return Verdicts(confidence=np.where(right, np.float32(0.9), np.float32(0)), key=key)


def _digits(hits: Hits) -> Digits:
    """The first eight digits of each, zeros where there are fewer: uint8[n, 8]."""
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    # Column by column, each contiguous, where it is 31/12/1999; the others are picked apart.
    digits = np.empty((len(hits), 8), np.uint8, order="F")
    text = np.frombuffer(hits.chunk.text, np.uint8)
    for i, at in enumerate((0, 1, 3, 4, 6, 7, 8, 9)):
        digits[:, i] = text.take(hits.start + at, mode="clip") - ord("0")
    rest = np.flatnonzero((hits.pattern != _DAY_FIRST) | (hits.end - hits.start != _WRITTEN_OUT))
    if len(rest):
        kept = Strings.cut(hits.chunk.text, hits.start[rest], hits.end[rest]).kept(byte_set(b"0123456789"))
        padded = np.append(kept.data, np.full(8, ord("0"), np.uint8))
        digits[rest] = padded[kept.offsets[:-1, None] + np.arange(8)] - ord("0")
    return digits


def _number(digits: Digits, at: int, length: int) -> Numbers:
    import numpy as np

    number = np.zeros(len(digits), np.int64)
    for i in range(at, at + length):
        number *= 10
        number += digits[:, i]
    return number


def _parts(digits: Digits, *, year_first: bool) -> tuple[Numbers, Numbers, Numbers]:
    """Day, month and year."""
    if year_first:
        return _number(digits, 6, 2), _number(digits, 4, 2), _number(digits, 0, 4)
    return _number(digits, 0, 2), _number(digits, 2, 2), _number(digits, 4, 4)


def _may_be(parts: tuple[Numbers, Numbers, Numbers]) -> NDArray[np.bool_]:
    """Day and month may be 0: unknown, as the INS writes it."""
    day, month, year = parts
    possible: NDArray[np.bool_] = (day <= 31) & (month <= 12) & (year >= _OLDEST) & (year < 2100)
    return possible


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="birth-date",
        title="Birth date, in a column",
        category=Category.IDENTITY,
        severity=Severity.LOW,
        labels=(
            "ddn", "d d n", "naissance", "naiss", "date naissance", "date de naissance", "datenaissance", "datnais",
            "dt nais",
            "dtnais", "date nais", "date naiss", "datenaiss", "né le", "née le", r"né\(e\) le", "ne e le", "dob",
            "birth date",
            "birthdate", "date of birth", "birthday",
        ),
        refuting_labels=(
            "nom", "prénom", "lieu", "ville", "commune", "pays", "cp", "rang", "heure", "code", "département",
        ),
        person=Person.BIRTH_DATE,
        reported=False,
    ),
    patterns=tuple(
        Pattern(text=text, where=Where.COLUMN)
        for text in (
            r"\d{2}[/.-]\d{2}[/.-]\d{4}(?: 00:00(?::00)?)?",
            r"\d{4}[/.-]\d{2}[/.-]\d{2}(?:[ T]00:00(?::00)?)?",
            r"\d{2}[/.-]\d{2}[/.-]\d{2}",
            r"\d{8}",
        )
    ),
    judged=_judged,
)  # fmt: skip
