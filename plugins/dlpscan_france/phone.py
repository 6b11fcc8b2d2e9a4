"""French phone numbers that may be a person's own.

The numbering plan is that of the ARCEP: 01-05 by region, 06 and 07 mobile, 09 anywhere. Numbers that start with 08 and
short numbers are services; the ranges kept for call platforms (ARCEP decision 2022-1583) are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, Cue, DetectorInfo, Hits, Pattern, Scope, Severity, Verdicts, Where

from .base import FunctionDetector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.uint8]

_DIGITS = 9  # of the national number without its 0
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
_ABROAD = rf"(?:\+|00 ?)33 {{0,2}}(?:\(0\) ?|0)?[1-79](?:[ ./-]?\d{{2}}){{4}}{_END}"
_OVERSEAS = rf"(?:\+|00 ?)(?:262|590|594|596) {{0,2}}(?:\(0\) ?)?[67]\d{{2}}(?:[ .-]?\d{{2}}){{3}}{_END}"
_CELL = r"(?:(?:00)?33)?[1-79](?:\d{8}|(?: \d{2}){4})(?:[.,]0)?"

_PLATFORMS = (162, 163, 270, 271, 377, 378, 424, 425, 568, 569, 948, 949)
"""The first digits, without the 0, of the ranges of call platforms."""
_FICTION = (19900, 26191, 35301, 46571, 53649, 63998)
"""The first digits, without the 0, of the ranges for films and books (ARCEP decision 2018-0881)."""

_COMPANY = (
    "laboratoires?", "selas", "sas", "sarl", "selarl", "eurl", "rcs", "siret", "secrétariat", "standard", "hotline",
    "accueil", "hôpital", "clinique", "pharmacie", "cabinet", "cpam", "mairie", "renseignements", "service client",
    "service clients", "assistance", "société", "sav", "centre hospitalier", "astreinte", "dépannage", "commandes?",
    "pharmacovigilance", "information médicale", "urgences", "centre antipoison", "numéro vert", "ets", "chu",
    "prise de rendez-vous", "contactez-nous", "appelez-nous", "consultations", "ambulances?", "taxis?",
)  # fmt: skip
_PERSON = (
    "patiente?", "m\\.", "mme", "mlle", "monsieur", "madame", "domicile", "portable", "perso", "personnel", "assurée?",
    "née? le", "mon", "ma", "sa", "son", "me", "épouse", "mari", "conjointe?",
)  # fmt: skip
_RELATIVES = (
    "appeler", "rappeler", "r?appelez?", "r?appelles?", "joindre", "joignable", "contacter", "prévenir", "mon num",
    "son num", "épouse", "époux", "mari", "femme", "fils", "fille", "mère", "père", "sœur", "frère", "voisine?",
    "tuteur", "tutrice", "curateur", "curatrice", "conjointe?", "compagne", "compagnon", "aidante?", "ide",
    "infirmière?",
    "sms", "amie?", "parents?", "gendre", "belle-fille", "nièce", "neveu", "petit-fils", "petite-fille", "whatsapp",
)  # fmt: skip
# Where a number stands in the records of HPRIM and HL7.
_RECORDS = (r"P\|\d{1,4}", r"PID\|\d{1,4}", "PRN", r"NK1\|\d{1,4}")
_OTHER_NUMBERS = (
    "facture", "dossier", "commande", "réf", "référence", "client", "lot", "siret", "siren", "ticket", "contrat",
    "compte", "bon", "série", "adhérent", "devis", "ipp", "nda", "version", "emplacements?", "code",
)  # fmt: skip
_LARGEST_OF_SCALES = 60
_OTHER_HEADERS = (
    "facture",
    "dossier",
    "commande",
    "ref",
    "lot",
    "siret",
    "ticket",
    "serie",
    "série",
    "contrat",
    "devis",
)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    rows = _national(hits)
    glued = (hits.end - hits.start) <= _DIGITS + 1
    prose = hits.cell < 0
    said = hits.labelled() | hits.cue("relative") | hits.cue("record") | hits.cue("number") & ~hits.cue("other-number")
    abroad = (hits.pattern == 1) | (hits.pattern == 2)
    alone = np.where(glued & ~abroad, 0.4, 0.6)
    alone[hits.cue("other-number") & ~abroad] = 0.3
    confidence = np.where(said, 0.9, alone)
    confidence[hits.labelled() & hits.cue("other-number") & ~said] = 0.4
    company = hits.cue("fax") | hits.cue("company-line") | (prose & hits.cue("company") & ~hits.cue("person"))
    if company.any():
        confidence[company & ~_in_column(hits)] = 0
    pairs = _pairs(rows)
    confidence[_rises(pairs) & ~said & ~abroad] = 0.4
    confidence[~_in_plan(rows) | _in_other_column(hits) | _is_outline(pairs) | _in_grid(hits) & ~hits.labelled()] = 0
    return Verdicts(confidence=confidence.astype(np.float32), tag=_is_fictitious(rows).astype(np.int8) - np.int8(1))


def _in_column(hits: Hits) -> Mask:
    """Whole cells: the words of other cells say nothing of them."""
    inside: Mask = (hits.cell >= 0) & hits.whole_cell()
    return inside


def _national(hits: Hits) -> Rows:
    """The last nine digits of each, without a final ".0", as uint8[n, 9] of values 0-9."""
    import numpy as np

    from dlpscan.arrays import Strings

    # Column by column, each contiguous, for those that are digits at the end; the others are picked apart.
    rows = np.empty((len(hits), _DIGITS), np.uint8, order="F")
    text = np.frombuffer(hits.chunk.text, np.uint8)
    glued = (hits.end - hits.start) >= _DIGITS
    for i in range(_DIGITS):
        rows[:, i] = text[np.maximum(hits.end - _DIGITS + i, 0)] - ord("0")
        glued &= rows[:, i] < 10
    rest = np.flatnonzero(~glued)
    if len(rest):
        rows[rest] = _picked(Strings.cut(hits.chunk.text, hits.start[rest], hits.end[rest]))
    return rows


def _picked(strings: Strings) -> Rows:
    import numpy as np

    from dlpscan.arrays import byte_set

    kept = strings.kept(byte_set(b"0123456789"))
    last = strings.data[np.maximum(strings.offsets[1:] - 2, 0)]
    decimal = (strings.lengths > 2) & ((last == ord(".")) | (last == ord(",")))
    end = kept.offsets[1:] - decimal
    national: Rows = kept.data[end[:, None] - np.arange(_DIGITS, 0, -1)] - ord("0")
    return national


def _in_plan(rows: Rows) -> Mask:
    import numpy as np

    from dlpscan.arrays import is_among

    zone, second = rows[:, 0], rows[:, 1]
    prefix = zone.astype(np.int64) * 100 + second * 10 + rows[:, 2]
    platform = is_among(prefix, _PLATFORMS) | (prefix == 947) & (rows[:, 3] >= 5)
    empty = (rows[:, 1:] == rows[:, 1:2]).all(axis=1)
    region = (zone >= 1) & (zone <= 5)
    known = region | (zone == 6) | (zone == 9) | ((zone == 7) & (second >= 3))
    in_plan: Mask = known & ~platform & ~empty
    return in_plan


def _is_fictitious(rows: Rows) -> Mask:
    import numpy as np

    from dlpscan.arrays import is_among

    beginning = rows[:, :5].astype(np.int64) @ 10 ** np.arange(4, -1, -1)
    return is_among(beginning, _FICTION)


def _is_outline(pairs: NDArray[np.int16]) -> Mask:
    """01.02.03.04.05 and its like: pairs that climb in even steps, or small ones that never fall."""
    import numpy as np

    steps = np.diff(pairs, axis=1)
    even = (steps == steps[:, :1]).all(axis=1)
    small = (pairs <= 12).all(axis=1) & (steps >= 0).all(axis=1)
    outline: Mask = even | small
    return outline


def _pairs(rows: Rows) -> NDArray[np.int16]:
    """The five pairs of each number as int16[n, 5]."""
    import numpy as np

    pairs = np.empty((len(rows), 5), np.int16)
    pairs[:, 0] = rows[:, 0]
    pairs[:, 1:] = rows[:, 1::2].astype(np.int16) * 10 + rows[:, 2::2]
    return pairs


def _rises(pairs: NDArray[np.int16]) -> Mask:
    """Whether every pair is greater than the one before and none is large, as in draws and scales."""
    import numpy as np

    rising: Mask = (np.diff(pairs, axis=1) > 0).all(axis=1) & (pairs[:, -1] <= _LARGEST_OF_SCALES)
    return rising


def _in_other_column(hits: Hits) -> Mask:
    """Which hits stand in a column whose header speaks of orders, bills and files."""
    import numpy as np

    from dlpscan.arrays import is_among

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    other = [number for number, name in enumerate(cells.names) if name and _is_of_numbers(name)]
    unlabelled = (hits.cell >= 0) & ((hits.cues & 2) == 0)
    inside: Mask = unlabelled & is_among(cells.label[np.maximum(hits.cell, 0)], other)
    return inside


def _is_of_numbers(header: str) -> bool:
    return any(word in header.lower() for word in _OTHER_HEADERS)


def _in_grid(hits: Hits) -> Mask:
    """Another pair of digits stands right before or behind, and it is no second number's."""
    import numpy as np

    from dlpscan.arrays import byte_set

    spaced = np.flatnonzero((hits.end - hits.start) > _DIGITS + 1)
    digit, gap = byte_set(b"0123456789"), byte_set(b" .-/")
    a, b, c, d = (_byte_at(hits.chunk.text, hits.start[spaced] - back) for back in (1, 2, 3, 4))
    follows = np.append(False, hits.start[1:] - hits.end[:-1] <= 1)[spaced]
    before = gap[a] & digit[b] & digit[c] & ~digit[d] & ~follows
    a, b, c, d = (_byte_at(hits.chunk.text, hits.end[spaced] + forth) for forth in range(4))
    behind = gap[a] & digit[b] & digit[c] & (b != ord("0")) & ~digit[d] & ~byte_set(b"hHeE")[d]
    grid = np.zeros(len(hits), np.bool_)
    grid[spaced] = before | behind
    return grid


