"""Bank accounts: IBAN (ISO 13616) of any country, and the French RIB in its four parts.

An IBAN passes the check of ISO 7064 (mod 97-10) and has the length of its country; a French one has the key of the RIB
within it as well: 97 - (89 b + 15 g + 3 c) mod 97 of bank, branch and account (Comité français d'organisation et de
normalisation bancaires).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Severity, Verdicts, Where

from .base import FunctionDetector
from .language.folding import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.uint8]

_LONGEST, _RIB = 34, 23
_IS_IBAN, _IS_RIB, _IS_ACCOUNT = range(3)
_PARTS = (-2, -1, 0, 1)
"""The cells of bank, branch, account and key of a RIB, beside that of the account."""
_BEFORE = 120
# Between the parts of a RIB: blanks, or what the next part is called.
_BETWEEN = (
    r"(?:[ |;,/-]{1,3}|[ ,;\n-]{1,3}(?:code |n° ?|num[ée]ro )?(?:de |du )?(?:guichet|compte|cl[ée])(?: rib)?[ :]{1,4})"
)
_SAYS_RIB = re.compile(r"\brib\b|banque|bancaire|guichet|compte|domiciliation|etablissement")
# Lengths by country: SWIFT, IBAN registry.
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15,
    "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
_WITH_RIB = ("FR", "MC")


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    rows, lengths = _characters(hits.strings())
    _leave_words_out(hits, rows, lengths)
    _put_rows_of_four(hits, rows, lengths)
    is_iban = hits.pattern == _IS_IBAN
    right = np.where(is_iban, _is_iban(rows, lengths), (lengths == _RIB) & _has_rib_key(rows))
    labelled = hits.labelled()
    confidence = np.where(right, np.where(labelled, np.float32(0.95), np.float32(0.9)), np.float32(0))
    for i in np.flatnonzero(right & ~is_iban).tolist():
        confidence[i] = 0.9 if labelled[i] or _says_rib(hits, i) else 0
    return Verdicts(confidence=confidence.astype(np.float32), failed=is_iban & ~right)


def _leave_words_out(hits: Hits, rows: Rows, lengths: NDArray[np.int64]) -> None:
    """Takes what the parts of a RIB are called from between them: words have no digits."""
    import numpy as np

    for i in np.flatnonzero((hits.pattern == _IS_RIB) & (lengths > _RIB)).tolist():
        value = hits.chunk.text[hits.start[i] : hits.end[i]]
        parts = b"".join(re.findall(rb"\b[A-Za-z]*\d[0-9A-Za-z]*", value)).upper()[:_LONGEST]
        rows[i], lengths[i] = 0, len(parts)
        rows[i, : len(parts)] = list(parts)


def _put_rows_of_four(hits: Hits, rows: Rows, lengths: NDArray[np.int64]) -> None:
    """Puts for the account cells of tables what the cells beside them make a RIB."""
    import numpy as np

    from dlpscan.arrays import Strings

    accounts, cells = np.flatnonzero(hits.pattern == _IS_ACCOUNT), hits.chunk.cells()
    lengths[accounts] = 0
    if cells is None or not len(accounts):
        return
    around = hits.cell[accounts][:, None] + np.array(_PARTS)
    inside = ((around >= 0) & (around < len(cells.start))).all(axis=1)
    accounts, around = accounts[inside], around[inside]
    same = (cells.record[around] == cells.record[around[:, :1]]).all(axis=1)
    accounts, around = accounts[same], around[same]
    start, end = cells.start[around].ravel(), cells.end[around].ravel()
    parts, of_parts = _characters(Strings.cut(hits.chunk.text, start, end))
    of_parts = of_parts.reshape(-1, len(_PARTS))
    good = np.flatnonzero((of_parts == np.array([5, 5, 11, 2])).all(axis=1))
    parts = parts.reshape(-1, len(_PARTS), _LONGEST)[good]
    joined = [parts[:, part, :length] for part, length in enumerate((5, 5, 11, 2))]
    rows[accounts[good], :_RIB] = np.concatenate(joined, axis=1)
    lengths[accounts[good]] = _RIB


def _characters(strings: Strings) -> tuple[Rows, NDArray[np.int64]]:
    """Letters and digits of each, capitals, as uint8[n, 34] padded with zeros, and how many there are."""
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    upper = np.arange(256, dtype=np.uint8)
    upper[list(letters.lower())] = list(letters)
    kept = Strings(upper[strings.data], strings.offsets).kept(byte_set(b"0123456789" + letters))
    index = kept.offsets[:-1, None] + np.arange(_LONGEST)
    inside = index < kept.offsets[1:, None]
    padded = np.append(kept.data, np.uint8(0))
    rows: Rows = np.where(inside, padded[np.where(inside, index, -1)], 0).astype(np.uint8)
    return rows, kept.lengths


def _is_iban(rows: Rows, lengths: NDArray[np.int64]) -> Mask:
    import numpy as np

    countries = np.array([int.from_bytes(name.encode(), "big") for name in _LENGTHS])
    wanted = np.array([*_LENGTHS.values()])
    country = rows[:, 0].astype(np.int64) * 256 + rows[:, 1]
    order = np.argsort(countries)
    at = np.minimum(np.searchsorted(countries[order], country), len(countries) - 1)
    right = (countries[order][at] == country) & (wanted[order][at] == lengths)
    right &= _remainder(rows, lengths) == 1
    with_rib = np.isin(country, [int.from_bytes(name.encode(), "big") for name in _WITH_RIB])
    checked: Mask = right & (~with_rib | _has_rib_key(rows[:, 4:]))
    return checked


def _remainder(rows: Rows, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n]: the number that an IBAN is, with its first four characters at the end and letters from 10, mod 97."""
    import numpy as np

    rest = np.zeros(len(rows), np.int64)
    for position in [*range(4, _LONGEST), *range(4)]:
        character = rows[:, position].astype(np.int64)
        is_letter = character >= ord("A")
        value = np.where(is_letter, character - ord("A") + 10, character - ord("0"))
        following = (rest * np.where(is_letter, 100, 10) + value) % 97
        rest = np.where(position < lengths, following, rest)
    return rest


