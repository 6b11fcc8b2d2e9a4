"""Birth dates: in the columns of tables, behind a label, behind a name.

A date is a birth date by its label or by where it stands only (GDPR, recital 26: what tells people apart counts). The
INS writes 00 for an unknown day or month (ANS, référentiel identifiant national de santé).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from ..base import FunctionDetector
from .text import DATE, IN_WORDS, LABELLED, LABELLED_SOUGHT, NAMED, NAMED_SOUGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Digits = NDArray[np.uint8]

_DAY_FIRST, _YEAR_FIRST, _SHORT, _GLUED, _LOOSE, _LABELLED, _NAMED, _IN_WORDS = range(8)
_WRITTEN_OUT = len("31/12/1999")
_OLDEST, _PIVOT = 1880, 30
_BEFORE, _AFTER = 110, 80
_TIME = r"(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
# A column without a header is one of birth dates if these shares of its values are dates, of this many years, and
# of this year or the last.
_SHARE, _SPREAD, _LATEST_SHARE = 0.9, 15, 0.1
_SAMPLE = 50


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    verdicts = _of_columns(hits)
    confidence, key = verdicts.confidence.copy(), verdicts.key
    assert key is not None
    _put_loose(hits, confidence, key)
    if not _may_be_of_people(hits):
        in_columns = hits.pattern < _LABELLED
        confidence[in_columns], key[in_columns] = 0, 0
    for i in np.flatnonzero(hits.pattern >= _LABELLED).tolist():
        confidence[i], key[i] = _in_text(hits, i)
    return Verdicts(confidence=confidence, key=key)


def _may_be_of_people(hits: Hits) -> bool:
    """Whether the table has a header, or first names in half of the rows: dates alone may be those of anything."""
    import numpy as np

    from ..names.known import is_first_name, tokens_of

    cells = hits.chunk.cells()
    if cells is None or any(cells.labels()):
        return True
    own = np.unique(hits.cell[(hits.pattern < _LABELLED) & (hits.cell >= 0)])
    chosen = own[:: max(1, len(own) // _SAMPLE)][:_SAMPLE]
    named = 0
    for record in cells.record[chosen].tolist():
        first, last = np.searchsorted(cells.record, [record, record + 1])
        row = hits.chunk.text[cells.start[first] : cells.end[last - 1]].decode("utf-8", "replace")
        named += any(map(is_first_name, tokens_of(row)))
    return 2 * named >= len(chosen)


def _put_loose(hits: Hits, confidence: NDArray[np.float32], key: NDArray[np.uint64]) -> None:
    """Reads the cells of columns that are written in other ways, each distinct one once."""
    import numpy as np

    from .text import parsed

    loose = np.flatnonzero(hits.pattern == _LOOSE)
    if not len(loose):
        return
    hashes = hits.strings().hashes()[loose]
    _, first, which = np.unique(hashes, return_index=True, return_inverse=True)
    spans = zip(hits.start[loose[first]].tolist(), hits.end[loose[first]].tolist(), strict=True)
    born = np.array([parsed(_date_in(hits.chunk.text[a:b].decode("utf-8", "replace"))) for a, b in spans], np.uint64)
    key[loose] = born[which]
    confidence[loose] = np.where(born[which] > 0, np.float32(0.9), np.float32(0))


def _date_in(value: str) -> str:
    """The date that a cell begins with; a place may follow."""
    return re.split(r"[,(]| (?:à|a|au)\b", value)[0]


def _in_text(hits: Hits, index: int) -> tuple[float, int]:
    """The confidence and key of a date in running text, by what stands around it."""
    from .text import is_labelled, of_name, parsed

    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    born = parsed(text[start:end].decode("utf-8", "replace"))
    if not born:
        return 0, 0
    before = text[max(0, start - _BEFORE) : start].decode("utf-8", "ignore")
    after = text[end : end + _AFTER].decode("utf-8", "ignore").partition("\n")[0]
    sure = 0.9 if is_labelled(before, after) else of_name(before, after, born)
    return sure, born if sure else 0


def _is_column(values: Sequence[str]) -> bool:
    """Whether the values of a column are birth dates: of people of very different ages, few of this year."""
    from datetime import date

    from .text import parsed

    born = sorted(found // 10_000 for found in map(parsed, values) if found)
    if len(born) < _SHARE * len(values):
        return False
    cut = len(born) // 10
    spread = born[-1 - cut] - born[cut]
    return spread >= _SPREAD and sum(year >= date.today().year - 1 for year in born) <= _LATEST_SHARE * len(born)


def _of_columns(hits: Hits) -> Verdicts:
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
        title="Birth date",
        category=Category.IDENTITY,
        severity=Severity.LOW,
        labels=(
            "ddn", "d d n", "naissance", "naiss", "date naissance", "date de naissance", "datenaissance", "datnais",
            "dt nais",
            "dtnais", "date nais", "date naiss", "datenaiss", "né le", "née le", r"né\(e\) le", "ne e le", "dob",
            "birth date", "birth time", "nais", "ddnaiss", "d naiss", "datnai",
            "birthdate", "date of birth", "birthday",
        ),
        refuting_labels=(
            "nom", "prénom", "lieu", "ville", "commune", "pays", "cp", "rang", "heure", "code", "département",
        ),
        person=Person.BIRTH_DATE,
        identification=0.25,
        matches=("née le 12/07/1985", "DDN : 12.07.85", "Date de naissance : 12 juillet 1985",
                 "EXEMPLE Camille 12/07/1985"),
        rejects=("prélevé le 12/07/2021", "né le 14/07/1789", "chien né le 12/07/2015", "version du 12/07/1985"),
        reference="ANS, référentiel identifiant national de santé; formats of HL7 PID-7 and HPRIM",
    ),
    patterns=(
        Pattern(text=rf"\d{{2}}[/.-]\d{{2}}[/.-]\d{{4}}{_TIME}", where=Where.COLUMN),
        Pattern(text=rf"\d{{4}}[/.-]\d{{2}}[/.-]\d{{2}}{_TIME}", where=Where.COLUMN),
        Pattern(text=r"\d{2}[/.-]\d{2}[/.-]\d{2}", where=Where.COLUMN),
        Pattern(text=r"\d{8}(?:\d{4}(?:\d{2})?)?", where=Where.COLUMN),
        Pattern(text=rf"{DATE}(?:[ ,(].{{1,40}})?", where=Where.COLUMN),
        Pattern(text=LABELLED, search=LABELLED_SOUGHT),
        Pattern(text=NAMED, search=NAMED_SOUGHT),
        Pattern(text=IN_WORDS),
    ),
    judged=_judged,
    is_column=_is_column,
)  # fmt: skip