def _byte_at(text: bytes, offset: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The bytes at the offsets, blanks outside of the text."""
    import numpy as np

    inside = (offset >= 0) & (offset < len(text))
    return np.where(inside, np.frombuffer(text, np.uint8)[np.where(inside, offset, 0)], np.uint8(ord(" ")))


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="phone",
        title="French phone number",
        category=Category.CONTACT,
        severity=Severity.LOW,
        labels=(
            "tél", "téléphone", "téléphones", "tel dom", "tel fixe", r"tel ?\d", "tel port", "tel portable",
            "tel mobile",
            "tel pro", "tel perso", "tel bureau", "num tel", "no tel", "n tel", "portable", "port", "mobile", "gsm",
            "phone", "telephone number", "contact", "joignable", r"téléphone ?\d", r"portable ?\d", "fixe",
        ),
        refuting_labels=("fax", "télécopie", "type", "indicatif", "date", "port usb", "fournisseur", "société"),
        cues=(
            Cue(name="relative", phrases=_RELATIVES, before=40),
            Cue(name="number", phrases=("numéro", "n°"), before=20),
            Cue(name="record", phrases=_RECORDS, before=400),
            Cue(name="other-number", phrases=_OTHER_NUMBERS, before=20),
            Cue(name="fax", phrases=("fax", "télécopie"), before=12),
            Cue(name="fax", phrases=("fax", "télécopie"), after=30),
            Cue(name="company-line", phrases=_COMPANY, before=60),
            Cue(name="company", phrases=_COMPANY, before=110, scope=Scope.TEXT),
            Cue(name="person", phrases=_PERSON, before=60, scope=Scope.TEXT),
        ),
        tags=("fictitious",),
        votes=True,
        matches=("06 39 98 12 34", "Tél : 0199001234", "+33 (0)6 39 98 12 34", "02.61.91.12.34"),
        rejects=("0 806 000 111", "01.02.03.04.05", "3646", "01 62 12 34 56"),
        reference="ARCEP, numbering plan; decision 2018-0881 for the numbers of fiction",
    ),
    patterns=(_NATIONAL, _ABROAD, _OVERSEAS, Pattern(text=_CELL, where=Where.COLUMN)),
    judged=_judged,
)  # fmt: skip
