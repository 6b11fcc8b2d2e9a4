"""The numbers of health professionals: RPPS, and ADELI which it replaces.

RPPS: eleven digits that begin with 10, the last a Luhn key; as PS_IdNat of the CI-SIS with an 8 before them (ANS,
répertoire partagé des professionnels de santé). ADELI: nine digits; its key is not published, so a label is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Severity, Verdicts, Where

from .base import FunctionDetector
from .language.folding import plain
from .language.statements import header, is_open

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_RPPS, _GROUPED, _ADELI, _RPPS_CELL, _ADELI_CELL = range(5)
_WIDTH = 11
_BEFORE, _NEAR, _BEHIND = 70, 45, 120
# What says whose number it is: words, the OID of persons, the types of identifiers of HL7.
_SAYS_RPPS = re.compile(
    r"r[. ]?p[. ]?p[. ]?s|idnat|1\.2\.250\.1\.71\.4\.2\.1|identifiant (?:national|du? ps|pp)|\bps_?id|\bpp\b"
)
_SAYS_ADELI = re.compile(r"adeli")
_ANOTHER_KEY = re.compile(r"[=:;\d].*[a-z]{3,} ?[=:]")
_DOCTOR = re.compile(r"\b(?:dr|docteur|pr|professeur|medecin|prescripteur|sage-femme|pharmacien|infirmiere?|idel)\b")
_DOCTOR_BEHIND = re.compile(r"[ ^~]{1,2}(?:dr|docteur)\b|[~^][\w ~^-]{2,50}[~^](?:dr|pr)\b")
_OTHER = re.compile(
    r"siret|siren|finess|commande|facture|colis|tube|serie|lot\b|tel|phone|mobile|stock|article|ticket|dossier|iban|cheque"
)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    from .luhn import digits_of, passes

    rows = digits_of(hits, _WIDTH)
    is_adeli = (hits.pattern == _ADELI) | (hits.pattern == _ADELI_CELL)
    right = is_adeli | (passes(rows) & (rows[:, 0] == 1) & (rows[:, 1] == 0))
    in_column = hits.labelled() & hits.whole_cell()
    confidence = np.zeros(len(hits), np.float32)
    confidence[right & in_column & ~is_adeli] = 0.95
    # A number alone in a cell is what its column says.
    read = right & ~(in_column & ~is_adeli) & (hits.labelled() | is_open(hits))
    for i in np.flatnonzero(read).tolist():
        confidence[i] = _read(hits, i, is_adeli=bool(is_adeli[i]))
    return Verdicts(confidence=confidence, failed=~right & ~is_adeli)


def _read(hits: Hits, index: int, *, is_adeli: bool) -> float:
    """The confidence by what stands around a number."""
    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    line = text.rfind(b"\n", 0, start) + 1
    before = plain(text[max(line, start - _BEFORE) : start].decode("utf-8", "replace"))
    behind = plain(re.split(rb"[\n|;]", text[end : end + _BEHIND])[0].decode("utf-8", "replace"))
    above = plain(text[max(0, line - _BEFORE) : line].decode("utf-8", "replace")).strip().rpartition("\n")[2]
    # The line above says what a number is only where its own line does not.
    above = "" if any(map(str.isalpha, before)) else above
    named = header(hits, index)
    says = _SAYS_ADELI if is_adeli else _SAYS_RPPS
    if _says(says, before[-_NEAR:]) or says.search(named) or says.search(behind):
        return 0.7 if is_adeli else 0.95
    if is_adeli or _OTHER.search(before) or _OTHER.search(named):
        return 0
    if hits.labelled()[index] or says.search(above):
        return 0.9
    if text[start : start + 4] == b"RPPS":
        return 0.95
    return 0.7 if _DOCTOR.search(before) or _DOCTOR.search(above) or _DOCTOR_BEHIND.match(behind) else 0


def _says(words: re.Pattern[str], before: str) -> bool:
    """Whether the last thing that is named before a number is what the words say."""
    found = [match.end() for match in words.finditer(before)]
    return bool(found) and not _ANOTHER_KEY.search(before[found[-1] :])


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-rpps",
        title="Number of a health professional (RPPS, ADELI)",
        category=Category.CARE,
        severity=Severity.LOW,
        # It stands in a public directory.
        identification=1,
        labels=(
            "rpps", "n rpps", "num rpps", "numéro rpps", "code rpps", "id rpps", "rpps médecin", "adeli", "n adeli",
            "num adeli", "numéro adeli", "identifiant pp", "identifiant national ps", "idnat ps", "ps idnat",
            "identification nationale pp", "identifiant ps",
        ),
        refuting_labels=("date",),
        votes=True,
        matches=(
            "RPPS : 10999000010", "n° RPPS 10 999 000 010",
            "810999000010^LE GOFFIC^Yann^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO",
        ),
        rejects=("RPPS : 10999000011", "commande 10999000010", "06 39 98 12 34"),
        reference="ANS, répertoire partagé des professionnels de santé; CI-SIS, identification of professionals",
    ),
    patterns=(
        Pattern(text=r"(?:RPPS)?8?10\d{9}"),
        Pattern(
            text=r"10[ .]\d{3}[ .]\d{3}[ .]\d{3}|10\d(?:[ .-]\d{4}){2}|1 0 \d(?: \d){8}|10(?: \d{2}){4} \d",
        ),
        Pattern(text=r"\d{9}|\d{2} \d \d{5} \d|\d{2} \d{6} \d", search=r"\d{2} ?\d(?: ?\d){6}"),
        Pattern(text=r"8?10\d{9}", where=Where.COLUMN),
        Pattern(text=r"\d{9}", where=Where.COLUMN),
    ),
    judged=_judged,
)  # fmt: skip
