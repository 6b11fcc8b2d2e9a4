"""Birth dates: in the columns of tables, behind a label, behind a name.

A date is a birth date by its label or by where it stands only (GDPR, recital 26: what tells people apart counts). The
INS writes 00 for an unknown day or month (ANS, référentiel identifiant national de santé).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from .base import FunctionDetector
from .statements import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Digits = NDArray[np.uint8]

_DAY_FIRST, _YEAR_FIRST, _SHORT, _GLUED, _LOOSE, _LABELLED, _NAMED = range(7)
_WRITTEN_OUT = len("31/12/1999")
_OLDEST, _PIVOT = 1880, 30


_MONTHS = (
    "janv(?:ier)?", "f[ée]v(?:rier)?", "mars", "avr(?:il)?", "mai", "juin", "juil(?:let)?", "ao[ûu]t", "sept(?:embre)?",
    "oct(?:obre)?", "nov(?:embre)?", "d[ée]c(?:embre)?",
)  # fmt: skip
_DATE = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -](?:\d{4}|\d{2})|\d{4}[/.-]\d{2}[/.-]\d{2}|\d{2} ?/ ?\d{2} ?/ ?\d{4}|\d{8}"
    rf"|\d{{1,2}}(?:er)? (?:{'|'.join(_MONTHS)})\.? \d{{4}}|\d(?:[ |]{{1,3}}\d){{7}})"
)
_LABEL = (
    r"(?:n[ée]e?s?(?:\(e\)|\.e|-e|e)? ?:? ?(?:l[ea]|[l1Ii]e|en)|n[ée]e?(?:\(e\))? ?:|n[ée]e?"
    r"|n[ée]e?(?:\(e\))? (?:à|a|au|en) [^\n\d,;]{2,30} le"
    r"|d ?\.? ?d ?\.? ?n ?\.?|d ?\. ?n ?\.|(?:date|dt|d)[ ._]?(?:de[ ._])?nais(?:s(?:ance|\.)?)?\.?"
    r"|naiss(?:ance|\.)?(?: le)?|birth ?date|date of birth|dob|born(?: on)?)"
)
_GAP = r"(?: ?\([^()\n]{1,20}\))?[ :.=\t|>\"'-]{0,8}(?:\n ?)?(?:le )?(?:transmise )?(?:\w{4,8}di )?"
# What is searched for a labelled date: a date behind a word. Labels are too many to be searched for.
_AFTER_WORD = (
    r"[A-Za-zé]{1,24}[ :.=\t|>\"'()-]{1,9}(?:\n ?)?"
    r"(?:\d[\d/. |-]{4,24}\d|\d{1,2}(?:er)? [a-zéû]{3,9}\.? \d{4})"
)
# A surname in capitals and a first name, or the other way round; sex and age may follow.
_NAME = (
    r"(?:[A-ZÀ-Ü][A-ZÀ-Ü'-]{1,24} [A-ZÀ-Ü][a-zà-ü-]{1,20}|[A-ZÀ-Ü][a-zà-ü-]{1,20} [A-ZÀ-Ü][A-ZÀ-Ü'-]{1,24})"
    r"(?:,? ?[(-]?|[ ,-]{1,3}\(?(?:sexe )?(?:[FMH]|\d{1,3} ans)\)?[ ,-]{1,3}\(?)"
)
_BEFORE = 90
_ANIMALS = re.compile(r"\b(?:chien|chat|chienne|chatte|chiot|chaton|cheval|jument|vache|race|tatouage|puce)\b")
_NOBODY = re.compile(
    r"\b(?:societe|entreprise|association|logiciel|projet|revue|journal|nes entre|maire|ecrivain|roi)\b"
)
_OLDEST_NAMED = 1900
_SHARE, _SPREAD, _LATEST_SHARE = 0.9, 15, 0.1


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    in_text = np.flatnonzero(hits.pattern >= _LOOSE)
    if len(in_text) == 0:
        return _of_columns(hits)
    verdicts = _of_columns(hits)
    confidence, key = verdicts.confidence.copy(), verdicts.key
    assert key is not None
    for i in in_text.tolist():
        value = hits.chunk.text[hits.start[i] : hits.end[i]].decode("utf-8", "replace")
        born = _parsed(value)
        sure = (0.9 if hits.pattern[i] == _LOOSE else _in_text(hits, i)) if born else 0.0
        confidence[i], key[i] = sure, born if sure else 0
    return Verdicts(confidence=confidence, key=key)


def _parsed(text: str) -> int:
    """The date as yyyymmdd, 0 where it is none of somebody who may live."""
    from datetime import date

    found = re.match(_DATE, text, re.IGNORECASE)
    text = found[0] if found else text
    month = next((number for number, name in enumerate(_MONTHS, 1) if re.search(name, text, re.IGNORECASE)), 0)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    glued = re.sub(r"\D", "", text)
    if month and len(numbers) == 2:
        day, year = numbers
    elif len(numbers) == 3:
        day, month, year = numbers if numbers[0] < 100 else reversed(numbers)
        year = year if year >= 100 else year + (1900 if year > date.today().year % 100 else 2000)
    elif len(glued) == 8:
        year_first = int(glued[:4]) >= _OLDEST and int(glued[4:6]) <= 12
        day, month, year = (
            (int(glued[6:]), int(glued[4:6]), int(glued[:4]))
            if year_first
            else (int(glued[:2]), int(glued[2:4]), int(glued[4:]))
        )
    else:
        return 0
    is_possible = day <= 31 and month <= 12 and _OLDEST_NAMED <= year <= date.today().year
    return year * 10_000 + month * 100 + day if is_possible else 0


def _in_text(hits: Hits, index: int) -> float:
    """The confidence of a date in running text by what stands before it."""
    from .names import is_first_name, tokens_of

    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    before = text[max(0, start - _BEFORE) : start].decode("utf-8", "replace")
    line = plain(before.rpartition("\n")[2])
    behind = plain(text[end : end + 30].decode("utf-8", "replace").partition("\n")[0])
    if _ANIMALS.search(line + " " + behind) or _NOBODY.search(line):
        return 0
    if hits.pattern[index] == _LABELLED:
        return 0.9
    return 0.7 if any(is_first_name(token) for token in tokens_of(before[-50:])) else 0


def _is_column(values: Sequence[str]) -> bool:
    """Whether the values of a column are birth dates: of people of very different ages, few of this year."""
    from datetime import date

    born = [found // 10_000 for found in map(_parsed, values) if found]
    if len(born) < _SHARE * len(values):
        return False
    born.sort()
    spread = born[int(0.9 * (len(born) - 1))] - born[int(0.1 * len(born))]
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
        matches=(
            "née le 12/07/1985", "DDN : 12.07.85", "Date de naissance : 12 juillet 1985", "EXEMPLE Camille 12/07/1985",
        ),
        rejects=("prélevé le 12/07/2021", "né le 14/07/1789", "chien né le 12/07/2015", "version du 12/07/1985"),
        reference="ANS, référentiel identifiant national de santé; formats of HL7 PID-7 and HPRIM",
    ),
    patterns=(
        *(
        Pattern(text=text, where=Where.COLUMN)
        for text in (
            r"\d{2}[/.-]\d{2}[/.-]\d{4}(?: 00:00(?::00)?)?",
            r"\d{4}[/.-]\d{2}[/.-]\d{2}(?:[ T]00:00(?::00)?)?",
            r"\d{2}[/.-]\d{2}[/.-]\d{2}",
            r"\d{8}",
            _DATE + r"(?:[ ,(].{1,40})?",
        )
        ),
        Pattern(text=rf"(?<=(?<!\w){_LABEL}{_GAP}){_DATE}", search=_AFTER_WORD),
        Pattern(
            text=rf"(?<={_NAME})\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}",
            search=r"[A-Za-zÀ-ü]{1,24}[ ,()-]{1,5}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",
            ignore_case=False,
        ),
    ),
    judged=_judged,
    column=_is_column,
)  # fmt: skip
