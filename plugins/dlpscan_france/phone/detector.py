"""French phone numbers that may be a person's own.

The numbering plan is that of the ARCEP: 01-05 by region, 06 and 07 mobile, 09 anywhere. Numbers that start with 08 and
short numbers are services; the ranges kept for call platforms (ARCEP decision 2022-1583) are nobody's. Whether another
number is a person's or an organisation's, its form cannot say: `phone_context.py` adds up what stands around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from ..base import FunctionDetector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .context import Reader

    Mask = NDArray[np.bool_]
    Points = NDArray[np.int64]

_EDGE, _END = r"(?<!\d[.,])", r"(?![.,]\d)"
_GLUED = r"0[1-79]\d{8}"
_PAIRS = r"\(?[0O][1-79]\)?(?:(?: {1,2}\d{2}){4}|(?: ?[./-] ?\d{2}){4})"
_OTHER_GROUPS = (
    r"0[1-79](?: \d{2} \d{3} \d{3}| \d{3} \d{2} \d{3}| \d{8}|\d{2}(?: \d{2}){3}"
    r"|\d{2} \d{3} \d{3}"
    r"|\d{2}(?:\.\d{2}){3})"
)
_NATIONAL = Pattern(
    text=rf"{_EDGE}(?:{_GLUED}|{_PAIRS}|{_OTHER_GROUPS}){_END}",
    # A 0 and eight digits with separators: what the national forms have in common.
    search=r"\(?[0O][1-79]\)?(?:[ ./-]{0,3}\d){8}",
)
_ABROAD = (
    r"(?:\+ ?|00 ?)33\)?[ ./-]{0,2}(?:\(0\) ?|0)?"
    rf"(?:[1-79](?:[ ./-]?\d{{2}}){{4}}|[1-79]\d{{2}}(?:[ .-]\d{{3}}){{2}}|[1-79] \d{{2}} \d{{3}} \d{{3}}){_END}"
)
_OVERSEAS = rf"(?:\+ ?|00 ?)(?:262|590|594|596)\)?[ .-]{{0,2}}(?:\(0\) ?|0)?[2-79]\d{{2}}(?:[ .-]?\d{{2}}){{3}}{_END}"
_CELL = r"(?:(?:00)?33)?[1-79](?:\d{8}|(?: \d{2}){4})(?:[.,]0)?"
# A digit a box, or each with a blank behind it.
_BOXED = r"0(?: ?[|/] ?\d){9}|0\](?: ?\[\d\]){8} ?\[\d|0(?: {1,2}\d){9}|0 \d(?: ?[.-] ?\d \d){4}|0\d(?: ?\| ?\d{2}){4}"
# As scanners read it, with letters for digits; `_judged` wants a letter and enough digits.
_READ = r"[0-9OoQDlIiSBgqZ]"
_SCANNED = rf"[0Oo][1-79lIS](?:[ .-]{_READ}{{2}}){{4}}|[Oo][1-79lIS]{_READ}{{8}}"
# Without its zero; only where something else says that it is a phone number.
_CUT = rf"{_EDGE}[67](?:\d{{8}}|(?:[ .]\d{{2}}){{4}}){_END}"

_PATTERNS = (
    _NATIONAL,
    Pattern(text=_ABROAD),
    Pattern(text=_OVERSEAS),
    Pattern(text=_CELL, where=Where.COLUMN),
    Pattern(text=_BOXED),
    Pattern(text=_SCANNED, ignore_case=False),
    Pattern(text=_CUT),
)
_IS_NATIONAL, _IS_ABROAD, _IS_OVERSEAS, _IS_CELL, _IS_BOXED, _IS_SCANNED, _IS_CUT = range(len(_PATTERNS))
_FORM = (2, 3, 3, 2, 1, 1, 0)
"""How sure a number of each pattern is a phone number, in points; see `phone_context.py`."""
_LEAST_PHONE, _LEAST_PERSON, _SURE_PERSON = 2, 1, 3
_LABELLED, _MOBILE = 3, 2
_SAMPLE = 200
"""A longer column is judged by so many of its cells."""


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    from .context import Reader
    from .numbers import (
        in_grid,
        in_plan,
        is_fictitious,
        is_mobile,
        is_outline,
        keys_of,
        national,
        pairs_of,
        rises,
    )

    rows = national(hits)
    pairs, labelled = pairs_of(rows), hits.labelled()
    possible = in_plan(rows) & ~is_outline(pairs) & ~(in_grid(hits) & ~labelled) & _is_plausible(hits)
    phone, person = _of_form(hits, is_mobile(rows)), is_mobile(rows) * _MOBILE + labelled
    around = _around(hits, np.flatnonzero(possible & _may_count(hits, phone)), Reader(hits))
    phone += around[0]
    person += around[1]
    phone[rises(pairs) & (phone < _LABELLED)] = 0
    counts = (phone >= _LEAST_PHONE) & (person >= _LEAST_PERSON)
    sure = labelled | (person >= _SURE_PERSON)
    confidence = np.where(counts, np.where(sure, 0.9, 0.6), np.where((person < 0) | (phone < 0), 0, 0.4))
    confidence[~possible] = 0
    return Verdicts(
        confidence=confidence.astype(np.float32),
        tag=is_fictitious(rows).astype(np.int8) - np.int8(1),
        key=keys_of(rows),
    )


def _of_form(hits: Hits, mobile: Mask) -> Points:
    """int64[n]: what the form of a number and the label beside it say."""
    import numpy as np

    from .numbers import DIGITS

    points: Points = np.array(_FORM, np.int64)[hits.pattern]
    glued = (hits.end - hits.start) <= DIGITS + 1
    points[glued & (hits.pattern == _IS_NATIONAL)] = 0
    points[glued & (hits.pattern == _IS_SCANNED)] = -1
    points[glued & (hits.pattern == _IS_CUT)] = -2
    points[glued & mobile & (hits.pattern == _IS_NATIONAL)] = 1
    points[(hits.pattern == _IS_BOXED) & (hits.end - hits.start > 2 * DIGITS + 1)] = 1
    points += _LABELLED * hits.labelled()
    return points


def _is_plausible(hits: Hits) -> Mask:
    """Scanned numbers have a letter and not too many of them; the others are as their pattern says."""
    import numpy as np

    plausible = np.ones(len(hits), np.bool_)
    for i in np.flatnonzero(hits.pattern == _IS_SCANNED).tolist():
        value = hits.chunk.text[hits.start[i] : hits.end[i]]
        digits = sum(byte in b"0123456789" for byte in value)
        plausible[i] = 5 <= digits < 10
    return plausible


def _may_count(hits: Hits, phone: Points) -> Mask:
    """What no surroundings can lift needs no look at them."""
    may: Mask = (hits.pattern != _IS_CUT) | (phone > 0)
    return may


def _around(hits: Hits, which: NDArray[np.int64], reader: Reader) -> tuple[Points, Points]:
    """int64[n] twice: what the surroundings say of each number; a long column is judged by its first cells."""
    import numpy as np

    from dlpscan.arrays import values_of

    phone, person = np.zeros(len(hits), np.int64), np.zeros(len(hits), np.int64)
    cells = hits.chunk.cells()
    label = np.full(len(hits), -1)
    if cells is not None and len(which) > _SAMPLE:
        label = np.where(hits.whole_cell(), cells.label[np.maximum(hits.cell, 0)], -1)
    for column in values_of(label[which]):
        members = which[label[which] == column]
        sample = members if column < 0 else members[:_SAMPLE]
        for i in sample.tolist():
            evidence = reader.evidence(i)
            phone[i], person[i] = evidence.phone, evidence.person
        rest = members[len(sample) :]
        phone[rest], person[rest] = np.median(phone[sample]), np.median(person[sample])
    return phone, person


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="phone",
        title="French phone number",
        category=Category.CONTACT,
        severity=Severity.LOW,
        labels=(
            "té[l1]", "té[l1]éphone", "téléphones", "tel dom", "tel fixe", r"tel ?\d", "tel port", "tel portable",
            "tel mobile", "tel pro", "tel perso", "tel bureau", "num tel", "no tel", "n tel", "portab[l1]e", "port",
            "mobi[l1]e", "gsm", "phone", "telephone number", "contact", "joignab[l1]e", r"téléphone ?\d",
            r"portable ?\d", "fixe",
        ),
        refuting_labels=("fax", "télécopie", "type", "indicatif", "date", "port usb", "fournisseur", "société"),
        tags=("fictitious",),
        votes=True,
        person=Person.PHONE,
        matches=("06 39 98 12 34", "Tél : 0199001234", "+33 (0)6 39 98 12 34", "sa fille : 02.61.91.12.34"),
        rejects=("0 806 000 111", "01.02.03.04.05", "3646", "01 62 12 34 56", "accueil : 02 61 91 12 34"),
        reference="ARCEP, numbering plan; decision 2018-0881 for the numbers of fiction",
    ),
    patterns=_PATTERNS,
    judged=_judged,
)  # fmt: skip