def _has_rib_key(rows: Rows) -> Mask:
    """bool[n]: the last two of 23 characters are the key of the others; letters count as on a phone's dial."""
    import numpy as np

    value = np.arange(256, dtype=np.int64) - ord("0")
    for letters in (b"ABCDEFGHI", b"JKLMNOPQR"):
        value[list(letters)] = range(1, 10)
    value[list(b"STUVWXYZ")] = range(2, 10)

    def number(start: int, end: int) -> NDArray[np.int64]:
        found = np.zeros(len(rows), np.int64)
        for position in range(start, end):
            found = found * 10 + value[rows[:, position]]
        return found

    key = 97 - (89 * number(0, 5) + 15 * number(5, 10) + 3 * number(10, 21)) % 97
    right: Mask = key == number(21, 23)
    return right


def _says_rib(hits: Hits, index: int) -> bool:
    start = int(hits.start[index])
    before = hits.chunk.text[max(0, start - _BEFORE) : start].decode("utf-8", "replace")
    return _SAYS_RIB.search(plain(before)) is not None


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="iban",
        title="Bank account (IBAN, RIB)",
        category=Category.FINANCE,
        severity=Severity.LOW,
        labels=("iban", "rib", "n iban", "code iban", "compte", "n compte", "bank account", "coordonnées bancaires"),
        votes=True,
        matches=("FR76 9999 9000 0100 0000 0000 115", "RIB : 99999 00001 00000000001 15"),
        rejects=("FR77 9999 9000 0100 0000 0000 115", "99999 00001 00000000001 16", "FR12 345678901"),
        reference="ISO 13616, IBAN registry of SWIFT; key of the RIB: CFONB",
    ),
    patterns=(
        Pattern(text=r"[A-Z]{2}\d{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,3})?"),
        Pattern(text=rf"\d{{5}}{_BETWEEN}\d{{5}}{_BETWEEN}[0-9A-Z]{{11}}{_BETWEEN}\d{{2}}"),
        Pattern(text=r"[0-9A-Z]{11}", where=Where.COLUMN),
    ),
    judged=_judged,
)
